"""Suite `witnesses`: what code, finder and model each say of every indicator that is not measured, and what each adds.

The reference drafts in eval/data were written together with their answers. Those of the later half (LATER) are blind: the
code was never read against them, so they alone show what code is worth on new material. Every figure is for drafts left
out of the fit, one draft at a time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.labels import Labelled, load_labelled
from eval.metrics import accuracy, balanced_accuracy
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Kind
from reviewer.judging.calibration import WITHOUT_MODEL, Weights, log_odds
from reviewer.judging.indicators import undecided
from reviewer.pipeline import Reviewer

REFERENCE = ROOT / "eval" / "data"
LATER = {"lesson": 35, "homework": 21}  # number of the first blind draft
WITNESSES = ("code", "finder", "model")
# Prior standard deviations, in log-odds per unit: the common slopes are free, an indicator's own offset and slopes are
# drawn towards the common ones. With about 20 drafts an indicator, weaker shrinking follows single drafts.
COMMON, OWN_OFFSET, OWN_SLOPE = 3.0, 1.0, 0.25
SETS = (("code",), ("finder",), ("code", "finder"), ("model",), ("code", "finder", "model"))


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of one draft: what the witnesses say, in log-odds, and the truth."""

    draft: str
    indicator: str
    said: Mapping[str, float]
    yes: bool


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Prints a table per kind; `data` is not used. Without a model its columns are left out."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    result: dict[str, Any] = {"llm": reviewer.llm_name, "labels": "by construction (eval/data)"}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        rows = collect(reviewer, kind, with_model=reviewer.chat is not None)
        result[kind] = compare(rows)
        show(kind, result[kind])
    return result


def blind(kind: Kind) -> list[Labelled]:
    """The reference drafts that neither code nor finders were developed with."""
    return [one for one in load_labelled(REFERENCE) if _number(one, kind) >= LATER[kind]]


def seen(kind: Kind) -> list[Labelled]:
    """The reference drafts that are not blind."""
    return [one for one in load_labelled(REFERENCE) if 0 < _number(one, kind) < LATER[kind]]


def _number(one: Labelled, kind: Kind) -> int:
    match = re.fullmatch(rf"r-{kind[0]}(\d+)", one.path.stem)
    return int(match[1]) if match else 0


def collect(reviewer: Reviewer, kind: Kind, *, with_model: bool) -> list[Row]:
    """The rows of all blind drafts; a model is asked what it would be asked in a review: what the others leave open."""
    rubric = reviewer.rubric(kind)
    names = [indicator.id for indicator in rubric.indicators() if indicator.basis != "measured"]
    rows = []
    for one in blind(kind):
        draft = reviewer.quieten(reviewer.read(one.path, kind=kind))
        measured = reviewer.measure(draft)
        scan = reviewer.scan(draft, measured)
        opinions = {}
        if with_model and reviewer.chat is not None:
            quick = reviewer.calibration(rubric, WITHOUT_MODEL, ())
            asked = undecided(rubric, scan, measured.findings, quick)
            opinions = reviewer.strategy(reviewer.chat, scan, rubric).ask(asked, lambda *_: None)
            print(f"{one.path.stem}: {len(opinions)} answers", flush=True)
        for name in names:
            found = measured.findings.get(name)
            said = {"code": log_odds(found.probability if found else 0.5), "finder": scan.best(name)}
            if with_model:
                probability = opinions[name].probability if name in opinions else None
                said["model"] = log_odds(0.5 if probability is None else probability)
            rows.append(Row(one.path.stem, name, said, one.answers[name] == "yes"))
    return rows


def compare(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Accuracy and mean balanced accuracy per set of witnesses, each draft left out of its own fit."""
    pairs: dict[str, list[tuple[str, bool, bool]]] = {"majority": []}
    for draft in sorted({row.draft for row in rows}):
        train = [row for row in rows if row.draft != draft]
        test = [row for row in rows if row.draft == draft]
        for row in test:
            others = [other.yes for other in train if other.indicator == row.indicator]
            pairs["majority"].append((row.indicator, row.yes, 2 * sum(others) >= len(others)))
        for witnesses in SETS:
            if set(witnesses) <= set(rows[0].said):
                weights = fit(train, witnesses)
                decided = [(row.indicator, row.yes, decide(weights[row.indicator], row) > 0) for row in test]
                pairs.setdefault("+".join(witnesses), []).extend(decided)
    return {name: _figures(held) for name, held in pairs.items()}


def _figures(held: Sequence[tuple[str, bool, bool]]) -> dict[str, float]:
    by_indicator: dict[str, list[tuple[int, int]]] = {}
    for name, truth, ours in held:
        by_indicator.setdefault(name, []).append((int(truth), int(ours)))
    balanced = [balanced_accuracy(pairs) for pairs in by_indicator.values()]
    return {
        "n": len(held),
        "accuracy": accuracy([pair for pairs in by_indicator.values() for pair in pairs]),
        "balanced": float(np.nanmean(balanced)),
    }


def decide(weights: Weights, row: Row) -> float:
    said = {name: row.said.get(name, 0.0) for name in WITNESSES}
    return (
        weights.offset + weights.code * said["code"] + weights.finder * said["finder"] + weights.model * said["model"]
    )


def fit(rows: Sequence[Row], witnesses: Sequence[str] = WITNESSES) -> dict[str, Weights]:
    """Weights per indicator by one logistic regression with common slopes and shrunken own ones; never below 0."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({row.indicator for row in rows})
    table = np.array([_features(row, names, witnesses) for row in rows])
    coefficients = (
        LogisticRegression(C=1.0, max_iter=5000, fit_intercept=False).fit(table, [row.yes for row in rows]).coef_[0]
    )
    width = 1 + len(witnesses)
    common, own = coefficients[:width] * COMMON, coefficients[width:].reshape(len(names), width)
    fitted = {}
    for name, values in zip(names, own, strict=True):
        slopes = common[1:] + values[1:] * OWN_SLOPE
        known = dict(zip(witnesses, np.maximum(slopes, 0.0).round(4).tolist(), strict=True))
        fitted[name] = Weights(
            offset=round(float(common[0] + values[0] * OWN_OFFSET), 4),
            **{witness: known.get(witness, 0.0) for witness in WITNESSES},
        )
    return fitted


def _features(row: Row, names: Sequence[str], witnesses: Sequence[str]) -> list[float]:
    said = [row.said[witness] for witness in witnesses]
    line = [COMMON, *(COMMON * value for value in said)]
    for name in names:
        mine = name == row.indicator
        line += [OWN_OFFSET, *(OWN_SLOPE * value for value in said)] if mine else [0.0] * (1 + len(said))
    return line


def show(kind: str, table: Mapping[str, Mapping[str, float]]) -> None:
    print(
        f"\n{kind}: blind reference drafts, each left out of its own fit\n{'':24}{'n':>6}{'accuracy':>10}{'balanced':>10}"
    )
    for name, row in table.items():
        print(f"{name:24}{row['n']:>6}{row['accuracy']:>10.3f}{row['balanced']:>10.3f}")
