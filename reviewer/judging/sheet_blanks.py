"""The blanks of a homework sheet's suggestions, filled from the sheet itself: its items, tiers, repetition and minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Draft, HomeworkMeasures, Item, Variants
from reviewer.judging.rewriting import clip, tidy
from reviewer.judging.topics import NOTHING, name_topic, short_title

Span = tuple[int, int]
STEM_CHARS = 26
SHORT = 6  # 算一算, 写一写: says nothing without what follows
MANY_SUMS = 10  # re.low_repeat
_SUM = re.compile(r"\d[\d.．+\-×÷*/＋－（）() ]{1,16}[=＝]")
TIERS = {"基础": "基础题（必做）", "拓展": "拓展题", "实践": "实践题（选做）"}
_NUMBER = re.compile(
    r"^\s*(?:练习)?(\d{1,2})\s*[.．、：:](?!\d)|^\s*(?:[（(]\d{1,2}[）)]|[①-⑩]|[一二三四五六七八九十]{1,2}[、．.])"
)
_LABEL = re.compile(r"^(?:选择|填空|计算|判断|连一连|口算|解方程|直接写(?:出)?得数)[题：:。．]+")
# What to add to an item so that it asks for a reason, and so that it asks for a step more; by the item's kind.
WHY = "写出你是怎样想的，依据在哪里"
_WHY = {
    "应用": "写出每一步求的是什么、为什么这样列式",
    "计算": "写出你为什么先算这一步",
    "口算": "挑一道，说说你是怎样算的",
    "选择": "写出不选另外几项的理由",
    "判断": "举一个例子说明理由",
    "填空": "写出这样填的理由",
    "作文": "写完说说哪一处最满意、为什么这样写",
    "绘图": "用两句话说明从图上看出了什么",
    "编程": "改一个条件，写出结果会怎样变、为什么",
}
MORE = "再自己举一个不同的例子，说明理由"
_MORE = {
    "应用": "再自己添一个条件，改成要两步才能解的题",
    "计算": "再用另一种办法算一遍，比比哪种简便",
    "口算": "再编一个用得上其中一道算式的小故事",
    "选择": "再改一处条件，让另一项成为正确答案",
    "判断": "再把错的改对，把对的换一种说法",
    "填空": "再写一个容易填错的例子，说明错在哪里",
    "实验": "再改变一个条件做一次，比比结果",
    "制作": "再写出做法和一处自己的改进",
}
_ABLE = {
    "计算": "算对并说出算法", "口算": "算对并说出算法", "应用": "列式解决实际问题", "作文": "写清楚一件事", "阅读": "读懂短文并找出依据",
    "绘图": "画图表示", "编程": "编出能运行的程序", "调查": "调查并整理结果", "实验": "动手实验并记录", "制作": "动手做出作品",
    "判断": "判断对错并说出理由", "朗读": "读通读顺", "背诵": "背得出来", "表达": "讲给别人听", "操作": "动手量一量、做一做",
}  # fmt: skip


def sheet_blanks(draft: Draft, measures: HomeworkMeasures | None, span: Span | None) -> dict[str, str]:
    """Every blank this sheet can fill, for a suggestion about the item at `span`. Names: reviewer.rubrics.BLANKS."""
    items, name = measures.items if measures else [], name_topic(draft)
    name = "这份作业" if name == NOTHING else name
    filled: dict[str, str | None] = {"title": name, "topic": name}
    learned = name if short_title(draft) else "这几天所学"
    if measures and items:
        item = next((i for i in items if span and i.start <= span[0] < i.end), items[0])
        paper = [one for one in items if one.tier != "实践" and not one.copying and len(stem(one)) >= SHORT] or items
        hardest = max(paper, key=lambda one: (one.demand, one.minutes))
        pair = _pair(items)
        filled |= {
            "item": name_item(item, items),
            "why": _WHY.get(item.kind, WHY),
            "more": _MORE.get(item.kind, MORE),
            "hardest": name_item(hardest, items),
            "able": _able(items),
            "plan": _plan(items, hardest),
            "repeat": _repeat(measures, item),
            "copied": f"约{item.minutes:.0f}分钟" if item.copying else None,
            "minutes": _minutes(items),
            "lighten": _lighten(measures),
            "kinds": _kinds(items),
            "pair": f"‘{clip(stem(pair[0]), 16)}’和‘{clip(stem(pair[1]), 16)}’" if pair else None,
            "other": _other(item, items),
            "same": _same(measures, hardest),
            "fill_tiers": _fill_tiers(items, hardest, learned),
        }
    return {"learned": learned} | {key: value for key, value in filled.items() if value}


def _other(item: Item, items: Sequence[Item]) -> str | None:
    """The item nearest in demand to compare this one with."""
    rest = [one for one in items if one.id != item.id and not one.copying and len(stem(one)) >= SHORT]
    return f"‘{clip(stem(min(rest, key=lambda one: abs(one.demand - item.demand))), 18)}’" if rest else None


def stem(item: Item) -> str:
    """The item's own words without number and label, cut to quote: 一支铅笔1.2元，买5支要多少元."""
    lines = re.split(r"\n|※", _NUMBER.sub("", item.text.strip()))
    line = lines[0] if len(tidy(lines[0])) >= SHORT else " ".join(lines)
    text = tidy(_LABEL.sub("", tidy(line)))
    first = re.split(r"[？?。]|\s?[A-D][.．]", text)[0]
    text = first if len(first) >= SHORT else text
    return re.sub(r"[＝=\s＿_（]+$", "", re.sub("[‘’]", "", clip(text, STEM_CHARS)))


