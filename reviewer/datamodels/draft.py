"""The draft: text, its blocks, sections and sentences, and what was guessed about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple


class Source(NamedTuple):
    """Where the text of a block stands in the Word file it was read from.

    From `at` (counted from the block's start) up to the next source it comes from child element number `child` of
    paragraph number `paragraph`: both count from 0, paragraphs over the whole main part in document order. A text box
    counts as the child that holds it; `child` is -1 for what belongs to the whole paragraph, such as a note.
    """

    at: int
    paragraph: int
    child: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list entry or table cell of a draft, in reading order.

    Blocks never overlap; text between them (separators, blank lines) belongs to none. A table cell with several
    paragraphs is one block. `table` and `row` count from 1, `column` from 0; `column_title` is the text of the
    header cell above (学生活动 …) where the table has a header row.
    """

    start: int
    end: int
    kind: Literal["heading", "paragraph", "cell", "box", "header"] = "paragraph"
    level: int = 0  # heading depth from 1; 0 for anything but a heading
    table: int | None = None
    row: int | None = None
    column: int | None = None
    column_title: str | None = None
    page: int | None = None
    confidence: float = 1.0  # 0–1; below 1 only for text recognised from a picture
    sources: tuple[Source, ...] = ()  # only in drafts from Word files


@dataclass(frozen=True, slots=True)
class Section:
    """A titled stretch of the draft: from its heading (or label cell) to the next one of the same or higher rank."""

    title: str  # without numbering, marks and colon: 教学目标
    start: int  # of the heading itself
    body: int  # where the content after the heading starts
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of evidence: numbered from 1 over the whole draft, never crossing a block."""

    number: int
    start: int
    end: int
    block: int  # index into Draft.blocks


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text in the file that a reader of the page would not see; kept out of `Draft.text`."""

    quote: str
    how: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A value found in the text, and how sure: 1.0 given by the user, 0.0 nothing found."""

    value: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """One lesson or one homework sheet as extracted from a file."""

    name: str
    sha256: str  # of the file's bytes
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    kind: Guess
    title: Guess
    subject: Guess
    stage: Guess
    grade: Guess
    textbook: Guess = Guess(None, 0.0)  # 统编版, 人教版 …
    lesson_number: Guess = Guess(None, 0.0)  # 第2课时
    part: int = 1  # which of the lessons in the file this is, from 1
    parts: tuple[str, ...] = ()  # titles of all lessons in the file; empty if it holds only one
    warnings: tuple[str, ...] = ()
    hidden: tuple[HiddenText, ...] = ()

    def told(self, **known: str | None) -> Draft:
        """The draft with what the user knows: `subject="数学"` is then certain, an empty value means there is none."""
        guesses: dict[str, Any] = {name: Guess(value or None, 1.0 if value else 0.0) for name, value in known.items()}
        return replace(self, **guesses)

    def without(self, spans: Iterable[tuple[int, int]]) -> Draft:
        """The draft with these spans blanked; every other character keeps its place, and a sentence that is gone is none."""
        text = self.text
        for start, end in spans:
            text = text[:start] + re.sub(r"[^\n|]", " ", text[start:end]) + text[end:]
        return replace(
            self, text=text, sentences=tuple(one for one in self.sentences if text[one.start : one.end].strip())
        )

    def quote(self, start: int, end: int) -> str:
        return self.text[start:end]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or the nearest one before it."""
        index = bisect_right([block.start for block in self.blocks], offset) - 1
        return self.blocks[index] if index >= 0 else None

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`."""
        holding = [section for section in self.sections if section.start <= offset < section.end]
        return max(holding, key=lambda section: (section.start, section.level), default=None)

    def where(self, offset: int) -> str:
        """A place a teacher can find again: `教学过程 · 表2第3行 · 第2页`."""
        section, block = self.section_at(offset), self.block_at(offset)
        parts = [section.title] if section and section.title else []
        if block and block.table is not None and block.row is not None:
            parts.append(f"表{block.table}第{block.row}行")
        if block and block.page is not None:
            parts.append(f"第{block.page}页")
        return " · ".join(parts) or f"第{self.text.count(chr(10), 0, offset) + 1}行"
