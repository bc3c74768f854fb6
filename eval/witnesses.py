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
from eval.metrics import accuracy, auc, balanced_accuracy
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Kind
from reviewer.judging.calibration import Weights, log_odds
from reviewer.judging.indicators import undecided
from reviewer.pipeline import Reviewer

REFERENCE = ROOT / "eval" / "data"
LATER = {"lesson": 53, "homework": 33}  # number of the first blind draft
ASKED = 8  # blind drafts of a kind that the model is asked about: five minutes on two cores
QUICK = (("code",), ("finder",), ("code", "finder"))

Told = dict[str, list[tuple[str, bool, float]]]  # witness -> (indicator, truth, log-odds of yes)


def run(settings: Settings, data: Path, llm: str, drafts: int = ASKED, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Prints both tables of both kinds. Without a model its rows are left out. The drafts of `also` take part in fits only."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    result: dict[str, Any] = {"llm": reviewer.llm_name}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        ours, theirs = collect_all(reviewer, kind, data, drafts)
        more = collect_more(reviewer, kind, also)
        leanings = find_leanings(reviewer.chat, reviewer.rubric(kind)) if reviewer.chat is not None else None
        result[kind] = compare(ours, [*theirs, *more], lambda row: row.draft, leanings)
        show(f"{kind}: blind reference drafts, each left out of its own fit", result[kind])
        if theirs:
            result[f"{kind} labels"] = compare(theirs, [*ours, *more], lambda row: source_of(row.draft), leanings)
            show(f"{kind}: drafts labelled by readers, each source left out", result[f"{kind} labels"])
    return result


def collect_all(reviewer: Reviewer, kind: Kind, data: Path, asked: int) -> tuple[list[Row], list[Row]]:
    """Rows of the blind drafts, and of the labelled ones in `data`; the model is asked about `asked` blind ones and all others."""
    held = [one for one in load_labelled(data) if one.kind == kind]
    return collect(reviewer, kind, blind(kind), asked=asked), collect(
        reviewer, kind, held, asked=len(held) if asked else 0
    )


def collect_more(reviewer: Reviewer, kind: Kind, also: Sequence[Path]) -> list[Row]:
    """Rows of further labelled drafts, without the model: real ones, whose answers are distributed as teachers' are."""
    held = [one for folder in also for one in load_labelled(folder) if one.kind == kind]
    return collect(reviewer, kind, held, asked=0)


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
            quick = reviewer.witnesses.calibration(kind)
            strategy = reviewer.witnesses.strategy(reviewer.chat, scan, rubric)
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
    """Figures on `rows`, each group told by a fit on the other groups and on `others`.

    Accuracy and log loss over all answers; balanced accuracy and AUC (how well yes is told from no, whatever the threshold)
    as means over the indicators that have both answers.
    """
    told: Told = {}
    for left_out in sorted({group(row) for row in rows}):
        train = [*others, *(row for row in rows if group(row) != left_out)]
        _tell(train, [row for row in rows if group(row) == left_out], leanings, told)
    return {name: _figures(held) for name, held in told.items()}


def _tell(train: Sequence[Row], test: Sequence[Row], leanings: Mapping[str, float] | None, told: Told) -> None:
    for row in test:
        others = [other.yes for other in train if other.indicator == row.indicator]
        _note(told, "majority", row, log_odds((sum(others) + 0.51) / (len(others) + 1)))
    for witnesses in QUICK:
        weights = fit(train, witnesses)
        for row in test:
            _note(told, "+".join(witnesses), row, decide(weights[row.indicator], row))
    if leanings is not None:
        _tell_model(fit(train, QUICK[-1]), leanings, test, told)


def _tell_model(quick: Mapping[str, Weights], leanings: Mapping[str, float], test: Sequence[Row], told: Told) -> None:
    full = fit_model(quick, leanings)
    for row in test:
        known = decide(quick[row.indicator], row)
        answer = known if row.model is None else decide(full[row.indicator], row)
        _note(told, "all three", row, answer)
        if row.model is not None:
            _note(told, "asked: as it says", row, row.model)
            _note(told, "asked: code+finder", row, known)
            _note(told, "asked: all three", row, answer)


def _note(told: Told, name: str, row: Row, odds: float) -> None:
    told.setdefault(name, []).append((row.indicator, row.yes, odds))


def _figures(held: Sequence[tuple[str, bool, float]]) -> dict[str, float]:
    by_indicator: dict[str, list[tuple[int, float]]] = {}
    for name, truth, odds in held:
        by_indicator.setdefault(name, []).append((int(truth), odds))
    both = [rows for rows in by_indicator.values() if len({truth for truth, _ in rows}) == 2]
    surprise = [np.logaddexp(0.0, -odds if truth else odds) for _, truth, odds in held]
    return {
        "n": len(held),
        "accuracy": accuracy([(int(truth), int(odds > 0)) for _, truth, odds in held]),
        "balanced": _mean([balanced_accuracy([(truth, int(odds > 0)) for truth, odds in rows]) for rows in both]),
        "auc": _mean([auc(rows) for rows in both]),
        "log loss": float(np.mean(surprise)),
    }


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def show(title: str, table: Mapping[str, Mapping[str, float]]) -> None:
    columns = ("accuracy", "balanced", "auc", "log loss")
    print(f"\n{title}\n{'':24}{'n':>6}" + "".join(f"{column:>10}" for column in columns))
    for name, row in table.items():
        print(f"{name:24}{row['n']:>6}" + "".join(f"{row[column]:>10.3f}" for column in columns))
