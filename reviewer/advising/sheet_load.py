"""What is taken off a sheet that is too much for one day, and what of it may go home in grades 1 and 2."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.item_names import name_fully, name_items, whole_text
from reviewer.advising.item_words import is_whole, is_written, weigh_item
from reviewer.advising.sheet_minutes import say_by_parts, say_minutes
from reviewer.advising.sheet_sections import SheetSection, name_part
from reviewer.datamodels import HomeworkMeasures, Item

LOWEST_CAP, MIDDLE_CAP = 60.0, 90.0  # minutes, where the grade is not known: the caps of grades 3–6 and 7–9
MIDDLE = ("物理", "化学", "生物", "生物学")  # subjects that no primary school teaches


def lighten(measures: HomeworkMeasures, subject: str) -> str | None:
    """Which items to move into class or make optional until the sheet keeps the cap: copying and repeats first, longest first."""
    written, cap = [item for item in measures.items if is_written(item)], measures.minutes_cap
    total = sum(item.minutes for item in written)
    if cap == 0:
        return None
    stated = measures.minutes_stated
    if cap is not None and stated and stated > cap >= total:
        return f"写明的{stated:g}分钟超过上限{cap:g}分钟，按题量估计约{total:.0f}分钟，核过以后改成“{say_minutes(measures.items)}{say_by_parts(measures.items)}”"
    guess, grades = (MIDDLE_CAP, "初中") if subject in MIDDLE else (LOWEST_CAP, "三至六年级")
    limit = guess if cap is None else cap
    moved: list[Item] = []
    for item in sorted((one for one in written if not one.optional), key=weigh_item, reverse=True):
        if total - sum(one.minutes for one in moved) <= limit:
            break
        moved.append(item)
    if not moved:
        return None
    saved = sum(item.minutes for item in moved)
    told = f"各科合计的上限是{limit:g}分钟" if cap is not None else f"没写年级，按{grades}各科合计上限{limit:g}分钟看"
    names = name_fully(moved[0], measures.items) if len(moved) == 1 else _name_moved(moved, measures.items)
    return f"书面题估计共{total:.0f}分钟，{told}，抬头加一行“{names}选做或在课上做（约{saved:.0f}分钟）”"


def _name_moved(moved: Sequence[Item], items: Sequence[Item]) -> str:
    """第1—3题; of items that have no number of their own the repeating ones are counted."""
    moved = sorted(moved, key=lambda one: one.start)
    names = name_items(moved, items)
    again = [item for item in moved if item.repeats and not item.copying]
    if ("另外" not in names and "等" not in names) or len(again) < 2:
        return names
    rest = [item for item in moved if item not in again]
    return (f"{name_items(rest, items)}，以及" if rest else "") + f"同类题里重复的{len(again)}道"


FEW = 2  # items that are named with what they are about
HEAD_CHARS = 12  # of an item, which say what is done: 我来指：家长说单词
_GAP = re.compile(r"_{2,}|＿{2,}|[（(]\s*[)）]|→|□")
_SPOKEN = re.compile(
    r"说给|讲给|读给|背给|唱给|[说讲唱指演玩跟]一[说讲唱指演玩读]|读一读|说说|口头|和家人|听一听|跟读|指读|采访|我[会来][认说指唱读]"
)


def say_unspoken(items: Sequence[Item], subject: str, cap: float | None) -> str | None:
    """Empty for a sheet on which something told at home is new and can be noted down; nobody at home is asked English."""
    told = any(item.kind == "表达" or _SPOKEN.search(item.text) for item in items)
    return None if told or subject == "英语" or cap == 0 else ""


def move_to_class(items: Sequence[Item], sections: Sequence[SheetSection]) -> str | None:
    """Grades 1 and 2: what is written goes into class; what stays at home is spoken or done with the hands."""
    told = {
        item.id for one in sections if _SPOKEN.search(one.title) for item in one.items if not _GAP.search(item.text)
    }
    told |= {item.id for item in items if _SPOKEN.search(whole_text(item.text)[:HEAD_CHARS])}
    written = [item for item in items if is_written(item) and item.id not in told]
    if not written:
        return None
    aloud = [item for item in items if item not in written]
    names = name_part(written, items, sections) if len(written) < len(items) else ""
    which = names if names.startswith("第") and "另外" not in names and "等" not in names else "书面题"
    few = len(aloud) <= FEW and not sections
    kept = "、".join(name_fully(one, items) for one in aloud) if few else name_part(aloud, items, sections)
    if re.search(r"等\d+题|另外", kept):
        kept = "读、说、动手的题"
    at_home = f"回家只做{kept}" if aloud else ""
    if copied := [item for item in written if item.copying]:
        at_home += f"{'，' if aloud else '回家'}把{name_items(copied, items)}读给、背给家人听，不抄"
    elif not aloud:
        thought = max(written, key=lambda one: (is_whole(one), one.demand, one.minutes))
        at_home = f"回家把{name_fully(thought, items)}怎样想的讲给家人听，不动笔"
    return f"{which}在课上写；{at_home}"
