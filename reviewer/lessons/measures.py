"""The measures of one lesson plan, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import AlignmentRow, Draft, Embedder, LessonMeasures
from reviewer.lessons.alignment import Passage, align
from reviewer.lessons.evidence import clipped_sentences
from reviewer.lessons.minutes import find_stated_length
from reviewer.lessons.nearness import get_meaning
from reviewer.lessons.plan import Plan, read_plan
from reviewer.lessons.remarks import remark_minutes

ASSESSING = re.compile(
    r"检测|检查|练习|测试|测验|展示|汇报|背诵|试背|抽检|抽查|评价|互评|自评|完成|编写|仿写|练说|板演|作品|挑战|创作|搭建|回答|提问|复述|指名|巩固|达标|订正|调试|实验|运行|交流|分享|[？?]|[_＿]{3,}|(?i:practice|task|test|quiz)"
)


# 培养问题解决能力 names no content of its own: what serves it is the steps in which students work.
_ABILITY = re.compile(r"能力|思维|素养|意识|习惯|想象力|方法论")
_FEELING = re.compile(r"情感|热爱|兴趣|感受|美感|审美|价值观")


def steps_of(plan: Plan) -> list[Passage]:
    """Every step whole."""
    passages = []
    for detail in plan.details:
        activity = detail.activity
        spans = clipped_sentences(plan.draft, (activity.start, activity.end))
        text = activity.name + " " + plan.text((activity.start, activity.end))
        passages.append(Passage(activity.name, text, tuple(plan.text(span) for span in spans)))
    return passages


def assessing_sentences(plan: Plan) -> list[Passage]:
    """Of each step the sentences in which students show what they have learned."""
    found = []
    for detail in plan.details:
        texts = [plan.text((line.start, line.end)) for line in detail.lines if line.side != "teacher"]
        own = [text for text in texts if ASSESSING.search(text)]
        name = detail.activity.name
        if own or ASSESSING.search(name):
            found.append(Passage(name, name + " " + " ".join(own), tuple(own) or (name,)))
    return found


def align_plan(plan: Plan, embedder: Embedder | None = None) -> list[AlignmentRow]:
    """The matrix of the plan's objectives against its steps, assessments and homework tasks."""
    homework = [Passage(plan.text(span)[:30], plan.text(span), (plan.text(span),)) for span in plan.homework]
    objectives = [objective.text for objective in plan.objectives]
    rows = align(objectives, steps_of(plan), assessing_sentences(plan), homework, get_meaning(embedder))
    practical = [
        d.activity.name
        for d in plan.details
        if d.activity.student_share >= 0.4 and d.activity.kind in {"操作", "探究", "练习", "讨论"}
    ]
    return [
        row.model_copy(update={"activities": practical})
        if not row.activities
        and not objective.observable
        and _ABILITY.search(row.objective)
        and not _FEELING.search(row.objective)
        else row
        for row, objective in zip(rows, plan.objectives, strict=True)
    ]


def unaligned(plan: Plan, rows: Sequence[AlignmentRow]) -> list[str]:
    """Names of steps and homework tasks that no objective's row lists, in order; none where there are no objectives."""
    if not rows:
        return []
    served = {name for row in rows for name in (*row.activities, *row.assessments, *row.homework)}
    names = [detail.activity.name for detail in plan.details] + [plan.text(span)[:30] for span in plan.homework]
    return [name for name in dict.fromkeys(names) if name not in served]


def measure_lesson(draft: Draft, embedder: Embedder | None = None) -> LessonMeasures:
    """All measures of a lesson plan. Shares, rt and ch are 0–1, times in minutes; None where the text doesn't say.

    With `embedder` the alignment matrix also goes by meaning, without it by shared terms only.
    """
    plan = read_plan(draft)
    timed = [detail.activity.minutes for detail in plan.details if detail.activity.minutes is not None]
    profile = plan.profile
    activities = [detail.activity for detail in plan.details]
    rows = align_plan(plan, embedder)
    return LessonMeasures(
        minutes_total=round(sum(timed), 2) if timed else None,
        minutes_stated=find_stated_length(draft.text),
        student_share=profile.student_share if profile else None,
        teacher_share=round(1 - profile.student_share, 3) if profile else None,
        rt=profile.rt if profile else None,
        ch=profile.ch if profile else None,
        mode=profile.mode if profile else None,
        activities=activities,
        objectives=list(plan.objectives),
        alignment=rows,
        components=plan.components,
        unaligned=unaligned(plan, rows),
        questions=list(plan.questions),
        checks=list(plan.checks),
        st_curve=list(profile.points) if profile else [],
        remarks=remark_minutes(draft.text, activities),
    )
