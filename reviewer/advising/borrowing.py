"""A few words of an exemplar to end a suggestion with: the stretch of its passage that is nearest to what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.rubrics import Indicator

BORROWED_CHARS = 60
SHORTEST = 10
NEAR = 3  # shared pairs of characters; a single one is chance
_ENDS = re.compile(r"(?<=[。！？；])(?![”’）])|(?<=[。！？；][”’）])|\n|<br>|\|")
KIN = {"信息技术": "信息科技", "体育": "体育与健康", "生物": "生物学"}
COMMON = {"没有", "学生", "一个", "自己", "同学", "我们", "他们", "可以", "完成"}
# Its own class, groups and cards: outside its lesson they mean nothing.
_ITS_OWN = re.compile(
    r"\d+\s*[个名位]?(?:孩子|同学|学生|人)|[甲乙丙丁](?:[、或和与组层档：:]|$)|前测|问题墙|病历|[ABC](?:[、层组：:（]|$)"
)
_MARKS = re.compile(r"^[\s\-•>#*\d.．、）)（(]+")


def same_subject(one: str | None, other: str | None) -> bool:
    """An example from another subject is read as a mistake; without a subject there is none."""
    return one is not None and other is not None and KIN.get(one, one) == KIN.get(other, other)


def borrow(indicator: Indicator, passages: Iterable[tuple[str, str]]) -> str:
    """可参照范例《…》：‘…’。 from the one of `passages` (title, text) that has something nearest the indicator; "" if none has.

    The stretch is verbatim and at most BORROWED_CHARS long; near means that it shares at least NEAR pairs of characters
    with `seek`, the sentence that shows the indicator, or with its name in plain words.
    """
    wanted = _pairs(indicator.seek) | _pairs(indicator.present) | _pairs(indicator.name)
    found = [
        (len(_pairs(stretch) & wanted), title, stretch)
        for title, text in passages
        for piece in _ENDS.split(text)
        if (stretch := _cut(piece))
    ]
    shared, title, stretch = max(found, key=lambda one: one[0], default=(0, "", ""))
    if shared < NEAR:
        return ""
    name = re.sub(r"^《([^《》]*)》$", r"\1", title).replace("《", "〈").replace("》", "〉")
    return f"可参照范例《{name}》：‘{stretch}’。"


def _cut(piece: str) -> str:
    """The piece without the marks before it, ended at a clause if it is long; "" if it is no plain sentence."""
    piece = _MARKS.sub("", piece).strip()
    if len(piece) > BORROWED_CHARS:
        clauses = [match.start() for match in re.finditer("[，；：。]", piece[:BORROWED_CHARS])]
        piece = piece[: clauses[-1]] if clauses else ""
    plain = len(piece) >= SHORTEST and not re.search(r"[*`_]", piece) and not _ITS_OWN.search(piece)
    closed = all(piece.count(opening) == piece.count(closing) for opening, closing in ("“”", "‘’", "（）", "《》"))
    asks = piece.endswith(("？", "?"))  # out of its lesson a question says nothing
    return piece.rstrip("，；。： ") if plain and closed and not asks else ""


def _pairs(text: str) -> set[str]:
    words = re.findall(r"[\u4e00-\u9fff]+", text)
    return {word[i : i + 2] for word in words for i in range(len(word) - 1)} - COMMON
