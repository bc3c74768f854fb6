"""Sums of one kind in one item: more than ten of them are repetition inside the item (re.low_repeat)."""

from __future__ import annotations

import re
from collections import defaultdict

from reviewer.homework.forms import plain_signs

SAME_SUMS = 10  # more sums of one kind than this in one item count as repetition (re.low_repeat)

_SUMS_ASKED = re.compile(r"(?:口算|计算|竖式|脱式|算式)[^。\d]{0,8}(\d{1,3})\s*(?:道|题|个算式)")  # 口算30道
_SUM = re.compile(r"(?<![\d.])(\d[\d.]*(?:\s*[+\-×÷*/]\s*[(（]?\s*\d[\d.]*\s*[)）]?){1,12})(?=\s*[=]|[\s,，;；、。]|$)")


_PART = re.compile(r"[\s\u3000；;。]+")
_LENGTHS = re.compile(r"千米|厘米|分米|毫米|米|公里")


def _same_parts(body: str) -> int:
    """The most parts of one item that ask the same with other numbers: 长8厘米、宽5厘米　长9分米、宽4分米."""
    counts: dict[str, int] = defaultdict(int)
    for part in _PART.split(body):
        form = re.sub(r"\d[\d.]*", "N", _LENGTHS.sub("米", part))
        if len(part) <= 24 and (form.count("N") >= 2 or ("N" in form and re.search(r"[=＝_＿]|[（(]\s*[)）]", form))):
            counts[form] += 1
    most = max(counts.values(), default=0)
    return most if most > 1 else 0


def most_same_sums(body: str) -> int:
    """The largest number of sums of one kind in one item: as many steps, of + and − or of × and ÷."""
    counts: dict[str, int] = defaultdict(int)
    text = re.sub(r"[$\\]", " ", plain_signs(body))
    for match in _SUM.finditer(text):
        signs = re.sub(r"\d[\d.]*", "N", re.sub(r"\s", "", match[1]))
        counts[re.sub(r"[×÷*/]", "×", re.sub(r"[+\-]", "+", signs))] += 1
    said = _SUMS_ASKED.search(body)
    return max([*counts.values(), _same_parts(body), int(said[1]) if said else 0])
