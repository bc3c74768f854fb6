"""Reading order of a page: a recursive X-Y cut over rows of print.

After Nagy & Seth (1984), with two changes for school papers: a gutter must run through several rows with writing of a
column's width on both sides (fill-in blanks and rows of options are no columns), and numbered questions decide between
reading across and reading down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reviewer.documents.pdf.geometry import Box

MIN_GUTTER = 1.0  # of the font size
MIN_ROWS = 3  # on each side of a gutter
MARGIN = 0.15  # of the width: a gutter nearer to the edge separates numbers from text, not columns
FULL = 0.6  # of the column: how far its usual row reaches
MANY_ROWS = 400  # a page with more is no lesson plan; read it straight down
MAX_DEPTH = 4
NUMBER = re.compile(r"\s*[（(【]?\s*(\d{1,3}|[A-H])\s*(?:[.．、)）】]|(?=\s))")


@dataclass(frozen=True, slots=True)
class Strip:
    """Something on the page that is read as a whole: part of a printed row, a table, a box, a picture."""

    box: Box
    text: str = ""
    solid: int | None = None  # index of the table, box or picture


@dataclass(frozen=True, slots=True)
class Flow:
    """Strips read one after another between two margins."""

    strips: tuple[Strip, ...]
    left: float
    right: float


def reading_order(strips: Sequence[Strip], size: float, depth: int = 0) -> list[Flow]:
    """The strips of a page or column, `size` being the usual font size, as flows in reading order."""
    rows = _rows(strips)
    if not rows:
        return []
    left, right = min(s.box.x0 for s in strips), max(s.box.x1 for s in strips)
    if len(rows) > MANY_ROWS or depth >= MAX_DEPTH:
        return [Flow(tuple(strip for row in rows for strip in row), left, right)]
    flows: list[Flow] = []
    plain: list[Strip] = []
    at = 0
    while at < len(rows):
        end, gutter = _run(rows, at, left, right, size)
        start = _aligned_start(rows[at:end], gutter, size) + at if gutter else end
        if gutter and _are_columns(rows[start:end], gutter):
            plain += [strip for row in rows[at:start] for strip in row]
            if plain:
                flows.append(Flow(tuple(plain), left, right))
                plain = []
            inside = [strip for row in rows[start:end] for strip in row]
            middle = (gutter[0] + gutter[1]) / 2
            flows += reading_order([s for s in inside if s.box.x0 < middle], size, depth + 1)
            flows += reading_order([s for s in inside if s.box.x0 >= middle], size, depth + 1)
            at = end
        else:
            plain += rows[at]
            at += 1
    if plain:
        flows.append(Flow(tuple(plain), left, right))
    return flows


def _rows(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips that stand side by side, each row left to right; a table is a row with whatever stands beside it."""
    rows: list[list[Strip]] = []
    bottom = 0.0
    for strip in sorted(
        strips, key=lambda s: ((s.box.top + s.box.bottom) / 2 if s.solid is None else s.box.top, s.box.x0)
    ):
        middle = (strip.box.top + strip.box.bottom) / 2
        same = (
            rows
            and strip.solid is None
            and rows[-1][0].solid is None
            and middle < bottom - 0.25 * (strip.box.bottom - strip.box.top)
        )
        if same and abs(_middle(rows[-1][0]) - middle) < 0.5 * (strip.box.bottom - strip.box.top):
            rows[-1].append(strip)
        else:
            rows.append([strip])
        bottom = max(s.box.bottom for s in rows[-1])
    return [sorted(row, key=lambda s: s.box.x0) for row in rows]


def _middle(strip: Strip) -> float:
    return (strip.box.top + strip.box.bottom) / 2


def _run(
    rows: list[list[Strip]], at: int, left: float, right: float, size: float
) -> tuple[int, tuple[float, float] | None]:
    """The first row after `at` that closes every gutter, and the widest gutter open until there."""
    room = MARGIN * (right - left)
    free = [(left + room, right - room)]
    end = at
    for row in rows[at:]:
        narrowed = _subtract(free, [(s.box.x0, s.box.x1) for s in row], MIN_GUTTER * size)
        if not narrowed:
            break
        free, end = narrowed, end + 1
    if end == at:
        return at + 1, None
    inner = [gap for gap in free if _both_sides(rows[at:end], gap)]
    return end, max(inner, key=lambda gap: gap[1] - gap[0], default=None)


