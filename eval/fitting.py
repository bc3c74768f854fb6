"""Weights of the witnesses – code, finder, model – from what they said of drafts with known answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reviewer.judging.calibration import Weights, combine

# Prior standard deviations, in log-odds per unit: the common slopes are free, an indicator's own offset and slopes are
# drawn towards the common ones. With about 20 drafts an indicator, weaker shrinking follows single drafts.
COMMON, OWN_OFFSET, OWN_SLOPE = 3.0, 0.7, 0.25
# Drafts made for the project hold many near misses: how often they say yes, in all and of one indicator, says little of how
# often teachers' do. Slopes are shared by both: code was mended on real drafts, which would make it look better than it is.
MADE_OFFSET, MADE_OWN = 1.0, 0.7
# A quarter of what the default local model says beyond its leaning (eval/leanings.py): it turns no answer that the others
# are sure of. `python -m eval witnesses` prints what this slope gives on drafts left out, and steeper ones beside it.
MODEL_SLOPE = 0.25
CODE_ONLY = Weights(offset=0.0, code=1.0, finder=0.0)  # code taken at its word, nobody else heard


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of one draft: what the witnesses say, in log-odds (`model` None: not asked), and the truth.

    `made`: the draft was written for the project, with its answers, and is no teacher's. `both`: the indicator's basis.
    """

    draft: str
    indicator: str
    code: float
    finder: float
    model: float | None
    yes: bool
    made: bool = False
    both: bool = False


def decide(quick: Weights, row: Row, full: Weights | None = None) -> float:
    """Log-odds as a review would have them; with `full`, the weights where the model has answered, it is heard too."""
    model = row.model if full is not None else None
    return combine(quick, full or quick, row.code, row.finder, model, both=row.both)


def fit(rows: Sequence[Row], witnesses: Sequence[str], made: bool = False) -> dict[str, Weights]:
    """Weights of code and finder per indicator by one logistic regression with common slopes and shrunken own ones.

    They are for teachers' drafts, or for those `made` for the project.
    """
    names = sorted({row.indicator for row in rows})
    said = [[getattr(row, witness) for witness in witnesses] for row in rows]
    own, shift = _regress(rows, names, said)
    fitted = {}
    for name, values, more in zip(names, own, shift, strict=True):
        slopes = np.maximum(values[1:], 0.0).round(4).tolist()
        known = dict.fromkeys(("code", "finder", "model"), 0.0) | dict(zip(witnesses, slopes, strict=True))
        fitted[name] = Weights(offset=round(float(values[0] + made * more), 4), **known)
    return fitted


def _regress(
    rows: Sequence[Row], names: Sequence[str], said: Sequence[Sequence[float]]
) -> tuple[np.ndarray, np.ndarray]:
    """By indicator: (offset and slopes for teachers' drafts; what is added to the offset for made ones)."""
    from sklearn.linear_model import LogisticRegression

    width, count = 1 + len(said[0]), len(names)
    scale = np.array([OWN_OFFSET, *([OWN_SLOPE] * (width - 1))])
    table = np.zeros((len(rows), width * (1 + count) + 1 + count))
    apart = table[:, width * (1 + count) :]  # common to all made drafts, then by indicator
    for line, extra, row, values in zip(table, apart, rows, said, strict=True):
        at = names.index(row.indicator)
        line[:width] = COMMON * np.array([1.0, *values])
        line[width * (1 + at) : width * (2 + at)] = scale * np.array([1.0, *values])
        extra[0], extra[1 + at] = row.made * MADE_OFFSET, row.made * MADE_OWN
    fitted = LogisticRegression(C=1.0, max_iter=5000, fit_intercept=False).fit(table, [row.yes for row in rows])
    common, own, shift = np.split(fitted.coef_[0], [width, width * (1 + count)])
    return common * COMMON + own.reshape(count, width) * scale, shift[0] * MADE_OFFSET + shift[1:] * MADE_OWN
