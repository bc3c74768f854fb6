"""Agreement of two sets of levels, corrected for chance: the one figure that all reports of agreement share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def quadratic_kappa(pairs: Sequence[tuple[int, int]] | np.ndarray) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968): 1 full agreement, 0 chance, NaN where it is not defined.

    1 - observed / expected, both the mean squared distance of two levels: of the pairs, and of every level of one side
    with every level of the other. Distances are between the levels themselves, whichever of them occur. Not defined for
    fewer than two pairs or where all levels are one.
    """
    levels = np.asarray(pairs, dtype=float).reshape(-1, 2)
    if len(levels) < 2:
        return float("nan")
    observed = np.mean((levels[:, 0] - levels[:, 1]) ** 2)
    expected = np.sum(levels.var(axis=0)) + np.diff(levels.mean(axis=0))[0] ** 2
    return float(1 - observed / expected) if expected else float("nan")
