"""Photos through the door: one or several as one draft, in the order given, each a page, and what is refused."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from reviewer.documents import read_draft, read_photos
from reviewer.errors import DraftError

FONTS = sorted(Path("/usr/share/fonts").rglob("*CJK-Regular.ttc")) + sorted(
    path for name in ("STHeiti Light.ttc", "PingFang.ttc") for path in Path("/System/Library/Fonts").rglob(name)
)
NEEDS_FONT = pytest.mark.skipif(not FONTS, reason="no Chinese font to draw the pictures with")
LINES = (
    ("圆的面积教学设计", "教学目标：学生能够正确计算圆的面积。"),
    ("教学过程：学生动手操作，小组交流发现。", "作业设计：完成课本第三题。"),
)


def photo(lines: tuple[str, ...], kind: str = "JPEG", blur: float = 0) -> bytes:
    page = Image.new("RGB", (1000, 500), "white")
    font = ImageFont.truetype(str(FONTS[0]), 40)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((60, 80 + 120 * number), line, font=font, fill="black")
    buffer = io.BytesIO()
    page = page.filter(ImageFilter.GaussianBlur(blur)) if blur else page
    page.save(buffer, kind)
    return buffer.getvalue()


@NEEDS_FONT
def test_photos_are_pages_of_one_draft_in_the_order_given(tmp_path, settings):
    second, first = tmp_path / "1.jpg", tmp_path / "2.png"
    first.write_bytes(photo(LINES[0], "PNG"))
    second.write_bytes(photo(LINES[1]))
    draft = read_photos([first, second], settings=settings, kind="lesson")
    assert draft.name == "2.png 等 2 张"
    assert draft.sha256 == hashlib.sha256(first.read_bytes() + second.read_bytes()).hexdigest()
    places = [draft.text.find(words) for words in ("教学目标", "教学过程", "作业设计")]
    assert -1 not in places and places == sorted(places)
    pages = {draft.quote(block.start, block.end)[:4]: block.page for block in draft.blocks}
    assert pages["教学目标"] == 1 and pages["教学过程"] == 2
    assert all(0 < block.confidence < 1 for block in draft.blocks)


@NEEDS_FONT
def test_a_picture_under_the_name_of_a_word_file_is_a_draft(tmp_path, settings):
    path = tmp_path / "照片.docx"
    path.write_bytes(photo(LINES[0] + LINES[1], "BMP"))
    draft = read_draft(path, settings=settings)
    assert "学生能够正确计算圆的面积" in draft.text
    assert draft.warnings[0] == "后缀是 .docx，其实是图片，已按实际内容读取。"


@NEEDS_FONT
def test_a_blurred_page_is_named_in_a_warning(tmp_path, settings):
    path = tmp_path / "1.png"
    path.write_bytes(photo(LINES[0] + LINES[1], "PNG", blur=5))
    (warning,) = read_photos([path], settings=settings).warnings
    assert warning.startswith("第1张图识别得不太清楚（平均把握 ") and warning.endswith("请核对原文。")


def test_a_broken_picture_is_a_message(tmp_path, settings):
    path = tmp_path / "断.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 200)
    with pytest.raises(DraftError, match=r"断\.jpg：.*请"):
        read_draft(path, settings=settings)


def test_what_is_no_picture_or_too_many_is_refused(tmp_path, settings):
    text, picture = tmp_path / "a.txt", tmp_path / "a.png"
    text.write_text("一份教案", encoding="utf-8")
    Image.new("RGB", (10, 10)).save(picture)
    with pytest.raises(DraftError, match=r"a\.txt 是纯文本，不是图片"):
        read_photos([picture, text], settings=settings)
    with pytest.raises(DraftError, match="没有选图片"):
        read_photos([], settings=settings)
    with pytest.raises(DraftError, match="有 31 张图片，超过 30 张"):
        read_photos([picture] * 31, settings=settings)
