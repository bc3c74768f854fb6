"""Where in a plan the matter of its knowledge point belongs: what is found out, explained, got wrong, helped with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.knowledge import KnowledgePoint
from reviewer.advising.knowledge_fit import can_show
from reviewer.advising.knowledge_match import find_lesson_point, speaks_of
from reviewer.advising.overlap import shared
from reviewer.advising.places import Span
from reviewer.advising.step_anchors import EDGE, PUPILS, TEST, LessonFinder, heading, is_edge
from reviewer.datamodels import Activity, Draft, LessonMeasures

ROOM = 6  # minutes of a step in which something can be found out first
SLIP_WORDS = 3  # of a usual mistake in a step where it can be made
ALIKE = 1.4  # times, up to which steps speak of a card as much as another
PARTLY = 0.3  # the pupils' share of a step in which they work
_PRACTISED = re.compile("练|学习单|任务单|巩固|(?i:practi[cs]e|exercise)")
_FOUND_OUT = re.compile(
    "^(?:探索|实验|猜想|发现|观察)"
)  # a card there tells what is to be found out; in a test it gives the answers away
_AT_WORK = re.compile(
    "小组(?!展示|汇报)|分组|合作|独立|作业(?!布置)|创作|制作|实践|操作|应用|运用|(?i:group|pair|production)"
)
_BEFORE_ALL = re.compile("全班|汇报|展示|点评|讲评|评价")  # one speaks and the others listen
FOUND = 3  # words of what can be found out in a step that has pupils find it out
CARD_WORDS = 3  # of a support card in a step that it helps with
MUCH = 0.6  # of what the step that speaks of the point most says of it
LEAST_PARTS, LONG_STEP = 3, 300  # numbered parts and characters of a step before one of whose parts something is put
MOSTLY = 0.5  # the pupils' share of a step from which it is theirs already
# Which of the two comes first in a step tells who begins it.
_BEGUN = re.compile(
    r"(?P<pupils>自学|自主|预习|[看翻]书|默读|小组|同桌|独立|尝试|自己[读写做画找想试算列]|先猜|猜一猜|观察步骤|学生[^，。；：\n]{0,4}[读看做写填画找试算讨说])"
    r"|教师|老师|师[：:]|讲[解授述]|介绍|出示|播放|板书|示范|演示"
)


def _point_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step after the opening in which the lesson's knowledge point is taught: there it can be found out instead.

    The first of those that speak of it most; None where pupils begin that one by themselves, or have found it out before.
    """
    point = find_lesson_point(draft, measures)
    taught = [one for one in measures.activities if one.student_share < MOSTLY and not is_edge(one)]
    taught = [one for one in taught if not PUPILS.search(one.name) and (one.minutes or ROOM) >= ROOM]
    if point is None or not taught:
        return None
    told = [shared(point.explore, draft.text[one.start : one.end]) for one in taught]
    if max(told) < FOUND:  # no step has to do with what can be found out: the one on the point itself
        told = [speaks_of(point, draft.text[one.start : one.end]) for one in taught]
    least = max(1, MUCH * max(told))
    step = next((one for one, said in zip(taught, told, strict=True) if said >= least), None)
    if step is None or _begun_by_pupils(draft, step) or _found_before(draft, measures, point, step):
        return None
    return part_of(draft, step, point) or heading(draft, measures, step)


_PART = re.compile(
    r"(?m)^[ \t*]*(?:\d{1,2}[.．、]|[（(][一二三四五六\d]{1,2}[)）]|[①-⑩]|例\s*\d|(?:探究|活动|任务)[一二三四\d])"
)


def part_of(draft: Draft, step: Activity, point: KnowledgePoint) -> Span | None:
    """The line that begins the part of a long step which most has to do with what can be found out; None where none stands out."""
    starts = [found.start() for found in _PART.finditer(draft.text, step.start + 1, step.end)]
    if len(starts) < LEAST_PARTS or step.end - step.start < LONG_STEP:
        return None
    told = [
        (shared(point.explore, draft.text[start:end]), start)
        for start, end in zip(starts, [*starts[1:], step.end], strict=True)
    ]
    told.sort(reverse=True)
    (most, at), (next_most, _) = told[0], told[1]
    if most < FOUND or most < ALIKE * next_most:
        return None
    end = draft.text.find("\n", at, step.end)
    return at, end if end >= 0 else step.end


def _first_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The first step after the opening; None where pupils find out the lesson's point in a step of theirs."""
    point = find_lesson_point(draft, measures)
    steps = [one for one in measures.activities if not is_edge(one)]
    if point is None or not steps or _begun_by_pupils(draft, steps[0]):
        return None
    theirs = [draft.text[one.start : one.end] for one in steps if one.student_share >= MOSTLY]
    return None if any(shared(point.explore, text) >= FOUND for text in theirs) else heading(draft, measures, steps[0])


