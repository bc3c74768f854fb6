"""Labelled drafts: `DIR/drafts/*.txt` with `DIR/drafts/labels.json` (shape in eval/README.md)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.datamodels import Kind
from reviewer.errors import UsageError

Answer = Literal["yes", "no"]


class _Quoted(BaseModel):
    model_config = ConfigDict(extra="ignore")

    a: Answer


class _Reader(BaseModel):
    model_config = ConfigDict(extra="ignore")

    answers: dict[str, _Quoted] = {}
    levels: dict[str, int]


class _Final(BaseModel):
    model_config = ConfigDict(extra="ignore")

    answers: dict[str, Answer]
    levels: dict[str, int]
    quotes: dict[str, str] = {}
    student_share: float | None = None
    minutes_total: float | None = None
    n_items: int | None = None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore")

    A: _Reader | None = None
    B: _Reader | None = None
    final: _Final


@dataclass(frozen=True, slots=True)
class Labelled:
    """One draft with the agreed labels (and a passage for a yes, where given) and, where there are two, the readers' own."""

    path: Path
    answers: dict[str, Answer]
    levels: dict[str, int]
    quotes: dict[str, str]
    readers: tuple[dict[str, int], dict[str, int]] | None
    student_share: float | None
    minutes_total: float | None
    n_items: int | None
    reader_answers: tuple[dict[str, Answer], dict[str, Answer]] | None = None

    @property
    def kind(self) -> Kind:
        """Told by the indicators that were answered."""
        return "lesson" if "obj.key_points" in self.answers else "homework"


def _given(reader: _Reader) -> dict[str, Answer]:
    return {name: quoted.a for name, quoted in reader.answers.items()}


def labels_of(data: Path) -> Path:
    return data / "drafts" / "labels.json"


def hash_labels(data: Path) -> str | None:
    """Hash of the labels under `data`, which a figure is printed with; None where there are none."""
    file = labels_of(data)
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def load_labelled(data: Path) -> list[Labelled]:
    """All labelled drafts under `data`. Raises UsageError where there are none or the labels can't be read."""
    file = labels_of(data)
    if not file.is_file():
        raise UsageError(f"找不到标注 {file}。请用 --data 指明数据文件夹。", f"no labels at {file}; use --data DIR")
    try:
        entries = {
            name: _Entry.model_validate(entry) for name, entry in json.loads(file.read_text(encoding="utf-8")).items()
        }
    except (ValueError, ValidationError) as error:
        raise UsageError(f"标注 {file} 读不懂：{error}", f"{file}: {error}") from error
    return [
        Labelled(
            path=next(iter(sorted(file.parent.glob(f"{name}.*")))),
            answers=entry.final.answers,
            levels=entry.final.levels,
            quotes=entry.final.quotes,
            readers=(entry.A.levels, entry.B.levels) if entry.A and entry.B else None,
            student_share=entry.final.student_share,
            minutes_total=entry.final.minutes_total,
            n_items=entry.final.n_items,
            reader_answers=(_given(entry.A), _given(entry.B)) if entry.A and entry.B else None,
        )
        for name, entry in sorted(entries.items())
    ]


# Where the labelled drafts of the shared set come from, by number: one author's plans are alike, so that a fit is judged on
# the sources it has not seen.
SOURCES = (("d-l", 1, 7, "Paracraft lessons"), ("d-l", 8, 12, "primary Chinese"), ("d-l", 13, 15, "Internet of things"))


def source_of(name: str) -> str:
    """The source of the draft `name` (its file's stem); a draft not in the table is a source of its own."""
    digits = name[-2:]
    for start, first, last, source in SOURCES:
        if name.startswith(start) and digits.isdigit() and first <= int(digits) <= last:
            return source
    return name
