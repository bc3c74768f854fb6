"""What travels through the house: a Draft comes in, measures and answers are added, a Review goes out.

Inside values are frozen dataclasses; what leaves as JSON is a frozen pydantic model whose field names are the
public contract ("review/1"). All offsets (`start`, `end`) are character offsets into `Draft.text`; a quote always
equals `draft.text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from pydantic import BaseModel, ConfigDict

Kind = Literal["lesson", "homework"]
Stage = Literal["小学", "初中", "高中"]
Verdict = Literal["yes", "no", "unclear"]
Basis = Literal["measured", "judged", "both"]
Actor = Literal["student", "teacher", "both"]

# ----------------------------------------------------------------------------- the draft


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list entry or table cell of a draft, in reading order.

    Blocks never overlap; text between them (separators, blank lines) belongs to none. A table cell with several
    paragraphs is one block. `table` and `row` count from 1, `column` from 0; `column_title` is the text of the
    header cell above (学生活动 …) where the table has a header row.
    """

    start: int
    end: int
    kind: Literal["heading", "paragraph", "cell", "box", "header"] = "paragraph"
    level: int = 0  # heading depth from 1; 0 for anything but a heading
    table: int | None = None
    row: int | None = None
    column: int | None = None
    column_title: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A titled stretch of the draft: from its heading (or label cell) to the next one of the same or higher rank."""

    title: str  # without numbering, marks and colon: 教学目标
    start: int  # of the heading itself
    body: int  # where the content after the heading starts
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of evidence: numbered from 1 over the whole draft, never crossing a block."""

    number: int
    start: int
    end: int
    block: int  # index into Draft.blocks


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text in the file that a reader of the page would not see; kept out of `Draft.text`."""

    quote: str
    how: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A value found in the text, and how sure: 1.0 given by the user, 0.0 nothing found."""

    value: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """One lesson or one homework sheet as extracted from a file."""

    name: str
    sha256: str  # of the file's bytes
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    kind: Guess
    title: Guess
    subject: Guess
    stage: Guess
    grade: Guess
    warnings: tuple[str, ...] = ()
    hidden: tuple[HiddenText, ...] = ()

    def quote(self, start: int, end: int) -> str:
        return self.text[start:end]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or the nearest one before it."""
        from bisect import bisect_right

        index = bisect_right([block.start for block in self.blocks], offset) - 1
        return self.blocks[index] if index >= 0 else None

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`."""
        holding = [section for section in self.sections if section.start <= offset < section.end]
        return max(holding, key=lambda section: (section.start, section.level), default=None)

    def where(self, offset: int) -> str:
        """A place a teacher can find again: `教学过程 · 表2第3行 · 第2页`."""
        section, block = self.section_at(offset), self.block_at(offset)
        parts = [section.title] if section and section.title else []
        if block and block.table is not None and block.row is not None:
            parts.append(f"表{block.table}第{block.row}行")
        if block and block.page is not None:
            parts.append(f"第{block.page}页")
        return " · ".join(parts) or f"第{self.text.count(chr(10), 0, offset) + 1}行"


# ----------------------------------------------------------------------------- measures and answers


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


# ----------------------------------------------------------------------------- the review (public JSON)


class Evidence(Frozen):
    quote: str
    start: int
    end: int
    where: str


class IndicatorResult(Frozen):
    id: str
    name: str  # wording for teachers
    answer: Verdict
    probability: float
    basis: Basis  # what decided: code alone, the model alone, or the two together
    note: str
    evidence: list[Evidence]


class ExemplarRef(Frozen):
    id: str


class CriterionResult(Frozen):
    id: str
    name: str
    status: Literal["scored", "insufficient", "unscored"]
    level: int | None
    interval: tuple[int, int] | None
    reason: str
    suggestion: str
    indicators: list[IndicatorResult]
    exemplars: list[ExemplarRef]


class Change(Frozen):
    """One of the first changes to make, with the draft's own passage it is about."""

    criterion: str
    indicator: str
    text: str
    quote: str
    start: int
    end: int
    where: str


class DraftInfo(Frozen):
    name: str
    sha256: str
    kind: Kind
    kind_confidence: float
    title: str | None
    subject: str | None
    stage: str | None
    grade: str | None
    chars: int
    warnings: list[str]


class RubricInfo(Frozen):
    id: str
    version: str
    sha256: str


class Provenance(Frozen):
    reviewer: str
    llm: str | None
    prompts: dict[str, str]
    embedding: str | None
    library: str | None
    calibration: str | None


class Overall(Frozen):
    level: float | None
    scored: int
    total: int


class Passage(Frozen):
    criterion: str
    text: str


class ExemplarHit(Frozen):
    id: str
    title: str
    subject: str
    stage: str
    grade: str
    kind: str
    similarity: float
    why: str
    source: str
    licence: str
    passages: list[Passage]


class RedLine(Frozen):
    rule: str
    quote: str
    start: int
    end: int


class Hidden(Frozen):
    quote: str
    how: str


class Instruction(Frozen):
    quote: str
    start: int
    end: int


class Safety(Frozen):
    red_lines: list[RedLine]
    hidden_text: list[Hidden]
    instructions: list[Instruction]


class Seconds(Frozen):
    read: float
    measure: float
    retrieve: float
    judge: float
    total: float


class Review(Frozen):
    """One review, schema "review/1". Fields may be added; none changes meaning without a major version."""

    schema_: Literal["review/1"] = "review/1"
    draft: DraftInfo
    rubric: RubricInfo
    provenance: Provenance
    criteria: list[CriterionResult]
    overall: Overall
    changes: list[Change]
    measures: Measures
    exemplars: list[ExemplarHit]
    safety: Safety
    seconds: Seconds

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"), populate_by_name=True
    )

    def to_json(self, *, indent: int | None = 2) -> str:
        return self.model_dump_json(by_alias=True, indent=indent)


# ----------------------------------------------------------------------------- what rooms ask of one another


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `fingerprint` go into every index and report."""

    name: str
    fingerprint: str

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        """(n, d) float32, rows of length 1. `query` chooses the model's query prefix."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One yes/no question about a shared context; `key` comes back with its answer."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's answer: `probability` of yes read from the token probabilities, or None and why it failed."""

    key: str
    probability: float | None
    error: str = ""


class ChatModel(Protocol):
    """A language model behind one narrow door; every backend serves it."""

    name: str

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        """Yes/no for each question; the shared `context` goes first so that its evaluation is reused."""
        ...

    def choose(self, system: str, context: str, questions: Sequence[Question], numbers: int) -> list[tuple[int, ...]]:
        """For each question the sentence numbers (1..numbers) the model points at; empty if none or failed."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of one review, for the page and the terminal."""

    name: Literal["read", "measure", "retrieve", "judge", "report"]
    message: str
    done: int = 0
    total: int = 0
    partial: Review | None = field(default=None, compare=False)  # what is known so far


Progress = Callable[[Step], None]
