"""From indicator answers to a level with its interval, by the rubric's rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.datamodels import IndicatorResult
from reviewer.rubrics import Rule


@dataclass(frozen=True, slots=True)
class Score:
    """Outcome of one criterion: `level` and `interval` are None unless status is "scored"."""

    status: Literal["scored", "unscored"]
    level: int | None
    interval: tuple[int, int] | None


def to_level(count: float, total: int, span: int) -> int:
    """round(1 + span × count / total), halves upwards."""
    return round_level(1 + span * count / total)


def round_level(level: float) -> int:
    """The nearest level, halves upwards."""
    return math.floor(level + 0.5)


def _count_distribution(probabilities: Sequence[float]) -> list[float]:
    """P(k indicators are truly yes), k = 0..n, for independent answers (Poisson binomial)."""
    distribution = [1.0]
    for p in probabilities:
        longer = [0.0] * (len(distribution) + 1)
        for k, mass in enumerate(distribution):
            longer[k] += mass * (1 - p)
            longer[k + 1] += mass * p
        distribution = longer
    return distribution


def _level_chances(answers: Sequence[IndicatorResult], rule: Rule) -> dict[int, float]:
    """Level → its probability, were each answer right with its stated probability; 5 is left out, it needs more."""
    needed = _count_distribution([one.probability for one in answers if one.id in rule.essential])
    others = _count_distribution([one.probability for one in answers if one.id not in rule.essential])
    chances: dict[int, float] = {}
    for k, mass in enumerate(needed):
        for j, other in enumerate(others):
            level = to_level(k + j, len(answers), rule.span)
            level = level if k == len(needed) - 1 else min(level, rule.without_essential)
            chances[level] = chances.get(level, 0.0) + mass * other
    return chances


def worth(answer: IndicatorResult) -> float:
    """What an answer counts towards the level: a yes 1, a no 0, an unclear one its probability."""
    return {"yes": 1.0, "no": 0.0}.get(answer.answer, answer.probability)


def score_level(answers: Sequence[IndicatorResult], rule: Rule) -> Score:
    """Level 1–5 and its 80% interval from the answers of one criterion.

    level = round(1 + span × share of yes): on the readers' own answers this reproduces their levels with a quadratic
    weighted kappa of .90 (EVALUATION.md); an unclear indicator counts with its probability. Where an essential indicator
    is a no, `without_essential` is the most (eval/data/README.md has the readers' levels behind this);
    where it is a yes below `rule.firm`, one level more. 5 (优秀) needs every
    indicator yes, each with evidence and at a probability of at least `rule.excellent`: an answer that is hardly a yes must
    not lift a criterion from 3 to 5. The interval holds the central 80% of the levels, were each answer right with its stated probability.
    """
    total = len(answers)
    answered = [answer for answer in answers if answer.answer != "unclear"]
    if len(answered) < rule.scored_share * total:
        return Score("unscored", None, None)
    level = to_level(sum(map(worth, answers)), total, rule.span)
    if all(one.answer == "yes" and one.evidence and one.probability >= rule.excellent for one in answers):
        level = 5
    elif any(answer.answer == "no" and answer.id in rule.essential for answer in answers):
        level = min(level, rule.without_essential)
    elif rule.hardly(answers):
        level = min(level, rule.without_essential + 1)
    cumulative, low, high = 0.0, 5, 1
    for reached, mass in sorted(_level_chances(answers, rule).items()):
        if cumulative + mass > 0.1:
            low = min(low, reached)
        if cumulative < 0.9:
            high = reached
        cumulative += mass
    return Score("scored", level, (min(level, low), max(level, high)))
