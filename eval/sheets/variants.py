"""The same word problem again by written rules: other numbers; other names, things, synonyms and order of sentences."""

from __future__ import annotations

import re
from random import Random

_NUMBER = re.compile(r"(?<![A-Za-z_{\\^])\d+(?:\.\d+)?")
_PEOPLE = ("小明", "小红", "小刚", "小丽", "芳芳", "张老师", "李叔叔", "王阿姨", "妈妈", "爸爸", "小军", "小华")
# things that take the same measure word
_THINGS = (
    ("苹果", "橘子", "桃子", "梨", "西瓜", "草莓"),
    ("铅笔", "钢笔", "圆珠笔", "毛笔"),
    ("汽车", "货车", "客车", "轿车"),
    ("红花", "黄花", "菊花", "兰花", "月季花"),
    ("白兔", "黑兔", "灰兔", "小猫", "小狗"),
    ("故事书", "科技书", "连环画", "漫画书"),
    ("桌子", "椅子", "课桌"),
    ("足球", "篮球", "排球", "皮球"),
    ("大米", "面粉", "小米"),
    ("杨树", "柳树", "松树", "桃树"),
    ("服装厂", "玩具厂", "机床厂"),
    ("超市", "商店", "文具店", "水果店"),
)
_SYNONYMS = (
    ("一共", "总共"), ("共有", "合起来有"), ("还剩", "还剩下"), ("剩下多少", "还余多少"), ("平均每", "平均下来每"), ("买了", "购买了"),
    ("用去", "花掉"), ("用了", "花了"), ("卖出", "售出"), ("原来有", "原先有"), ("现在", "如今"), ("需要多少", "要多少"),
    ("多少元", "几元"), ("每小时行", "每小时行驶"), ("如果", "假如"), ("同样多", "一样多"), ("相距", "之间的距离是"), ("修了", "铺了"),
    ("栽了", "种了"), ("吃了", "吃掉"), ("求", "算一算"), ("计划", "打算"), ("完成", "做完"), ("可以", "能"), ("送给", "给了"), ("比", "和…相比"),
)[:-1]  # fmt: skip
_OPENINGS = ("我们来算一算：", "想一想，", "请你帮忙算算：", "生活中有这样一个问题：")


def change_numbers(random: Random, text: str) -> str:
    """Every number another one of as many digits."""

    def other(match: re.Match[str]) -> str:
        whole, dot, part = match[0].partition(".")
        low = 10 ** (len(whole) - 1) if len(whole) > 1 else 2
        return str(random.randint(low, 10 ** len(whole) - 1)) + (dot + str(random.randint(1, 9)) if part else "")

    return _NUMBER.sub(other, text)


def reword(random: Random, text: str) -> str | None:
    """Other numbers and at least two of: names, things, synonyms, order; None where fewer than two rules apply."""
    changed, done = change_numbers(random, text), 0
    for rule in (_names, _things, _synonyms, _order):
        after = rule(random, changed)
        done += after != changed
        changed = after
    return changed if done >= 2 else None


def _names(random: Random, text: str) -> str:
    found = [name for name in _PEOPLE if name in text]
    others = [name for name in _PEOPLE if name not in text]
    random.shuffle(others)
    return _replace(text, dict(zip(found, others, strict=False)))


def _things(random: Random, text: str) -> str:
    swaps: dict[str, str] = {}
    for group in _THINGS:
        others = [thing for thing in group if thing not in text]
        random.shuffle(others)
        swaps |= dict(zip([thing for thing in group if thing in text], others, strict=False))
    return _replace(text, swaps)


def _synonyms(random: Random, text: str) -> str:
    return _replace(text, {one: other for one, other in _SYNONYMS if one in text and other not in text})


def _replace(text: str, swaps: dict[str, str]) -> str:
    if not swaps:
        return text
    return re.sub("|".join(map(re.escape, sorted(swaps, key=len, reverse=True))), lambda m: swaps[m[0]], text)


def _order(random: Random, text: str) -> str:
    """The question first, or an opening before it."""
    clauses = [clause for clause in re.split(r"[，。,．]", text.rstrip("？?．。 ")) if clause]
    asked = clauses[-1]
    if len(clauses) >= 3 and re.search(r"多少|几", asked) and random.random() < 0.5:
        return f"{asked}？已知{'，'.join(clauses[:-1])}。"
    return random.choice(_OPENINGS) + text if random.random() < 0.5 else text
