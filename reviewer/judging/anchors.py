"""Where in the draft a suggestion belongs: the teacher's own passage behind each anchor name of a rubric."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from reviewer.datamodels import Activity, Draft, Item, LessonMeasures, Measures, Objective, Sentence
from reviewer.judging.item_words import commonest_kind, easiest_item, hardest_item, is_whole, is_written, weigh_item
from reviewer.judging.matter import find_questions
from reviewer.judging.own_tasks import find_own_tasks
from reviewer.judging.rewriting import rewrite_objective, shared
from reviewer.judging.twists import Twist, find_order, find_twists

Span = tuple[int, int]
QUOTE_CHARS = 40
LEAST_TASK = 6  # characters of a task before a bracket that may end it
LABEL_CHARS = 12  # a longer name tells what is done, it is no label
MARKS = " \t\u3000*#|>-·•"
_ASKS = re.compile(r"[写读做画讲说找背抄练查看量记选编搭唱演]|完成|收集|准备|预习|观察|制作|[题页]|[A-Za-z]{3}")
_LED_UP = re.compile(r"(?:今天|上节课|本节课|这节课|课上)[^，。；]*[，；]")  # what was done, before what is to be done
_NO_BASE = re.compile(r"预习|抄|默写|[\d一二两三四五六七八九十]\s*遍|今天|同学们|我们|[本这]节")
_OPENING = re.compile(r"课前|初[听读]|感知|激趣|组织教学|准备|导入|引入|复习|热身|谈话|说起")
_CLOSING = re.compile(r"结束|总结|小结|放松|布置|下课|板书")


class Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)


def find_anchor(draft: Draft, measures: Measures, anchor: str, failing: Sequence[Span] = ()) -> Span | None:
    """The passage for `anchor`, cut to one line of at most QUOTE_CHARS characters; None where the draft has none.

    `failing` are the passages that made the answer a no: an anchor that stands for what is wrong (an objective, a check, a
    task) is looked for among them first. Anchors that only say where to add something (the last step, the last item) stay.
    """
    if anchor == "title":
        span = _find_title(draft)
    elif measures.lesson is not None and anchor in LESSON:
        span = LESSON[anchor](draft, measures.lesson, failing)
    elif anchor in HOMEWORK:
        span = HOMEWORK[anchor](measures.homework.items if measures.homework is not None else [], failing)
    else:
        span = None
    return shorten(draft.text, span) if span else None


def _among(things: Sequence[T], failing: Sequence[Span]) -> list[T]:
    """Those that hold a failing passage, in the order of the passages; all of them where none does."""
    return [one for start, end in failing for one in things if one.start < end and start < one.end] or list(things)


def _place(thing: Placed | None) -> Span | None:
    return (thing.start, thing.end) if thing is not None else None


def shorten(text: str, span: Span) -> Span | None:
    """The first line of the span that says something, without marks, ended at a clause where one ends in time; None for marks alone."""
    start, end = span
    while start < end and (text[start] in MARKS or text[start] == "\n"):
        start += 1
    line = text.find("\n", start, end)
    if line >= 0 and text[line:end].strip() and not re.search(r"[^\W\d]", text[start:line]):
        return shorten(text, (line, end))  # a number alone on its line
    end = line if line >= 0 else end
    if "<br>" in text[start:end]:
        end = text.index("<br>", start)
    if end - start > QUOTE_CHARS:
        clause = [match.start() for match in re.finditer(r"[，。；！？,;]", text[start : start + QUOTE_CHARS])]
        end = start + (clause[-1] if clause and clause[-1] >= 8 else QUOTE_CHARS)
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return (start, end) if re.search(r"\w", text[start:end]) else None


def _find_title(draft: Draft) -> Span | None:
    title = draft.title.value
    at = draft.text.find(title) if title else -1
    return (at, at + len(title)) if title and at >= 0 else None


LessonFinder = Callable[[Draft, LessonMeasures, Sequence[Span]], Span | None]


def _sentences(draft: Draft, measures: LessonMeasures, component: str) -> list[Sentence]:
    start, end = measures.components.get(component, (0, 0))
    return [one for one in draft.sentences if start <= one.start and one.end <= end and one.end - one.start >= 6]


def _first_sentence(component: str) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return _place(next(iter(_sentences(draft, measures, component)), None))

    return find


def _task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The homework at fault, else the first line of it that asks for something."""
    tasks = _among(_sentences(draft, measures, "homework"), failing)
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
    return _place(next((one for one in firm if not _NO_BASE.search(draft.text, one.start, one.end)), None))


