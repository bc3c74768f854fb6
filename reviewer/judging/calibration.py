"""The model's bias, taken off: per indicator an offset on the log-odds of yes, shipped for one model and one wording."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import SettingError

SHIPPED = Path(__file__).with_name("calibrations")


class Calibration(BaseModel):
    """log-odds(corrected) = slope × (log-odds(raw) − offset).

    `wording` is the hash of all prompts and questions the offsets were measured with: other wordings have another bias.
    `default_offset` serves indicators that were not measured. `finding_weight` is how much code's log-odds count beside
    the model's in `combine`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    wording: str
    slope: float = Field(gt=0)
    default_offset: float
    finding_weight: float = Field(ge=0)
    offsets: dict[str, float]

    def correct(self, indicator: str, probability: float) -> float:
        """P(yes) with the model's bias on this indicator taken off."""
        return _sigmoid(self.slope * (_logit(probability) - self.offsets.get(indicator, self.default_offset)))

    def combine(self, judged: float, found: float) -> float:
        """The corrected model and code together: log-odds added, as of two independent witnesses."""
        return _sigmoid(_logit(judged) + self.finding_weight * _logit(found))


# An endpoint nobody has measured: taken at its word, code counting as much as the model.
UNCALIBRATED = Calibration(name="none", wording="", slope=1.0, default_offset=0.0, finding_weight=1.0, offsets={})


def hash_wording(texts: Mapping[str, str]) -> str:
    """Hash of everything the model is asked with: prompt hashes and the indicators' questions."""
    lines = [f"{name}={text}" for name, text in sorted(texts.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def load_calibration(path: Path) -> Calibration:
    try:
        return Calibration.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise SettingError(f"校准文件 {path} 不能用：{error}", f"{path}: {error}") from error


def find_calibration(model: str, rubric_id: str, wording: str) -> Calibration:
    """The shipped calibration for this model, rubric and exact wording, else UNCALIBRATED."""
    path = SHIPPED / f"{model.replace(':', '-')}.{rubric_id}.json"
    if not path.is_file():
        return UNCALIBRATED
    calibration = load_calibration(path)
    return calibration if calibration.wording == wording else UNCALIBRATED


def _logit(probability: float) -> float:
    p = min(0.999, max(0.001, probability))
    return math.log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))
