"""A library of any size made from the shipped one: vectors shaped like its own, texts repeated with edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from reviewer.library.exemplars import Exemplar
from reviewer.library.passages import IndexedPassage

PASSAGES_EACH = 15
BODY = 400  # characters of an exemplar's body that are kept: bodies are not searched, and would only fill the disk
CHANGED, NEW = 0.2, 0.02  # share of words exchanged, and share of words that no text had before
NEW_WORDS = 200_000


class Shape:
    """Draws unit vectors like those given: between two of them, with noise along their own directions of variation.

    Cosines between unrelated vectors and the share of near neighbours so stay like those of real passages.
    """

    def __init__(self, real: np.ndarray, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._real = real.astype(np.float32)
        centred = self._real - self._real.mean(axis=0)
        _, spread, directions = np.linalg.svd(centred, full_matrices=False)
        self._noise = (spread / len(real) ** 0.5)[:, None] * directions

    def draw(self, count: int, noise: float = 0.5) -> np.ndarray:
        """(count, d) float32, rows of length 1."""
        first, second = self._real[self._random.integers(0, len(self._real), (2, count))]
        share = self._random.uniform(0, 0.5, (count, 1)).astype(np.float32)
        rows = (1 - share) * first + share * second + noise * self._wander(count)
        normed: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return normed

    def near(self, rows: np.ndarray, noise: float = 0.3) -> np.ndarray:
        """A query for each of these vectors: the vector and some noise."""
        moved = rows.astype(np.float32) + noise * self._wander(len(rows))
        normed: np.ndarray = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return normed

    def _wander(self, count: int) -> np.ndarray:
        noise: np.ndarray = self._random.standard_normal((count, len(self._noise)), dtype=np.float32) @ self._noise
        return noise


def edit_words(
    rows: list[np.ndarray], vocabulary: int, count: int, seed: int = 1
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """`count` texts as word numbers: real ones in turn, words exchanged for words as frequent, a few for new ones.

    Comes in parts, each all real texts one after the other: (words, number of words of each text).
    """
    random = np.random.default_rng(seed)
    every = np.concatenate(rows).astype(np.int32)
    lengths = np.array([len(row) for row in rows])
    for start in range(0, count, len(rows)):
        told = lengths[: count - start]
        words = every[: told.sum()].copy()
        chance = random.random(len(words), dtype=np.float32)
        swapped = np.flatnonzero(chance < CHANGED)
        words[swapped] = every[random.integers(0, len(every), len(swapped))]
        new = np.flatnonzero(chance > 1 - NEW)
        words[new] = vocabulary + random.zipf(1.3, len(new)) % NEW_WORDS
        yield words, told


def multiply(
    exemplars: list[Exemplar], passages: list[IndexedPassage], count: int, seed: int = 2
) -> tuple[list[Exemplar], list[IndexedPassage]]:
    """`count` passages, PASSAGES_EACH of each exemplar; subjects and stages in other combinations than the real ones."""
    random = np.random.default_rng(seed)
    subjects = sorted({one.subject for one in exemplars})
    made = []
    for number in range(-(-count // PASSAGES_EACH)):
        one = exemplars[number % len(exemplars)]
        subject = subjects[random.integers(len(subjects))]
        stage = ("小学", "初中", "高中")[random.integers(3)]
        made.append(replace(one, id=f"s-{number}", subject=subject, stage=stage, body=one.body[:BODY], strengths=()))
    spread = [
        replace(passages[number % len(passages)], exemplar=made[number // PASSAGES_EACH].id) for number in range(count)
    ]
    return made, spread
