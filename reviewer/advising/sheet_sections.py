"""The big questions of a sheet (一、填空, Ⅲ. 单项选择, B组): what teachers sort, time and mark by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.advising.item_names import find_runs, main_number, name_items
from reviewer.advising.item_words import BOOKS
from reviewer.advising.quoting import tidy
from reviewer.datamodels import Draft, Item

_NUMERALS = "一二三四五六七八九十"
_HEAD = re.compile(
    rf"^[#*\s　【]*(?:(?P<big>[{_NUMERALS}]{{1,3}})[、.．]|(?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧ])[、.．\s]|(?P<group>[A-CＡ-Ｃ甲乙丙][组层档])|[★☆\s]*(?P<word>(?:Homework|Part|Section|Exercise)\s?\d{{1,2}}))(?P<title>[^\n]*)$",
    re.M,
)
_ONE_OF = re.compile(r"任选[一1其]|选做?[一1]题|[二三]选一")
_TITLE = re.compile(r"^[\s、.．]*([\u4e00-\u9fff]{2,8})")
_BOOK = re.compile(BOOKS)
PLAIN_NAME = re.compile(
    "第|[A-CＡ-Ｃ甲乙丙][组层档]|[A-Z][a-z]+ ?\\d"
)  # 第3题, A组, Homework 2; not ‘一根绳子长8米’这题
LEAST = 2  # sections from which a sheet is called by them


@dataclass(frozen=True, slots=True)
class SheetSection:
    """`name` as it is called (第三大题, B组), `kind` what its title says is to be done (填空), "" where it says nothing short."""

    name: str
    kind: str
    title: str
    head: tuple[int, int]  # its heading in the draft
    items: tuple[Item, ...]
    one_of: bool  # 任选一题

    @property
    def full_name(self) -> str:
        """第三大题‘解方程’: what only this sheet has."""
        return f"{self.name}‘{self.kind}’" if self.kind else self.name

    @property
    def minutes(self) -> float:
        """One item's where one is chosen, the longest one's to be safe."""
        told = [one.minutes for one in self.items]
        return max(told) if self.one_of else sum(told)

    @property
    def optional(self) -> bool:
        return all(one.optional for one in self.items)


def find_sections(draft: Draft, items: Sequence[Item]) -> list[SheetSection]:
    """The sections that hold all items of the sheet, in order; none where it has no such headings, or names one twice."""
    heads = [head for head in _HEAD.finditer(draft.text) if not items or head.start() < items[-1].end]
    sort = next(
        (name for name in ("big", "roman", "group", "word") if sum(bool(head[name]) for head in heads) >= LEAST), None
    )
    heads = [head for head in heads if sort and head[sort]]
    found = []
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(draft.text)
        held = tuple(one for one in items if head.start() <= one.start < end or one.start < head.start() < one.end)
        if held:
            found.append(_section(head, held))
    names = [one.name for one in found]
    whole = sum(len(one.items) for one in found) == len(items)
    return found if len(found) >= LEAST and whole and len(set(names)) == len(names) else []


def _section(head: re.Match[str], items: tuple[Item, ...]) -> SheetSection:
    name = (
        f"第{head['big']}大题"
        if head["big"]
        else f"第{head['roman']}大题"
        if head["roman"]
        else head["group"] or head["word"]
    )
    title = _TITLE.match(tidy(head["title"]))
    return SheetSection(
        name, title[1] if title else "", tidy(head["title"]), head.span(), items, bool(_ONE_OF.search(head["title"]))
    )


def name_sections(chosen: Sequence[SheetSection], every: Sequence[SheetSection]) -> str:
    """第一至三、五大题; A组、B组."""
    if not chosen[0].name.endswith("大题"):
        return "、".join(one.name for one in chosen)
    runs = find_runs([every.index(one) for one in chosen])
    digits = [one.name[1:-2] for one in every]
    told = [
        f"{digits[run[0]]}至{digits[run[-1]]}" if len(run) > 2 else "、".join(digits[at] for at in run) for run in runs
    ]
    return f"第{'、'.join(told)}大题"


def _is_aside(item: Item) -> bool:
    """What stands below the last question of a section and is none of it: copying, pages of another book."""
    return item.copying or bool(_BOOK.search(item.text))


def name_part(items: Sequence[Item], every: Sequence[Item], sections: Sequence[SheetSection]) -> str:
    """Items by the sections they fill, else by their numbers."""
    ids = {one.id for one in items}
    filled = [one for one in sections if all(item.id in ids or _is_aside(item) for item in one.items)]
    filled = [one for one in filled if any(item.id in ids for item in one.items)]
    if filled and sum(item.id in ids for one in filled for item in one.items) == len(items):
        return name_sections(filled, sections)
    return name_items(items, every)


def by_number(items: Sequence[Item], sections: Sequence[SheetSection]) -> list[list[Item]]:
    """The items of each section, else by the numbers they bear, parts with their number; none where one has none of its own."""
    if sections:
        return [list(one.items) for one in sections]
    numbered: dict[int, list[Item]] = {}
    for one in items:
        number = main_number(one, items)
        if number is None:
            return []
        numbered.setdefault(number, []).append(one)
    return list(numbered.values())
