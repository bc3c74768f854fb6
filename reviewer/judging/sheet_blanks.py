"""The blanks of a homework sheet's suggestions, filled from the sheet itself: its items, tiers, repetition and minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Draft, HomeworkMeasures, Item, Variants
from reviewer.judging.rewriting import clip, tidy
from reviewer.judging.topics import name_topic

Span = tuple[int, int]
STEM_CHARS = 26
TIERS = {"基础": "基础题（必做）", "拓展": "拓展题", "实践": "实践题（选做）"}
_NUMBER = re.compile(r"^\s*(?:练习)?(\d{1,2})\s*[.．、：:](?!\d)|^\s*(?:[（(]\d{1,2}[）)]|[①-⑩]|[一二三四五六七八九十]{1,2}[、．.])")
_LABEL = re.compile(r"^(?:选择|填空|计算|判断|连一连|口算|解方程|直接写(?:出)?得数)[题：:。．]+")
# What to add to an item so that it asks for one step more, by the item's kind.
_MORE = {
    "应用": "，再自己添一个条件，改成要两步才能解的题，写出每一步求的是什么",
    "计算": "，再写出你为什么先算这一步",
    "口算": "，再挑一道，说说你是怎样算的",
    "选择": "，再写出不选另外几项的理由",
    "判断": "，并举一个例子说明理由",
    "填空": "，再写出这样填的理由",
    "作文": "，写完再说说哪一处最满意、为什么这样写",
    "绘图": "，再用两句话说明从图上看出了什么",
    "抄写": "，只抄自己写错过的，再选三个各用一次",
    "编程": "，再改一个条件，写出结果会怎样变、为什么",
}
MORE = "，并写出理由，再举一个不同的例子"
_ABLE = {
    "计算": "算对并说出算法", "口算": "算对并说出算法", "应用": "列式解决实际问题", "作文": "写清楚一件事", "阅读": "读懂短文并找出依据",
    "绘图": "画图表示", "编程": "编出能运行的程序", "调查": "调查并整理结果", "实验": "动手实验并记录", "制作": "动手做出作品",
    "判断": "判断对错并说出理由", "朗读": "读通读顺", "背诵": "背得出来", "表达": "讲给别人听", "操作": "动手量一量、做一做",
}  # fmt: skip


def sheet_blanks(draft: Draft, measures: HomeworkMeasures, span: Span | None) -> dict[str, str]:
    """Every blank this sheet can fill, for a suggestion about the item at `span`. Names: reviewer.rubrics.BLANKS."""
    items = measures.items
    topic = name_topic(draft)
    topic = topic if topic.startswith("《") else "这份作业"
    filled: dict[str, str | None] = {"title": topic, "topic": topic, "missing": _missing_tiers(items)}
    if not items:
        return {name: value for name, value in filled.items() if value}
    item = next((i for i in items if span and i.start <= span[0] < i.end), items[0])
    hardest = max(items, key=lambda one: (one.demand, one.minutes))
    filled |= {
        "item": name_item(item, items),
        "stem": stem(item),
        "upgrade": upgrade(item),
        "hardest": name_item(hardest, items),
        "able": _able(items),
        "plan": _plan(items),
        "repeat": _repeat(measures, item),
        "copied": f"约{item.minutes:g}分钟" if item.copying else None,
        "minutes": _minutes(items),
        "lighten": _lighten(measures),
        "kinds": "、".join(list(dict.fromkeys(one.kind for one in items))[:4]),
        "pair": _pair(items),
        "same": _same(measures),
    }
    return {name: value for name, value in filled.items() if value}


def stem(item: Item) -> str:
    """The item's own words without number and label, cut to quote: 一支铅笔1.2元，买5支要多少元."""
    line = next((line for line in item.text.split("\n") if len(tidy(_NUMBER.sub("", line))) >= 2), item.text)
    text = _LABEL.sub("", tidy(_NUMBER.sub("", line)))
    text = re.split(r"[？?。]|（\s*）|\s[A-D][.．]", text)[0].strip("＝= ")
    return re.sub("[‘’]", "", clip(text, STEM_CHARS))


def name_item(item: Item, items: Sequence[Item]) -> str:
    """第3题 where the sheet's own number is unmistakable, else the item's first words."""
    number = _number(item)
    if number and sum(_number(one) == number for one in items) == 1:
        return f"第{number}题"
    return f"‘{clip(stem(item), 14)}’"


def _number(item: Item) -> str | None:
    match = _NUMBER.match(item.text)
    return match[1] if match else None


def upgrade(item: Item) -> str:
    """The item with a step, a reason or a choice more."""
    return stem(item) + _MORE.get(item.kind, MORE)


