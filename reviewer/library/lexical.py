"""Lexical search: BM25 over Chinese words. The only place that imports bm25s and jieba."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

WORD = re.compile(r"\w")


@cache
def _tokenizer() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)  # jieba reports its dictionary on stderr
    return jieba.Tokenizer()


def split_words(text: str) -> list[str]:
    """Words for indexing, long words also as their parts (教学目标 → 教学, 目标, 教学目标); punctuation dropped."""
    return [word for word in _tokenizer().lcut_for_search(text.lower()) if WORD.search(word)]


class LexicalIndex:
    """BM25 scores of the passages in their order; `search` gives (passage number, score > 0), best first."""

    def __init__(self, retriever: Any) -> None:
        self._retriever = retriever

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        import bm25s

        retriever = bm25s.BM25()
        retriever.index([split_words(text) for text in texts], show_progress=False)
        return cls(retriever)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        import bm25s

        return cls(bm25s.BM25.load(str(folder)))

    def save(self, folder: Path) -> None:
        self._retriever.save(str(folder), show_progress=False)

    def search(self, text: str, k: int) -> list[tuple[int, float]]:
        known = [word for word in split_words(text) if word in self._retriever.vocab_dict]
        if not known:
            return []
        scores = self._retriever.get_scores(known)
        best = scores.argsort()[::-1][:k]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]
