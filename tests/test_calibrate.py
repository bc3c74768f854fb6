"""From scored drafts to a severity: districts made up on the real drafts of eval/data, reviewed without a model."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from reviewer.calibrate import Read, fit_severity, tell_lessons
from reviewer.config import ROOT, Settings
from reviewer.datamodels import CriterionResult
from reviewer.judging.levels import worth
from reviewer.judging.severity import Severity
from reviewer.judging.severity_measures import measures_of
from reviewer.library.store import open_library
from reviewer.pipeline import Reviewer
from reviewer.rubrics import get_rubric

RUBRIC = get_rubric("lesson")
Readers = Callable[[CriterionResult, int], int]  # a criterion with its level, and the number of the draft


@pytest.fixture(scope="module")
def drafts(tmp_path_factory) -> list[Read]:
    """Thirty lessons as the machine reviews them."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), offline=True)
    reviewer = Reviewer(settings, chat=None, embedder=None, library=open_library(settings, None))
    read = []
    for number in range(1, 31):
        draft = reviewer.read(ROOT / "eval" / "data" / "drafts" / f"r-l{number:02}.txt", kind="lesson")
        read.append(Read(reviewer.review(draft), draft.text, {}))
    return read


def calibrated(drafts: list[Read], readers: Readers) -> Severity:
    scored = []
    for number, one in enumerate(drafts):
        given = {c.id: [min(5, max(1, readers(c, number)))] for c in one.review.criteria if c.level is not None}
        scored.append(Read(one.review, one.text, given))
    return fit_severity(scored, RUBRIC, "本区")


def shifted(by: int) -> Readers:
    """The rule's level and `by`, and for every sixth score or so a level beside it: people are not machines."""

    def level(criterion: CriterionResult, number: int) -> int:
        chance = random.Random(f"{number} {criterion.id}")
        return (criterion.level or 0) + by + chance.choice([0, 0, 0, 0, 1, -1])

    return level


def doubled(criterion: CriterionResult, number: int) -> int:
    """The rule, with the first indicator counted twice."""
    counted = [worth(one) for one in (criterion.indicators[0], *criterion.indicators)]
    return math.floor(1 + RUBRIC.rule.span * sum(counted) / len(counted) + 0.5)


@pytest.mark.parametrize("by", [-1, 1])
def test_a_strict_and_a_mild_district_are_learnt(drafts: list[Read], by: int) -> None:
    found = calibrated(drafts, shifted(by))
    assert len(found.criteria) >= 4
    for name, one in found.criteria.items():
        results = [(read.result(name), number) for number, read in enumerate(drafts)]
        pairs = [(c.level, min(5, max(1, shifted(by)(c, number)))) for c, number in results if c.level is not None]
        assert one.before.mae == pytest.approx(sum(abs(a - b) for a, b in pairs) / len(pairs), abs=1e-3)  # of the rule
        assert one.after.qwk > one.before.qwk and one.after.mae < 0.75 * one.before.mae
        assert one.after.qwk_95[0] < one.after.qwk < one.after.qwk_95[1]


def test_a_district_that_weighs_one_indicator_double_is_approached(drafts: list[Read]) -> None:
    found = calibrated(drafts, doubled)
    assert len(found.criteria) >= 2
    for one in found.criteria.values():
        assert one.after.qwk > one.before.qwk


def test_a_district_that_agrees_with_the_rule_keeps_it(drafts: list[Read]) -> None:
    found = calibrated(drafts, lambda criterion, number: criterion.level or 0)
    assert found.criteria == {} and len(found.refused) == len(RUBRIC.criteria)


def test_scores_at_random_ship_nothing(drafts: list[Read]) -> None:
    for seed in range(3):
        found = calibrated(drafts, lambda c, number, seed=seed: random.Random(f"{seed} {number} {c.id}").randint(1, 5))
        assert found.criteria == {}


def test_what_people_and_what_the_machine_left_open_is_told_apart(drafts: list[Read]) -> None:
    everything = {criterion.id: [3] for criterion in RUBRIC.criteria}
    open_here = next(c.id for c in drafts[0].review.criteria if all(one.result(c.id).level is None for one in drafts))
    said = fit_severity([Read(one.review, one.text, everything) for one in drafts], RUBRIC, "x").refused[open_here]
    assert "打过分的 30 份里，30 份机器没有评出等级" in said
    few = fit_severity([Read(one.review, one.text, everything) for one in drafts[:8]], RUBRIC, "x").refused
    assert few["objectives"] == "只有 8 份打过分，至少要 12 份"


def test_versions_of_a_lesson_are_told_from_other_lessons(drafts: list[Read]) -> None:
    first = drafts[0]
    revised = first.text.replace("学生", "同学们")[: len(first.text) * 2 // 3] + "\n教学反思：这一稿改了提问。"
    versions = [first, Read(first.review, revised, {}), *drafts[1:]]
    lessons = tell_lessons(versions)
    assert lessons[0] == lessons[1] and len(set(lessons)) == len(drafts)


def test_measures_are_those_the_criterion_s_readers_look_at(drafts: list[Read]) -> None:
    lesson = drafts[0].review.measures.lesson
    assert lesson is not None
    found = measures_of("learner-centred", drafts[0].review.measures)
    assert found["student_share"] == lesson.student_share
    assert measures_of("differentiation", drafts[0].review.measures) == {}
