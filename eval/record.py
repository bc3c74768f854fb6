"""What a result was measured with: one block for the JSON of every suite, so that a figure can be traced and made again."""

from __future__ import annotations

import hashlib
import math
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from eval.folds import KINDS
from eval.labels import hash_labels
from reviewer.config import Settings
from reviewer.judging.calibration import WITHOUT_MODEL, calibration_path
from reviewer.pipeline import Reviewer
from reviewer.prompts import PROMPTS_DIR


def describe(settings: Settings, llm: str | None, data: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options given, data, and the hashes of everything that was measured; `llm` None: the suite used no model.

    Folders are named without their paths. `shipped_calibration` has the files that a review would use, None where it
    would use none.
    """
    reviewer = Reviewer.from_settings(settings, llm=llm or WITHOUT_MODEL)
    folders = [data, *options.get("also", ())]
    return {
        "version": version("lesson-reviewer"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "options": {name: _named(value) for name, value in options.items()},
        "labels": {folder.resolve().name: hash_labels(folder) for folder in folders},
        "model": {"name": llm, "fingerprint": reviewer.chat.fingerprint} if reviewer.chat is not None else None,
        "prompts": {path.stem: _hash(path) for path in sorted(PROMPTS_DIR.glob("*.md"))},
        "rubrics": {(rubric := reviewer.rubric(kind)).id: [rubric.version, rubric.sha256] for kind in KINDS},
        "embedding": reviewer.embedding,
        "library": reviewer.library.fingerprint,
        "shipped_calibration": _calibrations(reviewer),
    }


def _calibrations(reviewer: Reviewer) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for kind in KINDS:
        rubric = reviewer.rubric(kind)
        asked = [(WITHOUT_MODEL, ())] if reviewer.chat is None else [(WITHOUT_MODEL, ()), _model(reviewer, kind)]
        for name, prompts in asked:
            path = calibration_path(name, rubric.id, reviewer.calibrations)
            fits = reviewer.calibration(rubric, name, prompts).wording
            found[path.stem] = _hash(path) if fits else None
    return found


def _model(reviewer: Reviewer, kind: Any) -> tuple[str, tuple[str, ...]]:
    assert reviewer.chat is not None
    return reviewer.chat.name, reviewer.prompt_hashes(kind)


def plain(value: Any) -> Any:
    """The value as JSON can hold it: what is not defined (NaN) becomes null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value


def _named(value: Any) -> Any:
    if isinstance(value, Path):
        return value.resolve().name
    return [_named(one) for one in value] if isinstance(value, list) else value


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
