"""The whole way, with the real recogniser in its process: pictures in, pieces and warnings out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from reviewer.documents.pictures import fill_scans
from reviewer.documents.pieces import Extract, Piece, Scan, Unreadable

LINES = [
    "《圆的面积》教学设计",
    "一、教学目标",
    "1. 经历圆的面积公式的推导过程，能正确计算圆的面积。",
    "2. 在剪拼、转化中发展空间观念与推理意识。",
    "二、教学过程（40分钟）",
]
# x0, top, x1, bottom, text: a label beside three rows, and a last row across three columns
TABLE = [
    (160, 500, 260, 860, "教\n学\n过\n程"),
    (260, 500, 480, 580, "教学环节"),
    (480, 500, 840, 580, "教师活动"),
    (840, 500, 1160, 580, "学生活动"),
    (1160, 500, 1480, 580, "设计意图"),
    (260, 580, 480, 720, "情境导入"),
    (480, 580, 840, 720, "出示草坪喷水图，\n提出问题。"),
    (840, 580, 1160, 720, "观察图片，说一说\n喷水的形状。"),
    (1160, 580, 1480, 720, "联系生活，激发\n学习兴趣。"),
    (260, 720, 480, 860, "8"),
    (480, 720, 1480, 860, "小组合作：剪一剪、拼一拼，推导面积公式。"),
]
ROLES = [
    (1, 0, 1, "教学过程"),
    (1, 1, 1, "教学环节"),
    (1, 2, 1, "教师活动"),
    (1, 3, 1, "学生活动"),
    (1, 4, 1, "设计意图"),
    (2, 1, 1, "情境导入"),
    (2, 2, 1, "出示草坪喷水图，提出问题。"),
    (2, 3, 1, "观察图片，说一说喷水的形状。"),
    (2, 4, 1, "联系生活，激发学习兴趣。"),
    (3, 1, 1, "8"),
    (3, 2, 3, "小组合作：剪一剪、拼一拼，推导面积公式。"),
]
TWO_COLUMNS = [
    ("左栏第一行讲的是教材分析的内容", "右栏第一行讲的是作业设计的内容"),
    ("左栏第二行接着说学生的知识基础", "右栏第二行布置课后的阅读任务呢"),
    ("左栏第三行说明本课的重点和难点", "右栏第三行要求学生写一段观察文"),
    ("左栏第四行列出了课前准备的教具", "右栏第四行说明完成作业所需时间"),
]


def recall(expected: str, text: str) -> float:
    wanted, found = (Counter("".join(part.split())) for part in (expected, text))
    return (wanted & found).total() / wanted.total()


def skewed_and_noisy(page: Image.Image, seed: int = 7) -> Image.Image:
    page = page.rotate(3, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(seed).normal(0, 12, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8))


def test_scans_are_read_with_their_tables_and_each_trouble_is_named(tmp_path: Path, draw_lines, draw_table) -> None:
    page = draw_table(draw_lines(LINES), TABLE)
    skewed_and_noisy(page).save(tmp_path / "skewed", "PNG")
    columns = draw_lines([left for left, _ in TWO_COLUMNS], size=(1654, 1200))
    columns.paste(draw_lines([right for _, right in TWO_COLUMNS], size=(700, 1200), left=20), (900, 0))
    columns.rotate(90, expand=True).save(tmp_path / "turned", "JPEG", quality=60)
    Image.new("L", (800, 1100), 250).save(tmp_path / "blank", "PNG")
    (tmp_path / "broken").write_bytes(b"\x89PNG\r\n\x1a\nno picture at all")
    scans = [
        Scan("skewed", 1, "第1页", 1),
        Scan("turned", 1, "第2页", 2),
        Scan("blank", 2, "图1"),
        Scan("broken", 2, "图2"),
    ]

    filled = fill_scans(Extract([Piece("封面"), Piece("封底")], scans), tmp_path)

    assert filled.scans == []
    assert filled.pieces[0].text == "封面" and filled.pieces[-1].text == "封底"
    first = [piece for piece in filled.pieces if piece.page == 1]
    assert recall("".join(LINES), "".join(piece.text for piece in first if piece.kind != "cell")) >= 0.97
    assert [
        (piece.row, piece.column, piece.span, piece.text.replace("\n", "")) for piece in first if piece.kind == "cell"
    ] == ROLES
    assert [piece.before for piece in first if piece.kind == "cell"][:6] == ["\n", " | ", " | ", " | ", " | ", "\n"]
    assert all(0.8 < piece.confidence <= 1 for piece in first if piece.text)
    second = "".join(piece.text for piece in filled.pieces if piece.page == 2)
    assert recall("".join(left + right for left, right in TWO_COLUMNS), second) >= 0.97
    assert second.index("左栏第四行") < second.index("右栏第一行")
    assert filled.warnings == [
        "图1没有认出文字。",
        "图2打不开，文件可能已损坏或格式不支持。请另存为 JPG 或 PNG 再试。",
    ]


def test_an_unclear_photo_is_warned_of(tmp_path: Path, draw_lines) -> None:
    page = draw_lines(LINES[2:4], size=(1200, 240), top=60)
    tiny = page.resize((200, 40)).resize((1200, 240))
    tiny.save(tmp_path / "photo", "JPEG", quality=30)
    filled = fill_scans(Extract([Piece("正文")], [Scan("photo", 1, "第3页", 3)]), tmp_path)
    assert len(filled.warnings) == 1
    assert filled.warnings[0].startswith("第3页")


def test_pictures_without_any_text_say_what_to_do(tmp_path: Path) -> None:
    Image.new("RGB", (900, 1200), (240, 240, 235)).save(tmp_path / "photo", "JPEG")
    with pytest.raises(Unreadable) as caught:
        fill_scans(Extract(scans=[Scan("photo", 0, "第1张图", 1)]), tmp_path)
    assert caught.value.chinese.startswith("图片里没有认出文字。请把纸放平、拍正")


def test_a_single_broken_picture_is_called_broken(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"\xff\xd8\xff\xe0 cut short")
    with pytest.raises(Unreadable) as caught:
        fill_scans(Extract(scans=[Scan("photo", 0, "第1张图", 1)]), tmp_path)
    assert caught.value.chinese.startswith("第1张图打不开")


def test_a_document_without_pictures_is_left_alone(tmp_path: Path) -> None:
    extract = Extract([Piece("正文")])
    assert fill_scans(extract, tmp_path) is extract
