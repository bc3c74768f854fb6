"""A sheet from plain text, without the readers: one block a line, sentences by their full stops."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest

from reviewer.datamodels import Block, Draft, Guess, Sentence

SheetMaker = Callable[..., Draft]


def build_sheet(text: str, *, name: str = "作业.txt", grade: str | None = None, stage: str | None = None) -> Draft:
    blocks: list[Block] = []
    for match in re.finditer(r"[^\n]+", text):
        if match[0].strip():
            mark = re.match(r"(#{1,6})\s", match[0])
            level = len(mark[1]) if mark else 0
            blocks.append(Block(match.start(), match.end(), "heading" if mark else "paragraph", level))
    sentences: list[Sentence] = []
    for index, block in enumerate(blocks):
        for match in re.finditer(r"[^。！？?]+[。！？?]?", text[block.start : block.end]):
            start, end = block.start + match.start(), block.start + match.end()
            sentences.append(Sentence(len(sentences) + 1, start, end, index))

    def guess(value: str | None) -> Guess:
        return Guess(value, 1.0 if value else 0.0)

    title = text.strip().split("\n", 1)[0].strip("# ")
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Draft(
        name, sha, text, tuple(blocks), (), tuple(sentences),
        guess("homework"), guess(title), guess(None), guess(stage), guess(grade),
    )  # fmt: skip


@pytest.fixture
def sheet() -> SheetMaker:
    return build_sheet
