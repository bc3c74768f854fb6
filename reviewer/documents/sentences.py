"""Sentences: the numbered units that evidence points at, always verbatim slices of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Block, Sentence

CLOSERS = "”’\"'）)】」』》*`"
# Ends of sentences with closing quotes and brackets, line ends, <br>, and an English full stop before a capital or a character.
BREAK = re.compile(
    rf"(?:[。！？!?；;]|……)+[{CLOSERS}]*|\n|<[bB][rR]\s*/?>|(?<=[a-z][a-z])\.(?=\s+[A-Z\"“\u4e00-\u9fff])|$"
)
LEADING = re.compile(r"(?:[\s　>#|•·●○■□◆◇▶▲★☆✓—]|[-+√](?=\s)|\*+|`+(?=\s))+")
TRAILING = " \t\n\r　*|#`~"
WORD = re.compile(r"[^\W_]")


def find_sentences(text: str, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """All sentences of the blocks, numbered from 1. Parts without any letter, digit or character are skipped."""
    sentences: list[Sentence] = []
    for index, block in enumerate(blocks):
        start = block.start
        for match in BREAK.finditer(text, block.start, block.end):
            if match.start() >= block.end and start >= block.end:
                break
            is_mark = not match.group() or match.group()[0] in "\n<"
            span = _trimmed(text, start, match.start() if is_mark else match.end())
            if span:
                sentences.append(Sentence(len(sentences) + 1, *span, index))
            start = match.end()
    return tuple(sentences)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without list and Markdown marks at both ends; None if no word is left."""
    lead = LEADING.match(text, start, end)
    start = lead.end() if lead else start
    end = start + len(text[start:end].rstrip(TRAILING))
    return (start, end) if WORD.search(text, start, end) else None
