"""Steps written as headings or numbered lines: which level of numbering is the list of steps, and where each ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace

from reviewer.datamodels import Block, Draft
from reviewer.lessons.component_names import MARKS, name_component
from reviewer.lessons.components import Part
from reviewer.lessons.evidence import Span
from reviewer.lessons.minutes import find_minutes
from reviewer.lessons.step_shapes import CN, Step, clean_name, name_length, side_pieces
from reviewer.lessons.unnamed_parts import ORDER, PE_PARTS, TIME_RANGE, is_title_line

_UNIT = r"(?:厘?米|千?克|元|分钟|秒|个|只|条|张|次|年|月|日|度|升|毫|摄|倍|道|页|课时)"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("clock", re.compile(r"[（(【\[]?\d{1,2}[:：]\d{2}\s*(?:[-–—~～−至到]|--)\s*\d{1,2}[:：]\d{2}")),
    ("range", TIME_RANGE),
    ("told", re.compile(rf"(?:(?:接下来|然后)?的?(?:第[{CN}]+|最后一|首先是?|最后)个?|[\u4e00-\u9fff]{{2,6}})(?:教学)?环节[，,]?(?:大?约|用时?|安排|计划|预计|是|我)")),
    ("step", re.compile(rf"[【\[]?(?:(?:第[{CN}\d]+(?:个)?(?:环节|步骤?|板块|阶段|部分|幕|站|关|回合|课段))|(?:教学|学习|探究)?(?:环节|活动|任务|步骤|板块|阶段|议题|模块|学程|探究(?=\s*[{CN}\d])|[Ss]tep|STEP|Part|Task|Activity)\s*(?:[{CN}\d]+|[IVX]{{1,4}}\b|[Ⅰ-Ⅻ]))")),
    ("slide", re.compile(r"第\s*\d{1,2}\s*(?:页|张)(?:PPT|幻灯片)?\s*[：:]")),
    ("pe", PE_PARTS),
    ("cn", re.compile(rf"[{CN}]+\s*[、.．，]|[【〔\[][{CN}]{{1,2}}[】〕\]]|[{CN}]{{1,2}}[ \u3000]+(?=[\u4e00-\u9fff])")),
    ("bracket", re.compile(r"[【〔〖][^】〕〗]{2,20}[】〕〗]")),
    ("paren", re.compile(rf"[（(][{CN}]+[）)]")),
    ("cn_half", re.compile(rf"[{CN}]{{1,2}}[）)]")),
    ("digit_half", re.compile(r"\d{1,2}[）)]")),
    ("roman", re.compile(r"[ⅠⅡⅢⅣⅤⅥⅦ]+\s*[、.．]?")),
    ("digit", re.compile(r"\d{1,2}\s*[、.．](?!\d)")),
    ("digit_space", re.compile(rf"\d{{1,2}}[ \u3000]+(?=[\u4e00-\u9fff《“])(?!{_UNIT})")),
    ("dotted", re.compile(rf"[1-9]\d?\.\d{{1,2}}(?![.\d])[ \u3000]*(?=[\u4e00-\u9fff《“（(A-Z])(?!{_UNIT})")),
    ("circled", re.compile(r"[①-⑳❶-❿]")),
    ("digit_paren", re.compile(r"[（(]\d{1,2}[）)]")),
    ("phase", re.compile(
        r"(?i:(?:engage|explor|explain|elaborat|extend|evaluat|warm|lead|present|practi[cs]|produc|consolidat|summar|review|pre|while|post|"
        r"before|after|during|check|discover|homework|introduc|wrap|show|read|writ|listen|speak|revis|quiz|test|discuss)[a-z]*(?:[- ]?[a-z]+){0,3})"
        r"(?=[ \u3000：:]*(?:[\u4e00-\u9fff（(]|$))")),
    ("order", ORDER),
)  # fmt: skip
_UNNUMBERED = ("timed", "titled")
_INLINE_STEP = re.compile(
    rf"(?<=[。！？!?…”\"；;）)])\s*(?=(?:环节|活动|任务)[{CN}][：:、])|(?<![第{CN}、\d])(?=[{CN}]、[\u4e00-\u9fff“《])"
    rf"|(?<=[。；])\s*(?=(?:第[{CN}]+|最后一|导入|新授|新课|巩固|拓展|小结|总结)个?(?:教学)?环节[，,]?(?:大?约|用|安排|预计|是|我))"
)
_CLOSING = re.compile(
    r"(?:教师|课堂|全课|师生|本课|归纳|课末)?(?:小结|总结)(?:收尾|提升|延伸)?|收尾|拓展延伸|结束语|(?:课堂|巩固|当堂|随堂|反馈|达标)(?:练习|检测|训练|反馈|达标)"
)
_OPENING = re.compile(
    r"(?:新课|复习|情[境景]|谈话|激趣|故事|问题|温故)?(?:导入|引入)(?:新课)?|复习(?:旧知|回顾)?|组织教学"
)
_LEADING = re.compile(rf"^[ \t#*\-•·　{MARKS}]+")
_TIME_LABEL = re.compile(r"(?:建议|预计|教学|活动)?(?:时长|用时|耗时|时间)(?:分配|安排)?\s*[：:][^。；]{1,16}")
_NUMBERED_STEP = re.compile(rf"^[{CN}]{{1,2}}[、.．]\s*(?=(?:环节|活动|任务|步骤|板块)[{CN}\d])")  # 一、活动一：…
_NOT_A_STEP = re.compile(r"^(?:板书|教学反思|课后反思|设计意图|教学流程图|附)")


LONGEST_SETTING = 6  # minutes in class to set homework; 作业（约25分钟） is how long it takes at home


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    end: int
    style: str
    timed: bool
    numbered: bool
    indent: int = 0  # blanks before the line
    time: Span | None = None  # a line of its own that says how long


def _lines_of(draft: Draft, part: Part, skip: Collection[int]) -> list[tuple[int, int, Block]]:
    """(start, end, block) of the lines of a part outside the tables `skip`; long cells are also cut at inline numbering."""
    lines = []
    first = bisect_right(draft.blocks, part.body, key=lambda block: block.start)
    for block in draft.blocks[max(0, first - 1) :]:
        if block.start >= part.end:
            break
        if block.end <= part.body or block.table in skip:
            continue
        position = max(block.start, part.body)
        for piece in draft.text[position : min(block.end, part.end)].split("\n"):
            cuts = [0] + ([m.start() for m in _INLINE_STEP.finditer(piece) if m.start()] if len(piece) > 150 else [])
            for left, right in zip(cuts, [*cuts[1:], len(piece)], strict=True):
                lines.append((position + left, position + right, block))
            position += len(piece) + 1
    return lines


def _heads(draft: Draft, lines: list[tuple[int, int, Block]], part: Part) -> list[_Head]:
    heads: list[_Head] = []
    first_line = part.body if part.body > part.start and "\n" not in draft.text[part.start : part.body] else -1
    for start, end, block in lines:
        text = draft.text[start:end]
        bare = _NUMBERED_STEP.sub("", _LEADING.sub("", text))
        if not bare or _NOT_A_STEP.match(bare):
            continue
        if heads and start - heads[-1].end <= 2 and _TIME_LABEL.fullmatch(bare) and find_minutes(bare):
            heads = [_timed_by(head, (start, end)) if head.start == heads[-1].start else head for head in heads]
            continue
        style = next((name for name, pattern in _STYLES if pattern.match(bare)), None)
        if block.kind == "heading" and len(bare) <= 60:
            heads.append(
                _Head(start, end, f"h{block.level}", bool(find_minutes(text, heading=True)), style is not None)
            )
        if style:
            first = bare[:60]
            timed = bool(find_minutes(first, heading=True))
            heads.append(_Head(start, end, style, timed, True))
        elif block.kind != "heading" and start > first_line and len(bare) <= 30 and _timed_title(bare):
            heads.append(_Head(start, end, "timed", True, False))
        elif block.kind != "heading" and start > first_line and is_title_line(draft.text, start, end):
            heads.append(_Head(start, end, "titled", False, False))
    return heads


def _timed_by(head: _Head, label: Span) -> _Head:
    """时长：5分钟 on the line below a title is the title's time, no step."""
    return replace(head, timed=True, time=label)


