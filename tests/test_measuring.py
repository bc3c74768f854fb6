"""What is measured beside the draft itself: the items that a library's exemplary sheets hold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from reviewer.documents import draft_from_text
from reviewer.library.search import Library
from reviewer.measuring import Measurer

SHEET = "五年级数学作业\n1. 一支铅笔1.5元，买6支要多少元？\n2. 小红有24张画片，送给弟弟8张，还剩多少张？\n"


def library(title: str, body: str) -> Library:
    return cast(Library, SimpleNamespace(exemplars={title: SimpleNamespace(kind="homework", title=title, body=body)}))


def taken_over(measurer: Measurer, text: str, held: Library) -> list[str]:
    measures: Any = measurer.measure_homework(draft_from_text(text, name="x.txt", kind="homework"), (), held).measures
    return [title for _, title, _ in measures.homework.repetition.library]


def test_the_items_known_are_those_of_the_library_in_use() -> None:
    """A library opened anew, with other exemplars, must not be measured by the items of the one before."""
    measurer, sheet = Measurer(None), SHEET.replace("1.5", "2.5")
    first = library("甲", SHEET)
    assert taken_over(measurer, sheet, first) == ["甲", "甲"]
    assert taken_over(measurer, sheet, library("乙", SHEET.splitlines()[1])) == ["乙"]
    assert taken_over(measurer, sheet, first) == ["甲", "甲"]


def test_an_exemplary_sheet_repeats_not_itself() -> None:
    body = draft_from_text(SHEET, name="x.txt", kind="homework").text
    assert taken_over(Measurer(None), SHEET, library("甲", body)) == []


PLAN = """教案：觀察水的變化
教學目標
1. 學生能說出水蒸發的條件。
教學過程
一、導入（5分鐘）
老師提問：濕衣服為什麼會乾？
二、實驗（25分鐘）
學生分組觀察並記錄，寫出自己的發現，各組上台匯報，其他同學補充。
三、練習（10分鐘）
學生獨立完成練習單，同桌互查，錯的訂正。
"""


def test_a_plan_in_traditional_characters_is_read_and_shown_as_written() -> None:
    measured: Any = Measurer(None).measure_lesson(draft_from_text(PLAN, name="水", kind="lesson"))
    lesson = measured.measures.lesson
    assert measured.findings["lc.presentation"].answer == "yes"
    assert measured.findings["fb.use"].answer == "yes"
    assert [one.name for one in lesson.activities] == ["導入", "實驗", "練習"]
    assert all(one.text == PLAN[one.start : one.end] for one in lesson.checks)