def name_item(item: Item, items: Sequence[Item]) -> str:
    """第3题 where the sheet's own number is unmistakable, else the item's first words."""
    number = _number(item)
    if number and sum(_number(one) == number for one in items) == 1:
        return f"第{number}题"
    return f"‘{clip(stem(item), 14)}’"


def _number(item: Item) -> str | None:
    match = _NUMBER.match(item.text)
    return match[1] if match else None


def _names(chosen: Sequence[Item], items: Sequence[Item], most: int = 4) -> str:
    """第1、2、3题; items without a number of their own are named by their first words."""
    named = [name_item(item, items) for item in chosen]
    numbers = [name[1:-1] for name in named if name.startswith("第")]
    total = f"等{len(chosen)}题"
    if numbers:
        return f"第{'、'.join(numbers[:most])}题" + (total if len(chosen) > len(numbers[:most]) else "")
    return "、".join(named[:2]) + (total if len(chosen) > 2 else "")


def _plan(items: Sequence[Item], hardest: Item) -> str:
    """Which items go under which of the three headings, by what they ask; for an empty 拓展 the hardest item and more."""
    parts = []
    for tier, heading in TIERS.items():
        chosen = [item for item in items if item.tier == tier]
        if chosen:
            parts.append(f"‘{heading}’放{_names(chosen, items)}")
        elif tier == "拓展":
            parts.append(f"‘拓展题’放{name_item(hardest, items)}，加半句‘{_MORE.get(hardest.kind, MORE)}’")
    return "，".join(parts)


def _fill_tiers(items: Sequence[Item], hardest: Item, learned: str) -> str | None:
    """An item for each of the three kinds that is missing."""
    there = {item.tier for item in items}
    parts = {
        "基础": f"基础：照着{name_item(items[0], items)}再做一道一步能做出来的题",
        "拓展": f"拓展：做完{name_item(hardest, items)}，{_MORE.get(hardest.kind, MORE)}",
        "实践": f"实践（选做）：在家里找一处用得上{learned}的地方，量一量、问一问，记三条",
    }
    missing = [tier for tier in parts if tier not in there]
    return f"缺{'、'.join(missing)}题，补上“{'；'.join(parts[tier] for tier in missing)}”" if missing else None


def _variants(measures: HomeworkMeasures, item: Item) -> Variants | None:
    return next((one for one in measures.repetition.variants if item.id in one.items), None)


