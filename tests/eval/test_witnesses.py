"""The weighing of witnesses on made-up rows whose truth is known, and the severity fit."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from eval.disturbances import ALL, NEVER_RAISE
from eval.fitting import MODEL_SLOPE, Row, decide, fit, fit_model
from eval.witnesses import compare
from reviewer.judging.severity import base_level, reach
from reviewer.judging.severity_fit import LEAST_DRAFTS, Leaning, Scored, agreed_level, fit_leaning
from reviewer.rubrics import get_rubric

RULE = get_rubric("lesson").rule


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


def scored(shift: int, drafts: int = 30) -> list[Scored]:
    """People who give `shift` levels more or less than the rule."""
    chance = np.random.default_rng(2)
    made = []
    for _ in range(drafts):
        probabilities = {f"i{n}": float(chance.random() > 0.5) for n in range(5)}
        level = round(base_level(probabilities, RULE)) + shift
        made.append(Scored(probabilities, min(5, max(1, level))))
    return made


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_severer_or_milder_reader_is_learnt(shift: int) -> None:
    leaning = fit_leaning(scored(shift), RULE)
    assert isinstance(leaning, Leaning)
    assert leaning.before.mae > 0.8
    assert leaning.after.mae < 0.4
    chances = reach(leaning, {f"i{n}": float(n < 3) for n in range(5)}, RULE)
    assert 1 + sum(chance >= 0.5 for chance in chances) == 3 + shift
    assert chances == sorted(chances, reverse=True)


def test_a_reader_who_agrees_with_the_rule_changes_nothing_or_is_refused() -> None:
    leaning = fit_leaning(scored(0), RULE)
    assert isinstance(leaning, str) or leaning.after.mae <= leaning.before.mae


@pytest.mark.parametrize(
    ("given", "reason"),
    [(scored(0, LEAST_DRAFTS - 1), "至少要"), ([Scored({"i": 0.5}, 3)] * 20, "看不出尺度")],
)
def test_too_little_is_refused_with_the_reason(given: list[Scored], reason: str) -> None:
    leaning = fit_leaning(given, RULE)
    assert isinstance(leaning, str)
    assert reason in leaning


def test_readers_of_one_draft_agree_on_the_middle_one_the_lower_of_two() -> None:
    assert (agreed_level([2, 5, 3]), agreed_level([3, 4])) == (3, 3)


@pytest.mark.parametrize("name", ALL)
def test_a_disturbance_leaves_the_lines_of_the_draft(name: str) -> None:
    text = "《圆》教案\n| 教师活动 | 学生活动 |\n教学过程\n学生独立完成3道题，写出理由。同桌互查，说一说错在哪里。\n作业：第5题（必做）。\n"
    changed = ALL[name](text, random.Random(1))
    plain = changed.replace("\u200b", "").translate(
        {ord(a): ord(b) for a, b in zip("０１２３４５６７８９（）", "0123456789()", strict=True)}
    )
    for line in ("学生独立完成3道题，写出理由。", "同桌互查，说一说错在哪里。"):
        assert line in plain
    assert changed != text or name in ("names swapped", "blank lines", "zero-width characters")
    assert (len(changed) > len(text)) or name not in NEVER_RAISE
