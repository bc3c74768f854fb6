"""Drafts that are nearly one another: candidates by MinHash, each pair then compared for real.

Finding candidates grows with the number of drafts, not with the number of pairs; and each draft is compared with a few
others, so a sheet that a thousand teachers copied gives thousands of pairs and not half a million.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reviewer.shingles import common, shingles

PERMUTATIONS = 96
MOST_COMPARED = 5  # earlier drafts that one is compared with: those most alike by their sketches
CANDIDATE = 0.35  # estimated resemblance from which a pair is looked at
NEAR = 0.6  # share of the shorter draft's shingles that the other one has too
LEAST_SHINGLES = 60  # a draft shorter than this is like many others by chance
SHOWN = 60  # characters of a passage
_LINE = re.compile(r"[^\n。！？]+")


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two drafts by position. `shared` 0–1 is of the shorter one; `resemblance` 0–1 of both together (Jaccard)."""

    first: int
    second: int
    shared: float
    resemblance: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What two near drafts share at length and what only one has; each a passage of the draft itself, or empty."""

    common: str
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def find_near(texts: Iterable[str], text_of: Callable[[int], str]) -> list[NearPair]:
    """Pairs of drafts of which one holds most of the other, most alike first.

    Of more than MOST_COMPARED alike, each is paired with the nearest of those before it. `texts` is gone through once
    and not kept; `text_of(position)` gets a text again for the few that are compared.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    pairs: list[NearPair] = []
    sketches: dict[int, np.ndarray] = {}
    base = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    for position, text in enumerate(texts):
        found = shingles(text)
        if len(found) < LEAST_SHINGLES:
            continue
        sketch = base.copy()
        sketch.update_batch((found >> np.uint64(32)).tolist())  # MinHash takes 32 bits
        sketches[position] = sketch.hashvalues.astype(np.uint32)
        for other in _nearest(sketches, index.query(sketch), position):
            pair = _compare(other, position, shingles(text_of(other)), found)
            if pair.shared >= NEAR:
                pairs.append(pair)
        index.insert(position, sketch)
    return sorted(pairs, key=lambda pair: (-pair.shared, -pair.resemblance, pair.first, pair.second))


def _nearest(sketches: Mapping[int, np.ndarray], candidates: Iterable[int], position: int) -> list[int]:
    """The few candidates whose sketches agree most with that at `position`."""
    agreeing = {one: int((sketches[one] == sketches[position]).sum()) for one in candidates}
    return sorted(agreeing, key=lambda one: (-agreeing[one], one))[:MOST_COMPARED]


def _compare(first: int, second: int, left: np.ndarray, right: np.ndarray) -> NearPair:
    both = common(left, right)
    shared = both / max(1, min(len(left), len(right)))
    return NearPair(first, second, round(shared, 3), round(both / max(1, len(left) + len(right) - both), 3))


def differences(first: str, second: str, most: int = 3) -> Difference:
    """The longest sentence both drafts have, and the first few that only one has. Compared sentence by sentence."""
    left, right = _sentences(first), _sentences(second)
    common = max((line for line in left if line in right), key=len, default="")
    return Difference(
        _cut(common),
        tuple(_cut(line) for line in left if line not in right)[:most],
        tuple(_cut(line) for line in right if line not in left)[:most],
    )


def _sentences(text: str) -> dict[str, None]:
    return dict.fromkeys(line.strip() for line in _LINE.findall(text) if len(line.strip()) > 3)


def _cut(line: str) -> str:
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
