"""Quadratic weighted kappa, in each of the places that report it."""

from __future__ import annotations

import math
import random

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from eval.metrics import kappa
from reviewer import research
from reviewer.kappa import quadratic_kappa
from reviewer.store.readings import measure_agreement

# By hand: observed (0 + 0 + 0 + 4) / 4 = 1; expected 27/16 + 19/16 + (11/4 - 9/4)^2 = 25/8; 1 - 8/25. Nobody gave 3: by
# places in the list of levels that occur, 2 and 4 would be neighbours and the figure .80.
WITHOUT_THREE = [(1, 1), (2, 2), (4, 4), (4, 2)]


def _research(pairs: list[tuple[int, int]]) -> float:
    frames = [
        pd.DataFrame([{"file": n, "criterion": "c", "level": pair[side]} for n, pair in enumerate(pairs)])
        for side in (1, 0)
    ]
    return float(research.agreement(*frames).loc["c", "qwk"])


@pytest.mark.parametrize(
    "figure",
    [
        quadratic_kappa,
        lambda pairs: kappa(pairs, quadratic=True),
        lambda pairs: measure_agreement(pairs).qwk,
        _research,
    ],
)
def test_a_level_nobody_gave_keeps_its_distance(figure) -> None:
    assert figure(WITHOUT_THREE) == pytest.approx(0.68)
    assert math.isnan(figure([(3, 3), (3, 3)]))


def test_it_is_the_library_s_figure_over_all_five_levels() -> None:
    chance = random.Random(1)
    for _ in range(50):
        pairs = [(chance.randint(1, 5), chance.randint(1, 5)) for _ in range(chance.randint(2, 12))]
        if len({level for pair in pairs for level in pair}) > 1:
            theirs = cohen_kappa_score(*zip(*pairs, strict=True), weights="quadratic", labels=[1, 2, 3, 4, 5])
            assert quadratic_kappa(pairs) == pytest.approx(theirs)
