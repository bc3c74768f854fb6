"""Fitting a severity: heavily regularised, cross-validated, and shipped only where it helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median_low, pstdev

import numpy as np

from reviewer.datamodels import IndicatorResult
from reviewer.judging.levels import score_level, worth
from reviewer.judging.severity import LEVELS, Agreement, Lean, Leaning, Yardstick, base_level, level_at
from reviewer.kappa import quadratic_kappa
from reviewer.rubrics import Rule

LEAST_DRAFTS = 12  # below this a leaning follows single drafts
LEAST_LESSONS = 6  # different ones: what is fitted to some must hold for others
# How freely each part may move (prior standard deviations in log-odds): the slope freely, the four steps together and each
# a little, single indicators and measures hardly.
SLOPE, SHIFT, STEP, WEIGHT, MEASURE = 2.0, 1.5, 0.5, 0.5, 0.3
FOLDS, ROUNDS = 10, 400


@dataclass(frozen=True, slots=True)
class Scored:
    """One draft's criterion, which has a level: what this machine said and counted, and the people's level.

    Drafts of one `lesson` are versions of each other: they are never on both sides of a comparison.
    """

    answers: Sequence[IndicatorResult]
    measures: Mapping[str, float]
    level: int
    lesson: int


def fit_leaning(scored: Sequence[Scored], rule: Rule) -> Leaning | str:
    """The leaning, or in plain Chinese why this criterion is better left to the rule.

    Agreement is measured on lessons left out of the fit (FOLDS parts), beside the rule's own on the same drafts. Measures
    take part where that is nearer to the people than without. Shipped is what agrees no less, errs no more, is better in one
    of the two, and agrees more than by chance (95%): of scores given at random it could only learn the commonest level.
    """
    if len(scored) < LEAST_DRAFTS:
        return f"能用的只有 {len(scored)} 份，至少要 {LEAST_DRAFTS} 份"
    lessons = [one.lesson for one in scored]
    if len(set(lessons)) < LEAST_LESSONS:
        return f"{len(scored)} 份里不同的课（作业）只有 {len(set(lessons))} 个，至少要 {LEAST_LESSONS} 个"
    truth = [one.level for one in scored]
    if len(set(truth)) < 2:
        return f"打的都是 {truth[0]} 级，看不出尺度"
    before = _agreement(truth, [rule_level(one, rule) for one in scored], lessons)
    tried = [(_agreement(truth, _left_out(scored, rule, measured), lessons), measured) for measured in (False, True)]
    after, measured = tried[1] if _better(tried[1][0], tried[0][0]) else tried[0]
    if not _better(after, before) or after.qwk_95[0] <= 0:
        return (
            f"校准后没有变好（一致程度 {_said(before)} → {_said(after)}，平均相差 {before.mae:.2f} → {after.mae:.2f}）"
        )
    fitted = _fit(scored, rule, measured)
    return Leaning(**fitted.model_dump(), drafts=len(scored), before=before, after=after)


def rule_level(one: Scored, rule: Rule) -> int:
    """What the rule gives, which is what a severity is weighed against."""
    level = score_level(one.answers, rule).level
    assert level is not None
    return level


def agreed_level(levels: Sequence[int]) -> int:
    """Of several readers of one draft: the middle one, the lower of two."""
    return median_low(levels)


def _better(new: Agreement, old: Agreement) -> bool:
    no_worse = new.qwk >= old.qwk and new.mae <= old.mae
    return no_worse and (new.qwk, new.mae) != (old.qwk, old.mae)


def _said(found: Agreement) -> str:
    return f"{found.qwk:.2f}（{found.qwk_95[0]:.2f}–{found.qwk_95[1]:.2f}）"


def _left_out(scored: Sequence[Scored], rule: Rule, measured: bool) -> list[int]:
    """Each draft's level by a fit to the lessons of the other parts."""
    from sklearn.model_selection import GroupKFold

    lessons = [one.lesson for one in scored]
    ours = [0] * len(scored)
    for known, held in GroupKFold(min(FOLDS, len(set(lessons)))).split(lessons, groups=lessons):
        fitted = _fit([scored[i] for i in known], rule, measured)
        for i in held:
            ours[i] = level_at(fitted.reach(scored[i].answers, scored[i].measures, rule), 0.5)
    return ours


