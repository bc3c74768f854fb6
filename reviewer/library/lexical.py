"""Lexical search: BM25 over Chinese words and subject terms. The only place that imports bm25s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.library.ranking import largest
from reviewer.words import tokenizer

WORD = re.compile(r"\w")
# In a large library a word of more than a tenth of the passages (学生, 小学) decides nothing and costs the most time:
# it is left out where rarer words are there to search by.
LARGE, COMMON = 20_000, 0.1


def split_words(text: str) -> list[str]:
    """Words for indexing, long words also as their parts (教学目标 → 教学, 目标, 教学目标); punctuation dropped."""
    return [word for word in tokenizer().lcut_for_search(text.lower()) if WORD.search(word)]


@dataclass(frozen=True, slots=True)
class Words:
    """The passages as word numbers: `vocabulary` gives the number of a word, which never changes; rows by `ends`."""

    vocabulary: dict[str, int]
    numbers: np.ndarray
    ends: np.ndarray

    @property
    def rows(self) -> list[np.ndarray]:
        numbers = np.asarray(self.numbers)  # slices of a memory map itself are slow to make
        ends = self.ends.tolist()
        return [numbers[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)] if ends else []


def number_words(texts: Iterable[str], vocabulary: dict[str, int]) -> list[np.ndarray]:
    """Each text as word numbers; new words are added to `vocabulary`."""
    return [
        np.array([vocabulary.setdefault(word, len(vocabulary)) for word in split_words(text)], dtype=np.int32)
        for text in texts
    ]


def _score_words(words: Words, k1: float, b: float) -> dict[str, Any]:
    """Lucene's BM25, bm25s's default: column by column the score of a word in each passage that has it.

    ln(1 + (N − df + ½) / (df + ½)) · tf / (tf + k1 · (1 − b + b · length / mean length)).
    """
    from scipy import sparse

    total = len(words.ends)
    starts = np.concatenate([[0], words.ends])
    ones = np.ones(len(words.numbers), dtype=np.float32)
    counts = sparse.csr_matrix((ones, words.numbers, starts), shape=(total, len(words.vocabulary))).tocsc()
    counts.sum_duplicates()
    mean = max(len(words.numbers), 1) / max(total, 1)
    weights = (k1 * (1 - b + b * np.diff(starts) / mean)).astype(np.float32)
    found = np.diff(counts.indptr)
    rarity = np.log1p((total - found + 0.5) / (found + 0.5)).astype(np.float32)
    scores = counts.data / (counts.data + weights[counts.indices])
    scores *= np.repeat(rarity, found)
    return {"data": scores, "indices": counts.indices, "indptr": counts.indptr, "num_docs": total}


class LexicalIndex:
    """BM25 scores of the passages in their order, memory-mapped."""

    def __init__(self, retriever: Any) -> None:
        self._retriever = retriever

    @classmethod
    def build(cls, words: Words) -> LexicalIndex:
        """What `bm25s.BM25().index` makes of the same words, counted for all passages at once: many times as quick."""
        import bm25s

        retriever = bm25s.BM25()
        retriever.scores = _score_words(words, retriever.k1, retriever.b)
        retriever.nonoccurrence_array = None  # for other variants of BM25
        retriever.vocab_dict = words.vocabulary
        retriever.unique_token_ids_set = set(words.vocabulary.values())
        return cls(retriever)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        import bm25s

        return cls(bm25s.BM25.load(str(folder), mmap=True))

    def save(self, folder: Path) -> None:
        self._retriever.save(str(folder), show_progress=False)

    def search(self, text: str, k: int, admitted: np.ndarray | None = None) -> list[tuple[int, float]]:
        """(passage number, score > 0), best first, of the admitted passages (all if None)."""
        known = self._telling(self._retriever.get_tokens_ids(split_words(text)))
        if not known:
            return []
        scores = self._retriever.get_scores_from_ids(known)
        rows = np.flatnonzero(scores > 0 if admitted is None else (scores > 0) & admitted)
        return [(int(rows[place]), float(scores[rows[place]])) for place in largest(scores[rows], k)]

    def _telling(self, known: Sequence[int]) -> list[int]:
        total = self._retriever.scores["num_docs"]
        if total <= LARGE:
            return list(known)
        starts = self._retriever.scores["indptr"]
        rare = [word for word in known if starts[word + 1] - starts[word] <= COMMON * total]
        return rare or list(known)
