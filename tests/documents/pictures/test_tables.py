"""Ruled tables found on a page, pages bound into a document, marks: without the recogniser."""

from __future__ import annotations

import numpy as np
import pytest

from reviewer.documents.pictures.answers import Recognised
from reviewer.documents.pictures.binding import bind
from reviewer.documents.pictures.marks import chinese_marks
from reviewer.documents.pictures.rules import find_grids
from reviewer.documents.pictures.splitting import split_at_walls
from reviewer.documents.pieces import Extract, Piece, Scan

MERGED = [  # x0, top, x1, bottom, text
    (160, 200, 260, 440, ""),
    (260, 200, 700, 260, "一二三"),
    (700, 200, 1400, 260, ""),
    (260, 260, 1400, 440, "教师活动"),
    (160, 440, 700, 520, ""),
    (700, 440, 1400, 520, "评价"),
]


def test_merged_cells_keep_their_rows_columns_and_spans(draw_lines, draw_table) -> None:
    page = np.asarray(draw_table(draw_lines(["一、教学过程"] * 2, top=60), MERGED))
    (grid,), wiped = find_grids(page)
    assert [(cell.row, cell.column, cell.span) for cell in grid.cells] == [
        (0, 0, 1),
        (0, 1, 1),
        (0, 2, 1),
        (1, 1, 2),
        (2, 0, 2),
        (2, 2, 1),
    ]
    assert grid.columns == 3
    assert wiped[300:420, 150:170].min() > 200  # the outer rule is gone
    assert wiped[60:190].min() == 0  # the text above is not


@pytest.mark.parametrize(
    "cells",
    [
        [(200, 300, 1400, 900, "一个框里的文字")],
        [(200 + 12 * i, 300, 212 + 12 * i, 312, "") for i in range(40)],
    ],
    ids=["a frame", "tiny squares"],
)
def test_what_is_no_table(draw_lines, draw_table, cells) -> None:
    grids, _ = find_grids(np.asarray(draw_table(draw_lines(["设计意图"]), cells)))
    assert grids == []


def row(table: int, number: int, *texts: str) -> list[Piece]:
    return [
        Piece(text, "\n" if column == 0 else " | ", "cell", 0, table, number, column)
        for column, text in enumerate(texts)
    ]


def test_pages_come_where_they_belong_and_tables_are_numbered_through() -> None:
    own = [Piece("一"), *row(1, 1, "甲", "乙"), Piece("二"), *row(2, 1, "丙", "丁")]
    scans = [Scan("b", 3, "图2"), Scan("a", 1, "第2页", 2)]
    pages = [Recognised(0, pieces=[Piece("图二")]), Recognised(1, pieces=row(1, 1, "扫", "描"))]
    bound = bind(Extract(own, scans), pages)
    assert [(piece.text, piece.table, piece.page) for piece in bound] == [
        ("一", None, None),
        ("扫", 1, 2),
        ("描", 1, 2),
        ("甲", 2, None),
        ("乙", 2, None),
        ("图二", None, None),
        ("二", None, None),
        ("丙", 3, None),
        ("丁", 3, None),
    ]


def test_a_table_goes_on_overleaf_if_it_has_as_many_columns() -> None:
    scans = [Scan(str(number), 0, f"第{number}页", number) for number in (1, 2, 3)]
    pages = [
        Recognised(0, pieces=[Piece("过程"), *row(1, 1, "教师活动", "学生活动"), *row(1, 2, "问", "答")]),
        Recognised(1, pieces=[*row(1, 1, "讲", "听"), Piece("作业")]),
        Recognised(2, pieces=row(1, 1, "题号", "分值", "层次")),
    ]
    cells = [piece for piece in bind(Extract(scans=scans), pages) if piece.kind == "cell"]
    assert [(piece.table, piece.row, piece.page) for piece in cells[::2]] == [
        (1, 1, 1),
        (1, 2, 1),
        (1, 3, 2),
        (2, 1, 3),
        (2, 1, 3),
    ]


def test_the_pages_of_one_picture_count_on() -> None:
    pages = [Recognised(0, frame, [Piece(f"页{frame}")]) for frame in (1, 2, 3)]
    assert [piece.page for piece in bind(Extract(scans=[Scan("a", 0, "扫描件", 4)]), pages)] == [4, 5, 6]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("3. 追问：拼成的图形与圆有什么关系?", "3. 追问：拼成的图形与圆有什么关系？"),
        ("二、探究新知（20分钟)", "二、探究新知（20分钟）"),
        ("(1) 汽车一共有多少辆?", "(1) 汽车一共有多少辆?"),
        ("画面中,你看到了什么?", "画面中,你看到了什么?"),
        ("如图，f(x)=1:2", "如图，f(x)=1:2"),
    ],
)
def test_marks_are_as_wide_as_the_others_of_the_line(read: str, written: str) -> None:
    assert chinese_marks(read) == written


def test_a_line_over_two_cells_is_split_and_what_another_box_holds_is_left_to_it(draw_lines, draw_table) -> None:
    cells = [(160, 200, 300, 260, ""), (300, 200, 600, 260, ""), (160, 260, 300, 330, ""), (300, 260, 600, 330, "")]
    grids, _ = find_grids(np.asarray(draw_table(draw_lines([]), cells)))

    def box(x0: float, top: float, x1: float, bottom: float) -> np.ndarray:
        return np.array([[x0, top], [x1, top], [x1, bottom], [x0, bottom]], np.float32)

    # 高 | 分: the last box reaches back over half of the one before it
    split = split_at_walls([box(170, 210, 500, 250), box(180, 275, 285, 315), box(255, 275, 420, 315)], grids)
    spans = [[round(float(part[corner, 0])) for corner in (0, 1)] for part in split]
    assert spans[0] == [180, 285]
    assert np.allclose(spans[1:], [[170, 300], [300, 500], [300, 420]], atol=4)
