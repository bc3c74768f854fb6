"""What to call an item in a suggestion: by its number on the sheet; only where it has none of its own, by a whole clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from reviewer.advising.quoting import plain_formulas, tidy
from reviewer.advising.remembering import remembered_of_items
from reviewer.datamodels import Item

REMEMBERED = 256  # items of a long sheet: every suggestion asks for their names again
SHORT = 6  # 算一算, 写一写: says nothing without what follows
CLAUSE_CHARS, CUT_CHARS = 24, 14  # a longer clause is cut, and shown to be
NUMBER = re.compile(
    r"^\s*(?:[（(]\s*[)）]\s*|[★☆⭐※□]+\s*)?(?:练习|任务)?(\d{1,2})\s*(?:、|[.．：:](?!\d))|^\s*(?:[（(](\d{1,2})[）)]|([①-⑩])|(?:[【\[](?=[一二三四五六七八九十]{1,2}[】\]]))?([一二三四五六七八九十]{1,2})[、．.】\]])|^\s*(?:任务|练习)\d{1,2}\s"
)
_TITLED = re.compile(r"^\s*((?:练习|任务)\s*\d{1,2})")
# how an item is to be taken, said before it: （想挑战的做）, ★选做：
_TAKEN = re.compile(
    r"^\s*[★☆⭐※]*\s*(?:[（(](?:选|选做|[^（）()\n]{0,6}的(?:同学|小朋友)?[选来再试]?[做试])[)）]|选做题?[:：])\s*"
)
_LABEL = re.compile(r"^(?:选择|填空|计算|判断|连一连|口算|解方程|直接写(?:出)?得数)[题：:。．]+")


@lru_cache(maxsize=REMEMBERED)
def whole_text(text: str) -> str:
    """An item in one line without its number and label; its gaps stay (图上的小猫在＿＿)."""
    lines = re.split(r"\n|※", NUMBER.sub("", text.strip()))
    first = tidy(lines[0])
    line = lines[0] if len(first) >= SHORT and not first.isascii() else " ".join(lines)
    line = tidy(_TAKEN.sub("", re.sub(r"_{2,}|＿{2,}", "＿＿", line)))
    return re.sub("[‘’]", "", tidy(_LABEL.sub("", line))) or "这道题"


def clause(text: str) -> str:
    """The first whole clause of an item, of two if the first is short; one too long to quote is cut and ends in …."""
    words = whole_text(text)
    ends = [found.start() for found in re.finditer(r"[，。；？！：?!]|$", words) if found.start() >= SHORT]
    first = words[: ends[0]] if ends else words
    if len(first) <= (2 * CLAUSE_CHARS if first.replace("＿", "").isascii() else CLAUSE_CHARS):
        return first
    cut = first[: 2 * CUT_CHARS if first.isascii() else CUT_CHARS]
    return re.sub(r"(?<=[A-Za-z] )[A-Za-z]+$", "", cut).rstrip("，、；：（的和与( ") + "…"


_SIGNS = re.compile(r"\$|\\[A-Za-z\\{_]|_{2,}|＿{2,}|[（(]\s*[)）]")


def quote(text: str) -> str:
    """A line of the sheet as a sentence can hold it: up to its first formula or gap; by its number where little stands before.

    5. 计算：$-3^{2}÷…$ → 第5题; 12. 小明有＿＿元，… → 12.小明有….
    """
    text = re.sub(r"^\s*[（(]\s*[)）]\s*", "", plain_formulas(text))  # room for the letter of an answer
    sign = _SIGNS.search(text)
    if sign is None:
        return tidy(text)
    head = tidy(text[: sign.start()]).rstrip("（( ")
    said = re.sub(r"^\W*[\d一二三四五六七八九十①-⑩]*\W*", "", head)
    number = NUMBER.match(text)
    rest = next((told for one in _SIGNS.split(text[sign.end() :]) if len(told := _told(one)) > SHORT), "")
    if len(said) < SHORT and rest:
        return f"…{rest}"
    if len(said) >= SHORT or number is None:
        return f"{head}…" if len(said) >= SHORT else tidy(text)
    if number[2] or number[3]:
        return f"第{number[2] or number[3]}小题"
    return f"第{number[4]}大题" if number[4] else f"第{number[1]}题" if number[1] else tidy(text)


def _told(piece: str) -> str:
    """A stretch between two gaps that says something in words: there a lake in the nature park?"""
    told = tidy(piece.split("\n")[0])
    return told if re.search(r"[A-Za-z]{2,}\s[A-Za-z]{2,}|[\u4e00-\u9fff]{6,}", told) else ""


def name_item(item: Item, items: Sequence[Item]) -> str:
    """第3题, 第3题（2）, 第七大题 or 任务2 where that is unmistakable, else its first clause: ‘丙没有去括号’这题."""
    number = _numbers(items).get(item.id)
    return number or f"‘{clause(item.text)}’这题"


def name_fully(item: Item, items: Sequence[Item]) -> str:
    """第8题‘小区比赛平均每人得几分’: the number and what the item is about, so that it can be of this sheet only."""
    number, about = _numbers(items).get(item.id), matter(item.text)
    return f"{number}‘{about}’" if number and about else name_item(item, items)


@lru_cache(maxsize=REMEMBERED)
def matter(text: str) -> str:
    """What an item is about in a few words of its own: the first clause that tells, up to its gap; else its first sum or words
    in English; "" where nothing but formulas and options stands there.
    """
    stem = "\n".join(_OPTION.split(NUMBER.sub("", text.strip()).lstrip("★☆⭐ "))[0].split("\n")[:STEM_LINES])
    for piece in re.split(r"[，。；？！：?!;]|\n|※|(?<=[\u4e00-\u9fff]),", _LEAD.sub("", _ASIDE.sub("", stem))):
        head = _SIGNS.split(piece)[0]
        said = re.sub("[‘’]", "", tidy(_LABEL.sub("", head)))
        if re.search("[\u4e00-\u9fff]{4}", said) and not _OF_ANY.search(said):
            return _cut(said, more=len(head) < len(piece))
    if worked := _WORKED.search(stem):
        return re.sub(r"\s", "", worked[0])
    english = re.search(r"[A-Z]?[A-Za-z'’,]+(?: [A-Za-z'’,]+){2,}", stem)
    return _cut(re.sub("[‘’]", "'", english[0]), more=True) if english else ""


def _cut(said: str, *, more: bool) -> str:
    if said.isascii() and len(words := said.split()) > FULL_WORDS:
        return " ".join(words[:FULL_WORDS]) + "…"
    if len(said) > FULL_CHARS and not said.isascii():
        return said[: FULL_CHARS - 2].rstrip("…、的和与( （") + "…"
    return f"{said}…" if more else said


# says nothing of this item
_OF_ANY = re.compile("^(?:想|学有余力|根据|按|照|阅读|下[列面]|以[下上]|在○里|在括号|算一算|[^，]{0,4}(?:题|空|得数)$)")
_ASIDE = re.compile(r"[（(][^（）()\n]*[\u4e00-\u9fff]{2}[^（）()\n]*(?:[）)]|$)|[（(]选[）)]")  # （选做）
_LEAD = re.compile(r"^\s*(?:[^，：\n]{2,6}：|Writing)")  # 易混辨析：
_WORKED = re.compile(r"\d[\d./]*(?:\s*[+＋\-−－×÷]\s*\d[\d./]*)+(?=\s*[=＝○])")  # 36＋27, 9－3＋5
_OPTION = re.compile(r"(?:^|\s)[A-D][.．、]\s*")
FULL_CHARS, FULL_WORDS = 16, 5
STEM_LINES = 3  # what stands below them is answers, tables and notes


def name_items(chosen: Sequence[Item], items: Sequence[Item]) -> str:
    """第1—8、10题; an item all of whose parts are chosen under its number, what has no number counted (和另外2小题)."""
    known = _numbers(items)
    told = {one.id: known.get(one.id, "") for one in chosen}
    left = {_main(known[one.id]) for one in items if one.id in known and one.id not in told}
    mains = {number for name in told.values() if (number := _main(name)) and number not in left}
    rest = [one for one in chosen if _main(told[one.id]) not in mains]
    names = [re.sub("这题$", "", name_item(one, items)) for one in rest]
    if not mains:
        return "、".join(names[:2]) + (f"等{len(rest)}题" if len(rest) > 2 else "")
    more = (
        f"和另外{len(rest)}小题"
        if len(rest) > 2
        else "".join(f"{sign}{name}" for sign, name in zip("和、", names, strict=False))
    )
    return f"第{_ranges(sorted(mains))}题{more}"


def main_number(item: Item, items: Sequence[Item]) -> int | None:
    """The number under which the item stands, where it is unmistakable: 3 of item 3 and of its part （2）."""
    return _main(_numbers(items).get(item.id, ""))


def _main(name: str) -> int | None:
    """3 of 第3题 and of 第3题（2）."""
    found = re.match(r"第(\d+)题", name)
    return int(found[1]) if found else None


def find_runs(numbers: Sequence[int]) -> list[list[int]]:
    """1, 2, 3, 5 → [1, 2, 3], [5]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _ranges(numbers: Sequence[int]) -> str:
    runs = find_runs(numbers)
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


