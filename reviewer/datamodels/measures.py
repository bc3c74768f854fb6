"""What code counts in a draft, and what it finds about an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Verdict = Literal["yes", "no", "unclear"]
Actor = Literal["student", "teacher", "both"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Activity(Frozen):
    """One step of the planned lesson. `actor` is who mainly acts; `student_share` 0–1 of the step is the student's."""

    name: str
    minutes: float | None
    actor: Actor
    kind: str  # 讲授 提问 讨论 探究 操作 阅读 练习 展示 评价 检测 小结 …
    start: int
    end: int
    student_share: float


class Objective(Frozen):
    text: str
    student_subject: bool
    observable: bool
    start: int
    end: int
    verb: str | None = None


class AlignmentRow(Frozen):
    """One objective and the names of what serves it; an empty list is an orphan."""

    objective: str
    activities: list[str]
    assessments: list[str]
    homework: list[str]


class LessonMeasures(Frozen):
    minutes_total: float | None  # sum over the activities that state minutes; None if none does
    minutes_stated: float | None = None  # the length of the lesson as stated (45分钟)
    student_share: float | None
    teacher_share: float | None
    rt: float | None
    ch: float | None
    mode: Literal["练习型", "讲授型", "对话型", "混合型"] | None
    activities: list[Activity]
    objectives: list[Objective]
    alignment: list[AlignmentRow]
    components: dict[str, tuple[int, int]] = {}  # component id -> span of its section


class Item(Frozen):
    id: str
    text: str
    start: int
    end: int
    tier_labelled: str | None
    tier: str | None
    demand: int
    kind: str
    minutes: float
    optional: bool
    repeats: str | None
    copying: bool


class Tiers(Frozen):
    labelled: bool
    real: bool | None  # None: not labelled, or too few items to tell


class Repetition(Frozen):
    ratio: float
    groups: list[list[str]]
    previous: list[list[str]] = []  # [item id, earlier file, its text], from --previous


class HomeworkMeasures(Frozen):
    items: list[Item]
    tiers: Tiers
    repetition: Repetition
    minutes_total: float | None
    minutes_stated: float | None = None
    minutes_cap: float | None
    over_cap: bool | None


class Measures(Frozen):
    lesson: LessonMeasures | None = None
    homework: HomeworkMeasures | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What code can say about one indicator from the text alone.

    `spans` show a yes (or, for a no, the passage that is the trouble). `probability` is of "yes". `note` is one plain
    Chinese sentence with the numbers that decided it, shown to teachers; empty if there is nothing to add.
    """

    indicator: str
    answer: Verdict
    probability: float
    spans: tuple[tuple[int, int], ...] = ()
    note: str = ""
