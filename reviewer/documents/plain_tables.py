"""Tables in plain text: rows with bars, or columns parted by tabs, ｜ or wide blanks, as pasted or typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from reviewer.datamodels import Block
from reviewer.documents.layout import MAX_HEADER, Cell, column_titles, is_header_row

RARE_BORDERS = "\t｜"
WIDE = "　"
PARTED = re.compile(r"[（(][\s　]*[）)]|(　)")  # a wide blank, unless it is where pupils write
TO_FILL = re.compile(r"[（(][\s　]*[）)]|[_＿]{2,}")
SEPARATOR_CELL = re.compile(r"\s*:?-{1,}:?\s*")
RULE = re.compile(r"\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+")  # ----|---- below titles without outer bars
SENTENCE = re.compile(r"[\d，。；：？！]")  # what no column title has


@dataclass(frozen=True, slots=True)
class Border:
    """What parts the cells of a table without bars; `columns` only of wide blanks, of which a cell may hold some more."""

    mark: str
    columns: int = 0

    def cuts(self, line: str) -> list[int]:
        if self.mark != WIDE:
            return [at for at, char in enumerate(line) if char == self.mark]
        return [match.start(1) for match in PARTED.finditer(line) if match[1]][: max(self.columns - 1, 0) or None]

    def cells(self, line: str) -> list[str]:
        edges = [-1, *self.cuts(line), len(line)]
        return [line[a + 1 : b] for a, b in pairwise(edges)]


@dataclass(frozen=True, slots=True)
class Row:
    """Where a line begins, the line, and what parts its cells where that is no bar."""

    start: int
    line: str
    border: Border | None


def join_tables(pieces: Iterable[Block | list[Row]]) -> Iterator[Block | list[Row]]:
    """A table under column titles goes on after blank lines, and after one stray line if its next row says so."""
    table: list[Row] = []
    stray: Block | None = None  # the line after the table's last row
    for piece in pieces:
        if isinstance(piece, Block):
            if table and stray is None and piece.kind != "heading":
                stray = piece
                continue
            yield from _both(table, stray)
            yield piece
            table, stray = [], None
        elif table and _goes_on(table, piece, stray=stray is not None):
            if stray is not None:
                yield stray
            table += piece
            stray = None
        else:
            yield from _both(table, stray)
            table, stray = piece, None
    yield from _both(table, stray)


def _both(table: list[Row], stray: Block | None) -> Iterator[Block | list[Row]]:
    if table:
        yield table
    if stray is not None:
        yield stray


def _goes_on(table: list[Row], rows: list[Row], *, stray: bool) -> bool:
    """Whether `rows` belong to the table above: it has titles, they have none of their own and as many cells.

    After a stray line the first cell must be empty too, as where it goes on from the row above.
    """
    bordered = table[0].line.lstrip().startswith("|")
    if (rows[0].line.lstrip() if bordered else rows[0].line).startswith("|") != bordered:
        return False

    def texts(row: Row) -> list[str]:
        return [row.line[a:b].strip() for a, b in _cells(row, bordered=bordered)]

    top, first = texts(table[0]), texts(rows[0])
    if len(first) != len(texts(table[-1])) or (stray and first[0]):
        return False
    if any(map(_is_separator, map(texts, table[1:2]))):  # Markdown: another table would have such a row too
        return not is_header_row(first) and not any(map(_is_separator, map(texts, rows[1:2])))
    return _is_separator(first) or (_are_titles(top) and not _are_titles(first))


def _is_separator(cells: list[str]) -> bool:
    return all(map(SEPARATOR_CELL.fullmatch, cells))


def _are_titles(cells: list[str]) -> bool:
    return is_header_row(cells) or all(cell and len(cell) <= MAX_HEADER and not SENTENCE.search(cell) for cell in cells)


def find_border(line: str, below: str, before: Border | None) -> Border | None:
    """What parts a header row (pasted from Word or Excel, or typed) or a row below one, `before` being that row's."""
    inside = line.strip(" ")
    for mark in RARE_BORDERS:
        if mark in inside.strip() and ((before and before.mark == mark) or is_header_row(line.split(mark))):
            return Border(mark)
    if WIDE not in line:
        return None
    if before and before.mark == WIDE and _fits(line, before):
        return before
    titles = Border(WIDE).cells(line)
    wide = Border(WIDE, len(titles))
    ruled = _is_separator(wide.cells(below))
    return wide if titles[0] and (ruled or is_header_row(titles)) and _fits(below, wide) else None


def _fits(line: str, wide: Border) -> bool:
    """Whether a line is a row of so many columns: no indented paragraph, and no line to fill in below the table."""
    count = len(Border(WIDE).cells(line))
    return not line.startswith(2 * WIDE) and (
        count == wide.columns or (count > wide.columns and not TO_FILL.search(wide.cells(line)[0]))
    )


def is_row(line: str) -> bool:
    stripped = line.strip()
    return (
        bool(RULE.fullmatch(line))
        or (stripped.startswith("|") and stripped.count("|") >= 2)
        or " | " in line
        or stripped.endswith(" |")
    )


def add_table(blocks: list[Block], rows: list[Row], table: int) -> int:
    """Append the cells of one table; 1 if it had any. Separator rows count for nothing."""
    starts: list[int] = []
    cells: list[Cell] = []
    number = 0
    bordered = rows[0].line.lstrip().startswith("|")
    for row in rows:
        spans = list(_cells(row, bordered=bordered))
        if RULE.fullmatch(row.line) or _is_separator([row.line[a:b] for a, b in spans]):
            continue
        number += 1
        for column, (a, b) in enumerate(spans):
            raw = row.line[a:b]
            if raw.strip():
                starts.append(row.start + a + len(raw) - len(raw.lstrip()))
                cells.append(Cell(table, number, column, 1, raw.strip()))
    for start, cell, title in zip(starts, cells, column_titles(cells), strict=True):
        blocks.append(Block(start, start + len(cell.text), "cell", 0, table, cell.row, cell.column, title))
    return 1 if cells else 0


def _cells(row: Row, *, bordered: bool = True) -> Iterator[tuple[int, int]]:
    """Where each cell of a table line begins and ends. A border after a backslash is none.

    In a table without outer borders a row that begins with one has an empty first cell.
    """
    line = row.line
    first = len(line) - len(line.lstrip())
    last = len(line.rstrip())
    if bordered and line[first : first + 1] == "|":
        first += 1
        if last > first and line[last - 1] == "|" and line[last - 2 : last - 1] != "\\":
            last -= 1
        borders = [match.start() for match in re.finditer(r"(?<!\\)\|", line) if first <= match.start() < last]
    elif row.border is not None and " | " not in line:
        first, borders = 0, row.border.cuts(line)
    else:
        borders = [match.end() for match in re.finditer(r"(?:^| )(?=\|(?: |$))", line)]
    for border in borders:
        yield first, border
        first = border + 1
    yield first, last if last > first else first
