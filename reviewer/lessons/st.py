"""S-T analysis of the planned lesson: Rt, Ch, mode and the points of the S-T curve (DOMAIN.md).

Rt is the teacher's share of the time units, Ch the share of changes of actor: (runs - 1) / units. Modes: 练习型 Rt <= 0.3; 讲授型
Rt >= 0.7; 对话型 Ch >= 0.4; 混合型 otherwise (Fu & Zhang's S-T method, thresholds as in DOMAIN.md). A unit is one minute of a timed
step; without times every step counts as ten units for each task numbered in it. Who acts in a unit is read from the step's
sentences in order.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.lessons.activities import Detail

Mode = Literal["练习型", "讲授型", "对话型", "混合型"]
UNTIMED_UNITS = 10


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares 0–1; `points` are (teacher units, student units) after each unit, for the S-T curve."""

    student_share: float
    rt: float
    ch: float
    mode: Mode
    points: tuple[tuple[int, int], ...]


def mode_of(rt: float, ch: float) -> Mode:
    """The mode for Rt and Ch, both 0–1."""
    if rt <= 0.3:
        return "练习型"
    if rt >= 0.7:
        return "讲授型"
    return "对话型" if ch >= 0.4 else "混合型"


def weigh_steps(details: Sequence[Detail]) -> list[float]:
    """Weight of each step: its minutes where the plan states them (others then count nothing), else the tasks numbered in it."""
    if is_timed(details):
        return [detail.activity.minutes or 0.0 for detail in details]
    return [float(detail.tasks) for detail in details]


def is_timed(details: Sequence[Detail]) -> bool:
    """At least half of the steps state their minutes."""
    minutes = [detail.activity.minutes for detail in details]
    return 2 * sum(value is not None for value in minutes) >= len(minutes) and any(minutes)


def student_share(details: Sequence[Detail]) -> float | None:
    """Students' share of the lesson 0–1: by minutes, else by steps; None without steps."""
    weights = weigh_steps(details)
    total = sum(weights)
    if not total:
        return None
    share = sum(w * d.activity.student_share for w, d in zip(weights, details, strict=True)) / total
    return round(share, 3)


def _units(detail: Detail, count: int) -> list[bool]:
    """For each unit of a step: True where the student acts.

    As many units as the step's share are the students', those where the sentences, read in order, are most theirs; where no
    sentence tells, the teacher opens the step.
    """
    students = round(count * detail.activity.student_share)
    acts = [line.act for line in detail.lines if line.act]
    if not acts:
        return [False] * (count - students) + [True] * students
    total = sum(act.weight for act in acts)
    leaning: list[float] = []
    passed, index = acts[0].weight, 0
    for number in range(count):
        position = (number + 0.5) / count * total
        while position > passed and index < len(acts) - 1:
            index += 1
            passed += acts[index].weight
        leaning.append(acts[index].share)
    theirs = set(sorted(range(count), key=lambda unit: (-leaning[unit], -unit))[:students])
    return [unit in theirs for unit in range(count)]


def change_rate(units: Sequence[bool]) -> float:
    """Ch: changes of actor over units; 0 for an empty sequence."""
    changes = sum(left != right for left, right in itertools.pairwise(units))
    return changes / len(units) if units else 0.0


def analyse(details: Sequence[Detail]) -> Profile | None:
    """The profile of a lesson's steps; None where there are no steps."""
    share = student_share(details)
    if share is None:
        return None
    weights = weigh_steps(details)
    timed = is_timed(details)
    units: list[bool] = []
    for weight, detail in zip(weights, details, strict=True):
        units += _units(detail, round(weight) if timed else UNTIMED_UNITS * detail.tasks)
    points = []
    teacher = student = 0
    for is_student in units:
        teacher, student = teacher + (not is_student), student + is_student
        points.append((teacher, student))
    rt, ch = round(1 - share, 3), round(change_rate(units), 3)
    return Profile(share, rt, ch, mode_of(rt, ch), tuple(points))