def _timed_title(bare: str) -> bool:
    """The minutes close the line or stand in brackets: 欣赏 12分钟, 不是“教师用三分钟梳理”."""
    return any(
        mark.end >= len(bare.rstrip("）)】] "))
        or bare[max(0, mark.start - 2) : mark.start].strip()[-1:] in {"（", "(", "【"}
        for mark in find_minutes(bare, heading=True)
    )


def _at_edges(draft: Draft, lines: list[tuple[int, int, Block]], chosen: list[_Head]) -> list[_Head]:
    """导入 before the numbered steps, 课堂总结 or 课堂练习 after them, as lines of their own, are steps too."""
    if len(chosen) < 2 or chosen[0].style.startswith("h"):
        return []
    first, last = chosen[0], chosen[-1]
    return [
        _Head(start, end, first.style, False, False)
        for start, end, block in lines
        if block.kind != "cell"
        and (words := _OPENING if start < first.start else _CLOSING if start > last.start else None)
        and words.fullmatch(draft.text[start:end].strip(" 　#*【】〔〕：:"))
    ]


def _one_bracket(draft: Draft, heads: list[_Head]) -> list[_Head]:
    """【任务一】 between 【导入】 and 【小结】 is of their level, not of one of its own."""
    boxed = [
        head for head in heads if head.style == "step" and draft.text[head.start : head.end].lstrip()[0] in "【[〔"
    ]
    others = [
        head for head in heads if head.style == "bracket" and "意图" not in draft.text[head.start : head.end][:12]
    ]
    if not boxed or not others:
        return heads
    return [replace(head, style="bracket") if head in boxed else head for head in heads]


