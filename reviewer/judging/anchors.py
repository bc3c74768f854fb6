"""Where in the draft a suggestion belongs: the teacher's own passage behind each anchor name of a rubric."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reviewer.datamodels import Activity, Draft, HomeworkMeasures, Item, LessonMeasures, Measures, Objective
from reviewer.judging.rewriting import rewrite_objective

Span = tuple[int, int]
QUOTE_CHARS = 40
MARKS = " \t\u3000*#|>-·•"


def find_anchor(draft: Draft, measures: Measures, anchor: str) -> Span | None:
    """The passage for `anchor`, cut to one line of at most QUOTE_CHARS characters; None where the draft has none."""
    if anchor == "title":
        span = _find_title(draft)
    elif measures.lesson is not None:
        finder = LESSON.get(anchor)
        span = finder(draft, measures.lesson) if finder else None
    elif measures.homework is not None:
        pick = HOMEWORK.get(anchor)
        item = pick(measures.homework) if pick else None
        span = (item.start, item.end) if item else None
    else:
        span = None
    return shorten(draft.text, span) if span else None


def shorten(text: str, span: Span) -> Span | None:
    """The first line of the span that says something, without marks, ended at a clause where one ends in time."""
    start, end = span
    while start < end and (text[start] in MARKS or text[start] == "\n"):
        start += 1
    line = text.find("\n", start, end)
    end = line if line >= 0 else end
    if "<br>" in text[start:end]:
        end = text.index("<br>", start)
    if end - start > QUOTE_CHARS:
        clause = [match.start() for match in re.finditer(r"[，。；！？,;]", text[start : start + QUOTE_CHARS])]
        end = start + (clause[-1] if clause and clause[-1] >= 8 else QUOTE_CHARS)
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return (start, end) if end > start else None


def _find_title(draft: Draft) -> Span | None:
    title = draft.title.value
    at = draft.text.find(title) if title else -1
    return (at, at + len(title)) if title and at >= 0 else None


def _first_sentence(component: str) -> Callable[[Draft, LessonMeasures], Span | None]:
    def find(draft: Draft, measures: LessonMeasures) -> Span | None:
        held = measures.components.get(component)
        if held is None:
            return None
        inside = [s for s in draft.sentences if held[0] <= s.start and s.end <= held[1] and s.end - s.start >= 6]
        return (inside[0].start, inside[0].end) if inside else None

    return find


def _activity(pick: Callable[[list[Activity]], Activity | None]) -> Callable[[Draft, LessonMeasures], Span | None]:
    def find(draft: Draft, measures: LessonMeasures) -> Span | None:
        activity = pick(measures.activities) if measures.activities else None
        if activity is None:
            return None
        at = draft.text.find(activity.name, activity.start, activity.end)
        return (at, at + len(activity.name)) if at >= 0 and activity.name else (activity.start, activity.end)

    return find


def _weight(activity: Activity, share: float) -> float:
    return share * (activity.minutes if activity.minutes is not None else (activity.end - activity.start) / 100)


def _longest_teacher(activities: list[Activity]) -> Activity | None:
    return max(activities, key=lambda a: (a.actor == "teacher", _weight(a, 1 - a.student_share)))


def _longest_student(activities: list[Activity]) -> Activity | None:
    return max(activities, key=lambda a: _weight(a, a.student_share))


def _check(activities: list[Activity]) -> Activity | None:
    for kinds in ({"检测"}, {"练习"}, {"评价", "展示", "小结"}):
        for activity in activities:
            if activity.kind in kinds:
                return activity
    return activities[-1]


def _objective(weak: Callable[[Objective], bool]) -> Callable[[Draft, LessonMeasures], Span | None]:
    """The first objective for which `weak` holds, one that can be said as a pupil's act before others."""

    def find(draft: Draft, measures: LessonMeasures) -> Span | None:
        chosen = [objective for objective in measures.objectives if weak(objective)]
        best = next((one for one in chosen if rewrite_objective(one.text)), chosen[0] if chosen else None)
        return (best.start, best.end) if best else None

    return find


def _orphan(draft: Draft, measures: LessonMeasures) -> Span | None:
    for row, objective in zip(measures.alignment, measures.objectives, strict=False):
        if not row.activities or not row.assessments:
            return objective.start, objective.end
    return _objective(lambda _: True)(draft, measures)


def _question(draft: Draft, measures: LessonMeasures) -> Span | None:
    if measures.questions:
        return measures.questions[0].start, measures.questions[0].end
    held = measures.components.get("process")
    start, end = held or (0, len(draft.text))
    for sentence in draft.sentences:
        if start <= sentence.start < end and draft.text[sentence.end - 1] in "？?":
            return sentence.start, sentence.end
    return None


LESSON: dict[str, Callable[[Draft, LessonMeasures], Span | None]] = {
    "learner": _first_sentence("learner_analysis"),
    "key_points": _first_sentence("key_points"),
    "homework": _first_sentence("homework"),
    "board": _first_sentence("board"),
    "objective": _objective(lambda _: True),
    "objective_weak": _objective(lambda one: not (one.student_subject and one.observable)),
    "objective_teacher": _objective(lambda one: not one.student_subject),
    "objective_vague": _objective(lambda one: not one.observable),
    "orphan_objective": _orphan,
    "activity_first": _activity(lambda activities: activities[0]),
    "activity_last": _activity(lambda activities: activities[-1]),
    "activity_teacher": _activity(_longest_teacher),
    "activity_student": _activity(_longest_student),
    "check": _activity(_check),
    "question": _question,
}


def _demand(item: Item) -> int:
    return item.demand


def _signs(item: Item) -> int:
    return len(re.findall("[=＝]", item.text))


def _first(items: Iterable[Item]) -> Item | None:
    return next(iter(items), None)


HOMEWORK: dict[str, Callable[[HomeworkMeasures], Item | None]] = {
    "item_first": lambda m: _first(m.items),
    "item_trouble": lambda m: _first(m.items),  # where no item is known to be the trouble
    "item_last": lambda m: _first(reversed(m.items)),
    "item_repeat": lambda m: _first(item for item in m.items if item.repeats),
    "item_sums": lambda m: _first(i for i in m.items if i.repeats) or max(m.items, key=_signs, default=None),
    "item_copy": lambda m: _first(item for item in m.items if item.copying),
    "item_hard": lambda m: max(m.items, key=_demand, default=None),
    "item_easy": lambda m: min(m.items, key=_demand, default=None),
    "tier": lambda m: _first(i for i in m.items if i.tier_labelled) or max(m.items, key=_demand, default=None),
}
