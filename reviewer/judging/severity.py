"""A district's or one reviewer's own severity: how their levels lie to those of the rule, per criterion.

Fitted by `severity_fit` on 20–50 drafts that people scored, applied wherever a review is written. Level k or more has
P = sigmoid(slope × (base − k + ½) + step[k] + Σ weight × (worth − ½) + Σ weight × measure): a proportional-odds model in
its binary form (Li and Lin 2007, "Ordinal regression by extended binary classification"). `base` is the rule's level before
rounding, `worth` what an answer counts in the rule, `measure` what code counted (`severity_measures`), standardised. With
slope alone it is the rule itself. Slope and indicators' weights are never negative: doing one more thing lowers no level.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.datamodels import IndicatorResult, Kind
from reviewer.errors import SettingError
from reviewer.judging.calibration import sigmoid
from reviewer.judging.levels import Score, round_level, score_level, worth
from reviewer.rubrics import Rubric, Rule

LEVELS = (2, 3, 4, 5)
KINDS: dict[Kind, str] = {"lesson": "教案", "homework": "作业"}
IN_FORCE = "等级按本地尺度“{}”来定，只管{}。"
NOTHING_LEARNT = "本地尺度“{}”里没有一条比量规更接近打分的人，等级照量规来定。"
FAR = 2.5  # standard deviations: a draft further out than all that were fitted to counts as if it lay here


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agreement(_Strict):
    """With the people's levels on lessons left out of the fit: quadratic weighted kappa with 95% interval, mean error."""

    qwk: float
    qwk_95: tuple[float, float]
    mae: float


class Yardstick(_Strict):
    """One measure: mean and standard deviation over the drafts fitted to, and the weight of one standard deviation."""

    mean: float
    spread: float = Field(gt=0)
    weight: float

    def at(self, value: float) -> float:
        """`value` in standard deviations from the mean."""
        return max(-FAR, min(FAR, (value - self.mean) / self.spread))


class Lean(_Strict):
    """The model's numbers for one criterion."""

    slope: float = Field(ge=0)
    steps: dict[int, float]
    weights: dict[str, float]
    measures: dict[str, Yardstick] = {}

    def reach(self, answers: Sequence[IndicatorResult], measures: Mapping[str, float], rule: Rule) -> list[float]:
        """P(level ≥ 2), …, P(level ≥ 5), never rising. A measure the draft hasn't got says nothing."""
        base = base_level(answers, rule)
        own = sum(self.weights.get(one.id, 0.0) * (worth(one) - 0.5) for one in answers)
        own += sum(one.weight * one.at(measures[name]) for name, one in self.measures.items() if name in measures)
        chances: list[float] = []
        for level in LEVELS:
            chance = sigmoid(self.slope * (base - level + 0.5) + self.steps[level] + own)
            chances.append(min(chance, chances[-1]) if chances else chance)
        return chances


class Leaning(Lean):
    """One criterion that is shipped, and how it did before and after on the `drafts` it was fitted to."""

    drafts: int
    before: Agreement
    after: Agreement


class Severity(_Strict):
    """What `reviewer calibrate` writes. Holds for one rubric and one `scale` of probabilities only; others are refused."""

    name: str
    rubric: str
    rubric_sha256: str
    llm: str | None
    scale: str  # Witnesses.scale of the reviews it was fitted to
    criteria: dict[str, Leaning]
    refused: dict[str, str]  # criterion -> why the rule is better left as it is

    @property
    def sha256(self) -> str:
        """Of all its numbers: two fitted under one name differ in it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def check(self, rubrics: Sequence[Rubric], llm: str | None, scale: Callable[[Kind], str]) -> str:
        """A line on what it will do to reviews by `rubrics` with this model; `scale` is the scale in use by kind of draft.

        Raises SettingError, saying what has changed, where it can do nothing.
        """
        rubric = next((one for one in rubrics if one.id == self.rubric), None)
        none = "（不用模型）"
        if rubric is None:
            known = "、".join(one.id for one in rubrics)
            what, english = f"是给量规 {self.rubric} 的，现在用的是 {known}", f"rubric {self.rubric}, in use is {known}"
        elif self.rubric_sha256 != rubric.sha256:
            what, english = f"是按改动前的量规 {self.rubric} 得出的", f"another version of rubric {self.rubric}"
        elif self.llm != llm:
            what = f"是用模型 {self.llm or none} 得出的，现在用的是 {llm or none}"
            english = f"model {self.llm}, in use is {llm}"
        elif self.scale != scale(rubric.kind):
            what, english = "得出以后，问法、句向量模型或各项的权重换过", "other prompts, embedding or weights"
        else:
            return (IN_FORCE if self.criteria else NOTHING_LEARNT).format(self.name, KINDS[rubric.kind])
        raise SettingError(
            f"尺度“{self.name}”{what}。请换回原来的，或用 reviewer calibrate 重新得出；不用尺度，就去掉这个设置。",
            f"severity {self.name} was fitted for {english}; run reviewer calibrate",
        )

    def score(
        self, criterion: str, answers: Sequence[IndicatorResult], measures: Mapping[str, float], rule: Rule
    ) -> Score:
        """The level in this severity; the rule's where the criterion was not shipped or has no level."""
        leaning, score = self.criteria.get(criterion), score_level(answers, rule)
        if leaning is None or score.level is None:
            return score
        chances = leaning.reach(answers, measures, rule)
        return Score(score.status, level_at(chances, 0.5), (level_at(chances, 0.9), level_at(chances, 0.1)))


def base_level(answers: Sequence[IndicatorResult], rule: Rule) -> float:
    """1 + span × share of yes, kept where it rounds to the rule's own level: below its cap, and 5 for its 优秀.

    For a criterion that has a level.
    """
    given = score_level(answers, rule).level
    assert given is not None
    level = 1 + rule.span * sum(map(worth, answers)) / len(answers)
    return float(given) if given > round_level(level) else min(level, math.nextafter(given + 0.5, given))


def level_at(chances: Sequence[float], chance: float) -> int:
    """The highest level reached with at least this probability."""
    return 1 + sum(one >= chance for one in chances)


def parse_severity(text: str) -> Severity | None:
    """None if this is no severity, or one of an earlier shape."""
    try:
        return Severity.model_validate_json(text)
    except ValidationError:
        return None


def load_severity(path: Path) -> Severity:
    """Raises SettingError naming the file and the cure."""
    try:
        found = parse_severity(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        found = None
    if found is None:
        raise SettingError(
            f"尺度文件 {path} 不能用。请检查路径，或用 reviewer calibrate 标注.csv --out 文件 重新得出。",
            f"{path} is not a severity file",
        )
    return found
