"""Rankings: the largest scores without a full sort, and several rankings fused into one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# Reciprocal rank fusion with the constant of Cormack, Clarke and Büttcher (SIGIR 2009).
RRF = 60


def largest(scores: np.ndarray, k: int) -> np.ndarray:
    """Places of the `k` largest, largest first."""
    part = np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))
    found: np.ndarray = part[np.argsort(-scores[part], kind="stable")]
    return found


def fuse(rankings: Sequence[Sequence[tuple[int, float]]]) -> dict[int, float]:
    """One score for every number that a ranking (number, score; best first) holds: the sum of 1 / (RRF + rank)."""
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, (number, _) in enumerate(ranking, 1):
            fused[number] = fused.get(number, 0.0) + 1 / (RRF + rank)
    return fused
