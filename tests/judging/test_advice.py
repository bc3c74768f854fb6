from __future__ import annotations

import pytest

from reviewer.datamodels import Activity, Draft, Evidence, IndicatorResult, Item, LessonMeasures, Measures, Objective
from reviewer.documents import draft_from_text
from reviewer.judging.advice import suggest
from reviewer.judging.anchors import HOMEWORK, LESSON, QUOTE_CHARS, find_anchor
from reviewer.rubrics import get_rubric

TEXT = """教学目标
1. 使学生了解分数的意义。
2. 学生能说出分数各部分的名称。
教学过程
一、教师讲解新知（20分钟）
教师讲解分数的意义，学生听讲。
二、小组操作（10分钟）
小组折一折，涂出四分之一。你是怎么折的？
"""


@pytest.fixture
def draft() -> Draft:
    return draft_from_text(TEXT, name="分数.txt", kind="lesson")


def span(part: str) -> tuple[int, int]:
    return TEXT.index(part), TEXT.index(part) + len(part)


@pytest.fixture
def measures() -> Measures:
    told, tried = span("一、教师讲解新知（20分钟）\n教师讲解分数的意义，学生听讲。"), span("二、小组操作（10分钟）")
    activities = [
        Activity(name="教师讲解新知", minutes=20, actor="teacher", kind="讲授", start=told[0], end=told[1], student_share=0),
        Activity(name="小组操作", minutes=10, actor="student", kind="操作", start=tried[0], end=tried[1], student_share=1),
    ]  # fmt: skip
    objectives = [
        Objective(text=text, student_subject=own, observable=own, start=span(text)[0], end=span(text)[1])
        for text, own in [("使学生了解分数的意义", False), ("学生能说出分数各部分的名称", True)]
    ]
    return Measures(
        lesson=LessonMeasures(
            minutes_total=30, student_share=0.3, teacher_share=0.7, rt=0.7, ch=0.1, mode="讲授型",
            activities=activities, objectives=objectives, alignment=[],
            components={"process": (TEXT.index("教学过程"), len(TEXT))},
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("anchor", "quote"),
    [
        ("objective", "使学生了解分数的意义"),
        ("objective_weak", "使学生了解分数的意义"),
        ("activity_teacher", "教师讲解新知"),
        ("activity_student", "小组操作"),
        ("activity_last", "小组操作"),
        ("question", "你是怎么折的？"),
        ("board", None),
        ("homework", None),
    ],
)
def test_anchor_finds_the_teachers_own_passage(draft, measures, anchor: str, quote: str | None) -> None:
    found = find_anchor(draft, measures, anchor)
    assert (draft.text[found[0] : found[1]] if found else None) == quote


def test_a_suggestion_is_tied_to_the_passage_or_says_so_without_one(draft, measures) -> None:
    by_id = {indicator.id: indicator for indicator in get_rubric("lesson").indicators()}
    tied = suggest(draft, measures, by_id["obj.student_subject"])
    assert "使学生了解分数的意义" in tied.text
    assert tied.span == span("使学生了解分数的意义")
    bare = suggest(draft, measures, by_id["nm.board"])
    assert bare.span is None
    assert "{" not in bare.text


def test_every_anchor_of_the_shipped_rubrics_is_known() -> None:
    for kind, known in (("lesson", LESSON), ("homework", HOMEWORK)):
        used = {indicator.anchor for indicator in get_rubric(kind).indicators()}  # type: ignore[arg-type]
        assert used <= set(known) | {"title"}


def test_passages_are_cut_to_one_short_line() -> None:
    text = "1. 调查家里一周的用水量，制成统计表，并根据结果向家人提出三条节水建议，写清理由，第二天与同桌交流\n第二行"
    item = Item(
        id="1", text=text, start=3, end=len(text), tier_labelled=None, tier=None, demand=4, kind="调查",
        minutes=10, optional=False, repeats=None, copying=False,
    )  # fmt: skip
    draft = draft_from_text(text + "。" * 5 + "学生" * 20, name="a.txt", kind="homework")
    from reviewer.datamodels import HomeworkMeasures, Repetition, Tiers

    homework = HomeworkMeasures(
        items=[item], tiers=Tiers(labelled=False, real=None), repetition=Repetition(ratio=0, groups=[]),
        minutes_total=10, minutes_cap=60, over_cap=False,
    )  # fmt: skip
    found = find_anchor(draft, Measures(homework=homework), "item_first")
    assert found is not None
    assert found[1] - found[0] <= QUOTE_CHARS
    assert (
        draft.text[found[0] : found[1]]
        == "调查家里一周的用水量，制成统计表，并根据结果向家人提出三条节水建议，写清理由"
    )


def test_a_suggestion_quotes_the_passage_that_made_it_a_no() -> None:
    draft = draft_from_text("《圆》作业\n1. 计算：3×4=\n2. 如图，求阴影的面积。\n", name="圆.txt", kind="homework")
    at = draft.text.index("如图")
    trouble = Evidence(quote="如图，求阴影的面积", start=at, end=at + 9, where="")
    answer = IndicatorResult(
        id="cl.complete", name="", answer="no", probability=0.1, basis="both", note="", evidence=[trouble]
    )
    indicator = next(one for one in get_rubric("homework").indicators() if one.id == "cl.complete")
    told = suggest(draft, Measures(), indicator, answer)
    assert told.text.startswith("自己当学生把“如图，求阴影的面积”做一遍")
    assert told.span == (at, at + 9)
