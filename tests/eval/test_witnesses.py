"""The weighing of witnesses on made-up rows whose truth is known."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.calibrating import describe_training, refuse_structured
from eval.fitting import Row, decide, fit
from eval.labels import hash_labels
from eval.witness_tables import Said, describe, difference, figures
from eval.witnesses import QUICK, REFERENCE, compare
from reviewer.config import Settings
from reviewer.errors import UsageError
from reviewer.judging.calibration import UNCALIBRATED, Hearing, Leaning, Weights
from reviewer.judging.probing import FILE_NAME, TRUTH, Skill, probe_key
from reviewer.models.chat import get_chat
from reviewer.pipeline import Reviewer
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


def test_how_often_made_drafts_say_yes_is_kept_apart() -> None:
    """The same words of code and finder, but made drafts hold near misses: they must not pull down teachers' own."""
    real = [Row(f"d{n}", "a", 0.2, 0.0, None, True) for n in range(12)]
    made = [Row(f"r{n}", "a", 0.2, 0.0, None, n % 4 == 0, made=True) for n in range(12)]
    theirs, ours = (fit([*real, *made], ("code", "finder"), made=kind)["a"] for kind in (False, True))
    assert decide(theirs, real[0]) > 1 > 0 > decide(ours, made[0])
    assert (theirs.code, theirs.finder) == (ours.code, ours.finder)
    mixed = fit([*real, *[replace(row, made=False) for row in made]], ("code", "finder"))["a"]
    assert decide(mixed, real[0]) < decide(theirs, real[0])


class Saying:
    """A model that says what the rows hold, where the weights it is given leave the answer open; it notes the weights."""

    def __init__(self, said: list[Row]) -> None:
        self.said = {(row.draft, row.indicator): row.model for row in said}
        self.given: dict[str, Any] = {}

    def ask(self, rows: Sequence[Row], quick: Mapping[str, Weights]) -> list[Row]:
        self.given |= {row.draft: quick for row in rows}
        return [replace(row, model=self.said[row.draft, row.indicator]) for row in rows]

    def weigh(self, quick: Mapping[str, Weights], slope: float) -> dict[str, Weights]:
        asked = {"a": "", "b": ""}
        heard = Hearing(name="m", prompts="", slope=slope, leanings={"a": Leaning(asked="", log_odds=2.0)})
        return UNCALIBRATED.model_copy(update={"indicators": dict(quick)}).hearing(heard, asked).indicators


def unasked(drafts: int = 24) -> list[Row]:
    return [replace(row, model=None) for row in rows(drafts)]


def test_the_table_is_of_groups_left_out() -> None:
    table = {name: figures(held) for name, held in compare(unasked(), [], Saying(rows())).items()}
    assert table["code+finder"]["accuracy"] > max(table["code"]["accuracy"], table["majority"]["accuracy"])
    assert table["all three"]["accuracy"] >= table["code+finder"]["accuracy"] - 0.02
    assert table["majority"]["n"] == 48
    assert table["all three"]["log loss"] != table["all three, slope 1.0"]["log loss"]


def test_a_source_takes_no_part_in_its_own_fit() -> None:
    """With one source only there is nothing to fit on but `others`, whose truth is turned round here."""
    one = [replace(row, draft=f"d-l0{1 + int(row.draft[1:]) % 7}") for row in rows()]  # all of one source
    wrong = [replace(row, yes=not row.yes, draft="w") for row in rows()]
    left_out = figures(compare(rows(), [])["code+finder"])
    assert figures(compare(one, wrong)["code+finder"])["accuracy"] < left_out["accuracy"] - 0.2


def test_the_same_source_among_the_others_is_left_out_too() -> None:
    """A tested draft that comes again with the others must not be learnt from: its truth is turned round there."""
    again = [replace(row, yes=not row.yes) for row in rows()]
    mine, theirs = rows()[:2], again[:2]
    assert compare(mine, [*theirs, *rows()[2:]]) == compare(mine, rows()[2:])


def test_which_rows_are_asked_about_is_told_by_the_folds_own_weights() -> None:
    model, given = Saying(rows(6)), unasked(6)
    compare(given, [], model)
    for name in ("d0", "d5"):
        assert model.given[name] == fit([row for row in given if row.draft != name], QUICK[-1])


def test_indicators_of_both_have_a_table_of_their_own() -> None:
    told = compare(unasked(30), [], Saying(rows(30)))
    tables = describe(told, {"b"})
    assert (tables["all"]["witnesses"]["code"]["n"], tables["both"]["witnesses"]["code"]["n"]) == (60, 30)
    assert tables["both"]["witnesses"]["asked: as it says"]["n"] == 30
    assert set(tables["both"]["differences"]) == {"all three - code", "all three - code+finder"}
    gained, low, high = tables["both"]["differences"]["all three - code"]["accuracy"]
    assert low <= gained <= high and low > 0  # `b` is told by the finder, not by code


def test_differences_are_paired_on_the_same_drafts() -> None:
    """Two witnesses that agree to a constant on every draft differ by it in every resample."""
    one = [Said(f"d{n}", "i", n % 3 == 0, 1.0) for n in range(12)]
    other = [said._replace(odds=-1.0 if said.draft == "d0" else 1.0) for said in one]
    assert difference(one, one)["accuracy"] == (0.0, 0.0, 0.0)
    found, low, high = difference(one, other)["accuracy"]
    assert found == pytest.approx(1 / 12) and low == 0.0 and 0 < high < 0.4


def test_a_model_asked_by_criterion_is_not_calibrated(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("default: 0.9\n", encoding="utf-8")
    settings = Settings(data_dir=tmp_path, offline=True)
    chat = get_chat(f"scripted:{tmp_path / 'model.yaml'}", settings)
    assert chat is not None
    asked = Reviewer(settings, chat=chat, embedder=None, library=None)  # type: ignore[arg-type]
    refuse_structured(asked)
    skill = Skill(word=True, right=len(TRUTH), seconds=1.0, at=time.time())
    (tmp_path / FILE_NAME).write_text(json.dumps({probe_key(chat): skill.model_dump()}), encoding="utf-8")
    with pytest.raises(UsageError, match="按条目"):
        refuse_structured(asked)


def test_what_weights_are_fitted_on_is_noted_without_paths() -> None:
    told = describe_training(REFERENCE, ())
    assert told == [
        {"folder": "eval/data, blind", "labels_sha256": hash_labels(REFERENCE), "lesson": 16, "homework": 12}
    ]
