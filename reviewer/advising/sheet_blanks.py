"""The blanks of a homework sheet's suggestions, filled from the sheet itself: its items, tiers, repetition and minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.copying import put_to_use
from reviewer.advising.error_causes import say_causes
from reviewer.advising.item_names import name_fully, name_item
from reviewer.advising.item_words import (
    commonest_kind,
    complete,
    find_mistake,
    hardest_item,
    is_whole,
    say_clearly,
    standard,
    stem,
    why,
)
from reviewer.advising.knowledge_fit import can_show, has_already, is_asked, is_far, repeats
from reviewer.advising.knowledge_match import find_item_point, find_item_slip, find_sheet_point, find_slip_item
from reviewer.advising.knowledge_words import bank_blanks
from reviewer.advising.off_paper import THE_SHEET, practice, scene
from reviewer.advising.overlap import shared
from reviewer.advising.places import Span, holding
from reviewer.advising.quoting import unquote
from reviewer.advising.remembering import remembered
from reviewer.advising.sheet_load import lighten, move_to_class, say_unspoken
from reviewer.advising.sheet_minutes import (
    find_relief,
    say_by_parts,
    say_elsewhere,
    say_minutes,
    say_paper,
    say_sittings,
)
from reviewer.advising.sheet_repeats import say_instead, say_keep, say_repeat, say_twice
from reviewer.advising.sheet_sections import SheetSection, find_sections
from reviewer.advising.sheet_standards import (
    check_oneself,
    follow_up,
    is_made,
    name_made,
    name_others,
    say_stars,
    say_told,
    stars_fit,
)
from reviewer.advising.sheet_tiers import say_undo, tier_blanks
from reviewer.advising.topics import name_topic, short_title
from reviewer.datamodels import Draft, HomeworkMeasures, Item

HEAD_CHARS = 120  # of a sheet in which it says what it is
ADDED_AT_HOME = ("scene", "practice", "plan", "same", "fill_tiers", "instead")
HEARD = 3  # pairs of characters of the point's usual mistake that a sheet on it has, if it can be made there
WORTH_SAYING = 3  # minutes of copying
STANDS_OUT = 1.5  # times the minutes of the next longest from which one item is called the longest
OF_THE_SHEET = (
    "bank_name",
    "bank_standard",
    "bank_slip",
    "bank_mend",
)  # said of a whole sheet, not of one of its points
ADDED = ("bank_wrong", "bank_further", "bank_transfer", "bank_practice", "bank_ask")  # asked of pupils anew
_ABLE = {
    "计算": "算对并说出算法", "口算": "算对并说出算法", "应用": "列式解决实际问题", "作文": "写清楚一件事", "阅读": "读懂短文并找出依据",
    "绘图": "画图表示", "编程": "编出能运行的程序", "调查": "调查并整理结果", "实验": "动手实验并记录", "制作": "动手做出作品",
    "判断": "判断对错并说出理由", "朗读": "读通读顺", "背诵": "背得出来", "表达": "讲给别人听", "操作": "动手量一量、做一做",
}  # fmt: skip


def sheet_blanks(draft: Draft, measures: HomeworkMeasures | None, span: Span | None) -> dict[str, str]:
    """Every blank this sheet can fill, for a suggestion about the item at `span`. Names: reviewer.rubrics.BLANKS."""
    items = measures.items if measures else []
    topic = name_topic(draft) if draft.title.value else THE_SHEET
    sections = find_sections(draft, items)
    paper = say_paper(draft.text[:HEAD_CHARS], sections)
    hardest = hardest_item(items)
    longest = max(items, key=lambda one: one.minutes, default=None)
    learned = topic if short_title(draft) else THE_SHEET
    at = holding(items, span)
    item = at or hardest
    told = draft.text[span[0] : span[1]] if span else ""
    words = at.text if at and span and span[0] == at.start else told
    subject = draft.subject.value or ""
    filled: dict[str, str | None] = {
        "topic": topic,
        "learned": learned,
        "sample": stem(hardest) if hardest else learned,
        "longest": name_item(longest, items) if longest else learned,
        "slowest": _slowest(items),
        "able": _able(items),
        "minutes": paper or _minutes(draft, items, sections),
        "undo": say_undo(draft.text),
        "causes": say_causes(items, subject) if measures else "（ ）",
        "practice": practice(subject, draft.stage.value or "", "" if learned == THE_SHEET else learned, items),
        "scene": scene(subject, item),
    }
    if words:
        filled |= {
            "clear": say_clearly(words, at.kind if at else ""),
            "complete": complete(words),
            "reuse": put_to_use(words, subject, learned, at_home=not measures or measures.minutes_cap != 0),
        }
    if measures and item and hardest:
        filled |= _about(draft, measures, sections, paper, item, hardest, at)
    kept = {key: value for key, value in filled.items() if value is not None}
    if measures and measures.minutes_cap == 0:
        kept = {key: _spoken(value) if key in ADDED_AT_HOME else value for key, value in kept.items()}
    return kept | (_bank(draft, measures, at) if measures else {})


def _spoken(text: str) -> str:
    """What is added to a sheet of grades 1 and 2 is said, not written."""
    return re.sub(r"(?<!一)写(?!一写)(?=成?[一两三]|出|下)", "说", text)


def _minutes(draft: Draft, items: Sequence[Item], sections: Sequence[SheetSection]) -> str:
    by_parts = "" if sections else say_by_parts(items)
    return say_minutes(items, sections) + say_elsewhere(items) + (say_sittings(draft.text, items) or by_parts)


def _about(
    draft: Draft,
    measures: HomeworkMeasures,
    sections: Sequence[SheetSection],
    paper: str | None,
    item: Item,
    hardest: Item,
    at: Item | None,
) -> dict[str, str | None]:
    """What is said of this item (`at`: of one that the suggestion stands at), of the hardest one and of the tiers."""
    items, subject = measures.items, draft.subject.value or ""
    slip = find_slip_item(draft, measures)
    relief = None if paper else find_relief(items, sections)
    class_work: str | None = None
    if measures.minutes_cap == 0:
        class_work = f"不带回家，在课上{paper}" if paper else move_to_class(items, sections)
    made = (short_title(draft) or name_made(items) or None) if is_made(items, subject) else None
    tiers = tier_blanks(draft.text, measures, sections, item, hardest)
    return (
        _judged(items, sections, item, hardest, subject, made)
        | tiers
        | {
            "item": name_item(item, items),
            "hardest": name_item(hardest, items),
            "why": why(item),
            "mistake": find_mistake(item),
            "repeat": say_repeat(measures, item),
            "keep": say_keep(measures, item),
            "instead": say_instead(measures, item),
            "copied": f"（估计约{at.minutes:.0f}分钟）" if at and at.copying and at.minutes >= WORTH_SAYING else "",
            "lighten": lighten(measures, subject),
            "kinds": _kinds(items),
            "pair": _pair(items),
            "other": _other(item, items),
            "relief": relief[0] if relief else None,
            "relieved": relief[1] if relief else None,
            "class_work": class_work,
            "unspoken": say_unspoken(items, subject, measures.minutes_cap),
            "twice": say_twice(items),
            "item_slip": find_item_slip(draft, at) if at else None,
            "sheet_slip": find_item_slip(draft, slip) if slip else None,
            "slip_item": name_fully(slip, items) if slip else None,
        }
    )


def _judged(
    items: Sequence[Item],
    sections: Sequence[SheetSection],
    item: Item,
    hardest: Item,
    subject: str,
    made: str | None,
) -> dict[str, str | None]:
    """What counts as done well, what pupils note themselves, what the teacher does the day after.

    `made`: what is made or done on a sheet where little is right or wrong.
    """
    return {
        "standard": f"{name_fully(hardest, items)}{standard(hardest, subject)}",
        "others": name_others(items, sections, hardest),
        "told": say_told(hardest, items),
        "follow": follow_up(item, items, subject),
        "checked": check_oneself(hardest, items, subject),
        "stars": None if made else say_stars(items, sections, subject),
        "made_work": unquote(made.strip("《》")) if made else None,
        "unmade": None if made else "",
    }


def _bank(draft: Draft, measures: HomeworkMeasures, at: Item | None) -> dict[str, str]:
    """What the bank has for the sheet's point; on a sheet of several for this item's, which does not name the sheet."""
    if (filled := _of_its_point(draft, measures)) is not None:
        return filled
    filled = bank_blanks(find_item_point(draft, measures, at), draft.text)
    return {
        name: text for name, text in filled.items() if name not in OF_THE_SHEET and _is_new(name, text, draft, measures)
    }


@remembered
def _of_its_point(draft: Draft, measures: HomeworkMeasures) -> dict[str, str] | None:
    point = find_sheet_point(draft, measures)
    if point is None:
        return None
    filled = {
        name: text for name, text in bank_blanks(point, draft.text).items() if _is_new(name, text, draft, measures)
    }
    if not stars_fit(point.standard, draft.text):
        del filled["bank_standard"]
    able = can_show(point.slip, draft.text) or shared(point.slip, draft.text) >= HEARD
    return filled if able else {name: text for name, text in filled.items() if name != "bank_slip"}


_WRITES = re.compile("写|记下|抄|列[式出]|填")


def _is_new(name: str, text: str, draft: Draft, measures: HomeworkMeasures) -> bool:
    """Whether it can be added: nothing the sheet asks already, nothing to be written at home in grades 1 and 2."""
    if name not in ADDED:
        return True
    if measures.minutes_cap == 0 and _WRITES.search(text):
        return False
    if name == "bank_practice" and draft.subject.value == "英语" and not re.search("[A-Za-z]|英语|英文", text):
        return False  # weighing rubbish is no English
    if name != "bank_wrong" and is_asked(text, measures.items):
        return False
    return not (repeats(text, draft.text) or has_already(text, draft) or is_far(name, text, draft))


def _other(item: Item, items: Sequence[Item]) -> str | None:
    """The item nearest in demand to compare this one with."""
    rest = [one for one in items if one.id != item.id and is_whole(one)]
    return name_item(min(rest, key=lambda one: abs(one.demand - item.demand)), items) if rest else None


def _slowest(items: Sequence[Item]) -> str:
    """第7题最费时，; where no item clearly takes longest (most estimates are the same for all of a kind) a general word."""
    order = sorted(items, key=lambda one: one.minutes, reverse=True)
    stands_out = order and (len(order) == 1 or order[0].minutes >= STANDS_OUT * order[1].minutes)
    return f"{name_item(order[0], items)}最费时，" if stands_out else "先做会的，"


def _able(items: Sequence[Item]) -> str:
    """What a pupil can do after the sheet, from the kinds of its items."""
    found = list(dict.fromkeys(_ABLE[item.kind] for item in items if item.kind in _ABLE))
    return "、".join(found[:2]) or "独立做对、说清理由"


def _kinds(items: Sequence[Item]) -> str:
    most = commonest_kind(items)
    return f"{len(items)}题里{sum(item.kind == most for item in items)}题属于‘{most}’"


def _pair(items: Sequence[Item]) -> str | None:
    """The hardest item and the most demanding one of another kind; none that a third item builds on, no copying."""
    hardest = hardest_item(items)
    needed = {f"第{number}题" for item in items for number in re.findall(r"第(\d+)题", item.text)}
    rest = [one for one in items if is_whole(one) and not one.repeats and name_item(one, items) not in needed]
    rest = [one for one in rest if hardest and one.id != hardest.id]
    other = max(
        rest, key=lambda one: (hardest is None or one.kind != hardest.kind, one.demand, one.minutes), default=None
    )
    if hardest is None or other is None:
        return None
    first, second = sorted((hardest, other), key=lambda one: one.start)
    return f"{name_item(first, items)}和{name_item(second, items)}"
