"""What code counted that a reader of one criterion looks at, as numbers a severity can learn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reviewer.datamodels import HomeworkMeasures, LessonMeasures, Measures

Number = float | None


def _share(flags: Sequence[object]) -> Number:
    """Of those that hold; None where there is nothing to count."""
    return sum(map(bool, flags)) / len(flags) if flags else None


def _mean(values: Sequence[float]) -> Number:
    return sum(values) / len(values) if values else None


# By criterion of the shipped rubrics; a school's own criterion of the same name looks at the same.
LESSON: Mapping[str, Mapping[str, Callable[[LessonMeasures], Number]]] = {
    "objectives": {
        "objectives": lambda lesson: len(lesson.objectives),
        "observable": lambda lesson: _share([one.observable for one in lesson.objectives]),
    },
    "learner-centred": {"student_share": lambda lesson: lesson.student_share, "ch": lambda lesson: lesson.ch},
    "tasks": {
        "activities": lambda lesson: len(lesson.activities),
        "open_questions": lambda lesson: _share([one.open for one in lesson.questions]),
    },
    "feedback": {
        "checks": lambda lesson: len(lesson.checks),
        "reaction": lambda lesson: _share([one.reaction for one in lesson.checks]),
    },
    "alignment": {"served": lambda lesson: _share([one.activities and one.assessments for one in lesson.alignment])},
    "norms": {
        "components": lambda lesson: len(lesson.components),
        "minutes_total": lambda lesson: lesson.minutes_total,
        "timed": lambda lesson: _share([one.minutes is not None for one in lesson.activities]),
    },
}
HOMEWORK: Mapping[str, Mapping[str, Callable[[HomeworkMeasures], Number]]] = {
    "purpose": {"items": lambda sheet: len(sheet.items)},
    "tiering": {"optional": lambda sheet: _share([one.optional for one in sheet.items])},
    "repetition": {
        "items": lambda sheet: len(sheet.items),
        "repeated": lambda sheet: sheet.repetition.ratio,
        "copying": lambda sheet: _share([one.copying for one in sheet.items]),
    },
    "load": {"items": lambda sheet: len(sheet.items), "minutes_total": lambda sheet: sheet.minutes_total},
    "variety": {"kinds": lambda sheet: len({one.kind for one in sheet.items})},
    "thinking": {"demand": lambda sheet: _mean([one.demand for one in sheet.items])},
    "clarity": {"items": lambda sheet: len(sheet.items)},
}


def measures_of(criterion: str, measures: Measures) -> dict[str, float]:
    """Name -> number (minutes, counts, shares 0–1) for this criterion; without those that the draft hasn't got."""
    found: dict[str, Number] = {}
    if measures.lesson is not None:
        found = {name: count(measures.lesson) for name, count in LESSON.get(criterion, {}).items()}
    elif measures.homework is not None:
        found = {name: count(measures.homework) for name, count in HOMEWORK.get(criterion, {}).items()}
    return {name: float(value) for name, value in found.items() if value is not None}
