"""What finding repeats costs as their number grows: items across sheets, and drafts that are nearly one another."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import count, islice
from typing import Any

from eval.edited import edit
from eval.growth import slope
from reviewer.batch.duplicates import find_near
from reviewer.batch.repeats import repeated_items
from reviewer.documents import draft_from_text
from reviewer.homework.items import Task, find_tasks

SIZES = (1_000, 10_000)


def measure_pairs(texts: Sequence[str], sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """Seconds for each number of items and of drafts, what was found, and the exponents of growth (1: linear)."""
    chance = random.Random(5)
    drafts = [edit(texts[number % len(texts)], number, chance) for number in range(max(sizes))]
    sheets = [text for text in texts if draft_from_text(text, name="").kind.value == "homework"]
    tasks = _items(sheets, max(sizes))
    found: dict[str, Any] = {"items": {}, "drafts": {}}
    for size in sizes:
        since = time.perf_counter()
        repeated = len(repeated_items(tasks[:size]))
        found["items"][size] = (round(time.perf_counter() - since, 2), repeated)
        since = time.perf_counter()
        near = len(find_near(drafts[:size], drafts.__getitem__))
        found["drafts"][size] = (round(time.perf_counter() - since, 2), near)
    exponents = {name: slope([(size, max(took, 0.01)) for size, (took, _) in found[name].items()]) for name in found}
    return found | {"exponents": exponents}


def _items(texts: Sequence[str], most: int) -> list[tuple[int, Task]]:
    """(sheet, item) of as many edited ones of these sheets as give `most` items."""
    chance = random.Random(6)
    sheets = (edit(texts[number % len(texts)], number, chance) for number in count())
    listed = (
        (number, task)
        for number, text in enumerate(sheets)
        for task in find_tasks(draft_from_text(text, name=f"{number}.txt", kind="homework"))
    )
    return list(islice(listed, most))
