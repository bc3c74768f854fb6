"""What of a sheet repeats something else on it, how many of the like are kept and what takes the place of the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reviewer.advising.item_names import name_fully, name_item
from reviewer.advising.sums import find_sums, hardest_sums, largest_sums, unlike_sums
from reviewer.datamodels import HomeworkMeasures, Item, Variants

MANY_SUMS = 10  # re.low_repeat
FEW = 3  # items of one structure of which one is enough
SUMS_TWICE, SHOWN_SUMS = 3, 4  # sums that stand there again, and how many of them are named


def _variants(measures: HomeworkMeasures, item: Item) -> Variants | None:
    return next((one for one in measures.repetition.variants if item.id in one.items), None)


def say_keep(measures: HomeworkMeasures, item: Item) -> str:
    """How many of them stay, or which sums of one item."""
    group = _variants(measures, item)
    if group is None:
        hardest = hardest_sums(item.text) or largest_sums(item.text)
        return f"{'、'.join(hardest)}这{len(hardest)}道" if hardest else "最容易错的六道"
    return "一两道" if len(group.items) > FEW else "一道"


def say_repeat(measures: HomeworkMeasures, item: Item) -> str | None:
    """What the repeating item repeats, and how many do."""
    group = _variants(measures, item)
    first = next((one for one in measures.items if group and one.id == group.representative), None)
    if group is None or first is None:
        signs = len(re.findall(r"[=＝]", item.text))
        return f"一题里就有{signs}个同类算式" if signs >= MANY_SUMS else None
    more = f"，这样的题共{len(group.items)}道" if len(group.items) > 1 else ""
    return f"与{name_item(first, measures.items)}只换了数或词{more}"


def say_twice(items: Sequence[Item]) -> str | None:
    """13－7、24＋8: the sums that stand on the sheet more than once, signs and all; None below SUMS_TWICE."""
    told = Counter(
        sum_
        for one in items
        for sum_ in re.findall(r"(?<![\d.+\-−×÷/])\d{1,4}\s*[+＋\-－−×÷]\s*\d{1,4}(?=\s*[=＝])", one.text)
    )
    again = [re.sub(r"\s", "", sum_) for sum_, times in told.items() if times > 1]
    return (
        "、".join(again[:SHOWN_SUMS]) + ("等" if len(again) > SHOWN_SUMS else "") if len(again) >= SUMS_TWICE else None
    )


def say_instead(measures: HomeworkMeasures, item: Item) -> str:
    """What to do with two of a kind in place of doing them all."""
    if pair := unlike_sums(item.text):
        return f"{pair[0]}和{pair[1]}算法哪里不一样？说给同桌听，再给{pair[1]}编一个小问题"
    if _variants(measures, item) is not None:
        return f"照{name_fully(item, measures.items)}的样子自己编一道要多想一步的，和留下的比一比，什么变了、什么没变"
    sums = hardest_sums(item.text) or find_sums(item.text)
    return f"说说哪几道算法相同，再给{sums[-1] if sums else '其中一道'}编一个要用它来解决的小问题"
