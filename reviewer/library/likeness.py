"""How alike two texts are, word for word."""

from __future__ import annotations

import numpy as np

from reviewer.shingles import common

# Share of the shorter text's runs that also stand in the other. Different plans on one topic stay below 0.1; a plan
# with its nouns swapped, or one file saved twice, is far above.
COPY = 0.35
FEWEST = 50  # runs below which a text is too short to be called a copy of anything


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """0–1: of the shingles of both texts, the share of the smaller set that is in the larger; 0 with fewer than FEWEST."""
    smaller = min(len(one), len(other))
    return common(one, other) / smaller if smaller >= FEWEST else 0.0
