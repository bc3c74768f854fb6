"""Printed characters → lines → paragraphs: undoing what a typesetter did. Pure geometry, no PDF library.

Coordinates are PDF points from the top left corner of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

GAP = 0.3  # of the font size: a wider gap between two characters is a blank
SAME_LINE = 0.5  # two characters share a line if their middles are closer than this share of their height
RAGGED = 2.2  # characters: a line that ends this close to the margin was wrapped there
INDENT = 1.2  # characters: a line that begins this far right of the margin starts a paragraph
SPACED = 1.9  # of the usual distance of lines: a wider gap ends a paragraph
OPENING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[.、．)）]|\.\d)(?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十\d]+[环课节步部单章]|[●○■□◆◇★☆•·▪➢√✓【\uf000-\uf0ff]|[A-D][.、．])"
)
# Browsers and some fonts print 长 as the radical ⻓; NFKC undoes the Kangxi radicals but not these.
RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟⻑",
    "民虎西见角贝车镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母長",
)
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
LATIN_EDGE = re.compile(r"[A-Za-z0-9,.;:)]$")


@dataclass(frozen=True, slots=True)
class Char:
    """One printed character and its box."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return max(self.bottom - self.top, 1.0)


def plain_characters(text: str) -> str:
    """`text` with radicals, compatibility ideographs and ligatures as the characters a teacher would type."""
    text = text.encode("utf-8", "ignore").decode()  # broken fonts give lone surrogates
    return LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text).translate(RADICALS)


def find_lines(chars: Iterable[Char]) -> list[PrintedLine]:
    """Characters grouped into lines, top to bottom, each left to right, with blanks where the print has gaps."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: ((c.top + c.bottom) / 2, c.x0)):
        middle, height = (char.top + char.bottom) / 2, max(char.bottom - char.top, 1.0)
        last = rows[-1][0] if rows else None
        if last and abs((last.top + last.bottom) / 2 - middle) < SAME_LINE * max(height, last.bottom - last.top):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(sorted(row, key=lambda c: c.x0))).text]


def _line(row: Sequence[Char]) -> PrintedLine:
    text, right = "", None
    for index, char in enumerate(row):
        if index and char.text == row[index - 1].text and abs(char.x0 - row[index - 1].x0) < 1:
            continue  # bold made by printing twice
        size = max(char.bottom - char.top, 1.0)
        if right is not None and char.x0 - right > GAP * size and not text.endswith(" "):
            text += " "
        text += char.text
        right = char.x1
    box = (row[0].x0, max(c.x1 for c in row), min(c.top for c in row), max(c.bottom for c in row))
    return PrintedLine(" ".join(text.split()), *box)


def join_paragraphs(lines: Sequence[PrintedLine], left: float, right: float) -> list[str]:
    """Lines of one column or cell, of which `left` and `right` are the margins, as paragraphs."""
    if not lines:
        return []
    steps = [after.top - line.top for line, after in pairwise(lines) if after.top > line.top]
    usual = median(steps) if steps else 0.0
    paragraphs = [lines[0].text]
    for line, after in pairwise(lines):
        if _goes_on(line, after, left, right, usual):
            glue = " " if LATIN_EDGE.search(paragraphs[-1]) and re.match(r"[A-Za-z0-9(]", after.text) else ""
            paragraphs[-1] += glue + after.text
        else:
            paragraphs.append(after.text)
    return paragraphs


def _goes_on(line: PrintedLine, after: PrintedLine, left: float, right: float, usual: float) -> bool:
    """Whether `after` continues the paragraph of `line`: wrapped at the margin, not indented, no new number."""
    size = max(line.size, after.size)
    wrapped = line.x1 >= right - RAGGED * size
    indented = after.x0 >= max(left, min(line.x0, left + 4 * size)) + INDENT * size
    apart = after.top - line.top > SPACED * min(max(usual, 1.4 * size), 2.4 * size)
    centred = line.x0 > left + 4 * size and after.x0 < line.x0 - 2 * size
    resized = abs(line.size - after.size) > 0.25 * size
    return wrapped and not (indented or apart or centred or resized) and not OPENING.match(after.text)
