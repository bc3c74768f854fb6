"""Stacked fractions as one line of text: 3 over a bar over 4 → 3/4."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.documents.pdf.grids import Rule
from reviewer.documents.pdf.printed import Char

MAX_BAR = 90.0  # points; a longer rule underlines a heading
MAX_BARS = 400
NEAR = 0.9  # of a character's height: from the bar to the writing above and below
COMPOUND = re.compile(r"[+\-−×÷·=]")


def write_fractions(chars: Sequence[Char], levels: Sequence[Rule]) -> list[Char]:
    """The characters, those above and below a short bar replaced by one `a/b` at the height of the bar."""
    kept = list(chars)
    for y, x0, x1 in [rule for rule in levels if rule[2] - rule[1] <= MAX_BAR][:MAX_BARS]:
        near = [char for char in kept if x0 - 2 <= (char.x0 + char.x1) / 2 <= x1 + 2]
        above = [char for char in near if _touches(y - char.bottom, char) and (char.top + char.bottom) / 2 < y]
        below = [char for char in near if _touches(char.top - y, char) and (char.top + char.bottom) / 2 > y]
        if not (_is_term(above) and _is_term(below) and _fits(above, x0, x1, kept) and _fits(below, x0, x1, kept)):
            continue
        size = max(char.bottom - char.top for char in above)
        text = f"{_term(above)}/{_term(below)}"
        spot = kept.index(above[0])
        gone = set(map(id, above + below))
        fraction = Char(text, x0, x1, y - size / 2, y + size / 2)
        kept = (
            [char for char in kept[:spot] if id(char) not in gone]
            + [fraction]
            + [char for char in kept[spot:] if id(char) not in gone]
        )
    return kept


def _touches(distance: float, char: Char) -> bool:
    return -0.5 * (char.bottom - char.top) <= distance <= NEAR * (char.bottom - char.top) * 0.5


def _is_term(chars: Sequence[Char]) -> bool:
    text = "".join(char.text for char in chars).strip()
    return 0 < len(text) <= 12 and all(part.isascii() or part in "×÷−·πａｂ（）" or "Ͱ" <= part <= "Ͽ" for part in text)


def _fits(term: Sequence[Char], x0: float, x1: float, chars: Sequence[Char]) -> bool:
    """Whether the writing ends with the bar: an underlined word in a sentence goes on beside it."""
    size = max(char.bottom - char.top for char in term)
    top = min(char.top for char in term)
    sides = [c for c in chars if c not in term and abs(c.top - top) < 0.3 * size and c.text.strip()]
    return not any(-1 <= x0 - c.x1 < 0.15 * size or -1 <= c.x0 - x1 < 0.15 * size for c in sides)


def _term(chars: Sequence[Char]) -> str:
    text = "".join(char.text for char in sorted(chars, key=lambda c: c.x0)).strip()
    return f"({text})" if COMPOUND.search(text) else text
