"""A run's temporary folder. What a killed run has left is cleared by the next one: drafts may lie in it."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX, LOCK = "batch-", ".lock"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is there, and locked, as long as the block runs."""
    _clear_left()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        begun = folder / f"{LOCK}.new"
        with begun.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            begun.rename(folder / LOCK)  # seen by others only when it is locked
            yield folder


def _clear_left() -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with suppress(OSError), path.open() as lock:  # in use, or somebody else's
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path.parent, ignore_errors=True)
