"""Question numbers in all the forms sheets use: 一、 （一） 1. 1、 第1题 练习1： （1） 1） ① and runs of them in one line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

CHINESE = "一二三四五六七八九十"
_CN = rf"[{CHINESE}]{{1,3}}"
WORDS = "(?:课[堂后前内外]|随堂|当堂|家庭|巩固|拓展|基础|同步)?(?:练习|作业|检测|任务)|练习|习题|任务|作业|题目|问题|活动|实验|思考题?|探究|挑战|闯关|模块|板块|层次|Homework|Task|Activity|Exercise|Question|Part|Section"
_SPOKEN_OF = "次日|当[天堂日]|课间|面批|[的都由先仍也要可与和、，至到～—]|选做|任选|必做(?![)）])|免做|错|看(?!图)|没有?(?:过|做|交)|做(?:对|错|不)|改完"
REMEMBERED = 4096  # lines; each is looked at several times, by one sheet after the other
CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x2776 + n): n + 1 for n in range(10)}
BRACKETED = {chr(0x2474 + n): n + 1 for n in range(20)}  # ⑴
DOTTED = {chr(0x2488 + n): n + 1 for n in range(20)}  # ⒈
# How deep a style usually sits; a shallower one closes the deeper ones that are open.
RANK = {
    "roman": 0,
    "cn": 0,
    "part": 1,
    "pcn": 2,
    "word": 2,
    "di": 3,
    "num": 4,
    "numr": 5,
    "pnum": 6,
    "lett": 6,
    "circ": 7,
    "rom": 7,
}

LOST = 3  # how far the next number may be: a table or a section without numbers has taken those between
SMALL_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN = re.compile(r"([IVX]{1,4}|[Ⅰ-Ⅹ])\s*[.．、]\s*(?=\S)")
_AFTER_OPTION = re.compile(r"(?:^|[\s\u3000])[A-H]\s*[.．、:：)]\s*$")

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 第1题次日面批, 第3题由小组互审, 第2题的理由 speak of a question
    ("di", re.compile(rf"[【\[]?第\s*(\d{{1,2}}|{_CN})\s*[题道](?!{_SPOKEN_OF})[】\]]?\s*[:：、.．]?")),
    # 题 1 …, 变式2：…, 【变式1-2】
    (
        "di",
        re.compile(
            r"[【\[]?(?:题(?=\s*\d{1,2}[\s:：.．、】\]])|变式(?:训练|练习|题)?|跟踪训练|对点练)\s*(\d{1,2})(?:\s*[-－–]\s*\d{1,2})?\s*[】\]]?(?:\s*[:：、.．]|\s+|(?<=[】\]])|(?=[（(]))"
        ),
    ),
    (
        "word",
        re.compile(rf"[【\[]?(?:{WORDS})\s*(\d{{1,2}}|{_CN})(?:[】\]]\s*[:：]?|\s*[:：、.．]|\s+|$|(?=[（(]))", re.I),
    ),
    ("part", re.compile(rf"第\s*(\d{{1,2}}|{_CN})\s*(?:关|层|部分|板块|大题)\s*(?:[:：、.．]|\s+|$)")),
    ("word", re.compile(rf"第\s*(\d{{1,2}}|{_CN})\s*步\s*(?=[（(](?:必做|选做|都做|自选|任选))")),
    ("word", re.compile(rf"第\s*(\d{{1,2}}|{_CN})\s*(?:天|周|日)\s*[:：]")),
    ("cn", re.compile(rf"({_CN})\s*(?:、|[．.，](?!\d))\s*")),
    ("cn", re.compile(rf"[【\[]\s*({_CN})\s*[】\]]\s*[、.．:：]?\s*")),
    ("pcn", re.compile(rf"[（(]\s*({_CN})\s*[)）]\s*[、.．]?")),
    ("pnum", re.compile(r"[（(]\s*(\d{1,2})\s*[)）]\s*[、.．]?")),
    # (a) (b) and (i) (ii) of English papers; (i) is hardly ever the ninth letter
    ("lett", re.compile(r"[（(]\s*([a-h])\s*[)）]")),
    ("rom", re.compile(r"[（(]\s*(i{1,3}|iv|vi{0,3})\s*[)）]")),
    ("numr", re.compile(r"(\d{1,2})\s*[)）]\s*")),
    ("num", re.compile(r"[【\[](\d{1,2})[】\]]\s*[、.．:：]?")),
    ("num", re.compile(r"(?:[QTqt])?(\d{1,3})\s*(?:[、．]|\.(?!\d)|[:：](?!\d))\s*")),
)
_AT_HEAD = frozenset({"cn", "roman", "part", "pcn", "word", "numr", "lett", "rom"})  # never inside a line
_TIGHT = re.compile(r"(\d{1,2})\.(?=\d)")  # 1.2024年… : a number only if the rest reads as words, not as a decimal
_SPACED = re.compile(r"(\d{1,2})[\s\u3000]+(?=[\u4e00-\u9fffA-Za-z“\"《])")  # 1 下列… as PDF text often has it
# numbers that only count in a row: 一　选一选, 第一天，… and the days of a week's plan
_IN_ROW: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("num", re.compile(r"(?:[A-F]|[□☐○◇◆＃#]\s?)(\d{1,2})\s*[.．、:：\s]\s*(?=[^\s\d.．])")),  # A1. …, □1 …
    ("cn", re.compile(rf"({_CN})(?:[ ]{{1,4}}|\u3000{{1,2}})(?=[\u4e00-\u9fffA-Za-z“《])")),
    ("word", re.compile(rf"第\s*(\d{{1,2}}|{_CN})\s*天\s*[，,]\s*")),
    ("word", re.compile(r"(?:周|星期)([一二三四五六日天])\s*[:：]\s*(?!\s|休息|[^，。]{0,6}交[，。])")),
)
_UNIT = re.compile(
    r"\s*(?:厘米|分米|毫米|千米|米|个|只|元|角|分|千克|克|吨|分钟|小时|秒|天|条|辆|朵|本|支|人|组|根|粒|棵)?[\s。，,.;；]*"
)
_PREFIX = re.compile(
    r"(?:[★☆*＊※]{1,5}|[（(【\[]\s*(?:[★☆]{1,5}|选做题?|必做题?)\s*[)）】\]]|[（(]\s*[A-D√×]?\s*[)）]\s*(?=\d))\s*(?=\S)"
)
_NUMBERS_ONLY = re.compile(r"[\d、，,和与~～—–\-\s]*\d\s*题?")  # 3、4、6 names questions, it opens none
_EXPRESSION_ONLY = re.compile(r"[\d\s.+\-−×÷*/=＝()（）<>○□_＿,，、:：]+")
_QUOTATION = re.compile(r"“(?:(?!__|＿|[（(]\s*[)）])[^“”])*”")  # with blanks inside it is there to be filled
_ASKED = ("”（", "”(")  # 丙：“……怎么办？”（1）…
_RUN_SIGN = re.compile(r"[①-⑳❶-❿⑴-⒇⒈-⒛]|[（(]\d{1,2}[)）]")
_BOUNDARY = re.compile(r"[\s\u3000。；;？?！!：:，,…_＿)）=＝.．]")
_NUMBER_BOUNDARY = re.compile(r"[\s\u3000。；;？?！!_＿)）]")  # before `2.` inside a line; `和 6、7` must not count


_NAMED = re.compile(
    r"(?:Unit|Lesson|Module|Part|Period|Section|Chapter|Page|Book|Week|Day|No|P|第)\.?\s*$", re.I
)  # Unit 1、Unit 2: these numbers name lessons


@dataclass(frozen=True, slots=True)
class Marker:
    """A question number: [start, content) is the mark itself, relative to the string it was found in."""

    style: str
    value: int
    start: int
    content: int
    weak: bool = False  # believed only where the numbers around it agree
    inline: bool = False  # inside a line rather than at its head

    @property
    def rank(self) -> int:
        return RANK[self.style]


def chinese_number(text: str) -> int:
    """十二 -> 12; only 1-39 are met as question numbers."""
    tens, ten, units = text.partition("十")
    digit = {char: index + 1 for index, char in enumerate(CHINESE[:9])}
    if not ten:
        return digit.get(text, 0)
    return digit.get(tens, 1) * 10 + digit.get(units, 0)


def _value(written: str) -> int:
    if written in SMALL_ROMAN:
        return SMALL_ROMAN.index(written) + 1
    if written in "abcdefgh":
        return "abcdefgh".index(written) + 1
    return int(written) if written.isdigit() else chinese_number(written)


def find_marker(text: str, at: int = 0) -> Marker | None:
    """The question number at `at` (after stars and 选做 marks), or None."""
    prefix = _PREFIX.match(text, at)
    begin = prefix.end() if prefix else at
    for table, style in ((CIRCLED, "circ"), (BRACKETED, "pnum"), (DOTTED, "num")):
        if begin < len(text) and text[begin] in table:
            return Marker(style, table[text[begin]], at, _skip(text, begin + 1))
    roman = _ROMAN.match(text, begin)
    if roman and (written := unicodedata.normalize("NFKC", roman[1])) in ROMAN:
        return Marker("roman", ROMAN.index(written) + 1, at, roman.end())
    for style, form in _FORMS:
        match = form.match(text, begin)
        if match and _value(match[1]) > 0:
            rest = text[match.end() : match.end() + 24]
            if style == "num" and text[match.end() - 1] == "、" and _NUMBERS_ONLY.fullmatch(text, match.end()):
                return None
            if style == "pnum" and _UNIT.fullmatch(rest) and rest.strip():
                return None  # ( 3 ) 厘米: a filled blank
            return Marker(style, _value(match[1]), at, _skip(text, match.end()))
    for style, form in _IN_ROW:
        match = form.match(text, begin)
        if match:
            return Marker(style, _value(match[1].replace("日", "七").replace("天", "七")), at, match.end(), weak=True)
    tight = _TIGHT.match(text, begin)
    if tight and not _EXPRESSION_ONLY.fullmatch(text[tight.end() : tight.end() + 200]):
        return Marker("num", int(tight[1]), at, tight.end(), weak=True)
    spaced = _SPACED.match(text, begin)
    if spaced and not _UNIT.fullmatch(text[spaced.end() : spaced.end() + 24]):
        return Marker("num", int(spaced[1]), at, spaced.end(), weak=True)
    return None


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def head_markers(text: str) -> list[Marker]:
    """Numbers at the head of a line, outermost first: `一、1.（1）…` gives three."""
    return list(_head_markers(text))


@lru_cache(maxsize=REMEMBERED)
def _head_markers(text: str) -> tuple[Marker, ...]:
    found: list[Marker] = []
    position = 0
    while marker := find_marker(text, position):
        deeper = not found or (marker.rank > found[-1].rank and marker.value == 1 and not marker.weak)
        if not deeper:
            break
        found.append(marker)
        position = marker.content
    return tuple(found)


def inline_markers(text: str, after: int, head: Marker | None, follows: Marker | None) -> list[Marker]:
    """Further numbers inside a line: a run 2, 3 … after its head number, or a run of its own from 1.

    `follows` is the number that opens the next line; it lets a lone `（1）` count when `（2）` comes next.
    """
    runs: list[list[Marker]] = []
    quoted = _quotations(text, after)
    for position in range(after, len(text)):
        if text[position] not in "（(第123456789" and text[position] not in CIRCLED and text[position] not in BRACKETED:
            continue
        if position > after and not (
            _BOUNDARY.match(text[position - 1]) or text[position - 1 : position + 1] in _ASKED
        ):
            continue
        marker = None if _AFTER_OPTION.search(text[max(0, position - 6) : position]) else find_marker(text, position)
        if marker is None or marker.content >= len(text) or marker.weak or marker.style in _AT_HEAD:
            continue
        if marker.style == "num" and _NAMED.search(text[max(0, position - 10) : position]):
            continue
        listed = marker.style == "num" and text[marker.content : marker.content + 1].isdigit()
        if marker.style == "num" and (
            position == after
            or not (_NUMBER_BOUNDARY.match(text[position - 1]) or (text[position - 1] in "：:" and marker.value == 1))
            or (listed and "、" in text[marker.start : marker.content])
        ):
            continue
        if any(start < position < end for start, end in quoted):
            continue  # “①去分母……②移项……”: what somebody wrote or said
        marker = Marker(marker.style, marker.value, marker.start, marker.content, inline=True)
        _extend(runs, marker, head)
    return _keep(runs, head, follows)


def _quotations(text: str, after: int) -> list[tuple[int, int]]:
    """Spans between “ and ” that hold more than one number: a solution or a list quoted whole."""
    spans = [match.span() for match in _QUOTATION.finditer(text, after)]
    return [span for span in spans if len(_RUN_SIGN.findall(text, *span)) > 1]


def _extend(runs: list[list[Marker]], marker: Marker, head: Marker | None) -> None:
    for run in runs:
        if run[-1].style == marker.style and run[-1].value + 1 == marker.value:
            run.append(marker)
            return
    continues = head is not None and head.style == marker.style and head.value + 1 == marker.value
    if (continues or marker.value == 1) and not any(run[0].style == marker.style for run in runs):
        runs.append([marker])


def _keep(runs: list[list[Marker]], head: Marker | None, follows: Marker | None) -> list[Marker]:
    kept: list[Marker] = []
    for run in runs:
        continues = head is not None and (run[0].style, run[0].value) == (head.style, head.value + 1)
        goes_on = follows is not None and follows.style == run[-1].style and follows.value == run[-1].value + 1
        deeper = head is None or run[0].rank > head.rank
        if continues or (deeper and (len(run) > 1 or goes_on)):
            kept.extend(run)
    return sorted(kept, key=lambda marker: marker.start)
