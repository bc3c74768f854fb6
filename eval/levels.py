"""Suite `levels`: levels against two readers who gave nothing but levels, by the rubric's anchors alone.

The readers' levels of the suite `scoring` were given together with the answers. These were not (reference drafts, labels.json), so they also
measure the rule that makes levels of answers: once on the true answers, once on ours. Every draft that takes part in the
shipped weights (the blind reference drafts and those of `data`) is reviewed with weights fitted without it.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.cells import cell
from eval.folds import fold_of, write_folds
from eval.labels import Labelled, labels_of, load_labelled
from eval.metrics import Pairs, accuracy, bootstrap, kappa, mean_absolute_error, spread
from eval.witnesses import REFERENCE, blind, is_reference
from reviewer.config import Settings
from reviewer.datamodels import IndicatorResult
from reviewer.judging.calibration import SHIPPED
from reviewer.judging.levels import score_level
from reviewer.pipeline import Reviewer
from reviewer.rubrics import Criterion, Rule

SPREAD = 2 / 3  # of the readers' standard deviation: a judge below it gives everybody the same
Row = tuple[
    str, tuple[int, int], int | None, int | None
]  # draft, its readers' levels, the rule's of the true answers, ours


def run(settings: Settings, data: Path, llm: str, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Prints a row per criterion and two per kind. `llm` off leaves what must be read without levels.

    The spread is judged over these drafts and those of `data` that two readers gave levels: few are too few for it. The
    drafts of `also` take part in fits only.
    """
    reviewer = Reviewer.from_settings(settings, llm=llm)
    unseen = [*blind("lesson"), *blind("homework")]
    labelled = load_labelled(data) if labels_of(data).is_file() and not is_reference(data) else []
    others = [one for one in labelled if one.readers is not None]
    with tempfile.TemporaryDirectory(prefix="calibrations-") as folder:
        folds = write_folds(reviewer, data if labelled else REFERENCE, also, [*unseen, *others], Path(folder))
        read = [one for one in load_labelled(REFERENCE) if one.readers is not None]
        rows, more = (_rows(reviewer, drafts, folds) for drafts in (read, others))
    blind_names = {one.path.stem for one in unseen}
    result: dict[str, Any] = {
        "llm": reviewer.llm_name,
        "criteria": {name: figures(held) for name, held in rows.items()},
    }
    for kind in ("lesson", "homework"):
        pooled = [row for name, held in rows.items() if name.startswith(kind) for row in held]
        result["criteria"][f"{kind}, all"] = figures(pooled)
        result["criteria"][f"{kind}, blind"] = figures([row for row in pooled if row[0] in blind_names])
    result["spread"] = {name: _spreads([*held, *more.get(name, [])]) for name, held in rows.items()}
    show(result)
    return result


def _rows(reviewer: Reviewer, drafts: Sequence[Labelled], folds: Mapping[str, Path]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for one in drafts:
        assert one.readers is not None
        reviewer.witnesses.calibrations = fold_of(folds, one, SHIPPED)
        review = reviewer.review(reviewer.read(one.path, kind=one.kind))
        ours = {criterion.id: criterion.level for criterion in review.criteria}
        rubric = reviewer.rubric(one.kind)
        for criterion in rubric.criteria:
            given = (one.readers[0][criterion.id], one.readers[1][criterion.id])
            by_rule = level_of_truth(criterion, one, rubric.rule)
            rows[f"{one.kind}.{criterion.id}"].append((one.path.stem, given, by_rule, ours[criterion.id]))
    return rows


def level_of_truth(criterion: Criterion, one: Labelled, rule: Rule) -> int | None:
    """What the rule makes of the true answers. 5 needs more than presence, which labels don't tell: 4 is the most."""
    answers = [
        IndicatorResult(
            id=indicator.id,
            name=indicator.name,
            answer=one.answers[indicator.id],
            probability=float(one.answers[indicator.id] == "yes"),
            basis=indicator.basis,
            note="",
            evidence=[],
        )
        for indicator in criterion.indicators
    ]
    return score_level(answers, rule).level


def figures(rows: Sequence[Row]) -> dict[str, Any]:
    """The readers between themselves, the rule on the true answers and ours, each against both readers."""
    between = [given for _, given, _, _ in rows]
    rule = [(level, by_rule) for _, given, by_rule, _ in rows for level in given if by_rule is not None]
    ours = [(level, mine) for _, given, _, mine in rows for level in given if mine is not None]
    by_draft: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, given, _, mine in rows:
        by_draft[name] += [(level, mine) for level in given if mine is not None]
    return {
        "drafts": len(by_draft),
        "readers": _qwk(between),
        "rule": _qwk(rule),
        "ours": _qwk(ours),
        "ours_95": bootstrap(list(by_draft.values()), _qwk),
        "exact": accuracy(ours),
        "mae": mean_absolute_error(ours),
        "mae_95": bootstrap(list(by_draft.values()), mean_absolute_error),
        "spread": spread([mine for _, mine in ours]),
        "readers_spread": spread([level for pair in between for level in pair]),
        "no_level": float(np.mean([mine is None for *_, mine in rows])),
    }


def _spreads(rows: Sequence[Row]) -> tuple[float, float]:
    """Standard deviation of our levels and of the readers', where we give one."""
    given = [(level, mine) for _, pair, _, mine in rows for level in pair if mine is not None]
    return spread([mine for _, mine in given]), spread([level for level, _ in given])


def _qwk(pairs: Pairs) -> float:
    return kappa(pairs, quadratic=True)


def show(result: Mapping[str, Any]) -> None:
    columns = (
        *("drafts", "readers", "rule", "ours", "ours_95", "exact", "mae", "mae_95"),
        *("spread", "readers_spread", "no_level"),
    )
    print(f"{'qwk: readers, rule, ours':26}" + "".join(f"{column:>15}" for column in columns))
    for name, row in result["criteria"].items():
        print(f"{name:26}" + "".join(f"{cell(row[column], 3):>15}" for column in columns))
    narrow = [name for name, (mine, theirs) in result["spread"].items() if mine < SPREAD * theirs]
    print(f"\nmodel: {result['llm']}; spread over all labelled drafts below two thirds: {', '.join(narrow) or 'none'}")
