"""Pieces in reading order → one text and its blocks; header rows of tables → column titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.datamodels import Block, Source
from reviewer.documents.pieces import Piece

ENGLISH_TITLES = (
    r"(?i:(?:teaching|learning|class)?(?:steps?|procedures?|stages?|activit(?:y|ies)|time|contents?|tasks?|aims?|objectives?|purposes?|evaluation|assessment)"
    r"|(?:teachers?|students?|pupils?|ss|t)(?:['’‘]s?)?(?:activit(?:y|ies)|work|tasks?|behaviou?rs?)|(?:design(?:ing)?)?(?:intentions?|purposes?|rationale)|interaction(?:patterns?)?)"
)
# What teachers write above the columns of a process table. Two such cells in one row make it a header row.
COLUMN_TITLES = re.compile(
    r"(教学|学习|活动|课堂|实施)?(环节|步骤|流程|阶段|过程|程序|板块|时间(安排|分配|节点)?|时长|用时|内容(要点)?|任务|目标|评价|资源|方法|手段)"
    r"(与(活动|内容|时间|任务|方法|步骤|目标))?"
    r"|(教师|老师|师|教)(的)?(活动|行为|引导|指导|组织|讲解|导学)|(学生|学|生)(的)?(活动|行为|任务|学习)|师生(活动|互动)|教与学(的)?活动|教|学|师|生"
    r"|(设计|活动|教学|环节)?(意图|说明|理由|目的)|设计意图(与评价)?|(二次|个性|复|集体)备课|个性化(修改|设计|备课)|修改(意见|栏)?|备注|教具|媒体(运用|使用)?|(信息)?技术(运用|应用|支持)"
    r"|评价(要点|方式|标准|任务|内容|指标|主体)|时间|分值|题号|题型|题目|难度|序号|层次|答案|要求|核心素养|学业要求|素养(指向|落点)|作业(内容|类型|层次|要求|目标)"
    rf"|{ENGLISH_TITLES}"
)
UNSAID = re.compile(r"[*#`_:：]|<br\s*/?>")
BLANKS = re.compile(r"\s+")
MARKS = re.compile(rf"\s|{UNSAID.pattern}")
MAX_HEADER = 12  # characters; a longer cell is content, unless it is a known title
LABELS_BELOW = re.compile(r"(板书|作业|教学反思|课后反思|课后|教学后记|反思|教学评价|布置作业).{0,6}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in its table, and its text, for finding header rows."""

    table: int
    row: int
    column: int
    span: int
    text: str


def lay_out(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text of all pieces joined by their separators, and a block for each that isn't blank."""
    cells = [
        Cell(piece.table, piece.row, piece.column, piece.span, piece.text)
        for piece in pieces
        if piece.kind == "cell" and piece.table is not None and piece.row is not None and piece.column is not None
    ]
    titles = iter(column_titles(cells))
    text, blocks = "", []
    for piece in pieces:
        text += piece.before if text else ""
        start = len(text) + len(piece.text) - len(piece.text.lstrip())
        end = len(text) + len(piece.text.rstrip())
        text += piece.text
        is_cell = piece.kind == "cell" and None not in (piece.table, piece.row, piece.column)
        title = next(titles) if is_cell else None
        if start < end:
            place = (piece.table, piece.row, piece.column, title, piece.page, piece.confidence)
            left = len(piece.text) - len(piece.text.lstrip())
            sources = tuple(Source(max(at - left, 0), *there) for at, *there in piece.sources)
            blocks.append(Block(start, end, piece.kind, piece.level, *place, sources))
    return text, tuple(blocks)


def clean(text: str) -> str:
    """A short cell's text without Markdown marks, blanks and colon."""
    return MARKS.sub("", text)


def column_titles(cells: Sequence[Cell]) -> list[str | None]:
    """For each cell the text of the header cell above it, or None. Cells of nested tables may be interleaved."""
    rows: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        rows.setdefault((cell.table, cell.row), []).append(cell)
    above: dict[int, list[Cell]] = {}  # table -> its header row in force
    of_row: dict[tuple[int, int], list[Cell]] = {}
    for key in sorted(rows):
        table = key[0]
        if is_header_row([cell.text for cell in rows[key]]):
            # Of a header in two rows, 教学环节 stands beside 师生活动, which the second row divides.
            directly = (table, key[1] - 1) in rows and (table, key[1] - 1) not in of_row
            kept = [old for old in above.get(table, []) if not any(_overlap(old, cell) for cell in rows[key])]
            above[table] = rows[key] + (kept if directly else [])
        else:
            if LABELS_BELOW.fullmatch(clean(rows[key][0].text)) and len(rows[key]) <= 2:
                above.pop(table, None)  # 板书设计 | … after the steps: no longer under the header
            of_row[key] = above.get(table, [])
    return [_title(cell, of_row.get((cell.table, cell.row), [])) for cell in cells]


def is_header_row(texts: Sequence[str]) -> bool:
    """Whether the texts of one row are column titles: at least two known, and none long."""
    written = [clean(text) for text in texts if clean(text)]
    known = [text for text in written if COLUMN_TITLES.fullmatch(text)]
    short = all(len(text) <= MAX_HEADER or text in known for text in written)
    return len(known) >= 2 and short and 2 * len(known) >= len(written)


def _title(cell: Cell, header: Sequence[Cell]) -> str | None:
    over = [above for above in header if _overlap(above, cell)]
    if len(over) != 1:
        return None
    title = over[0].text
    english = title.isascii() and BLANKS.sub(" ", UNSAID.sub("", title)).strip()
    return english or clean(title) or None


def _overlap(one: Cell, other: Cell) -> bool:
    """Whether two cells share a column."""
    return one.column < other.column + other.span and other.column < one.column + one.span
