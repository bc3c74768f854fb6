"""Writes one sheet from a seed and keeps the truth: where each item stands, its tier, what it repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from eval.sheets import layout
from eval.sheets.bank import Bank, Content, How, vary

SUBJECTS = ("数学", "数学", "数学", "语文", "语文", "英语", "科学")
_TIER_MODES = ("real", "real", "same", "twins")
_HOW: tuple[How, ...] = ("numbers", "numbers", "reworded", "reworded", "copy")
MOST_ITEMS = 9  # in one list: ten and more would need two digits in every style


@dataclass(frozen=True, slots=True)
class TrueItem:
    """`[start, end)` of the item with its number; `tier` as the heading or mark is written, None outside tiers."""

    start: int
    end: int
    content: Content
    tier: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`real` is None without tiers; `minutes` is the time the sheet states, None where it states none."""

    seed: int
    text: str
    items: tuple[TrueItem, ...]
    real: bool | None
    minutes: float | None


@dataclass(slots=True)
class _Page:
    random: Random
    bank: Bank
    subject: str
    style: str
    text: str = ""
    items: list[TrueItem] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)

    def draw(self, level: int) -> Content:
        """A task of a family not met on the sheet yet, if a few draws give one."""
        for _ in range(8):
            content = self.bank.draw(self.random, self.subject, level)
            if content.family not in self.drawn:
                break
        self.drawn.add(content.family)
        return content

    def line(self, text: str) -> None:
        self.text += ("\n" if self.text else "") + text

    def item(self, mark: str, content: Content, tier: str | None, *, gap: str = "\n") -> None:
        body = content.text
        if content.options:
            body += self.random.choice(("（  ）", "", "（    ）")) + "\n" + layout.options(self.random, content.options)
        self.text += gap if self.text else ""
        start = len(self.text)
        self.text += mark + body
        self.items.append(TrueItem(start, len(self.text), content, tier))


def build_sheet(seed: int, bank: Bank) -> Sheet:
    """The sheet of a seed: always the same for the same data."""
    random = Random(seed)
    subject = random.choice(SUBJECTS)
    page = _Page(random, bank, subject, random.choice(layout.TOP))
    kind = random.choices(("tiers", "plain", "groups", "table", "inline"), (40, 22, 20, 10, 8))[0]
    if random.random() < 0.8:
        page.line(layout.heading(random, subject))
    for opener in random.sample(layout.OPENERS, random.choice((0, 0, 1, 1, 2))):
        page.line(opener)
    real, minutes = None, None
    if kind == "tiers":
        real, minutes = _tiers(page)
    elif kind == "groups":
        _groups(page)
    elif kind == "table":
        real, minutes = _table(page)
    elif kind == "inline":
        real = _inline(page)
    else:
        minutes = _plain(page)
    for closer in random.sample(layout.CLOSERS, random.choice((0, 1, 1, 2))):
        page.line(closer)
    return Sheet(seed, page.text, tuple(page.items), real, minutes)


def _contents(page: _Page, levels: list[int], repeat: float) -> list[Content]:
    """One task for each level, and with probability `repeat` each a variant after it, in mixed order."""
    random = page.random
    drawn: list[Content] = []
    for level in levels:
        content = page.draw(level)
        drawn.append(content)
        if random.random() < repeat:
            again = vary(random, content, random.choice(_HOW))
            drawn += [again] if again else []
    random.shuffle(drawn)
    return drawn[:MOST_ITEMS]


def _list(page: _Page, contents: list[Content], style: str, tier: str | None, at: int) -> int:
    """Writes tasks with their numbers from `at` on; now and then a stem with sub-questions. Returns the next number."""
    random = page.random
    for content in contents:
        mark = layout.number(style, at)
        subs = layout.SUB.get(style)
        if subs and random.random() < 0.15:
            _stem(page, mark, random.choice(subs), tier, content)
        else:
            page.item(mark, content, tier)
        if random.random() < 0.1:
            page.line(random.choice(layout.BETWEEN))
        at += 1
    return at


def _stem(page: _Page, mark: str, sub: str, tier: str | None, first: Content) -> None:
    random = page.random
    stem = random.choice(layout.STEMS[page.subject])
    page.line(mark + stem)
    inline = "\n" not in stem and sub not in ("{n}. ", "{n}．", "{n}、", "{n}) ") and random.random() < 0.25
    contents = [first, *(page.draw(min(3, first.level)) for _ in range(random.randint(1, 3)))]
    kept = [one for one in contents if not (inline and one.options)]
    contents = kept if len(kept) > 1 else contents
    for at, content in enumerate(contents, 1):
        page.item(layout.number(sub, at), content, tier, gap="  " if inline else "\n")


