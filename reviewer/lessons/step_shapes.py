"""What a step of the lesson is made of, and how its name and its two sides are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.datamodels import Draft
from reviewer.lessons.actor_words import STUDENT, TEACHER
from reviewer.lessons.actors import Side
from reviewer.lessons.component_names import MARKS
from reviewer.lessons.evidence import Span
from reviewer.lessons.minutes import find_minutes, head_minutes

LONG_NAME = 12  # characters
CN = "一二三四五六七八九十"
_LEAD = re.compile(
    rf"^[\s#*>\-•·{MARKS}]*(?:第\s*\d{{1,2}}\s*(?:页|张)(?:PPT|幻灯片)?|[【\[〔〖][{CN}]{{1,2}}[】\]〕〗]|[【\[〔〖](?:[{CN}]{{1,2}}[、.．])?|第?[{CN}\d]+(?:个)?(?:环节|步骤?|板块|阶段|部分)|(?:[Ss]tep|STEP)\s*(?:\d+|[IVX]{{1,4}}\b)|(?:教学)?(?:环节|活动|任务|步骤|板块|阶段|探究)[{CN}\d]+|[（(]?[{CN}\d]+[）)、.．，]|(?:议题|模块|学程)[{CN}\d]+|[{CN}]{{1,2}}[ \u3000]+|\d{{1,2}}[ \u3000]+(?=[\u4e00-\u9fffA-Z])|[①-⑳⑴-⒛❶-❿]|\d+(?:\.\d+)+|[ⅠⅡⅢⅣⅤⅥⅦ]+\s*[、.．]?)?[\s：:、.]*"
)
_SIDE = re.compile(
    r"(?P<t>教师(?:活动|行为|导学|引导)|教师|师的活动)\s*[】\]*]*\s*[：:]|(?P<s>学生(?:活动|行为|学习活动)|学生)\s*[】\]*]*\s*[：:]|(?P<o>(?:(?:设计|活动|教学)意图|(?<=[\n（(\s　])意图|设计理由|为什么这样(?:安排|设计)))\s*[】\]〕*]*\s*[：:]|(?P<p>[【〔](?:设计|活动|教学)?意图[】〕])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a step's text, with whose column or label it stands under."""

    start: int
    end: int
    side: Side | None


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    start: int
    end: int
    head: int  # offset of the heading line, or of the name cell
    by_heading: bool
    head_spans: tuple[Span, ...]
    time_spans: tuple[Span, ...]  # cells of a column of times
    pieces: tuple[Piece, ...]


def clean_name(text: str) -> str:
    """A step's name without number, minutes and marks, at most 30 characters."""
    line = re.split(r"\n|<br\s*/?>", text.strip())[0]
    for mark in reversed(head_minutes(line) or find_minutes(line, heading=True)):
        closed = mark.end + (line[mark.start] in "（(【[" and line[mark.end : mark.end + 1] in {"）", ")", "】", "]"})
        line = line[: mark.start] + (line[closed:] if mark.start < 4 else "")
    line = re.sub(r"[（(【\[]\s*(?:约|用时|时间|大约)?[：:]?\s*[）)】\]]", "", line)
    line = line[_LEAD.match(line).end() :]  # type: ignore[union-attr]
    line = re.sub(r"(?<=[\u4e00-\u9fffA-Za-z])\s*[（(][^（）()]*$", "", line)  # 轮着去（每台8分，共
    line = re.sub(r"^[（(][^（）()]{1,10}[)）]\s*(?=.{2})", "", line)  # 探究三（时间够就做）冲积扇和三角洲
    line = _CLOSED.sub(r"\1", _COPULA.sub("", line))
    topic = re.match(r"([^：:，]{2,10})[：:]", line)  # 导入：我们已经学过…
    topic = topic or re.match(r"([^：:，\u3000]{2,10})\u3000(?=.{16,})", line)
    if topic and len(line) > 16:
        line = topic[1]
    return (
        re.split(r"[。！？]", line)[0]
        .strip(" *#：:，,】]〕〗（(\t\u3000·•")
        .removesuffix("时间")
        .removesuffix("用时")
        .rstrip(" \u3000")[:30]
    )


_COPULA = re.compile(r"^(?:是|为(?!什么|何|了)|叫|，|、)+(?=[“\"《「\u4e00-\u9fff])")  # 第一个环节是“听一听，猜一猜”
_CLOSED = re.compile(
    r"^[“\"「]?([^“”\"「」】〕\]〗]{2,20})(?:[”\"」]|[】〕\]〗]).*$"
)  # what follows a bracketed name is no name
_NAME_END = re.compile(r"[。：:！？\u3000]|$")
_TELLS = re.compile(
    r"(?:教师|老师)?(?:讲(?!台|给)|出示|播放|介绍|呈现|投影|讲述|说起|读)"
)  # 讲一件真事：… is told, not done
_AFTER_NAME = re.compile(r"[\s\u3000）)】〕〗\]：:。，]*")


def name_length(line: str) -> int:
    """How much of a step's first line is its name and minutes: what is done may follow in the same line."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    marks = [mark for mark in find_minutes(line[:48], heading=True) if mark.start <= 30]
    if marks and marks[0].start <= 1 and not re.search(r"[。：:；]", line[marks[0].end :]) and len(line) <= 40:
        return len(line)
    if marks and not re.search(r"[。；]", line[start : marks[0].start]):
        start = marks[0].end
    else:
        end = _NAME_END.search(line, start + 2) if len(line) > start + 2 else None
        if end and end[0] in {"：", ":"} and _TELLS.match(line, start):
            return start
        start = end.start() if end and end.start() - start <= 24 else len(line) if len(line) <= 40 else start
    if _is_told(line[lead.end() if lead else 0 : start]):
        return lead.end() if lead else 0
    return _AFTER_NAME.match(line, start).end()  # type: ignore[union-attr]


def _is_told(name: str) -> bool:
    """师出图，全班每人举一张: a sentence that tells who acts is the step itself, no name of it."""
    return len(name) >= LONG_NAME and "，" in name and bool(TEACHER.search(name) or STUDENT.search(name))


def side_pieces(draft: Draft, start: int, end: int) -> list[Piece]:
    """Cuts at `教师活动：` `学生活动：` `设计意图：` labels; intents are dropped."""
    marks = list(_SIDE.finditer(draft.text, start, end))
    labelled = {match.lastgroup for match in marks}
    if not {"t", "s"} <= labelled:
        marks = [match for match in marks if match.lastgroup in {"o", "p"}]
    pieces = []
    bounds = [(start, None), *((match.end(), match) for match in marks)]
    for index, (left, match) in enumerate(bounds):
        right = marks[index].start() if index < len(marks) else end
        group = match.lastgroup if match else None
        if group in {"o", "p"}:
            right = min(right, *(p for p in (draft.text.find("\n", left, right),) if p > 0), right)
            continue
        side: Side | None = "teacher" if group == "t" else "student" if group == "s" else None
        if right > left:
            pieces.append(Piece(left, right, side))
    return pieces
