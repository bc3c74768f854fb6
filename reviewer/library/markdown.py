"""A draft as the Markdown of an exemplar: sections as headings, tables as tables, front matter on top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import yaml

from reviewer.datamodels import Block, Draft

HEADING_CHARS = 40  # a longer line that starts a section keeps its text below the heading


def write_body(draft: Draft) -> str:
    """Title, sections, paragraphs and tables in reading order; blank cells stay, page furniture goes."""
    lines = [f"# {draft.title.value or draft.name}"]
    shown = [block for block in draft.blocks if block.kind != "header"]
    for table, blocks in groupby(shown, key=lambda block: block.table):
        if table is None:
            for block in blocks:
                lines += _paragraph(draft, block)
        else:
            lines += _table(draft, list(blocks))
    return "\n".join(lines).strip() + "\n"


def write_exemplar(front: Mapping[str, Any], body: str) -> str:
    """The file `read_exemplar` reads: several lines of a value stand as they are."""
    matter = yaml.dump(dict(front), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{matter}---\n{body}"


class _Plain(yaml.SafeDumper):
    pass


def _as_block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Plain.add_representer(str, _as_block)


def _titles(draft: Draft) -> dict[int, tuple[str, int]]:
    return {section.start: (section.title, section.level) for section in draft.sections if section.title}


def _paragraph(draft: Draft, block: Block) -> Iterator[str]:
    text = draft.text[block.start : block.end].strip()
    if block.start not in _titles(draft):
        yield re.sub(r"^(#+ |\|)", r"\\\1", text)
        return
    title, level = _titles(draft)[block.start]
    yield ""
    yield "#" * min(level + 1, 4) + " " + (text if len(text) <= HEADING_CHARS and block.kind == "heading" else title)
    rest = re.sub(rf"^\W*(?:[一二三四五六七八九十\d]+[、.．)）])?\W*{re.escape(title)}\W*", "", text)
    if rest and block.kind != "heading" and rest != title:
        yield rest


def _table(draft: Draft, cells: Sequence[Block]) -> Iterator[str]:
    """A row whose first cell is a section's label and which has one more cell is that section; others are rows."""
    titles = _titles(draft)
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
    held: list[list[str]] = []
    for row in rows:
        texts = [draft.text[cell.start : cell.end].strip() for cell in row]
        if len(row) == 2 and row[0].start in titles:
            yield from _rows(held)
            held = []
            yield from ("", f"## {titles[row[0].start][0]}", texts[1])
        else:
            held.append([re.sub(r"\s*\n\s*", " ", text).replace("|", "｜") for text in texts])
    yield from _rows(held)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    width = max(map(len, rows))
    yield ""
    for number, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "|" + "---|" * width
    yield ""
