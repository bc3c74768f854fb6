"""What the indicator modules share: the sheet with its items, and evidence as whole sentences or items."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.datamodels import Draft, Finding, HomeworkMeasures
from reviewer.homework.items import Task

MOST = 3  # passages shown for one indicator
LONGEST = 200  # an item longer than this is shown by its first line


@dataclass(frozen=True, slots=True)
class Sheet:
    draft: Draft
    measures: HomeworkMeasures
    tasks: list[Task]

    @property
    def distinct(self) -> list[int]:
        """Positions of the items that don't say an earlier one again."""
        first: dict[str, int] = {}
        for position, task in enumerate(self.tasks):
            first.setdefault("".join(task.body.split()), position)
        return list(first.values())

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence that holds `offset`, else its line."""
        sentences = self.draft.sentences
        index = bisect_right([sentence.start for sentence in sentences], offset) - 1
        if index >= 0 and sentences[index].start <= offset < sentences[index].end:
            return sentences[index].start, sentences[index].end
        text = self.draft.text
        end = text.find("\n", offset)
        return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end

    def matches(self, pattern: re.Pattern[str], limit: int = MOST) -> tuple[tuple[int, int], ...]:
        """The sentences where `pattern` occurs, first ones first, each once."""
        spans: dict[tuple[int, int], None] = {}
        for match in pattern.finditer(self.draft.text):
            spans[self.sentence(match.start())] = None
            if len(spans) >= limit:
                break
        return tuple(spans)

    def task_spans(self, positions: Iterable[int], limit: int = MOST) -> tuple[tuple[int, int], ...]:
        """The items at `positions` as spans; a long one by its first line."""
        spans = []
        for position in list(positions)[:limit]:
            task = self.tasks[position]
            line = self.draft.text.find("\n", task.start, task.end)
            cut = line if task.end - task.start > LONGEST and line > 0 else task.end
            spans.append((task.start, min(cut, task.start + 2 * LONGEST)))
        return tuple(spans)

    def tasks_with(self, pattern: re.Pattern[str], *, stem: bool = False) -> list[int]:
        """Positions of the items whose words (or nearest stem) match."""
        found = []
        for position, task in enumerate(self.tasks):
            near = task.near if stem else ""
            if pattern.search(task.body) or (near and pattern.search(near)):
                found.append(position)
        return found


def yes(indicator: str, probability: float, spans: tuple[tuple[int, int], ...] = (), note: str = "") -> Finding:
    return Finding(indicator, "yes", probability, spans, note)


def no(indicator: str, probability: float, spans: tuple[tuple[int, int], ...] = (), note: str = "") -> Finding:
    """`probability` is of yes, so it is below one half here."""
    return Finding(indicator, "no", probability, spans, note)


def unclear(indicator: str, spans: tuple[tuple[int, int], ...] = (), note: str = "") -> Finding:
    return Finding(indicator, "unclear", 0.5, spans, note)


def numbers(positions: Iterable[int]) -> str:
    """第1、3、4题 for positions 0, 2, 3; at most five are named."""
    named = [str(position + 1) for position in positions]
    return f"第{'、'.join(named[:5])}{'…' if len(named) > 5 else ''}题"
