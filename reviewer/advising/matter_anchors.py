"""Where the plan's own matter stands: its main task, its questions, the lines that can be changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.matter import find_questions, find_untold
from reviewer.advising.own_tasks import find_own_tasks
from reviewer.advising.places import Span, asking_clause, holding, place
from reviewer.advising.practice_lists import find_row
from reviewer.advising.step_anchors import LessonFinder, heading, is_edge
from reviewer.advising.twists import Twist, find_order, find_twists
from reviewer.datamodels import Draft, LessonMeasures

LEAST_TASK = 6  # characters of a task before a bracket that may end it


def _own_task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The main task, up to a remark in brackets; one of the opening only where there is no other."""
    edges = [one for one in measures.activities if is_edge(one)]
    tasks = find_own_tasks(draft, measures)
    later = (one for one in tasks if not any(step.start <= one.start < step.end for step in edges))
    task = next(later, next(iter(tasks), None))
    if task is None:
        return None
    remark = re.compile("[（(]").search(draft.text, task.start + LEAST_TASK, task.end)
    return task.start, remark.start() if remark else task.end


def _task_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step of the first task that another step follows."""
    held = (
        one
        for task in find_own_tasks(draft, measures)
        for one in measures.activities[:-1]
        if one.start <= task.start < one.end
    )
    step = next(held, None)
    return heading(draft, measures, step) if step else None


def _asked(nth: int) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        posed = next(iter(find_questions(draft, measures)[nth:]), None)
        return asking_clause(draft.text, posed.start, posed.end) if posed else None

    return find


def _untold(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step of the question that gives nobody time."""
    posed = find_untold(draft, measures)
    step = holding(measures.activities, (posed.start, posed.end)) if posed else None
    return heading(draft, measures, step) if step else None


def _twist(nth: int) -> LessonFinder:
    """The sentence that holds what can be changed; None where something failed: that is what is to be changed then."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return None if failing else _sentence_of(draft, next(iter(find_twists(draft, measures)[nth:]), None))

    return find


def _order(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    return None if failing else _sentence_of(draft, find_order(draft, measures))


def _sentence_of(draft: Draft, changed: Twist | None) -> Span | None:
    return place(next((one for one in draft.sentences if changed and one.start <= changed.start < one.end), None))


def _row(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    row = find_row(draft, measures)
    return row[0] if row else None


MATTER: dict[str, LessonFinder] = {
    "task": _own_task,
    "task_step": _task_step,
    "row": _row,
    "ask1": _asked(0),
    "ask2": _asked(1),
    "untold": _untold,
    "twist1": _twist(0),
    "twist2": _twist(1),
    "twist3": _twist(2),
    "order": _order,
}
