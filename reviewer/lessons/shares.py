"""How much of a step is student activity, 0–1, by the convention of lc.student_share (indicators-lesson.yaml).

A step counts by its main work: where students work (自学, 探究, 讨论, 练习, 展示), a teacher's question in between takes little
away; listening, notes and question-and-answer count little; a procedure shown in full and then copied counts half. The
weights below were set on 40 plans with a student share given by readers (mean error 0.05–0.06).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.datamodels import Draft
from reviewer.lessons.actor_words import TEACHER
from reviewer.lessons.actors import UNTOLD, WORKING, Act, Side, classify

_PROMISES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), share)
    for pattern, share in (
        (r"(?:讲评|布置|知识讲|讲授|讲解|新授|解析|知识点|板书|示范|要点|原理|概念)", 0.15),
        (r"自己|独立|各自|轮[流着]|人人|每人|两人|一起[做画写搭]", 0.8),
        (r"(?:小结|总结).{0,4}(?:分享|展示|交流)|(?:展示|分享|交流).{0,4}(?:总结|小结)", 0.45),
        (r"导入|开讲|引子|开场|开课|谈话|引入|引出|揭题|激趣|创设|情[境景]|回顾|复习|小结|总结|归纳|提升$", 0.25),
        (r"初读|感知|自读|整体|预习|自学|自主|合作|讨论|交流|展示|汇报|实验|操作|动手|实践|创作|挑战|演练|练习|练说|训练|检测|达标|巩固|诵读|背诵|书写|写字|朗读|读一读|表演|游戏|拓展|迁移|应用|运用|"
         r"写作|仿写|习作|编程|测试|复述|角色|探究活动|闯关|竞赛|比赛|制作|设计|活动|任务|反馈|(?i:practice|task|production|role|play|work|post)", 0.8),
        (r"探究|探索|发现|探讨|解决|尝试", 0.45),
        (r"精读|品读|研读|品味|细读|赏析", 0.25),
        (r"分析|理解|体会|感悟|学习|新知|新课", 0.35),
    )
)  # fmt: skip
PRIOR_WEIGHT = 2.0
LONGEST_NAME = 12  # characters; longer ones are sentences


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a step with who it is about; intents and notes to the teacher are left out."""

    start: int
    end: int
    act: Act | None
    side: Side | None
    aside: bool = False  # what may happen and what then: told, not done


def promise_of(name: str) -> float | None:
    """The student share a step's name promises (练习 0.8, 讲解 0.15 …), None if it promises nothing or tells who acts."""
    if len(name) > LONGEST_NAME and TEACHER.search(name):
        return None
    for pattern, share in _PROMISES:
        if pattern.search(name):
            return share
    return None


def _sided_share(lines: Sequence[Line]) -> float | None:
    """Student work against teacher lecture, where both are written apart: the mean over each side, times a root of its length."""
    means = []
    for side in ("student", "teacher"):
        told = [(line.act, line.end - line.start) for line in lines if line.side == side and line.act]
        whole = sum(length for _, length in told)
        if not whole:
            return None
        busy = side == "teacher" and _students_work(lines)
        parts = [
            length * (act.share if side == "student" else max(0.0, 1 - act.share * 1.3) * _telling(act, busy))
            for act, length in told
        ]
        means.append(sum(parts) / whole * whole**LENGTH)
    work, lecture = means
    return work / (work + lecture) if work + lecture > 0 else 0.5


def _students_work(lines: Sequence[Line]) -> bool:
    """True if the students' column tells mostly of work."""
    acts = [line.act for line in lines if line.side == "student" and line.act]
    return bool(acts) and sum(act.share for act in acts) >= WORKING * len(acts)


def _telling(act: Act, busy: bool) -> float:
    """The act's weight; beside students at work, what stands in the teacher's column without a verb of telling is their task."""
    return act.weight * (MATERIAL if busy and act.weight <= UNTOLD else 1.0)


