"""The goal of a plan that states none: what its own lines have pupils do, what it asks them, else its key words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reviewer.advising.acts import DOING
from reviewer.advising.own_tasks import ON_THE_WAY, find_own_tasks
from reviewer.advising.quoting import tidy, unquote
from reviewer.advising.rewriting import Goal
from reviewer.datamodels import Draft, LessonMeasures
from reviewer.words import key_terms

ABOUT = 8  # key words, one of which a line must hold to be about the lesson
LEAST_CHARS, MOST_CHARS = 4, 22
_MARK = re.compile(r"^[\s#>*\-•]*(?:(?:step|第)?\s*[\d一二三四五六七八九十]{1,2}\s*步?\s*[、.．:：)）]?)?\s*", re.I)
# What a pupil can be seen to do; 打开, 选中 and 保存 are steps on the way to it.
_ACT = re.compile(
    r"(?:添加|合并|插入|设置|制作|编写|编辑|设计|绘制|画|搭建|组装|连接|计算|测量|称量|比较|验证|记录|分类|排列|朗读|背诵|演唱|演奏|表演|折|剪|拼|种|做)(?!一做)"
)
_THING = re.compile(rf"{ON_THE_WAY}|的[^，]{{1,4}}$")  # 编辑脚本的区域 is a place on the screen
_ASKS = re.compile(r"为什么|怎样|怎么|如何|什么")
_SPOKEN = re.compile(r"大家|我们|同学|你们?|他们|老师|呢|吗|吧|来")


def find_own_goal(draft: Draft, measures: LessonMeasures, topic: str, terms: str) -> Goal:
    """`terms` are key words (鸡蛋、蛋壳、鸟类), for a plan whose lines and questions say nothing that can be asked of a pupil."""
    about = key_terms(draft.text, ABOUT)
    if draft.subject.value in DOING:
        if tasks := find_own_tasks(draft, measures):
            return Goal(f"能独立{tasks[0].goal.act}，并说出每一步怎样做", tasks[0].goal.point)
        lines = [bare for line in draft.text.split("\n") if not _THING.search(bare := _MARK.sub("", line))]
        act = _most_telling(lines, about, _ACT.match)
        if act:
            return Goal(f"能独立{act}，并说出每一步怎样做", act)
        if terms == unquote(topic).strip("《》"):  # nothing is said of what is made
            return Goal(f"能独立完成{topic}，并说出每一步怎样做", topic)
        return Goal(f"能说清{topic}里{terms}各有什么用，并各用一次", terms)
    asked = [draft.text[one.start : one.end].rstrip("？?") for one in measures.questions]
    question = _most_telling([clause for one in asked for clause in re.split("[，,]", one)], about, _ASKS.search)
    if question:
        return Goal(f"能用自己的话说清{question}", question)
    return Goal(f"能用{terms}讲清{topic}说的是什么，并举一个例子", topic)


def _most_telling(lines: Sequence[str], about: Sequence[str], fits: Callable[[str], object]) -> str:
    """The line that fits and holds most key words, the earliest of equals; "" where none holds any."""
    best, most = "", 0
    for line in lines:
        text = unquote(tidy(re.split("[，。；：]", line)[0]))
        held = sum(term in text for term in about)
        plain = LEAST_CHARS <= len(text) <= MOST_CHARS and not _SPOKEN.search(text) and "http" not in text
        if held > most and plain and fits(text):
            best, most = text, held
    return best
