"""The weighing of witnesses on made-up rows whose truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval.fitting import MODEL_SLOPE, Row, decide, fit, fit_model
from eval.witnesses import compare


def rows(drafts: int = 24) -> list[Row]:
    """`a` is told by code, `b` by the finder and by a model that says yes too often."""
    chance = np.random.default_rng(1)
    made = []
    for number in range(drafts):
        for name in ("a", "b"):
            yes = bool(chance.random() < 0.5)
            sign = 2.0 if yes else -2.0
            code = sign if name == "a" else float(chance.normal())
            finder = sign + float(chance.normal()) if name == "b" else float(chance.normal())
            made.append(Row(f"d{number}", name, code, finder, sign / 2 + 2.0, yes))
    return made


def test_each_indicator_leans_on_the_witness_that_tells_it() -> None:
    weights = fit(rows(), ("code", "finder"))
    assert weights["a"].code > weights["b"].code
    assert weights["b"].finder > weights["a"].finder
    assert min(w.code for w in weights.values()) >= 0


def test_the_models_leaning_is_taken_off() -> None:
    quick = fit(rows(), ("code", "finder"))
    full = fit_model(quick, {"a": 2.0, "b": 1.0})
    row = Row("x", "b", 0.0, 0.0, 1.0, True)
    assert decide(full["b"], row) == pytest.approx(decide(quick["b"], row), abs=1e-3)
    assert full["b"].model == MODEL_SLOPE
    assert decide(full["b"], replace(row, model=3.0)) > decide(full["b"], row)


def test_the_table_is_of_groups_left_out() -> None:
    table = compare(rows(), [], lambda row: row.draft, {"a": 2.0, "b": 2.0})
    assert table["code+finder"]["accuracy"] > max(table["code"]["accuracy"], table["majority"]["accuracy"])
    assert table["all three"]["accuracy"] >= table["code+finder"]["accuracy"] - 0.02
    assert table["majority"]["n"] == 48


def test_a_group_takes_no_part_in_its_own_fit() -> None:
    """With one group only there is nothing to fit on but `others`, whose truth is turned round here."""
    wrong = [replace(row, yes=not row.yes, draft="w") for row in rows()]
    table = compare(rows(), wrong, lambda row: "one", None)
    left_out = compare(rows(), [], lambda row: row.draft, None)
    assert table["code+finder"]["accuracy"] < left_out["code+finder"]["accuracy"] - 0.2


