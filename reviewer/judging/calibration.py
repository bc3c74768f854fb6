"""Three witnesses for one indicator – code, finder, model – weighed as measured on drafts with known answers.

A `Calibration` weighs code and finder. A model is heard on top of it, by its `Hearing`: how much of what it says counts, and
how far it leans to yes on each question whatever it is shown.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import SettingError

SHIPPED = Path(__file__).with_name("calibrations")
# Between these an answer is not given: the reader is told that it can't be decided.
UNCLEAR_LOW, UNCLEAR_HIGH = 0.45, 0.55
HAIR = 1e-9  # log-odds, so that what is kept at the edge is an answer on every machine


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weights(_File):
    """log-odds(yes) = offset + code × code's log-odds + finder × the best sentence's + model × the model's."""

    offset: float
    code: float = Field(ge=0)
    finder: float = Field(ge=0)
    model: float = Field(default=0.0, ge=0)

    def weigh(self, code: float, finder: float, model: float = 0.0) -> float:
        """Log-odds of yes from those of the witnesses (0: nothing to say)."""
        return self.offset + self.code * code + self.finder * finder + self.model * model

    def settle(self, code: float, finder: float, *, both: bool) -> float:
        """Without a model. Of a `both` indicator a count that has an answer keeps it: the finder says only how sure it is."""
        odds = self.weigh(code, finder)
        if not both or not self.code or abs(code) < log_odds(UNCLEAR_HIGH):
            return odds
        return max(odds, log_odds(UNCLEAR_HIGH) + HAIR) if code > 0 else min(odds, log_odds(UNCLEAR_LOW) - HAIR)


def combine(quick: Weights, full: Weights, code: float, finder: float, model: float | None, *, both: bool) -> float:
    """Log-odds of yes of one indicator; `quick` are the weights where the model was not asked, `full` where it answered.

    `model` None: not asked. What it says is added to what code and finder come to.
    """
    settled = quick.settle(code, finder, both=both)
    return settled if model is None else settled + full.weigh(code, finder, model) - quick.weigh(code, finder)


class Leaning(_File):
    """Mean log-odds of yes over passages that show nothing or one thing, asked the question with this hash."""

    asked: str
    log_odds: float


class Hearing(_File):
    """What one model's answers are worth: `slope` times how far its log-odds lie above its leaning on the question.

    `prompts` is the hash of the prompts it was measured with. A question that was not measured (a school's own, or reworded)
    takes the mean leaning.
    """

    name: str
    prompts: str
    slope: float = Field(ge=0)
    leanings: dict[str, Leaning] = {}

    def leaning(self, indicator: str, asked: str) -> float:
        known = self.leanings.get(indicator)
        if known is not None and known.asked == asked:
            return known.log_odds
        every = [one.log_odds for one in self.leanings.values()]
        return sum(every) / len(every) if every else 0.0


class Calibration(_File):
    """Weights per indicator; `others` serve those that were not measured (a school's own).

    `wording` is the hash of the finders' sentences, `embedding` the fingerprint of their vectors: with others the weights
    are refused.
    """

    name: str
    wording: str
    embedding: str | None
    others: Weights
    indicators: dict[str, Weights]

    def weights(self, indicator: str) -> Weights:
        return self.indicators.get(indicator, self.others)

    def hearing(self, heard: Hearing, asked: Mapping[str, str]) -> Calibration:
        """The same weights with a model beside code and finder. `asked`: the hash of each indicator's question."""

        def listen(name: str) -> Weights:
            weights = self.weights(name)
            offset = weights.offset - heard.slope * heard.leaning(name, asked[name])
            return weights.model_copy(update={"offset": round(offset, 4), "model": heard.slope})

        return self.model_copy(update={"name": heard.name, "indicators": {name: listen(name) for name in asked}})


# Nobody has measured code and finder with these vectors: code is taken at its word, the finder at half of it.
UNCALIBRATED = Calibration(
    name="none", wording="", embedding=None, others=Weights(offset=0.0, code=1.0, finder=0.5), indicators={}
)

T = TypeVar("T", bound=_File)


def hash_words(texts: Mapping[str, str]) -> str:
    lines = [f"{name}={text}" for name, text in sorted(texts.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def calibration_path(kind: str, folder: Path = SHIPPED) -> Path:
    return folder / f"{kind}.json"


def hearing_path(model: str, kind: str, folder: Path = SHIPPED) -> Path:
    return folder / f"{kind}.{model.replace(':', '-').replace('/', '-')}.json"


def find_calibration(kind: str, wording: str, embedding: str | None, folder: Path = SHIPPED) -> Calibration:
    """The weights in `folder` for drafts of this kind, these finder sentences and these vectors, else UNCALIBRATED."""
    calibration = _load(calibration_path(kind, folder), Calibration)
    fits = calibration is not None and (calibration.wording, calibration.embedding) == (wording, embedding)
    return calibration if calibration is not None and fits else UNCALIBRATED


def find_hearing(model: str, kind: str, prompts: str, folder: Path = SHIPPED) -> Hearing | None:
    """What this model was measured to be worth with exactly these prompts; None where nobody measured it."""
    hearing = _load(hearing_path(model, kind, folder), Hearing)
    return hearing if hearing is not None and hearing.prompts == prompts else None


def _load(path: Path, kind: type[T]) -> T | None:
    """None where there is no such file. Raises SettingError for one that can't be used."""
    if not path.is_file():
        return None
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise SettingError(f"校准文件 {path} 不能用：{error}", f"{path}: {error}") from error


def log_odds(probability: float) -> float:
    p = min(0.999, max(0.001, probability))
    return math.log(p / (1 - p))


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))
