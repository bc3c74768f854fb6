"""What became of each paragraph or cell from one draft to the next: kept, changed, moved, added, removed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Literal

from reviewer.datamodels import Block, Draft, Place, Stretch, TextChange, TextDifference

ALIKE = 0.5  # similarity from which a paragraph in the same place counts as changed, not as replaced
MOVED_ALIKE = 0.7  # the same for one found elsewhere
MIN_MOVED = 8  # characters; shorter paragraphs (学生活动) are found everywhere
SHORTEST_SAME = 2  # characters in common inside a changed paragraph; single ones only scatter the marks
SPACE = re.compile(r"\s+")
NUMBER = re.compile(r"^[（(]?[\d一二三四五六七八九十①-⑳]{1,3}[)）、.．]\s*")

ChangeKind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A block of a draft, its text without white space and list number, and how often each pair of characters occurs."""

    block: Block
    text: str
    key: str
    pairs: Counter[str]


def units_of(draft: Draft) -> list[Unit]:
    """The paragraphs and cells of a draft in reading order; page headers are left out."""
    units = []
    for block in draft.blocks:
        text = draft.text[block.start : block.end]
        key = NUMBER.sub("", SPACE.sub("", text))
        if key and block.kind != "header":
            units.append(Unit(block, text, key, Counter(key[at : at + 2] for at in range(max(len(key) - 1, 1)))))
    return units


def similarity(one: Unit, other: Unit, floor: float = 0.0) -> float:
    """Dice coefficient of the character pairs of two paragraphs, 0–1; 0 where their lengths alone keep it below `floor`."""
    shorter, longer = sorted((one.pairs.total(), other.pairs.total()))
    if 2 * shorter < floor * (shorter + longer):
        return 0.0
    return 2 * (one.pairs & other.pairs).total() / (shorter + longer)


def find_differences(old: Draft, new: Draft) -> TextDifference:
    """Paragraphs and cells of `old` and `new` matched; those that stayed are only counted."""
    matching = Matching(units_of(old), units_of(new))
    changes = [_change(old, new, *found) for found in matching.changes()]
    kinds = Counter(change.kind for change in changes)
    total = sum(len(unit.key) for unit in matching.after)
    return TextDifference(
        kept=round(matching.kept(changes) / total, 3) if total else 0.0,
        same=matching.same,
        changed=kinds["changed"],
        moved=kinds["moved"],
        added=kinds["added"],
        removed=kinds["removed"],
        changes=changes,
    )


class Matching:
    """Which unit of the old draft became which of the new one, by index: in place first, then those found elsewhere."""

    def __init__(self, before: Sequence[Unit], after: Sequence[Unit]) -> None:
        self.before, self.after = before, after
        matcher = SequenceMatcher(None, [unit.key for unit in before], [unit.key for unit in after], autojunk=False)
        codes = matcher.get_opcodes()
        equal = [after[j] for kind, _, _, start, end in codes if kind == "equal" for j in range(start, end)]
        self.same, self.same_chars = len(equal), sum(len(unit.key) for unit in equal)
        gaps = [(range(low, high), range(start, end)) for kind, low, high, start, end in codes if kind != "equal"]
        self.in_place: dict[int, int] = {}
        for lows, highs in gaps:
            self.in_place |= self._reworded(lows, highs)
        self.left = [i for lows, _ in gaps for i in lows if i not in self.in_place]
        placed = set(self.in_place.values())
        self.came = [j for _, highs in gaps for j in highs if j not in placed]
        self.moved = self._elsewhere()

    def kept(self, changes: Iterable[TextChange]) -> int:
        """Characters of the new draft, without white space, that were in the old one."""
        inside = (stretch.text for change in changes for stretch in change.stretches if stretch.kind == "same")
        return self.same_chars + sum(len(SPACE.sub("", text)) for text in inside)

    def _best_first(self, lows: Iterable[int], highs: Sequence[int], floor: float) -> list[tuple[float, int, int]]:
        scored = ((similarity(self.before[i], self.after[j], floor), i, j) for i in lows for j in highs)
        return sorted((one for one in scored if one[0] >= floor), key=lambda one: (-one[0], one[1:]))

    def _reworded(self, lows: range, highs: range) -> dict[int, int]:
        """Within one stretch, pairs alike that never cross."""
        pairs: dict[int, int] = {}
        for _, i, j in self._best_first(lows, highs, ALIKE):
            if i not in pairs and all(j != b and (i < a) == (j < b) for a, b in pairs.items()):
                pairs[i] = j
        return pairs

    def _elsewhere(self) -> dict[int, int]:
        left = [i for i in self.left if len(self.before[i].key) >= MIN_MOVED]
        came = [j for j in self.came if len(self.after[j].key) >= MIN_MOVED]
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for _, i, j in self._best_first(left, came, MOVED_ALIKE):
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)
        return pairs

    def changes(self) -> Iterator[tuple[Unit | None, Unit | None, bool]]:
        """(old, new, whether elsewhere) in the order of the new draft; what was removed, where it used to stand."""
        rows: list[tuple[float, int | None, int | None]] = []
        rows += [(j, i, j) for i, j in (self.in_place | self.moved).items()]
        rows += [(j, None, j) for j in self.came if j not in self.moved.values()]
        shrink = len(self.after) / max(len(self.before), 1)
        rows += [(i * shrink, i, None) for i in self.left if i not in self.moved]
        for _, i, j in sorted(rows, key=lambda row: row[0]):
            yield (
                None if i is None else self.before[i],
                None if j is None else self.after[j],
                i is not None and i in self.moved,
            )


def _change(old: Draft, new: Draft, before: Unit | None, after: Unit | None, elsewhere: bool) -> TextChange:
    kind: ChangeKind = "removed" if after is None else "added"
    alike = 0.0
    if before is not None and after is not None:
        kind = "moved" if elsewhere and before.key == after.key else "changed"
        alike = round(similarity(before, after), 3)
    return TextChange(
        kind=kind,
        old=_place(old, before.block) if before else None,
        new=_place(new, after.block) if after else None,
        stretches=list(find_stretches(before.text if before else "", after.text if after else "")),
        similarity=alike,
        moved=elsewhere,
    )


def _place(draft: Draft, block: Block) -> Place:
    return Place(start=block.start, end=block.end, where=draft.where(block.start))


def _says_something(block: Match, old: int, new: int) -> bool:
    """Whether a run in common is long enough, begins or ends both; the empty one at the very end always."""
    a, b, size = block
    return size >= SHORTEST_SAME or a + b == 0 or (a + size, b + size) == (old, new)


def find_stretches(old: str, new: str) -> Iterator[Stretch]:
    """The characters of a paragraph before and after, as runs kept, removed and added; runs too short to mean anything
    are not kept.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if _says_something(block, len(old), len(new))]
    i = j = 0
    for a, b, size in blocks:
        if old[i:a]:
            yield Stretch(kind="removed", text=old[i:a])
        if new[j:b]:
            yield Stretch(kind="added", text=new[j:b])
        if size:
            yield Stretch(kind="same", text=new[b : b + size])
        i, j = a + size, b + size
