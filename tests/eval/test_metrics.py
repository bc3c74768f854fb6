from __future__ import annotations

import math

import pytest

from eval.agreement import commoner_share
from eval.metrics import accuracy, balanced_accuracy, bootstrap, kappa, mean_absolute_error, spread


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([(1, 1), (0, 0), (1, 0), (0, 0)], 0.75), ([(1, 1)], 1.0), ([(1, 0)], 0.0)],
)
def test_accuracy(pairs, expected) -> None:
    assert accuracy(pairs) == expected


def test_balanced_accuracy_is_the_mean_recall() -> None:
    assert balanced_accuracy([(1, 1), (1, 1), (1, 1), (0, 1)]) == 0.5
    assert balanced_accuracy([(1, 1), (1, 0), (0, 0), (0, 0)]) == 0.75
    assert math.isnan(balanced_accuracy([(1, 1), (1, 1)]))


def test_quadratic_kappa_punishes_far_misses_more() -> None:
    near = kappa([(1, 2), (2, 2), (3, 3), (4, 4)], quadratic=True)
    far = kappa([(1, 4), (2, 2), (3, 3), (4, 4)], quadratic=True)
    assert kappa([(1, 1), (2, 2), (4, 4)], quadratic=True) == 1.0
    assert far < near < 1
    # By hand: levels 1 and 2, all disagree, margins equal: 1 - observed/expected = 1 - 1/0.5.
    assert kappa([(1, 2), (2, 1)], quadratic=True) == pytest.approx(-1.0)


def test_error_and_spread() -> None:
    assert mean_absolute_error([(1, 3), (2, 2)]) == 1.0
    assert spread([3, 3, 3]) == 0.0
    assert math.isnan(accuracy([]))


def test_majority_is_the_share_of_the_commoner_answer() -> None:
    assert commoner_share([1, 1, 0, 0]) == 0.5
    assert commoner_share([1, 1, 1, 0]) == 0.75


def test_bootstrap_resamples_whole_drafts_and_is_repeatable() -> None:
    groups = [[(1, 1)] * 5, [(1, 0)] * 5, [(1, 1)] * 5, [(1, 1)] * 5]
    low, high = bootstrap(groups, accuracy)
    assert (low, high) == bootstrap(groups, accuracy)
    assert low < 0.75 <= high
    assert bootstrap([[(1, 1)]] * 3, accuracy) == (1.0, 1.0)
    assert all(math.isnan(bound) for bound in bootstrap([], accuracy))
