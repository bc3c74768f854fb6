"""Stretches of recognised text → columns → lines, in reading order. Pure geometry; pixels from the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reviewer.documents.pdf.geometry import Box
from reviewer.documents.pdf.order import Strip, reading_order

SAME_LINE = 0.5  # two stretches share a line if their middles are closer than this share of their height
GAP = 0.8  # of the height: a wider gap between two stretches of a line is a blank


@dataclass(frozen=True, slots=True)
class Words:
    """A recognised stretch of a line, its probability and its box in pixels."""

    text: str
    score: float
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Column:
    """Words read one after another between two margins."""

    words: tuple[Words, ...]
    left: float
    right: float


def find_columns(words: Sequence[Words]) -> list[Column]:
    """The words of a page, or of a part of it, as columns in reading order."""
    if not words:
        return []
    of = {Strip(Box(w.x0, w.top, w.x1, w.bottom), w.text): w for w in words}
    flows = reading_order(list(of), median(w.height for w in words))
    return [Column(tuple(of[strip] for strip in flow.strips), flow.left, flow.right) for flow in flows]


def find_rows(words: Sequence[Words]) -> list[list[Words]]:
    """Words of one column grouped to lines, top to bottom, each from left to right."""
    rows: list[list[Words]] = []
    for word in sorted(words, key=lambda w: w.middle):
        last = rows[-1][-1] if rows else None
        if last and word.middle - last.middle < SAME_LINE * min(word.height, last.height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in rows]


def row_text(row: Sequence[Words]) -> str:
    """The text of one line, with a blank where the print has a gap."""
    text = row[0].text
    for word, after in pairwise(row):
        text += " " * (after.x0 - word.x1 > GAP * min(word.height, after.height)) + after.text
    return text
