"""An index folder on disk: written once, complete or not there, with a checksum of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

META = "meta.json"
WHOLE = 64 << 20  # files up to this size are read whole when the index is opened
SAMPLES, SAMPLE = 64, 1 << 16


def seal(folder: Path, meta: Mapping[str, Any]) -> None:
    """Write the list of files with their checksums: from now on the folder counts as complete."""
    files = {str(path.relative_to(folder)): _describe(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    (folder / META).write_text(json.dumps({**meta, "files": files}), encoding="utf-8")


def read_meta(folder: Path) -> dict[str, Any] | None:
    """What `seal` wrote, or None where there is no complete index."""
    try:
        meta: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
        return meta if isinstance(meta["files"], dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_sound(folder: Path) -> bool:
    """Whether every file is as it was sealed. Of files above WHOLE bytes the size and SAMPLES places are compared."""
    meta = read_meta(folder)
    try:
        return meta is not None and all(_describe(folder / name) == said for name, said in meta["files"].items())
    except OSError:
        return False


def _describe(path: Path) -> list[Any]:
    """[bytes, checksum]: of the whole file, of evenly spaced samples where it is large."""
    size = path.stat().st_size
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if size <= WHOLE:
            digest.update(file.read())
        else:
            for number in range(SAMPLES):
                file.seek((size - SAMPLE) * number // (SAMPLES - 1))
                digest.update(file.read(SAMPLE))
    return [size, digest.hexdigest()]
