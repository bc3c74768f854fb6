"""Weights of the witnesses – code, finder, model – from what they said of drafts with known answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reviewer.judging.calibration import Weights

# Prior standard deviations, in log-odds per unit: the common slopes are free, an indicator's own offset and slopes are
# drawn towards the common ones. With about 20 drafts an indicator, weaker shrinking follows single drafts.
COMMON, OWN_OFFSET, OWN_SLOPE = 3.0, 0.7, 0.25
# A quarter of what the default local model says beyond its leaning (eval/leanings.py): it turns no answer that the others
# are sure of. `python -m eval witnesses` prints what this slope gives on drafts left out, and steeper ones beside it.
MODEL_SLOPE = 0.25
CODE_ONLY = Weights(offset=0.0, code=1.0, finder=0.0)  # code taken at its word, nobody else heard


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of one draft: what the witnesses say, in log-odds (`model` None: not asked), and the truth."""

    draft: str
    indicator: str
    code: float
    finder: float
    model: float | None
    yes: bool


def decide(weights: Weights, row: Row) -> float:
    known = weights.offset + weights.code * row.code + weights.finder * row.finder
    return known + weights.model * (row.model or 0.0)


def fit(rows: Sequence[Row], witnesses: Sequence[str]) -> dict[str, Weights]:
    """Weights of code and finder per indicator by one logistic regression with common slopes and shrunken own ones."""
    names = sorted({row.indicator for row in rows})
    said = [[getattr(row, witness) for witness in witnesses] for row in rows]
    common, own = _regress(rows, names, said, OWN_SLOPE)
    fitted = {}
    for name, values in zip(names, own, strict=True):
        slopes = np.maximum(common[1:] + values[1:], 0.0).round(4).tolist()
        known = dict.fromkeys(("code", "finder", "model"), 0.0) | dict(zip(witnesses, slopes, strict=True))
        fitted[name] = Weights(offset=round(float(common[0] + values[0]), 4), **known)
    return fitted


def _regress(
    rows: Sequence[Row], names: Sequence[str], said: Sequence[Sequence[float]], own_slope: float
) -> tuple[np.ndarray, np.ndarray]:
    """(offset and slopes common to all, the same for each indicator as a difference from it)."""
    from sklearn.linear_model import LogisticRegression

    width = 1 + len(said[0])
    scale = np.array([OWN_OFFSET, *([own_slope] * (width - 1))])
    table = np.zeros((len(rows), width * (1 + len(names))))
    for line, row, values in zip(table, rows, said, strict=True):
        line[:width] = COMMON * np.array([1.0, *values])
        at = width * (1 + names.index(row.indicator))
        line[at : at + width] = scale * np.array([1.0, *values])
    fitted = LogisticRegression(C=1.0, max_iter=5000, fit_intercept=False).fit(table, [row.yes for row in rows])
    coefficients = fitted.coef_[0]
    return coefficients[:width] * COMMON, coefficients[width:].reshape(len(names), width) * scale
