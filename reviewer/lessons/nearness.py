"""How near in meaning an objective is to what is done in class.

Vectors of one model crowd around a common direction, which says nothing about content; taking it off lets what is left
be compared (Mu & Viswanath 2018, *All-but-the-Top*, arXiv 1702.01417). So a step can be the mean of its sentences, which
are embedded anyway, and tells objectives apart as well as a vector of the whole step does: `python -m eval aligning`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from reviewer.datamodels import Embedder

SCALE = Path(__file__).with_name("nearness.json")


class Scale(BaseModel):
    """What was learnt from written lessons (`python -m eval.aligning`); it belongs to one embedding model.

    A cosine of centred vectors is 0 at `low` and below, 1 at `high` and above.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    objectives: tuple[float, ...] = Field(min_length=1)  # mean vector of objectives
    sentences: tuple[float, ...] = Field(min_length=1)  # mean vector of the sentences of steps
    low: float
    high: float
    examples: dict[str, int]  # how many of each it was learnt from


@dataclass(frozen=True)
class Meaning:
    """An embedder with the scale that belongs to it."""

    embedder: Embedder
    scale: Scale

    def near(self, objectives: Sequence[str], passages: Sequence[Sequence[str]]) -> np.ndarray:
        """(objectives, passages), 0–1. A passage is its sentences: those of a draft are embedded anyway."""
        cosines = self.cosines(objectives, passages)
        near: np.ndarray = np.clip((cosines - self.scale.low) / (self.scale.high - self.scale.low), 0.0, 1.0)
        return near

    def cosines(self, objectives: Sequence[str], passages: Sequence[Sequence[str]]) -> np.ndarray:
        """Of centred vectors; a passage is the mean of its sentences, each weighted by its length."""
        rows = self.embedder.encode([sentence for passage in passages for sentence in passage])
        means, start = [], 0
        for passage in passages:
            means.append(
                np.average(rows[start : start + len(passage)], axis=0, weights=[len(one) or 1 for one in passage])
            )
            start += len(passage)
        aims = _unit(self.embedder.encode(objectives, query=True) - np.array(self.scale.objectives))
        cosines: np.ndarray = aims @ _unit(_unit(np.stack(means)) - np.array(self.scale.sentences)).T
        return cosines


def get_meaning(embedder: Embedder | None) -> Meaning | None:
    """None without an embedder, or with one that the shipped scale does not belong to."""
    scale = _read_scale()
    return Meaning(embedder, scale) if embedder is not None and embedder.fingerprint == scale.fingerprint else None


def _unit(rows: np.ndarray) -> np.ndarray:
    unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


@cache
def _read_scale() -> Scale:
    return Scale.model_validate_json(SCALE.read_text(encoding="utf-8"))
