"""The homework a plan has, sorted into the three kinds of the rubric: what stands there is labelled before anything is added."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.advising.places import text_of
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.remembering import remembered
from reviewer.datamodels import Draft, LessonMeasures

NAMED_CHARS, MOST = 24, 5
BASE, FURTHER, OUTSIDE = "基础（必做）", "拓展", "实践（选做）"
_LINE = re.compile(r"(?m)^[ \t>*\-•]*(?:[（(]?\d{1,2}[）).．、]|[①-⑩])?+\s*+(\S.{3,60})$")
_LABELLED = re.compile(
    r"抄.*[遍行]|必做|选做|基础|提[高升]|巩固|拓展|挑战|任选|[ABC甲乙丙][.．、:：层组类]|分层|预习|下节课"
)
_PLAIN = re.compile(r"背|默|订正|生字|读熟|朗读|课后|第\s*\d+\s*[题页]|练习册|图册|作业本|讲一?讲|复述")
_DONE_OUTSIDE = re.compile(
    r"观察|调查|采访|制作|动手|种|养|测量|游戏|录[音像一]|拍|做一|走访|参观|手抄报|小报|收集|搜集|查找|查阅"
)
_ROW = re.compile(r"(?m)^[^|\n]+\|[^|\n]+\|")  # of a table to fill in

_NO_TASK = re.compile("下课|器材|安全措施|练习密度|心率|放松|小结[：:]|评价表|☆☆|板书")  # the end of a sport lesson
_SEEN = re.compile(r"观察|调查|制作|动手|种|养|测量|采访|做一")  # more of a practice than looking something up


@dataclass(frozen=True, slots=True)
class Sorted:
    """`named`: ‘背诵第2自然段’作基础（必做），…; `missing` are the kinds that nothing is left for."""

    named: str
    missing: tuple[str, ...]


@remembered
def sort_homework(draft: Draft, measures: LessonMeasures) -> Sorted | None:
    """None where the homework is no plain list of two to MOST tasks, is sorted already or nothing but such tasks.

    What is learnt by heart, copied or done in a book is for everybody, what is done outside the exercise book most is the practical one; the rest goes further.
    """
    text = text_of(draft, measures, "homework")
    tasks = [unquote(tidy(match[1])) for match in _LINE.finditer(text) if not _NO_TASK.search(match[1])]
    if not 2 <= len(tasks) <= MOST or _LABELLED.search(text) or _ROW.search(text):
        return None
    plain = [task for task in tasks if _PLAIN.search(task)] or tasks[:1]
    rest = [task for task in tasks if task not in plain]
    if not rest:
        return None
    outside = max(
        rest, key=lambda task: (bool(_SEEN.search(task)), bool(_DONE_OUTSIDE.search(task)), tasks.index(task))
    )
    outside = outside if _DONE_OUTSIDE.search(outside) else ""
    groups = {BASE: plain, FURTHER: [task for task in rest if task != outside], OUTSIDE: [outside] if outside else []}
    named = "，".join(
        f"{'、'.join(f'‘{clip(task, NAMED_CHARS)}’' for task in group)}作{kind}"
        for kind, group in groups.items()
        if group
    )
    return Sorted(named, tuple(kind for kind, group in groups.items() if not group))
