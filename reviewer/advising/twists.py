"""Small changes to the plan's own matter that make pupils think: a quoted line without its last clause, a sum with another
number, a program without one of its instructions.

换一个课上没讲过的例子 asks nothing, since it names no example; each of these changes one thing that stands in the plan, so
that what happens can be tried, read or worked out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.advising.acts import PROGRAMS, SPOKEN
from reviewer.advising.matter import find_chain
from reviewer.advising.places import text_of
from reviewer.advising.quoting import tidy, unquote
from reviewer.advising.remembering import remembered
from reviewer.datamodels import Draft, LessonMeasures

MOST = 6
QUOTE_CHARS, CLAUSE_CHARS = (9, 44), (3, 14)
NAME_CHARS = 14
_QUOTED = re.compile(r"“([^“”\n]{4,44})”|\"([^\"\n]{4,44})\"")
_SAID = re.compile(r"[？?！!]|同学|老师|我们|你们|大家|[请让问]|……|…|→|《|[A-Za-z]{2}|\d")
_WHOLE = re.compile(r"^.{2,}[把被了着过从是在有给来去说看].")  # says something alone: 小朋友的脚 does not
_LIKENS = re.compile(r"像|好像|仿佛|犹如|宛如|似的|有的.+有的|一会儿.+一会儿|把.+给了")
_NAMED = re.compile(
    r"[【\[]\s*([^【】\[\]\n]{2,30}?)\s*[】\]](?:\*\*)?(?:指令|语句|积木)?|[“\"‘]([^“”\"‘’\n]{2,12})[”\"’](?:\*\*)?(?:指令|语句|积木)"
)
_NO_INSTRUCTION = re.compile(
    r"图片|链接|\d+分|提示|注|视频|^[\d，,.\- ]+$|意图|^(?:目标|步骤|材料|准备|要求|任务|活动|环节|说明|板书|资源|作业|核对|讨论|总结|小结|导入|检测|评价|预设|过渡|教师|学生|课件|音频|PPT.*|[\u4e00-\u9fff]{0,4}作业|[\u4e00-\u9fff]{0,4}教具|参考答案.*)$|^当|^变量名?$|数值$"
)
_BEFORE = re.compile(r"之前|以前|上节课|上次|学过|用过|回顾")
_SUM = re.compile(
    r"(?<![\d./／年月\-—~、第√^×÷*＋+−=＝(（])(\d{1,4}(?:\.\d{1,3})?)\s*([×÷*＋+])\s*(\d{1,4}(?:\.\d{1,3})?)(?!\s*[/／年月题页^√xX²³×÷*＋+)）]|[\d.])"
)
_SENTENCE = re.compile(r"(?<![A-Za-z'’ ])[A-Z][A-Za-z'’]*(?: [A-Za-z'’]+){2,8}[.?!？]")
_ORDERS = re.compile(
    r"^(?:Look|Listen|Open|Read|Class|Good|Hello|Thank|Let|Stand|Sit|Now|Who can|Can you|Unit|Lesson|Step|Period)\b"
)
_INDEX = re.compile(r"\\?[_＿]+[\s_＿\\]*")


@dataclass(frozen=True, slots=True)
class Twist:
    """`text` is what to ask, about the plan's words at `start`..`end`; `thing` is what is changed."""

    start: int
    end: int
    text: str
    thing: str = ""


@remembered
def find_twists(draft: Draft, measures: LessonMeasures) -> list[Twist]:
    """At most MOST, no two about the same thing: first of what the lesson is to teach, as its objectives say, then in order."""
    subject, found = draft.subject.value, dict[str, Twist]()
    for step in measures.activities:
        for key, twist in _ways(subject)(draft, step.start, step.end):
            found.setdefault(key, twist)
    goals = _goals(draft, measures)
    fresh = [twist for twist in found.values() if twist.thing in goals or not _is_old(draft, twist)]
    return sorted(fresh, key=lambda twist: twist.thing not in goals)[:MOST]


def find_old_tool(draft: Draft, measures: LessonMeasures) -> str | None:
    """An instruction that the plan says pupils know from before (上节课用过的), which it is not about itself."""
    if draft.subject.value not in PROGRAMS:
        return None
    goals = _goals(draft, measures)
    named = (
        twist
        for step in measures.activities
        for _, twist in _without_instruction(draft, step.start, step.end)
        if twist.thing not in goals and _is_old(draft, twist)
    )
    return next((twist.thing for twist in named), None)


