"""Suite `witnesses`: what code, finder and model each say of every indicator that is not measured, and what each adds.

Two tables a kind. The blind reference drafts (LATER, eval/data) were never read against code or finders, so they show what
code is worth on new material; each draft is left out of its own fit. The drafts labelled by readers are real ones, which
code has been mended on; each source is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.fitting import Row, decide, fit, fit_model
from eval.labels import Labelled, load_labelled, source_of
from eval.leanings import find_leanings
from eval.metrics import accuracy, balanced_accuracy
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Kind
from reviewer.judging.calibration import WITHOUT_MODEL, Weights, log_odds
from reviewer.judging.indicators import undecided
from reviewer.pipeline import Reviewer

REFERENCE = ROOT / "eval" / "data"
LATER = {"lesson": 53, "homework": 33}  # number of the first blind draft
ASKED = 8  # blind drafts of a kind that the model is asked about: five minutes on two cores
QUICK = (("code",), ("finder",), ("code", "finder"))

Pairs = dict[str, list[tuple[str, bool, bool]]]  # witness -> (indicator, truth, told)


def run(settings: Settings, data: Path, llm: str, drafts: int = ASKED) -> dict[str, Any]:
    """Prints both tables of both kinds. Without a model its rows are left out."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    result: dict[str, Any] = {"llm": reviewer.llm_name}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        ours, theirs = collect_all(reviewer, kind, data, drafts)
        leanings = find_leanings(reviewer.chat, reviewer.rubric(kind)) if reviewer.chat is not None else None
        result[kind] = compare(ours, theirs, lambda row: row.draft, leanings)
        show(f"{kind}: blind reference drafts, each left out of its own fit", result[kind])
        if theirs:
            result[f"{kind} labels"] = compare(theirs, ours, lambda row: source_of(row.draft), leanings)
            show(f"{kind}: drafts labelled by readers, each source left out", result[f"{kind} labels"])
    return result


def collect_all(reviewer: Reviewer, kind: Kind, data: Path, asked: int) -> tuple[list[Row], list[Row]]:
    """Rows of the blind drafts, and of the labelled ones in `data`; the model is asked about `asked` blind ones and all others."""
    held = [one for one in load_labelled(data) if (one.n_items is None) == (kind == "lesson")]
    return collect(reviewer, kind, blind(kind), asked=asked), collect(
        reviewer, kind, held, asked=len(held) if asked else 0
    )


def blind(kind: Kind) -> list[Labelled]:
    """The reference drafts that neither code nor finders were developed with."""
    return [one for one in load_labelled(REFERENCE) if _number(one, kind) >= LATER[kind]]


def seen(kind: Kind) -> list[Labelled]:
    """The reference drafts that are not blind."""
    return [one for one in load_labelled(REFERENCE) if 0 < _number(one, kind) < LATER[kind]]


def _number(one: Labelled, kind: Kind) -> int:
    match = re.fullmatch(rf"r-{kind[0]}(\d+)", one.path.stem)
    return int(match[1]) if match else 0


def collect(reviewer: Reviewer, kind: Kind, drafts: Sequence[Labelled], *, asked: int) -> list[Row]:
    """The rows of all drafts. A model is asked about the first `asked` of them, what a review would ask it."""
    rubric = reviewer.rubric(kind)
    names = [indicator.id for indicator in rubric.indicators() if indicator.basis != "measured"]
    rows = []
    for place, one in enumerate(drafts):
        draft = reviewer.quieten(reviewer.read(one.path, kind=kind))
        measured = reviewer.measure(draft)
        scan = reviewer.scan(draft, measured)
        opinions = {}
        if reviewer.chat is not None and place < asked:
            quick = reviewer.calibration(rubric, WITHOUT_MODEL, ())
            strategy = reviewer.strategy(reviewer.chat, scan, rubric)
            opinions = strategy.ask(undecided(rubric, scan, measured.findings, quick, strategy.sure), lambda *_: None)
            print(f"{one.path.stem}: {len(opinions)} answers", flush=True)
        for name in names:
            found = measured.findings.get(name)
            probability = opinions[name].probability if name in opinions else None
            rows.append(
                Row(
                    one.path.stem,
                    name,
                    log_odds(found.probability if found else 0.5),
                    scan.best(name),
                    None if probability is None else log_odds(probability),
                    one.answers[name] == "yes",
                )
            )
    return rows


def compare(
    rows: Sequence[Row], others: Sequence[Row], group: Callable[[Row], str], leanings: Mapping[str, float] | None = None
) -> dict[str, dict[str, float]]:
    """Accuracy and mean balanced accuracy on `rows`, each group told by a fit on the other groups and on `others`."""
    pairs: Pairs = {}
    for left_out in sorted({group(row) for row in rows}):
        train = [*others, *(row for row in rows if group(row) != left_out)]
        _tell(train, [row for row in rows if group(row) == left_out], leanings, pairs)
    return {name: _figures(held) for name, held in pairs.items()}


def _tell(train: Sequence[Row], test: Sequence[Row], leanings: Mapping[str, float] | None, pairs: Pairs) -> None:
    for row in test:
        others = [other.yes for other in train if other.indicator == row.indicator]
        _note(pairs, "majority", row, 2 * sum(others) >= len(others))
    for witnesses in QUICK:
        weights = fit(train, witnesses)
        for row in test:
            _note(pairs, "+".join(witnesses), row, decide(weights[row.indicator], row) > 0)
    if leanings is not None:
        _tell_model(fit(train, QUICK[-1]), leanings, test, pairs)


def _tell_model(quick: Mapping[str, Weights], leanings: Mapping[str, float], test: Sequence[Row], pairs: Pairs) -> None:
    full = fit_model(quick, leanings)
    for row in test:
        known = decide(quick[row.indicator], row) > 0
        answer = known if row.model is None else decide(full[row.indicator], row) > 0
        _note(pairs, "all three", row, answer)
        if row.model is not None:
            _note(pairs, "asked: as it says", row, row.model > 0)
            _note(pairs, "asked: code+finder", row, known)
            _note(pairs, "asked: all three", row, answer)


def _note(pairs: Pairs, name: str, row: Row, ours: bool) -> None:
    pairs.setdefault(name, []).append((row.indicator, row.yes, ours))


def _figures(held: Sequence[tuple[str, bool, bool]]) -> dict[str, float]:
    by_indicator: dict[str, list[tuple[int, int]]] = {}
    for name, truth, ours in held:
        by_indicator.setdefault(name, []).append((int(truth), int(ours)))
    balanced = [value for pairs in by_indicator.values() if not np.isnan(value := balanced_accuracy(pairs))]
    return {
        "n": len(held),
        "accuracy": accuracy([pair for pairs in by_indicator.values() for pair in pairs]),
        "balanced": float(np.mean(balanced)) if balanced else float("nan"),
    }


def show(title: str, table: Mapping[str, Mapping[str, float]]) -> None:
    print(f"\n{title}\n{'':24}{'n':>6}{'accuracy':>10}{'balanced':>10}")
    for name, row in table.items():
        print(f"{name:24}{row['n']:>6}{row['accuracy']:>10.3f}{row['balanced']:>10.3f}")
