"""The suite `scoring`: its figures by hand, its folds, and the fast run over what the repository ships."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.agreement import (
    Judge,
    constant_judges,
    coverage,
    criterion_table,
    decided,
    indicator_table,
    readers_judge,
    reviewer_judge,
)
from eval.baseline import ask_usual
from eval.fitting import CODE_ONLY, Row, fit
from eval.folds import leave_out, write_folds
from eval.labels import Labelled, load_labelled
from eval.levels import _rows
from eval.scoring import FAST, choose
from eval.witnesses import LATER, QUICK, REFERENCE, blind, collect_all, shipped_hearing, training_rows
from reviewer.config import Settings
from reviewer.datamodels import CriterionResult, IndicatorResult, Review
from reviewer.judging.calibration import find_calibration, find_hearing
from reviewer.judging.finders import sentences_hash
from reviewer.models.chat import get_chat
from reviewer.models.embeddings import get_embedder
from reviewer.models.scripted import Script, ScriptedChat
from reviewer.pipeline import Reviewer


def draft(answers: dict[str, str], levels: dict[str, int], readers: tuple | None = None, given: tuple | None = None):
    return Labelled(Path("x.txt"), answers, levels, {}, readers, None, None, None, given)  # type: ignore[arg-type]


def review(probabilities: dict[str, float], levels: dict[str, int | str | None]) -> Review:
    """One criterion a level; all indicators stand in the first. A word instead of a level is why there is none."""
    answers = [
        IndicatorResult(id=name, name=name, answer="unclear", probability=p, basis="both", note="", evidence=[])
        for name, p in probabilities.items()
    ]
    criteria = [
        CriterionResult(
            id=name,
            name=name,
            status=level if isinstance(level, str) else "scored",  # type: ignore[arg-type]
            level=None if isinstance(level, str) else level,
            interval=None if isinstance(level, str) or level is None else (level, min(5, level + 1)),
            reason="",
            suggestion="",
            indicators=answers if place == 0 else [],
            exemplars=[],
        )
        for place, (name, level) in enumerate(levels.items())
    ]
    return Review.model_construct(criteria=criteria)


@pytest.mark.parametrize(("probability", "answer"), [(0.51, 1), (0.49, 0), (0.5, -1)])
def test_one_half_is_neither_yes_nor_no(probability: float, answer: int) -> None:
    assert decided(probability) == answer


@pytest.mark.parametrize("truth", ["yes", "no"])
def test_a_failed_call_is_wrong_whatever_the_truth(truth: str) -> None:
    table = indicator_table([draft({"a": truth}, {})], [review({"a": 0.5}, {"c": 3})])
    assert table["a"]["accuracy"] == 0.0


def test_constant_judges_are_counted_on_the_levels_that_ours_gives() -> None:
    labelled = [draft({"a": "yes"}, {"c": 3, "d": 1}), draft({"a": "yes"}, {"c": 4, "d": 1})]
    reviews = [review({"a": 0.9}, {"c": 3, "d": "unscored"}), review({"a": 0.9}, {"c": 3, "d": 1})]
    judges = constant_judges(labelled, reviews)
    ours = reviewer_judge(labelled, reviews)
    for judge in judges.values():
        assert [[t for t, _ in group] for group in judge.levels] == [[t for t, _ in group] for group in ours.levels]
    # Over all four levels it would be (0 + 2 + 1 + 2) / 4.
    assert judges["always 3"].figures(1.0)["mae"] == pytest.approx((0 + 1 + 2) / 3)
    assert judges["commonest"].levels == [[(3, 3)], [(4, 3), (1, 1)]]


def test_no_level_is_told_by_why() -> None:
    labelled = [draft({}, {"c": 3})] * 4
    reviews = [review({}, {"c": why}) for why in ("insufficient", "unscored", "unscored", 3)]
    row = criterion_table(labelled, reviews)["homework.c"]
    assert (row["insufficient"], row["unscored"], row["levels"]) == (0.25, 0.5, 1)


def test_readers_are_the_ceiling() -> None:
    first, second = {"c": 1, "d": 4, "e": 3}, {"c": 1, "d": 4, "e": 2}
    answers = ({"a": "yes", "b": "no"}, {"a": "yes", "b": "yes"})
    one = draft({"a": "yes", "b": "no"}, {"c": 1, "d": 4, "e": 3}, (first, second), answers)
    readers = readers_judge([one])
    ceiling = readers.figures(1.0)
    assert (ceiling["accuracy"], ceiling["exact"]) == (0.5, pytest.approx(2 / 3))
    assert ceiling["qwk"] == pytest.approx(1 - 1 / (29 / 3))  # by hand: observed 1, expected 29/3 from the margins
    judge = Judge([[]], [[(1, 1), (4, 4), (3, 3)]])
    assert judge.figures(0.5)["of_readers"] == 2.0
    assert math.isnan(judge.figures(0.0)["of_readers"])


def test_coverage_counts_both_readers() -> None:
    labelled = [draft({}, {"c": 3}, ({"c": 3}, {"c": 5})), draft({}, {"c": 2})]
    row = coverage(labelled, [review({}, {"c": 3}), review({}, {"c": 3})])["homework"]
    assert (row["levels"], row["inside"], row["mean_width"]) == (3, pytest.approx(1 / 3), 2.0)


def test_intervals_resample_drafts() -> None:
    low, high = Judge([[(1, 1)] * 9, [(1, 0)] * 9], [[], []]).figures(1.0)["accuracy_95"]
    assert (low, high) == (0.0, 1.0)


def test_readers_answers_are_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "x.txt").write_text("题", encoding="utf-8")
    entry = {name: {"answers": {"a": {"a": answer}}, "levels": {}} for name, answer in (("A", "yes"), ("B", "no"))}
    final = {"final": {"answers": {"a": "yes"}, "levels": {}}}
    (folder / "labels.json").write_text(json.dumps({"x": entry | final}), encoding="utf-8")
    assert load_labelled(tmp_path)[0].reader_answers == ({"a": "yes"}, {"a": "no"})


# ----------------------------------------------------------------------------- weights without the draft


@pytest.fixture(scope="module")
def reviewer(make_data_dir: Callable[[], Path]) -> Reviewer:
    return Reviewer.from_settings(Settings(data_dir=make_data_dir(), offline=True), llm="off")


def test_a_source_is_left_out_whatever_folder_it_comes_from() -> None:
    rows = [Row(name, "a", 0.0, 0.0, None, True) for name in ("d-l01", "d-l02", "d-l08", "x-l01", "x-l02")]
    assert [row.draft for row in leave_out(rows, "Paracraft lessons")] == ["d-l08", "x-l01", "x-l02"]
    assert [row.draft for row in leave_out(rows, "x-l01")] == ["d-l01", "d-l02", "d-l08", "x-l02"]


def test_of_the_reference_drafts_each_blind_one_is_fitted_on_once(reviewer: Reviewer) -> None:
    rows = training_rows(reviewer, "homework", REFERENCE, ())
    assert sorted({row.draft for row in rows}) == [f"r-h{number}" for number in range(LATER["homework"], 45)]
    assert len({(row.draft, row.indicator) for row in rows}) == len(rows)


def test_the_draft_scored_takes_no_part_in_its_weights(reviewer: Reviewer, tmp_path: Path) -> None:
    one = blind("homework")[0]
    folders = write_folds(reviewer, REFERENCE, (), [one], tmp_path)
    ours, theirs = collect_all(reviewer, "homework", REFERENCE)
    written = find_calibration(
        "homework", sentences_hash("homework"), reviewer.embedding, folders[one.path.stem]
    ).indicators
    assert theirs == []
    assert written == fit([row for row in ours if row.draft != one.path.stem], QUICK[-1], made=True)
    assert written != fit(ours, QUICK[-1], made=True)


def test_levels_are_given_with_the_fold_of_the_draft(reviewer: Reviewer, tmp_path: Path) -> None:
    from eval.calibrating import write_weights

    one = next(one for one in load_labelled(REFERENCE) if one.path.stem == "r-h01")
    names = [indicator.id for indicator in reviewer.rubric("homework").indicators()]
    levels = []
    for offset in (-9.0, 9.0):
        weights = CODE_ONLY.model_copy(update={"offset": offset, "code": 0.0})
        write_weights(reviewer, "homework", dict.fromkeys(names, weights), tmp_path / str(offset))
        rows = _rows(reviewer, [one], {"r-h01": tmp_path / str(offset)})
        levels.append(sum(level or 0 for ((_, _, _, level),) in rows.values()))
    assert levels[0] < levels[1]


def test_a_model_without_shipped_weights_is_taken_as_a_review_takes_it(tmp_path: Path, make_data_dir) -> None:
    """Nothing is made up for it in the folds."""
    script = tmp_path / "model.yaml"
    script.write_text("default: 0.9\n", encoding="utf-8")
    settings = Settings(data_dir=make_data_dir(), offline=True)
    scripted = Reviewer.from_settings(settings, llm=f"scripted:{script}")
    assert shipped_hearing(scripted, "homework") is None
    one = blind("homework")[0]
    folder = write_folds(scripted, REFERENCE, (), [one], tmp_path / "folds")[one.path.stem]
    assert [path.name for path in folder.iterdir()] == ["homework.json"]
    assert scripted.llm_name and find_hearing(scripted.llm_name, "homework", "x", folder) is None


def test_a_model_is_heard_as_shipped_whatever_weights_are_in_use(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, offline=True)
    chat = ScriptedChat("local:qwen2.5-coder-1.5b", Script(default=0.9))
    asked = Reviewer(settings, chat=chat, embedder=get_embedder(settings), library=None)  # type: ignore[arg-type]
    before = shipped_hearing(asked, "homework")
    asked.witnesses.calibrations = tmp_path
    assert before is not None and shipped_hearing(asked, "homework") == before


def test_the_usual_way_is_asked_about_as_many_lessons_as_wanted(tmp_path: Path) -> None:
    given = {"reason": "写明了", "quotes": [], "level": 4}
    script = tmp_path / "usual.json"
    script.write_text(json.dumps({"forms": {"objectives": given}}), encoding="utf-8")
    settings = Settings(data_dir=tmp_path, offline=True)
    asked = Reviewer(settings, chat=get_chat(f"scripted:{script}", settings), embedder=None, library=None)  # type: ignore[arg-type]
    drafts = [one for one in load_labelled(REFERENCE) if one.readers][-20:]
    found = ask_usual(asked, [*drafts[:2], *blind("lesson")[:5]], 2)
    assert found == {"r-l53": {"objectives": 4}, "r-l57": {"objectives": 4}}


# ----------------------------------------------------------------------------- the command


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["eval", *words])
    return main()


def test_fast_takes_a_few_of_each_kind() -> None:
    assert [one.kind for one in choose(REFERENCE, fast=True)] == ["lesson"] * FAST + ["homework"] * FAST


def test_the_fast_run_over_what_is_shipped(monkeypatch, tmp_path: Path, make_data_dir, capsys) -> None:
    """What CI runs: the whole suite on four drafts, with the shipped weights and no model."""
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(make_data_dir()))
    out, page = tmp_path / "scoring.json", tmp_path / "page" / "scoring.md"
    words = ("scoring", "--fast", "--llm", "off", "--data", str(REFERENCE), "--out", str(out), "--report", str(page))
    before = (REFERENCE.parents[1] / "docs" / "scoring.md").read_bytes()
    assert run(monkeypatch, *words) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["drafts"] == {"lesson": FAST, "homework": FAST}
    judges = told["judges"]
    assert set(judges) == {"ours", "only what is counted", "commonest", "always 3", "reader B (truth: A)"}
    assert judges["ours"]["answers"] == FAST * (37 + 22)
    assert judges["ours"]["levels"] == judges["always 3"]["levels"]
    assert judges["reader B (truth: A)"]["levels"] == FAST * 16
    assert 0.6 < judges["ours"]["accuracy_95"][0] <= judges["ours"]["accuracy"] <= judges["ours"]["accuracy_95"][1] <= 1
    assert judges["reader B (truth: A)"]["accuracy"] is None  # these drafts have one set of answers: null, not NaN
    assert told["quotes"]["quotes"] == told["quotes"]["verbatim"] > 0
    with_what = told["measured_with"]
    assert with_what["model"] is None and with_what["options"]["fast"] is True
    assert len(with_what["labels"]["data"]) == 64 and "usual" in with_what["prompts"]
    assert set(with_what["shipped_calibration"]) == {"lesson", "homework"}
    printed = capsys.readouterr().out
    for words in ("reader B (truth: A)", "of_readers", "insufficient", "80% interval", "参加过权重的拟合"):
        assert words in printed
    assert "第二位读者" in page.read_text(encoding="utf-8") and (page.parent / "plots" / "scoring.png").is_file()
    assert (REFERENCE.parents[1] / "docs" / "scoring.md").read_bytes() == before


def test_the_usual_way_needs_a_model(monkeypatch, make_data_dir, capsys) -> None:
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(make_data_dir()))
    assert run(monkeypatch, "scoring", "--usual", "1", "--llm", "off", "--data", str(REFERENCE)) == 2
    assert "--usual" in capsys.readouterr().err