def _activity(pick: Callable[[Sequence[Activity]], Activity | None], *, at_fault: bool = False) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        steps = _among(measures.activities, failing if at_fault else ())
        activity = pick(steps) if steps else None
        return _heading(draft, measures, activity) if activity is not None else None

    return find


def _heading(draft: Draft, measures: LessonMeasures, activity: Activity) -> Span:
    """The step's name; its whole first line where another step bears the same."""
    at = draft.text.find(activity.name, activity.start, activity.end)
    alone = sum(one.name == activity.name for one in measures.activities) == 1
    named = alone and at >= 0 and re.search(r"[^\W\d_]", activity.name)
    return (at, at + len(activity.name)) if named else (activity.start, activity.end)


def _weight(activity: Activity, share: float) -> float:
    return share * (activity.minutes if activity.minutes is not None else (activity.end - activity.start) / 100)


def _longest_teacher(activities: Sequence[Activity]) -> Activity | None:
    """Neither opening nor closing; None where pupils act in every other step: nothing of it may be called the teacher's."""
    edge = re.compile(f"{_OPENING.pattern}|{_CLOSING.pattern}")
    taught = [
        one
        for one in activities
        if one.student_share < 0.5 and not (len(one.name) <= LABEL_CHARS and edge.search(one.name))
    ]
    return max(taught, key=lambda a: (_weight(a, 1 - a.student_share), a.actor == "teacher"), default=None)


def _longest_middle(activities: Sequence[Activity]) -> Activity | None:
    """The longest step that neither opens nor closes, whoever acts in it."""
    middle = [one for one in activities if not _OPENING.search(one.name) and not _CLOSING.search(one.name)]
    return max(middle, key=lambda one: _weight(one, 1.5 - one.student_share), default=None)


def _longest_student(activities: Sequence[Activity]) -> Activity | None:
    return max(activities, key=lambda a: (not _CLOSING.search(a.name), _weight(a, a.student_share)))


