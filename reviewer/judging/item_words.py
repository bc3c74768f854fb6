"""One homework item in words: its stem, its name, and what can be asked of it beyond itself, by its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reviewer.datamodels import Item
from reviewer.judging.rewriting import clip, tidy

STEM_CHARS, WHOLE_CHARS = 26, 40  # to quote, to write out
SHORT = 6  # 算一算, 写一写: says nothing without what follows
_NUMBER = re.compile(
    r"^\s*(?:练习)?(\d{1,2})\s*(?:、|[.．：:](?!\d))|^\s*(?:[（(]\d{1,2}[）)]|[①-⑩]|[一二三四五六七八九十]{1,2}[、．.])"
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
# How an item of this kind is to be answered, for an item that doesn't say.
ORDER = "答案写在题后，写完整的一句话"
_ORDER = {
    "计算": "写出每一步，再验算一遍",
    "口算": "在等号后面直接写得数",
    "应用": "先列式，再计算，最后写答语",
    "解答": "写出每一步和依据，最后写答语",
    "选择": "选一项，把字母填在括号里，在旁边写一句理由",
    "判断": "对的打√，错的打×并改正",
    "填空": "每空填一个词或一个数，填完连起来读一遍",
    "阅读": "在原文里画出依据，再用自己的话写一两句",
    "作文": "写一件事，不少于三句，写完读给同桌听",
    "绘图": "用铅笔和尺画在方框里，标出名称和数据",
    "制作": "写出材料、三个步骤和成品的样子",
    "实验": "写出材料和步骤，把结果记在表里",
}
_COPIED = re.compile(
    r"(?:每[个字词课题句]?|各)*(?:抄写?|默写?|写|读)?[^，。；：、]{0,3}?[\d一二两三四五六七八九十]+\s*[遍行次]"
)
_ELSEWHERE = re.compile(r"练习册|同步|课时练|作业本|第\s*\d+\s*[—~～、-]?\s*\d*\s*页")
_PICTURE = re.compile(r"看图|[如下右左]图|图中|图示")
_HEARD = re.compile(r"听录音|听力|听[^，。]{0,6}[段篇]")


def why(item: Item) -> str:
    """The half sentence that asks for a reason."""
    return _WHY.get(item.kind, WHY)


def add_step(item: Item) -> str:
    """The item with half a sentence that asks for one step more: 一支铅笔1.2元，再自己添一个条件…."""
    return f"“{clip(stem(item), 20)}，{_MORE.get(item.kind, MORE)}”"


def say_clearly(text: str, kind: str) -> str:
    """An item of that kind with how to answer it."""
    head = stem_of(text, WHOLE_CHARS)
    if re.search(r"[表|｜]", text):
        return f"{head}：每格填一个数或一个词，填完写一句从表里看出了什么"
    if _ELSEWHERE.search(text) or re.search(r"课本|教材", text):
        return f"{head}：题目照抄在下面，过程写在本子上"
    return f"{head}：{_ORDER.get(kind, ORDER)}"


def complete(text: str) -> str:
    """An item with room for what it lacks."""
    head = stem_of(text, WHOLE_CHARS)
    if _PICTURE.search(text):
        return f"{head}（图贴在题旁，图上标出每个数据）"
    if _HEARD.search(text):
        return f"{head}（老师读两遍，文字稿附在单子背面）"
    if re.search(r"若干|一些", head):
        return re.sub(r"若干|一些", "（写明数量）", head, count=1)
    return f"{head}（题后补一行：已知的数据或材料是＿＿＿＿）"


def reuse(text: str) -> str:
    """What is to be copied, put to use."""
    thing = re.sub(r"抄写|默写|^[请把将抄：:]+|写在.*$|组\S{0,3}词.*$", "", _COPIED.sub("", stem_of(text)))
    thing = clip(re.sub(r"^[请把将抄：:]+", "", thing).split("，")[0].strip("、。；，： "), 18)
    thing = thing if len(thing) >= 2 else clip(stem_of(text), 14)
    return f"{thing}：先自己默一遍，只订正写错的，再选三个各说一句话或举一个例子"


def is_whole(item: Item) -> bool:
    """Something to think about that is on the sheet itself: not copying, not pages of another book, not a bare heading."""
    return not item.copying and len(stem(item)) >= SHORT and not _ELSEWHERE.search(item.text.split("\n")[0])


def easiest_item(items: Sequence[Item]) -> Item:
    """The least demanding item that is something to think about."""
    return min([one for one in items if is_whole(one)] or items, key=lambda one: one.demand)


def hardest_item(items: Sequence[Item]) -> Item | None:
    """The most demanding item on paper, of several the longest."""
    paper = [one for one in items if one.tier != "实践" and is_whole(one)] or list(items)
    return max(paper, key=lambda one: (one.demand, one.minutes), default=None)


def weigh_item(item: Item) -> tuple[bool, float]:
    """What to take off a sheet first: copying and repeats, then what takes longest."""
    return item.copying or item.repeats is not None, item.minutes


def commonest_kind(items: Sequence[Item]) -> str:
    """The kind of most items."""
    return Counter(item.kind for item in items).most_common(1)[0][0]


def stem(item: Item) -> str:
    """The item's own words without number and label, cut to quote: 一支铅笔1.2元，买5支要多少元."""
    return stem_of(item.text)


def stem_of(text: str, chars: int = STEM_CHARS) -> str:
    """The same of the text of an item."""
    lines = re.split(r"\n|※", _NUMBER.sub("", text.strip()))
    first = tidy(lines[0])
    line = lines[0] if len(first) >= SHORT and not first.isascii() else " ".join(lines)
    text = tidy(_LABEL.sub("", tidy(line)))
    first = re.split(r"[？?。]|\s?[A-D][.．]", text)[0]
    text = first if len(first) >= SHORT else text
    words = re.sub(r"[＝=\s＿_（]+$", "", re.sub("[‘’]", "", clip(text, chars)))
    return words or tidy(text) or "这道题"


def name_item(item: Item, items: Sequence[Item]) -> str:
    """第3题 where the sheet's own number is unmistakable, else the item's first words."""
    number = _number(item)
    if number and sum(_number(one) == number for one in items) == 1:
        return f"第{number}题"
    return f"‘{clip(stem(item), 14)}’"


def _number(item: Item) -> str | None:
    match = _NUMBER.match(item.text)
    return match[1] if match else None


def name_items(chosen: Sequence[Item], items: Sequence[Item], most: int = 4) -> str:
    """第1、2、3题; items without a number of their own are named by their first words."""
    named = [name_item(item, items) for item in chosen]
    numbers = [name[1:-1] for name in named if name.startswith("第")]
    total = f"等{len(chosen)}题"
    if numbers:
        return f"第{'、'.join(numbers[:most])}题" + (total if len(chosen) > len(numbers[:most]) else "")
    return "、".join(named[:2]) + (total if len(chosen) > 2 else "")
