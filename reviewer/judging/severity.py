"""A district's or one reviewer's own severity: how their levels lie to those of the rule, per criterion.

Fitted by `fit_severity` on 20–50 drafts that people scored, applied wherever a review is written. Level k or more has
P = sigmoid(slope × (base − k + ½) + step[k] + Σ weight × (p − ½)), with base = 1 + span × the expected share of yes (the
rule's level before rounding) and p the indicators' probabilities: a proportional-odds model in its binary form (Li and
Lin 2007, "Ordinal regression by extended binary classification"). With slope alone it is the rule itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.datamodels import IndicatorResult
from reviewer.errors import SettingError
from reviewer.judging.calibration import sigmoid
from reviewer.judging.levels import Score
from reviewer.rubrics import Rubric, Rule

LEVELS = (2, 3, 4, 5)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agreement(_Strict):
    """With the people's levels on drafts left out of the fit: quadratic weighted kappa with 95% interval, mean error."""

    qwk: float
    qwk_95: tuple[float, float]
    mae: float


class Leaning(_Strict):
    """One criterion: the model's numbers, and how it did before and after on the `drafts` it was fitted to."""

    slope: float
    steps: dict[int, float]
    weights: dict[str, float]
    drafts: int
    before: Agreement
    after: Agreement


class Severity(_Strict):
    """What `reviewer calibrate` writes. Holds for one rubric and one model only; others are refused."""

    name: str
    rubric: str
    rubric_sha256: str
    llm: str | None
    criteria: dict[str, Leaning]
    refused: dict[str, str]  # criterion -> why the rule is better left as it is

    @property
    def sha256(self) -> str:
        """Of all its numbers: two fitted under one name differ in it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def check(self, rubric: Rubric, llm: str | None) -> None:
        """Raises SettingError if this was fitted for another rubric text or model."""
        if self.rubric == rubric.id and self.rubric_sha256 != rubric.sha256:
            raise SettingError(
                f"尺度“{self.name}”是按改动前的量规 {self.rubric} 得出的，请用 reviewer calibrate 重新得出。",
                f"severity {self.name} was fitted for another version of rubric {self.rubric}; run reviewer calibrate",
            )
        if self.rubric == rubric.id and self.llm != llm:
            raise SettingError(
                f"尺度“{self.name}”是用模型 {self.llm or '（不用模型）'} 得出的，现在用的是 {llm or '（不用模型）'}。"
                "请换回那个模型，或重新运行 reviewer calibrate。",
                f"severity {self.name} was fitted with {self.llm}, in use is {llm}; run reviewer calibrate",
            )

    def fits(self, rubric: Rubric, llm: str | None) -> bool:
        """Whether this was fitted for just this rubric text and model."""
        return (self.rubric, self.rubric_sha256, self.llm) == (rubric.id, rubric.sha256, llm)

    def score(self, criterion: str, answers: Sequence[IndicatorResult], rule: Rule, score: Score) -> Score:
        """The level in this severity; the rule's where the criterion was not shipped or has no level."""
        leaning = self.criteria.get(criterion)
        if leaning is None or score.level is None:
            return score
        chances = reach(leaning, {one.id: one.probability for one in answers}, rule)
        return Score(score.status, _at(chances, 0.5), (_at(chances, 0.9), _at(chances, 0.1)))


def base_level(probabilities: Mapping[str, float], rule: Rule) -> float:
    """The rule's level before rounding: 1 + span × mean probability of yes, capped where an essential one is likely a no."""
    level = 1 + rule.span * sum(probabilities.values()) / len(probabilities)
    lacks = any(chance < 0.5 for name, chance in probabilities.items() if name in rule.essential)
    return min(level, rule.without_essential) if lacks else level


def reach(leaning: Leaning, probabilities: Mapping[str, float], rule: Rule) -> list[float]:
    """P(level ≥ 2), …, P(level ≥ 5), never rising."""
    base = base_level(probabilities, rule)
    own = sum(weight * (probabilities[name] - 0.5) for name, weight in leaning.weights.items() if name in probabilities)
    chances: list[float] = []
    for level in LEVELS:
        chance = sigmoid(leaning.slope * (base - level + 0.5) + leaning.steps[level] + own)
        chances.append(min(chance, chances[-1]) if chances else chance)
    return chances


def _at(chances: Sequence[float], chance: float) -> int:
    """The highest level reached with at least this probability."""
    return 1 + sum(one >= chance for one in chances)


def load_severity(path: Path) -> Severity:
    """Raises SettingError naming the file and the cure."""
    try:
        return Severity.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError) as error:
        raise SettingError(
            f"尺度文件 {path} 不能用。请检查路径，或用 reviewer calibrate 标注.csv --out 文件 重新得出。",
            f"{path} is not a severity file: {error}",
        ) from error
