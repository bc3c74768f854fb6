"""What was found in a draft is kept while its suggestions are written: every wording of each asks for it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from threading import Lock
from typing import TypeVar

from reviewer.datamodels import Draft, HomeworkMeasures, Item, LessonMeasures

T = TypeVar("T")
M = TypeVar("M", LessonMeasures, HomeworkMeasures)
KEPT = 4  # drafts, a few reviews at the same time
LISTS = 64  # of items: a sheet, its parts, those left to choice …


def remembered(find: Callable[[Draft, M], T]) -> Callable[[Draft, M], T]:
    """`find` asked once for these very objects; what it returns must not be changed. Thread-safe."""
    kept: OrderedDict[tuple[int, int], tuple[Draft, M, T]] = OrderedDict()
    lock = Lock()

    @wraps(find)
    def ask(draft: Draft, measures: M) -> T:
        key = id(draft), id(measures)
        with lock:
            if key in kept:  # both are held, so no other object has taken their place
                return kept[key][2]
        found = find(draft, measures)
        with lock:
            kept[key] = draft, measures, found
            while len(kept) > KEPT:
                kept.popitem(last=False)
        return found

    return ask


def remembered_of_items(find: Callable[[Sequence[Item]], T]) -> Callable[[Sequence[Item]], T]:
    """`find` asked once for these very items in this order; what it returns must not be changed. Thread-safe."""
    kept: OrderedDict[tuple[int, ...], tuple[Sequence[Item], T]] = OrderedDict()
    lock = Lock()

    @wraps(find)
    def ask(items: Sequence[Item]) -> T:
        key = tuple(map(id, items))
        with lock:
            if key in kept:  # they are held, so no other objects have taken their place
                return kept[key][1]
        found = find(items)
        with lock:
            kept[key] = tuple(items), found
            while len(kept) > LISTS:
                kept.popitem(last=False)
        return found

    return ask
