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
from eval.witnesses import shipped_hearing
from reviewer.config import Settings
from reviewer.judging.calibration import UNCALIBRATED, calibration_path, hearing_path
from reviewer.pipeline import Reviewer
from reviewer.prompts import PROMPTS_DIR


def describe(settings: Settings, llm: str | None, data: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options given, data, and the hashes of everything that was measured; `llm` None: the suite used no model.

    Folders are named without their paths. `shipped_calibration` has the files that a review would use, None where it
    would use none.
    """
    reviewer = Reviewer.from_settings(settings, llm=llm or "off")
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
        path = calibration_path(kind)
        found[path.stem] = _hash(path) if reviewer.witnesses.calibration(kind) is not UNCALIBRATED else None
        if reviewer.chat is not None:
            path = hearing_path(reviewer.chat.name, kind)
            found[path.stem] = _hash(path) if shipped_hearing(reviewer, kind) is not None else None
    return found


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
