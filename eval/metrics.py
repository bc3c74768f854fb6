"""Agreement figures as pure functions. NaN where a figure is not defined (one class only, no data)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from reviewer.kappa import quadratic_kappa

Pairs = Sequence[tuple[int, int]]  # (truth, ours)


def accuracy(pairs: Pairs) -> float:
    return float(np.mean([truth == ours for truth, ours in pairs])) if pairs else math.nan


def balanced_accuracy(pairs: Pairs) -> float:
    """Mean recall of the classes that occur in the truth; NaN with fewer than two."""
    classes = {truth for truth, _ in pairs}
    if len(classes) < 2:
        return math.nan
    return float(np.mean([accuracy([pair for pair in pairs if pair[0] == name]) for name in classes]))


def auc(rows: Sequence[tuple[int, float]]) -> float:
    """Area under the ROC curve of (truth, score): how often a yes scores above a no; NaN where one of them is missing."""
    from sklearn.metrics import roc_auc_score

    truth = [row[0] for row in rows]
    return float(roc_auc_score(truth, [row[1] for row in rows])) if len(set(truth)) == 2 else float("nan")


def kappa(pairs: Pairs, *, quadratic: bool = False) -> float:
    """Cohen's kappa; with `quadratic` the weighted form (QWK) used for levels."""
    if quadratic:
        return quadratic_kappa(pairs)
    if not pairs or len({value for pair in pairs for value in pair}) < 2:
        return math.nan
    from sklearn.metrics import cohen_kappa_score

    truth, ours = zip(*pairs, strict=True)
    return float(cohen_kappa_score(truth, ours))


def mean_absolute_error(pairs: Sequence[tuple[float, float]]) -> float:
    return float(np.mean([abs(truth - ours) for truth, ours in pairs])) if pairs else math.nan


def spread(values: Sequence[float]) -> float:
    """Standard deviation: a judge that gives everyone the same level has 0 and fails, whatever its error."""
    return float(np.std(values)) if values else math.nan


def bootstrap(groups: Sequence[Pairs], figure: Callable[[Pairs], float], rounds: int = 500) -> tuple[float, float]:
    """95% interval of `figure` by resampling whole drafts (their answers are not independent), seeded."""
    if not groups:
        return math.nan, math.nan
    random = np.random.default_rng(0)
    values = []
    for _ in range(rounds):
        chosen = random.integers(0, len(groups), len(groups))
        values.append(figure([pair for index in chosen for pair in groups[index]]))
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return math.nan, math.nan
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)
