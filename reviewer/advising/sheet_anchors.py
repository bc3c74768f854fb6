"""Which item of a sheet a suggestion is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from reviewer.advising.item_words import commonest_kind, easiest_item, hardest_item, is_whole, is_written, weigh_item
from reviewer.advising.places import Span, among, place
from reviewer.advising.sheet_standards import find_checked
from reviewer.datamodels import Item

ItemFinder = Callable[[Sequence[Item], Sequence[Span]], Span | None]


def _signs(item: Item) -> int:
    return len(re.findall("[=＝]", item.text))


def _item(pick: Callable[[Sequence[Item]], Item | None], *, at_fault: bool = False) -> ItemFinder:
    def find(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
        chosen = among(items, failing if at_fault else ())
        return place(pick(chosen)) if chosen else None

    return find


def _first_trouble(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
    """The failing passage itself, which may stand outside the items; the first item where no passage is known."""
    return failing[0] if failing else place(next(iter(items), None))


def _copying(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
    copied = next((one for one in among(items, failing) if one.copying), None)
    inside = (span for span in failing if copied and copied.start < span[0] < copied.end)
    return next(inside, place(copied)) or next(iter(failing), None)


def _plain(items: Sequence[Item], failing: Sequence[Span]) -> Span | None:
    """The first item to think about that is none of those found (of too few that show what is asked for)."""
    rest = [one for one in items if not any(one.start < end and start < one.end for start, end in failing)]
    return place(next((one for one in rest if is_whole(one)), next(iter(rest or items), None)))


def _most_alike(items: Sequence[Item]) -> Item | None:
    """The repeating item that comes nearest what it repeats: where only the numbers differ nobody doubts it."""
    by_id = {one.id: one.text for one in items}
    again = [one for one in items if one.repeats in by_id]
    return max(
        again, key=lambda one: SequenceMatcher(None, by_id[one.repeats or ""], one.text).ratio(), default=None
    ) or next((one for one in items if one.repeats), None)


def _heaviest(items: Sequence[Item]) -> Item:
    """What to take off first of what is done in writing: practical and spoken work is no burden under the cap."""
    return max([one for one in items if is_written(one)] or items, key=weigh_item)


HOMEWORK: dict[str, ItemFinder] = {
    "item_first": _item(lambda items: items[0]),
    "item_last": _item(lambda items: items[-1]),
    "item_trouble": _first_trouble,
    "item_plain": _plain,
    "item_repeat": _item(lambda items: next((one for one in items if one.repeats), None), at_fault=True),
    "item_sums": _item(lambda items: _most_alike(items) or max(items, key=_signs), at_fault=True),
    "item_copy": _copying,
    "item_heavy": _item(_heaviest),
    "item_common": _item(lambda items: next(one for one in items if one.kind == commonest_kind(items))),
    "item_hard": _item(hardest_item),
    "item_easy": _item(easiest_item),
    "item_checked": _item(find_checked),
    "tier": _item(lambda items: next((i for i in items if i.tier_labelled), hardest_item(items)), at_fault=True),
}
