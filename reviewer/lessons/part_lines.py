"""The lines of a draft that may carry the title of a part of the plan."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from reviewer.datamodels import Draft
from reviewer.lessons.component_names import name_component
from reviewer.lessons.minutes import find_minutes
from reviewer.lessons.step_columns import find_step_tables, header_cells

_SECOND_LABEL = re.compile(r"(?<=[\s\u3000。；;])[【〔\[〖]([^】〕\]〗\n]{2,10})[】〕\]〗]")  # 【重点】… 【难点】…


BROKEN_LABEL = 12  # characters of a cell that names a part over two lines: 教学 above 目标


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    text: str
    cell: bool
    level: int
    header: bool = False  # heads a column
    inner: bool = False  # a cell below such a header


def read_lines(draft: Draft) -> list[Line]:
    """Every line of every block that may carry a title: cells under the header of a table of steps may not."""
    headed = find_step_tables(draft)
    columns = header_cells(draft)
    matrices = {block.table for block in draft.blocks if block.start in columns}
    lines = []
    for block in draft.blocks:
        if block.table is not None and block.table in headed and (block.row or 0) >= headed[block.table]:
            if (
                block.row != headed[block.table] and block.column == 0
            ):  # 作业, 板书设计, 场地器材 in rows below the steps
                text = draft.text[block.start : block.end]
                name = name_component(text)
                last = name in {"homework", "board", "reflection"} or (name == "preparation" and "准备" not in text)
                lines.append(Line(block.start, text if last else "", True, 0))
            continue
        start, header = block.start, block.start in columns
        inner = not header and block.table in matrices
        whole = draft.text[block.start : block.end]
        broken = block.kind == "cell" and len(whole) <= BROKEN_LABEL and name_component(whole)
        for piece in [whole] if broken else whole.split("\n"):
            level = block.level if block.kind == "heading" else 0
            cuts = [
                0,
                *(m.start() for m in _SECOND_LABEL.finditer(piece) if name_component(m[1])),
                len(piece),
            ]
            for left, right in itertools.pairwise(cuts):
                lines.append(
                    Line(
                        start + left,
                        piece[left:right],
                        block.kind == "cell",
                        level if not left else 0,
                        header,
                        inner,
                    )
                )
            start += len(piece) + 1
    return lines


_LESSON_LENGTH = re.compile(r"课时|用时|课长|时长|总时|授课|上课时间|教学时间|作业|练习时间|完成时间")


def timed_lines(lines: list[Line]) -> set[int]:
    """Offsets of short lines that carry minutes (Explore 探究（18分钟）): steps, where a plan has at least two of them."""
    found = {
        line.start
        for line in lines
        if not line.cell
        and 4 <= len(line.text.strip()) <= 34
        and not re.search(r"[。；]", line.text)
        and not _LESSON_LENGTH.search(line.text)
        and not name_component(line.text)
        and any(mark.minutes < 35 for mark in find_minutes(line.text, heading=True))
    }
    return found if len(found) >= 2 else set()
