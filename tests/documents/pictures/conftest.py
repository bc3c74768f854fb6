"""Pages drawn for the tests, with a Chinese font of the system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
A4 = (1654, 2339)  # at 200 dpi
SIZE = 32  # pixels: 11.5 points at 200 dpi

Cell = tuple[int, int, int, int, str]  # x0, top, x1, bottom, text


@pytest.fixture(scope="session")
def font() -> ImageFont.FreeTypeFont:
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, SIZE)
    pytest.skip("no Chinese font found; install fonts-noto-cjk")


@pytest.fixture
def draw_lines(font: ImageFont.FreeTypeFont) -> Callable[..., Image.Image]:
    def draw(lines: Sequence[str], *, size: tuple[int, int] = A4, left: int = 160, top: int = 160) -> Image.Image:
        page = Image.new("L", size, 255)
        pen = ImageDraw.Draw(page)
        for number, line in enumerate(lines):
            pen.text((left, top + number * 54), line, font=font, fill=0)
        return page

    return draw


@pytest.fixture
def draw_table(font: ImageFont.FreeTypeFont) -> Callable[..., Image.Image]:
    def draw(page: Image.Image, cells: Sequence[Cell]) -> Image.Image:
        pen = ImageDraw.Draw(page)
        for x0, top, x1, bottom, text in cells:
            pen.rectangle((x0, top, x1, bottom), outline=0, width=2)
            pen.multiline_text((x0 + 14, top + 12), text, font=font, fill=0, spacing=16)
        return page

    return draw
