"""Dense search over unit vectors. The only place that imports faiss.

Up to EXACT passages, all of them or those that a filter leaves, every cosine is computed. Beyond, faiss finds
candidates in inverted lists of vectors in 8 bits (from HUGE on: product quantisation in 64 bytes), memory-mapped, and
the kept vectors (16-bit floats, memory-mapped) put the best of them into exact order.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from reviewer.library.query import Query
from reviewer.library.ranking import largest

EXACT = 10_000  # about 7 ms
HUGE = 3_000_000
PER_LIST = 48  # vectors a list is trained on; faiss asks for 39
REFINE = 4  # candidates taken from the compressed index for each one wanted
PROBED = 0.016  # share of the lists looked into without a filter
INDEX, VECTORS = "dense.faiss", "vectors.npy"


class VectorSearch(Protocol):
    """What the library asks of its vectors, on this machine or elsewhere."""

    def search(
        self, vector: np.ndarray, k: int, admitted: np.ndarray | None = None, query: Query | None = None
    ) -> list[tuple[int, float]]:
        """(passage number, cosine), best first, of the admitted passages (all if None).

        `admitted` is what the filters of `query` come to: a backend uses the one or the other.
        """
        ...

    def cosines(self, vector: np.ndarray, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """The cosine of each of these passages; all of them only in their order."""
        ...


class DenseIndex:
    """Vectors of the passages in their order, with a compressed index over them where there are many."""

    def __init__(self, vectors: np.ndarray, compressed: Any = None) -> None:
        self._vectors = vectors if compressed is not None else np.asarray(vectors, dtype=np.float32)
        self._compressed = compressed

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        vectors = np.load(folder / VECTORS, mmap_mode="r")
        if not (folder / INDEX).exists():
            return cls(vectors)
        faiss = _faiss()
        return cls(vectors, faiss.read_index(str(folder / INDEX), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY))

    def search(
        self, vector: np.ndarray, k: int, admitted: np.ndarray | None = None, query: Query | None = None
    ) -> list[tuple[int, float]]:
        rows = None if admitted is None else np.flatnonzero(admitted)
        if self._compressed is not None and (rows is None or len(rows) > EXACT):
            rows = self._candidates(vector, max(REFINE * k, 100), admitted, rows)
        elif rows is None:
            rows = np.arange(len(self._vectors))
        cosines = self.cosines(vector, rows)
        best = largest(cosines, k)
        return [(int(rows[place]), float(cosines[place])) for place in best]

    def cosines(self, vector: np.ndarray, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        chosen = self._vectors if len(rows) == len(self._vectors) else self._vectors[rows]
        found: np.ndarray = chosen.astype(np.float32, copy=False) @ vector.reshape(-1).astype(np.float32)
        return found

    def _candidates(
        self, vector: np.ndarray, k: int, admitted: np.ndarray | None, rows: np.ndarray | None
    ) -> np.ndarray:
        faiss = _faiss()
        lists = self._compressed.nlist
        share = 1.0 if rows is None else len(rows) / len(self._vectors)
        probed = min(lists, max(24, int(lists * PROBED / share**0.5)))
        chosen = None if admitted is None else faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))
        wanted = faiss.SearchParametersIVF(sel=chosen, nprobe=probed)
        _, found = self._compressed.search(vector.reshape(1, -1).astype(np.float32), k, params=wanted)
        return np.unique(found[found >= 0])


def _faiss() -> Any:
    import faiss

    return faiss


def build_dense(folder: Path, previous: Path | None, kept: int) -> None:
    """Write the compressed index of `folder`'s vectors where they are more than EXACT.

    `previous` is an index folder whose first `kept` vectors are the first of this one: its trained lists are used
    again, and where all of them were kept only the new ones are added.
    """
    vectors = np.load(folder / VECTORS, mmap_mode="r")
    if len(vectors) <= EXACT:
        return
    faiss = _faiss()
    index, done = _trained(vectors, previous, kept)
    for start in range(done, len(vectors), 50_000):
        index.add(np.asarray(vectors[start : start + 50_000], dtype=np.float32))
    faiss.write_index(index, str(folder / INDEX))


def _trained(vectors: np.ndarray, previous: Path | None, kept: int) -> tuple[Any, int]:
    """A trained index, and how many of the vectors are in it. Lists trained for less than half as many are not reused."""
    faiss = _faiss()
    if previous is not None and (previous / INDEX).exists() and kept > len(vectors) / 2:
        index = faiss.read_index(str(previous / INDEX))
        if index.ntotal == kept:
            return index, kept
        index.reset()
        return index, 0
    lists = int(2 * len(vectors) ** 0.5)
    code = "PQ64x8" if len(vectors) > HUGE else "SQ8"
    index = faiss.index_factory(vectors.shape[1], f"IVF{lists},{code}", faiss.METRIC_INNER_PRODUCT)
    sample = np.random.default_rng(0).choice(len(vectors), min(len(vectors), lists * PER_LIST), replace=False)
    index.train(np.asarray(vectors[np.sort(sample)], dtype=np.float32))
    return index, 0
