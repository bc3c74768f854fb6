"""The documents with known text: this project's exemplars as headings, paragraphs, numbered lists and process tables.

Each lesson step becomes one row block of a table 教学环节 | 教师活动 | 学生活动 | 设计意图, its name merged over the rows: the shape
most 教案 have. Who says what is of no matter here; that no cell is lost and each keeps its column is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

from reviewer.config import ROOT

EXEMPLARS = ROOT / "corpora" / "exemplars"
COLUMNS = ("教学环节", "教师活动", "学生活动", "设计意图")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
NUMBERED = re.compile(r"(\d{1,2})\. (.+)")
HEADING = re.compile(r"(#{1,3}) (.+)")
STEP = re.compile(r"(?:### |\*\*)(?P<name>[^*]+?)(?:\*\*)?")
MINUTES = re.compile(r"分钟[)）]\*\*$")
RULE = re.compile(r"[|\s:-]+")
PROCESS = re.compile(r"教师|学生|意图")
MARKS = re.compile(r"\*\*|(?<![*\w])\*(?=\S)|(?<=\S)\*(?![*\w])|^[-*>] ")
SHORTEST_CELL = 6  # characters: shorter ones may well stand elsewhere in the text too


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: the column title above it (None in header rows and tables without), what it covers, a table inside it."""

    text: str
    role: str | None = None
    rows: int = 1
    columns: int = 1
    inner: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One visible stretch of a document. `label` is the number Word draws before a list entry."""

    kind: Literal["heading", "paragraph", "item", "table", "box", "fraction", "note"]
    text: str = ""
    level: int = 0
    label: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()

    def texts(self) -> Iterator[str]:
        """Everything a reader of the page sees of this block, in order."""
        if self.kind == "table":
            for cell in (cell for row in self.rows for cell in row):
                yield cell.text
                yield from (text for row in cell.inner for text in row)
        else:
            yield self.label + self.text


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "\n".join(text for block in self.blocks for text in block.texts())

    def cells(self) -> list[Cell]:
        """The cells that can be told apart from the rest of the text."""
        found = [cell for block in self.blocks for row in block.rows for cell in row]
        whole = squeeze(self.text)
        return [
            cell for cell in found if len(squeeze(cell.text)) >= SHORTEST_CELL and whole.count(squeeze(cell.text)) == 1
        ]


def squeeze(text: str) -> str:
    """`text` without any blanks: where lines break is the typesetter's affair."""
    return re.sub(r"\s+", "", text)


def load_sources(folder: Path = EXEMPLARS) -> list[Source]:
    """One source for each exemplar, lessons first, in the order of their names."""
    paths = sorted((folder / "lessons").glob("*.md")) + sorted((folder / "homework").glob("*.md"))
    return [Source(path.stem, tuple(_blocks(_body(path), is_lesson=path.stem.startswith("l-")))) for path in paths]


def _body(path: Path) -> list[str]:
    text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _blocks(lines: Sequence[str], *, is_lesson: bool) -> Iterator[Block]:
    """Lines → blocks; the steps of a lesson and every Markdown table become tables."""
    number = 0
    for is_table, group in _groups(lines, is_lesson=is_lesson):
        if is_table:
            yield Block("table", rows=tuple(_process_rows(group) if isinstance(group[0], list) else _table_rows(group)))
            continue
        for line in group:
            heading, numbered = HEADING.match(line), NUMBERED.match(line)
            number = number + 1 if numbered and int(numbered[1]) == number + 1 else 0
            if heading:
                yield Block("heading", plain(heading[2]), level=len(heading[1]))
            elif numbered and number:
                yield Block("item", plain(numbered[2]), label=f"{number}.")
            else:
                yield Block("paragraph", plain(line))


def _groups(lines: Sequence[str], *, is_lesson: bool) -> Iterator[tuple[bool, list[Any]]]:
    """Runs of plain lines, of Markdown table lines, and of lesson steps (each a list: name, then its lines)."""
    steps: list[list[str]] = []
    plain_lines: list[str] = []
    table: list[str] = []
    for line in [*lines, "# "]:
        step = STEP.fullmatch(line) if is_lesson and (line.startswith("### ") or MINUTES.search(line)) else None
        inside = bool(steps) and not (HEADING.match(line) or line == "# ")
        if (plain_lines and (step or line.startswith("|") or line == "# ")) and not steps:
            yield False, plain_lines
            plain_lines = []
        if table and not line.startswith("|"):
            yield True, table
            table = []
        if step:
            steps.append([step["name"]])
        elif inside:
            steps[-1].append(line)
        else:
            if steps:
                yield True, steps
                steps = []
            (table if line.startswith("|") else plain_lines).append(line)


def _table_rows(lines: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """A Markdown table; its header gives roles if it is one of a teaching process."""
    rows = [[plain(cell.strip()) for cell in line.strip("|").split("|")] for line in lines if not RULE.fullmatch(line)]
    titles = rows[0] if sum(bool(PROCESS.search(title)) for title in rows[0]) >= 2 else []
    yield tuple(Cell(text) for text in rows[0])
    for row in rows[1:]:
        yield tuple(Cell(text, title) for text, title in zip_longest(row, titles) if text is not None)


def _process_rows(steps: Sequence[Sequence[str]]) -> Iterator[tuple[Cell, ...]]:
    """Header row, then for each step as many rows as it has pairs of paragraphs; its name spans them."""
    yield tuple(Cell(title) for title in COLUMNS)
    for name, *texts in steps:
        texts = [plain(text) for text in texts if not text.startswith("|")] or [name]
        pairs = [texts[index : index + 2] for index in range(0, len(texts), 2)]
        for index, pair in enumerate(pairs):
            first = (Cell(plain(name), COLUMNS[0], rows=len(pairs)),) if index == 0 else ()
            second = pair[1] if len(pair) > 1 else "独立完成"
            why = f"意图{index + 1}：承接“{plain(name)[:8]}”。"
            yield (*first, Cell(pair[0], COLUMNS[1]), Cell(second, COLUMNS[2]), Cell(why, COLUMNS[3]))


def plain(text: str) -> str:
    """A Markdown line as it is read, without marks of emphasis and lists."""
    return MARKS.sub("", text).strip()
