"""The blanks that hold a plan's own matter: its tasks, its questions, what it warns of, what can be changed in it.

A suggestion made of them says what no other plan could be told. Where a plan has none of a sort its blank stays unfilled,
and a wording that needs it is passed over (reviewer.advising.advice.suggest).
"""

from __future__ import annotations

import re

from reviewer.advising.acts import DOING, PROGRAMS, SPOKEN, kind_of
from reviewer.advising.matter import (
    answer_words,
    ask,
    find_cautions,
    find_chain,
    find_questions,
    find_slips,
    find_untold,
)
from reviewer.advising.overlap import shared
from reviewer.advising.own_homework import FURTHER, OUTSIDE, sort_homework
from reviewer.advising.own_tasks import OwnTask, find_own_tasks
from reviewer.advising.places import Span, holding, lesson_minutes
from reviewer.advising.practice_lists import find_row, share_out
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.rewriting import Goal
from reviewer.advising.step_anchors import EDGE
from reviewer.advising.topics import short_title
from reviewer.advising.trials import made_next
from reviewer.advising.twists import Twist, find_model, find_old_tool, find_order, find_twists
from reviewer.datamodels import Activity, Draft, LessonMeasures
from reviewer.words import name_terms

TWISTS = 3  # {twist1} … {twist3}: no two criteria are told the same
NAME_CHARS, WARNING_CHARS = 12, 30
LINKS = 5
RELATED = 2  # pairs of characters that a task shares with the objective it serves
SPARE_MINUTES = 10  # a step this long can give up a few
FULL = 0.9  # of a lesson's minutes: above, what is added has to be taken from somewhere
_BOARD = re.compile(r"[（(【\[]\s*(?:随机|相机)?板书[:：]\s*([^（）()【】\[\]\n]{4,24})[）)】\]]")
_ORDERED = re.compile(r"[前后时先再远近]|开始|起初|最后|早|晚|越来越")
_PLACES = ((r"生字|会写|会认|词语", r"识字|生字|写字|初读|字词"), (r"背诵|朗读|默写", r"朗读|背|品读|诵读|精读"))
_PROGRAMMED = re.compile("^(?:编写|完成|创建|优化)(?:程序)?[，：]?(?:使|让)?")
# points at what pupils only see in the lesson: 它的宽大约是多少
_OF_THE_LESSON = re.compile(
    "[它他她]们?|哪一?组|两次|样本|选手|数据|这[个些样种里首段幅]|那[个些样种里]|上面|下面|图|表|文中|刚才|例|第.[个题步]|分别"
)
_IDLE_STEP = re.compile(r"总结|小结|作业|板书|导入|引入")


def own_blanks(draft: Draft, measures: LessonMeasures, span: Span | None) -> dict[str, str]:
    """What the plan brings along for a suggestion about the passage at `span`. Names: reviewer.rubrics.BLANKS."""
    step = holding(measures.activities, span)
    tasks = find_own_tasks(draft, measures)
    asked = [ask(draft, one) for one in find_questions(draft, measures)]
    cautions = find_cautions(draft, measures)
    warned = [said for _, said in cautions]
    found = find_twists(draft, measures)
    twists, order = [one.text for one in found], find_order(draft, measures)
    untold = find_untold(draft, measures)
    model, chain = find_model(draft, measures), find_chain(draft, measures)
    main = tasks[0].goal if tasks else None
    at = next((one.goal for one in tasks if span and one.start < span[1] and span[0] < one.end), None)
    act = at.act if at else _step_act(tasks, step) or ""
    after = _next_step(measures, step)
    filled: dict[str, str | None] = {f"twist{n}": text for n, text in enumerate(twists[:TWISTS], 1)}
    filled |= {f"ask{n}": text for n, text in enumerate(asked[:2], 1)}
    filled |= {
        "untold": ask(draft, untold) if untold else None,
        "think_first": _think_first(draft),
        "caution": _fitting(warned, asked[0] if asked else ""),
        "order": order.text if order else None,
        "tool": find_old_tool(draft, measures) or (found[0].thing if found else None),
        "model": model,
        "write_model": model if main and kind_of(main.act, draft.subject.value) == "write" else None,
        "made_home": _made_home(draft, main, order, asked) if _serves(measures, main, span) else None,
        "against": _against(draft, step, act, cautions, found),
        "slip": slips[0] if (slips := find_slips(draft, measures)) else None,
        "frame": _frame(chain[1] if chain else [], draft, main),
        "retold": "→".join(chain[1]) if chain and main and re.search("[讲叙复]述", main.act) else None,
        "step_act": _step_act(tasks, step),
        "made_next": made_next(draft, measures, step) if draft.subject.value in (*DOING, *PROGRAMS) else None,
        "steps_of_tasks": _in_order(tasks),
        "answer_words": answer_words(draft, span) if span else None,
        "split_list": share_out(row[1], row[2]) if (row := find_row(draft, measures)) else None,
        "pretest": _pretest(draft, asked),
        "seen_word": next(iter(name_terms(draft.text, 1)), None) if draft.subject.value == "语文" else None,
        "fit_step": _fit_step(draft, measures, span),
        "room": _room(draft, measures, step),
        "next_step": _call(draft, measures, after) if after else None,
    } | _sorted(draft, measures)
    light = {"light": ""} if draft.subject.value in DOING or draft.grade.value in SPOKEN else {}
    return {name: text for name, text in filled.items() if text} | light


