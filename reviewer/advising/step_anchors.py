"""Which step of a lesson a suggestion is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reviewer.advising.places import Span, among
from reviewer.datamodels import Activity, Draft, LessonMeasures

LABEL_CHARS = 12  # a longer name tells what is done, it is no label
OPENING = re.compile(
    r"课前|开始部分|准备部分|课堂常规|预习|初[听读]|感知|激趣|组织教学|准备|导入|引入|复习|热身|谈话|说起|开始$|(?i:warm|lead.?in|greeting|revision|free talk|review)"
)
_CLOSING = re.compile(r"结束|总结|小结|放松|布置|下课|板书|(?i:summary|homework|ending)")
HANDWRITING = re.compile("书写|写字|生字")  # shown stroke by stroke: nothing to be found out
TEST = re.compile("检测|测试|测评|过关|达标")
PUPILS = re.compile(
    "拓展|延伸|练习|巩固|创编|表现|表演|展示|作业|(?i:practi[cs]e|production|consolidat)"
)  # theirs already, however much is told in it
EDGE = re.compile(f"{OPENING.pattern}|{_CLOSING.pattern}|{HANDWRITING.pattern}|{TEST.pattern}")
LessonFinder = Callable[[Draft, LessonMeasures, Sequence[Span]], Span | None]


def is_edge(step: Activity) -> bool:
    """Whether a step opens or closes the lesson, by a name that is a label."""
    return len(step.name) <= LABEL_CHARS and bool(EDGE.search(step.name))


def _activity(pick: Callable[[Sequence[Activity]], Activity | None], *, at_fault: bool = False) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        steps = among(measures.activities, failing if at_fault else ())
        activity = pick(steps) if steps else None
        return heading(draft, measures, activity) if activity is not None else None

    return find


def heading(draft: Draft, measures: LessonMeasures, activity: Activity) -> Span:
    """The step's name; its whole first line where another step bears the same."""
    at = draft.text.find(activity.name, activity.start, activity.end)
    alone = sum(one.name == activity.name for one in measures.activities) == 1
    named = alone and at >= 0 and re.search(r"[^\W\d_]", activity.name)
    return (at, at + len(activity.name)) if named else (activity.start, activity.end)


def _weight(activity: Activity, share: float) -> float:
    return share * (activity.minutes if activity.minutes is not None else (activity.end - activity.start) / 100)


def _longest_teacher(activities: Sequence[Activity]) -> Activity | None:
    """Neither opening nor closing; None where pupils act in every other step: nothing of it may be called the teacher's."""
    taught = [one for one in activities if one.student_share < 0.5 and not is_edge(one) and not PUPILS.search(one.name)]
    return max(taught, key=lambda a: (_weight(a, 1 - a.student_share), a.actor == "teacher"), default=None)


def _longest_middle(activities: Sequence[Activity]) -> Activity | None:
    """The longest step that neither opens nor closes, whoever acts in it."""
    middle = [one for one in activities if not EDGE.search(one.name)]
    return max(middle, key=lambda one: _weight(one, 1.5 - one.student_share), default=None)


def _longest_student(activities: Sequence[Activity]) -> Activity | None:
    return max(activities, key=lambda a: (not _CLOSING.search(a.name), _weight(a, a.student_share)))


STEPS: dict[str, LessonFinder] = {
    "activity_first": _activity(lambda activities: activities[0]),
    "activity_last": _activity(lambda activities: activities[-1]),
    "activity_teacher": _activity(_longest_teacher, at_fault=True),
    "activity_student": _activity(_longest_student),
    "activity_middle": _activity(_longest_middle),
}