def _goals(draft: Draft, measures: LessonMeasures) -> str:
    told = " ".join(one.text for one in measures.objectives)
    return told + text_of(draft, measures, "key_points")


def _is_old(draft: Draft, twist: Twist) -> bool:
    held = next((one for one in draft.sentences if one.start <= twist.start < one.end), None)
    return held is not None and bool(_BEFORE.search(draft.text, held.start, held.end))


@remembered
def find_order(draft: Draft, measures: LessonMeasures) -> Twist | None:
    """What the plan puts in order with arrows, to be put in order by pupils."""
    chain = find_chain(draft, measures)
    if chain is None:
        return None
    (start, end), links = chain
    return Twist(start, end, f"自己给‘{'、'.join(_shuffled(links))}’排出先后，说说依据在哪里")


@remembered
def find_model(draft: Draft, measures: LessonMeasures) -> str | None:
    """A line of the text whose way of saying it can be copied: one that likens, or that says two things alike."""
    if draft.subject.value != "语文":
        return None
    lines = (
        unquote((match[1] or match[2]).strip("，。； "))
        for step in measures.activities
        for match in _QUOTED.finditer(draft.text, step.start, step.end)
    )
    return next(
        (line for line in lines if len(line) >= QUOTE_CHARS[0] and _LIKENS.search(line) and not _SAID.search(line)),
        None,
    )


def _shuffled(links: Sequence[str]) -> list[str]:
    """Never in the right order nor backwards, and the same each time."""
    whole = len(links) + 1 - len(links) % 2
    return [links[i] for i in sorted(range(len(links)), key=lambda i: (2 * i + 1) % whole)]


Way = Callable[[Draft, int, int], Iterator[tuple[str, Twist]]]


def _ways(subject: str | None) -> Way:
    if subject == "语文":
        return _shortened
    if subject in PROGRAMS:
        return _without_instruction
    if subject == "数学":
        return _other_number
    return _other_word if subject == "英语" else _none


def _none(draft: Draft, start: int, end: int) -> Iterator[tuple[str, Twist]]:
    return iter(())


def _shortened(draft: Draft, start: int, end: int) -> Iterator[tuple[str, Twist]]:
    """A quoted line of the text without its last clause."""
    ask = "少了什么？说说你的想法" if draft.grade.value in SPOKEN else "味道有什么不同？从前后文里找理由"
    for match in _QUOTED.finditer(draft.text, start, end):
        line = (match[1] or match[2]).strip("，。； ")
        if not QUOTE_CHARS[0] <= len(line) or _SAID.search(line):
            continue
        head, _, last = line.rpartition("，")
        if _WHOLE.search(head) and CLAUSE_CHARS[0] <= len(last) <= CLAUSE_CHARS[1]:
            yield line, Twist(match.start(), match.end(), f"读‘{unquote(line)}’，去掉‘{last}’再读一遍，{ask}")


def _without_instruction(draft: Draft, start: int, end: int) -> Iterator[tuple[str, Twist]]:
    for match in _NAMED.finditer(draft.text, start, end):
        name = tidy(_INDEX.sub("", match[1] or match[2]))
        if 2 <= len(name) <= NAME_CHARS and not _NO_INSTRUCTION.search(name):
            yield (
                name,
                Twist(
                    match.start(), match.end(), f"去掉‘{unquote(name)}’指令，运行结果会怎样？先说再试", unquote(name)
                ),
            )


def _other_number(draft: Draft, start: int, end: int) -> Iterator[tuple[str, Twist]]:
    for match in _SUM.finditer(draft.text, start, end):
        one, sign, other = match.groups()
        times = sign in "×÷*"
        new = _ten_times(other) if times else str(int(float(other)) + 1)
        shown = f"{one}{sign}{other}"
        what = {"×": "积", "*": "积", "÷": "商"}.get(sign, "和")
        yield (
            sign,
            Twist(match.start(), match.end(), f"把{shown}里的{other}改成{new}，{what}怎样变？先估再算，说明理由"),
        )


def _ten_times(number: str) -> str:
    value = float(number) * 10
    return f"{value:g}"


def _other_word(draft: Draft, start: int, end: int) -> Iterator[tuple[str, Twist]]:
    for match in _SENTENCE.finditer(draft.text, start, end):
        last = re.findall(r"[A-Za-z'’]+", match[0])[-1]
        if len(last) >= 3 and not _ORDERS.search(match[0]):
            yield (
                last.lower(),
                Twist(match.start(), match.end(), f"把‘{match[0]}’里的{last}换成自己想说的词，再问答一次"),
            )