def _names(chosen: Sequence[Item], items: Sequence[Item], most: int = 4) -> str:
    """第1、2、3题; items without a number of their own are named by their first words."""
    numbers = [_number(item) for item in chosen]
    clear = all(number and sum(_number(one) == number for one in items) == 1 for number in numbers)
    if clear:
        shown = "、".join(number or "" for number in numbers[:most])
        return f"第{shown}题" + (f"等{len(chosen)}题" if len(chosen) > most else "")
    shown = "、".join(name_item(item, items) for item in chosen[:2])
    return shown + (f"等{len(chosen)}题" if len(chosen) > 2 else "")


def _plan(items: Sequence[Item]) -> str:
    """Which items go under which of the three headings, by what they ask; an empty one gets an upgraded item."""
    parts = []
    for tier, heading in TIERS.items():
        chosen = [item for item in items if item.tier == tier]
        if chosen:
            parts.append(f"‘{heading}’放{_names(chosen, items)}")
    return "，".join(parts)


def _missing_tiers(items: Sequence[Item]) -> str | None:
    there = {item.tier for item in items}
    missing = [tier for tier in TIERS if tier not in there]
    return "、".join(missing) + "题" if items and missing else None


def _variants(measures: HomeworkMeasures, item: Item) -> Variants | None:
    return next((one for one in measures.repetition.variants if item.id in one.items), None)


def _repeat(measures: HomeworkMeasures, item: Item) -> str | None:
    """What the repeating item repeats and what differs, in the sheet's words."""
    group = _variants(measures, item)
    by_id = {one.id: one for one in measures.items}
    first = by_id.get(group.representative) if group else None
    if group is None or first is None:
        return None
    change = group.differences[group.items.index(item.id)]
    change = f"只换了{clip(tidy(change), 18)}" if "→" in change and "无" not in change else "只换了数和词"
    more = f"，这样的题共{len(group.items)}道" if len(group.items) > 1 else ""
    return f"{name_item(first, measures.items)}‘{clip(stem(first), 18)}’{change}{more}"


def _same(measures: HomeworkMeasures) -> str | None:
    """Two items of two tiers that are the same thing twice, the upper one upgraded."""
    by_id = {item.id: item for item in measures.items}
    for low, high in measures.tiers.same:
        if low in by_id and high in by_id:
            names = [name_item(by_id[one], measures.items) for one in (low, high)]
            return f"{names[1]}与{names[0]}做法一样，却分在两层。把{names[1]}改成：“{upgrade(by_id[high])}。”"
    return None


def _minutes(items: Sequence[Item]) -> str:
    """预计30分钟（必做20分钟，选做10分钟), to the next five minutes; sums of the measured minutes."""
    must = sum(item.minutes for item in items if not item.optional)
    free = sum(item.minutes for item in items if item.optional)
    rounded = [max(5, 5 * round(minutes / 5)) for minutes in (must, free)]
    if not free:
        return f"预计{rounded[0]}分钟"
    return f"预计{sum(rounded)}分钟（必做{rounded[0]}分钟，选做{rounded[1]}分钟）"


def _lighten(measures: HomeworkMeasures) -> str | None:
    """Which items to move into class or make optional until the sheet keeps the cap, longest first."""
    total = sum(item.minutes for item in measures.items)
    if measures.minutes_cap is None:
        return None
    if measures.minutes_cap == 0:
        return f"估计共{total:.0f}分钟，而一、二年级不留书面家庭作业"
    moved: list[Item] = []
    for item in sorted(measures.items, key=lambda one: (not (one.copying or one.repeats), -one.minutes)):
        if total - sum(one.minutes for one in moved) <= measures.minutes_cap:
            break
        moved.append(item)
    if not moved:
        return None
    saved = sum(item.minutes for item in moved)
    names = _names(sorted(moved, key=lambda one: one.start), measures.items)
    return f"估计共{total:.0f}分钟，上限{measures.minutes_cap:g}分钟；把{names}（约{saved:.0f}分钟）改为选做或在课上完成"


def _able(items: Sequence[Item]) -> str | None:
    """What a pupil can do after the sheet, from the kinds of its items."""
    return "、".join(list(dict.fromkeys(_ABLE[item.kind] for item in items if item.kind in _ABLE))[:2]) or None


def _pair(items: Sequence[Item]) -> str | None:
    """Two existing items to choose from: the most demanding two of different kinds."""
    ranked = sorted(items, key=lambda item: -item.demand)
    other = next((item for item in ranked[1:] if item.kind != ranked[0].kind and stem(item) != stem(ranked[0])), None)
    if other is None:
        return None
    return f"‘{clip(stem(ranked[0]), 16)}’和‘{clip(stem(other), 16)}’"
