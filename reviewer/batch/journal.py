"""A file of JSON lines that survives `kill -9`: written in one go, flushed to the disk, mended when opened again."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.errors import UsageError


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line lies in the file, in bytes, and what it says about itself."""

    start: int
    end: int
    file: str
    sha256: str
    part: int
    parts: int


class Journal:
    """An append-only file of JSON lines. Only one process writes it at a time (the run folder's lock sees to that)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: list[Place] = []

    def load(self) -> int:
        """Read where the whole lines lie and change nothing; how many bytes they take.

        A file without all its lessons is left out, like a torn last line: another process may be writing it just now.
        Raises UsageError for a damaged line before the last, which no kill explains.
        """
        self.places = []
        if not self.path.exists():
            return 0
        whole = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                place = _place_of(line, whole)
                if place is None:
                    if line.endswith(b"\n") and file.read(1):
                        raise UsageError(
                            f"{self.path} 第 {number} 行损坏。请换一个 --out，或加 --fresh 重新评。",
                            f"{self.path}, line {number} is damaged; use another --out, or --fresh",
                        )
                    break
                self.places.append(place)
                whole = place.end
        last = self.places[-1] if self.places else None
        if last is not None and last.part < last.parts:
            while self.places and self.places[-1].file == last.file:
                whole = self.places.pop().start
        return whole

    def mend(self) -> None:
        """As `load`, and cut off what a killed run left unfinished. Only for who writes."""
        whole = self.load()
        if self.path.exists() and whole < self.path.stat().st_size:
            with self.path.open("r+b") as file:
                file.truncate(whole)
                os.fsync(file.fileno())

    def append(self, lines: Iterable[str]) -> None:
        """Add lines, all in one write, and wait until they are on the disk.

        Raises OSError where they don't fit: then none of them is there.
        """
        start = self.path.stat().st_size if self.path.exists() else 0
        block = [line.encode("utf-8", "replace") + b"\n" for line in lines]
        data = b"".join(block)
        with self.path.open("ab", buffering=0) as file:
            if file.write(data) < len(data):  # a disk that fills up takes a part and says nothing
                file.truncate(start)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(file.fileno())
        for line in block:
            place = _place_of(line, start)
            if place is not None:
                self.places.append(place)
            start += len(line)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every line as it parses, in order of the file names, whatever the order they were written in."""
        for line in self.lines():
            yield json.loads(line)

    def lines(self) -> Iterator[bytes]:
        """Every line, in order of the file names and of the lessons in each."""
        if not self.places:
            return
        with self.path.open("rb") as file:
            for place in sorted(self.places, key=lambda one: (one.file, one.part)):
                file.seek(place.start)
                yield file.read(place.end - place.start)

    def keep(self, files: set[str]) -> None:
        """Leave only the lines about these files. The new file replaces the old one in one step."""
        if all(place.file in files for place in self.places):
            return
        scratch = self.path.with_suffix(".new")
        with scratch.open("wb") as file:
            file.writelines(line for line in self.lines() if _place_file(line) in files)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(self.path)
        self.mend()


def _place_of(line: bytes, start: int) -> Place | None:
    """Where the line lies and whose it is; None for one that is torn."""
    if not line.endswith(b"\n"):
        return None
    try:
        row = json.loads(line)
        draft = row.get("draft", {})
        about = draft.get("submission") or row
        return Place(
            start=start,
            end=start + len(line),
            file=about["file"],
            sha256=about["sha256"],
            part=int(draft.get("part", 1)),
            parts=max(1, len(draft.get("parts", ()))),
        )
    except (ValueError, KeyError, AttributeError, TypeError):
        return None


def _place_file(line: bytes) -> str:
    place = _place_of(line, 0)
    return place.file if place else ""
