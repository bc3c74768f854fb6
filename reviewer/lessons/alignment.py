"""教学评一致性: objectives × activities, assessments, homework, by shared key terms and, with an embedder, by meaning.

Shared terms: pairs of neighbouring characters (words of Latin letters whole), each weighted by how rare it is among the texts compared;
the strength is the part of the objective's weight found in the other text. Verbs of instruction (掌握, 理解, 学习 …) carry no content and
are left out. What is near in meaning (nearness) adds to the strength.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.datamodels import AlignmentRow
from reviewer.lessons.nearness import Meaning

LINK = 0.15
MEANING = 0.4  # what nearness can add: without shared terms it links from 0.375 on
_STOP = re.compile(
    r"能够|能|会|正确|初步|了解|理解|掌握|学习|体会|感受|认识|知道|通过|培养|提高|提升|增强|学生|方法|能力|运用|使用|应用|进行|以及|以|和|与|的|地|得|在|等|并|对|用|中|其|了|是|一|个|有|到|为|教师|老师|活动|课文|本课|本节课|基本|相关|熟练|意识|兴趣|情感|过程"
)
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]+|[\u4e00-\u9fff]+")
RECITED = r"背诵|背会|会背"
RECITING = r"(?<![脊后])背(?![景面后部包心对着负叛])"  # no 背景, no 背对背
FAMILIES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(aim), re.compile(act))
    for aim, act in (
        (r"朗读|诵读|有感情.{0,4}读", r"朗读|诵读|齐读|练读|范读|读课文|配乐|分角色|指名.{0,2}读|自由读|互读|拍手读|跟读"),
        (RECITED, RECITING),
        (r"会写|书写|写字", r"书写|写字|描红|田字格|练写|会写|写一写|默写|听写|指导.{0,14}写"),
        (r"会认|认识.{0,20}字|识字", r"生字|认读|认字|识字|字音|正音"),
        (r"品味|品析|赏析|语言", r"品[读味析]|赏析|喜欢的(?:句子|词语)|好在哪|妙处|比喻|拟人"),
        (r"仿写|写作|习作|写法", r"仿写|写法|练笔|习作|模仿写|写一段|写话"),
        (r"编写|编程|程序|搭建|制作|完成.{0,30}(?:项目|作品)", r"编写|编程|程序|代码|搭建|制作|项目|作品"),
        (r"计算|解方程|运算", r"计算|算一算|练习|口算|列式"),
        (r"实验|操作|探究", r"实验|操作|探究|动手"),
        (r"合作|交流|表达", r"合作|小组|交流|讨论|汇报|说一说|展示"),
    )
)  # fmt: skip


def key_terms(text: str) -> set[str]:
    """Content bigrams and Latin words of a text."""
    terms: set[str] = set()
    for token in _TOKEN.findall(_STOP.sub(" ", text)):
        if token[0].isascii():
            terms.add(token.lower())
        else:
            terms.update(token[i : i + 2] for i in range(len(token) - 1))
    return terms


def _term_strengths(objectives: Sequence[set[str]], texts: Sequence[set[str]]) -> list[list[float]]:
    counts = Counter(term for terms in [*objectives, *texts] for term in terms)
    total = len(objectives) + len(texts)
    weight = {term: math.log(1 + total / count) for term, count in counts.items()}
    rows = []
    for terms in objectives:
        whole = sum(weight[term] for term in terms) or 1.0
        rows.append([sum(weight[term] for term in terms & other) / whole for other in texts])
    return rows


def is_of_its_kind(text: str, objective: str) -> bool:
    """Whether the text has pupils do what the objective names: 指名读 for 有感情地朗读."""
    return any(aim.search(objective) and act.search(text) for aim, act in FAMILIES)


@dataclass(frozen=True, slots=True)
class Passage:
    """A step, an assessment or a homework task as objectives are held against it; `sentences` carry its meaning."""

    name: str
    text: str
    sentences: tuple[str, ...]


def link_strengths(
    objectives: Sequence[str], passages: Sequence[Passage], meaning: Meaning | None = None
) -> list[list[float]]:
    """Rows: objectives, columns: passages; each 0–1, LINK and above means "serves it".

    A passage that shared terms already link to every objective is not embedded: meaning can only add to the strength.
    """
    if not objectives or not passages:
        return [[] for _ in objectives]
    texts = [passage.text for passage in passages]
    terms = _term_strengths([key_terms(t) for t in objectives], [key_terms(t) for t in texts])
    rows = [
        [max(value, 0.5 * is_of_its_kind(text, objective)) for value, text in zip(row, texts, strict=True)]
        for objective, row in zip(objectives, terms, strict=True)
    ]
    asked = [j for j, one in enumerate(passages) if one.sentences and any(row[j] < LINK for row in rows)]
    if meaning is None or not asked:
        return rows
    near = meaning.near(objectives, [passages[j].sentences for j in asked])
    for row, values in zip(rows, near, strict=True):
        for j, value in zip(asked, values, strict=True):
            row[j] = max(row[j], (1 - MEANING) * row[j] + MEANING * float(value))
    return rows


def align(
    objectives: Sequence[str],
    activities: Sequence[Passage],
    assessments: Sequence[Passage],
    homework: Sequence[Passage],
    meaning: Meaning | None = None,
) -> list[AlignmentRow]:
    """One row per objective; of the others those are named whose text serves the objective."""
    groups = (activities, assessments, homework)
    strengths = link_strengths(objectives, [passage for group in groups for passage in group], meaning)
    rows = []
    for objective, row in zip(objectives, strengths, strict=True):
        names: list[list[str]] = []
        offset = 0
        for group in groups:
            part = row[offset : offset + len(group)]
            offset += len(group)
            names.append([passage.name for passage, value in zip(group, part, strict=True) if value >= LINK])
        rows.append(AlignmentRow(objective=objective, activities=names[0], assessments=names[1], homework=names[2]))
    return rows
