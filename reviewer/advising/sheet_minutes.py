"""How long a sheet takes, as a line on it can say: all of it, and by parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.item_names import main_number, name_item
from reviewer.datamodels import Item

_ELSEWHERE = re.compile(
    r"(?:完成|做完?|写完?)[^。；\n]{0,4}?((?:《[^》\n]{2,12}》|练习册|补充习题|同步练习|课时作业|填充图册|课课练|课本|配套练习))"
    r"|(?<!见)(练习册|补充习题|同步练习|填充图册)[^。；\n]{0,12}(?:做完|完成|全部)"
)
LONG_SHEET, PARTS = 6, 3  # items from which a sheet's minutes are given in parts, and how many


def say_minutes(items: Sequence[Item]) -> str:
    """预计30分钟（必做20分钟，选做10分钟), to the next five minutes; sums of the measured minutes."""
    must = sum(item.minutes for item in items if not item.optional)
    free = sum(item.minutes for item in items if item.optional)
    rounded = [max(5, 5 * round(minutes / 5)) for minutes in (must, free)]
    if not free:
        return f"预计{rounded[0]}分钟"
    return f"预计{sum(rounded)}分钟（必做{rounded[0]}分钟，选做{rounded[1]}分钟）"


def say_elsewhere(items: Sequence[Item]) -> str:
    """（练习册另算）: work that stands in another book, which nothing here tells the length of."""
    found = next((match for item in items if (match := _ELSEWHERE.search(item.text))), None)
    return f"（{found[1] or found[2]}另算）" if found else ""


def say_by_parts(items: Sequence[Item]) -> str:
    """：第1—8题约20分钟，第9—16题约25分钟: the minutes of each third of a long sheet, by the numbers its items bear.

    Of another sheet where half of its time is over: ，做到第3题约一半.
    """
    minutes: dict[int, float] = {}
    for item in items:
        number = main_number(item, items)
        if number is None:
            return _say_half(items)
        minutes[number] = minutes.get(number, 0) + item.minutes
    numbers, size = list(minutes), -(-len(minutes) // PARTS)
    if len(numbers) < LONG_SHEET or numbers != sorted(numbers):
        return _say_half(items)
    parts = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    told = [
        f"第{part[0]}{f'—{part[-1]}' if len(part) > 1 else ''}题约{max(1, round(sum(minutes[one] for one in part)))}分钟"
        for part in parts
    ]
    return "：" + "，".join(told)


def _say_half(items: Sequence[Item]) -> str:
    spent, half = 0.0, sum(item.minutes for item in items) / 2
    for item in items[:-1]:
        spent += item.minutes
        if spent >= half:
            return f"，做到{name_item(item, items)}约一半"
    return ""
