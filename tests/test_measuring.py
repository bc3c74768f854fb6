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
