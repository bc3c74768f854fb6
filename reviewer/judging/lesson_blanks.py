"""The blanks of a lesson's suggestions, filled from the plan itself: its objectives, steps, minutes, learners, difficulties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reviewer.datamodels import Activity, Draft, LessonMeasures, Objective
from reviewer.judging.acts import DOING, kind_of, say_act
from reviewer.judging.matter import find_chain
from reviewer.judging.own_blanks import own_blanks
from reviewer.judging.own_goals import ABOUT, find_own_goal
from reviewer.judging.own_tasks import find_own_tasks
from reviewer.judging.rewriting import (
    POINT_CHARS,
    Goal,
    clip,
    find_goals,
    find_theme,
    main_goal,
    rewrite_objective,
    shared,
    short_point,
    split_minutes,
    tidy,
    unquote,
)
from reviewer.judging.topics import key_words, name_topic
from reviewer.judging.trials import find_trial
from reviewer.judging.twists import find_twists
from reviewer.words import key_terms

Span = tuple[int, int]
PARTS = {"title": "课题", "objectives": "教学目标", "key_points": "重难点", "process": "教学过程", "homework": "作业", "board": "板书设计"}  # fmt: skip
_SLIP = re.compile(
    r"认为|以为|当成|写成|混为一谈|弄混|混淆|分不清|写错|说不清|不会|没学过|没有学|没见过|还没有|有困难|陌生|易错|出错|漏|不管"
)
_MATERIALS = re.compile(
    r"课件|视频|音频|图片|照片|卡片|学习单|任务单|记录单|挂图|地图|柱状图|示意图|方格纸|彩纸|卡纸|白纸|大白纸|剪刀|彩笔|直尺|三角尺|圆规|小黑板|量筒|烧杯|天平|酒精灯|试管|投影"
    r"|字卡|词卡|头饰|磁带|录音|实物|积木|计算机|电脑|平板|便利贴|水盆|秒表|标志桶|垫子|篮球|足球|跳绳|针线|电路板"
)
BOARD_POINTS = 3
TERMS = 3  # key words of a step named in a suggestion
OVERLAP = 2  # pairs of characters that a step and a goal share at least where the alignment found nothing
SHOWN_STEPS = 7
REWRITE_CHARS = 64
NAMELESS = ("环节", "步骤", "活动")


def lesson_blanks(draft: Draft, measures: LessonMeasures, span: Span | None, note: str = "") -> dict[str, str]:
    """Every blank this plan can fill, for a suggestion about the passage at `span`. Names: reviewer.rubrics.BLANKS.

    `note` is what code counted: 第 1 条的写字 says which half of an objective nobody does.

    An objective gives its own words; a step the objective it serves (as the alignment found), else the main one.
    """
    goals = find_goals(measures.objectives)
    said = main_goal(_doing(draft, goals)) or _key_goal(draft, measures)
    topic = name_topic(draft, said.point if said else key_words(draft.text))
    step = next((a for a in measures.activities if span and a.start <= span[0] < a.end), None)
    terms = _terms(draft, measures, step) or unquote(topic).strip("《》")
    made = _made(draft, measures)
    main = made or said or find_own_goal(draft, measures, topic, terms)
    own = next((o for o in measures.objectives if span and o.start <= span[0] < o.end), None)
    rewritten = rewrite_objective(own.text) if own else None
    other = _other_half(own.text, rewritten) if own and rewritten else ""
    goal = _own_goal(measures, own, note) if own else _step_goal(draft, measures, goals, step, span) or main
    own_words = own_blanks(draft, measures, span)
    key_lines, board = _key_lines(draft, measures, goals, main), _board(draft, measures, topic, goals, main)
    question = unquote(main.question)
    plan = f"引入{topic}（5分钟）→{clip(main.bare_act, 24)}（15分钟）→当堂做‘{question}’（10分钟）→小结（5分钟）"
    lines = {"title": topic, "objectives": main.sentence, "key_points": key_lines, "process": plan}
    lines |= {"homework": own_words.get("made_home", main.question), "board": board}
    missing = _missing(draft, measures, topic)
    there = "homework" in measures.components
    done = _goal_blanks(draft, goal, topic, terms)
    trial = find_trial(draft, measures, step)
    if step and trial is None and _task_in(draft, measures, step, (step.start, step.end)):
        trial = done["tried"]
    filled = done | {
        "topic": topic,
        "goal": goal.sentence if rewritten or own is None else main.sentence,
        "terms": terms,
        "main_act": main.act,
        "main_point": short_point((said or main).point, POINT_CHARS, topic),
        "hard": _hard(draft, measures, goal),
        "tasks": _tasks(goals, main),
        "checks": _checks(goals, main),
        "key_lines": key_lines,
        "board": board,
        "rewrite": rewritten.sentence + other if rewritten else None,
        "number": str(goal.number) if own else None,
        "split": split_minutes(step.minutes if step else None, done["tried"]),
        "split_own": split_minutes(step.minutes if step else None, trial) if trial else None,
        "plan": plan,
        "timing": _timing(draft, measures),
        "missing": "、".join(PARTS[part] for part in missing) or "写得最短的一部分",
        "supply": _supply(missing, lines),
        "materials": _materials(draft, measures),
        "homework_place": "的作业分成三项，原有的放进合适的一项" if there else "的教案末尾写三项作业",
    }
    return {name: value for name, value in filled.items() if value} | own_words


def _made(draft: Draft, measures: LessonMeasures) -> Goal | None:
    """In a subject of doing what the lesson makes: 插入音频文件, its first objective, is no more than a way to it."""
    subject = draft.subject.value
    if subject not in DOING:
        return None
    made = (one.goal for one in find_own_tasks(draft, measures) if kind_of(one.goal.act, subject) == "make")
    return next(made, None)


_ASIDE = re.compile("默写|测量|记录|对比|应用")  # done in the lesson, not what it is about


def _doing(draft: Draft, goals: list[Goal]) -> list[Goal]:
    """In a subject of doing the goals that are done; all where none is, or elsewhere."""
    subject = draft.subject.value
    firm = [one for one in goals if not one.soft and not _ASIDE.search(one.act)]
    done = [one for one in firm if kind_of(one.bare_act, subject) in ("make", "move", "sing") or "背唱" in one.act]
    return done if done and subject in DOING else goals


def _is_about(text: str, goal: Goal) -> bool:
    """Whether a step speaks of at least half of what the goal says."""
    return shared(goal.act, text) >= max(OVERLAP, shared(goal.act, goal.act) / 2)


def _supply(missing: Sequence[str], lines: dict[str, str]) -> str:
    """A first line for the missing part that matters most; homework and title last: other suggestions give them."""
    order = [part for part in missing if part not in ("homework", "title")] + [
        part for part in missing if part in ("homework", "title")
    ]
    part = next(iter(order), "objectives")
    return f"{PARTS[part]}可以先写：“{lines[part]}”"


def _terms(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str:
    """点电荷、静电力、扭秤: what the step speaks of, else the whole process; "" where that is of nothing in particular."""
    process = measures.components.get("process", (0, len(draft.text)))
    for start, end in ((step.start, step.end) if step else process, process, (0, len(draft.text))):
        if len(found := key_terms(draft.text[start:end], TERMS)) == TERMS:
            return "、".join(found)
    return ""


def _goal_blanks(draft: Draft, goal: Goal, topic: str, terms: str) -> dict[str, str]:
    """What pupils are to do for this goal, in the words of its kind of act."""
    point = short_point(goal.point, POINT_CHARS, topic)
    done = say_act(goal.bare_act, point, draft.subject.value, draft.grade.value, terms)
    return done | {"point": point, "act": goal.bare_act, "question": goal.question}


def _other_half(text: str, said: Goal) -> str:
    """What the objective's other clause comes to; an objective said by half has lost the rest."""
    for clause in re.split("[，；]", tidy(text)):
        goal = rewrite_objective(clause) if clause else None
        if goal and goal.sentence != said.sentence and len(goal.sentence) + len(said.sentence) <= REWRITE_CHARS:
            return f"；{goal.sentence}"
    return ""


