"""Suite `calibrating`: measures the model's yes bias per indicator on drafts whose answers are known by construction.

The reference drafts in eval/data were written together with their answers, before any model saw them; the drafts that
`scoring` reports on are others. Fits log-odds(yes) = a × model + b × code + n × nearness + c(indicator) by ridge-penalised
logistic regression (scikit-learn): model and code are the log-odds of their probabilities, nearness is the scaled cosine
of the nearest sentence to the indicator's typical wording, and the c shrink towards a common one. Prints leave-one-draft-out accuracy before writing reviewer/judging/calibrations/MODEL.RUBRIC.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.labels import load_labelled
from eval.metrics import accuracy, balanced_accuracy
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Kind
from reviewer.errors import UnavailableError
from reviewer.judging.calibration import SHIPPED, Calibration, hash_wording, log_odds
from reviewer.judging.indicators import load_prompts
from reviewer.pipeline import MODEL_MISSING, Reviewer

REFERENCE = ROOT / "eval" / "data"
RIDGE = 0.1  # scikit-learn's C: with about 14 drafts an indicator, weaker shrinking follows single drafts
LEAST_SLOPE = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One asked indicator of one reference draft and what the three witnesses say; see `Calibration.decide`."""

    draft: str
    indicator: str
    model: float
    code: float
    near: float
    yes: bool


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Asks every `judged` and `both` indicator of every reference draft; `data` is not used."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    if reviewer.chat is None:
        raise UnavailableError(MODEL_MISSING, "no language model")
    result: dict[str, Any] = {"llm": reviewer.chat.name, "labels": "by construction (eval/data)"}
    kinds: list[Kind] = ["lesson", "homework"]
    for kind in kinds:
        rows = collect(reviewer, kind)
        result[kind] = left_out(rows)
        calibration = fit(rows, reviewer, kind)
        SHIPPED.mkdir(exist_ok=True)
        path = SHIPPED / f"{reviewer.chat.name.replace(':', '-')}.{reviewer.rubric(kind).id}.json"
        path.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
        print(
            f"{kind}: {result[kind]}\n{path.name}: slope {calibration.slope:.2f}, code {calibration.finding_weight:.2f}"
        )
    return result


def collect(reviewer: Reviewer, kind: Kind) -> list[Row]:
    rubric = reviewer.rubric(kind)
    names = [indicator.id for indicator in rubric.indicators() if indicator.basis != "measured"]
    rows = []
    for one in load_labelled(REFERENCE):
        draft = reviewer.read(one.path, kind=kind if one.path.stem.startswith(f"r-{kind[0]}") else "auto")
        if not one.path.stem.startswith(f"r-{kind[0]}"):
            continue
        findings = reviewer.measure(draft).findings
        judge = reviewer.judge(draft)
        replies = judge.ask(names, lambda *_: None)
        for name in names:
            probability = replies[name].probability
            if probability is not None:
                code = findings[name].probability if name in findings else 0.5
                yes = one.answers[name] == "yes"
                near = judge.nearness(name)
                rows.append(Row(one.path.stem, name, log_odds(probability), log_odds(code), near, yes))
        print(f"{one.path.stem}: {sum(row.draft == one.path.stem for row in rows)} answers", flush=True)
    return rows


def _design(rows: list[Row], names: list[str]) -> np.ndarray:
    table = np.zeros((len(rows), 3 + len(names)))
    for line, row in zip(table, rows, strict=True):
        line[:3] = row.model, row.code, row.near
        line[3 + names.index(row.indicator)] = 1
    return table


def _regression(rows: list[Row], names: list[str]) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=RIDGE, max_iter=2000).fit(_design(rows, names), [row.yes for row in rows])


def left_out(rows: list[Row]) -> dict[str, float]:
    """Accuracy on drafts not fitted on, beside the model as it is, code alone, and the majority answer."""
    names = sorted({row.indicator for row in rows})
    pairs: dict[str, list[tuple[int, int]]] = {"calibrated": [], "model": [], "code": [], "majority": []}
    for draft in sorted({row.draft for row in rows}):
        train, test = [row for row in rows if row.draft != draft], [row for row in rows if row.draft == draft]
        fitted = _regression(train, names).predict(_design(test, names))
        for row, ours in zip(test, fitted, strict=True):
            others = [other.yes for other in train if other.indicator == row.indicator]
            pairs["calibrated"].append((row.yes, bool(ours)))
            pairs["model"].append((row.yes, row.model > 0))
            pairs["code"].append((row.yes, row.code > 0))
            pairs["majority"].append((row.yes, 2 * sum(others) >= len(others)))
    figures = {name: round(accuracy(held), 3) for name, held in pairs.items()}
    return figures | {f"{name} balanced": round(balanced_accuracy(held), 3) for name, held in pairs.items()}


def fit(rows: list[Row], reviewer: Reviewer, kind: Kind) -> Calibration:
    names = sorted({row.indicator for row in rows})
    regression = _regression(rows, names)
    model, code, near, *constants = regression.coef_[0]
    slope = max(LEAST_SLOPE, float(model))
    common = float(regression.intercept_[0])
    rubric = reviewer.rubric(kind)
    wording = {name: prompt.sha256 for name, prompt in load_prompts().items()}
    wording |= {indicator.id: indicator.ask + indicator.seek for indicator in rubric.indicators()}
    return Calibration(
        name=f"reference-{len({row.draft for row in rows})}-{kind}",
        wording=hash_wording(wording),
        embedding=reviewer.embedding,
        slope=round(slope, 4),
        default_offset=round(-common / slope, 4),
        finding_weight=round(max(0.0, float(code)), 4),
        nearness_weight=round(max(0.0, float(near)), 4),
        offsets={name: round(-(common + value) / slope, 4) for name, value in zip(names, constants, strict=True)},
    )
