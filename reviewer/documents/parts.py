"""Several lessons, or several sheets, in one file: where each begins.

A file is split only where a whole set comes back: every part has objectives and a process of its own (a lesson), or
several exercises of its own (a sheet). 第一课时 and 第二课时 under common objectives stay one plan. What stands before the
first part, such as a unit's analysis, goes to the first part: nothing of the file is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewer.datamodels import Block, Section
from reviewer.documents.openers import FORMS, MARKS, Opener, find_openers, lines_of
from reviewer.documents.textbooks import LESSON, number_of

OBJECTIVES = re.compile(r"(?<!单元)(?<!作业)目标|教学目的|学习目的|(?<!单元)核心素养$")
PROCESS = re.compile(
    r"(?:教学|学习|课堂|活动|实施|上课|授课|探究|导学|训练)(?:实施)?(?:过程|流程|步骤|环节|程序|活动)(?!分析|评价|反思)|^(?:过程|流程|上课|活动过程)$|新课讲授"
)
ENGLISH_OBJECTIVES = re.compile(r"(?mi)^\W*(?:[ivx\d]+\W+)?(?:teaching|learning)\s+(?:aims?|objectives?|goals?)")
ENGLISH_PROCESS = re.compile(r"(?mi)^\W*(?:[ivx\d]+\W+)?(?:teaching|learning)\s+(?:procedures?|steps?|process(?:es)?)")
EXERCISE = re.compile(
    r"\s*(?:\d{1,2}\s*[.、．)）](?!\d)|[（(]\s*\d{1,2}\s*[)）]|[①-⑳]|第\s*\d+\s*题|[一二三四五六七八九十]、|[★☆]+\s*\S)"
)
TIER = re.compile(r"基础|拓展|实践|提升|提高|巩固|必做|选做|挑战")
NUMBERED = re.compile(rf"{MARKS}(?:课时|课后|家庭|分层|单元)?(?:作业|练习|检测|小测|练习单|作业单)")
SHARED = re.compile(r"作业目标|(?:预计|建议|完成|作业)(?:用时|时长|时间)|合计约?\s*\d|怎样选")
DAY = re.compile(rf"{MARKS}第\s*\S{{1,3}}\s*[天日]")
FOR_ALL = re.compile(
    r"(?m)^\W*(?:自己|我的?|同伴|家长|老师)?(?:评一评|自评|评价(?:标准|表|栏)?|家长(?:的话|寄语|签)|给家长)"
)
QUESTION = re.compile(r"\s*(\d{1,2})\s*[.、．](?!\d)")
MIN_LESSON = 60  # characters; a row of a table of contents or a blank form is shorter
MIN_SHEET = 30
MIN_EXERCISES = 3
FEW_DAYS = 4  # of one piece of work for a weekend; a booklet for the holidays has more
OPENING = 120  # characters in which a part says which period it is
MAX_ABOVE = 3  # lines of a form's head
BLANK = 15  # a stretch shorter than this is a row of contents, not a part left unfinished
ENOUGH = 0.6  # of the stretches that begin alike must be whole, or the form is not what divides this file


@dataclass(frozen=True, slots=True)
class Part:
    """One lesson or sheet: its title, and where it stands in the text."""

    title: str
    start: int
    end: int


def find_parts(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Part, ...]:
    """The lessons (or sheets) of a file in reading order; empty where it holds only one."""
    found = _split(text, blocks, sections, FORMS)
    if len(found) < 2:
        return ()
    found[0] = replace(found[0], start=0)
    found[-1] = replace(found[-1], end=len(text))
    return tuple(found)


def _split(text: str, blocks: Sequence[Block], sections: Sequence[Section], forms: Sequence[str]) -> list[Part]:
    for kind in ("lesson", "sheet"):
        if kind == "sheet" and any(PROCESS.search(_close(section.title)) for section in sections):
            return []  # a lesson with its homework
        for at, form in enumerate(forms):
            openers = find_openers(form, text, blocks, sections)
            if kind == "sheet" and form == "sheet" and _divides_one(openers, text, blocks):
                continue
            parts = _whole_parts(openers, kind, text, blocks, sections)
            if len(parts) > 1:
                parts = _named_apart(parts, text)
                return [finer for part in parts for finer in _finer(part, text, blocks, sections, forms[at + 1 :])]
    return []


def _divides_one(openers: Sequence[Opener], text: str, blocks: Sequence[Block]) -> bool:
    """Whether the lines divide one sheet: days that are its tiers (第一天 · 基础), whose questions are numbered through,
    or that share the goals or the time stated above them.
    """
    if len(openers) < 2:
        return False
    lines = lines_of(text, blocks)
    heads = {at: line for at, line in lines}
    tiers = [match[0] for opener in openers if (match := TIER.search(heads.get(opener.start, "")))]
    if len(set(tiers)) >= 2:
        return True
    if any(NUMBERED.match(heads.get(opener.start, "")) for opener in openers):
        return False  # 作业1, 练习二: sheets of one collection, whatever they share
    if SHARED.search(text, 0, openers[0].start):
        return True
    head = text[: openers[0].start]
    if all(opener.title and opener.title in head for opener in openers):
        return True  # 22 手指（周二、周三）, then 周二 and 周三
    if len(openers) <= FEW_DAYS and all(DAY.match(heads.get(one.start, "")) for one in openers):
        return bool(FOR_ALL.search(text, openers[-1].start))  # 第一天 … 第三天, then how the whole is judged
    firsts = [
        next((int(match[1]) for at, line in lines if at > opener.start and (match := QUESTION.match(line))), 1)
        for opener in openers
    ]
    return firsts[0] == 1 and all(later > earlier for earlier, later in pairwise(firsts))


def _finer(
    part: Part, text: str, blocks: Sequence[Block], sections: Sequence[Section], forms: Sequence[str]
) -> list[Part]:
    """The periods of one lesson of several, where each has its own objectives and process."""
    inside = [block for block in blocks if part.start <= block.start < part.end]
    below = [section for section in sections if part.start <= section.start < part.end]
    finer = [form for form in forms if form == "period"]
    found = _split(text, inside, below, finer) if finer else []
    if len(found) < 2:
        return [part]
    first, last = found[0], found[-1]
    found[0], found[-1] = Part(first.title, part.start, first.end), Part(last.title, last.start, part.end)
    return [
        Part(f"{part.title} {piece.title}" if part.title not in piece.title else piece.title, piece.start, piece.end)
        for piece in found
    ]


def _whole_parts(
    openers: Sequence[Opener], kind: str, text: str, blocks: Sequence[Block], sections: Sequence[Section]
) -> list[Part]:
    """The stretches from opener to opener; one that is not whole belongs to the one before it."""
    if len(openers) < 2:
        return []
    first, last = blocks[0].start, blocks[-1].end
    ends = [opener.start for opener in openers[1:]] + [last]
    whole, unfinished = [], 0
    for opener, end in zip(openers, ends, strict=True):
        if _is_whole(kind, opener.start, end, text, blocks, sections):
            whole.append(opener)
        elif end - opener.start - len(opener.title) > BLANK:
            unfinished += 1
    if len(whole) < 2 or len(whole) / (len(whole) + unfinished) < ENOUGH:
        return []
    starts = _with_line_above(whole, text, blocks)
    starts[0] = first
    spans = zip(whole, starts, [*starts[1:], last], strict=True)
    return [Part(opener.title or f"第{number}份", start, end) for number, (opener, start, end) in enumerate(spans, 1)]


def _is_whole(kind: str, start: int, end: int, text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> bool:
    """Whether a stretch is a lesson with objectives and, later, a process, or a sheet with exercises of its own."""
    stretch = text[start:end]
    if kind == "lesson":
        aims = [s.start for s in sections if start <= s.start < end and OBJECTIVES.search(_close(s.title))]
        steps = [s.start for s in sections if start <= s.start < end and PROCESS.search(_close(s.title))]
        aims += [start + match.start() for match in ENGLISH_OBJECTIVES.finditer(stretch)]
        steps += [start + match.start() for match in ENGLISH_PROCESS.finditer(stretch)]
        return bool(aims and steps) and max(steps) > min(aims) and len(stretch) >= MIN_LESSON
    lines = lines_of(text, [block for block in blocks if start <= block.start < end])
    exercises = sum(bool(EXERCISE.match(line)) for at, line in lines if at > start)
    return exercises >= MIN_EXERCISES and len(stretch) >= MIN_SHEET


def _named_apart(parts: Sequence[Part], text: str) -> list[Part]:
    """Parts of one name with their period (荷花 第2课时). None at all where even so two are named alike: two versions
    of one lesson, or 教师版 and 学生版, are no two lessons.
    """
    if _are_distinct(parts):
        return list(parts)
    numbered = []
    for part in parts:
        period = LESSON.search(text, part.start, min(part.end, part.start + OPENING))
        title = f"{part.title} 第{number_of(period)}课时" if period else part.title
        numbered.append(Part(title, part.start, part.end))
    return numbered if _are_distinct(numbered) else []


def _are_distinct(parts: Sequence[Part]) -> bool:
    return len({_key(part.title) for part in parts}) == len(parts)


def _close(title: str) -> str:
    """教 学 目 标 → 教学目标."""
    return re.sub(r"\s", "", title)


def _key(title: str) -> str:
    numbers = [str(number_of(match)) for match in LESSON.finditer(title)]
    return re.sub(
        r"\W|初备|研备|精备|[一二三]稿|修改稿|教师版|学生版|教学设计|教案|导学案|作业设计|作业", "", title
    ) + "#".join(numbers)


def _with_line_above(openers: Sequence[Opener], text: str, blocks: Sequence[Block]) -> list[int]:
    """Where the parts start when a line that comes back above every opener (××学校教案) belongs to them."""
    lines = lines_of(text, blocks)
    starts = [opener.start for opener in openers]
    for _ in range(MAX_ABOVE):
        above = [next(((at, line) for at, line in reversed(lines) if at < start), None) for start in starts]
        words = {re.sub(r"[\d\s_＿]", "", line[1]) if line else None for line in above}
        if len(words) != 1 or None in words:
            break
        starts = [line[0] for line in above if line]
    return [text.rfind("\n", 0, start) + 1 for start in starts]  # marks before a block are not in it