def _subtract(
    free: list[tuple[float, float]], taken: list[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    for start, stop in taken:
        parts = [part for gap in free for part in ((gap[0], min(gap[1], start)), (max(gap[0], stop), gap[1]))]
        free = [gap for gap in parts if gap[1] - gap[0] >= least]
    return sorted(set(free))


def _both_sides(rows: list[list[Strip]], gap: tuple[float, float]) -> bool:
    lefts = sum(any(s.box.x1 <= gap[0] + 0.1 for s in row) for row in rows)
    rights = sum(any(s.box.x0 >= gap[1] - 0.1 for s in row) for row in rows)
    return lefts >= 1 and rights >= 1


def _aligned_start(rows: list[list[Strip]], gutter: tuple[float, float], size: float) -> int:
    """How many first rows (班级 姓名 得分, a heading) don't begin where the right column begins."""
    edges = [min(s.box.x0 for s in row if s.box.x0 >= gutter[1] - 0.1) for row in rows if _right(row, gutter)]
    edge = median(sorted(edges)[: max(len(edges) // 2, 1)])
    for index, row in enumerate(rows):
        right = _right(row, gutter)
        if right and abs(right[0].box.x0 - edge) <= 3 * size:
            lead = index
            while (
                lead
                and not _right(rows[lead - 1], gutter)
                and len(rows[lead - 1]) == 1
                and _near(rows[lead - 1], rows[lead])
            ):
                lead -= 1
            return lead
    return len(rows)


def _near(row: list[Strip], after: list[Strip]) -> bool:
    return after[0].box.top - row[0].box.bottom < 1.2 * (row[0].box.bottom - row[0].box.top)


def _right(row: list[Strip], gutter: tuple[float, float]) -> list[Strip]:
    return [s for s in row if s.box.x0 >= gutter[1] - 0.1]


def _are_columns(rows: list[list[Strip]], gutter: tuple[float, float]) -> bool:
    lefts = [[s for s in row if s.box.x1 <= gutter[0] + 0.1] for row in rows]
    rights = [_right(row, gutter) for row in rows]
    lefts, rights = [row for row in lefts if row], [row for row in rights if row]
    solid = any(s.solid is not None for row in rows for s in row)
    if min(len(lefts), len(rights)) < (1 if solid else MIN_ROWS):
        return False
    down, across = _numbered_down(rows), _numbered_across(rows)
    if down != across:
        return down > across
    return _fills(lefts) and _fills(rights)


def _fills(rows: list[list[Strip]]) -> bool:
    """Whether the rows of a column reach across it, as running text does and a list of labels doesn't."""
    left, right = min(row[0].box.x0 for row in rows), max(row[-1].box.x1 for row in rows)
    if any(s.solid is not None for row in rows for s in row):
        return True
    shares = sorted((row[-1].box.x1 - row[0].box.x0) / max(right - left, 1) for row in rows)
    return shares[len(shares) // 2] >= FULL and max(len(s.text) for row in rows for s in row) >= 8


def _numbered_across(rows: list[list[Strip]]) -> int:
    return _steps([_number(strip.text) for row in rows for strip in row])


def _numbered_down(rows: list[list[Strip]]) -> int:
    strips = sorted((strip for row in rows for strip in row if _number(strip.text)), key=lambda s: s.box.x0)
    columns: list[list[Strip]] = []
    for strip in strips:
        if columns and strip.box.x0 - columns[-1][0].box.x0 < 12:
            columns[-1].append(strip)
        else:
            columns.append([strip])
    return _steps([_number(s.text) for column in columns for s in sorted(column, key=lambda s: s.box.top)])


def _number(text: str) -> int:
    """The question number or option letter a strip begins with, 0 if none."""
    found = NUMBER.match(text)
    if not found:
        return 0
    return int(found[1]) if found[1].isdigit() else 1000 + ord(found[1])


def _steps(numbers: list[int]) -> int:
    written = [number for number in numbers if number]
    return sum(after == number + 1 for number, after in pairwise(written))