@remembered_of_items
def _numbers(items: Sequence[Item]) -> dict[str, str]:
    """The unmistakable name of each item by its id."""
    found = [NUMBER.match(item.text) for item in items]
    main = [int(one[1]) if one and one[1] else None for one in found]
    titled = [_TITLED.match(item.text) for item in items]
    names = [
        tidy(title[1]) if title else f"第{number}题" if number else f"第{one[4]}大题" if one and one[4] else ""
        for title, number, one in zip(titled, main, found, strict=True)
    ]
    told = Counter(names)
    own = {item.id: name for item, name in zip(items, names, strict=True) if name and told[name] == 1}
    return own | _parts(items, main, own)


def _parts(items: Sequence[Item], main: Sequence[int | None], own: dict[str, str]) -> dict[str, str]:
    """第3题（2）: parts that stand between items 2 and 4, where nothing but item 3 can hold them."""
    numbers = [number for number in main if number]
    if not numbers or numbers != sorted(set(numbers)):
        return {}
    named: dict[str, str] = {}
    before, run = 0, list[list[Item]]()
    for item, number in zip(items, main, strict=True):
        sign = re.match(r"\s*[（(](\d{1,2})[）)]|\s*([①-⑩])", item.text)
        if number:
            if run and len(run) == number - before - 1:
                named |= {
                    part.id: f"第{before + 1 + place}题（{nth}）"
                    for place, parts in enumerate(run)
                    for nth, part in enumerate(parts, 1)
                }
            before, run = number, []
        elif sign and (sign[1] == "1" or sign[2] == "①"):
            run.append([item])
        elif sign and run:
            run[-1].append(item)
        else:  # something else stands between: its number may be the missing one
            run.append([])
    return named
