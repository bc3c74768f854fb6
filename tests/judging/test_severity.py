"""A severity: the same numbers when it is fitted and when it is applied, and shipped only where it helps."""

from __future__ import annotations

import random

import pytest

from reviewer.datamodels import Evidence, IndicatorResult
from reviewer.judging.levels import round_level, score_level
from reviewer.judging.severity import Leaning, base_level, level_at
from reviewer.judging.severity_fit import LEAST_DRAFTS, LEAST_LESSONS, Scored, agreed_level, fit_leaning, rule_level
from reviewer.rubrics import get_rubric

RULE = get_rubric("lesson").rule
ESSENTIAL = RULE.essential[0]
SHOWN = [Evidence(quote="圆", start=0, end=1, where="")]


def answer(name: str, given: str, probability: float) -> IndicatorResult:
    said = {"id": name, "name": name, "answer": given, "probability": probability, "basis": "both", "note": ""}
    return IndicatorResult.model_validate(said | {"evidence": SHOWN if given == "yes" else []})


def answers(chance: random.Random, names: tuple[str, ...] = ("a", "b", "c", ESSENTIAL)) -> list[IndicatorResult]:
    """Sure and less sure ones; few are left open, so that there is a level."""
    made = []
    for name in names:
        given = chance.choices(["yes", "no", "unclear"], [6, 3, 1])[0]
        low, high = {"yes": (0.55, 0.99), "no": (0.01, 0.45), "unclear": (0.45, 0.55)}[given]
        made.append(answer(name, given, round(chance.uniform(low, high), 2)))
    return made


def drafts(count: int = 36) -> list[list[IndicatorResult]]:
    chance = random.Random(2)
    made = [answers(chance) for _ in range(count)]
    made += [[answer(name, "yes", 0.97) for name in ("a", "b", "c", ESSENTIAL)]] * 3  # 优秀
    return [one for one in made if score_level(one, RULE).level is not None]


def scored(level, count: int = 36) -> list[Scored]:
    """`level` is of (the rule's, the answers)."""
    made = []
    for lesson, given in enumerate(drafts(count)):
        rule = score_level(given, RULE).level
        made.append(Scored(given, {}, min(5, max(1, level(rule, given))), lesson))
    return made


def test_the_base_rounds_to_the_rule_s_own_level_whatever_was_answered() -> None:
    """With unclear essentials, caps and 优秀 among them: only then is `before` what the rule gave."""
    chance, seen = random.Random(1), set()
    sure = [answer(name, "yes", 0.97) for name in ("a", "b", "c", ESSENTIAL)]  # chance makes 优秀 of one in thousands
    for given in [*(answers(chance) for _ in range(2000)), sure]:
        level = score_level(given, RULE).level
        if level is not None:
            seen.add(level)
            assert round_level(base_level(given, RULE)) == level
    assert seen == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_severer_or_milder_reader_is_learnt(shift: int) -> None:
    given = scored(lambda rule, _: rule + shift)
    leaning = fit_leaning(given, RULE)
    assert isinstance(leaning, Leaning)
    assert leaning.before.mae == pytest.approx(
        sum(abs(one.level - rule_level(one, RULE)) for one in given) / len(given), abs=1e-3
    )
    assert leaning.after.mae < 0.35 < 0.7 < leaning.before.mae
    applied = [level_at(leaning.reach(one.answers, {}, RULE), 0.5) for one in given]
    assert sum(ours == one.level for ours, one in zip(applied, given, strict=True)) >= 0.8 * len(given)


def test_what_a_sure_yes_and_a_hesitant_yes_count_is_the_same_where_it_is_applied() -> None:
    """The fit sees a yes as a yes; applied to probabilities, the hesitant one would lose a level."""
    leaning = fit_leaning(scored(lambda rule, _: rule - 1), RULE)
    assert isinstance(leaning, Leaning)
    sure, hesitant = (
        [*(answer(name, "yes", chance) for name in ("a", "b", ESSENTIAL)), answer("c", "no", 0.2)]
        for chance in (0.99, 0.6)
    )
    assert leaning.reach(sure, {}, RULE) == leaning.reach(hesitant, {}, RULE)


def test_one_more_thing_done_lowers_no_level() -> None:
    """Of people who grade down what does `a`, the severity only learns to overlook it."""
    leaning = fit_leaning(scored(lambda rule, given: rule - 1 - (given[0].answer == "yes")), RULE)
    assert isinstance(leaning, Leaning)
    assert min(leaning.slope, *leaning.weights.values()) >= 0
    for given in drafts():
        for at, one in enumerate(given):
            if one.answer == "no":
                more = [*given[:at], answer(one.id, "yes", 0.8), *given[at + 1 :]]
                if score_level(more, RULE).level is not None:
                    assert leaning.reach(more, {}, RULE) >= leaning.reach(given, {}, RULE)


def test_a_reader_who_agrees_with_the_rule_is_left_alone() -> None:
    said = fit_leaning(scored(lambda rule, _: rule), RULE)
    assert isinstance(said, str) and "没有变好（一致程度 1.00（1.00–1.00） → " in said


def test_levels_at_random_teach_nothing() -> None:
    for seed in range(4):
        chance = random.Random(seed)
        assert isinstance(fit_leaning(scored(lambda rule, _, chance=chance: chance.randint(1, 5)), RULE), str)


def test_versions_of_one_lesson_are_never_on_both_sides() -> None:
    """Levels at random, one for all three versions of a lesson: known from its own versions, each would be learnt."""
    chance = random.Random(7)
    lessons = [(answers(chance, tuple("abcdefgh")), chance.randint(1, 5)) for _ in range(14)]
    versions = [
        Scored(given, {}, level, lesson) for lesson, (given, level) in enumerate(lessons) for _ in range(3)
        if score_level(given, RULE).level is not None
    ]  # fmt: skip
    assert isinstance(fit_leaning(versions, RULE), str)


def test_a_measure_is_learnt_where_the_answers_do_not_tell() -> None:
    """People who look at the students' share only."""
    chance = random.Random(3)
    given = []
    for lesson, said in enumerate(drafts(48)):
        share = chance.random()
        given.append(Scored(said, {"student_share": share}, 2 if share < 0.5 else 4, lesson))
    leaning = fit_leaning(given, RULE)
    assert isinstance(leaning, Leaning)
    assert leaning.measures["student_share"].weight > 0
    low, high = (leaning.reach(given[0].answers, {"student_share": share}, RULE)[2] for share in (0.1, 0.9))
    assert low < leaning.reach(given[0].answers, {}, RULE)[2] < high


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (scored(lambda rule, _: rule)[: LEAST_DRAFTS - 1], "至少要 12 份"),
        (scored(lambda rule, _: 3), "看不出尺度"),
        ([Scored(one, {}, 3, n % (LEAST_LESSONS - 1)) for n, one in enumerate(drafts())], "不同的课（作业）只有 5 个"),
    ],
)
def test_too_little_is_refused_with_the_reason(given: list[Scored], reason: str) -> None:
    leaning = fit_leaning(given, RULE)
    assert isinstance(leaning, str)
    assert reason in leaning


def test_readers_of_one_draft_agree_on_the_middle_one_the_lower_of_two() -> None:
    assert (agreed_level([2, 5, 3]), agreed_level([3, 4])) == (3, 3)
