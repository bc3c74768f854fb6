"""Where in a plan a suggestion belongs: its parts, its objectives, its homework, its checks and questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reviewer.advising.knowledge import KnowledgePoint
from reviewer.advising.knowledge_match import find_lesson_point, is_about, speaks_of
from reviewer.advising.own_tasks import find_own_tasks
from reviewer.advising.places import Span, among, asking_clause, place
from reviewer.advising.rewriting import rewrite_objective, shared
from reviewer.advising.step_anchors import EDGE, OPENING, LessonFinder, heading, is_edge
from reviewer.datamodels import Activity, Draft, LessonMeasures, Objective, Sentence

_ANY_PRACTICE = re.compile("练|巩固|应用|运用|训|实战|挑战|闯关|作业")
_NO_PRACTICE = re.compile(f"{OPENING.pattern}|总结|小结|导图|科学史|讲解|新授|检测|测|过关|达标|研|探究|合作|新知")
SLIP_WORDS = 3  # of a usual mistake in a step where it can be made
ALIKE = 1.4  # times, up to which steps speak of a card as much as another
PARTLY = 0.3  # the pupils' share of a step in which they work
_PRACTISED = re.compile("练|学习单|任务单|巩固|检测|(?i:practi[cs]e|exercise)")
_AT_WORK = re.compile(
    "小组(?!展示|汇报)|分组|合作|独立|作业(?!布置)|创作|制作|实践|操作|应用|运用|(?i:group|pair|production)"
)
_BEFORE_ALL = re.compile("全班|汇报|展示|点评|讲评|评价")  # one speaks and the others listen
FOUND = 3  # words of what can be found out in a step that has pupils find it out
CARD_WORDS = 3  # of a support card in a step that it helps with
MUCH = 0.6  # of what the step that speaks of the point most says of it
MOSTLY = 0.5  # the pupils' share of a step from which it is theirs already
_ASKS = re.compile(r"[写读做画讲说找背抄练查看量记选编搭唱演]|完成|收集|准备|预习|观察|制作|[题页]|[A-Za-z]{3}")
_LED_UP = re.compile(r"(?:今天|上节课|本节课|这节课|课上)[^，。；]*[，；]")  # what was done, before what is to be done
# Which of the two comes first in a step tells who begins it.
_BEGUN = re.compile(
    r"(?P<pupils>自学|自主|预习|[看翻]书|默读|小组|同桌|独立|尝试|自己[读写做画找想试算]|学生[^，。；：\n]{0,4}[读看做写填画找试算讨说])"
    r"|教师|老师|师[：:]|讲[解授述]|介绍|出示|播放|板书|示范|演示"
)
_NO_BASE = re.compile(r"预习|抄|默写|[\d一二两三四五六七八九十]\s*遍|今天|同学们|我们|[本这]节")


def _sentences(draft: Draft, measures: LessonMeasures, component: str) -> list[Sentence]:
    start, end = measures.components.get(component, (0, 0))
    return [one for one in draft.sentences if start <= one.start and one.end <= end and one.end - one.start >= 6]


def _first_sentence(component: str) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return place(next(iter(_sentences(draft, measures, component)), None))

    return find


def _task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The homework at fault, else the first line of it that asks for something."""
    tasks = among(_sentences(draft, measures, "homework"), failing)
    asking = [one for one in tasks if _ASKS.search(draft.text, one.start, one.end)]
    task = next(iter(asking or tasks), None)
    if task is None:
        return None
    led = _LED_UP.match(draft.text, task.start, task.end)
    return (led.end() if led else task.start), task.end


def _base_task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """Homework to build on: neither copying nor preparation of the next lesson."""
    tasks = _sentences(draft, measures, "homework")
    firm = (one for one in tasks if _ASKS.search(draft.text, one.start, one.end))
    return place(next((one for one in firm if not _NO_BASE.search(draft.text, one.start, one.end)), None))


