"""Where the steps of 教学过程 begin and end; no reading of what happens in them."""

from __future__ import annotations

from reviewer.datamodels import Block, Draft
from reviewer.lessons.components import find_parts
from reviewer.lessons.step_columns import find_step_tables, header_cells
from reviewer.lessons.step_shapes import Step
from reviewer.lessons.table_steps import table_steps
from reviewer.lessons.text_steps import text_steps, timed_homework


def find_steps(draft: Draft) -> list[list[Step]]:
    """Every list of steps the plan gives: one per table of steps, then one from its text."""
    tables = find_step_tables(draft)
    blocks: dict[int, list[Block]] = {}
    for block in draft.blocks:
        if block.table in tables:
            blocks.setdefault(block.table or 0, []).append(block)
    lists = [steps for table, row in tables.items() if (steps := table_steps(draft, blocks[table], row))]
    columns = header_cells(draft)
    skip = {*tables, *(block.table for block in draft.blocks if block.table is not None and block.start in columns)}
    text: list[Step] = []
    for part in find_parts(draft):
        if part.component == "process" and part.end - part.body > 8:
            text.extend(text_steps(draft, part, skip))
        elif part.component == "homework" and text:
            text.extend(timed_homework(draft, part))
    if text and not (lists and text[0].head < 0):  # what is left around a table is no list of steps
        lists.append(text)
    return lists