_UNDONE = {"写字": re.compile("会写|书写|写字"), "背诵": re.compile("背诵")}


def _own_goal(measures: LessonMeasures, own: Objective, note: str) -> Goal:
    """The goal of this objective, of its half left undone where one is; what can't be said as an act, as what a pupil gained."""
    number = measures.objectives.index(own) + 1
    undone = re.search(f"第 {number} 条的({'|'.join(_UNDONE)})", note)
    halves = [half for half in re.split("[，；。]", own.text) if undone and _UNDONE[undone[1]].search(half)]
    theme = find_theme(own.text)
    goal = next(filter(None, map(rewrite_objective, [*halves, own.text])), None)
    return replace(goal or Goal(f"能用一两句话写出自己在‘{theme}’上的收获", theme), number=number)


def _step_goal(
    draft: Draft, measures: LessonMeasures, goals: Sequence[Goal], step: Activity | None, span: Span | None
) -> Goal | None:
    """What is to be done in this step: its own act in its own words, else the goal that it serves or speaks of, the later of equals."""
    if span is None:
        return None
    start, end = (step.start, step.end) if step else span
    rows, text = measures.alignment, draft.text[start:end]
    firm = [goal for goal in goals if not goal.soft]
    served = [one for one in firm if step and one.number <= len(rows) and step.name in rows[one.number - 1].activities]
    near = max(enumerate(served or firm), key=lambda pair: (shared(pair[1].act, text), pair[0]), default=None)
    if own := _task_in(draft, measures, step, span):
        return own
    if near and (served or _is_about(text, near[1])):
        return near[1]
    name = tidy(step.name) if step else ""
    if not (4 <= len(name) <= POINT_CHARS and any(term in name for term in key_terms(draft.text, ABOUT))):
        return None
    return Goal(
        f"能用自己的话说清{unquote(name)}", unquote(name)
    )  # what this step itself is about: no goal of another one


