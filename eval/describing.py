"""Suite `describing`: kind, title, subject, stage, grade, textbook and lesson number, as found and as they are.

On invented heads of drafts with their file names (`eval/data/names.jsonl`: dev, test and blind) and on whole drafts:
those in `eval/data/drafts` (`eval/data/about.json`) and those under `--data` (`tests/data/about.json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.config import ROOT, Settings
from reviewer.datamodels import Draft
from reviewer.documents import draft_from_text, read_draft
from reviewer.errors import UsageError

FIELDS = ("kind", "title", "subject", "stage", "grade", "textbook", "lesson_number")
NAMES = ROOT / "eval" / "data" / "names.jsonl"
SURE = 0.75  # a guess at least this sure should nearly always be right; the page shows others as doubtful


class Truth(BaseModel):
    """What a draft is about; None where nothing in it says."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["lesson", "homework"]
    title: str | None = None
    subject: str | None = None
    stage: str | None = None
    grade: str | None = None
    textbook: str | None = None
    lesson_number: str | None = None


class Name(Truth):
    """One row of names.jsonl: the file's name, the first lines of its text, and the truth."""

    name: str
    head: str
    split: Literal["dev", "test", "blind"]


@dataclass(frozen=True, slots=True)
class Case:
    """A draft as read, and the truth about it."""

    name: str
    draft: Draft
    truth: Truth


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Accuracy per field on names (dev, test, blind), on the reference drafts and on those under `data`. `llm` is not used."""
    names = load_names(NAMES)
    groups = {split: [as_case(row) for row in names if row.split == split] for split in ("dev", "test", "blind")}
    groups["reference"] = read_cases(ROOT / "eval" / "data" / "drafts", NAMES.with_name("about.json"), settings)
    groups["drafts"] = read_cases(data / "drafts", ROOT / "tests" / "data" / "about.json", settings)
    result = {name: measure(cases) for name, cases in groups.items() if cases}
    show(result)
    return result


def load_names(path: Path) -> list[Name]:
    """The labelled names. Raises UsageError where a row can't be read."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(Name.model_validate_json(line))
        except ValidationError as error:
            raise UsageError(f"{path} 第 {number} 行读不懂：{error}", f"{path}:{number}: {error}") from error
    return rows


def as_case(row: Name) -> Case:
    return Case(row.name, draft_from_text(row.head, name=row.name), row)


def read_cases(folder: Path, table: Path, settings: Settings) -> list[Case]:
    """The drafts of `folder` that `table` (file name → truth) knows; empty where either is absent."""
    if not folder.is_dir() or not table.is_file():
        return []
    known = {name: Truth.model_validate(row) for name, row in json.loads(table.read_text(encoding="utf-8")).items()}
    files = [path for path in sorted(folder.iterdir()) if path.name in known]
    return [Case(path.name, read_draft(path, settings=settings), known[path.name]) for path in files]


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """Per field: share right, share right among those that are known, how many a sure guess gets right, and misses."""
    return {field: _one(field, cases) for field in FIELDS} | {"n": len(cases)}


def _one(field: str, cases: Sequence[Case]) -> dict[str, Any]:
    pairs = [(case, getattr(case.truth, field), getattr(case.draft, field)) for case in cases]
    right = [_plain(truth) == _plain(guess.value) for _, truth, guess in pairs]
    known = [ok for ok, (_, truth, _) in zip(right, pairs, strict=True) if truth is not None]
    sure = [ok for ok, (_, _, guess) in zip(right, pairs, strict=True) if guess.confidence >= SURE]
    misses = [
        {"name": case.name, "truth": truth, "found": guess.value, "confidence": guess.confidence}
        for ok, (case, truth, guess) in zip(right, pairs, strict=True)
        if not ok
    ]
    return {
        "accuracy": sum(right) / len(right),
        "known": len(known),
        "recall": sum(known) / len(known) if known else None,
        "sure": len(sure),
        "sure_right": sum(sure) / len(sure) if sure else None,
        "misses": misses,
    }


def _plain(value: str | None) -> str | None:
    """Titles are the same whatever their blanks and quotation marks."""
    return re.sub(r"[\s《》“”\"：:—\-－]", "", value) if value is not None else None


def show(result: Mapping[str, Any]) -> None:
    for group, figures in result.items():
        print(
            f"\n{group} (n={figures['n']})\n{'field':16}{'accuracy':>10}{'known':>7}{'recall':>8}{'sure':>6}{'right':>7}"
        )
        for field in FIELDS:
            row = figures[field]
            recall, right = (f"{row[key]:.3f}" if row[key] is not None else "-" for key in ("recall", "sure_right"))
            print(f"{field:16}{row['accuracy']:>10.3f}{row['known']:>7}{recall:>8}{row['sure']:>6}{right:>7}")
