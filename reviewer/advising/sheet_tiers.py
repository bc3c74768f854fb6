"""How a sheet's own items are sorted into tiers, what is added to the upper ones, and what counts as done well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.item_names import clause, matter, name_fully, name_item, name_items
from reviewer.advising.item_words import SHORT_ANSWERS, add_step, is_problem, is_whole
from reviewer.advising.sheet_minutes import ELSEWHERE
from reviewer.advising.sheet_sections import PLAIN_NAME, SheetSection, by_number, name_part
from reviewer.datamodels import HomeworkMeasures, Item

TIERS = {"基础": "基础题（必做）", "拓展": "拓展题", "实践": "实践题（选做）"}
SHOWN = ("表达", "操作", "制作", "观察", "调查", "实验")  # done away from paper, whatever its tier
TOLD = ("应用", "解答", "计算", "编程", "判断", "选择")  # kinds whose solution can be explained to somebody
_CORE = re.compile("习作|作文|写话|口语交际|小练笔|(?i:writing)")
# short answers, and the work of the whole unit that nobody may leave out
_SHORT_TITLE = re.compile(
    f"{_CORE.pattern}|读音|拼音|组词|照样子|预习|抄写|默写|听写|背诵|口算|填空|选择|判断|连线|填一填|选一选"
)
LEAST_PARTS = 3
# sections that are the phases of one piece of work, of which none can be left out
_PHASE = re.compile("设计实验|实验设计|[做测]实验|记录|整理数据|得出结论|我的发现|交流|提出问题|猜想|假设")
PHASES = 2
_EXTRA = re.compile(r"[\s★☆⭐*]*((?:思考|挑战|附加|智慧|动脑筋)(?:题|园)?)\s*[:：、]")
_TO_EVERYBODY = re.compile(r"\s*(?:要求|说明|注意)\s*[:：]|\s*(?:以上|三个|三组)")
_STAR = re.compile(r"^\s*(?:[（(]?\d{1,2}[）)]?\s*[、.．]?\s*)?[★☆⭐*]")
_HARDER = re.compile("想一想|挑战|拓展|提[高升]|思维|附加|[加一]颗?星")
# what is for whom is said
_OWN_ORDER = re.compile("选做|任选|必做|余力|自选|选[一做]|思考题?[：:】]|附加题|挑战|愿意|[★☆]")
_FOR_ALL = re.compile("必做|每[人位]|人人|都要")  # left to nobody's choice
_COMPOSED = re.compile("[写续]一?[封篇段则]|续写|书信|短评|倡议|演讲稿|脚本")
_NAMED = {"拓展": re.compile("拓展|提[高升]|挑战|有余力|^C"), "实践": re.compile("实践")}
_HEARD = re.compile("[讲说读演唱介][给述绍]|演讲|采访|家[人长里]|同[学桌伴]")  # said to somebody, not 说说理由 on paper


def tier_blanks(
    text: str, measures: HomeworkMeasures, sections: Sequence[SheetSection], item: Item, hardest: Item
) -> dict[str, str | None]:
    """The blanks on tiers, for a suggestion about `item` of the sheet with this `text`; what it says is for whom stays as it is."""
    items, labelled = measures.items, measures.tiers.labelled
    kept = labelled or _OWN_ORDER.search(text) is not None
    marked = find_practice(items)
    return {
        "plan": sort_by_kind(items, hardest),
        "same": say_same(measures, item, hardest),
        "same_pair": say_pair(measures),
        "sorted_items": None if kept else sort_tiers(items, sections, at_home=measures.minutes_cap != 0),
        "kept": "原有的题和要求都不动" if kept else "原有的题标“必做”",
        "step": add_step(item),
        "fill_tiers": fill_tiers(items, hardest),
        "only_practice": "" if missing_tiers(items) == ["实践"] else None,
        "marked": "" if labelled else None,
        "unmarked": None if labelled else "",
        "marked_practice": name_item(marked, items) if marked else None,
        "marked_about": (matter(marked.text) or clause(marked.text)) if marked else None,
    }


def sort_tiers(items: Sequence[Item], sections: Sequence[SheetSection], *, at_home: bool = True) -> str | None:
    """第一至四大题标“基础题（必做）”，第五大题标“提高题（必做）”; None where the items have no plain names.

    What stands on the sheet stays for everybody; copying and pages of another book are no tier. In grades 1 and 2, which
    write nothing at home (`at_home` False), what is written is for class.
    """
    upper = _upper(items, sections)
    if not upper or sum(bool(_PHASE.search(one.title)) for one in sections) >= PHASES:
        return None
    extra = [one for one in items if _EXTRA.match(one.text) and one not in upper]
    ids = {one.id for one in upper}
    core = {item.id for one in sections if _CORE.search(one.title) for item in one.items}
    outside = [one for one in items if one.tier == "实践" and one.id not in ids | core]
    composed = [
        one for one in items if one.id not in ids and (one.id in core or one.kind == "作文") and not one.optional
    ]
    upper = sorted([*upper, *composed], key=lambda one: one.start)  # what takes most thought is no practice of basics
    rest = [one for one in items if one not in upper and one not in outside and one not in extra]
    free = [one for one in rest if one.optional]
    base = [one for one in rest if not one.optional and not one.copying and not ELSEWHERE.search(one.text)]
    told = [
        (name_part(part, items, sections), label)
        for part, label in (
            (base, "基础题（必做）" if at_home else "基础题（课上做）"),
            (upper, "提高题（必做）" if at_home else "提高题（课上做）"),
            (outside, "实践题" if any(_FOR_ALL.search(one.text) for one in outside) else "实践题（选做）"),
            (free, "选做题"),
        )
        if part
    ]
    if any(not PLAIN_NAME.match(name) or "另外" in name or "‘" in name for name, _ in told):
        return None
    told += [(f"‘{found[1]}’", "选做题") for one in extra if (found := _EXTRA.match(one.text))]
    return "，".join(f"{name}标“{label}”" for name, label in told)


def _upper(items: Sequence[Item], sections: Sequence[SheetSection]) -> list[Item]:
    """The last part of the sheet that asks most (of its sections, else of its numbers); never short answers, never most of it."""
    short = {item.id for one in sections if _SHORT_TITLE.search(one.title) for item in one.items}
    thought = [
        one
        for one in items
        if not one.optional
        and one.kind not in SHORT_ANSWERS
        and one.tier != "实践"
        and is_problem(one)
        and one.id not in short
    ]
    most = max((one.demand for one in thought), default=0)
    top = {one.id for one in thought if one.demand == most}
    parts = by_number(items, sections)
    starred = {one.id for one in thought if _STAR.match(one.text)} | {
        item.id for one in sections if _HARDER.search(one.title) for item in one.items
    }
    top = starred or top  # the teacher says which are hard
    high = [part for part in parts if any(one.id in top for one in part)]
    return high[-1] if high and len(parts) >= LEAST_PARTS and len(high[-1]) * 2 <= len(items) else []


def sort_by_kind(items: Sequence[Item], hardest: Item) -> str:
    """Which items go under which of the three headings, by what they ask; for an empty 拓展 the hardest item and more."""
    items = [item for item in items if is_problem(item)] or list(items)
    further = any(item.tier == "拓展" and item.kind not in SHORT_ANSWERS for item in items)
    parts = []
    for tier in ("拓展", "实践"):
        chosen = [item for item in items if item.tier == tier and (further or item.id != hardest.id)]
        chosen = [item for item in chosen if tier == "实践" or item.kind not in SHORT_ANSWERS]
        if tier == "拓展" and not further:
            parts.append(f"‘拓展题’放{name_fully(hardest, items)}，后面加一问：“{add_step(hardest)}”")
        elif chosen:
            parts.append(f"‘{TIERS[tier]}’放{name_items(chosen, items)}")
    rest = any(item.tier == "基础" and item.id != hardest.id for item in items)
    return "；".join(parts) + (f"；其余作‘{TIERS['基础']}’" if rest else "")


def find_practice(items: Sequence[Item]) -> Item | None:
    """The item done away from paper that only lacks its name; None where one has it, or there is none."""
    if any(item.tier == "实践" for item in items):
        return None
    return next((one for one in items if one.kind in SHOWN and (one.kind != "表达" or _HEARD.search(one.text))), None)


def _can_be_told(item: Item) -> bool:
    """Whether its solution can be explained to somebody, and said which it is."""
    return item.kind in TOLD and is_whole(item) and bool(matter(item.text)) and not _COMPOSED.search(item.text)


def missing_tiers(items: Sequence[Item]) -> list[str]:
    """Which of 基础, 拓展, 实践 no item is, by what it asks or by its label."""
    there = {item.tier for item in items} | {
        name for name, words in _NAMED.items() if any(words.search(item.tier_labelled or "") for item in items)
    }
    return [tier for tier in TIERS if tier not in there]


def fill_tiers(items: Sequence[Item], hardest: Item) -> str:
    """An item for each of the three kinds that is missing; a step more where the sheet names all of them."""
    told = next((one for one in sorted(items, key=lambda one: -one.demand) if _can_be_told(one)), None)
    practical = (
        f"当小老师，把{name_fully(told, items)}讲给同学或家人听"
        if told
        else f"把{name_fully(hardest, items)}做好的给家人看，请他提一处不明白的"
    )
    step = add_step(hardest)
    further = step if "‘" in step else f"做完{name_fully(hardest, items)}想一想，{step}"
    parts = {
        "基础": f"基础：写出做{name_fully(hardest, items)}要用到的两个知识点",
        "拓展": f"拓展：{further}",
        "实践": f"实践（选做）：{practical}，记下他问的一个问题和你的回答",
    }
    missing = missing_tiers(items)
    if not missing:  # all three are there by name; what is asked of the upper one may still be too little
        return f"再想深一步，加一问：“{further}”"
    return f"补上“{'；'.join(parts[tier] for tier in missing)}”"


_ALL_DO = re.compile(
    r"(?:以上|三个部分|所有|全部)?[^，。；：《\n“”]{0,8}(?<!》)(?:每[位人个]|人人|都|全部)[^，。；：\n“”]{0,6}要?(?:完成|做完)"
)


def say_undo(text: str) -> str:
    """另把“三组全部完成”改成…: the sentence that leaves nothing to choice, where work is to be chosen from; "" without one."""
    told = next(
        (found for line in text.split("\n") if _TO_EVERYBODY.match(line) and (found := _ALL_DO.search(line))), None
    )
    return f"另把“{told[0].strip()}”改成“必做的人人完成，选做的自己选”。" if told else ""


def say_pair(measures: HomeworkMeasures) -> str | None:
    """Two items of two tiers that are the same thing twice, and what to add to the upper one."""
    by_id = {one.id: one for one in measures.items}
    for low, high in measures.tiers.same:
        if low in by_id and high in by_id:
            lower, upper = (name_item(by_id[one], measures.items) for one in (low, high))
            full = name_fully(by_id[high], measures.items)
            return f"{full}与{lower}做法一样，却分在两层，{upper}后面加一问：“{add_step(by_id[high])}”"
    return None


def say_same(measures: HomeworkMeasures, item: Item, hardest: Item) -> str:
    """The pair, else what to add to this item; without tiers, the tiers."""
    if pair := say_pair(measures):
        return pair
    if not measures.tiers.labelled:
        return sort_by_kind(measures.items, hardest)
    return f"{name_fully(item, measures.items)}后面加一问：“{add_step(item)}”，比基础题多想一步"
