"""What was found in a draft is kept while its suggestions are written: every wording of each asks for it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from reviewer.datamodels import Draft, HomeworkMeasures, LessonMeasures

T = TypeVar("T")
M = TypeVar("M", LessonMeasures, HomeworkMeasures)
KEPT = 4  # drafts, a few reviews at the same time


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
