"""Tables without upright rules: three-line tables (三线表) and columns under header words such as 教师活动 | 学生活动."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reviewer.documents.pdf.geometry import Box
from reviewer.documents.pdf.grids import Grid, GridCell, Rule
from reviewer.documents.pdf.printed import Char, PrintedLine, find_strips

WORD_GAP = 0.45  # of the font size: between the writing of two cells
SAME_END = 5.0  # points: rules of one table begin and end together
MIN_WIDTH = 150.0  # points: shorter rules are blanks to fill in
APART = 1.3  # of the closest rows: a wider step begins a new row of the table
FAR = 4.0  # of the font size: a wider gap ends a table
NEXT_PART = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")

Row = list[PrintedLine]


def find_aligned(chars: Sequence[Char], levels: Sequence[Rule]) -> list[Grid]:
    """The tables among `chars`; `levels` are the level rules that belong to no ruled table."""
    grids = [grid for rules in _rule_sets(levels) if (grid := _between(rules, chars)) is not None]
    left = [char for char in chars if not any(_holds(grid.box, char) for grid in grids)]
    return grids + _under_header_words(left)


def _rule_sets(levels: Sequence[Rule]) -> Iterable[list[Rule]]:
    """Three and more rules one below the other that begin and end together."""
    sets: list[list[Rule]] = []
    for rule in sorted(levels):
        if rule[2] - rule[1] < MIN_WIDTH:
            continue
        for known in sets:
            if abs(known[0][1] - rule[1]) < SAME_END and abs(known[0][2] - rule[2]) < SAME_END:
                known.append(rule)
                break
        else:
            sets.append([rule])
    return [known for known in sets if len(known) >= 3]


def _between(rules: list[Rule], chars: Sequence[Char]) -> Grid | None:
    box = Box(rules[0][1] - 2, rules[0][0], rules[0][2] + 2, rules[-1][0])
    rows = _rows([char for char in chars if _holds(box, char)])
    head = [strip for row in rows for strip in row if strip.bottom < rules[1][0] + 2]
    body = [row for row in rows if row[0].bottom >= rules[1][0] + 2]
    if len(head) < 2 or not body:
        return None
    borders, used = _columns(head, body)
    if used < len(body):
        return None
    bands = (
        [rule[0] for rule in rules] if len(rules) > 3 else [rules[0][0], *_cuts(body, borders, rules[1][0]), box.bottom]
    )
    return _grid(box, borders, bands)


def _under_header_words(chars: Sequence[Char]) -> list[Grid]:
    grids: list[Grid] = []
    rows = _rows(chars)
    at = 0
    while at < len(rows) - 1:
        head = rows[at]
        at += 1
        if not (2 <= len(head) <= 8 and all(len(strip.text) <= 12 for strip in head) and _is_header(head)):
            continue
        borders, used = _columns(head, rows[at:])
        body = rows[at : at + used]
        if len({_column(strip, borders) for row in body for strip in row}) < 2:
            continue
        strips = [strip for row in [head, *body] for strip in row]
        box = Box(
            min(s.x0 for s in strips) - 1,
            head[0].top - 1,
            max(s.x1 for s in strips) + 1,
            max(s.bottom for s in strips) + 1,
        )
        grids.append(_grid(box, borders, [box.top, *_cuts(body, borders, head[0].bottom), box.bottom]))
        at += used
    return grids


def _is_header(head: Row) -> bool:
    from reviewer.documents.layout import is_header_row  # late: needs the data models

    return is_header_row([strip.text for strip in head])


def _rows(chars: Sequence[Char]) -> list[Row]:
    rows: list[Row] = []
    for strip in find_strips(chars, WORD_GAP):
        if rows and abs(rows[-1][0].top + rows[-1][0].bottom - strip.top - strip.bottom) < strip.size:
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda strip: strip.x0) for row in rows]


def _columns(head: Sequence[PrintedLine], rows: Sequence[Row]) -> tuple[list[float], int]:
    """Where the columns under `head` part, and how many of `rows` stay within them."""
    middles = _middles(head)
    free = [[(a, b)] for a, b in pairwise(middles)]
    for strip in head:
        free = [_without(gaps, strip) for gaps in free]
    used, bottom = 0, max(strip.bottom for strip in head)
    for row in rows:
        size = max(strip.size for strip in row)
        narrowed = free
        for strip in row:
            narrowed = [_without(gaps, strip) for gaps in narrowed]
        alone = len(row) == 1 and NEXT_PART.match(row[0].text)
        if not all(narrowed) or row[0].top - bottom > FAR * size or alone:
            break
        free, used, bottom = narrowed, used + 1, max(strip.bottom for strip in row)
    widest = [max(gaps, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0)) for gaps in free]
    return [(a + b) / 2 for a, b in widest], used


def _middles(head: Sequence[PrintedLine]) -> list[float]:
    """The middle of each header cell, whose words may stand in several lines."""
    cells: list[tuple[float, float]] = []
    for strip in sorted(head, key=lambda strip: strip.x0):
        if cells and strip.x0 < cells[-1][1]:
            cells[-1] = (cells[-1][0], max(cells[-1][1], strip.x1))
        else:
            cells.append((strip.x0, strip.x1))
    return [(x0 + x1) / 2 for x0, x1 in cells]


def _without(gaps: list[tuple[float, float]], strip: PrintedLine) -> list[tuple[float, float]]:
    parts = [part for a, b in gaps for part in ((a, min(b, strip.x0)), (max(a, strip.x1), b))]
    return sorted({(a, b) for a, b in parts if b - a >= WORD_GAP * strip.size * 0.8})


def _column(strip: PrintedLine, borders: Sequence[float]) -> int:
    return sum((strip.x0 + strip.x1) / 2 > border for border in borders)


def _cuts(body: Sequence[Row], borders: Sequence[float], top: float) -> list[float]:
    """Heights at which rows of the table begin: at wider steps, or where every row has a first cell, at those."""
    if not body:
        return []
    cuts = [(top + body[0][0].top) / 2]
    steps = [after[0].top - row[0].top for row, after in pairwise(body)]
    uneven = bool(steps) and max(steps) > APART * min(steps)
    for (row, after), step in zip(pairwise(body), steps, strict=True):
        first = [strip for strip in row if _column(strip, borders) == 0]
        begins = any(_column(strip, borders) == 0 for strip in after)
        filled = bool(first) and first[-1].x1 > borders[0] - 2 * first[-1].size
        if step > APART * min(steps) if uneven else begins and not filled:
            cuts.append((row[0].bottom + after[0].top) / 2)
    return cuts


def _grid(box: Box, borders: Sequence[float], bands: Sequence[float]) -> Grid:
    xs = [box.x0, *borders, box.x1]
    cells = tuple(
        GridCell(row, column, 1, Box(x0, top, x1, bottom))
        for row, (top, bottom) in enumerate(pairwise(bands))
        for column, (x0, x1) in enumerate(pairwise(xs))
    )
    return Grid(box, cells, len(xs) - 1)


def _holds(box: Box, char: Char) -> bool:
    return box.holds((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2)
