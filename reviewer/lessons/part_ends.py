"""Where a part ends, or the steps go on, without a name that says so."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from reviewer.lessons.actor_words import JOINT, STUDENT, TEACHER
from reviewer.lessons.evidence import Span, content_length

_ENTRY = re.compile(r"\s*(?:[-–—*•·●○◆■]|[（(]?\d{1,2}[）)、.．]|[①-⑳⑴-⒛])")
_OF_AIMS = re.compile(
    r"目标|素养|维度|价值观|技能|能力|方法|情感|态度|思维|观念|品质|品德|行为|知识$|探究$|^[\d一二三四五六七八九十]+[、.．]|[：:]$"
)
_LABEL = re.compile(r"\*\*([^*\n]{2,8})\*\*[ \u3000]+\S")
_SERIES = re.compile(
    r"[\s#*【\[]*(?P<kind>环节|活动|任务|步骤|板块|阶段|[Ss]tep|第)\s*(?P<number>[一二三四五六七八九十]|\d{1,2})(?=\s*(?:[：:、.．\s（(】]|环节|步|板块|阶段|部分))"
)
_CN_STEP = re.compile(r"^[ \t\u3000]*([一二三四五六七八九十]+)[、.．]", re.MULTILINE)
STEP_BOARD = re.compile(r"\W*板书(?!设计)[^：:\n]{0,4}[：:]")
_NUMERALS = "一二三四五六七八九十"
LEAST_ENTRIES = 2
LONGEST_TITLE = 20
LEAST_TOLD = 150  # characters of untitled text that may tell a whole lesson
LEAST_ACTS = 4  # lines in which somebody acts
_SPEAKS = re.compile(r"同学们|大家|我们(?:先|来|一起)|老师|你们")


def ends_list(text: str, start: int, line: str, body: int) -> bool:
    """A short plain line, or one with a bold label, after a blank one ends a list of objectives whose entries all bear numbers or bullets."""
    title = line.strip()
    label = _LABEL.match(title)  # **课前**　上周五布置：……
    title = label[1] if label else title
    if not text[:start].endswith("\n\n") or not 2 <= len(title) <= LONGEST_TITLE:
        return False
    if _ENTRY.match(title) or _OF_AIMS.search(title) or re.search(r"[。；;，]", title):
        return False
    lines = [one for one in text[body:start].split("\n") if one.strip() and not _OF_AIMS.search(one.strip()[-8:])]
    listed = [one for one in lines if _ENTRY.match(one)]
    return len(listed) >= LEAST_ENTRIES and len(listed) == len(lines)


def steps_go_on(text: str, line: str, process: int, start: int) -> bool:
    """环节三 below a 板书： of 环节二: the number follows one seen since the process began."""
    now = _SERIES.match(line)
    if not now:
        return False
    before = [
        _value(match["number"])
        for one in text[process:start].split("\n")
        if (match := _SERIES.match(one)) and match["kind"] == now["kind"]
    ]
    return bool(before) and _value(now["number"]) == before[-1] + 1


def numerals_go_on(text: str, line: str, process: int, start: int) -> bool:
    """二、剪一剪 below a 板书： of 一、引入: the steps are numbered so from 一 on, and the last number seen is one less."""
    now = _CN_STEP.match(line)
    before = [_value(match[1][-1]) for match in _CN_STEP.finditer(text, process, start)]
    return now is not None and before[:1] == [1] and _value(now[1][-1]) == before[-1] + 1


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS.index(numeral) + 1


def begun(marks: Sequence[tuple[int, int, str]]) -> int:
    """Where the process began; past every line where it hasn't."""
    return next((body for _, body, component in marks if component == "process"), sys.maxsize)


def ordinal(line: str) -> int:
    """The number a title line begins with (四、 -> 4), 0 without one."""
    match = re.match(r"\s*[（(]?(?:第)?([一二三四五六七八九十]+|\d+)[、.．）)]", line)
    if not match:
        return 0
    return int(match[1]) if match[1].isdigit() else _NUMERALS.find(match[1][-1]) + 1


def find_told_process(text: str, marks: Sequence[tuple[int, int, str]]) -> int | None:
    """Offset of the longest stretch under no title, where it tells a lesson (上课！同学们……): somebody acts in many lines."""
    ends = [mark[0] for mark in marks[1:]] + [len(text)]
    bare = [(body, end) for (_, body, name), end in zip(marks, ends, strict=False) if not name]
    bare.append((text.find("\n") + 1, marks[0][0] if marks else len(text)))
    start, end = max(bare, key=lambda span: span[1] - span[0])
    return start if _tells(text, (start, end)) else None


def _tells(text: str, span: Span) -> bool:
    told = text[span[0] : max(span)]
    if content_length(told) < LEAST_TOLD:
        return False
    acts = [
        one
        for one in re.split(r"[\n。.？！?!]", told)
        if any(pattern.search(one) for pattern in (TEACHER, STUDENT, JOINT, _SPEAKS))
    ]
    return len(acts) >= LEAST_ACTS


LEAST_REPEATED = 3


def is_repeated(text: str, line: str) -> bool:
    """True if the line's label stands before three things or more."""
    bracket = re.match(r"\W*(【[^】\n]{2,10}】)", line)
    if bracket:
        return len(re.findall(rf"(?m)^[ \t#*]*{re.escape(bracket[1])}", text)) >= LEAST_REPEATED
    label = re.split(r"[：:]", line.strip(), maxsplit=1)[0]
    return len(re.findall(rf"(?m)^[ \t#*]*{re.escape(label)}\W*[：:]", text)) >= LEAST_REPEATED