def _task_in(draft: Draft, measures: LessonMeasures, step: Activity | None, span: Span) -> Goal | None:
    """What pupils do in this very sentence, else in this step."""
    tasks = find_own_tasks(draft, measures)
    for start, end in (span, (step.start, step.end) if step else span):
        if own := next((one.goal for one in tasks if one.start < end and start < one.end), None):
            return own
    return None


def _key_goal(draft: Draft, measures: LessonMeasures) -> Goal | None:
    """Where no objective can be said as an act: the first key point (教学重点)."""
    important, _ = _key_points(draft, measures)
    return rewrite_objective(important) or (Goal(f"能说清{important}，并举一个例子", important) if important else None)


def _key_points(draft: Draft, measures: LessonMeasures) -> tuple[str, str]:
    """(first clause of 教学重点, first clause of 教学难点); "" for what is not there."""
    held = measures.components.get("key_points")
    if held is None:
        return "", ""
    text = re.split(r"\n\s*\n", draft.text[held[0] : held[1]])[0]
    parts = re.split(r"[【\[*#\s]*(?:教学)?(重点|难点)[】\]*]*\s*[：:|】]*", "重点：" + text)
    found = {"重点": "", "难点": ""}
    for name, body in zip(parts[1::2], parts[2::2], strict=False):
        line = tidy(re.split(r"[。；;\n|]|<br", body.strip(" \n|*-·"))[0])
        found[name] = found[name] or line
    important, difficulty = (text if len(text := clip(found[name], 30)) >= 4 else "" for name in ("重点", "难点"))
    return important, difficulty


def _key_lines(draft: Draft, measures: LessonMeasures, goals: Sequence[Goal], main: Goal) -> str:
    firm = (goal.act for goal in reversed(goals) if goal.act != main.act and not goal.soft)
    later = next((act for act in firm if kind_of(act, draft.subject.value) not in ("words", "recite")), None)
    difficulty = _key_points(draft, measures)[1] or later or f"合上书，{main.bare_act}"
    return f"重点：{main.act}（人人要会）；难点：{difficulty}"


def _hard(draft: Draft, measures: LessonMeasures, goal: Goal) -> str:
    """What pupils find hard, in the plan's words: a slip named in 学情 that speaks of this goal, else 教学难点, else the act."""
    held = measures.components.get("learner_analysis")
    if held is not None:
        for clause in re.split(r"[，。；;\n]|(?<=\d)、", draft.text[held[0] : held[1]]):
            clause = tidy(clause)
            if _SLIP.search(clause) and 6 <= len(clause) <= 30 and shared(goal.sentence, clause):
                return f"学情里写的‘{unquote(clause)}’"
    difficulty = _key_points(draft, measures)[1]
    return f"难点‘{unquote(difficulty)}’" if difficulty else f"‘{unquote(clip(goal.act, 24))}’这一步"


