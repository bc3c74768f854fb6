"""Cells of ruled, three-line and unruled tables, on one page and overleaf."""

from __future__ import annotations

HEAD = ["教学环节", "教师活动", "学生活动"]
XS = [60, 160, 330]


def cells(extract) -> list[tuple[int, int, int, int, str]]:
    return [(p.table, p.row, p.column, p.span, p.text) for p in extract.pieces if p.kind == "cell"]


def row(page, y, words, xs=XS):
    for x, word in zip(xs, words, strict=True):
        page.text(x + 4, y, word, size=10)
    return page


def test_merged_cells_keep_column_and_span(read, pdf_page):
    page = pdf_page()
    for y in (600, 630, 660, 690):
        page.line(160 if y == 630 else 60, y, 500, y)  # the first column is merged over two rows
    for x in (60, 160, 500):
        page.line(x, 600, x, 690)
    page.line(330, 600, 330, 660)  # the second column of the first row is merged with the third
    row(page, 670, ["课题", "圆的面积"], [60, 160])
    row(page, 640, ["导入", "出示图片", "观察"])
    row(page, 610, ["提出问题", "讨论"], [160, 330])
    assert cells(read(page)) == [
        (1, 1, 0, 1, "课题"), (1, 1, 1, 2, "圆的面积"),
        (1, 2, 0, 1, "导入"), (1, 2, 1, 1, "出示图片"), (1, 2, 2, 1, "观察"),
        (1, 3, 1, 1, "提出问题"), (1, 3, 2, 1, "讨论"),
    ]  # fmt: skip


def test_a_table_open_at_its_sides(read, pdf_page):
    page = pdf_page()
    for y in (640, 670, 700):
        page.line(60, y, 500, y)
    page.line(160, 640, 160, 700).line(330, 640, 330, 700)
    row(row(page, 680, HEAD), 650, ["导入", "提问", "回答"])
    assert [cell[1:] for cell in cells(read(page))] == [
        (1, 0, 1, "教学环节"), (1, 1, 1, "教师活动"), (1, 2, 1, "学生活动"),
        (2, 0, 1, "导入"), (2, 1, 1, "提问"), (2, 2, 1, "回答"),
    ]  # fmt: skip


def test_a_three_line_table(read, pdf_page):
    page = pdf_page().text(60, 740, "教学过程如下。")
    for y in (720, 690, 560):
        page.line(60, y, 500, y)
    row(page, 700, HEAD)
    row(page, 670, ["导入", "出示图片并提问，", "观察图片，"])
    row(page, 655, ["请学生说说。", "回答问题。"], [160, 330])
    row(page, 620, ["新授", "讲解公式。", "推导公式。"])
    assert cells(read(page)) == [
        (1, 1, 0, 1, "教学环节"), (1, 1, 1, 1, "教师活动"), (1, 1, 2, 1, "学生活动"),
        (1, 2, 0, 1, "导入"), (1, 2, 1, 1, "出示图片并提问，\n请学生说说。"), (1, 2, 2, 1, "观察图片，\n回答问题。"),
        (1, 3, 0, 1, "新授"), (1, 3, 1, 1, "讲解公式。"), (1, 3, 2, 1, "推导公式。"),
    ]  # fmt: skip


def test_columns_under_header_words_without_any_rule(read, pdf_page):
    page = row(pdf_page(), 700, HEAD)
    row(page, 680, ["导入", "出示图片", "观察图片"])
    row(page, 660, ["新授", "讲解公式", "推导公式"])
    page.text(60, 620, "一、板书设计：这一行从左到右写满了整个页面，不再属于上面的表格。")
    extract = read(page)
    assert [(r, c, text) for _, r, c, _, text in cells(extract)][3:] == [
        (2, 0, "导入"), (2, 1, "出示图片"), (2, 2, "观察图片"),
        (3, 0, "新授"), (3, 1, "讲解公式"), (3, 2, "推导公式"),
    ]  # fmt: skip
    assert extract.pieces[-1].kind == "paragraph"


def test_answer_lines_are_no_table(read, pdf_page):
    page = pdf_page().text(60, 700, "1. 写出你的想法：")
    for y in (670, 640, 610):
        page.line(60, y, 500, y)
    assert [(p.kind, p.text) for p in read(page.text(60, 580, "2. 说明理由。")).pieces] == [
        ("paragraph", "1. 写出你的想法："), ("paragraph", "2. 说明理由。"),
    ]  # fmt: skip


def test_the_header_row_printed_again_overleaf_is_dropped(read, pdf_page):
    pages = []
    for words in (["导入", "提问", "回答"], ["新授", "讲解", "记录"]):
        page = pdf_page().grid([60, 160, 330, 500], [640, 670, 700])
        pages.append(row(row(page, 680, HEAD), 650, words))
    got = read(*pages)
    assert [(cell[0], cell[1], cell[4]) for cell in cells(got) if cell[2] == 1] == [
        (1, 1, "教师活动"),
        (1, 2, "提问"),
        (1, 3, "讲解"),
    ]
    assert got.pieces[-1].page == 2


def test_a_row_cut_by_the_end_of_the_page_is_one_row(read, pdf_page):
    first = row(pdf_page().grid([60, 160, 330, 500], [40, 70]), 50, ["导入", "请同学们观察这幅图然", "观察图片。"])
    second = row(pdf_page().grid([60, 160, 330, 500], [740, 770]), 750, ["", "后回答问题。", ""])
    assert [text for *_, text in cells(read(first, second))] == [
        "导入",
        "请同学们观察这幅图然后回答问题。",
        "观察图片。",
    ]


def test_squares_to_write_in_are_no_table(read, pdf_page):
    page = pdf_page().grid([60 + 24 * n for n in range(16)], [500 + 24 * n for n in range(6)])
    for n, character in enumerate("春天来了小草从地下"):
        page.text(66 + 24 * n, 602, character)
    assert [(p.kind, p.text.replace(" ", "")) for p in read(page).pieces] == [("paragraph", "春天来了小草从地下")]
