"""S-T analysis with numbers worked out by hand."""

import pytest

from reviewer.datamodels import Activity
from reviewer.lessons.activities import Detail
from reviewer.lessons.actors import Act
from reviewer.lessons.shares import Line
from reviewer.lessons.st import analyse, change_rate, mode_of, student_share

TEACH = Line(0, 1, Act("teacher", "讲授", 0.0, 1.0), None)
LEARN = Line(1, 2, Act("student", "练习", 1.0, 1.0), None)


def step(share: float, minutes: float | None, *lines: Line) -> Detail:
    activity = Activity(name="环节", minutes=minutes, actor="both", kind="练习", start=0, end=2, student_share=share)
    return Detail(activity, lines)


@pytest.mark.parametrize(
    ("rt", "ch", "mode"),
    [
        (0.3, 0.9, "练习型"),
        (0.31, 0.4, "对话型"),
        (0.5, 0.39, "混合型"),
        (0.69, 0.1, "混合型"),
        (0.7, 0.9, "讲授型"),
    ],
)
def test_modes_at_their_borders(rt: float, ch: float, mode: str) -> None:
    assert mode_of(rt, ch) == mode


def test_share_goes_by_minutes() -> None:
    assert student_share([step(0.0, 10, TEACH), step(1.0, 30, LEARN)]) == 0.75


def test_share_goes_by_steps_without_minutes() -> None:
    assert student_share([step(0.0, None, TEACH), step(1.0, None, LEARN)]) == 0.5


def test_one_timed_step_among_many_does_not_decide() -> None:
    assert student_share([step(0.0, None), step(1.0, 5), step(0.5, None)]) == 0.5


def test_no_steps_no_share() -> None:
    assert student_share([]) is None
    assert analyse([]) is None


def test_profile_by_hand() -> None:
    # 2 minutes of teaching, then 4 minutes that go T S T S: units TT TSTS, runs T S T S = 4, changes 3 of 6 units
    profile = analyse([step(0.0, 2, TEACH), step(0.5, 4, TEACH, LEARN, TEACH, LEARN)])
    assert profile is not None
    assert profile.student_share == pytest.approx(0.333)
    assert profile.rt == pytest.approx(0.667)
    assert profile.ch == 0.5
    assert profile.mode == "对话型"
    assert profile.points == ((1, 0), (2, 0), (3, 0), (3, 1), (4, 1), (4, 2))


def test_untimed_steps_count_ten_units_each() -> None:
    profile = analyse([step(0.0, None, TEACH), step(1.0, None, LEARN)])
    assert profile is not None
    assert profile.points[-1] == (10, 10)
    assert profile.ch == 0.05  # one change in 20 units


@pytest.mark.parametrize(
    ("units", "rate"),
    [([], 0.0), ([True], 0.0), ([True, False, True, False], 0.75), ([True, True, False, False], 0.25)],
)
def test_change_rate(units: list[bool], rate: float) -> None:
    assert change_rate(units) == rate