def _found_before(draft: Draft, measures: LessonMeasures, point: KnowledgePoint, step: Activity) -> bool:
    """Whether what pupils could find out is most of all the matter of a step of theirs that comes before."""
    told = [(shared(point.explore, draft.text[one.start : one.end]), one) for one in measures.activities]
    most, found = max(told, key=lambda pair: pair[0])
    return most >= FOUND and found.start < step.start and found.student_share >= MOSTLY


def _main_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step, neither opening nor closing, that speaks of the lesson's point most, whoever acts in it."""
    point = find_lesson_point(draft, measures)
    steps = [one for one in measures.activities if not EDGE.search(one.name)]
    if point is None or not steps:
        return None
    return heading(draft, measures, max(steps, key=lambda one: speaks_of(point, draft.text[one.start : one.end])))


def _ask_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step, neither opening, closing nor test, that speaks most of what the point gives to think about."""
    point = find_lesson_point(draft, measures)
    steps = [one for one in measures.activities if not EDGE.search(one.name)]
    if point is None or not steps:
        return None
    words = f"{point.name}，{point.ask}"
    told = [(shared(words, draft.text[one.start : one.end]), one.student_share < MOSTLY, one) for one in steps]
    best = max(told, key=lambda one: (one[0], one[1]))
    if draft.subject.value == "英语":  # the point is told in Chinese, the lesson in English
        return heading(draft, measures, steps[0])
    return heading(draft, measures, best[2]) if best[0] else None


def _slip_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step, neither opening nor closing, that most has to do with the point's usual mistake."""
    point = find_lesson_point(draft, measures)
    if point is None:
        return None
    steps = [one for one in measures.activities if not EDGE.search(one.name)]
    words = "，".join((point.slip, point.mend, point.ask))
    told = [shared(words, draft.text[one.start : one.end]) for one in steps]
    if max(told, default=0) < SLIP_WORDS:
        return None
    if draft.subject.value == "英语":  # alike in common words; the mistake itself must be possible there
        able = [can_show(point.slip, draft.text[one.start : one.end]) for one in steps]
        told = [said if fits else 0 for said, fits in zip(told, able, strict=True)]
        if not any(told):
            return None
    alike = [one for one, said in zip(steps, told, strict=True) if said * ALIKE >= max(told)]
    return heading(draft, measures, alike[-1])


def _begun_by_pupils(draft: Draft, step: Activity) -> bool:
    """Whether pupils work by themselves before the teacher says anything: nothing can be given to them any earlier."""
    begun = _BEGUN.search(draft.text, step.start, step.end)
    return begun is not None and begun["pupils"] is not None


def _help_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """Where a support card is of use: everyone is at work, and what it tells has been taught.

    A step of practice after the one that has most of the card's words, or one of group work that speaks of it too: of these the
    one that says most of it; without one the last of those steps in which pupils work with it.
    """
    point = find_lesson_point(draft, measures)
    if point is None:
        return None
    card = f"{point.name}，{point.help}"
    steps = [one for one in measures.activities if not is_edge(one) or _PRACTISED.search(one.name)]
    steps = [
        one
        for one in steps
        if not _BEFORE_ALL.search(one.name) and not TEST.search(one.name) and not _FOUND_OUT.search(one.name)
    ]
    told = [(shared(card, draft.text[one.start : one.end]), one) for one in steps]
    most = max((said for said, _ in told), default=0)
    if most < CARD_WORDS:
        practised = [one for one in steps if _PRACTISED.search(one.name)]
        return heading(draft, measures, practised[-1]) if practised else None
    taught = next(one for said, one in told if said * ALIKE >= most)
    working = [(said, one) for said, one in told if one.start >= taught.start and one.student_share >= PARTLY]
    work = [
        pair
        for pair in working
        if _PRACTISED.search(pair[1].name) or (_AT_WORK.search(pair[1].name) and pair[0] * 3 >= most)
    ]
    alike = [one for said, one in told if said * ALIKE >= most and one.student_share >= PARTLY]
    step = max(work, key=lambda pair: pair[0])[1] if work else next(reversed(alike), None)
    return heading(draft, measures, step) if step else None


POINT: dict[str, LessonFinder] = {
    "point_step": _point_step,
    "first_step": _first_step,
    "help_step": _help_step,
    "main_step": _main_step,
    "slip_step": _slip_step,
    "ask_step": _ask_step,
}
