"""Where in a plan a suggestion belongs: its parts, its objectives, its homework, its checks and questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reviewer.advising.knowledge import KnowledgePoint
from reviewer.advising.knowledge_match import find_lesson_point, is_about
from reviewer.advising.knowledge_words import checking_items, fitting_items
from reviewer.advising.overlap import shared
from reviewer.advising.own_tasks import find_own_tasks
from reviewer.advising.places import Span, among, asking_clause, place
from reviewer.advising.rewriting import rewrite_objective
from reviewer.advising.step_anchors import OPENING, LessonFinder, heading
from reviewer.datamodels import Draft, LessonMeasures, Objective, Sentence

_ANY_PRACTICE = re.compile("练|巩固|应用|运用|训|实战|挑战|闯关|作业")
_NO_PRACTICE = re.compile(f"{OPENING.pattern}|总结|小结|导图|科学史|讲解|新授|检测|测|过关|达标|研|探究|合作|新知")
_ASKS = re.compile(r"[写读做画讲说找背抄练查看量记选编搭唱演]|完成|收集|准备|预习|观察|制作|[题页]|[A-Za-z]{3}")
_LED_UP = re.compile(r"(?:今天|上节课|本节课|这节课|课上)[^，。；]*[，；]")  # what was done, before what is to be done
_NO_BASE = re.compile(r"预习|抄|默写|[\d一二两三四五六七八九十]\s*遍|今天|同学们|我们|[本这]节")


def _sentences(draft: Draft, measures: LessonMeasures, component: str) -> list[Sentence]:
    start, end = measures.components.get(component, (0, 0))
    return [one for one in draft.sentences if start <= one.start and one.end <= end and one.end - one.start >= 6]


def _first_sentence(component: str) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return place(next(iter(_sentences(draft, measures, component)), None))

    return find


def _task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The homework at fault, else the first line of it that asks for something."""
    tasks = among(told := _sentences(draft, measures, "homework"), failing)
    if failing and not any(one.start < end and start < one.end for one in told for start, end in failing):
        return failing[0]  # 作业：①抄写词语两遍 begins before the part does
    asking = [one for one in tasks if _ASKS.search(draft.text, one.start, one.end)]
    task = next(iter(asking or tasks), None)
    if task is None:
        return None
    led = _LED_UP.match(draft.text, task.start, task.end)
    return (led.end() if led else task.start), task.end


def _base_task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """Homework to build on: neither copying nor preparation of the next lesson."""
    tasks = _sentences(draft, measures, "homework")
    firm = (one for one in tasks if _ASKS.search(draft.text, one.start, one.end))
    return place(next((one for one in firm if not _NO_BASE.search(draft.text, one.start, one.end)), None))


def _check(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The check at fault, else the step of practice, else a check inside a step; None where the plan has none."""
    faulty = [one for one in measures.checks if any(one.start < end and start < one.end for start, end in failing)]
    steps = (one for one in measures.activities if one.kind in ("检测", "练习"))
    practice = next((one for one in steps if not OPENING.search(one.name)), None)
    if practice is not None and not faulty:
        return heading(draft, measures, practice)
    return place(next(iter(faulty or measures.checks), None))


def _late_check(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The last step of practice: by then what the lesson is on has been taught, and it may be done with help.

    A step that practises something else (排查异常 in a lesson on timers) is none.
    """
    point = find_lesson_point(draft, measures)
    steps = [
        one
        for one in measures.activities
        if one.kind == "练习"
        and not _NO_PRACTICE.search(one.name)
        and (point is None or _ANY_PRACTICE.search(one.name) or is_about(point, draft.text[one.start : one.end]))
    ]
    if steps:
        return heading(draft, measures, steps[-1])
    later = [
        one
        for one in measures.checks
        if one.start > _middle(measures) and (point is None or _practises(point, draft.text[one.start : one.end]))
    ]
    return place(later[-1] if later else None)


def _practises(point: KnowledgePoint, check: str) -> bool:
    return bool(_ANY_PRACTICE.search(check)) or is_about(point, check)


def _middle(measures: LessonMeasures) -> int:
    """Where the second half of the steps begins."""
    steps = measures.activities
    return steps[len(steps) // 2].start if steps else 0


def _later_task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The first task of the pupils in the second half of the lesson that works with its point."""
    point = find_lesson_point(draft, measures)
    later = (
        task
        for task in find_own_tasks(draft, measures)
        if task.start >= _middle(measures) and (point is None or is_about(point, draft.text[task.start : task.end]))
    )
    return place(min(later, key=lambda task: task.start, default=None))


def _objective(weak: Callable[[Objective], bool]) -> LessonFinder:
    """The first objective at fault, one that can be said as a pupil's act before others."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return _best_objective(among([one for one in measures.objectives if weak(one)], failing))

    return find


def _best_objective(chosen: Sequence[Objective]) -> Span | None:
    return place(next((one for one in chosen if rewrite_objective(one.text)), chosen[0] if chosen else None))


def _is_soft(objective: Objective) -> bool:
    """Whether nothing a pupil does can be made of it, or only something felt."""
    goal = rewrite_objective(objective.text)
    return goal is None or goal.soft


def _orphan(what: str) -> LessonFinder:
    """The objective that nothing of this sort (a field of the alignment) serves."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        rows = zip(measures.alignment, measures.objectives, strict=False)
        orphans = [objective for row, objective in rows if not getattr(row, what)]
        chosen = among(measures.objectives, failing) if failing else orphans or measures.objectives
        start, end = measures.components.get("homework" if what == "homework" else "process", (0, len(draft.text)))
        text, point = draft.text[start:end], find_lesson_point(draft, measures)
        items = fitting_items if what == "activities" else checking_items

        def rank(one: Objective) -> tuple[bool, bool, float]:
            return not items(point, one.text), _is_soft(one), _served(one.text, text)

        return place(min(chosen, key=rank, default=None))

    return find


def _served(objective: str, text: str) -> float:
    """The share of the objective's words that the process (the homework) has."""
    return shared(objective, text) / max(1, shared(objective, objective))


def _homeless(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The objective without homework that speaks most of the lesson's main task."""
    rows = zip(measures.alignment, measures.objectives, strict=False)
    orphans = [objective for row, objective in rows if not row.homework and objective.verb]
    main = next((task.goal.act for task in find_own_tasks(draft, measures)), "")
    if not main:
        return _best_objective(orphans)
    return place(max(orphans, key=lambda one: shared(main, one.text), default=None))


def _question(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    if measures.questions:
        posed = among(measures.questions, failing)[0]
        return asking_clause(draft.text, posed.start, posed.end)
    start, end = measures.components.get("process", (0, len(draft.text)))
    asked = (one for one in draft.sentences if start <= one.start < end and draft.text[one.end - 1] in "？?")
    return place(next(asked, None))


PARTS: dict[str, LessonFinder] = {
    "learner": _first_sentence("learner_analysis"),
    "key_points": _first_sentence("key_points"),
    "board": _first_sentence("board"),
    "homework": _task,
    "homework_base": _base_task,
    "objective": _objective(lambda _: True),
    "objective_weak": _objective(lambda one: not (one.student_subject and one.observable)),
    "objective_teacher": _objective(lambda one: not one.student_subject),
    "objective_vague": _objective(lambda one: not one.observable),
    "orphan_objective": _orphan("activities"),
    "unchecked_objective": _orphan("assessments"),
    "homeless_objective": _homeless,
    "check": _check,
    "check_late": _late_check,
    "task_late": _later_task,
    "question": _question,
}
