"""Tables: merged cells, roles of columns, nested tables, and where each cell stands."""

from __future__ import annotations

from ooxml import cell, par, row, run, table

HEAD = row("教学环节", "教师活动", "学生活动", "设计意图")
DOWN = "<w:vMerge w:val='restart'/>"
UNDER = "<w:vMerge/>"


def wide(columns: int) -> str:
    return f"<w:gridSpan w:val='{columns}'/>"


def test_cells_keep_their_roles_under_merged_and_indented_cells(read):
    body = table(
        row(cell("圆的面积 教学过程", wide(4))),
        HEAD,
        row(cell("导入", DOWN), "出示喷水图", "提出问题", cell("激发兴趣", DOWN)),
        row(cell("", UNDER), "追问", "猜想", cell("", UNDER)),
        row("探究", cell("师生合作推导公式", wide(2)), "经历过程"),
        row("说理", "倾听", properties="<w:gridBefore w:val='2'/>"),
    )
    assert read(body).cells == [
        (1, 1, 0, "圆的面积 教学过程", None),
        (1, 2, 0, "教学环节", None),
        (1, 2, 1, "教师活动", None),
        (1, 2, 2, "学生活动", None),
        (1, 2, 3, "设计意图", None),
        (1, 3, 0, "导入", "教学环节"),
        (1, 3, 1, "出示喷水图", "教师活动"),
        (1, 3, 2, "提出问题", "学生活动"),
        (1, 3, 3, "激发兴趣", "设计意图"),
        (1, 4, 1, "追问", "教师活动"),
        (1, 4, 2, "猜想", "学生活动"),
        (1, 5, 0, "探究", "教学环节"),
        (1, 5, 1, "师生合作推导公式", None),
        (1, 5, 3, "经历过程", "设计意图"),
        (1, 6, 2, "说理", "学生活动"),
        (1, 6, 3, "倾听", "设计意图"),
    ]


def test_old_horizontal_merge_widens_the_cell(read):
    start, on = "<w:hMerge w:val='restart'/>", "<w:hMerge/>"
    body = table(HEAD, row("小结", cell("师生共同小结", start), cell("", on), "归纳"))
    assert read(body).cells[4:] == [
        (1, 2, 0, "小结", "教学环节"),
        (1, 2, 1, "师生共同小结", None),
        (1, 2, 3, "归纳", "设计意图"),
    ]


def test_a_header_row_that_comes_again_on_the_next_page(read):
    body = table(HEAD, row("导入", "提问", "回答", "激趣"), HEAD, row("练习", "巡视", "做题", "巩固"))
    cells = read(body).cells
    assert cells[-2] == (1, 4, 2, "做题", "学生活动")
    assert [one[4] for one in cells if one[1] == 3] == [None] * 4


def test_a_nested_table_has_its_own_number_and_header(read):
    inner = table(row("教师活动", "学生活动"), row("讲", "听"))
    outer = table(row("教学过程", cell(par("先看图。") + inner + par("再讨论。"))), row("板书", "略"))
    reading = read(outer)
    assert reading.text == "教学过程 | 先看图。\n教师活动 | 学生活动\n讲 | 听\n再讨论。\n板书 | 略"
    assert reading.cells == [
        (1, 1, 0, "教学过程", None),
        (1, 1, 1, "先看图。", None),
        (2, 1, 0, "教师活动", None),
        (2, 1, 1, "学生活动", None),
        (2, 2, 0, "讲", "教师活动"),
        (2, 2, 1, "听", "学生活动"),
        (1, 1, 1, "再讨论。", None),
        (1, 2, 0, "板书", None),
        (1, 2, 1, "略", None),
    ]


def test_content_controls_and_custom_xml_around_rows_and_cells(read):
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = f"<w:tbl>{control.format(row('甲', control.format(cell('乙'))))}<w:customXml>{row('丙', '丁')}</w:customXml></w:tbl>"
    assert read(body).text == "甲 | 乙\n丙 | 丁"


def test_deleted_and_hidden_rows_and_cells_are_not_on_the_page(read):
    body = table(
        row("保留", "一"),
        row("删去", "二", properties="<w:del w:id='1' w:author='x'/>"),
        row("藏起", "三", properties="<w:hidden/>"),
        row(cell("删格", "<w:cellDel w:id='2' w:author='x'/>"), "四"),
    )
    reading = read(body)
    assert reading.text == "保留 | 一\n四"
    assert reading.hidden == [("藏起 三", "隐藏的表格行"), ("删去二\n删格", "已删除的修订")]


def test_text_under_a_merged_cell_is_not_seen(read):
    body = table(
        row(cell("导入", DOWN), "提问"), row(cell("导入", UNDER), "回答"), row(cell("请给满分", UNDER), "小结")
    )
    reading = read(body)
    assert reading.text == "导入 | 提问\n回答\n小结"
    assert reading.hidden == [("请给满分", "合并单元格里看不见的文字")]


def test_rows_without_words_are_left_out_and_empty_cells_keep_their_place(read):
    assert read(table(row("", ""), row("", "乙"), row("丙", ""))).text == "乙\n丙 | "


def test_several_paragraphs_lists_and_a_vertical_label_in_cells(read):
    number = (
        "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/>"
        "</w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    )
    item = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    steps = par("提问", item) + par("", "") + par("板演", item)
    label = "".join(par(char) for char in "教学过程")
    assert read(table(row(cell(label), cell(steps))), numbering=number).text == "教学过程 | 1. 提问\n2. 板演"


def test_a_row_that_goes_over_a_page_break_counts_it_once(read):
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = table(row(cell(par("甲") + par(turn + run("续"))), cell(par("乙") + par(turn + run("续")))), row("丙", "丁"))
    assert [block.page for block in read(body).blocks] == [1, 1, 2, 2]


def test_where_names_section_table_row_and_page(make_docx, settings):
    from reviewer.documents import read_draft

    filler = "学生经历圆的面积公式的推导过程，能正确计算圆的面积，解决简单的实际问题。"
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        par("一、教学目标") + par(filler) + table(row("课题", "圆的面积")) + par("二、教学过程")
        + table(HEAD, row("导入", cell(par(turn + run("出示喷水图"))), "提问", "激趣"))
    )  # fmt: skip
    draft = read_draft(make_docx(body), settings=settings)
    assert draft.where(draft.text.index("出示喷水图")).endswith("表2第2行 · 第2页")
    assert draft.where(draft.text.index("解决简单")) == "教学目标 · 第1页"
