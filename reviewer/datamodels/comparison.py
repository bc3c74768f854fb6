"""What two versions of one lesson differ in, schema "comparison/1", and a chain of versions, "history/1"."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from reviewer.datamodels.measures import Frozen, Verdict

_OUTSIDE = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"), populate_by_name=True)


class Version(Frozen):
    """One of the versions compared. `label` is 初备, 研备, 精备 or 第1稿 …"""

    label: str
    name: str
    sha256: str
    title: str | None
    chars: int
    level: float | None  # mean of the scored levels
    scored: int
    llm: str | None


class Stretch(Frozen):
    """A run of characters inside a changed paragraph: in both, only in the new one, or only in the old one."""

    kind: Literal["same", "added", "removed"]
    text: str


class Place(Frozen):
    """A paragraph or cell of one version: offsets into its text, and where a teacher finds it."""

    start: int
    end: int
    where: str


class TextChange(Frozen):
    """What became of one paragraph or cell. `similarity` is 0–1 of its characters, 1 for a paragraph only moved."""

    kind: Literal["added", "removed", "changed", "moved"]
    old: Place | None  # None for what was added
    new: Place | None  # None for what was removed
    stretches: list[Stretch]
    similarity: float
    moved: bool = False  # elsewhere than before, changed or not


class TextDifference(Frozen):
    """Paragraphs and cells counted by what became of them, and each that did not stay as it was, in reading order."""

    kept: float  # 0–1: share of the new text that was in the old one
    same: int
    changed: int
    moved: int
    added: int
    removed: int
    changes: list[TextChange]


class FindingChange(Frozen):
    """An indicator that is, or was, answered no. `unsure`: it was no, and can't be told now."""

    status: Literal["solved", "new", "open", "unsure"]
    criterion: str
    indicator: str
    name: str
    old: Verdict
    new: Verdict
    note: str  # of the version that says no; of the new one where it is solved
    quote: str  # the passage it is about, from that version; empty if there is none
    touched: bool  # whether the passages it rests on were changed


class LevelChange(Frozen):
    """A criterion's level before and after. `supported` says whether a rise rests on changed text; None without a rise."""

    criterion: str
    name: str
    old: int | None
    new: int | None
    supported: bool | None = None


class Comparison(Frozen):
    schema_: Literal["comparison/1"] = "comparison/1"
    old: Version
    new: Version
    text: TextDifference
    findings: list[FindingChange]
    levels: list[LevelChange]
    warnings: list[str]

    model_config = _OUTSIDE

    def to_json(self, *, indent: int | None = 2) -> str:
        return self.model_dump_json(by_alias=True, indent=indent)


class History(Frozen):
    """Three or more versions in order: each step, and the first against the last."""

    schema_: Literal["history/1"] = "history/1"
    versions: list[Version]
    steps: list[Comparison]
    overall: Comparison

    model_config = _OUTSIDE

    def to_json(self, *, indent: int | None = 2) -> str:
        return self.model_dump_json(by_alias=True, indent=indent)
