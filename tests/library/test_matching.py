"""Passages for weak criteria: near the draft, spread over exemplars, never the draft's own."""

from __future__ import annotations

from collections import Counter

import pytest

from reviewer.config import ROOT
from reviewer.datamodels import Draft
from reviewer.documents import draft_from_text
from reviewer.library.exemplars import read_exemplar
from reviewer.library.kinds import lesson_types
from reviewer.library.likeness import COPY, likeness
from reviewer.library.matching import match_exemplars, query_for
from reviewer.library.search import Library
from reviewer.rubrics import get_rubric
from reviewer.shingles import shingles

CRITERIA = [(criterion.id, criterion.question) for criterion in get_rubric("lesson").criteria]


def area() -> str:
    return read_exemplar(ROOT / "corpora/exemplars/lessons/l-math-p3-area.md").body


def draft(text: str, **known: str) -> Draft:
    return draft_from_text(text, name="草稿", kind="lesson").told(**known)


@pytest.fixture
def lever() -> Draft:
    text = "杠杆 复习课\n教学目标：知道杠杆。\n教学过程：老师讲一讲杠杆的例题，学生做练习。"
    return draft(text, title="杠杆 复习课", subject="物理", stage="初中")


def test_each_criterion_gets_passages_that_show_it(library: Library, lever: Draft) -> None:
    found = match_exemplars(library, lever, CRITERIA)
    assert set(found) == {criterion for criterion, _ in CRITERIA}
    for criterion, hits in found.items():
        assert len(hits) == 2
        assert all(criterion in hit.passage.criteria and hit.exemplar.kind == "lesson" for hit in hits)
        assert all(hit.exemplar.title in hit.why and "\n" not in hit.why for hit in hits)


def test_no_exemplar_answers_everything(library: Library, lever: Draft) -> None:
    used = Counter(hit.exemplar.id for hits in match_exemplars(library, lever, CRITERIA).values() for hit in hits)
    assert max(used.values()) <= 3
    assert len(used) >= 8


def test_same_subject_and_stage_come_first(library: Library, lever: Draft) -> None:
    found = match_exemplars(library, lever, CRITERIA[:4])
    near = [hit for hits in found.values() for hit in hits if hit.exemplar.subject == "物理"]
    assert len(near) >= 4


@pytest.mark.parametrize("change", [str, lambda text: text.replace("面积", "大小").replace("小组", "四人组")])
def test_the_teachers_own_plan_is_never_the_example(library: Library, change) -> None:
    own = draft(change(area()), title="长方形的面积", subject="数学", stage="小学")
    shown = {hit.exemplar.id for hits in match_exemplars(library, own, CRITERIA, k=10).values() for hit in hits}
    assert "l-math-p3-area" not in shown
    other = draft("长方形的面积", title="长方形的面积", subject="数学", stage="小学")
    shown = {hit.exemplar.id for hits in match_exemplars(library, other, CRITERIA, k=10).values() for hit in hits}
    assert "l-math-p3-area" in shown


def test_a_draft_is_a_query_too(library: Library) -> None:
    plan = draft("浮力 教学设计\n教学目标\n1. 能用称重法测出浮力。\n", title="浮力", subject="物理", stage="初中")
    assert "l-physics-j8-buoyancy" in [hit.exemplar.id for hit in library.search(query_for(plan), 3)]


def test_likeness_is_the_share_of_the_shorter_text() -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 105)))  # 100 different runs
    assert likeness(shingles(letters), shingles(f"零{letters}，九")) == 1.0
    assert likeness(shingles(letters), shingles(letters[:55] + "零" * 6 + letters[55:])) == 0.95
    assert likeness(shingles("长方形的面积"), shingles(area())) == 0.0  # too short to tell
    body = area()
    assert likeness(shingles(body), shingles(body.replace("长方形", "正方形"))) > COPY


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("讲评课 · 错题诊所", {"讲评"}),
        ("整本书阅读工作坊（第4次，共6次）", {"阅读"}),
        ("项目学习（第3课时，共5课时）", {"项目"}),
        ("新授课", set()),
    ],
)
def test_lesson_types(text: str, types: set[str]) -> None:
    assert lesson_types(text) == types