def _check(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The check at fault, else the step of practice, else a check inside a step; None where the plan has none."""
    faulty = [one for one in measures.checks if any(one.start < end and start < one.end for start, end in failing)]
    steps = (one for one in measures.activities if one.kind in ("检测", "练习"))
    practice = next((one for one in steps if not OPENING.search(one.name)), None)
    if practice is not None and not faulty:
        return heading(draft, measures, practice)
    return place(next(iter(faulty or measures.checks), None))


def _late_check(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The last step of practice: by then what the lesson is on has been taught, and it may be done with help.

    A step that practises something else (排查异常 in a lesson on timers) is none.
    """
    point = find_lesson_point(draft, measures)
    steps = [
        one
        for one in measures.activities
        if one.kind == "练习"
        and not _NO_PRACTICE.search(one.name)
        and (point is None or _ANY_PRACTICE.search(one.name) or is_about(point, draft.text[one.start : one.end]))
    ]
    if steps:
        return heading(draft, measures, steps[-1])
    later = [
        one
        for one in measures.checks
        if one.start > _middle(measures) and (point is None or _practises(point, draft.text[one.start : one.end]))
    ]
    return place(later[-1] if later else None)


def _practises(point: KnowledgePoint, check: str) -> bool:
    return bool(_ANY_PRACTICE.search(check)) or is_about(point, check)


def _middle(measures: LessonMeasures) -> int:
    """Where the second half of the steps begins."""
    steps = measures.activities
    return steps[len(steps) // 2].start if steps else 0


def _later_task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The first task of the pupils in the second half of the lesson that works with its point."""
    point = find_lesson_point(draft, measures)
    later = (
        task
        for task in find_own_tasks(draft, measures)
        if task.start >= _middle(measures) and (point is None or is_about(point, draft.text[task.start : task.end]))
    )
    return place(min(later, key=lambda task: task.start, default=None))


def _point_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step after the opening in which the lesson's knowledge point is taught: there it can be found out instead.

    The first of those that speak of it most; None where pupils begin that one by themselves, or have found it out before.
    """
    point = find_lesson_point(draft, measures)
    taught = [one for one in measures.activities if one.student_share < MOSTLY and not is_edge(one)]
    if point is None or not taught:
        return None
    told = [speaks_of(point, draft.text[one.start : one.end]) for one in taught]
    least = max(1, MUCH * max(told))
    step = next((one for one, said in zip(taught, told, strict=True) if said >= least), None)
    if step is None or _begun_by_pupils(draft, step) or _found_before(draft, measures, point, step):
        return None
    return heading(draft, measures, step)


def _first_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The first step after the opening; None where pupils find out the lesson's point in a step of theirs."""
    point = find_lesson_point(draft, measures)
    steps = [one for one in measures.activities if not is_edge(one)]
    if point is None or not steps:
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
    steps = [one for one in measures.activities if not is_edge(one)]
    told = [(shared(card, draft.text[one.start : one.end]), one) for one in steps if not _BEFORE_ALL.search(one.name)]
    most = max((said for said, _ in told), default=0)
    if most < CARD_WORDS:
        return None
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


def _objective(weak: Callable[[Objective], bool]) -> LessonFinder:
    """The first objective at fault, one that can be said as a pupil's act before others."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return _best_objective(among([one for one in measures.objectives if weak(one)], failing))

    return find


def _best_objective(chosen: Sequence[Objective]) -> Span | None:
    return place(next((one for one in chosen if rewrite_objective(one.text)), chosen[0] if chosen else None))


def _orphan(what: str) -> LessonFinder:
    """The objective that nothing of this sort (a field of the alignment) serves."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        rows = zip(measures.alignment, measures.objectives, strict=False)
        orphans = [objective for row, objective in rows if not getattr(row, what)]
        chosen = among(measures.objectives, failing) if failing else orphans or measures.objectives
        start, end = measures.components.get("homework" if what == "homework" else "process", (0, len(draft.text)))
        text = draft.text[start:end]
        return place(
            min(chosen, key=lambda one: (not rewrite_objective(one.text), _served(one.text, text)), default=None)
        )

    return find


def _served(objective: str, text: str) -> float:
    """The share of the objective's words that the process (the homework) has."""
    return shared(objective, text) / max(1, shared(objective, objective))


def _homeless(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The objective without homework that speaks most of the lesson's main task."""
    rows = zip(measures.alignment, measures.objectives, strict=False)
    orphans = [objective for row, objective in rows if not row.homework and objective.verb]
    main = next((task.goal.act for task in find_own_tasks(draft, measures)), "")
    if not main:
        return _best_objective(orphans)
    return place(max(orphans, key=lambda one: shared(main, one.text), default=None))


def _question(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    if measures.questions:
        posed = among(measures.questions, failing)[0]
        return asking_clause(draft.text, posed.start, posed.end)
    start, end = measures.components.get("process", (0, len(draft.text)))
    asked = (one for one in draft.sentences if start <= one.start < end and draft.text[one.end - 1] in "？?")
    return place(next(asked, None))


PARTS: dict[str, LessonFinder] = {
    "learner": _first_sentence("learner_analysis"),
    "key_points": _first_sentence("key_points"),
    "board": _first_sentence("board"),
    "homework": _task,
    "homework_base": _base_task,
    "objective": _objective(lambda _: True),
    "objective_weak": _objective(lambda one: not (one.student_subject and one.observable)),
    "objective_teacher": _objective(lambda one: not one.student_subject),
    "objective_vague": _objective(lambda one: not one.observable),
    "orphan_objective": _orphan("activities"),
    "unchecked_objective": _orphan("assessments"),
    "homeless_objective": _homeless,
    "check": _check,
    "check_late": _late_check,
    "task_late": _later_task,
    "point_step": _point_step,
    "first_step": _first_step,
    "help_step": _help_step,
    "main_step": _main_step,
    "slip_step": _slip_step,
    "question": _question,
}
