"""The parts of a plan that a suggestion supplies: key points, the board, minutes, materials, a first line for what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.acts import DOING, kind_of
from reviewer.advising.knowledge import KnowledgePoint
from reviewer.advising.knowledge_fit import can_show, is_far
from reviewer.advising.knowledge_words import say_key
from reviewer.advising.matter import ask, find_chain, find_questions
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.rewriting import POINT_CHARS, Goal
from reviewer.advising.step_minutes import CLOSINGS, EDGES, say_timing
from reviewer.advising.twists import find_twists
from reviewer.datamodels import Draft, LessonMeasures
from reviewer.words import name_terms

PARTS = {"title": "课题", "objectives": "教学目标", "key_points": "重难点", "process": "教学过程", "homework": "作业", "board": "板书设计"}  # fmt: skip
_MATERIALS = re.compile(
    r"课件|视频|音频|图片|照片|卡片|学习单|任务单|记录单|挂图|地图|柱状图|示意图|方格纸|彩纸|卡纸|白纸|大白纸|剪刀|彩笔|直尺|三角尺|圆规|小黑板|量筒|烧杯|天平|酒精灯|试管|投影"
    r"|字卡|词卡|头饰|磁带|录音|实物|积木|计算机|电脑|平板|便利贴|水盆|秒表|标志桶|垫子|篮球|足球|跳绳|针线|电路板"
)
_HARD = re.compile(
    r"(?:^|[|。；\n])\s*([^|。；，：\n]{4,24}?)是(?:本[课节](?:的)?)?(?:教学)?难点", re.M
)  # 以动衬静是难点
BOARD_POINTS, SKELETON = 3, 4
LEAST_POINT = 3  # characters of what is written on the board
# steps that say how, not what
_HOW_ONLY = re.compile(
    r"新授|新课|新知|教学|讲解|示范|探究|自主|合作|练习|练一练|巩固|检测|应用|拓展|延伸|展示|交流|讨论|朗读|初读|细读|品读|研读|精读|活动$|实践|操作|作品|评价|欣赏|准备|环节|第.{1,3}课时|知识点|导图|部分$|课堂|[A-Za-z]{4}"
)
# 要记住十二个字：先前后后，先大后小，碰到停笔
_FORMULA = re.compile(r"(?:记住|口诀|顺口溜|儿歌)[^：:。\n]{0,8}[：:]\s*[“‘]?([^。！？!?\n“”：:]{6,36})[”’。！\n]")
_STEP_LABEL = re.compile(r"^(?:(?:活动|任务|环节|步骤|板块)[一二三四五六\d]{1,2}|第[一二三四五六]步|[\d.]+)[：:、\s]*")


def part_blanks(
    draft: Draft,
    measures: LessonMeasures,
    topic: str,
    goals: Sequence[Goal],
    main: Goal,
    home: str,
    bank: KnowledgePoint | None = None,
) -> dict[str, str | None]:
    """`main` is the goal to build on, `home` a piece of homework for it."""
    key_lines, board = _key_lines(draft, measures, goals, main), _board(draft, measures, topic, goals, main)
    near = bank and not is_far("bank_ask", bank.ask, draft) and can_show(bank.slip, draft.text)
    if bank and near and not find_chain(draft, measures):  # what is to be learned, before words counted in the plan
        key_lines, board = say_key(bank), bank.help
    plan = f"引入{topic}（5分钟）→{clip(main.bare_act, 24)}（15分钟）→当堂做‘{unquote(main.question)}’（10分钟）→小结（5分钟）"
    lines = {"title": topic, "objectives": main.sentence, "key_points": key_lines, "process": plan}
    missing = _missing(draft, measures, topic)
    return {
        "key_lines": key_lines,
        "board": board,
        "plan": plan,
        "timing": say_timing(draft, measures),
        "missing": "、".join(PARTS[part] for part in missing) or "写得最短的一部分",
        "supply": _supply(missing, lines | {"homework": home, "board": board}),
        "materials": _materials(draft, measures),
    }


def _supply(missing: Sequence[str], lines: dict[str, str]) -> str:
    """A first line for the missing part that matters most; homework and title last: other suggestions give them."""
    order = [part for part in missing if part not in ("homework", "title")] + [
        part for part in missing if part in ("homework", "title")
    ]
    part = next(iter(order), "objectives")
    return f"{PARTS[part]}可以先写：“{lines[part]}”"


def find_key_points(draft: Draft, measures: LessonMeasures) -> tuple[str, str]:
    """(first clause of 教学重点, first clause of 教学难点); "" for what is not there."""
    held = measures.components.get("key_points")
    if held is None:
        return "", ""
    text = re.split(r"\n\s*\n", draft.text[held[0] : held[1]])[0]
    parts = re.split(r"[【\[*#\s]*(?:教学)?(重点|难点)[】\]*]*\s*[：:|】]*", "重点：" + text)
    found = {"重点": "", "难点": ""}
    for name, body in zip(parts[1::2], parts[2::2], strict=False):
        line = tidy(re.split(r"[。；;\n|]|<br", body.strip(" \n|*-·是"))[0])
        found[name] = found[name] or line
    important, difficulty = (text if len(text := clip(found[name], 30)) >= 4 else "" for name in ("重点", "难点"))
    return important, difficulty


def _key_lines(draft: Draft, measures: LessonMeasures, goals: Sequence[Goal], main: Goal) -> str:
    firm = (goal.act for goal in reversed(goals) if goal.act != main.act and not goal.soft)
    later = next((act for act in firm if kind_of(act, draft.subject.value) not in ("words", "recite")), None)
    told = _HARD.search(draft.text)
    alone = "不看提示" if draft.subject.value in DOING else "合上书"
    difficulty = (
        find_key_points(draft, measures)[1] or (tidy(told[1]) if told else "") or later or f"{alone}，{main.bare_act}"
    )
    return f"重点：{main.act}（人人要会）；难点：{difficulty}"


def _board(draft: Draft, measures: LessonMeasures, topic: str, goals: Sequence[Goal], main: Goal) -> str:
    """The order that the plan gives with arrows; in a program its instructions and the task; else what the goals are about."""
    if chain := find_chain(draft, measures):
        return f"上面写{topic}，中间写{'→'.join(chain[1])}，旁边留空写学生找到的依据"
    if kind_of(main.bare_act, draft.subject.value) == "make" and (
        tools := [one.thing for one in find_twists(draft, measures) if one.thing]
    ):
        return f"左边写{'、'.join(f'‘{tool}’' for tool in tools[:BOARD_POINTS])}{'各' if len(tools) > 1 else ''}管什么，右边画‘{main.bare_act}’的流程"
    if formula := _FORMULA.search(draft.text):
        return f"上面写{topic}，中间写‘{unquote(tidy(formula[1]))}’，旁边画图或举一个例子"
    if parts := _skeleton(measures):
        return f"上面写{topic}，中间分条写{'；'.join(parts)}，每条后面留空记学生说的要点"
    if questions := find_questions(draft, measures):
        terms = "、".join(name_terms(draft.text, BOARD_POINTS))
        return f"上面写{topic}，左边写‘{ask(draft, questions[0])}’，右边分条记学生的答案，最后圈出{terms}"
    short = [goal.point for goal in goals if LEAST_POINT <= len(goal.point) <= POINT_CHARS and not goal.soft]
    told = [point for point in short if point not in topic] or name_terms(draft.text, BOARD_POINTS)
    return f"上面写{topic}，中间分条写" + "；".join(list(dict.fromkeys(told))[:BOARD_POINTS])


def _skeleton(measures: LessonMeasures) -> list[str]:
    """What the steps are about, where at least two are called by it (人类文明的演进, 生态文明的内涵)."""
    names = [_STEP_LABEL.sub("", unquote(tidy(step.name))) for step in measures.activities]
    edges = (EDGES, CLOSINGS, _HOW_ONLY)
    told = [name for name in names if 4 <= len(name) <= POINT_CHARS and not any(edge.search(name) for edge in edges)]
    return list(dict.fromkeys(told))[:SKELETON] if len(set(told)) >= 2 else []


def split_minutes(minutes: float | None, tried: str) -> str:
    """A step in which the teacher talks, given to the pupils first to try (`tried`: 试着算一算); the parts add up to `minutes`.

    25 → 学生先试着说出质量的定义（8分钟）→同桌互查（4分钟）→教师讲没弄清的（13分钟）.
    """
    tried = f"学生先{tried.removeprefix('先')}"
    if minutes is None:
        return f"{tried}（5分钟）→同桌互查（2分钟）→教师只讲没弄清的"
    whole = round(minutes)
    if whole < 5:
        return f"{tried}（{max(1, whole - 1)}分钟）→教师只补一句没弄清的"
    alone, pair = round(whole * 0.32), max(1, round(whole * 0.16))
    return f"{tried}（{alone}分钟）→同桌互查（{pair}分钟）→教师讲没弄清的（{whole - alone - pair}分钟）"


def _missing(draft: Draft, measures: LessonMeasures, topic: str) -> list[str]:
    """Which of the six basic parts the plan lacks; what the review itself can call by its name has a title."""
    there = set(measures.components) | ({"title"} if draft.title.value or topic.startswith("《") else set())
    there |= ({"process"} if measures.activities else set()) | ({"objectives"} if measures.objectives else set())
    return [part for part in PARTS if part not in there]


def _materials(draft: Draft, measures: LessonMeasures) -> str | None:
    """Aids that the plan mentions, in its own words and order."""
    start, end = measures.components.get("process", (0, len(draft.text)))
    return "、".join(list(dict.fromkeys(_MATERIALS.findall(draft.text[start:end])))[:4])


def say_tasks(goals: Sequence[Goal], main: Goal) -> str:
    """Three tasks that build on one another, out of up to two objectives."""
    second = next((goal for goal in goals if goal.number > main.number and not goal.soft), None)
    then = clip(second.act, 26) if second else f"向同桌说明‘{unquote(main.point)}’的理由"
    last = f"任务三：另找一个例子，标出哪里用到了‘{unquote(main.point)}’"
    return f"任务一：{clip(main.act, 28)}；任务二：用任务一的结果，{then}；{last}"


def say_checks(goals: Sequence[Goal], main: Goal) -> str:
    other = next((goal for goal in goals if goal.number > main.number and not goal.soft), None)
    return f"①{main.question}；②" + (other.question if other else f"自己编一道考‘{unquote(main.point)}’的题并解答")