def _plain_share(draft: Draft, name: str, lines: Sequence[Line]) -> float:
    """Mean share over the lines; a line of plain content leans on the promise of the step or sub-heading it stands under."""
    prior = promise_of(name)
    running = 0.4 if prior is None else prior
    if lines and not any(line.act and line.act.share >= 0.4 for line in lines):
        running *= 0.5  # a step of mere content: the name promised more
    total, weight = running * PRIOR_WEIGHT, PRIOR_WEIGHT
    for line in lines:
        text = draft.text[line.start : line.end]
        promise = promise_of(text) if len(text) <= 24 and not text.endswith(("。", "？", "?")) else None
        running = running if promise is None else promise
        if promise is not None and len(text) <= 14 and not re.search(r"学生|教师|老师|小组|同桌|[，：:]", text):
            total, weight = total + 0.4 * promise, weight + 0.4  # a sub-heading
        elif line.act is None:
            factor = 0.4 if len(text) > 20 else 0.85  # long: knowledge told; short: an entry of a task
            total, weight = total + 0.4 * factor * running, weight + 0.4
        else:
            total, weight = total + line.act.share * line.act.weight, weight + line.act.weight
    return total / weight


ASKED = 0.15  # what a question in class takes away from the work of the step
SIDED = 0.3  # columns for both sides have told it already
ASKED_MUCH = 0.5  # a step with more questions than work is question and answer
CLARITY, NAMED = 0.1, 0.7  # trust in who works as told: more where teacher and students are named
COPIED, LEAST_COPIED = 0.5, 0.3
TASK_QUESTION = 0.3
CONTENT = 0.25
MATERIAL = 0.3  # of what stands in the teacher's column while students work
LENGTH = 0.25  # how far the longer side counts for more
CONTRAST = 1.1  # the means above draw every step towards the middle
_ORAL = re.compile(r"(?:教师|老师|师)[^，。]{0,12}(?:问|提出)|提问|追问|设问|^\W*问[：:]")
_QUOTED = re.compile(r"“[^”]*”")
_COPY = re.compile(
    r"照着(?:做|画|写|练)|照(?:老师|教师)的|按(?:照)?(?:老师|教师)[^，。；]{0,12}(?:做法|步骤|示范|演示|样子)|把(?:老师|教师)(?:演示|示范|讲)[^，。；]{0,8}的|跟做|跟唱|跟着(?:老师|教师)(?:做|唱|画|练)|模仿(?:老师|教师)"
)


def step_share(draft: Draft, name: str, lines: Sequence[Line]) -> float:
    """The student share of a step, 0.05–0.95."""
    sided = _sided_share(lines)
    share = _plain_share(draft, name, lines) if sided is None else sided
    plain = share
    main = _main_work(draft, name, lines)
    if main is not None:
        named = [line.act.named for line in lines if line.act] or [True]
        clarity = SIDED if sided is not None else CLARITY + NAMED * sum(named) / len(named)
        share = (1 - clarity) * share + clarity * main
    text = name + " " + " ".join(draft.text[line.start : line.end] for line in lines if not line.aside)
    if _COPY.search(_QUOTED.sub("", text)):
        share = COPIED if max(share, plain) > LEAST_COPIED else share
    return min(0.95, max(0.05, 0.5 + CONTRAST * (share - 0.5)))


def _main_work(draft: Draft, name: str, lines: Sequence[Line]) -> float | None:
    """Students' work among what is done in the step, question and answer apart; None where nothing is told of it."""
    told = [(line.act, line.side, draft.text[line.start : line.end]) for line in lines if line.act]
    told = told or [(act, None, name) for act in (classify(name),) if act]
    busy = _students_work(lines)
    work = asking = lecture = 0.0
    for act, side, text in told:  # questions that follow the task belong to it, unless somebody asks them
        oral = work < 1 or _ORAL.search(text)
        asking += act.asking if oral else TASK_QUESTION * act.asking
        work += act.work
        lecture += act.lecture * (MATERIAL if busy and side == "teacher" and act.weight <= UNTOLD else 1.0)
    lecture += CONTENT * sum(
        line.act is None and not line.aside and line.end - line.start > 20 for line in lines
    )  # what the lesson says about the matter is mostly told
    total = work + lecture + (ASKED if work >= asking else ASKED_MUCH) * asking
    if not total:
        return None
    return work / total if work else 0.1