def _think_first(draft: Draft) -> str:
    """How everybody gets time for a question; on the sports ground and in grades 1 and 2 nobody writes."""
    spoken = draft.grade.value in SPOKEN or draft.subject.value in ("体育", "体育与健康")
    return "每人先想一分钟，说给同伴听" if spoken else "每人先写一句想法和依据（2分钟），同桌互看"


def _next_step(measures: LessonMeasures, step: Activity | None) -> Activity | None:
    """The step after this one, where something is taught or done in it."""
    after = next((one for one in measures.activities if step and one.start >= step.end), None)
    return after if after and not _IDLE_STEP.search(after.name) else None


def _pretest(draft: Draft, asked: list[str]) -> str | None:
    """What to find out before the lesson; of a text nobody is asked anything before reading it."""
    reads = draft.subject.value == "语文"
    new = [part for part in re.split("[和与的、]", short_title(draft) or "") if len(part) > 1]  # nobody knows it yet
    asked = [one for one in asked if reads or not (_OF_THE_LESSON.search(one) or any(part in one for part in new))]
    if not asked:
        return "课前每人读一遍课文：（ ）人读得通顺，读错的多在（ ），不懂的词有（ ）" if reads else None
    told = "（ ）人说得有道理，多数人的说法是（ ）"
    return f"课前每人读一遍课文，再问‘{asked[0]}’：{told}" if reads else f"课前问‘{asked[0]}’：{told}"


def _frame(chain: list[str], draft: Draft, main: Goal | None) -> str | None:
    """远处……再近些……越来越近……: the order of the text as a frame to write in."""
    ordered = any(_ORDERED.search(link) for link in chain)
    writes = ordered and main and draft.subject.value == "语文" and kind_of(main.act, "语文") == "write"
    return "".join(f"{link}……" for link in chain) if writes and 2 < len(chain) <= LINKS else None


def _fit_step(draft: Draft, measures: LessonMeasures, span: Span | None) -> str | None:
    """The step in which what the objective at `span` asks for is best done: reading where it is read, writing where it is written."""
    own = holding(measures.objectives, span)
    if own is None or not measures.activities:
        return None
    wanted = next((fits for asks, fits in _PLACES if re.search(asks, own.text)), None)
    named = [one for one in measures.activities if wanted and re.search(wanted, one.name)]
    inner = [one for one in measures.activities if not EDGE.search(one.name)] or measures.activities
    told = [shared(own.text, draft.text[one.start : one.end]) for one in inner]
    about = [one for one, said in zip(inner, told, strict=True) if said * 2 >= max(told)][-1]  # by then it was taught
    return _call(draft, measures, (named or [about])[0])


def _call(draft: Draft, measures: LessonMeasures, step: Activity) -> str:
    """The step's name; where another bears the same, its first line up to the minutes."""
    name = tidy(step.name)
    if sum(one.name == step.name for one in measures.activities) > 1:
        name = re.split("[（(]", tidy(draft.text[step.start : step.end].strip().split("\n")[0]))[0]
    return unquote(clip(name, NAME_CHARS))


