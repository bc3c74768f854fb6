"""One fixture: body XML → the extract and its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer.datamodels import Block
from reviewer.documents.layout import lay_out
from reviewer.documents.pieces import Extract
from reviewer.documents.word.document import read_word


@dataclass(frozen=True)
class Reading:
    """What one document gave, laid out."""

    extract: Extract
    text: str
    blocks: tuple[Block, ...]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return self.extract.hidden

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def cells(self) -> list[tuple[int | None, int | None, int | None, str, str | None]]:
        """Table, row, column, text and column title of every cell."""
        cells = [b for b in self.blocks if b.kind == "cell"]
        return [(b.table, b.row, b.column, self.text[b.start : b.end], b.column_title) for b in cells]


@pytest.fixture
def read(make_docx) -> Callable[..., Reading]:
    def read(body: str, *, exchange: Path | None = None, **parts: str | bytes) -> Reading:
        extract = read_word(make_docx(body, **parts), exchange)
        return Reading(extract, *lay_out(extract.pieces))

    return read
