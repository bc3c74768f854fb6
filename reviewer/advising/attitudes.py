"""Objectives that can't be said as a pupil's act: attitudes, interest, bare statements, and how each can be shown."""

from __future__ import annotations

import re

from reviewer.advising.quoting import clip, tidy
from reviewer.advising.rewriting import POINT_CHARS, Goal, find_theme, states_plainly

_ABLE = re.compile(
    r"(?:^|[，；])能够?([^，。；]{6,40})"
)  # 快速默读全文，能按先后理出…: what is said of it first is the way
_INTEREST = re.compile("兴趣|乐趣|好奇|欲望")
_WILLING = re.compile(r"^(?:愿意|乐于|热爱|喜欢|敢于|自觉|主动|珍惜)(.{2,})$")
_ATTITUDE = re.compile(
    r"的?(?:良好|好)?的?(?:意识|习惯|态度|责任感?|精神|品质|情感|观念|自信心?|素养|价值观)(?:和.*)?$"
)

_HAS = re.compile("^(?:具?有|具备|树立|增强|养成|形成|提[高升]|培养|初步|认同|感受|体会|懂得|明白|认识到?)+(?=.{2})")


def shown_goal(text: str) -> Goal:
    """How pupils show an objective that can't be said as their act: an attitude by what they mean to do, a statement by an example."""
    if done := _ABLE.search(tidy(text)):
        return Goal(f"能{done[1]}", clip(done[1], POINT_CHARS))
    theme = find_theme(text)
    if willing := _WILLING.search(theme):
        return Goal(f"能写出自己这一周要做到的一件和‘{willing[1]}’有关的小事", theme)
    if _INTEREST.search(theme):
        return Goal("能说出自己最想接着弄清的一个问题", theme)
    if about := _ATTITUDE.sub("", theme):
        if about != theme:
            return Goal(f"能写出自己这一周要做到的一件和‘{_HAS.sub('', about)}’有关的小事", theme)
        if states_plainly(text):
            return Goal(f"能举一个例子说明‘{_HAS.sub('', theme)}’", theme)
    return Goal(f"能举课上的一件事说明‘{_HAS.sub('', theme)}’", theme)
