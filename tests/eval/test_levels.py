"""Levels against readers who gave levels alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.labels import Labelled, load_labelled
from eval.levels import figures, level_of_truth
from eval.witnesses import REFERENCE
from reviewer.rubrics import get_rubric


def test_sixty_reference_drafts_have_two_readers_levels_for_every_criterion() -> None:
    read = [one for one in load_labelled(REFERENCE) if one.readers is not None]
    assert (sum(one.kind == "homework" for one in read), sum(one.kind == "lesson" for one in read)) == (44, 16)
    for one in read:
        ids = [criterion.id for criterion in get_rubric(one.kind).criteria]
        assert one.readers and all(sorted(levels) == sorted(ids) for levels in (*one.readers, one.levels))
        assert all(1 <= level <= 5 for levels in one.readers for level in levels.values())


@pytest.mark.parametrize(
    ("answers", "level"),
    [({"lo.stated": "yes", "lo.within_cap": "no"}, 2), ({"lo.stated": "no", "lo.within_cap": "yes"}, 3)],
)
def test_the_rule_on_true_answers_keeps_to_what_is_essential(answers: dict[str, str], level: int) -> None:
    rubric = get_rubric("homework")
    load = next(criterion for criterion in rubric.criteria if criterion.id == "load")
    one = Labelled(Path("x.txt"), answers, {}, {}, None, None, None, None)  # type: ignore[arg-type]
    assert level_of_truth(load, one, rubric.rule) == level


def test_figures_by_hand() -> None:
    rows = [("a", (1, 1), 1, 1), ("b", (5, 5), 5, 1), ("c", (3, 3), 3, None)]
    found = figures(rows)
    assert (found["drafts"], found["readers"], found["rule"]) == (3, 1.0, 1.0)
    assert (found["exact"], found["mae"], found["spread"], found["no_level"]) == (0.5, 2.0, 0.0, pytest.approx(1 / 3))
