"""The lines of a sheet as a reader sees them: markdown marks, quote bars and table bars taken off, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.datamodels import Block, Draft

MARKS = re.compile(
    r"(?:[\s\u3000>\ufeff]|\\?#{1,6}(?=\s)|\*{2,3}(?=\S)|__(?=\S*__)|[-+•●◆◇■□▲△➤✦➢·](?=[\s\u4e00-\u9fff【（(])|&nbsp;)*"
)
HEADING = re.compile(r"[\s>]*(#{1,6})\s")
BULLET = re.compile(r"[\s\u3000>]*(?:[-+*•●◆◇■□▲△➤✦➢]\s|[•●◆◇■▲➤✦➢])")
FENCE = re.compile(r"[\s>]*(?:```|~~~)")
RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*|\s*")
BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
TABLE_LABEL = 14  # a header cell longer than this is content, not a title


# the words that head the columns of a design table; three in a row make a header row inside the table
COLUMN_NAME = re.compile(
    r"(?:作业)?(?:类型|形式|内容|题目|目标|层次|等级|水平|来源|难度|要求)|设计(?:意图|说明)|意图|(?:预计|完成|建议)?(?:时长|用时|时间)|评价.{0,4}|题号|序号|能力.{0,3}|核心素养|知识点|备注|答案|选做.{0,4}"
)
# a step of a scale at the head of a column
GRADE = re.compile(
    r"[★☆⭐✩]{1,5}(?:[（(][^）)]*[)）])?|(?:优秀?|良好?|中等?|合格|及格|达标|不合格|未达标|待改进|待提高|需?努力|继续努力|加油|还需努力|出色|很棒|真棒)(?:[（(][^）)]*[)）])?|[一二三四五12345]\s*(?:颗?星级?|级|分)|[ABCDabcd]\s*(?:等级?|级)|水平[一二三四1234]"
)


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


def split_lines(draft: Draft) -> list[Line]:
    """All visible lines of the draft in reading order; code between fences is kept and marked."""
    text, code, table = draft.text, False, _Table()
    lines: list[Line] = []
    for block in draft.blocks:
        if block.kind == "header":
            continue
        for start, end in _pieces(text, block.start, block.end):
            if FENCE.match(text, start, end):
                code = not code
                continue
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
    return _titled(_without_scales(lines))


def _without_scales(lines: list[Line]) -> list[Line]:
    """Leave out tables that grade work: their first row names two or more grades (★ ★★ ★★★, 优秀 良好 …)."""
    first: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell:
            row = first.setdefault(line.cell[0], [])
            if not row or (row[0].cell and row[0].cell[1] == line.cell[1]):
                row.append(line)
    scales = {table for table, row in first.items() if sum(bool(GRADE.fullmatch(cell.text)) for cell in row) >= 2}
    return [line for line in lines if not (line.cell and line.cell[0] in scales)]


def _titled(lines: list[Line]) -> list[Line]:
    """Header rows inside a table (作业类型 | 作业内容 | 设计意图) name the columns of the rows below; they hold no tasks."""
    rows: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line.cell:
            rows.setdefault(line.cell[:2], []).append(line)
    headers = {
        row: {line.cell[2]: line.text for line in cells if line.cell}
        for row, cells in rows.items()
        if len(cells) >= 3 and all(COLUMN_NAME.fullmatch(line.text) for line in cells)
    }
    if not headers:
        return lines
    kept: list[Line] = []
    for line in lines:
        if line.cell and line.cell[:2] in headers:
            continue
        above = [row for row in headers if line.cell and row[0] == line.cell[0] and row[1] < line.cell[1]]
        if above and line.cell:
            line = replace(line, column_title=headers[max(above)].get(line.cell[2], ""))
        kept.append(line)
    return kept
