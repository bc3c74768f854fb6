"""Sheets cut out of photos, light made even, pages turned upright: without the recogniser."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from reviewer.documents.pictures.cutting import side_by_side
from reviewer.documents.pictures.sheets import cut_out_sheet, even_light, is_blank
from reviewer.documents.pictures.turning import level, skew_of


def line_box(angle: float, x: float, y: float, width: float = 600, height: float = 40) -> np.ndarray:
    """The corners of a line that falls to the right by `angle` degrees."""
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    down = np.array([-along[1], along[0]])
    start = np.array([x, y])
    return np.array([start, start + along * width, start + along * width + down * height, start + down * height])


@pytest.mark.parametrize("angle", [0.0, 3.0, -8.0, 14.5])
def test_skew_is_the_direction_of_the_lines(angle: float) -> None:
    boxes = np.array([line_box(angle, 100, 100 + 60 * i) for i in range(5)] + [line_box(40, 0, 0, 50, 40)])
    assert skew_of(boxes) == pytest.approx(angle, abs=0.01)


def test_a_page_is_turned_back_by_its_skew() -> None:
    page = np.full((800, 1000), 255, np.uint8)
    corners = line_box(5.0, 200, 300, 600, 12).astype(np.int32)
    cv2.fillPoly(page, [corners], 0)
    turned = level(page, 5.0)
    rows = np.flatnonzero((turned < 128).any(axis=1))
    assert 10 <= len(rows) <= 16  # 12 high again; askew it is 64
    assert level(page, 0.1) is page


def test_blank_pages_and_written_ones(draw_lines) -> None:
    rng = np.random.default_rng(3)
    noisy = np.clip(235 + rng.normal(0, 6, (2339, 1654)), 0, 255).astype(np.uint8)
    shaded = np.tile(np.linspace(120, 240, 1654).astype(np.uint8), (2339, 1))
    assert is_blank(noisy) and is_blank(shaded)
    assert not is_blank(np.asarray(draw_lines(["作业：背诵课文第二段。"])))


def test_a_sheet_on_a_dark_desk_is_cut_out_and_squared(draw_lines) -> None:
    sheet = np.asarray(draw_lines(["教学设计"] * 20, size=(1000, 1400)))
    target = np.float32([[260, 180], [1240, 130], [1330, 1620], [180, 1560]])
    turn = cv2.getPerspectiveTransform(np.float32([[0, 0], [1000, 0], [1000, 1400], [0, 1400]]), target)
    photo = cv2.warpPerspective(sheet, turn, (1500, 1800), borderValue=70)
    cut = cut_out_sheet(photo)
    assert cut.shape[0] == pytest.approx(1470, abs=40) and cut.shape[1] == pytest.approx(1080, abs=80)
    border = np.concatenate([cut[12], cut[-12], cut[:, 12], cut[:, -12]])
    assert np.mean(border > 200) > 0.97


def test_a_scan_without_a_desk_around_it_stays_whole(draw_lines) -> None:
    page = np.asarray(draw_lines(["教学设计"] * 20))
    assert cut_out_sheet(page) is page


def test_uneven_light_is_made_even(draw_lines) -> None:
    page = np.asarray(draw_lines(["一、教学目标"] * 30), dtype=np.float64)
    shade = np.linspace(0.35, 1.0, page.shape[1])
    lit = even_light((page * shade).astype(np.uint8))
    paper = lit[:100]  # above the first line
    assert paper.min() > 215
    assert even_light(page.astype(np.uint8)).min() == 0


def test_characters_of_a_column_are_laid_side_by_side(font) -> None:
    strip = Image.new("L", (44, 240), 255)
    from PIL import ImageDraw

    pen = ImageDraw.Draw(strip)
    for number, character in enumerate("教二过程"):
        pen.text((6, 10 + number * 56), character, font=font, fill=0)
    line = side_by_side(np.asarray(strip))
    assert line.shape[0] == 44 and line.shape[1] == pytest.approx(4 * 44, abs=8)
