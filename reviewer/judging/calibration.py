"""The model's bias, taken off, and its answer weighed with what code found and what the sentences sound like."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import SettingError

SHIPPED = Path(__file__).with_name("calibrations")


class Calibration(BaseModel):
    """Weighs three witnesses of one indicator; see `decide`.

    `wording` is the hash of all prompts and questions the numbers were measured with, `embedding` the fingerprint of the
    vectors behind `nearness`: others have another bias. `default_offset` serves indicators that were not measured.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    wording: str
    embedding: str | None = None
    slope: float = Field(gt=0)
    default_offset: float
    finding_weight: float = Field(ge=0)
    nearness_weight: float = Field(ge=0)
    offsets: dict[str, float]

    def decide(self, indicator: str, model: float, finding: float = 0.5, nearness: float = 0.0) -> float:
        """P(yes), from log-odds = slope × (model's − offset) + weight × code's + weight × nearness.

        `model` and `finding` are the probabilities of yes that the model and code gave. `nearness` says how near the
        draft's nearest sentence comes to what a yes would sound like, in units of `to_nearness`.
        """
        offset = self.offsets.get(indicator, self.default_offset)
        judged = self.slope * (log_odds(model) - offset)
        return _sigmoid(judged + self.finding_weight * log_odds(finding) + self.nearness_weight * nearness)


# An endpoint nobody has measured: taken at its word, code counting as much as the model.
UNCALIBRATED = Calibration(
    name="none", wording="", slope=1.0, default_offset=0.0, finding_weight=1.0, nearness_weight=0.0, offsets={}
)


def hash_wording(texts: Mapping[str, str]) -> str:
    """Hash of everything the model is asked with: prompt hashes and the indicators' questions."""
    lines = [f"{name}={text}" for name, text in sorted(texts.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def load_calibration(path: Path) -> Calibration:
    try:
        return Calibration.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise SettingError(f"校准文件 {path} 不能用：{error}", f"{path}: {error}") from error


def find_calibration(model: str, rubric_id: str, wording: str, embedding: str | None) -> Calibration:
    """The shipped calibration for this model, rubric, embedding and exact wording, else UNCALIBRATED."""
    path = SHIPPED / f"{model.replace(':', '-')}.{rubric_id}.json"
    if not path.is_file():
        return UNCALIBRATED
    calibration = load_calibration(path)
    fits = (calibration.wording, calibration.embedding) == (wording, embedding)
    return calibration if fits else UNCALIBRATED


def to_nearness(cosine: float) -> float:
    """A cosine of e5 vectors on a scale of about −2 to 2: unrelated sentences lie near .83, close ones above .9."""
    return (cosine - 0.87) / 0.02


def log_odds(probability: float) -> float:
    p = min(0.999, max(0.001, probability))
    return math.log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))