def _plain(page: _Page) -> float | None:
    random = page.random
    minutes = random.choice((None, None, 15.0, 20.0, 30.0, 40.0))
    if minutes:
        page.line(random.choice(layout.TIMES).format(int(minutes)))
    contents = _contents(page, random.choices((1, 2, 2, 3, 4), k=random.randint(4, 7)), 0.45)
    _list(page, contents, page.style, None, 1)
    return minutes


def _groups(page: _Page) -> None:
    random = page.random
    style, at, goes_on = random.choice(layout.GROUPED), 1, random.random() < 0.5
    for group in range(1, random.randint(3, 4) + 1):
        level = min(4, group)
        page.line(f"{layout.chinese(group)}、{random.choice(layout.GROUP_TITLES[level])}")
        contents = _contents(page, [level] * random.randint(2, 4), 0.5)
        if not goes_on:
            at = 1
        at = _list(page, contents, style, None, at)


def _levels(random: Random, mode: str, tier: int, tiers: int) -> list[int]:
    """What tier number `tier` asks: rising where real, else all alike."""
    if mode == "real":
        base = {2: (1, 4), 3: (1, 3, 4)}[tiers][tier]
        return [max(1, min(4, base + (random.random() < 0.25 and tier == 0))) for _ in range(random.randint(2, 3))]
    return [1 if random.random() < 0.5 else 2 for _ in range(random.randint(2, 3))]


def _by_tier(page: _Page, tiers: int) -> tuple[list[list[Content]], bool]:
    random = page.random
    mode = random.choice(_TIER_MODES)
    if mode != "twins":
        level = _levels(random, "same", 0, tiers)
        drawn = [
            _contents(page, _levels(random, mode, at, tiers) if mode == "real" else level, 0.15) for at in range(tiers)
        ]
        return drawn, mode == "real"
    first = [page.draw(random.choice((1, 2))) for _ in range(random.randint(2, 3))]
    again = [
        [vary(random, one, random.choice(("numbers", "reworded"))) or one for one in first] for _ in range(tiers - 1)
    ]
    return [first, *again], False


def _tiers(page: _Page) -> tuple[bool, float | None]:
    random = page.random
    names = random.choice(layout.TIERS)
    style = random.choice([one for one in layout.TOP if one not in ("{c}、", "任务{c}：", "### {n}. ", "作业{c}：")])
    if page.subject == "语文" and random.random() < 0.25:
        style = random.choice(("", "- "))  # tasks without numbers
    timed = random.random() < 0.3
    numbered = not names[0].startswith(("（", "★", "【", "第", "#", "层")) and random.random() < 0.4
    contents, real = _by_tier(page, len(names))
    total, at, goes_on = 0.0, 1, random.random() < 0.5
    for tier, (name, tasks) in enumerate(zip(names, contents, strict=True)):
        minutes = random.choice((5, 8, 10, 15))
        total += minutes
        note = (
            f"（{minutes}分钟）"
            if timed
            else random.choice(("", "", "：", "（选做）" if tier == len(names) - 1 else ""))
        )
        page.line((f"{layout.chinese(tier + 1)}、" if numbered else "") + name + note)
        if not goes_on:
            at = 1
        at = _list(page, tasks, style, name, at)
    return real, total if timed else None


def _inline(page: _Page) -> bool:
    """The tier stands at the head of each task."""
    random = page.random
    names = random.choice(layout.INLINE_TIERS)
    contents, real = _by_tier(page, 3)
    before, at = random.random() < 0.3, 1
    for name, tasks in zip(names, contents, strict=True):
        for content in tasks:
            mark = layout.number("{n}. ", at)
            page.item(name + mark if before and name.startswith("★") else mark + name, content, name)
            at += 1
    return real


def _table(page: _Page) -> tuple[bool | None, float | None]:
    """One row a task: number, task, and a tier column or minutes."""
    random = page.random
    tiered, timed = random.random() < 0.5, random.random() < 0.5
    names = random.choice((("基础", "拓展", "实践"), ("基础性作业", "拓展性作业", "实践性作业"), ("A层", "B层", "C层")))
    contents, real = _by_tier(page, 3)
    columns = ["题号", *(["作业类型"] if tiered else []), "作业内容", "设计意图", *(["预计时长"] if timed else [])]
    page.line("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns))
    at, total = 1, 0.0
    for name, tasks in zip(names, contents, strict=True):
        for content in tasks:
            if content.options or re.search(r"[|$\n]", content.text):
                continue
            minutes = random.choice((2, 3, 5, 8))
            total += minutes
            page.line(f"| {at} | " + (f"{name} | " if tiered else ""))
            page.item("", content, name if tiered else None, gap="")
            page.text += " | 巩固所学 |" + (f" {minutes}分钟 |" if timed else "")
            at += 1
    return (real if tiered else None), (total if timed else None)
