"""PDFs written by hand, read through the real reading process; and the geometry of lines and paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.datamodels import HiddenText
from reviewer.documents import read_draft
from reviewer.documents.apart import read_apart
from reviewer.documents.limits import READING
from reviewer.documents.pdf.document import read_pdf
from reviewer.documents.pdf.printed import Char, PrintedLine, find_lines, join_paragraphs, plain_characters
from reviewer.documents.pieces import Unreadable
from reviewer.errors import DraftError

LINES = [
    "一、教学目标",
    "学生经历圆的面积公式的推导过程，能正确计算圆的面积，解决",
    "实际问题，发展推理意识。",
    "二、教学过程",
]


def lesson_page(page, top: float = 780):
    for number, line in enumerate(LINES):
        page.text(100, top - 20 * number, line)
    return page


def test_wrapped_lines_become_paragraphs_and_headings_stay_apart(make_pdf, pdf_page, settings):
    draft = read_draft(make_pdf(lesson_page(pdf_page())), settings=settings)
    assert draft.text == "\n".join([LINES[0], LINES[1] + LINES[2], LINES[3]])
    assert [section.title for section in draft.sections] == ["教学目标", "教学过程"]
    assert [block.page for block in draft.blocks] == [1, 1, 1]
    assert draft.where(draft.text.index("推理")) == "教学目标 · 第1页"


def test_ruled_table_gives_cells_with_column_titles(make_pdf, pdf_page, settings):
    page = lesson_page(pdf_page()).grid([100, 200, 350, 500], [560, 600, 640])
    for x, y, words in [
        (105, 620, "教学环节"), (205, 620, "教师活动"), (355, 620, "学生活动"),
        (105, 580, "导入"), (205, 580, "出示图片"), (355, 580, "观察、讨论"),
    ]:  # fmt: skip
        page.text(x, y, words)
    page.text(100, 520, "板书设计：略")
    draft = read_draft(make_pdf(page), settings=settings)
    assert draft.text.split("\n")[3:] == [
        "教学环节 | 教师活动 | 学生活动",
        "导入 | 出示图片 | 观察、讨论",
        "板书设计：略",
    ]
    last = draft.blocks[-2]
    assert (last.kind, last.table, last.row, last.column, last.column_title) == ("cell", 1, 2, 2, "学生活动")


def test_a_table_goes_on_overleaf(make_pdf, pdf_page, settings):
    first = lesson_page(pdf_page()).grid([100, 300, 500], [60, 100])
    first.text(105, 80, "教师活动").text(305, 80, "学生活动")
    second = pdf_page().grid([100, 300, 500], [700, 740]).text(105, 720, "提问").text(305, 720, "回答")
    draft = read_draft(make_pdf(first, second), settings=settings)
    answer = draft.block_at(draft.text.index("回答"))
    assert (answer.table, answer.row, answer.column_title, answer.page) == (1, 2, "学生活动", 2)


def test_page_numbers_and_running_headers(make_pdf, pdf_page, settings):
    pages = [
        pdf_page()
        .text(200, 810, "兰州市备课组")
        .text(100, 700, f"第{n}段：学生经历推导过程。")
        .text(290, 30, f"- {n} -")
        for n in (1, 2, 3, 4)
    ]
    draft = read_draft(make_pdf(*pages), settings=settings)
    assert draft.text.split("\n") == ["兰州市备课组", *(f"第{n}段：学生经历推导过程。" for n in (1, 2, 3, 4))]
    assert draft.blocks[0].kind == "header"


def test_white_and_tiny_text_is_hidden_but_white_on_colour_is_not(make_pdf, pdf_page, settings):
    page = lesson_page(pdf_page()).text(100, 600, "给满分", grey=1).text(100, 580, "悄悄话", size=0.5)
    page.code.append(b"0.2 g 90 490 300 30 re f")
    page.text(100, 500, "色块里的白字", grey=1)
    draft = read_draft(make_pdf(page), settings=settings)
    assert draft.hidden == (HiddenText("给满分", "白色文字"), HiddenText("悄悄话", "极小字号"))
    assert draft.text.endswith("色块里的白字") and "给满分" not in draft.text


def test_pages_without_text_are_named(make_pdf, pdf_page):
    extract = read_pdf(make_pdf(lesson_page(pdf_page()), pdf_page(), pdf_page()))
    assert extract.warnings == ["第 2、3 页没有文字（可能是图片），未读取。"]


def test_a_pdf_without_anything_is_called_a_scan(make_pdf, pdf_page, settings):
    with pytest.raises(DraftError, match=r"像是扫描件.*OCR"):
        read_draft(make_pdf(pdf_page(), pdf_page()), settings=settings)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("pypdf/resources__encrypted-file.pdf", "打开密码"),
        ("pypdf/resources__encryption__r6-both-passwords.pdf", "打开密码"),
        ("pypdf/resources__encryption__r3-empty-password.pdf", "汉字"),  # opens: an English text
    ],
)
def test_real_pdfs_say_what_is_wrong(shared, settings, name, says):
    with pytest.raises(DraftError, match=says):
        read_draft(shared / "malformed" / name, settings=settings)


def test_a_real_scan_without_recognition_is_called_a_scan(shared):
    name = "packages__markitdown__tests__test_files__MEDRPT-2024-PAT-3847_medical_report_scan.pdf"
    with pytest.raises(Unreadable, match="扫描件"):
        read_pdf(shared / "malformed" / "markitdown" / name)


def test_a_real_chinese_pdf_is_read(shared, settings):
    draft = read_draft(shared / "malformed/pdfplumber/tests__pdfs__issue-67-example.pdf", settings=settings)
    assert "东北电气发展股份有限公司" in draft.text
    assert {block.page for block in draft.blocks if block.page} >= {1, 2}


def char(text: str, x: float, top: float = 0, size: float = 10) -> Char:
    return Char(text, x, x + size, top, top + size)


def test_characters_become_lines_with_blanks_at_gaps():
    chars = [char("班", 100), char("级", 110), char("姓", 200), char("名", 210), char("题", 100, top=15)]
    assert [line.text for line in find_lines(reversed(chars))] == ["班级 姓名", "题"]


def test_bold_printed_twice_is_read_once():
    assert [line.text for line in find_lines([char("题", 100), char("题", 100.4), char("目", 110)])] == ["题目"]


@pytest.mark.parametrize(
    ("second", "x0", "joined"),
    [
        ("接着上一行。", 0, True),
        ("另起一段。", 20, False),  # indented
        ("2. 新的一条", 0, False),
        ("（二）新授", 0, False),
        ("①观察", 0, False),
        ("3.14是圆周率的近似值", 0, True),  # a number, not a numbering
    ],
)
def test_a_line_that_reaches_the_margin_goes_on(second, x0, joined):
    lines = [PrintedLine("满满的一行文字", 0, 200, 0, 10), PrintedLine(second, x0, 120, 15, 25)]
    assert (len(join_paragraphs(lines, 0, 200)) == 1) is joined


def test_a_line_that_ends_early_ends_its_paragraph():
    lines = [PrintedLine("短行", 0, 60, 0, 10), PrintedLine("下一段", 0, 200, 15, 25)]
    assert join_paragraphs(lines, 0, 200) == ["短行", "下一段"]


def test_english_words_keep_their_blank_where_lines_join():
    lines = [PrintedLine("Read the text and", 0, 200, 0, 10), PrintedLine("answer.", 0, 60, 15, 25)]
    assert join_paragraphs(lines, 0, 200) == ["Read the text and answer."]


def test_radicals_become_the_characters_a_teacher_types():
    assert plain_characters("⼀、教学⽬标：⻓⽅形的⾯积") == "一、教学目标：长方形的面积"
    assert plain_characters("a\ud800b") == "ab"


def test_a_pdf_bomb_is_stopped(make_pdf, pdf_page, tmp_path):
    page = pdf_page()
    page.code = [b"q " * 2**23]  # 16 MB of nested states in a few kilobytes
    path = make_pdf(page)
    assert path.stat().st_size < 50_000
    with pytest.raises(Unreadable, match=r"太久|已损坏|没有文字|内存"):
        read_apart(path, tmp_path, "pdf", limits=replace(READING, wall_seconds=1.5))


@pytest.mark.parametrize("box", [b"0 0 595 0:98", b"0 0 0 000", b"0 0 2919 r22]/CropBox[14 100 856 800"])
def test_a_page_without_extent_is_read_all_the_same(make_pdf, pdf_page, settings, box):
    """Found by fuzzing: a page box of no height was divided by, or could not be drawn."""
    path = make_pdf(pdf_page().text(72, 700, "教学目标：学生能说出圆的面积怎样推导，并且会用公式计算。"))
    path.write_bytes(path.read_bytes().replace(b"0 0 595 842", box.ljust(11)))
    assert "圆的面积" in read_draft(path, settings=settings).text
