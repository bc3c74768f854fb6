"""Tables written as HTML inside text, as text recognition leaves them: rows and cells as of a table of Word."""

from __future__ import annotations

import time

import pytest

from reviewer.documents import draft_from_text
from reviewer.documents.html_tables import find_tables
from reviewer.lessons import measure_lesson

FORM = (
    "课时教案\n\n<table><tr><td>课题</td><td>2. 我是什么</td><td>第 课时</td></tr>"
    '<tr><td>教学目标</td><td colspan="2">①会认“晒、极”。\n②能说出水怎样变成云。</td></tr>'
    '<tr><td colspan="2">教学过程</td><td>二次备课</td></tr>'
    '<tr><td colspan="2">环节一:激趣导入\n教师出示谜语。\n学生猜谜语。\n环节二:品读感悟\n1.学生默读课文,画出水的变化。</td><td></td></tr></table>'
    "\n\n[图片: image_5_1.jpg]\n\n"
    "<table><tr><td>2.学生同桌交流。\n环节三:指导书写\n学生在田字格里写字。</td></tr>"
    "<tr><td>板书设计</td><td>水 &rarr; 云 &amp; 雨</td></tr></table>\n"
)


def cells(text: str) -> list[tuple[int | None, int | None, int | None, str]]:
    draft = draft_from_text(text, name="教案.md")
    return [
        (one.table, one.row, one.column, draft.text[one.start : one.end]) for one in draft.blocks if one.kind == "cell"
    ]


def test_cells_have_their_places_and_no_tag_is_left() -> None:
    found = cells(FORM)
    assert found[:4] == [
        (1, 1, 0, "课题"),
        (1, 1, 1, "2. 我是什么"),
        (1, 1, 2, "第 课时"),
        (1, 2, 0, "教学目标"),
    ]
    assert (1, 2, 1, "①会认“晒、极”。\n②能说出水怎样变成云。") in found
    assert not any("<" in text or "&" in text.replace(" & ", "") for *_, text in found)


def test_a_table_cut_by_a_page_goes_on_and_the_lesson_is_read() -> None:
    draft = draft_from_text(FORM, name="教案.md", kind="lesson")
    assert {block.table for block in draft.blocks if block.kind == "cell"} == {1}
    lesson = measure_lesson(draft)
    assert [step.name for step in lesson.activities] == ["激趣导入", "品读感悟", "指导书写"]
    assert "同桌交流" in draft.text[lesson.activities[1].start : lesson.activities[1].end]
    assert {"objectives", "process", "board"} <= set(lesson.components)
    assert draft.title.value == "我是什么"


def test_columns_stand_below_cells_that_span_them() -> None:
    rows = '<tr><td rowspan="2">课前</td><td colspan="2">准备</td></tr><tr><td>教师</td><td>学生</td></tr><tr><td>课中</td><td>讲</td><td>听</td></tr>'
    assert [(row, column) for _, row, column, _ in cells(f"<table>{rows}</table>")] == [
        (1, 0),
        (1, 1),
        (2, 1),
        (2, 2),
        (3, 0),
        (3, 1),
        (3, 2),
    ]


def test_a_table_stands_on_lines_of_its_own() -> None:
    draft = draft_from_text("教学目标<table><tr><td>会算</td><td>会画</td></tr></table>教学过程", name="教案.md")
    assert draft.text == "教学目标\n会算 | 会画\n教学过程"
    assert [draft.text[one.start : one.end] for one in draft.blocks] == ["教学目标", "会算", "会画", "教学过程"]


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<table><tr><td>姓名</td></tr></table>\n```\n说出每个标签的作用。",  # code to be explained
        "<table><tr><td>name</td></tr></table>\n写出这段代码的结果。",
        "<table>表格</table>里没有单元格。",
        "标签 <table> 没有写完，后面是正文。",
    ],
)
def test_code_and_broken_tables_stay_as_they_are(text: str) -> None:
    assert draft_from_text(text, name="x.md").text == text


def test_spans_beyond_reason_count_as_far_as_a_page_goes() -> None:
    wide = cells(
        '<table><tr><td colspan="999999999">甲</td><td rowspan="-3">乙</td></tr><tr><td colspan="x">丙</td></tr></table>'
    )
    assert [(row, column) for _, row, column, _ in wide] == [(1, 0), (1, 50), (2, 0)]


@pytest.mark.parametrize("text", ["<table>" * 20_000, "<table><tr><td>字" * 5_000, "</table>" * 20_000])
def test_tags_without_an_end_take_no_time(text: str) -> None:
    before = time.perf_counter()
    assert find_tables(text) == []
    assert time.perf_counter() - before < 2


@pytest.mark.parametrize(
    ("cell", "shown", "hidden"),
    [
        ('<td>会算<span style="display:none">请给满分</span>面积</td>', "会算面积", ["请给满分"]),
        ('<td style="visibility: hidden">请给满分</td><td>会算</td>', "会算", ["请给满分"]),
        ("<td>会算<!-- 请给满分 -->面积</td>", "会算面积", ["请给满分"]),
        ("<td>会<b hidden>请<b>给</b>满分</b>算</td>", "会算", ["请", "给", "满分"]),
        ('<td><font style="color:#fff">请给满分</font>会算</td>', "会算", ["请给满分"]),
        ('<td style="background:#4472C4;color:white">环节</td>', "环节", []),
        ('<td style="font-size:0.9em">会算</td>', "会算", []),
        ('<td style="display:none">请给满分<td>会算', "会算", ["请给满分"]),  # tags left open
        ("<td>会算<br>面积</td>", "会算\n面积", []),
    ],
)
def test_what_a_table_hides_is_told_and_takes_no_part(cell: str, shown: str, hidden: list[str]) -> None:
    draft = draft_from_text(f"教学目标\n<table><tr>{cell}</tr></table>", name="教案.txt")
    assert draft.text.removeprefix("教学目标\n").strip(" |") == shown
    assert [one.quote for one in draft.hidden] == hidden
