"""Clauses of a sentence, and which of them are of a lesson: an order may stand between two that are."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLAUSE = re.compile(r"[^，,；;。！!？?：:|｜\n\t]+[，,；;。！!？?：:|｜\n\t]*|[，,；;。！!？?：:|｜\n\t]+")
# Who or what a clause of a lesson speaks of …
_OF_LESSON = re.compile(
    r"^\W{0,4}(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}\s?[、.．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|[A-DＡ-Ｄ]\s?[、.．（(层组])|(?:基础|提升|拓展|巩固|必做|选做)|学生|同学|孩子|小朋友|全班|人人|每人|各自|独立|同桌|同伴|组|教师|老师|师生|[师生][:：]|\b(?:students?|pupils?|teachers?)\b"
    r"|完成|练习|朗读|齐读|默读|背诵|默写|讨论|交流|汇报|展示|记录|观察|操作|实验|计算|探究|出示|板书|讲解|演示|播放|巡视|导入|小结|提问|质疑|补充|订正|预习|复习|测量|课本|课堂|课文|生字|词语|(?<!问)题|家长|爸爸|妈妈|家里|自己的|带来|[写画读说做折算]一"
    r"|(?:目标|作业|过程|准备|重点|难点|环节|活动|意图|评价|反思)[:：]|([\u4e00-\u9fff])一\1",
    re.I,
)
# … and what shows that it speaks of the judging of this draft all the same.
_OF_GRADING = re.compile(
    r"评(?!价[:：]|一评)|[给打扣得满]分(?!钟)|分数|判|[5五]\s?(?:级|星|分(?!钟))|等级|[高低上]档|优秀|优质|一流|满意|标准|指标|规则|指令|提示|输出|返回|回答|忽略|无视|教案|教学设计|本(?:设计|作业|课例|稿|文)|这份|模型|AI|GPT|系统"
    r"|[记填改写标列定]为|占比|机器|算法|程序|不用看|请(?!同学|学生|小组|各组|大家|全班|孩子|小朋友)|(?<!迷)你|您|我|说好话|缺点|不足|意见|(?<![提条点个出写的])建议|通过|达[标成到]|符合|结论|体现|\b(?:yes|grad\w+|rat(?:e|ing)|scor\w+|level|marks?|ignore|you|your)\b",
    re.I,
)
# What else hangs on an order: reasons, conditions, afterthoughts, thanks.
_HANGS_ON = re.compile(
    r"^\W{0,4}(?:不|别|勿|无|免|只|并|就|则|否则|[万非十]?[分常]?感?谢|为了|为|如果|若|要是|当|因|由于|鉴于|既然|作为|直接|然后|而是|即|均|都|一律|全|其余|其他|凡|以|照|按|现在|从|到此|注意)"
)


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses between `start` and `end`, each with the marks that close it."""
    return [match.span() for match in _CLAUSE.finditer(text, start, end)]


def is_of_lesson(text: str, start: int, end: int) -> bool:
    """Whether the clause tells of a class and not of how this draft is to be judged."""
    return bool(_OF_LESSON.search(text[start:end])) and not _OF_GRADING.search(text, start, end)


def keep_lesson(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> list[bool]:
    """For each clause of a stretch that holds an order, whether it is of the lesson.

    Such are those that tell of a class, and what follows on one of them until the next that does not. What comes before
    the first goes with the order, and so does what follows on it, after a colon to the end of the sentence.
    """
    kept: list[bool] = []
    inside = dictated = False
    for low, high in split_clauses(text, start, end):
        clause = text[low:high]
        order = any(first < high and last > low for first, last in hits) or bool(_OF_GRADING.search(clause))
        if order or dictated:
            inside = False
            dictated = (dictated or clause[-1] in ":：") and clause[-1] not in "。！!？?；;|｜\n\t"
        else:
            inside = bool(_OF_LESSON.search(clause)) or (inside and not _HANGS_ON.search(clause))
        kept.append(inside)
    return kept


def find_strange(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of clauses that are not of the lesson, in a sentence that has both kinds; [] in any other."""
    found: list[tuple[int, int]] = []
    clauses = split_clauses(text, start, end)
    for low, high in clauses:
        if is_of_lesson(text, low, high):
            continue
        if found and found[-1][1] == low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return [] if found == [(start, end)] else found
