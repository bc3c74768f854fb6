"""What a format hands over: pieces of text in reading order, before they have offsets.

Only the standard library here: the reading process imports this and must start quickly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Source = tuple[int, int, int]  # (offset in the piece, paragraph of the Word file, child of it): see datamodels.Source
PieceKind = Literal["heading", "paragraph", "cell", "box", "header"]


class Unreadable(Exception):
    """A file that can't be read: what to tell the user in Chinese and in English, without the file's name."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english


@dataclass(slots=True)
class Piece:
    """One block to be. `before` separates it from the text so far; `span` is the columns a cell covers."""

    text: str
    before: str = "\n"
    kind: PieceKind = "paragraph"
    level: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
    span: int = 1
    page: int | None = None
    confidence: float = 1.0  # 0–1; below 1 only for text recognised from a picture
    sources: list[Source] = field(default_factory=list)  # only from Word files

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}  # the parent validates what it receives


@dataclass(slots=True)
class Scan:
    """A picture that may hold text: a photo, a page without text, a picture in a document.

    `file` is its name in the exchange folder of the reading process, `at` the index in `Extract.pieces` before which its
    text belongs, `where` what to call it (第3页, 图2).
    """

    file: str
    at: int
    where: str
    page: int | None = None
    sources: list[Source] = field(default_factory=list)  # where the picture stands in a Word file

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(slots=True)
class Extract:
    """All that one file gave. `hidden` holds (quote, how); `scans` still await recognition."""

    pieces: list[Piece] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(slots=True)
class Counter:
    """Numbers tables from 1 over a whole document, nested ones included."""

    last: int = 0

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        self.last += 1
        return self.last


def unstack(text: str) -> str:
    """A label written down a narrow cell, one character a line, as one word: 板 / 书 → 板书."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "".join(lines) if len(lines) > 1 and all(len(line) == 1 for line in lines) else text