def _repeat(measures: HomeworkMeasures, item: Item) -> str | None:
    """What the repeating item repeats and what differs, in the sheet's words."""
    group = _variants(measures, item)
    by_id = {one.id: one for one in measures.items}
    first = by_id.get(group.representative) if group else None
    if group is None or first is None:
        signs, first_sum = len(re.findall(r"[=＝]", item.text)), _SUM.search(item.text)
        if signs < MANY_SUMS:
            return None
        return f"一题里就有{signs}个同类算式" + (f"（如‘{tidy(first_sum[0])}’）" if first_sum else "")
    change = tidy(group.differences[group.items.index(item.id)])
    told = f"（{change}）" if "→" in change and "无" not in change and len(change) <= 20 else ""
    more = f"，这样的题共{len(group.items)}道" if len(group.items) > 1 else ""
    number = name_item(first, measures.items)
    quoted = f"‘{clip(stem(first), 18)}’"
    return f"与{number if number.startswith('第') else ''}{quoted}只换了数和词{told}{more}"


def _same(measures: HomeworkMeasures, hardest: Item) -> str:
    """Two items of two tiers that are the same thing twice, and what to add to the upper one; else what to add to the hardest."""
    by_id = {item.id: item for item in measures.items}
    for low, high in measures.tiers.same:
        if low in by_id and high in by_id:
            names = [name_item(by_id[one], measures.items) for one in (low, high)]
            more = _MORE.get(by_id[high].kind, MORE)
            return f"{names[1]}与{names[0]}做法一样，却分在两层，给{names[1]}加半句“{more}”"
    return f"给{name_item(hardest, measures.items)}加半句“{_MORE.get(hardest.kind, MORE)}”，让它比基础题多一步"


def _minutes(items: Sequence[Item]) -> str:
    """预计30分钟（必做20分钟，选做10分钟), to the next five minutes; sums of the measured minutes."""
    must = sum(item.minutes for item in items if not item.optional)
    free = sum(item.minutes for item in items if item.optional)
    rounded = [max(5, 5 * round(minutes / 5)) for minutes in (must, free)]
    if not free:
        return f"预计{rounded[0]}分钟"
    return f"预计{sum(rounded)}分钟（必做{rounded[0]}分钟，选做{rounded[1]}分钟）"


def _lighten(measures: HomeworkMeasures) -> str | None:
    """Which items to move into class or make optional until the sheet keeps the cap: copying and repeats first, longest first."""
    total, cap = sum(item.minutes for item in measures.items), measures.minutes_cap
    if cap is None:
        return None
    if cap == 0:
        return f"估计共{total:.0f}分钟；一、二年级不留书面家庭作业，能说的改成说给家人听，能做的改成做给家人看，其余放到课上"
    if measures.minutes_stated and measures.minutes_stated > cap >= total:
        return (
            f"写明的{measures.minutes_stated:g}分钟超过上限{cap:g}分钟，按题量估计约{total:.0f}分钟，请重新核一核用时"
        )
    moved: list[Item] = []
    for item in sorted(measures.items, key=lambda one: (not (one.copying or one.repeats), -one.minutes)):
        if total - sum(one.minutes for one in moved) <= cap:
            break
        moved.append(item)
    if not moved:
        return None
    saved = sum(item.minutes for item in moved)
    names = _names(sorted(moved, key=lambda one: one.start), measures.items)
    return f"估计共{total:.0f}分钟，上限{cap:g}分钟；把{names}（约{saved:.0f}分钟）改为选做或在课上完成"


def _able(items: Sequence[Item]) -> str | None:
    """What a pupil can do after the sheet, from the kinds of its items."""
    return "、".join(list(dict.fromkeys(_ABLE[item.kind] for item in items if item.kind in _ABLE))[:2]) or None


def _kinds(items: Sequence[Item]) -> str:
    kinds = list(dict.fromkeys(item.kind for item in items))
    return f"只有{kinds[0]}一种题型" if len(kinds) == 1 else f"有{'、'.join(kinds[:4])}等{len(kinds)}种题型"


def _pair(items: Sequence[Item]) -> tuple[Item, Item] | None:
    """Two existing items that can be told apart: the most demanding two of different kinds, no copying."""
    ranked = sorted((item for item in items if not item.copying and len(stem(item)) >= SHORT), key=lambda i: -i.demand)
    other = next((item for item in ranked[1:] if item.kind != ranked[0].kind), None)
    other = other or next((item for item in ranked[1:] if not item.repeats), None)
    return (ranked[0], other) if other else None
