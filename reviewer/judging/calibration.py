"""Three witnesses for one indicator – code, finder, model – weighed as measured on drafts with known answers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import SettingError

SHIPPED = Path(__file__).with_name("calibrations")
WITHOUT_MODEL = "off"


class Weights(BaseModel):
    """log-odds(yes) = offset + code × code's log-odds + finder × the best sentence's + model × the model's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offset: float
    code: float = Field(ge=0)
    finder: float = Field(ge=0)
    model: float = Field(ge=0)


class Calibration(BaseModel):
    """Weights per indicator; `others` serve those that were not measured (a school's own).

    `wording` is the hash of all prompts and questions the weights were measured with, `embedding` the fingerprint of the
    finders' vectors: others have another bias, so the calibration is refused for them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    wording: str
    embedding: str | None
    others: Weights
    indicators: dict[str, Weights]

    def decide(self, indicator: str, *, code: float = 0.5, finder: float = 0.0, model: float = 0.5) -> float:
        """P(yes). `code` and `model` are probabilities of yes (0.5: nothing to say), `finder` is in log-odds."""
        w = self.indicators.get(indicator, self.others)
        return sigmoid(w.offset + w.code * log_odds(code) + w.finder * finder + w.model * log_odds(model))


# Nobody has measured this model with these vectors: code and model are taken at their word, the finder at half of it.
UNCALIBRATED = Calibration(
    name="none", wording="", embedding=None, others=Weights(offset=0.0, code=1.0, finder=0.5, model=1.0), indicators={}
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


def calibration_path(model: str, rubric_id: str, folder: Path = SHIPPED) -> Path:
    return folder / f"{model.replace(':', '-')}.{rubric_id}.json"


def find_calibration(
    model: str, rubric_id: str, wording: str, embedding: str | None, folder: Path = SHIPPED
) -> Calibration:
    """The calibration in `folder` for this model (`off`: none), rubric, embedding and exact wording, else UNCALIBRATED."""
    path = calibration_path(model, rubric_id, folder)
    if not path.is_file():
        return UNCALIBRATED
    calibration = load_calibration(path)
    fits = (calibration.wording, calibration.embedding) == (wording, embedding)
    return calibration if fits else UNCALIBRATED


def log_odds(probability: float) -> float:
    p = min(0.999, max(0.001, probability))
    return math.log(p / (1 - p))


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))
