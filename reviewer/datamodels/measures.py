"""What code counts in a draft, and what it finds about an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Verdict = Literal["yes", "no", "unclear"]
Actor = Literal["student", "teacher", "both"]
Bloom = Literal["记忆", "理解", "应用", "分析", "评价", "创造"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Remark(Frozen):
    """A fact worth saying that is no indicator (the minutes don't add up), in plain Chinese, with where it shows."""

    text: str
    start: int
    end: int


class Turn(Frozen):
    """A stretch of the process in which one actor acts."""

    start: int
    end: int
    actor: Actor


class Activity(Frozen):
    """One step of the planned lesson. `actor` is who mainly acts; `student_share` 0–1 of the step is the student's."""

    name: str
    minutes: float | None
    actor: Actor
    kind: str  # 讲授 提问 讨论 探究 操作 阅读 练习 展示 评价 检测 小结 …
    start: int
    end: int
    student_share: float
    turns: list[Turn] = []  # sentence by sentence, in order


class Objective(Frozen):
    text: str
    student_subject: bool
    observable: bool
    start: int
    end: int
    verb: str | None = None
    bloom: Bloom | None = None  # cognitive level of the verb
    dimension: str | None = None  # 知识与技能 …, or the 核心素养 it is listed under; None if not marked


class AlignmentRow(Frozen):
    """One objective and the names of what serves it; an empty list is an orphan."""

    objective: str
    activities: list[str]
    assessments: list[str]
    homework: list[str]


class PosedQuestion(Frozen):
    """A question put to students. Open: it needs a reason or has no single answer."""

    text: str
    start: int
    end: int
    open: bool


class Check(Frozen):
    """A check for understanding (堂堂清): of all students or some, and whether the plan says what follows from it."""

    text: str
    start: int
    end: int
    of_all: bool
    reaction: bool


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
    unaligned: list[str] = []  # names of activities and homework that serve no objective
    questions: list[PosedQuestion] = []
    checks: list[Check] = []
    st_curve: list[tuple[int, int]] = []  # (teacher units, student units) after each unit of time
    remarks: list[Remark] = []


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
    minutes_stated: bool = False  # written on the sheet, not estimated


class Tiers(Frozen):
    labelled: bool
    real: bool | None  # None: not labelled, or too few items to tell
    same: list[tuple[str, str]] = []  # pairs of items in two tiers that are the same thing twice


class Variants(Frozen):
    """Items that repeat `representative`, and what differs from it, item by item (`3→5、小明→小红`)."""

    representative: str
    items: list[str]
    how: Literal["numbers", "reworded", "copy"]
    differences: list[str]


class Repetition(Frozen):
    ratio: float
    groups: list[list[str]]
    variants: list[Variants] = []  # one for each group
    previous: list[list[str]] = []  # [item id, earlier file, its text], from --previous
    library: list[list[str]] = []  # [item id, exemplar's title, its text]: taken over from the library


class HomeworkMeasures(Frozen):
    items: list[Item]
    tiers: Tiers
    repetition: Repetition
    minutes_total: float | None
    minutes_stated: float | None = None
    minutes_cap: float | None
    over_cap: bool | None
    assumptions: list[str] = []  # what the minutes and the cap rest on, in plain Chinese
    remarks: list[Remark] = []


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
