"""Fitting a severity: heavily regularised, cross-validated, and shipped only where it helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

import numpy as np

from reviewer.judging.levels import round_level
from reviewer.judging.severity import LEVELS, Agreement, Leaning, base_level, reach
from reviewer.rubrics import Rule

LEAST_DRAFTS = 12  # below this a leaning follows single drafts
# How freely each part may move (prior standard deviations in log-odds): the slope freely, the four steps together and each
# a little, single indicators hardly.
SLOPE, SHIFT, STEP, WEIGHT = 2.0, 1.5, 0.5, 0.3
FOLDS, ROUNDS = 10, 400


@dataclass(frozen=True, slots=True)
class Scored:
    """One draft's criterion: the indicators' probabilities of this machine, and the people's level."""

    probabilities: Mapping[str, float]
    level: int


def fit_leaning(scored: Sequence[Scored], rule: Rule) -> Leaning | str:
    """The leaning, or in plain Chinese why this criterion is better left to the rule.

    Agreement is measured on drafts left out of the fit (FOLDS parts), beside the rule's own on the same drafts.
    """
    if len(scored) < LEAST_DRAFTS:
        return f"只有 {len(scored)} 份打过分，至少要 {LEAST_DRAFTS} 份"
    truth = [one.level for one in scored]
    if len(set(truth)) < 2:
        return f"打的都是 {truth[0]} 级，看不出尺度"
    rule_levels = [round_level(base_level(one.probabilities, rule)) for one in scored]
    ours = _left_out(scored, rule)
    before, after = _agreement(truth, rule_levels), _agreement(truth, ours)
    if after.qwk < before.qwk or after.mae > before.mae:
        return f"校准后没有变好（一致程度 {before.qwk:.2f} → {after.qwk:.2f}，平均相差 {before.mae:.2f} → {after.mae:.2f}）"
    slope, steps, weights = _fit(scored, rule)
    return Leaning(slope=slope, steps=steps, weights=weights, drafts=len(scored), before=before, after=after)


def agreed_level(levels: Sequence[int]) -> int:
    """Of several readers of one draft: the middle one, the lower of two."""
    return median_low(levels)


def _left_out(scored: Sequence[Scored], rule: Rule) -> list[int]:
    order = np.random.default_rng(0).permutation(len(scored))
    ours = [0] * len(scored)
    for part in range(min(FOLDS, len(scored))):
        held = set(order[part::FOLDS].tolist())
        slope, steps, weights = _fit([one for i, one in enumerate(scored) if i not in held], rule)
        nothing = Agreement(qwk=0.0, qwk_95=(0.0, 0.0), mae=0.0)
        leaning = Leaning(slope=slope, steps=steps, weights=weights, drafts=0, before=nothing, after=nothing)
        for i in held:
            ours[i] = 1 + sum(chance >= 0.5 for chance in reach(leaning, scored[i].probabilities, rule))
    return ours


def _fit(scored: Sequence[Scored], rule: Rule) -> tuple[float, dict[int, float], dict[str, float]]:
    """Each draft gives a row per level k: is it k or more? One penalised logistic regression over all rows."""
    from sklearn.linear_model import LogisticRegression

    names = sorted(scored[0].probabilities)
    rows, reached = [], []
    for one in scored:
        base = base_level(one.probabilities, rule)
        own = [WEIGHT * (one.probabilities[name] - 0.5) for name in names]
        for level in LEVELS:
            which = [STEP * (level == other) for other in LEVELS]
            rows.append([SLOPE * (base - level + 0.5), SHIFT, *which, *own])
            reached.append(one.level >= level)
    if len(set(reached)) < 2:
        return SLOPE, dict.fromkeys(LEVELS, 0.0), dict.fromkeys(names, 0.0)
    slope, shift, *rest = (
        LogisticRegression(C=1.0, fit_intercept=False, max_iter=5000).fit(np.array(rows), reached).coef_[0].tolist()
    )
    steps = {level: round(SHIFT * shift + STEP * value, 4) for level, value in zip(LEVELS, rest, strict=False)}
    weights = {name: round(WEIGHT * value, 4) for name, value in zip(names, rest[len(LEVELS) :], strict=True)}
    return round(max(SLOPE * slope, 0.1), 4), steps, weights


def _agreement(truth: Sequence[int], ours: Sequence[int]) -> Agreement:
    pairs = np.array([truth, ours]).T
    random = np.random.default_rng(0)
    drawn = [_kappa(pairs[random.integers(0, len(pairs), len(pairs))]) for _ in range(ROUNDS)]
    known = [value for value in drawn if not np.isnan(value)]
    low, high = np.percentile(known, [2.5, 97.5]) if known else (0.0, 0.0)
    kappa = _kappa(pairs)
    return Agreement(
        qwk=round(0.0 if np.isnan(kappa) else kappa, 3),
        qwk_95=(round(float(low), 3), round(float(high), 3)),
        mae=round(float(np.abs(pairs[:, 0] - pairs[:, 1]).mean()), 3),
    )


def _kappa(pairs: np.ndarray) -> float:
    """Quadratic weighted kappa; NaN where all levels are one. Written out: the library's warns on single labels."""
    if len(np.unique(pairs)) < 2:
        return float("nan")
    from sklearn.metrics import cohen_kappa_score

    score: Callable[..., Any] = cohen_kappa_score
    return float(score(pairs[:, 0], pairs[:, 1], weights="quadratic"))