def _tasks(goals: Sequence[Goal], main: Goal) -> str:
    """Three tasks that build on one another, out of up to two objectives."""
    second = next((goal for goal in goals if goal.number > main.number and not goal.soft), None)
    then = clip(second.act, 26) if second else f"向同桌说明‘{unquote(main.point)}’的理由"
    last = f"任务三：另找一个例子，标出哪里用到了‘{unquote(main.point)}’"
    return f"任务一：{clip(main.act, 28)}；任务二：用任务一的结果，{then}；{last}"


def _checks(goals: Sequence[Goal], main: Goal) -> str:
    other = next((goal for goal in goals if goal.number > main.number and not goal.soft), None)
    return f"①{main.question}；②" + (other.question if other else f"自己编一道考‘{unquote(main.point)}’的题并解答")


def _board(draft: Draft, measures: LessonMeasures, topic: str, goals: Sequence[Goal], main: Goal) -> str:
    """The order that the plan gives with arrows; in a program its instructions and the task; else what the goals are about."""
    if chain := find_chain(draft, measures):
        return f"上面写{topic}，中间写{'→'.join(chain[1])}，旁边留空写学生找到的依据"
    if kind_of(main.bare_act, draft.subject.value) == "make" and (
        tools := [one.thing for one in find_twists(draft, measures) if one.thing]
    ):
        return f"左边写{'、'.join(f'‘{tool}’' for tool in tools[:BOARD_POINTS])}各管什么，右边画‘{main.bare_act}’的流程"
    short = [goal.point for goal in goals if len(goal.point) <= POINT_CHARS and not goal.soft]
    points = (short or [short_point(main.point, POINT_CHARS, topic)])[:BOARD_POINTS]
    return f"上面写{topic}，中间分条写" + "；".join(dict.fromkeys(points))


def _timing(draft: Draft, measures: LessonMeasures) -> str | None:
    """Minutes for the steps without any, so that all add up to one lesson; pupils' steps weigh double.

    A long list is cut to its first SHOWN_STEPS. None where the minutes given leave nothing to share out.
    """
    steps = measures.activities
    total = round(measures.minutes_stated or (40 if draft.stage.value == "小学" else 45))
    left = total - sum(step.minutes or 0 for step in steps)
    open_steps = [step for step in steps if step.minutes is None]
    if len(steps) < 2 or left < 2 * len(open_steps) or not open_steps:
        return None
    weights = [1 + step.student_share for step in open_steps]
    shares = [max(2, round(left * weight / sum(weights))) for weight in weights]
    shares[shares.index(max(shares))] += round(left) - sum(shares)
    given = iter(shares)
    parts = [f"{_short_name(draft, step)}（{step.minutes or next(given):g}）" for step in steps]
    more = f"等{len(parts)}步" if len(parts) > SHOWN_STEPS else ""
    return "、".join(parts[:SHOWN_STEPS]) + f"{more}，合计{total}分钟"


def _short_name(draft: Draft, step: Activity) -> str:
    """The step's name, its first words where it is called 环节 only."""
    name = re.sub("^[一二三四五六七八九十]、", "", tidy(step.name))
    return clip(tidy(draft.text[step.start : step.end].strip().split("\n")[0]) if name in NAMELESS else name, 8)


def _missing(draft: Draft, measures: LessonMeasures, topic: str) -> list[str]:
    """Which of the six basic parts the plan lacks; what the review itself can call by its name has a title."""
    there = set(measures.components) | ({"title"} if draft.title.value or topic.startswith("《") else set())
    there |= ({"process"} if measures.activities else set()) | ({"objectives"} if measures.objectives else set())
    return [part for part in PARTS if part not in there]


def _materials(draft: Draft, measures: LessonMeasures) -> str | None:
    """Aids that the plan mentions, in its own words and order."""
    start, end = measures.components.get("process", (0, len(draft.text)))
    return "、".join(list(dict.fromkeys(_MATERIALS.findall(draft.text[start:end])))[:4])
