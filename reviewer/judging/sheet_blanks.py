"""The blanks of a homework sheet's suggestions, filled from the sheet itself: its items, tiers, repetition and minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Draft, HomeworkMeasures, Item, Variants
from reviewer.judging.item_words import (
    add_step,
    commonest_kind,
    complete,
    hardest_item,
    is_whole,
    name_item,
    name_items,
    reuse,
    say_clearly,
    stem,
    weigh_item,
    why,
)
from reviewer.judging.rewriting import clip, tidy
from reviewer.judging.topics import name_topic, short_title

Span = tuple[int, int]
SAMPLE_CHARS = 22
MANY_SUMS = 10  # re.low_repeat
LOWEST_CAP = 60.0  # minutes, where the grade is not known: the cap of grades 3–6
_SUM = re.compile(r"\d[\d.．+\-×÷*/＋－（）() ]{1,16}[=＝]")
TIERS = {"基础": "基础题（必做）", "拓展": "拓展题", "实践": "实践题（选做）"}
_ABLE = {
    "计算": "算对并说出算法", "口算": "算对并说出算法", "应用": "列式解决实际问题", "作文": "写清楚一件事", "阅读": "读懂短文并找出依据",
    "绘图": "画图表示", "编程": "编出能运行的程序", "调查": "调查并整理结果", "实验": "动手实验并记录", "制作": "动手做出作品",
    "判断": "判断对错并说出理由", "朗读": "读通读顺", "背诵": "背得出来", "表达": "讲给别人听", "操作": "动手量一量、做一做",
}  # fmt: skip


LANGUAGES, HUMANITIES = ("语文", "英语"), ("历史", "道德与法治", "思想政治", "地理")
CODING = ("信息科技", "信息技术")
WORDY = ("阅读", "作文", "抄写", "默写", "朗读", "背诵", "表达")  # of a language, whatever else is on the sheet


def sheet_blanks(draft: Draft, measures: HomeworkMeasures | None, span: Span | None) -> dict[str, str]:
    """Every blank this sheet can fill, for a suggestion about the item at `span`. Names: reviewer.rubrics.BLANKS."""
    items, topic = measures.items if measures else [], name_topic(draft)
    hardest = hardest_item(items)
    longest = max(items, key=lambda one: one.minutes, default=None)
    sample = clip(stem(hardest), SAMPLE_CHARS) if hardest else ""
    learned = topic if short_title(draft) or not sample else f"‘{sample}’"
    at = next((one for one in items if span and one.start <= span[0] < one.end), None)
    item = at or hardest
    words = at.text if at else draft.text[span[0] : span[1]] if span else ""
    subject = draft.subject.value or ""
    filled: dict[str, str | None] = {
        "topic": topic,
        "learned": learned,
        "sample": sample or learned,
        "longest": clip(stem(longest), SAMPLE_CHARS) if longest else learned,
        "able": _able(items),
        "minutes": _minutes(items),
        "practice": _practice(subject, learned, sample or learned),
        "scene": _scene(subject, item, learned),
        "clear": say_clearly(words, at.kind if at else "") if words else None,
        "complete": complete(words) if words else None,
        "reuse": reuse(words) if words else None,
    }
    if measures and item and hardest:
        filled |= {
            "item": name_item(item, items),
            "why": why(item),
            "plan": _plan(items, hardest),
            "repeat": _repeat(measures, item),
            "instead": _instead(measures, item),
            "copied": f"（估计约{at.minutes:.0f}分钟）" if at and at.copying else "",
            "lighten": _lighten(measures),
            "kinds": _kinds(items),
            "pair": _pair(items),
            "other": _other(item, items),
            "same": _same(measures, item),
            "fill_tiers": _fill_tiers(items, hardest, _practice(subject, learned, sample)),
        }
    return {key: value for key, value in filled.items() if value is not None}


def _practice(subject: str, learned: str, sample: str) -> str:
    """Something to do away from paper, by what the subject is about."""
    if subject in LANGUAGES:
        return f"用上{learned}里学到的，和家人做一次两分钟的采访或对话，记下三句和一句发现"
    if subject in HUMANITIES:
        return f"找一位长辈、一样老物件或一条新闻，问出和{learned}有关的三条，写一句自己的看法"
    if subject in CODING:
        return f"把‘{re.sub('[‘’]', '', sample)}’改成家里人用得上的小程序，请一位家人试用，记下三条意见"
    return f"在家里找一处用得上{learned}的地方，量一量、看一看或问一问，记下三条和一句发现"


def _scene(subject: str, item: Item | None, learned: str) -> str:
    """An item in a situation of life, out of the words of the one that stands there."""
    words = stem(item) if item and not stem(item).startswith(("下列", "下面")) else learned
    words = f"‘{clip(re.sub('[‘’]', '', words), SAMPLE_CHARS)}’"
    if subject in LANGUAGES or (item and item.kind in WORDY):
        return f"把{words}里学的字词或句式用进这周亲身遇到的一件事，写三句话"
    if subject in HUMANITIES:
        return f"找一条本地的新闻或一件身边的事，写清时间和地点，再用它来答{words}"
    if subject in CODING:
        return f"给{words}换上家里或班里的一件真事，写清要输入什么、输出什么"
    if subject == "数学":
        return f"找一件要用{words}这种算法的真事，写清每个数从哪里来，再列式算出来"
    return f"说说家里哪件事和{words}是同一个道理，写清看到了什么、怎样解释"


def _other(item: Item, items: Sequence[Item]) -> str | None:
    """The item nearest in demand to compare this one with."""
    rest = [one for one in items if one.id != item.id and is_whole(one)]
    return f"‘{clip(stem(min(rest, key=lambda one: abs(one.demand - item.demand))), 18)}’" if rest else None


def _plan(items: Sequence[Item], hardest: Item) -> str:
    """Which items go under which of the three headings, by what they ask; for an empty 拓展 the hardest item and more."""
    parts = []
    for tier, heading in TIERS.items():
        chosen = [item for item in items if item.tier == tier]
        if chosen:
            parts.append(f"‘{heading}’放{name_items(chosen, items)}")
        elif tier == "拓展":
            parts.append(f"‘拓展题’放{name_item(hardest, items)}，改成{add_step(hardest)}")
    return "，".join(parts)


def _fill_tiers(items: Sequence[Item], hardest: Item, practice: str) -> str | None:
    """An item for each of the three kinds that is missing."""
    there = {item.tier for item in items}
    parts = {
        "基础": f"基础：照着‘{clip(stem(items[0]), 16)}’再做一道一步能做出来的题",
        "拓展": f"拓展：{add_step(hardest).strip('“”')}",
        "实践": f"实践（选做）：{practice}",
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


def _instead(measures: HomeworkMeasures, item: Item) -> str:
    """What to do with two of a kind in place of doing them all."""
    group = _variants(measures, item)
    first = next((one for one in measures.items if group and one.id == group.representative), None)
    told, sums = _SUM.search(item.text), len(re.findall(r"[=＝]", item.text)) >= MANY_SUMS
    compared = f"‘{tidy(told[0])}’这样的几道" if told and sums else f"‘{clip(stem(item), 14)}’"
    if first is not None and first.id != item.id:
        pair = clip(stem(first), 14), clip(stem(item), 14)
        compared = f"‘{pair[0]}’和‘{pair[1]}’" if pair[0] != pair[1] else f"‘{pair[0]}’这样的几道"
    return f"先不做，说说{compared}什么变了、什么没变，再自己编一道要多想一步的"


def _same(measures: HomeworkMeasures, item: Item) -> str:
    """Two items of two tiers that are the same thing twice, and how to change the upper one; else how to change this one."""
    by_id = {one.id: one for one in measures.items}
    for low, high in measures.tiers.same:
        if low in by_id and high in by_id:
            names = [name_item(by_id[one], measures.items) for one in (low, high)]
            return f"{names[1]}与{names[0]}做法一样，却分在两层，把{names[1]}改成{add_step(by_id[high])}"
    raised = f"改成{add_step(item)}"
    return f"{raised}，比基础题多一步" if measures.tiers.labelled else f"{raised}，放进‘拓展题’，其余作‘基础题’"


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
    if cap == 0:
        first = clip(stem(max(measures.items, key=weigh_item)), 16)
        return f"估计共{total:.0f}分钟，一、二年级不留书面家庭作业，‘{first}’改成说给家人听或做给家人看，其余放到课上"
    stated = measures.minutes_stated
    if cap is not None and stated and stated > cap >= total:
        return f"写明的{stated:g}分钟超过上限{cap:g}分钟，按题量估计约{total:.0f}分钟，请重新核一核用时"
    limit = LOWEST_CAP if cap is None else cap
    moved: list[Item] = []
    for item in sorted(measures.items, key=weigh_item, reverse=True):
        if total - sum(one.minutes for one in moved) <= limit:
            break
        moved.append(item)
    if not moved:
        return None
    saved = sum(item.minutes for item in moved)
    names = name_items(sorted(moved, key=lambda one: one.start), measures.items)
    told = f"上限{limit:g}分钟" if cap is not None else f"没写年级，按三至六年级上限{limit:g}分钟看"
    return f"估计共{total:.0f}分钟，{told}；把{names}（约{saved:.0f}分钟）改为选做或在课上完成"


def _able(items: Sequence[Item]) -> str:
    """What a pupil can do after the sheet, from the kinds of its items."""
    found = list(dict.fromkeys(_ABLE[item.kind] for item in items if item.kind in _ABLE))
    return "、".join(found[:2]) or "独立做对、说清理由"


def _kinds(items: Sequence[Item]) -> str:
    most = commonest_kind(items)
    return f"{len(items)}题里{sum(item.kind == most for item in items)}题属于‘{most}’"


def _pair(items: Sequence[Item]) -> str | None:
    """Two existing items that can be told apart: the most demanding two of different kinds, no copying."""
    ranked = sorted((item for item in items if is_whole(item)), key=lambda i: -i.demand)
    other = next((item for item in ranked[1:] if item.kind != ranked[0].kind), None)
    other = other or next((item for item in ranked[1:] if not item.repeats), None)
    return f"‘{clip(stem(ranked[0]), 16)}’和‘{clip(stem(other), 16)}’" if other else None