def _serves(measures: LessonMeasures, main: Goal | None, span: Span | None) -> bool:
    """Whether the main task has to do with the objective at `span`; with none there, it does."""
    own = holding(measures.objectives, span)
    return own is None or main is None or shared(main.act, own.text) >= RELATED


def _step_act(tasks: list[OwnTask], step: Activity | None) -> str | None:
    """What pupils do in this step."""
    return next((one.goal.act for one in tasks if step and step.start <= one.start < step.end), None)


def _made_home(draft: Draft, main: Goal | None, order: Twist | None, asked: list[str]) -> str | None:
    """For what is made with a program: its flow on paper, which needs no computer and shows what was understood."""
    if draft.subject.value not in PROGRAMS:
        return None
    if main and re.search("编写|完成|创建|优化", main.act):
        return f"画一张流程图：{_PROGRAMMED.sub('', main.act)}，标出每一步用到什么、最容易错在哪一步"
    if main and re.search("设计|搭建|制作|创作", main.act):
        return f"给‘{main.act}’画一张设计图，标出每一处用什么、为什么"
    if order:
        return f"合上书，{order.text}"
    return f"写一写：{asked[0]}？" if asked else None


def _fitting(warned: list[str], question: str) -> str | None:
    """The warning that speaks of what the question asks."""
    said = max(warned, key=lambda one: shared(one, question), default="")
    return clip(said, WARNING_CHARS) if said and shared(said, question) else None


def _against(
    draft: Draft, step: Activity | None, act: str, warned: list[tuple[Span, str]], twists: list[Twist]
) -> str | None:
    """What pupils can hold their work against, as it stands in the plan: a warning about it, words put on the board in its step,
    instructions it needs.
    """
    said = next((said for _, said in warned if shared(said, act)), None)
    if said:
        return f"‘{clip(said, WARNING_CHARS)}’"
    board = _BOARD.search(draft.text, step.start, step.end) if step else None
    if board:
        return f"板书‘{unquote(tidy(board[1]))}’"
    tools = [one.thing for one in twists if one.thing and step and one.start < step.end]
    return f"‘{'’‘'.join(tools[:2])}’的用法" if tools else None


def _in_order(tasks: list[OwnTask]) -> str | None:
    """The two tasks that are most of the lesson's own work, in its order."""
    second = next((one for one in tasks if one.goal.act != tasks[0].goal.act), None)
    if second is None:
        return None
    one, other = sorted((tasks[0], second), key=lambda task: task.start)
    return f"任务一：{one.goal.act}；任务二：用任务一的结果，{other.goal.act}"


def _room(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str:
    """留, or 从‘品读’里匀出 where the minutes are given away already: from a long step the teacher leads."""
    timed = [one for one in measures.activities if one.minutes is not None]
    whole = lesson_minutes(draft, measures)
    if len(timed) < len(measures.activities) or sum(one.minutes or 0 for one in timed) < FULL * whole:
        return "留"
    led = sorted((one for one in timed if one.actor != "student"), key=lambda one: one.minutes or 0)
    spare = [
        one for one in led[:-1] if one is not step and (one.minutes or 0) >= SPARE_MINUTES
    ]  # the longest has work to do
    if not spare:
        return "从讲解里省出"
    name = _call(draft, measures, spare[-1])
    return f"从‘{name}’里匀出" if len(name) >= 2 else "留"


def _sorted(draft: Draft, measures: LessonMeasures) -> dict[str, str | None]:
    """The homework sorted into kinds: {sorted_all} where every kind is there, {sorted_some} where only 实践 is missing, {sorted_more} where 拓展 is."""
    found = sort_homework(draft, measures)
    if found is None:
        return {}
    more = f"，再加一项{'、'.join(found.missing)}" if found.missing else ""
    return {
        "sorted": found.named + more,
        "sorted_all": None if found.missing else found.named,
        "sorted_some": found.named if found.missing == (OUTSIDE,) else None,
        "sorted_more": found.named if found.missing == (FURTHER,) else None,
    }
