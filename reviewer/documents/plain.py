"""Plain text and Markdown: bytes → text, and the blocks of a text that is kept verbatim."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from reviewer.datamodels import Block
from reviewer.documents.layout import MAX_HEADER, Cell, column_titles, is_header_row
from reviewer.documents.pieces import Unreadable

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
BINARY = (
    "不是文本文件（内容是二进制数据）。请上传 .docx、.pdf，或另存为 UTF-8 编码的 .txt。",
    "not a text file (binary content). Use .docx or .pdf, or save as UTF-8 .txt.",
)
MAX_ODD = 0.005  # share of control and unassigned characters above which it is no text
MAX_BROKEN = 0.01  # share of undecodable characters below which UTF-8 with gaps beats GB18030

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=\*|[一二三四五六七八九十]+、))([^\s#*].*|\*+[^\s*#].*)$")
FENCE = re.compile(r"[ \t]*(```+|~~~+)")
RARE_BORDERS = "\t｜"
SEPARATOR_CELL = re.compile(r"\s*:?-{1,}:?\s*")
Row = tuple[int, str]  # where a line begins, and the line
SENTENCE = re.compile(r"[\d，。；：？！]")  # what no column title has
LIST_MARK = re.compile(r"(?:[*+\-•·●○■□◆◇▶>]\s+|>+)\s*")


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text of `data` and warnings. Raises Unreadable for binary content."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return _as_text(data.decode(encoding)), []
            except UnicodeDecodeError:
                if encoding != "utf-8-sig":
                    raise Unreadable(*BINARY) from None
    if b"\x00" in data:
        return _as_text(_without_bom(data)), []
    try:
        return _as_text(data.decode("utf-8")), []
    except UnicodeDecodeError:
        pass
    patched = data.decode("utf-8", "replace")
    if patched.count("\ufffd") <= max(2, MAX_BROKEN * len(patched)) < 0.2 * len(patched):
        return _as_text(patched.replace("\ufffd", "□")), ["文件里有少量损坏的字符，已显示为“□”。"]
    try:
        return _as_text(data.decode("gb18030")), []
    except UnicodeDecodeError:
        patched = data.decode("gb18030", "replace")
    if patched.count("\ufffd") > MAX_BROKEN * len(patched):
        raise Unreadable(*BINARY)
    return _as_text(patched.replace("\ufffd", "□")), ["文件里有少量损坏的字符，已显示为“□”。"]


def _without_bom(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark shows in where the zero bytes fall."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    order = "le" if odd >= even else "be"
    for encoding in (f"utf-32-{order}", f"utf-16-{order}"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(*BINARY)


def _as_text(text: str) -> str:
    sample = text[:20_000]
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Cs") and char not in "\t\n\r\f\v\x85" for char in sample)
    if odd > MAX_ODD * max(len(sample), 1):
        raise Unreadable(*BINARY)
    return text.replace("\x00", "").removeprefix("\ufeff")


def find_blocks(text: str) -> tuple[Block, ...]:
    """Headings, table cells, fences (one block each) and lines of `text`, as Markdown or as plain text."""
    blocks: list[Block] = []
    tables = 0
    for piece in _join_tables(_pieces(text)):
        if isinstance(piece, Block):
            blocks.append(piece)
        else:
            tables += _add_table(blocks, piece, tables + 1)
    return tuple(sorted(blocks, key=lambda block: block.start))


def _pieces(text: str) -> Iterator[Block | list[Row]]:
    """Rows that follow each other directly, and the blocks between them."""
    rows: list[Row] = []
    border: str | None = None  # of the table being read, where it is a tab or ｜
    for start, line, is_fence in _lines(text):
        border = None if is_fence else _rare_border(line, border)
        if not is_fence and (border or _is_row(line)):
            rows.append((start, line))
            continue
        if rows:
            yield rows
            rows = []
        if line.strip():
            yield _line_block(start, line, is_fence)
    if rows:
        yield rows


def _join_tables(pieces: Iterable[Block | list[Row]]) -> Iterator[Block | list[Row]]:
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
    bordered = table[0][1].lstrip().startswith("|")
    if (rows[0][1].lstrip() if bordered else rows[0][1]).startswith("|") != bordered:
        return False

    def texts(row: Row) -> list[str]:
        return [row[1][a:b].strip() for a, b in _cells(row[1], bordered=bordered)]

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


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """(offset, line, whether it is the inside of a code fence); a closed fence comes as one piece."""
    lines, offset = [], 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    closing = _closing_lines(lines)
    index = 0
    while index < len(lines):
        start, line = lines[index]
        mark = FENCE.match(line)
        close = _closing(closing, index, line.strip(), mark.group(1)) if mark else None
        if close is None:
            yield start, line, False
            index += 1
            continue
        if close > index + 1:
            inside = lines[index + 1][0]
            yield inside, text[inside : lines[close][0] - 1], True
        index = close + 1


def _closing_lines(lines: list[tuple[int, str]]) -> dict[str, list[int]]:
    """Mark → numbers of the lines that hold nothing but it."""
    found: dict[str, list[int]] = {}
    for number, (_, line) in enumerate(lines):
        mark = FENCE.fullmatch(line.rstrip())
        if mark:
            found.setdefault(mark.group(1), []).append(number)
    return found


def _closing(closing: dict[str, list[int]], index: int, line: str, mark: str) -> int | None:
    """The line that closes the fence opened at `index`; an unclosed fence is ordinary text."""
    if len(line) > 2 * len(mark) and line.endswith(mark):
        return None  # ```code``` on one line
    numbers = closing.get(mark, [])
    at = bisect_right(numbers, index)
    return numbers[at] if at < len(numbers) else None


def _rare_border(line: str, before: str | None) -> str | None:
    """The tab or ｜ between the cells of a header row (pasted from Word or Excel, or typed), or of a row below one."""
    inside = line.strip()
    parted = (mark for mark in RARE_BORDERS if mark in inside and (mark == before or is_header_row(line.split(mark))))
    return next(parted, None)


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return (stripped.startswith("|") and stripped.count("|") >= 2) or " | " in line or stripped.endswith(" |")


def _add_table(blocks: list[Block], rows: list[Row], table: int) -> int:
    """Append the cells of one table; 1 if it had any. Separator rows count for nothing."""
    starts: list[int] = []
    cells: list[Cell] = []
    number = 0
    bordered = rows[0][1].lstrip().startswith("|")
    for offset, line in rows:
        spans = list(_cells(line, bordered=bordered))
        if _is_separator([line[a:b] for a, b in spans]):
            continue
        number += 1
        for column, (a, b) in enumerate(spans):
            raw = line[a:b]
            if raw.strip():
                starts.append(offset + a + len(raw) - len(raw.lstrip()))
                cells.append(Cell(table, number, column, 1, raw.strip()))
    for start, cell, title in zip(starts, cells, column_titles(cells), strict=True):
        blocks.append(Block(start, start + len(cell.text), "cell", 0, table, cell.row, cell.column, title))
    return 1 if cells else 0


def _cells(line: str, *, bordered: bool = True) -> Iterator[tuple[int, int]]:
    """Where each cell of a table line begins and ends. A border after a backslash is none.

    In a table without outer borders a row that begins with one has an empty first cell.
    """
    first = len(line) - len(line.lstrip())
    last = len(line.rstrip())
    if bordered and line[first : first + 1] == "|":
        first += 1
        if last > first and line[last - 1] == "|" and line[last - 2 : last - 1] != "\\":
            last -= 1
        borders = [match.start() for match in re.finditer(r"(?<!\\)\|", line) if first <= match.start() < last]
    elif " | " not in line and (rare := [mark for mark in RARE_BORDERS if mark in line.strip()]):
        first, borders = 0, [at for at, char in enumerate(line) if char == rare[0]]
    else:
        borders = [match.end() for match in re.finditer(r"(?:^| )(?=\|(?: |$))", line)]
    for border in borders:
        yield first, border
        first = border + 1
    yield first, last if last > first else first


def _line_block(start: int, line: str, is_fence: bool) -> Block:
    """The block of one line, or of one fence; list and quote marks stay outside."""
    left = len(line) - len(line.lstrip())
    end = start + len(line.rstrip())
    heading = None if is_fence else HEADING.match(line)
    if heading:
        words = heading.group(2)
        left = heading.start(2) + len(words) - len(words.lstrip("*_ "))
        return Block(start + left, start + len(line.rstrip().rstrip("#*_ ")), "heading", len(heading.group(1)))
    mark = None if is_fence else LIST_MARK.match(line, left)
    if mark and mark.end() < len(line.rstrip()):
        left = mark.end()
    return Block(start + left, end)
