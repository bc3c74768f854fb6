"""How long a sheet takes, as a line on it can say: all of it, by parts, and what to take off first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.item_names import main_number, name_fully
from reviewer.advising.item_words import BOOKS
from reviewer.advising.sheet_sections import SheetSection, name_sections
from reviewer.advising.sums import find_sums
from reviewer.datamodels import Item

_ELSEWHERE = re.compile(
    r"(?:(?:完成|写完)(?!了)|做完?)[^。；\n]{0,4}?((?:《[^》\n]{2,12}》|练习册|补充习题|同步练习|课时作业|填充图册|课课练|课本|配套练习))"
    r"|(?<!见)(练习册|补充习题|同步练习|填充图册)[^。；\n]{0,12}(?:做完|完成|全部)"
    r"|(?<!读)(?<!看)(《[^》\n]{2,12}》)\s*[Pp]\s*\d"
)
_PAGES = re.compile(r"\d\s*页|[Pp]\s*\d")  # these are counted
_BOOK = re.compile(
    rf"(?:《[^》\n]{{2,12}}》|[\u4e00-\u9fff]{{0,4}}(?:{BOOKS}|课课练|同步练习|课时作业))(?:[第\d\s—～~、-]{{0,12}}页|\s*[Pp]\.?\s*\d+(?:\s*[-—～~、]\s*[Pp]?\d+)?)?"
)
LONG_SHEET, PARTS = 6, 3  # items from which a sheet's minutes are given in parts, and how many
LONGEST = 4  # sections that are given one by one
SAVED = 0.75  # of what is copied or done elsewhere, where only some of it stays
ELSEWHERE = re.compile(BOOKS)
SLACK = 10.0  # minutes above it that nobody minds, the estimates being what they are
ROW = 4  # questions or sums of one section of which half are enough
LONG = 3  # minutes of one item that are worth telling
HEAVY = 40.0  # minutes for one subject, twice its share of a day (reviewer.homework.assumptions.USUAL_SHARE)


def say_minutes(items: Sequence[Item], sections: Sequence[SheetSection] = ()) -> str:
    """预计30分钟（必做20分钟，选做10分钟), sums of the measured minutes to the next five; of a sheet in sections by them.

    必做约33分钟（第一至三大题约8分钟，第四大题约25分钟），选做约10分钟. Of a section of which one is chosen one item counts.
    """
    if sections:
        return _by_sections(sections)
    if parts := re.findall(r"约(\d+)分钟", say_by_parts(items)):
        return f"预计约{sum(map(int, parts))}分钟"  # what its parts add up to
    must = sum(item.minutes for item in items if not item.optional)
    free = sum(item.minutes for item in items if item.optional)
    rounded = [max(5, 5 * round(minutes / 5)) for minutes in (must, free)]
    if not free:
        return f"预计{rounded[0]}分钟"
    longest = max(items, key=lambda item: item.minutes)
    told = f"，{name_fully(longest, items)}约{longest.minutes:.0f}分钟" if longest.minutes >= LONG else ""
    return f"预计{sum(rounded)}分钟（必做{rounded[0]}分钟，选做{rounded[1]}分钟{told}）"


def _by_sections(sections: Sequence[SheetSection]) -> str:
    must, free = [one for one in sections if not one.optional], [one for one in sections if one.optional]
    spare = round(sum(item.minutes for one in must if not one.one_of for item in one.items if item.optional))
    if not must:
        return f"预计约{_whole(free)}分钟"
    runs = _runs(must)
    told = [_say_run(run, sections) for run in runs]
    whole = sum(_whole(run) for run in runs)
    if not free and not spare:
        return f"预计约{whole}分钟" + (f"：{'，'.join(told)}" if len(runs) > 1 else "")
    parts = f"（{'，'.join(told)}）" if len(runs) > 1 else ""
    chosen = "选做的任选一题" if any(one.one_of for one in free) else "选做"
    return f"必做约{whole}分钟{parts}，{chosen}约{(_whole(free) if free else 0) + spare}分钟"


_PAPER = re.compile(r"试卷|[检测考试]卷|测试题|达标卷|期[中末]|月考|学业质量|单元(?:检测|测试|过关)|模拟[考测]")


def say_paper(head: str, sections: Sequence[SheetSection]) -> str | None:
    """分两次做：第一、二大题约35分钟，第三大题约35分钟: a test paper is done whole, only not in one go; None of another sheet.

    `head` is how the sheet begins.
    """
    if not _PAPER.search(head) or len(sections) < 2 or _whole(sections) <= HEAVY:
        return None
    at = min(range(1, len(sections)), key=lambda cut: abs(_whole(sections[:cut]) - _whole(sections[cut:])))
    return f"分两次做：{_say_run(sections[:at], sections)}，{_say_run(sections[at:], sections)}"


def _say_run(run: Sequence[SheetSection], sections: Sequence[SheetSection]) -> str:
    return f"{run[0].full_name if len(run) == 1 else name_sections(run, sections)}约{_whole(run)}分钟"


def _whole(sections: Sequence[SheetSection]) -> int:
    return max(1, round(sum(_must(one) for one in sections)))


def _must(section: SheetSection) -> float:
    """Without single items that are left to choice; a section that is left to choice as a whole counts whole."""
    if section.optional or section.one_of:
        return section.minutes
    return sum(one.minutes for one in section.items if not one.optional)


def _runs(sections: Sequence[SheetSection]) -> list[list[SheetSection]]:
    """The sections in at most LONGEST runs of about the same length in minutes."""
    if len(sections) <= LONGEST:
        return [[one] for one in sections]
    share = sum(map(_must, sections)) / PARTS
    runs: list[list[SheetSection]] = [[]]
    for one in sections:
        if runs[-1] and sum(map(_must, runs[-1])) + _must(one) / 2 > share and len(runs) < PARTS:
            runs.append([])
        runs[-1].append(one)
    return runs


_SITTINGS = re.compile(r"分(?:成|为|在)?\s*([二两三四五六2-6])\s*(?:天|次|晚)")
_COUNT = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def say_sittings(text: str, items: Sequence[Item]) -> str:
    """，分四次做，每次约15分钟: of a sheet that says in how many sittings it is done; "" of another."""
    found = _SITTINGS.search(text)
    if found is None:
        return ""
    times = _COUNT.get(found[1]) or int(found[1])
    return f"，分{found[1]}次做，每次约{max(5, 5 * round(sum(item.minutes for item in items) / times / 5))}分钟"


def say_elsewhere(items: Sequence[Item]) -> str:
    """（练习册另算）: work that stands in another book, which nothing here tells the length of."""
    found = next(
        (match for item in items if (match := _ELSEWHERE.search(item.text)) and not _PAGES.search(item.text)), None
    )
    return f"（{found[1] or found[2] or found[3]}另算）" if found else ""


def say_by_parts(items: Sequence[Item]) -> str:
    """：第1—8题约20分钟，第9—16题约25分钟: the minutes of each third of a long sheet, by the numbers its items bear.

    Of another sheet where half of its time is over: ，做到第3题约一半. Where part of it is left to choice nothing is said.
    """
    if any(item.optional for item in items):
        return ""
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
            return f"，做到{name_fully(item, items)}约一半"
    return ""


def find_relief(items: Sequence[Item], sections: Sequence[SheetSection]) -> tuple[str, str] | None:
    """What to take off a heavy sheet before its time is written on it, and the time then.

    (what is taken off; the line on the sheet: 预计40分钟，第三大题只做一半). Copying first, then pages of another book, then
    half of the longest row of like questions; where that is not enough the part that brings it down is left to choice.
    None where the sheet is not heavy or holds none of them.
    """
    must = [item for item in items if not item.optional]
    whole = sum(item.minutes for item in must)
    if whole <= HEAVY:
        return None
    copied = [item for item in must if item.copying]
    elsewhere = [item for item in must if _ELSEWHERE.search(item.text) or ELSEWHERE.search(item.text)]
    if chosen := copied or elsewhere:
        most = max(chosen, key=lambda item: item.minutes)
        told = f"{name_fully(most, items)}只写容易错的" if copied else f"{_name_book(most)}里挑两三题做"
        return _relieved(told, whole - most.minutes * SAVED, sections, (most,))
    rows = [one for one in sections if not one.optional and (len(one.items) >= ROW or _is_row(one.items))]
    if whole <= HEAVY + SLACK / 2 or not rows:
        return None
    longest = max(rows, key=lambda one: one.minutes)
    half = "单号题" if len(longest.items) >= ROW else "一半"
    return _relieved(f"{longest.full_name}只做{half}", whole - longest.minutes / 2, sections, longest.items)


def _is_row(items: Sequence[Item]) -> bool:
    return len(items) == 1 and len(find_sums(items[0].text)) >= ROW


def _relieved(told: str, left: float, sections: Sequence[SheetSection], without: Sequence[Item]) -> tuple[str, str]:
    if left > HEAVY + SLACK and (part := _enough(sections, without, left - HEAVY)):
        told += f"，{part.full_name}（约{part.minutes:.0f}分钟）改为选做或在课上做"
        left -= part.minutes
    return told, f"预计{max(5, 5 * round(left / 5))}分钟，{told}"


def _is_core(item: Item) -> bool:
    """A composition is what the whole unit leads to; a paper on physics is not."""
    return item.kind == "作文" and "小论文" not in item.text


def _enough(sections: Sequence[SheetSection], without: Sequence[Item], minutes: float) -> SheetSection | None:
    """The shortest section that saves as much; none that holds what was taken off already."""
    free = [one for one in sections if not one.optional and not any(item in one.items for item in without)]
    free = [one for one in free if not any(_is_core(item) for item in one.items)]
    fit = [one for one in free if one.minutes >= minutes]
    return min(fit, key=lambda one: one.minutes, default=None)


def _name_book(item: Item) -> str:
    """《同步练习册》第59～61页, as the item says it."""
    found = _BOOK.search(item.text)
    return found[0].strip() if found else "另一本练习"
