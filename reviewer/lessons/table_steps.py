"""Steps written as rows of a table: 教学环节 | 教师活动 | 学生活动 | 设计意图 | 时间."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from reviewer.datamodels import Block, Draft
from reviewer.lessons.component_names import name_component
from reviewer.lessons.minutes import find_minutes
from reviewer.lessons.step_columns import SKIP_COLUMN, STEP_COLUMN, TIME_COLUMN, column_side
from reviewer.lessons.step_shapes import Piece, Step, clean_name, side_pieces


def table_steps(draft: Draft, blocks: list[Block], header: int) -> list[Step]:
    cells = [b for b in blocks if b.row is not None and b.row >= header]
    titles = {b.column: re.sub(r"\s+", "", draft.text[b.start : b.end]) for b in cells if b.row == header}
    names = [c for c, title in titles.items() if STEP_COLUMN.search(title) and column_side(title) is None]
    times = [c for c, title in titles.items() if TIME_COLUMN.search(title)]
    others = [c for c in titles if c is not None and c not in times] or [0]
    name_column = names[0] if names else min(others)
    rows: dict[int, list[Block]] = {}
    for block in cells:
        if block.row != header and draft.text[block.start : block.end].strip():
            rows.setdefault(block.row or 0, []).append(block)
    called = bool(names) or _calls_steps(draft, rows, name_column)
    banners = _banners(draft, rows)
    groups: list[list[Block]] = []
    last = ""
    for row in rows.values():
        named = next((b for b in row if b.column == name_column), None)
        name = draft.text[named.start : named.end].strip() if named else ""
        if name and re.sub(r"\s+", "", name) == titles.get(name_column):
            continue  # the header repeated on a new page
        first = next((b for b in row if b.column == 0), row[0])
        title = draft.text[first.start : first.end]
        part = name_component(title)
        if part in {"board", "reflection"}:
            break
        aside = part in {"homework", "other"} or (
            part == "preparation" and "准备" not in title
        )  # 准备 is a step, 场地器材 none
        if aside and not any(find_minutes(draft.text[b.start : b.end], heading=True) for b in row):
            continue
        own_time = any(b.column in times and b.column != name_column for b in row)
        if (groups and groups[-1][0] in banners and row[0] not in banners) or (
            groups and called and (not name or name == last) and not own_time
        ):
            groups[-1].extend(row)
        else:
            groups.append(list(row))
        last = name or last
    steps = [_row_step(draft, group, titles, name_column, times, called, group[0] in banners) for group in groups]
    names_above = itertools.accumulate([step.name for step in steps], _carry)
    steps = [replace(step, name=name or UNNAMED) for step, name in zip(steps, names_above, strict=True)]
    topics = [c for c, title in titles.items() if _TOPIC_COLUMN.search(title) and c != name_column]
    return [
        replace(step, name=_told_apart(draft, step.name, group, topics[0]))
        if topics and sum(other.name == step.name for other in steps) > 1
        else step
        for step, group in zip(steps, groups, strict=True)
    ]


def _banners(draft: Draft, rows: dict[int, list[Block]]) -> set[Block]:
    """Rows of one short cell that name the step of the rows below: 一、复习导入（4分钟） across all columns."""
    lone = [row[0] for row in rows.values() if len(row) == 1 and row[0].end - row[0].start <= LONGEST_BANNER]
    heads = {b for b in lone if _STEP_CELL.match(draft.text, b.start, b.end)}
    full = [row for row in rows.values() if len(row) > 1]
    return heads if len(heads) >= LEAST_BANNERS and full else set()


_STEP_CELL = re.compile(r"\W*(?:[一二三四五六七八九十]{1,2}[、.．]|(?:环节|步骤|活动|任务)[一二三四五六\d])")


def _calls_steps(draft: Draft, rows: dict[int, list[Block]], column: int | None) -> bool:
    """Whether a first column under another title (教学内容) names the steps: most of its cells are numbered or have minutes."""
    cells = [draft.text[b.start : b.end] for row in rows.values() for b in row if b.column == column]
    heads = sum(bool(_STEP_CELL.match(cell) or find_minutes(cell, heading=True)) for cell in cells)
    return len(cells) >= LEAST_CALLED and heads * 2 > len(cells)


LEAST_CALLED = 3
LEAST_BANNERS, LONGEST_BANNER = 2, 40
_TOPIC_COLUMN = re.compile(r"内容|主题|项目")
LONGEST_TOPIC = 20
UNNAMED = "环节"


def _carry(above: str, name: str) -> str:
    """An empty cell goes on under the name above it."""
    return name or above


def _told_apart(draft: Draft, name: str, row: list[Block], column: int | None) -> str:
    """基本部分 three times over: each with its own content, 基本部分·前滚翻."""
    cell = next((block for block in row if block.column == column), None)
    topic = clean_name(draft.text[cell.start : cell.end]) if cell else ""
    return f"{name}·{topic}" if 0 < len(topic) <= LONGEST_TOPIC else name


def _row_step(
    draft: Draft,
    row: list[Block],
    titles: dict[int | None, str],
    name_column: int | None,
    times: list[int | None],
    named: bool,
    banner: bool,
) -> Step:
    """`banner`: the first cell stands across all columns and is nothing but the name."""
    name_cells = row[:1] if banner else [b for b in row if b.column == name_column]
    named = named and not banner
    pieces: list[Piece] = []
    alone = not any(column_side(titles.get(block.column, "")) == "student" for block in row)
    for block in row[1:] if banner else row:
        title = titles.get(block.column, "")
        if SKIP_COLUMN.search(title) or block.column in times or (named and block.column == name_column):
            continue
        side = column_side(title)
        if side and not (alone and side == "teacher"):  # with an empty student cell, both are told in one
            pieces.append(Piece(block.start, block.end, side))
        else:
            pieces.extend(side_pieces(draft, block.start, block.end))
    head = name_cells[0] if name_cells else next((b for b in row if b.column not in times), row[0])
    spans = [(b.start, b.end if named or banner else min(b.end, b.start + 60)) for b in name_cells[:1] or row[:1]]
    time_spans = tuple((b.start, b.end) for b in row if b.column in times)
    text = draft.text[head.start : head.end].strip()
    below = clean_name(text.strip().partition("\n")[2].strip().partition("\n")[0])  # Step 1 above Warm-up
    name = (
        clean_name(text) or below or text[:LONGEST_TOPIC]
    )  # 任务1 is all the name there is; empty under a cell that goes on
    return Step(name, row[0].start, row[-1].end, head.start, False, tuple(spans), time_spans, tuple(pieces))
