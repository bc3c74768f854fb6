"""The tables of the suite `witnesses`: figures of each witness, and what the combination gains on code, with intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from eval.metrics import accuracy, auc, balanced_accuracy

ROUNDS = 200  # of the bootstrap
FIGURES = ("accuracy", "balanced", "auc", "log loss")
COMBINED = ("all three", "code+finder")  # the one that a review uses: the first that there is


class Said(NamedTuple):
    """What a witness says of one indicator of one draft, in log-odds of yes, and the truth."""

    draft: str
    indicator: str
    yes: bool
    odds: float


Told = dict[str, list[Said]]  # by witness


def describe(told: Told, both: Collection[str]) -> dict[str, Any]:
    """The table of all indicators and that of those which code and model decide together (`both`)."""
    alone = {name: [one for one in held if one.indicator in both] for name, held in told.items()}
    return {"all": _table(told), "both": _table({name: held for name, held in alone.items() if held})}


def _table(told: Told) -> dict[str, Any]:
    combined = next((name for name in COMBINED if name in told), None)
    pairs = [(combined, "code"), (combined, "code+finder")] if combined == COMBINED[0] else [(combined, "code")]
    return {
        "witnesses": {name: figures(held) for name, held in told.items()},
        "differences": {
            f"{one} - {other}": difference(told[one], told[other]) for one, other in pairs if one and other in told
        },
    }


def figures(held: Sequence[Said]) -> dict[str, float]:
    """Accuracy and log loss over all answers; balanced accuracy and AUC as means over the indicators with both answers.

    AUC: how well yes is told from no, whatever the threshold.
    """
    by_indicator: dict[str, list[tuple[int, float]]] = {}
    for one in held:
        by_indicator.setdefault(one.indicator, []).append((int(one.yes), one.odds))
    both = [rows for rows in by_indicator.values() if len({truth for truth, _ in rows}) == 2]
    surprise = [np.logaddexp(0.0, -one.odds if one.yes else one.odds) for one in held]
    return {
        "n": len(held),
        "accuracy": accuracy([(int(one.yes), int(one.odds > 0)) for one in held]),
        "balanced": _mean([balanced_accuracy([(truth, int(odds > 0)) for truth, odds in rows]) for rows in both]),
        "auc": _mean([auc(rows) for rows in both]),
        "log loss": float(np.mean(surprise)),
    }


def difference(one: Sequence[Said], other: Sequence[Said], rounds: int = ROUNDS) -> dict[str, tuple[float, ...]]:
    """(difference, low, high) of each figure: both witnesses on the same whole drafts, resampled together; 95%, seeded."""
    drafts = sorted({said.draft for said in one})
    pairs = [(_of(one, name), _of(other, name)) for name in drafts]
    random = np.random.default_rng(0)
    chosen = [range(len(pairs)), *(random.integers(0, len(pairs), len(pairs)) for _ in range(rounds))]
    found = []
    for places in chosen:
        first, second = (figures([said for place in places for said in pairs[place][side]]) for side in (0, 1))
        found.append([first[name] - second[name] for name in FIGURES])
    low, high = np.nanpercentile(found[1:], [2.5, 97.5], axis=0)
    return {name: (found[0][at], float(low[at]), float(high[at])) for at, name in enumerate(FIGURES)}


def _of(held: Sequence[Said], draft: str) -> list[Said]:
    return [said for said in held if said.draft == draft]


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def show(title: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
    for part, table in tables.items():
        print(f"\n{title}; indicators: {part}\n{'':24}{'n':>6}" + "".join(f"{name:>10}" for name in FIGURES))
        for name, row in table["witnesses"].items():
            print(f"{name:24}{row['n']:>6}" + "".join(f"{row[figure]:>10.3f}" for figure in FIGURES))
        for name, row in table["differences"].items():
            shown = (
                f"{figure} {row[figure][0]:+.3f} [{row[figure][1]:+.3f}, {row[figure][2]:+.3f}]" for figure in FIGURES
            )
            print(f"{name}: " + "  ".join(shown))