def _check(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The check at fault, else the step of practice, else a check inside a step; None where the plan has none."""
    faulty = [one for one in measures.checks if any(one.start < end and start < one.end for start, end in failing)]
    steps = (one for one in measures.activities if one.kind in ("检测", "练习"))
    practice = next((one for one in steps if not _OPENING.search(one.name)), None)
    if practice is not None and not faulty:
        return _heading(draft, measures, practice)
    return _place(next(iter(faulty or measures.checks), None))


def _objective(weak: Callable[[Objective], bool]) -> LessonFinder:
    """The first objective at fault, one that can be said as a pupil's act before others."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return _best_objective(_among([one for one in measures.objectives if weak(one)], failing))

    return find


def _best_objective(chosen: Sequence[Objective]) -> Span | None:
    return _place(next((one for one in chosen if rewrite_objective(one.text)), chosen[0] if chosen else None))


def _orphan(what: str) -> LessonFinder:
    """The objective that nothing of this sort (a field of the alignment) serves."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        rows = zip(measures.alignment, measures.objectives, strict=False)
        orphans = [objective for row, objective in rows if not getattr(row, what)]
        return _best_objective(_among(measures.objectives, failing) if failing else orphans or measures.objectives)

    return find


def _homeless(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The objective without homework that speaks most of the lesson's main task."""
    rows = zip(measures.alignment, measures.objectives, strict=False)
    orphans = [objective for row, objective in rows if not row.homework and objective.verb]
    main = next((task.goal.act for task in find_own_tasks(draft, measures)), "")
    if not main:
        return _best_objective(orphans)
    return _place(max(orphans, key=lambda one: shared(main, one.text), default=None))


def _asking_clause(text: str, start: int, end: int) -> Span:
    """The question without what leads up to it, where both together are too long to quote."""
    if end - start <= QUOTE_CHARS:
        return start, end
    clauses = [at.end() for at in re.finditer("[，,；;：:。]", text[start:end])]
    return start + next((at for at in reversed(clauses) if end - start - at >= LEAST_TASK), 0), end


def _question(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    if measures.questions:
        posed = _among(measures.questions, failing)[0]
        return _asking_clause(draft.text, posed.start, posed.end)
    start, end = measures.components.get("process", (0, len(draft.text)))
    asked = (one for one in draft.sentences if start <= one.start < end and draft.text[one.end - 1] in "？?")
    return _place(next(asked, None))


def _own_task(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The main task, up to a remark in brackets."""
    task = next(iter(find_own_tasks(draft, measures)), None)
    if task is None:
        return None
    remark = re.compile("[（(]").search(draft.text, task.start + LEAST_TASK, task.end)
    return task.start, remark.start() if remark else task.end


def _task_step(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    """The step of the first task that another step follows."""
    held = (
        one
        for task in find_own_tasks(draft, measures)
        for one in measures.activities[:-1]
        if one.start <= task.start < one.end
    )
    step = next(held, None)
    return _heading(draft, measures, step) if step else None


def _asked(nth: int) -> LessonFinder:
    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        posed = next(iter(find_questions(draft, measures)[nth:]), None)
        return _asking_clause(draft.text, posed.start, posed.end) if posed else None

    return find


def _twist(nth: int) -> LessonFinder:
    """The sentence that holds what can be changed."""

    def find(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
        return _sentence_of(draft, next(iter(find_twists(draft, measures)[nth:]), None))

    return find


def _order(draft: Draft, measures: LessonMeasures, failing: Sequence[Span]) -> Span | None:
    return _sentence_of(draft, find_order(draft, measures))


def _sentence_of(draft: Draft, changed: Twist | None) -> Span | None:
    return _place(next((one for one in draft.sentences if changed and one.start <= changed.start < one.end), None))


LESSON: dict[str, LessonFinder] = {
    "task": _own_task,
    "ask1": _asked(0),
    "ask2": _asked(1),
    "twist1": _twist(0),
    "twist2": _twist(1),
    "twist3": _twist(2),
    "order": _order,
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
    "activity_first": _activity(lambda activities: activities[0]),
    "activity_last": _activity(lambda activities: activities[-1]),
    "activity_teacher": _activity(_longest_teacher, at_fault=True),
    "activity_student": _activity(_longest_student),
    "activity_middle": _activity(_longest_middle),
    "task_step": _task_step,
    "check": _check,
    "question": _question,
}

ItemFinder = Callable[[Sequence[Item], Sequence[Span]], Span | None]


def _signs(item: Item) -> int:
    return len(re.findall("[=＝]", item.text))


def _item(pick: Callable[[Sequence[Item]], Item | None], *, at_fault: bool = False) -> ItemFinder:
    def find(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
        chosen = _among(items, failing if at_fault else ())
        return _place(pick(chosen)) if chosen else None

    return find


def _first_trouble(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
    """The failing passage itself, which may stand outside the items; the first item where no passage is known."""
    return failing[0] if failing else _place(next(iter(items), None))


def _copying(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
    copied = next((one for one in _among(items, failing) if one.copying), None)
    return _place(copied) or next(iter(failing), None)


def _plain(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
    """The first item to think about that is none of those found (of too few that show what is asked for)."""
    rest = [one for one in items if not any(one.start < end and start < one.end for start, end in failing)]
    return _place(next((one for one in rest if is_whole(one)), next(iter(rest or items), None)))


def _heaviest(items: Sequence[Item]) -> Item:
    """What to take off first of what is done in writing: practical and spoken work is no burden under the cap."""
    return max([one for one in items if is_written(one)] or items, key=weigh_item)


HOMEWORK: dict[str, ItemFinder] = {
    "item_first": _item(lambda items: items[0]),
    "item_last": _item(lambda items: items[-1]),
    "item_trouble": _first_trouble,
    "item_plain": _plain,
    "item_repeat": _item(lambda items: next((one for one in items if one.repeats), None), at_fault=True),
    "item_sums": _item(lambda items: next((i for i in items if i.repeats), max(items, key=_signs)), at_fault=True),
    "item_copy": _copying,
    "item_heavy": _item(_heaviest),
    "item_common": _item(lambda items: next(one for one in items if one.kind == commonest_kind(items))),
    "item_hard": _item(hardest_item),
    "item_easy": _item(easiest_item),
    "tier": _item(lambda items: next((i for i in items if i.tier_labelled), hardest_item(items)), at_fault=True),
}
