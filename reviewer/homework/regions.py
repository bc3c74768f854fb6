"""Which stretches of a sheet hold no tasks: answer keys, goals, hints, design notes – and where each of them ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviewer.homework.labels import RegionKind, opens_work, region_label, without_number
from reviewer.homework.lines import Line
from reviewer.homework.numbering import Marker
from reviewer.homework.tasks import asks
from reviewer.homework.tier_labels import tier_heading

_ASKS_HERE = re.compile(r"[？?]|_{2,}|＿|[（(]\s+[)）]|[=＝]\s*$")
_JUDGES = re.compile(r"评审|评分|评价|打分|量规|量表|自评|互评")
_TASKS = re.compile(r"内容|题目")
_GOAL = re.compile(
    r"(?:学生|通过|能够?|会|学会|理解|掌握|了解|认识到?|知道|培养|感受|体会|提高|激发|经历|正确|进一步|初步|巩固|发展|运用|积累|知识|过程|情感|技能|养成|形成|增强|树立|在.{2,20}中)"
)


@dataclass(slots=True)
class Region:
    """An open stretch without tasks. `locked`: numbering styles its own lists use, so their next numbers stay inside."""

    kind: RegionKind
    heading: int
    inline: bool  # the label had words after it on its line: 设计意图：……
    locked: set[str] = field(default_factory=set)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)  # last number of its own lists, with its first sign
    plain: bool = False  # an unnumbered line has been seen inside
    goals: bool = False
    cell: tuple[int, int, int] | None = None
    judges: bool = False  # a form for judging work, below whose title questions are the form's own


def open_region(line: Line, markers: list[Marker]) -> Region | None:
    """The region a line opens, or None. Its own number (`三、参考答案`) does not belong to the region's lists."""
    label = region_label(line.text)
    if label is None:
        return None
    region = Region(label.kind, line.heading, bool(label.content), goals="目标" in line.text[:16], cell=line.cell)
    region.judges = not region.inline and bool(_JUDGES.search(line.text))
    listed = re.match(r"[（(]?\s*(?:[1一]\s*[.．、)）]|①|⑴)", label.content)
    if listed:
        region.locked |= {"num", "pnum", "circ", "numr", "cn", "pcn"} - {marker.style for marker in markers}
        region.inline = False
    return region


def closes(region: Region, line: Line, markers: list[Marker], expected: dict[str, int]) -> bool:
    """Whether `line` stands outside the open region. `expected[style]` is the next number of each list left open."""
    if line.heading and (not region.heading or line.heading <= region.heading or region.kind != "answer"):
        return True
    if tier_heading(line.text) and region.kind != "answer":
        return True
    if opens_work(line.text) or _other_row(region, line):
        return True
    first = markers[0] if markers else None
    if first and region.kind == "hint" and _outgrown(region, first, line.text, expected):
        return True
    if first and first.style not in region.locked and not first.weak and expected.get(first.style) == first.value:
        return True
    if first is None:
        if region.inline:
            return True
        region.plain = not line.text.endswith(("：", ":"))  # 你将能够： brings in the region's own list
        return False
    if first.value == 1 and region.kind != "answer" and region.locked and not _GOAL.match(without_number(line.text)):
        # the list of goals is over when numbering starts afresh with something that is no goal
        return first.style in region.locked or asks(line.text) or region.goals
    if region.kind == "answer" and region.inline and not (expected or region.locked) and asks(line.text):
        return True  # the answer of a worked example (解：15) above the first question
    region.last[first.style] = first.value, _sign(line.text, first)
    if first.style in region.locked:
        return False
    if first.value == 1 and region.judges:
        region.locked.add(first.style)
        return False
    if first.value == 1 and region.kind != "answer" and (region.inline or region.plain or _ASKS_HERE.search(line.text)):
        return True
    region.locked |= {marker.style for marker in markers}
    return False


def _sign(text: str, marker: Marker) -> str:
    """The bracket a number opens with; its digits say nothing of the list it belongs to."""
    return text[marker.start] if text[marker.start] in "（([【" else ""


def _outgrown(region: Region, first: Marker, text: str, expected: dict[str, int]) -> bool:
    """A number that cannot go on the region's own list (（1）（2）, then （2） or (3)) but goes on the one outside."""
    inner = region.last.get(first.style)
    goes_on = inner is not None and (first.value, _sign(text, first)) == (inner[0] + 1, inner[1])
    return inner is not None and not goes_on and first.value == expected.get(first.style)


def _other_row(region: Region, line: Line) -> bool:
    """A label cell speaks for its own row only."""
    if region.cell is None and line.cell is not None:
        return region.kind != "answer" and "评" not in line.column_title and bool(_TASKS.search(line.column_title))
    if region.cell is None or line.cell is None:
        return region.cell is not None
    return region.cell[:2] != line.cell[:2]
