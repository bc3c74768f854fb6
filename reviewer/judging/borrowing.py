"""A few words of an exemplar to end a suggestion with: the stretch of its passage that is nearest to what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.rubrics import Indicator

BORROWED_CHARS = 60
SHORTEST = 10
_ENDS = re.compile(r"(?<=[。！？；])|\n|<br>|\|")
_MARKS = re.compile(r"^[\s\-•>#*\d.．、）)（(]+")


def borrow(indicator: Indicator, passages: Iterable[tuple[str, str]]) -> str:
    """可参照《…》：‘…’。 for the first of `passages` (title, text) that has something near the indicator; "" if none has.

    The stretch is verbatim and at most BORROWED_CHARS long; near means that it shares pairs of characters with `seek`,
    the sentence that shows the indicator.
    """
    wanted = _pairs(indicator.seek + indicator.present)
    for title, text in passages:
        stretches = [stretch for piece in _ENDS.split(text) if (stretch := _cut(piece))]
        best = max(stretches, key=lambda stretch: len(_pairs(stretch) & wanted), default="")
        if _pairs(best) & wanted:
            name = title.strip("《》").replace("《", "〈").replace("》", "〉")
            return f"可参照《{name}》：‘{best}’。"
    return ""


def _cut(piece: str) -> str:
    """The piece without the marks before it, ended at a clause if it is long; "" if it is no plain sentence."""
    piece = _MARKS.sub("", piece).strip()
    if len(piece) > BORROWED_CHARS:
        clauses = [match.start() for match in re.finditer("[，；：。]", piece[:BORROWED_CHARS])]
        piece = piece[: clauses[-1]] if clauses else ""
    return piece.rstrip("，；。： ") if len(piece) >= SHORTEST and not re.search(r"[*`_]", piece) else ""


def _pairs(text: str) -> set[str]:
    words = re.findall(r"[\u4e00-\u9fff]+", text)
    return {word[i : i + 2] for word in words for i in range(len(word) - 1)}
