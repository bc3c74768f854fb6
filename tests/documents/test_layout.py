from __future__ import annotations

from reviewer.documents.layout import Cell, column_titles


def test_a_header_in_two_rows_titles_every_column_below_it() -> None:
    cells = [
        Cell(1, 1, 0, 1, "教学环节"),
        Cell(1, 1, 1, 2, "师生活动"),
        Cell(1, 1, 3, 1, "设计意图"),
        Cell(1, 2, 1, 1, "教师活动"),
        Cell(1, 2, 2, 1, "学生活动"),
        Cell(1, 3, 0, 1, "导入"),
        Cell(1, 3, 1, 1, "出示两块手帕，问哪块大"),
        Cell(1, 3, 2, 1, "同桌比一比"),
        Cell(1, 3, 3, 1, "引出面积"),
    ]
    assert column_titles(cells)[5:] == ["教学环节", "教师活动", "学生活动", "设计意图"]


def test_a_second_header_further_down_starts_afresh() -> None:
    cells = [
        Cell(1, 1, 0, 1, "教师活动"),
        Cell(1, 1, 1, 1, "学生活动"),
        Cell(1, 1, 2, 1, "设计意图"),
        Cell(1, 2, 0, 1, "讲解例题的每一步，并板书"),
        Cell(1, 3, 0, 1, "题号"),
        Cell(1, 3, 1, 1, "分值"),
        Cell(1, 4, 0, 1, "第一题：口算八道"),
        Cell(1, 4, 2, 1, "没有标题的一格"),
    ]
    assert column_titles(cells) == [None, None, None, "教师活动", None, None, "题号", None]
