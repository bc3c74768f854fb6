"""The lines of a sheet as a reader sees them: markdown marks, quote bars and table bars taken off, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.datamodels import Block, Draft

# a pictograph before a heading (📝 本课目标); stars and ticks say something and stay
ORNAMENT = (
    "(?:[\U0001f000-\U0001f31e\U0001f320-\U0001faff\u2600-\u2604\u2607-\u2619\u261c-\u26ff"
    "\u2701-\u2712\u2714\u2721-\u2730\u2757\u2763\u2764\u27a1]\ufe0f?|\U0001f31f(?=\\s*(?:任务|活动|挑战|闯关|小?任务)))"
)
MARKS = re.compile(
    rf"(?:[\s\u3000>\ufeff]|{ORNAMENT}|\\?#{{1,6}}(?=\s)|\*{{2,3}}(?=\S)|__(?=\S*__)|[-+•●◆◇■□▲△➤✦➢·](?=[\s\u4e00-\u9fff【（(])|&nbsp;)*"
)
HEADING = re.compile(r"[\s>]*(#{1,6})\s")
BULLET = re.compile(r"[\s\u3000>]*(?:[-+*•●◆◇■□▲△➤✦➢]\s|[•●◆◇■▲➤✦➢])")
FENCE = re.compile(r"[\s>]*(?:```|~~~)")
_FENCE_LINE = re.compile(r"^[ \t\u3000>]*(?:```|~~~)[^\n`]*$", re.MULTILINE)
RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*|\s*")
BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
BLANK = re.compile(r"_{2,}|＿{2,}|[（(]\s*[)）]")
QUOTED_LINES = 8  # a quotation that stays open longer has lost its other mark
TABLE_LABEL = 14  # a header cell longer than this is content, not a title


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. `text == draft.text[start:end]`; `cell` is (table, row, column), raw tables count below 0."""

    start: int
    end: int
    text: str
    heading: int = 0  # markdown or Word heading level, 0 for none
    code: bool = False
    bullet: bool = False
    cell: tuple[int, int, int] | None = None
    column_title: str = ""
    quoted: bool = False  # begins inside “…” that was opened some lines above


@dataclass(slots=True)
class _Table:
    """Where we are in a table written with bars in plain text."""

    number: int = 0
    row: int = 0
    header: tuple[str, ...] = ()
    titled: bool = False


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    match = MARKS.match(text, start, end)
    start = match.end() if match else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*\u3000"):
        end -= 1
    return start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in BREAK.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if end > start:
        yield start, end


def _bar_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of `| a | b |`, as spans."""
    bars = [position for position in range(start, end) if text[position] == "|" and text[position - 1] != "\\"]
    cells = [(left + 1, right) for left, right in zip(bars, [*bars[1:], end], strict=True)]
    return [cell for cell in cells if text[cell[0] : cell[1]].strip()]


def _bar_lines(text: str, start: int, end: int, table: _Table) -> Iterator[Line]:
    cells = _bar_cells(text, start, end)
    if all(RULE_CELL.fullmatch(text[left:right]) for left, right in cells):
        table.titled = True
        return
    if table.row == 0:
        table.header = tuple(text[left:right].strip() for left, right in cells)
    table.row += 1
    for column, (left, right) in enumerate(cells):
        title = table.header[column] if table.titled and column < len(table.header) else ""
        for piece_start, piece_end in _pieces(text, left, right):
            first, last = _visible(text, piece_start, piece_end)
            if first < last:
                place = (-table.number, table.row, column)
                short = title if len(title) <= TABLE_LABEL else ""
                yield Line(first, last, text[first:last], cell=place, column_title=short)


def _block_line(text: str, block: Block, start: int, end: int, code: bool) -> Line | None:
    first, last = (start, end) if code else _visible(text, start, end)
    if first >= last:
        return None
    marked = HEADING.match(text, start, end)
    heading = len(marked[1]) if marked else block.level if block.kind == "heading" else 0
    cell = None
    if block.kind == "cell" and block.table is not None and block.row is not None:
        cell = (block.table, block.row, block.column or 0)
    return Line(
        first,
        last,
        text[first:last],
        heading=0 if code else heading,
        code=code,
        bullet=bool(BULLET.match(text, start, end)),
        cell=cell,
        column_title=(block.column_title or "").strip(),
    )


def _fenced(text: str) -> list[tuple[int, int]]:
    """The stretches between pairs of fences, which readers may have left out of the blocks."""
    fences = [match.span() for match in _FENCE_LINE.finditer(text)]
    return [(opening[1], closing[0]) for opening, closing in zip(fences[::2], fences[1::2], strict=False)]


def split_lines(draft: Draft) -> list[Line]:
    """All visible lines of the draft in reading order; code between fences is kept and marked."""
    text, table = draft.text, _Table()
    fenced = _fenced(text)
    lines: list[Line] = []
    for block in draft.blocks:
        if block.kind == "header":
            continue
        for start, end in _pieces(text, block.start, block.end):
            if FENCE.match(text, start, end):
                continue
            code = any(first <= start < last for first, last in fenced)
            if not code and block.kind != "cell" and text[start:end].lstrip().startswith("|"):
                if table.row == 0:
                    table = _Table(table.number + 1)
                # a row holds <br>, so it is read whole: up to the end of its line in the text
                stop = text.find("\n", start, block.end)
                row_end = stop if stop >= 0 else block.end
                lines.extend(_bar_lines(text, start, row_end, table))
                continue
            if table.row and "|" not in text[start:end]:
                table = _Table(table.number)
            line = _block_line(text, block, start, end, code)
            if line and not (lines and line.start < lines[-1].end):
                lines.append(line)
    return _with_quotations(lines)


def _with_quotations(lines: list[Line]) -> list[Line]:
    """Mark the lines of a solution or letter quoted whole: its numbers are its own. One with blanks is to be filled."""
    opened: int | None = None
    for at, line in enumerate(lines):
        opening, closing = line.text.find("“"), line.text.find("”")
        if opened is not None and (opening >= 0 or closing >= 0):
            inside = range(opened + 1, at + 1)
            closes = closing >= 0 and (opening < 0 or closing < opening) and len(inside) <= QUOTED_LINES
            if closes and not any(BLANK.search(lines[within].text) for within in inside):
                for within in inside:
                    lines[within] = replace(lines[within], quoted=True)
            opened = None
        if line.text.rfind("“") > line.text.rfind("”"):
            opened = at
    return lines
