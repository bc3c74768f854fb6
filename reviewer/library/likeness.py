"""How alike two texts are, word for word: shared runs of SHINGLE characters."""

from __future__ import annotations

import re

SHINGLE = 6
# Share of the shorter text's runs that also stand in the other. Different plans on one topic stay below 0.1; a plan
# with its nouns swapped, or one file saved twice, is far above.
COPY = 0.35
FEWEST = 50  # runs below which a text is too short to be called a copy of anything


def shingles(text: str) -> frozenset[str]:
    """Runs of SHINGLE letters, digits or Chinese characters; punctuation and spaces don't count."""
    plain = re.sub(r"\W+", "", text)
    return frozenset(plain[start : start + SHINGLE] for start in range(len(plain) - SHINGLE + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0–1: the share of the smaller set that is in the larger; 0 where one has fewer than FEWEST runs."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= FEWEST else 0.0
