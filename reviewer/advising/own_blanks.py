"""The blanks that hold a plan's own matter: its tasks, its questions, what it warns of, what can be changed in it.

A suggestion made of them says what no other plan could be told. Where a plan has none of a sort its blank stays unfilled,
and a wording that needs it is passed over (reviewer.advising.advice.suggest).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.acts import PROGRAMS, kind_of
from reviewer.advising.matter import ask, find_cautions, find_chain, find_questions
from reviewer.advising.own_homework import sort_homework
from reviewer.advising.own_tasks import OwnTask, find_own_tasks
from reviewer.advising.rewriting import Goal, clip, tidy, unquote
from reviewer.advising.trials import made_next
from reviewer.advising.twists import Twist, find_model, find_order, find_twists
from reviewer.datamodels import Activity, Draft, LessonMeasures
from reviewer.words import key_terms

Span = tuple[int, int]
TWISTS = 3  # {twist1} … {twist3}: no two criteria are told the same
NAME_CHARS, WARNING_CHARS = 12, 30
FULL = 0.9  # of a lesson's minutes: above, what is added has to be taken from somewhere
_IDLE_STEP = re.compile(r"总结|小结|作业|板书|导入|引入")


def own_blanks(draft: Draft, measures: LessonMeasures, span: Span | None) -> dict[str, str]:
    """What the plan brings along for a suggestion about the passage at `span`. Names: reviewer.rubrics.BLANKS."""
    step = _step_at(measures, span)
    tasks = find_own_tasks(draft, measures)
    asked = [ask(draft, one) for one in find_questions(draft, measures)]
    warned = [said for _, said in find_cautions(draft, measures)]
    found = find_twists(draft, measures)
    twists, order = [one.text for one in found], find_order(draft, measures)
    model, chain = find_model(draft, measures), find_chain(draft, measures)
    main = tasks[0].goal if tasks else None
    after = _next_step(measures, step)
    filled: dict[str, str | None] = {f"twist{n}": text for n, text in enumerate(twists[:TWISTS], 1)}
    filled |= {f"ask{n}": text for n, text in enumerate(asked[:2], 1)}
    filled |= {
        "caution": clip(warned[0], WARNING_CHARS) if warned else None,
        "order": order.text if order else None,
        "tool": _known_tool(measures, found),
        "model": model,
        "write_model": model if main and kind_of(main.act, draft.subject.value) == "write" else None,
        "made_home": _made_home(draft, main, order, asked),
        "retold": "→".join(chain[1]) if chain and main and re.search("[讲叙复]述", main.act) else None,
        "step_act": _step_act(tasks, step),
        "made_next": made_next(draft, measures, step),
        "steps_of_tasks": _in_order(tasks),
        "seen_word": next(iter(key_terms(draft.text, 1)), None) if draft.subject.value == "语文" else None,
        "room": _room(draft, measures, step),
        "next_step": unquote(clip(tidy(after.name), NAME_CHARS)) if after else None,
        "sorted": _sorted(draft, measures),
    }
    return {name: text for name, text in filled.items() if text}


def _step_at(measures: LessonMeasures, span: Span | None) -> Activity | None:
    return next((one for one in measures.activities if span and one.start <= span[0] < one.end), None)


def _next_step(measures: LessonMeasures, step: Activity | None) -> Activity | None:
    """The step after this one, where something is taught or done in it."""
    after = next((one for one in measures.activities if step and one.start >= step.end), None)
    return after if after and not _IDLE_STEP.search(after.name) else None


def _known_tool(measures: LessonMeasures, twists: Sequence[Twist]) -> str | None:
    """An instruction that the plan uses without being about it: what pupils should know before; else the first."""
    goals = " ".join(one.text for one in measures.objectives)
    tools = [one.thing for one in twists if one.thing]
    return next((tool for tool in tools if tool not in goals), next(iter(tools), None))


def _step_act(tasks: list[OwnTask], step: Activity | None) -> str | None:
    """What pupils do in this step."""
    return next((one.goal.act for one in tasks if step and step.start <= one.start < step.end), None)


def _made_home(draft: Draft, main: Goal | None, order: Twist | None, asked: list[str]) -> str | None:
    """For what is made with a program: its flow on paper, which needs no computer and shows what was understood."""
    if draft.subject.value not in PROGRAMS:
        return None
    if main and re.search("编写|设计|搭建|完成|制作|创建|创作", main.act):
        return f"画出‘{main.act}’的流程，标出每一步用到什么、最容易错在哪一步"
    if order:
        return f"合上书，{order.text}"
    return f"写一写：{asked[0]}？" if asked else None


def _in_order(tasks: list[OwnTask]) -> str | None:
    """The two tasks that are most of the lesson's own work, in its order."""
    second = next((one for one in tasks if one.goal.act != tasks[0].goal.act), None)
    if second is None:
        return None
    one, other = sorted((tasks[0], second), key=lambda task: task.start)
    return f"任务一：{one.goal.act}；任务二：用任务一的结果，{other.goal.act}"


def _room(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str:
    """留, or 从‘品读’里匀出 where the minutes are given away already: from the longest step the teacher leads."""
    timed = [one for one in measures.activities if one.minutes is not None]
    whole = measures.minutes_stated or (40 if draft.stage.value == "小学" else 45)
    if len(timed) < len(measures.activities) or sum(one.minutes or 0 for one in timed) < FULL * whole:
        return "留"
    led = [one for one in timed if one is not step and one.actor != "student"] or timed
    name = unquote(clip(tidy(max(led, key=lambda one: one.minutes or 0).name), NAME_CHARS))
    return f"从‘{name}’里匀出" if len(name) >= 2 else "留"


def _sorted(draft: Draft, measures: LessonMeasures) -> str | None:
    found = sort_homework(draft, measures)
    if found is None:
        return None
    return found.named + ("" if not found.missing else f"，再加一项{'、'.join(found.missing)}")