def _fit(scored: Sequence[Scored], rule: Rule, measured: bool) -> Lean:
    """Each draft gives a row per level k: is it k or more? One penalised logistic regression over all rows."""
    names = sorted(one.id for one in scored[0].answers)
    yardsticks = _yardsticks(scored) if measured else {}
    rows, reached = [], []
    for one in scored:
        base, said = base_level(one.answers, rule), {answer.id: worth(answer) for answer in one.answers}
        own = [WEIGHT * (said[name] - 0.5) for name in names]
        counted = [MEASURE * y.at(one.measures.get(name, y.mean)) for name, y in yardsticks.items()]
        for level in LEVELS:
            which = [STEP * (level == other) for other in LEVELS]
            rows.append([SLOPE * (base - level + 0.5), *own, SHIFT, *which, *counted])
            reached.append(one.level >= level)
    slope, *rest = _regress(np.array(rows), reached, 1 + len(names))
    shift, *steps = rest[len(names) : len(names) + 1 + len(LEVELS)]
    weights = rest[-len(yardsticks) :] if yardsticks else []
    return Lean(
        slope=round(SLOPE * slope, 4),
        steps={level: round(SHIFT * shift + STEP * step, 4) for level, step in zip(LEVELS, steps, strict=True)},
        weights={name: round(WEIGHT * weight, 4) for name, weight in zip(names, rest, strict=False)},
        measures={
            name: y.model_copy(update={"weight": round(MEASURE * weight, 4)})
            for (name, y), weight in zip(yardsticks.items(), weights, strict=True)
        },
    )


def _yardsticks(scored: Sequence[Scored]) -> dict[str, Yardstick]:
    """The measures that enough drafts have and in which they differ."""
    found = {}
    for name in sorted({name for one in scored for name in one.measures}):
        values = [one.measures[name] for one in scored if name in one.measures]
        if len(values) >= LEAST_DRAFTS and pstdev(values) > 0:
            found[name] = Yardstick(mean=round(fmean(values), 4), spread=pstdev(values), weight=0.0)
    return found


def _regress(rows: np.ndarray, reached: Sequence[bool], rising: int) -> list[float]:
    """Coefficients with a standard normal prior. Of the first `rising` none is below 0: those that would be are left out."""
    from sklearn.linear_model import LogisticRegression

    coefficients = np.zeros(rows.shape[1])
    if len(set(reached)) < 2:  # the lowest or the highest level only: nothing to learn from, so the rule stands
        coefficients[0] = 1.0
        return coefficients.tolist()
    kept = np.arange(rows.shape[1])
    while True:
        fitted = LogisticRegression(solver="newton-cholesky", fit_intercept=False).fit(rows[:, kept], reached).coef_[0]
        falling = (kept < rising) & (fitted < 0)
        if not falling.any():
            coefficients[kept] = fitted
            return coefficients.tolist()
        kept = kept[~falling]


def _agreement(truth: Sequence[int], ours: Sequence[int], lessons: Sequence[int]) -> Agreement:
    """With a 95% interval from drawing whole lessons: their versions are not independent."""
    pairs = np.array([truth, ours]).T
    members = [np.flatnonzero(np.equal(lessons, lesson)) for lesson in sorted(set(lessons))]
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(ROUNDS):
        chosen = random.integers(0, len(members), len(members))
        drawn.append(quadratic_kappa(pairs[np.concatenate([members[i] for i in chosen])]))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Agreement(
        qwk=round(quadratic_kappa(pairs), 3),
        qwk_95=(round(float(low), 3), round(float(high), 3)),
        mae=round(float(np.abs(pairs[:, 0] - pairs[:, 1]).mean()), 3),
    )
