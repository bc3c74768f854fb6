"""Minutes written in a plan: `5分钟` `（10‘）` `5′` `5min` `约8分` `8:00–8:05` `用时：10`, and the stated length of the lesson.

A range counts by its middle (3–5分钟 is 4); clock times by their difference. Scores (（5分） in a test), lengths (5米), dates and
quotation marks are not minutes.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUM = r"(?:\d{1,3}(?:\.\d)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_DASH = r"\s*(?:[-–—~～−至到]|--)\s*"
_PRIME = r"(?:['’‘′`´＇ˊ]{1,2})"
_BEFORE = r"(?<![\d.°%年月日])(?<!\d[:：])"

_MINUTES = re.compile(
    rf"{_BEFORE}(?P<a>{_NUM})(?:\s*分钟?)?(?:{_DASH}(?P<b>{_NUM}))?\s*(?:分\s*钟|[Mm][Ii][Nn](?:ute)?s?\b\.?|m(?=[）)\s]|$))"
)
_PRIMED = re.compile(
    rf"(?:^|(?<=[（(\[【])|(?<=[\u4e00-\u9fff：:约\s|·•]))\s*(?:约|大约)?(?P<a>\d{{1,3}}){_PRIME}?(?:{_DASH}(?P<b>\d{{1,3}}))?{_PRIME}"
    r"\s*(?=[）)\]】\s：:，,；;。\n]|$)"
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,3})[:：](\d{2})" + _DASH + r"(\d{1,3})[:：](\d{2})(?![:：\d])")
_LABELLED = re.compile(
    rf"(?:用时|时间(?:分配|预设|安排)?|时长|需时|耗时|预计)\s*[（(]?\s*[：:]?\s*(?:约|大约)?\s*(?P<a>{_NUM})(?:{_DASH}(?P<b>{_NUM}))?"
    r"\s*(?:分(?!数|值|之|为|[钟])|(?=[）)\]】\s，,；;。|\n]|$))"
)
_ABOUT = re.compile(rf"约\s*(?P<a>{_NUM})(?:{_DASH}(?P<b>{_NUM}))?\s*分(?![钟数之值])(?=[）)\]】\s，,；;。]|$)")
_HEADING_ONLY = re.compile(
    rf"(?:[（(\[【]\s*|[ \u3000]|共\s*)(?P<a>{_NUM})(?:{_DASH}(?P<b>{_NUM}))?\s*分(?=\s*(?:[）)\]】]|$))", re.MULTILINE
)
_HALF_HOUR = re.compile(r"半(?:个)?小时")
_HOUR = re.compile(r"(?<![\d.])(\d(?:\.\d)?|[一二两三])(?:个)?小时")
_SCORE = re.compile(r"(?:每题|每空|共|满分|总分|得|计|记|加|扣)\s*$")
_PER = re.compile(r"(?:每隔?|每[天日次人题台]|第|持续|迟到|提前|间隔|速度|每分钟|跑)\s*$")

_STATED = re.compile(
    rf"(?:课\s*时(?:安排|长度|时长)?|授课(?:时长|时间)|教学(?:时间|时长|用时)|上课时(?:长|间)|总?时长|总时间|学时|一节课|每节课|每课时|本(?:节)?课)"
    rf"[^\n。；\t]{{0,12}}?(?P<n>(?<![\d.])(?:{_NUM}))\s*(?:分钟|min|{_PRIME}(?=[）)\s]|$))"
    rf"|共\s*(?P<m>\d{{2,3}})\s*分钟|(?:过程|流程|程序)[（(]\s*(?:约)?\s*(?P<p>\d{{2,3}})\s*(?:分钟|{_PRIME})\s*[）)]"
)

LONGEST_HEAD = 120  # characters in which subject, grade and length stand without words around them
_IN_HEAD = re.compile(
    r"(?:^|(?<=[ \u3000|｜\t，,：:]))(3[05]|4[05]|80|90)\s*(?:分钟|[Mm]in(?:ute)?s?)(?=[ \u3000|｜\t（(）)，,]|$)",
    re.MULTILINE,
)
_LESSONS = re.compile(r"(?<![第\d])([2-9]|[两二三四五六])\s*个?课时|课时(?:安排|数)?\s*[：:]\s*([2-9])(?!\d)")


@dataclass(frozen=True, slots=True)
class MinuteMark:
    """Minutes found at start–end; `interval` is set where the text gives positions (第5-15分钟, 8:00–8:05)."""

    start: int
    end: int
    minutes: float
    interval: tuple[float, float] | None = None


def read_number(text: str) -> float:
    """Value of `12`, `7.5`, `十五`, `二十`."""
    if text[0].isdigit():
        return float(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return float((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
    return float(_DIGITS[text])


def _clock_mark(match: re.Match[str]) -> MinuteMark | None:
    a, b, c, d = (int(group) for group in match.groups())
    if b > 59 or d > 59:
        return None
    if a < 24 and c < 24 and 0 < (c * 60 + d) - (a * 60 + b) <= 60:  # 8:00–8:05 as hours
        return MinuteMark(match.start(), match.end(), float((c - a) * 60 + d - b))
    length = (c - a) + (d - b) / 60  # 10:00-50:00 counts minutes from the bell
    return MinuteMark(match.start(), match.end(), length, (a + b / 60, c + d / 60)) if 0 < length <= 120 else None


def _mark(match: re.Match[str]) -> MinuteMark | None:
    first = read_number(match["a"])
    if not match["b"]:
        return MinuteMark(match.start(), match.end(), first) if 0 < first <= 200 else None
    second = read_number(match["b"])
    if second <= first:
        return None
    return MinuteMark(match.start(), match.end(), (first + second) / 2, (first, second))


def find_minutes(text: str, *, heading: bool = False) -> list[MinuteMark]:
    """Every mention of minutes, in order. `heading` also reads （5分） as minutes: in running text that is a score."""
    marks: list[MinuteMark] = []
    for match in _CLOCK.finditer(text):
        mark = _clock_mark(match)
        if mark:
            marks.append(mark)
    patterns = [_MINUTES, _PRIMED, _LABELLED, _ABOUT] + ([_HEADING_ONLY] if heading else [])
    for pattern in patterns:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 4) : match.start()]
            if (_SCORE.search(before) and pattern is not _MINUTES) or (_PER.search(before) and not match["b"]):
                continue
            mark = _mark(match)
            if mark and not any(old.start < mark.end and mark.start < old.end for old in marks):
                marks.append(mark)
    for match in _HALF_HOUR.finditer(text):
        marks.append(MinuteMark(match.start(), match.end(), 30.0))
    for match in _HOUR.finditer(text):
        marks.append(MinuteMark(match.start(), match.end(), read_number(match[1]) * 60))
    return sorted(marks, key=lambda mark: mark.start)


_NOT_FIRST = re.compile(r"[。！？：:]")
_NAMED = re.compile(r"(?:用时|时间|时长|预计|约)[：:\s约]*$")
_WHOLE = re.compile(r"(?:共|合计|总计)\s*(?:约)?$")
_OPEN_BRACKET = re.compile(r"[（(【\[][^）)】\]]*$")
_CLOSING = re.compile(r"[\s）)】\]*#]*")


_BARE = re.compile(rf"\s*(?P<a>\d{{1,3}})(?:{_DASH}(?P<b>\d{{1,3}}))?\s*分?\s*")
LONGEST_LESSON = 200  # minutes


def bare_minutes(cell: str, start: int) -> MinuteMark | None:
    """A cell of a column of times may hold bare numbers: 8, or 5–13; `start` is where it stands."""
    match = _BARE.fullmatch(cell)
    mark = _mark(match) if match else None
    return replace(mark, start=start, end=start + len(cell)) if mark and mark.minutes <= LONGEST_LESSON else None


def head_minutes(head: str) -> list[MinuteMark]:
    """Minutes in the first line of a step: the whole (共24分), else those in brackets, else those that close a title with
    minutes in its name (三分钟试一试　6分钟), else those of its first sentence.
    """
    marks = find_minutes(head, heading=True)
    whole = [mark for mark in marks if _WHOLE.search(head[: mark.start])]
    bracketed = [mark for mark in marks if _OPEN_BRACKET.search(head[: mark.start])]
    if whole or bracketed:
        return whole or bracketed
    last = marks[-1] if len(marks) > 1 else None
    if last and _CLOSING.fullmatch(head, last.end) and not re.search(r"[，。；：:]", head[marks[0].end : last.start]):
        return [last]
    if len(marks) == 1 and _CLOSING.fullmatch(head, marks[0].end):  # 小结：55–60分钟
        head = head[: marks[0].start].rstrip(" \u3000：:")
    return [mark for mark in marks if not _NOT_FIRST.search(_NAMED.sub("", head[2 : mark.start]))]


def chain_intervals(marks: list[MinuteMark | None]) -> list[float | None]:
    """Minutes per step; where the steps' ranges follow each other from the bell (0–5, 5–15, 20–40) they are positions, so lengths count."""
    spans = [mark.interval for mark in marks if mark]
    ranges = [span for span in spans if span]
    joined = (
        len(ranges) == len(spans) >= 2
        and ranges[0][0] <= 1
        and all(left[1] - right[0] <= 1 for left, right in itertools.pairwise(ranges))
        and any(abs(left[1] - right[0]) <= 1 for left, right in itertools.pairwise(ranges))
    )
    lengths: list[float | None] = []
    for mark in marks:
        if mark is None:
            lengths.append(None)
        elif joined and mark.interval:
            lengths.append(mark.interval[1] - mark.interval[0])
        else:
            lengths.append(mark.minutes)
    return lengths


def find_stated(text: str) -> MinuteMark | None:
    """Where and how the plan states the length of a lesson: `1课时(45分钟)`, `共40分钟`, or 40分钟 among the heading lines."""
    for match in _STATED.finditer(text):
        value = read_number(match["n"] or match["m"] or match["p"])
        if 20 <= value <= 180:
            return MinuteMark(match.start(), match.end(), value)
    head = _IN_HEAD.search(text, 0, LONGEST_HEAD)
    return MinuteMark(head.start(1), head.end(), float(head[1])) if head else None


def find_stated_length(text: str) -> float | None:
    """The length of the lesson in minutes as the plan states it, or None."""
    stated = find_stated(text)
    return stated.minutes if stated else None


def count_lessons(text: str) -> int:
    """How many lessons (课时) the plan says it is for; 1 where it doesn't say. 第2课时 is one lesson, the second."""
    match = _LESSONS.search(text)
    return int(read_number(match[1] or match[2])) if match else 1
