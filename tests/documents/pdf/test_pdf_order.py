"""Columns, boxes, blanks and options: in what order a page is read."""

from __future__ import annotations

import pytest

LEFT = [f"{n}. 第{n}题的题目写满了左边这一栏的宽度" for n in range(1, 7)]
RIGHT = [f"{n}. 第{n}题的题目写满了右边这一栏的宽度" for n in range(7, 13)]


def texts(extract) -> list[str]:
    return [piece.text for piece in extract.pieces]


def two_columns(page, left=LEFT, right=RIGHT, top=700):
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        page.text(60, top - 30 * row, one, size=10).text(320, top - 30 * row, other, size=10)
    return page


def test_the_left_column_is_read_before_the_right_one_under_a_full_heading(read, pdf_page):
    page = pdf_page().text(200, 760, "三年级上册数学练习单（第三单元）", size=14)
    page.text(60, 735, "班级____ 姓名____", size=10).text(400, 735, "得分____", size=10)
    got = texts(read(two_columns(page)))
    assert got == ["三年级上册数学练习单（第三单元）", "班级____ 姓名____ 得分____", *LEFT, *RIGHT]


def test_two_sections_of_columns_between_full_lines(read, pdf_page):
    page = two_columns(pdf_page(), top=760)
    page.text(60, 560, "二、下面的内容跨过两栏，说明第二部分的练习应当怎样完成。", size=12)
    two_columns(page, [f"甲{n}这一行写满了左边这一栏的全部宽度。" for n in range(4)],
                [f"乙{n}这一行写满了右边这一栏的全部宽度。" for n in range(4)], top=520)  # fmt: skip
    got = "".join(texts(read(page)))
    marks = ["1. ", "6. ", "7. ", "12. ", "二、", "甲0", "甲3", "乙0", "乙3"]
    assert [got.index(mark) for mark in marks] == sorted(got.index(mark) for mark in marks)


def test_sums_numbered_across_are_read_across(read, pdf_page):
    page = pdf_page()
    for row in range(6):
        for column in range(4):
            number = 4 * row + column + 1
            page.text(60 + 125 * column, 700 - 30 * row, f"{number}. {number}+5=")
    got = " ".join(texts(read(page)))
    assert [got.index(f"{n}. {n}+5=") for n in range(1, 25)] == sorted(got.index(f"{n}. {n}+5=") for n in range(1, 25))


def test_sums_numbered_down_are_read_down(read, pdf_page):
    page = pdf_page()
    for row in range(6):
        for column in range(2):
            number = 6 * column + row + 1
            page.text(60 + 250 * column, 700 - 30 * row, f"{number}. {number}+5=")
    assert texts(read(page)) == [f"{n}. {n}+5=" for n in range(1, 13)]


def test_options_in_two_rows_stay_with_their_question(read, pdf_page):
    page = pdf_page()
    for n in range(4):
        page.text(60, 700 - 60 * n, f"{n + 1}. 正确的是（  ）")
        page.text(60, 680 - 60 * n, "A. 甲").text(300, 680 - 60 * n, "B. 乙")
        page.text(60, 660 - 60 * n, "C. 丙").text(300, 660 - 60 * n, "D. 丁")
    rows = ["A. 甲 B. 乙", "C. 丙 D. 丁"]
    assert texts(read(page)) == [text for n in range(4) for text in [f"{n + 1}. 正确的是（ ）", *rows]]


def test_a_framed_box_is_one_piece(read, pdf_page):
    page = pdf_page().grid([350, 540], [600, 700])
    for row, line in enumerate(["小贴士：先画图，", "再列式计算。"]):
        page.text(360, 670 - 20 * row, line)
    for row in range(8):
        page.text(60, 740 - 20 * row, f"这里是第{row}行正文，写在方框的左边。", size=10)
    boxes = [piece for piece in read(page).pieces if piece.kind == "box"]
    assert [piece.text.replace("\n", "") for piece in boxes] == ["小贴士：先画图，再列式计算。"]


def test_a_paragraph_goes_on_overleaf(read, pdf_page):
    first, second = pdf_page(), pdf_page()
    for row in range(3):
        first.text(60, 160 - 20 * row, "学生在小组里交流各自的想法并且记录下来然后再向全班汇报交流得到的结果")
    second.text(60, 760, "最后由教师总结。").text(60, 700, "二、作业")
    got = read(first, second).pieces
    assert got[-2].text.endswith("得到的结果最后由教师总结。") and got[-2].page == 1
    assert (got[-1].text, got[-1].page) == ("二、作业", 2)


@pytest.mark.parametrize(
    ("place", "size", "read_as"),
    [(("r", 100, 700, "2", 107, 705), 7, "r²"), (("H", 100, 700, "2", 107, 696), 7, "H₂"), (("r", 100, 700, "2", 107, 700), 12, "r2")],
)  # fmt: skip
def test_raised_and_lowered_digits(read, pdf_page, place, size, read_as):
    base, x, y, digit, x2, y2 = place
    page = pdf_page().text(x, y, base).text(x2 + 5, y2, digit, size=size)
    assert texts(read(page)) == [read_as]


def test_a_stacked_fraction_is_written_in_line(read, pdf_page):
    page = pdf_page().text(60, 700, "计算").text(92, 708, "3").text(92, 692, "4").line(88, 704, 108, 704)
    page.text(112, 700, "的结果")
    assert texts(read(page)) == ["计算 3/4 的结果"]
