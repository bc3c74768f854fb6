"""The review that goes out as JSON, schema "review/1": field names are the public contract."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from reviewer.datamodels.measures import Frozen, Measures, Verdict

Kind = Literal["lesson", "homework"]
Stage = Literal["小学", "初中", "高中"]
Basis = Literal["measured", "judged", "both"]

NO_REPLY = "模型没有给出可用的回答"  # how the note of an indicator begins that the model failed on
COMMENT_AUTHOR = "教案评阅"  # of the comments written into a teacher's Word file


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
    basis: Basis  # what decided: code and example sentences, a model, or both
    note: str
    evidence: list[Evidence]

    @property
    def unanswered(self) -> bool:
        """Whether a model was asked and failed."""
        return self.note.startswith(NO_REPLY)


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


class Submission(Frozen):
    """Where a draft of a batch came from, as whoever handed it in told; no judgement depends on it."""

    file: str  # its name in the folder, archive or list
    sha256: str  # of the file's bytes
    school: str | None = None
    teacher: str | None = None  # a code, no name
    class_: str | None = None
    date: str | None = None  # 2026-09-01

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"), populate_by_name=True
    )


class DraftInfo(Frozen):
    name: str
    sha256: str
    kind: Kind
    kind_confidence: float
    title: str | None
    subject: str | None
    stage: str | None
    grade: str | None
    textbook: str | None = None
    lesson_number: str | None = None
    part: int = 1
    parts: tuple[str, ...] = ()  # titles of all lessons in the file; empty if it holds only one
    chars: int
    warnings: list[str]
    submission: Submission | None = None  # only in a batch


class RubricInfo(Frozen):
    id: str
    version: str
    sha256: str


class Usage(Frozen):
    """Tokens of one review at a language model, and what they cost where prices are set (settings llm_price_*)."""

    prompt: int  # evaluated
    cached: int  # reused from the endpoint's cache; answers kept here were not sent and count nowhere
    generated: int
    yuan: float | None = None


class Provenance(Frozen):
    reviewer: str
    llm: str | None
    prompts: dict[str, str]
    embedding: str | None
    library: str | None
    calibration: str | None
    usage: Usage | None = None  # None without a model
    severity: str | None = None  # the local severity (`reviewer calibrate`) in which the levels are given
    scale: str | None = None  # hash of all that the probabilities rest on besides the draft: equal ones can be compared


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
