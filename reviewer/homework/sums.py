"""Sums of one kind in one item: more than ten of them are repetition inside the item (re.low_repeat)."""

from __future__ import annotations

import re
from collections import defaultdict

from reviewer.homework.forms import plain_signs

SAME_SUMS = 10  # more sums of one kind than this in one item count as repetition (re.low_repeat)

_SUMS_ASKED = re.compile(r"(?:口算|计算|竖式|脱式|算式)[^。\d]{0,8}(\d{1,3})\s*(?:道|题|个算式)")  # 口算30道
_SUM = re.compile(r"(?<![\d.])(\d[\d.]*(?:\s*[+\-×÷*/]\s*[(（]?\s*\d[\d.]*\s*[)）]?){1,12})(?=\s*[=]|[\s,，;；、。]|$)")


def most_same_sums(body: str) -> int:
    """The largest number of sums of one kind in one item: as many steps, of + and − or of × and ÷."""
    counts: dict[str, int] = defaultdict(int)
    text = re.sub(r"[$\\]", " ", plain_signs(body))
    for match in _SUM.finditer(text):
        signs = re.sub(r"\d[\d.]*", "N", re.sub(r"\s", "", match[1]))
        counts[re.sub(r"[×÷*/]", "×", re.sub(r"[+\-]", "+", signs))] += 1
    said = _SUMS_ASKED.search(body)
    return max([*counts.values(), int(said[1]) if said else 0])
