"""Tables to fill in of which nothing says what goes in: a title or a bare number, column names, and empty rows."""

from __future__ import annotations

import re

from reviewer.homework.numbering import head_markers
from reviewer.homework.tasks import asks

CELL = 8  # characters of a column's or a row's name at most
NAMES = 2  # column names from which a line is a table's head
BEFORE = 4  # lines above a table that may explain it

_CUT = re.compile(r"[|｜\t]|[ ]{2,}|\u3000{2,}|(?<=\S)\u3000 +|[ ]\u3000")
_RULE = re.compile(r"[|｜\s:+-]+")
_SENTENCE = re.compile(r"[。？?！!；;：:=＝（(]")
_EMPTY = re.compile(r"[_＿\s\u3000]*")
# what is judged, signed or corrected needs no telling
_FORM = re.compile(r"评|星|☆|★|分数|得分|等级|签|错|订正|日期|班级|姓名|家长")
_TELLS = re.compile(
    r"填|记(?!录[表单卡])|写[出入下在上]|算|完成|统计(?!表)|调查(?!表)|测|量(?!表)|根据|比较|观察(?!表|记录)|画|对照|如下|下表"
)


def find_empty_tables(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the tables, head and empty rows; at most three."""
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]*\n?", text) if match[0]]
    found, index = [], 0
    while index < len(lines):
        end = _table_end(lines, index)
        if end is None:
            index += 1
            continue
        if not _explained(lines, index, end):
            found.append((lines[index][0], lines[end - 1][0] + len(lines[end - 1][1].rstrip())))
        index = end
    return tuple(found[:3])


def _cells(line: str) -> list[str] | None:
    """The filled cells of a row, or None where the line is no row of short names."""
    bare = line.strip("\n")
    if _SENTENCE.search(bare) or not _CUT.search(bare):
        return None
    cells = [cell.strip() for cell in _CUT.split(bare)]
    filled = [cell for cell in cells if not _EMPTY.fullmatch(cell)]
    return filled if all(len(re.sub(r"\s", "", cell)) <= CELL for cell in filled) else None


def _label(line: str) -> bool:
    """A row that holds its own name at most."""
    cells = _cells(line)
    bare = line.strip()
    return (cells is not None and len(cells) <= 1) or (0 < len(bare) <= CELL and not _SENTENCE.search(bare))


def _table_end(lines: list[tuple[int, str]], index: int) -> int | None:
    """Where the table ends whose head stands at `index`, if there is one and its rows are empty."""
    head = _cells(lines[index][1])
    if head is None or len(head) < NAMES or head_markers(lines[index][1].strip()):
        return None
    if index and (_cells(lines[index - 1][1]) or []) and len(_cells(lines[index - 1][1]) or []) >= NAMES:
        return None  # inside a table with filled rows
    at, rows = index + 1, 0
    while at < len(lines) and lines[at][1].strip() and not head_markers(lines[at][1].strip()):
        if not _RULE.fullmatch(lines[at][1].strip()):
            if not _label(lines[at][1]):
                return None
            rows += 1
        elif "-" not in lines[at][1]:
            rows += 1  # | | | |
        at += 1
    return at if rows or _stands_alone(lines, index) else None


def _stands_alone(lines: list[tuple[int, str]], index: int) -> bool:
    """Column names set off by an empty line above them, with room below instead of rows."""
    return index > 0 and not lines[index - 1][1].strip() and len(_cells(lines[index][1]) or []) > NAMES


def _explained(lines: list[tuple[int, str]], start: int, end: int) -> bool:
    """Whether the item's words above or below the table, or the table itself, say what it is for."""
    words = [lines[start][1]]
    for at in range(start - 1, max(-1, start - 1 - BEFORE), -1):
        words.append(lines[at][1])
        if head_markers(lines[at][1].strip()):
            break
    else:
        if start <= BEFORE:
            return True  # the head of the sheet
    if end < len(lines) and lines[end][1].strip() and not head_markers(lines[end][1].strip()):
        words.append(lines[end][1])
    said = "\n".join(words)
    return bool(_FORM.search(said) or _TELLS.search(said) or any(asks(line.strip()) for line in words[1:]))
