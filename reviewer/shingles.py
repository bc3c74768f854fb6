"""A text as the set of its runs of six signs, for telling copies: Broder 1997, *On the resemblance and containment of documents*."""

from __future__ import annotations

import re

import numpy as np

SHINGLE = 6  # letters, digits or Chinese characters in a row
_BETWEEN = re.compile(r"[\W_]+")  # blanks and punctuation don't count
_STEP, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)  # odd, so nothing is lost (SplitMix64)


def shingles(text: str) -> np.ndarray:
    """Hashes (uint64, sorted, no two alike) of all runs of SHINGLE signs; all 64 bits are equally good."""
    signs = _BETWEEN.sub("", text).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(signs, dtype="<u4").astype(np.uint64)
    hashed = np.zeros(max(0, len(codes) - SHINGLE + 1), dtype=np.uint64)
    for at in range(SHINGLE):
        hashed = hashed * _STEP + codes[at : at + len(hashed)]
        hashed ^= hashed >> np.uint64(31)
    hashed = hashed * _MIX
    return np.unique(hashed ^ (hashed >> np.uint64(32)))


def common(one: np.ndarray, other: np.ndarray) -> int:
    """How many runs two texts share."""
    return len(np.intersect1d(one, other, assume_unique=True))