def _indented(draft: Draft, head: _Head) -> _Head:
    before = draft.text[draft.text.rfind("\n", 0, head.start) + 1 : head.start]
    return replace(head, indent=len(before)) if before and not before.strip() else head


def _least_indented(heads: list[_Head]) -> list[_Head]:
    """1. 2. 3. of steps among indented 1. 2. of what is done in them."""
    least = [head for head in heads if head.indent == min(one.indent for one in heads)]
    return least if len(least) >= 3 else heads


def _choose(heads: list[_Head]) -> list[_Head]:
    """The heads of the level that is the list of steps: the first level with two heads, or one where more carry minutes."""
    styles: dict[str, list[_Head]] = {}
    for head in heads:
        styles.setdefault(head.style, []).append(head)
    for style, group in styles.items():
        numbered = [head for head in group if head.numbered]
        if style.startswith("h") and len(numbered) >= 2 and len(numbered) < len(group):
            styles[style] = numbered
    usable = {style: _least_indented(group) for style, group in styles.items() if len(group) >= 2}
    if not usable:
        return max(styles.values(), key=len, default=[])
    order = sorted(usable, key=lambda style: (_rank(style), usable[style][0].start))
    best = order[0]
    for style in order[1:]:
        timed = sum(head.timed for head in usable[style])
        if 2 * timed < len(usable[style]) and usable[best][0].style == "step":
            continue  # 小组讨论（10分钟） among what is done in 活动二
        if timed >= 2 and timed > sum(head.timed for head in usable[best]) and not all(h.timed for h in usable[best]):
            best = style
    first = usable[best][0]
    before = [head for head in styles.get("timed", ()) if head.start < first.start] if first.timed else []
    return [*before, *_outermost(usable, best)] if best != "timed" else _outermost(usable, best)


def _outermost(usable: dict[str, list[_Head]], best: str) -> list[_Head]:
    """The level chosen, unless it numbers the parts of one step of another: 活动1, 活动2 under （二）探索."""
    inner = usable[best]
    for group in usable.values():
        around = [head for head in group if head.start < inner[0].start]
        after = [head for head in group if head.start > inner[-1].start]
        if len(group) >= 3 and around and after and len(around) + len(after) == len(group) and not inner[0].timed:
            return group
    return inner


def _rank(style: str) -> int:
    if style.startswith("h"):
        return int(style[1:] or 1)
    return (
        10 + [name for name, _ in _STYLES].index(style) if style not in _UNNUMBERED else 30 + _UNNUMBERED.index(style)
    )


def text_steps(draft: Draft, part: Part, skip: Collection[int]) -> list[Step]:
    """The steps of a part written as text; tables in `skip` (steps of their own, data to read from) are left out."""
    lines = _lines_of(draft, part, skip)
    heads = _choose([_indented(draft, head) for head in _one_bracket(draft, _heads(draft, lines, part))])
    heads = sorted([*heads, *_at_edges(draft, lines, heads)], key=lambda head: head.start)
    heads = [h for h in heads if name_component(draft.text[h.start : h.end]) not in {"board", "reflection", "homework"}]
    limit = max((end for _, end, _ in lines), default=part.body)
    steps = []
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        end = following.start if following else limit
        first = min(head.end, head.start + 60)
        name = clean_name(draft.text[head.start : head.end])
        text_from = min(head.start + name_length(draft.text[head.start : head.end]), end)
        pieces = tuple(side_pieces(draft, text_from, end))
        name = name if len(name) > 1 or re.fullmatch("[\u4e00-\u9fff]", name) else "环节"
        times = (head.time,) if head.time else ()
        steps.append(Step(name, head.start, end, head.start, True, ((head.start, first),), times, pieces))
    if not steps and limit > part.body:
        steps.append(Step("教学过程", part.body, limit, -1, False, (), (), tuple(side_pieces(draft, part.body, limit))))
    return steps


def timed_homework(draft: Draft, part: Part) -> list[Step]:
    """布置作业（2分钟） as a last step counts with its minutes; homework without minutes is no step of the lesson."""
    end = draft.text.find("\n", part.start, part.end)
    title = (part.start, min(max(part.body, part.start + 1), end if end > 0 else part.end))
    marks = find_minutes(draft.text[title[0] : title[1]], heading=True)
    if title[1] - title[0] > 60 or not marks or marks[0].minutes > LONGEST_SETTING:
        return []
    name = clean_name(draft.text[title[0] : title[1]])
    return [Step(name, part.start, part.end, part.start, True, (title,), (), ())]
