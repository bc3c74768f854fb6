"""The blanks of a homework sheet's suggestions, filled from the sheet itself: its items, tiers, repetition and minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.item_names import name_item, name_items
from reviewer.advising.item_words import (
    add_step,
    commonest_kind,
    complete,
    find_mistake,
    follow_up,
    hardest_item,
    is_whole,
    is_written,
    reuse,
    say_clearly,
    standard,
    stem,
    weigh_item,
    why,
)
from reviewer.advising.knowledge_match import (
    bank_blanks,
    can_show,
    find_item_point,
    find_item_slip,
    find_sheet_point,
    repeats,
)
from reviewer.advising.off_paper import practice, scene
from reviewer.advising.places import Span, holding
from reviewer.advising.sheet_minutes import say_by_parts, say_elsewhere, say_minutes
from reviewer.advising.topics import name_topic, short_title
from reviewer.datamodels import Draft, HomeworkMeasures, Item, Variants

MANY_SUMS = 10  # re.low_repeat
FEW = 3  # items of one structure of which one is enough
LOWEST_CAP, MIDDLE_CAP = 60.0, 90.0  # minutes, where the grade is not known: the caps of grades 3–6 and 7–9
MIDDLE = ("物理", "化学", "生物", "生物学")  # subjects that no primary school teaches
STANDS_OUT = 1.5  # times the minutes of the next longest from which one item is called the longest
LEARNED = "这份作业"  # where the title names no content (周末作业)
OF_THE_SHEET = (
    "bank_name",
    "bank_standard",
    "bank_slip",
    "bank_mend",
)  # said of a whole sheet, not of one of its points
TIERS = {"基础": "基础题（必做）", "拓展": "拓展题", "实践": "实践题（选做）"}
_ABLE = {
    "计算": "算对并说出算法", "口算": "算对并说出算法", "应用": "列式解决实际问题", "作文": "写清楚一件事", "阅读": "读懂短文并找出依据",
    "绘图": "画图表示", "编程": "编出能运行的程序", "调查": "调查并整理结果", "实验": "动手实验并记录", "制作": "动手做出作品",
    "判断": "判断对错并说出理由", "朗读": "读通读顺", "背诵": "背得出来", "表达": "讲给别人听", "操作": "动手量一量、做一做",
}  # fmt: skip


def sheet_blanks(draft: Draft, measures: HomeworkMeasures | None, span: Span | None) -> dict[str, str]:
    """Every blank this sheet can fill, for a suggestion about the item at `span`. Names: reviewer.rubrics.BLANKS."""
    items = measures.items if measures else []
    topic = name_topic(draft) if draft.title.value else LEARNED
    hardest = hardest_item(items)
    longest = max(items, key=lambda one: one.minutes, default=None)
    learned = topic if short_title(draft) else LEARNED
    at = holding(items, span)
    item = at or hardest
    words = at.text if at else draft.text[span[0] : span[1]] if span else ""
    subject = draft.subject.value or ""
    filled: dict[str, str | None] = {
        "topic": topic,
        "learned": learned,
        "sample": stem(hardest) if hardest else learned,
        "longest": name_item(longest, items) if longest else learned,
        "slowest": _slowest(items),
        "able": _able(items),
        "minutes": say_minutes(items) + say_elsewhere(items),
        "by_parts": say_by_parts(items),
        "practice": practice(subject, draft.stage.value or "", learned, items),
        "scene": scene(subject, item),
    }
    if words:
        filled |= {
            "clear": say_clearly(words, at.kind if at else ""),
            "complete": complete(words),
            "reuse": reuse(words),
        }
    if measures and item and hardest:
        filled |= _about(draft, measures, item, hardest, at)
    return {key: value for key, value in filled.items() if value is not None} | (
        _bank(draft, measures, at) if measures else {}
    )


def _about(
    draft: Draft, measures: HomeworkMeasures, item: Item, hardest: Item, at: Item | None
) -> dict[str, str | None]:
    """What is said of this item (`at`: of one that the suggestion stands at), of the hardest one and of the tiers."""
    items, subject = measures.items, draft.subject.value or ""
    return {
        "item": name_item(item, items),
        "hardest": name_item(hardest, items),
        "why": why(item),
        "mistake": find_mistake(item),
        "standard": f"{name_item(hardest, items)}{standard(hardest, subject)}",
        "follow": follow_up(item),
        "plan": _plan(items, hardest),
        "repeat": _repeat(measures, item),
        "keep": _keep(_variants(measures, item)),
        "instead": _instead(measures, item),
        "copied": f"（估计约{at.minutes:.0f}分钟）" if at and at.copying else "",
        "lighten": _lighten(measures, subject),
        "kinds": _kinds(items),
        "pair": _pair(items),
        "other": _other(item, items),
        "same": _same(measures, item, hardest),
        "same_pair": _same_pair(measures),
        "unmarked": None if measures.tiers.labelled else "（选做）",
        "flat": "" if all(one.tier == "基础" for one in items) else None,  # nothing on it is of a higher tier yet
        "fill_tiers": _fill_tiers(items, hardest),
        "item_slip": find_item_slip(draft, at) if at else None,
    }


def _bank(draft: Draft, measures: HomeworkMeasures, at: Item | None) -> dict[str, str]:
    """What the bank has for the sheet's point; on a sheet of several for this item's, which does not name the sheet."""
    if point := find_sheet_point(draft, measures):
        filled = {name: text for name, text in bank_blanks(point).items() if not repeats(text, draft.text)}
        return {name: text for name, text in filled.items() if name != "bank_slip" or can_show(text, draft.text)}
    filled = bank_blanks(find_item_point(draft, measures, at))
    return {name: text for name, text in filled.items() if name not in OF_THE_SHEET}


def _other(item: Item, items: Sequence[Item]) -> str | None:
    """The item nearest in demand to compare this one with."""
    rest = [one for one in items if one.id != item.id and is_whole(one)]
    return name_item(min(rest, key=lambda one: abs(one.demand - item.demand)), items) if rest else None


def _plan(items: Sequence[Item], hardest: Item) -> str:
    """Which items go under which of the three headings, by what they ask; for an empty 拓展 the hardest item and more."""
    further = any(item.tier == "拓展" for item in items)
    parts = []
    for tier in ("拓展", "实践"):
        chosen = [item for item in items if item.tier == tier and (further or item.id != hardest.id)]
        if tier == "拓展" and not further:
            parts.append(f"‘拓展题’放{name_item(hardest, items)}，后面加一问：“{add_step(hardest)}”")
        elif chosen:
            parts.append(f"‘{TIERS[tier]}’放{name_items(chosen, items)}")
    rest = any(item.tier == "基础" and item.id != hardest.id for item in items)
    return "；".join(parts) + (f"；其余作‘{TIERS['基础']}’" if rest else "")


def _fill_tiers(items: Sequence[Item], hardest: Item) -> str | None:
    """An item for each of the three kinds that is missing."""
    there = {item.tier for item in items}
    parts = {
        "基础": f"基础：写出做{name_item(hardest, items)}要用到的两个知识点",
        "拓展": f"拓展：做完{name_item(hardest, items)}想一想，{add_step(hardest)}",
        "实践": f"实践（选做）：当小老师，把{name_item(hardest, items)}讲给同学或家人听，记下他问的一个问题和你的回答",
    }
    missing = [tier for tier in parts if tier not in there]
    return f"缺{'、'.join(missing)}题，补上“{'；'.join(parts[tier] for tier in missing)}”" if missing else None


def _slowest(items: Sequence[Item]) -> str:
    """第7题最费时，; where no item clearly takes longest (most estimates are the same for all of a kind) a general word."""
    order = sorted(items, key=lambda one: one.minutes, reverse=True)
    stands_out = order and (len(order) == 1 or order[0].minutes >= STANDS_OUT * order[1].minutes)
    return f"{name_item(order[0], items)}最费时，" if stands_out else "先做会的，"


def _variants(measures: HomeworkMeasures, item: Item) -> Variants | None:
    return next((one for one in measures.repetition.variants if item.id in one.items), None)


def _keep(group: Variants | None) -> str:
    if group is None:
        return "最容易错的六道"
    return "一两道" if len(group.items) > FEW else "一道"


def _repeat(measures: HomeworkMeasures, item: Item) -> str | None:
    """What the repeating item repeats, and how many do."""
    group = _variants(measures, item)
    first = next((one for one in measures.items if group and one.id == group.representative), None)
    if group is None or first is None:
        signs = len(re.findall(r"[=＝]", item.text))
        return f"一题里就有{signs}个同类算式" if signs >= MANY_SUMS else None
    more = f"，这样的题共{len(group.items)}道" if len(group.items) > 1 else ""
    return f"与{name_item(first, measures.items)}只换了数或词{more}"


def _instead(measures: HomeworkMeasures, item: Item) -> str:
    """What to do with two of a kind in place of doing them all."""
    if _variants(measures, item) is None:
        return "说说哪几道算法相同，再挑一道编一个要用它来解决的小问题"
    return "说说这几道什么变了、什么没变，再自己编一道要多想一步的"


def _same_pair(measures: HomeworkMeasures) -> str | None:
    by_id = {one.id: one for one in measures.items}
    for low, high in measures.tiers.same:
        if low in by_id and high in by_id:
            names = [name_item(by_id[one], measures.items) for one in (low, high)]
            return f"{names[1]}与{names[0]}做法一样，却分在两层，{names[1]}后面加一问：“{add_step(by_id[high])}”"
    return None


def _same(measures: HomeworkMeasures, item: Item, hardest: Item) -> str:
    """Two items of two tiers that are the same thing twice, and what to add to the upper one; without tiers, the tiers."""
    if pair := _same_pair(measures):
        return pair
    if not measures.tiers.labelled:
        return _plan(measures.items, hardest)
    return f"{name_item(item, measures.items)}后面加一问：“{add_step(item)}”，比基础题多想一步"


def _lighten(measures: HomeworkMeasures, subject: str) -> str | None:
    """Which items to move into class or make optional until the sheet keeps the cap: copying and repeats first, longest first."""
    written, cap = [item for item in measures.items if is_written(item)], measures.minutes_cap
    total = sum(item.minutes for item in written)
    if cap == 0:
        return _aloud(measures.items, written)
    stated = measures.minutes_stated
    if cap is not None and stated and stated > cap >= total:
        return f"写明的{stated:g}分钟超过上限{cap:g}分钟，按题量估计约{total:.0f}分钟，请重新核一核用时"
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
    told = f"上限{limit:g}分钟" if cap is not None else f"没写年级，按{grades}上限{limit:g}分钟看"
    return f"书面题估计共{total:.0f}分钟，{told}；把{_name_moved(moved, measures.items)}（约{saved:.0f}分钟）改为选做或在课上完成"


def _name_moved(moved: Sequence[Item], items: Sequence[Item]) -> str:
    """第1—3题; of items that have no number of their own the repeating ones are counted."""
    moved = sorted(moved, key=lambda one: one.start)
    names = name_items(moved, items)
    again = [item for item in moved if item.repeats and not item.copying]
    if ("另外" not in names and "等" not in names) or len(again) < 2:
        return names
    rest = [item for item in moved if item not in again]
    return (f"{name_items(rest, items)}，以及" if rest else "") + f"同类题里重复的{len(again)}道"


def _aloud(items: Sequence[Item], written: Sequence[Item]) -> str | None:
    """Grades 1 and 2: what is written goes into class; what stays at home is spoken or done with the hands."""
    if not written:
        return None
    aloud = [item for item in items if not is_written(item)]
    names = name_items(written, items) if len(written) < len(items) else ""
    class_work = f"书面的{len(written)}题" + (
        f"（{names}）" if names.startswith("第") and "另外" not in names and "等" not in names else ""
    )
    told = f"一、二年级不留书面家庭作业，{class_work}放到课上写"
    if aloud:
        told += f"，带回家的只留{name_items(aloud, items)}"
    if any(item.copying for item in written):
        return f"{told}；要抄要默的改成读给、背给家人听"
    thought = max(written, key=lambda one: (is_whole(one), one.demand, one.minutes))
    return told if aloud else f"{told}；要带回家，就把{name_item(thought, items)}怎样想的讲给家人听，不动笔"


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
