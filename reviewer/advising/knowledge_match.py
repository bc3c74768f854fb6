"""Which knowledge point a draft is on: by its title, else by its goals and key points, or by the items of a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reviewer.advising.knowledge import KnowledgePoint, points_of
from reviewer.advising.knowledge_words import RELATED, close
from reviewer.advising.overlap import shared
from reviewer.advising.places import text_of
from reviewer.advising.remembering import remembered
from reviewer.datamodels import Draft, HomeworkMeasures, Item, LessonMeasures

MENTIONS = 3  # in the whole draft: a point named less often is not what it is on
GOALS = 2  # mentions in goals and key points, where the title doesn't name it
LEAST_ITEMS, LEAST_SHARE = 3, 1 / 3  # of a sheet whose title doesn't name it
SEVERAL = 2  # items on a point that is one of several on the sheet
AHEAD = 1.5  # times what speaks for the next point: of two that are named alike neither is what the draft is on
MANY_WORDS = 32768  # of the bank, kept without their marks
SAID = 3  # words of a mistake that an item has in it
_MIXED = re.compile("园地|复习|综合")  # titles of lessons on several things


@remembered
def find_lesson_point(draft: Draft, measures: LessonMeasures) -> KnowledgePoint | None:
    """The point the plan is on; None where none of the bank's surely is."""
    points, title = _fitting(draft), draft.title.value or ""
    if titled := _longest(points, title):
        return titled
    key = text_of(draft, measures, "key_points")
    aims = "\n".join([key, *(one.text for one in measures.objectives)])

    def told(point: KnowledgePoint) -> float:
        named = [word for word in point.words if draft.text.count(word) >= MENTIONS]
        times = {word: aims.count(word) for word in named}
        meant = max(times.values(), default=0) >= GOALS or any(word in key for word in named)
        return sum(len(word) * count for word, count in times.items()) if meant else 0

    return None if _MIXED.search(title) else _ahead([(told(one), one) for one in points])


def is_about(point: KnowledgePoint, text: str) -> bool:
    """Whether a stretch of the plan works with the point: it names it, or has RELATED words of its support card."""
    return any(word in text for word in point.words) or shared(f"{point.name}，{point.help}", text) >= RELATED


def speaks_of(point: KnowledgePoint, text: str) -> int:
    """How much of the point a stretch of the plan has in it: words of what is asked, found out and got wrong, one more for its name."""
    told = shared("，".join((point.name, point.help, point.slip, point.ask, point.explore)), text)
    return told + any(word in text for word in point.words)


def find_sheet_point(draft: Draft, measures: HomeworkMeasures) -> KnowledgePoint | None:
    """The point the sheet is on: named in its title, else in a third of its items, at least three."""
    if titled := _longest(_fitting(draft), draft.title.value or ""):
        return titled
    held = _held(draft, measures)
    least = max(LEAST_ITEMS, LEAST_SHARE * len(measures.items))
    return _ahead([(count if count >= least else 0, one) for count, one in held], [count for count, _ in held])


def find_item_point(draft: Draft, measures: HomeworkMeasures, item: Item | None) -> KnowledgePoint | None:
    """On a sheet of several points (a test, a revision) the one this item names, else the one most items are on, at least SEVERAL."""
    own = _named(draft, item) if item else None
    most, common = max(_held(draft, measures), key=lambda pair: pair[0], default=(0, None))
    return own or (common if most >= SEVERAL else None)


def find_item_slip(draft: Draft, item: Item) -> str | None:
    """The usual mistake of the point that this very item names, where the item lets it be made."""
    point = _named(draft, item)
    return close(point.slip) if point is not None and _tells(point.slip, item.text) else None


@remembered
def find_slip_item(draft: Draft, measures: HomeworkMeasures) -> Item | None:
    """The item that has most of a usual mistake's words in it."""
    items = measures.items
    told = [(shared(slip, one.text), -at) for at, one in enumerate(items) if (slip := find_item_slip(draft, one))]
    return items[-max(told)[1]] if told else None


def find_point_item(draft: Draft, measures: HomeworkMeasures) -> Item | None:
    """The item on which the usual mistake of the sheet's point is most likely made: that has most of its words."""
    point = find_sheet_point(draft, measures)
    if point is None:
        return None
    told = [(shared(f"{point.slip}，{point.mend}", one.text), -at) for at, one in enumerate(measures.items)]
    most, at = max(told, default=(0, 0))
    return measures.items[-at] if most >= RELATED else None


def _tells(slip: str, text: str) -> bool:
    """Whether a single item speaks of what the mistake is about: a third of its words, SAID at least."""
    said = shared(slip, text)
    return said >= SAID and said * 3 >= shared(slip, slip)


def _named(draft: Draft, item: Item) -> KnowledgePoint | None:
    return _longest(_fitting(draft), item.text)


@remembered
def _held(draft: Draft, measures: HomeworkMeasures) -> list[tuple[int, KnowledgePoint]]:
    """In how many items each point is named."""
    texts = [item.text for item in measures.items]
    return [(sum(any(word in text for word in one.words) for text in texts), one) for one in _fitting(draft)]


def _ahead(weighed: Sequence[tuple[float, KnowledgePoint]], all_weights: Sequence[float] = ()) -> KnowledgePoint | None:
    """The point that most speaks for, where it is AHEAD of the next."""
    most, found = max(weighed, key=lambda pair: pair[0], default=(0, None))
    weights = sorted(all_weights or [weight for weight, _ in weighed], reverse=True)
    return found if most and (len(weights) < 2 or most >= AHEAD * weights[1]) else None


_HEAD = re.compile("[的和与及（]")
_PARTS = re.compile(r"[·：:]|——|[之\s](?=《)|(?<=\d)\s")


def _fitting(draft: Draft) -> list[KnowledgePoint]:
    stage, subject = draft.stage.value, draft.subject.value
    return [one for one in points_of(subject) if stage is None or stage in one.stages] if subject else []


@lru_cache(maxsize=MANY_WORDS)
def _unmarked(text: str) -> str:
    """Without quotation marks (我的“长生果”); every apostrophe the same (Let’s)."""
    return re.sub('[“”‘’"]', "", re.sub("(?<=[A-Za-z])’(?=[A-Za-z])", "'", text))


def _longest(points: Sequence[KnowledgePoint], title: str) -> KnowledgePoint | None:
    """The point with the longest word in the title: 退位减法 is more surely meant than 减法. 氧气 alone is the only point on it."""
    title = _unmarked(title)
    parts = [part for part in _PARTS.split(title) if len(part) >= 2]  # 诗词曲五首——南安军
    # a word in 《》 is the whole title: 《猫》, not 猫头鹰
    whole = "".join(f"《{part.strip('《》 ')}》" for part in dict.fromkeys([title, *parts]))
    named = [(len(word), -at) for at, point in enumerate(points) for word in point.words if _unmarked(word) in whole]
    if named:
        return points[-max(named)[1]]
    bare = title.strip("《》 ")
    exact = [one for one in points if bare == one.name]
    alike = exact or [one for one in points if bare == _HEAD.split(one.name)[0]]
    return alike[0] if bare and alike and (exact or len(alike) == 1) else None  # 化学方程式: its writing or its sums?
