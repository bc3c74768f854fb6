"""Printed characters → lines → paragraphs: undoing what a typesetter did. Pure geometry, no PDF library.

Coordinates are PDF points from the top left corner of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

GAP = 0.3  # of the font size: a wider gap between two characters is a blank
CHINESE_GAP = 0.55  # the same between Chinese characters, which justified lines drive apart
SAME_LINE = 0.5  # two characters share a line if their middles are closer than this share of their height
RAGGED = 2.2  # characters: a line that ends this close to the margin was wrapped there
ENDED = 0.8  # characters: as RAGGED, where the line ends with a full stop
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
SENTENCE_END = re.compile(r"[。！？!?：:；;]$")
SCRIPTS = frozenset("0123456789n")
UP = str.maketrans("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")
DOWN = str.maketrans("0123456789n", "₀₁₂₃₄₅₆₇₈₉ₙ")
BASE = re.compile(r"[A-Za-z0-9)\]\u0370-\u03ff]$")
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
    return [line for row in _rows(chars) if (line := _line(row)).text]


def find_strips(chars: Iterable[Char], gap: float) -> list[PrintedLine]:
    """Lines parted where the print leaves more than `gap` of the font size, row by row, left to right."""
    strips: list[PrintedLine] = []
    for row in _rows(chars):
        part: list[Char] = []
        right = row[0].x1
        for char in row:
            if char.text.isspace():
                part += [char] if part else []
                continue
            if part and char.x0 - right > gap * max(min(char.bottom - char.top, part[-1].bottom - part[-1].top), 1.0):
                strips.append(_line(part))
                part = []
            part.append(char)
            right = max(right, char.x1) if len(part) > 1 else char.x1
        if part:
            strips.append(_line(part))
    return [strip for strip in strips if strip.text]


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters whose middles are level, each row left to right."""
    rows: list[list[Char]] = []
    tallest: Char | None = None  # of the row: a raised digit may come first and says little about the line
    for char in sorted(chars, key=lambda c: ((c.top + c.bottom) / 2, c.x0)):
        middle, height = (char.top + char.bottom) / 2, max(char.bottom - char.top, 1.0)
        size = max(height, tallest.bottom - tallest.top) if tallest else height
        if tallest and abs((tallest.top + tallest.bottom) / 2 - middle) < SAME_LINE * size:
            rows[-1].append(char)
            tallest = max(tallest, char, key=lambda c: c.bottom - c.top)
        else:
            rows.append([char])
            tallest = char
    return [sorted(row, key=lambda c: c.x0) for row in rows]


def _line(row: Sequence[Char]) -> PrintedLine:
    row = write_scripts(row)
    text, right = "", None
    for index, char in enumerate(row):
        if index and char.text == row[index - 1].text and abs(char.x0 - row[index - 1].x0) < 1:
            continue  # bold made by printing twice
        size = max(char.bottom - char.top, 1.0)
        wide = GAP if LATIN_EDGE.search(text) or char.text.isascii() else CHINESE_GAP
        if right is not None and char.x0 - right > wide * size and not text.endswith(" "):
            text += " "
        text += char.text
        right = char.x1
    box = (row[0].x0, max(c.x1 for c in row), min(c.top for c in row), max(c.bottom for c in row))
    return PrintedLine(" ".join(text.split()), *box)


def write_scripts(row: Sequence[Char]) -> list[Char]:
    """Characters of a row, left to right, small digits raised or lowered beside a letter as such: r² and H₂O."""
    written: list[Char] = []
    base: Char | None = None
    for char in row:
        if base is not None and _is_script(char, base):
            raised = char.top + char.bottom < base.top + base.bottom
            written.append(replace(char, text=char.text.translate(UP if raised else DOWN)))
            continue
        base = char if BASE.search(char.text) else None
        written.append(char)
    return written


def _is_script(char: Char, base: Char) -> bool:
    if char.text not in SCRIPTS:
        return False
    size = base.bottom - base.top
    shifted = abs(char.top + char.bottom - base.top - base.bottom) >= 0.16 * size
    return shifted and char.bottom - char.top <= 0.87 * size and -1 < char.x0 - base.x1 < size


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
    ended = SENTENCE_END.search(line.text) is not None
    wrapped = line.x1 >= right - (ENDED if ended else RAGGED) * size
    block = left if ended else min(line.x0, left + 4 * size)  # a paragraph may be indented as a whole
    indented = after.x0 >= max(left, block) + INDENT * size
    apart = after.top - line.top > SPACED * min(max(usual, 1.4 * size), 2.4 * size)
    centred = line.x0 > left + 4 * size and after.x0 < line.x0 - 2 * size
    resized = abs(line.size - after.size) > 0.25 * size
    return wrapped and not (indented or apart or centred or resized) and not OPENING.match(after.text)


def continues(line: PrintedLine, right: float, after: PrintedLine, left: float) -> bool:
    """Whether a paragraph goes on in the next column or overleaf: `line` is full, `after` begins at its margin."""
    size = max(line.size, after.size)
    wrapped = line.x1 >= right - RAGGED * size and not SENTENCE_END.search(line.text)
    indented = after.x0 >= left + INDENT * size
    return wrapped and not indented and abs(line.size - after.size) <= 0.25 * size and not OPENING.match(after.text)
