"""What differs between an item and the one it repeats: the sort of change, and the changes as `3→5、小明→小红`."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

from reviewer.datamodels import Item, Variants
from reviewer.homework.labels import without_number

How = Literal["numbers", "reworded", "copy"]
_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|[^\W\d_]|[+\-×÷=＋－]")
MOST_SHOWN = 4  # changes listed before `等`
RECAST = 0.5  # below this share of common words the wording is another one, not a few words changed
LONGEST = 12  # characters of a change worth quoting


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(without_number(text))


def sort_of(first: str, second: str) -> How:
    """`copy` word for word, `numbers` if only numbers differ, else `reworded`; punctuation and numbering do not count."""
    one, two = _tokens(first), _tokens(second)
    if one == two:
        return "copy"
    return "numbers" if _wordings(one) == _wordings(two) else "reworded"


def _wordings(tokens: list[str]) -> list[str]:
    return ["0" if token[0].isdigit() else token for token in tokens]


def describe(first: str, second: str) -> str:
    """In plain Chinese: `完全相同`, `3→5、小明→小红`, or `换了说法`."""
    one, two = _tokens(first), _tokens(second)
    if one == two:
        return "完全相同"
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < RECAST:
        return "换了说法"
    changes = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        before, after = "".join(one[start:end]), "".join(two[other_start:other_end])
        changes.append(f"{_short(before)}→{_short(after)}")
    changes = list(dict.fromkeys(changes))
    return "、".join(changes[:MOST_SHOWN]) + ("等" if len(changes) > MOST_SHOWN else "")


def _short(text: str) -> str:
    return (text[:LONGEST] + "…" if len(text) > LONGEST else text) or "（无）"


def find_variants(items: list[Item], groups: list[list[int]]) -> list[Variants]:
    """One entry for each group, in the groups' order; the first item represents."""
    found = []
    for first, *others in groups:
        sorts = {sort_of(items[first].text, items[other].text) for other in others}
        how: How = "reworded" if "reworded" in sorts else "numbers" if "numbers" in sorts else "copy"
        found.append(
            Variants(
                representative=items[first].id,
                items=[items[other].id for other in others],
                how=how,
                differences=[describe(items[first].text, items[other].text) for other in others],
            )
        )
    return found
