"""Rankings: the largest scores without a full sort, and several rankings fused into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

# Reciprocal rank fusion with the constant of Cormack, Clarke and Büttcher (SIGIR 2009).
RRF = 60
# What each ranking counts in the fused one; chosen on the even-numbered queries of eval/data/relevance.jsonl.
WEIGHTS = {"lexical": 0.4, "dense": 0.6}


def largest(scores: np.ndarray, k: int) -> np.ndarray:
    """Places of the `k` largest, largest first."""
    part = np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))
    found: np.ndarray = part[np.argsort(-scores[part], kind="stable")]
    return found


def fuse(rankings: Mapping[str, Sequence[tuple[int, float]]]) -> dict[int, float]:
    """One score for every number that a ranking (number, score; best first) holds: the weighted mean of 1 / (RRF + rank).

    A mean, so that a score is of the same size with one ranking and with two, and a preference weighs as much in both.
    """
    fused: dict[int, float] = {}
    whole = sum(WEIGHTS[name] for name in rankings)
    for name, ranking in rankings.items():
        for rank, (number, _) in enumerate(ranking, 1):
            fused[number] = fused.get(number, 0.0) + WEIGHTS[name] / whole / (RRF + rank)
    return fused
