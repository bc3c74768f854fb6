"""Hand-made reviews: a lesson, a homework sheet, and one that holds every nastiness a draft can bring."""

from __future__ import annotations

import pytest
from review_samples import (
    ATTACK,
    EXEMPLAR,
    HOMEWORK,
    LESSON,
    LINK,
    build_draft,
    build_review,
    change,
    criterion,
    homework_measures,
    indicator,
    lesson_measures,
)

from reviewer.datamodels import (
    Evidence,
    HiddenText,
    IndicatorResult,
    Instruction,
    Measures,
    Passage,
    RedLine,
    Safety,
)


@pytest.fixture
def lesson():
    """(review, draft) of a short mathematics lesson with a 教师活动|学生活动|设计意图 table."""
    draft = build_draft(LESSON)
    first, second = LESSON[2][5], LESSON[3][5]
    criteria = [
        criterion(
            "objectives",
            "学情与目标",
            4,
            (4, 5),
            "目标大多从学生说起，能看得见、查得了。",
            "把“了解分数的意义”改成学生能做出来的事。",
            [
                indicator(draft, "obj.student_subject", "目标写的是学生要做到什么", "yes", first, note="2条里有1条"),
                indicator(draft, "obj.observable", "用了能看出来的动词", "no", second),
                indicator(draft, "obj.competency", "指向能力或方法", "unclear"),
            ],
        ),
        criterion(
            "feedback",
            "当堂反馈",
            2,
            (1, 3),
            "没有安排人人都做的检查。",
            "在小组折纸之后加3分钟人人独立做的小检测，做完同桌互查。",
            [
                indicator(draft, "fb.check", "有检查学生是否学会的环节", "yes", "上台展示不同折法"),
                indicator(draft, "fb.all_students", "检查面向全体学生", "no", note="只有上台的几个人被看到"),
            ],
            ["ex-l01"],
        ),
        criterion(
            "homework",
            "课后作业",
            1,
            (1, 1),
            "只有抄写。",
            "把抄写换成一道折一折、说一说的题。",
            [indicator(draft, "hw.no_drill", "没有机械抄写", "no", "抄写课本概念五遍。", basis="measured")],
            ["ex-l01"],
        ),
        criterion("differentiation", "差异与分层", None, None, "没有写到不同学生的安排。", "", []),
    ]
    changes = [
        change(draft, "homework", "hw.no_drill", "把抄写五遍换成动手折一折、说一说。", "抄写课本概念五遍。"),
        change(draft, "feedback", "fb.all_students", "展示之后加一次人人都做的检测。", "上台展示不同折法"),
        change(draft, "objectives", "obj.observable", "把“了解”改成看得见的表现。", second),
    ]
    measures = Measures(lesson=lesson_measures(draft))
    return build_review(draft, criteria, changes, measures, exemplars=[EXEMPLAR]), draft


@pytest.fixture
def homework():
    """(review, draft) of a three-item sheet, measured only."""
    draft = build_draft(HOMEWORK, kind="homework", name="练习.docx")
    criteria = [
        criterion(
            "design",
            "作业设计",
            3,
            (2, 4),
            "有分层，也有一处重复。",
            "第2题换成不同的情境。",
            [indicator(draft, "hd.repeat", "没有重复的题", "no", "36÷6＝", basis="measured")],
        )
    ]
    changes = [change(draft, "design", "hd.repeat", "第2题和第1题做法一样，换一道。", "36÷6＝")]
    return build_review(draft, criteria, changes, Measures(homework=homework_measures(draft)), llm=None), draft


@pytest.fixture
def hostile():
    """(review, draft) with markup, links and control characters in every text that a draft can bring."""
    nasty = f"{ATTACK}\x00\x0b{LINK}"
    draft = build_draft(
        [("heading", 1, None, None, None, nasty), ("paragraph", 0, None, None, None, f"后文{nasty}")],
        name=nasty,
        hidden=(HiddenText(nasty, "白色字"),),
    )
    start, end = 0, len(nasty)
    found = Evidence(quote=nasty, start=start, end=end, where=nasty)
    result = IndicatorResult(
        id="a", name=nasty, answer="no", probability=0.1, basis="both", note=nasty, evidence=[found]
    )
    exemplar = EXEMPLAR.model_copy(
        update={
            "id": f'x"{nasty}',
            "title": nasty,
            "why": nasty,
            "passages": [Passage(criterion="a", text=nasty)],
        }
    )
    criteria = [criterion('a"><b>', nasty, 2, (1, 3), nasty, nasty, [result], [exemplar.id])]
    changes = [change(draft, "a", "a", nasty, nasty)]
    safety = Safety(
        red_lines=[RedLine(rule=nasty, quote=nasty, start=start, end=end)],
        hidden_text=[{"quote": nasty, "how": nasty}],
        instructions=[Instruction(quote=nasty, start=start, end=end)],
    )
    measures = lesson_measures(build_draft(LESSON))
    measures = measures.model_copy(
        update={"activities": [one.model_copy(update={"name": nasty}) for one in measures.activities]}
    )
    review = build_review(draft, criteria, changes, Measures(lesson=measures), exemplars=[exemplar], safety=safety)
    info = review.draft.model_copy(update={"title": nasty, "subject": nasty, "warnings": [nasty]})
    return review.model_copy(update={"draft": info}), draft
