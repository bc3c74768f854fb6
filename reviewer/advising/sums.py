"""The sums of one item of practice (36-8= 24-7= …): which of them are the hardest, and which two are worth comparing."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import lru_cache

REMEMBERED = 1024  # items of a long sheet and their sums: every suggestion asks for them again
KEPT = 6  # sums that are enough practice of one sort
_NUMBER = r"(?:\d+/[1-9]\d*|\d+(?:\.\d+)?)"
_SUM = re.compile(rf"(?<![\d./+\-−－×÷＋])({_NUMBER})\s*([+＋\-−－×÷])\s*({_NUMBER})(?=\s*[=＝])")


@lru_cache(maxsize=REMEMBERED)
def find_sums(text: str) -> tuple[str, ...]:
    """Each sum of two numbers that is to be worked out, once, in the order of the sheet."""
    return tuple(dict.fromkeys(re.sub(r"\s", "", match[0]) for match in _SUM.finditer(text)))


def commonest_sign(text: str) -> str:
    """+ - × or ÷ of most sums that are to be worked out; "" where there are fewer than KEPT, or none has half of them."""
    told = Counter(_sign(one) for one in find_sums(text))
    sign, times = told.most_common(1)[0] if told else ("", 0)
    return sign if times >= KEPT and times * 2 > told.total() else ""


@lru_cache(maxsize=REMEMBERED)
def hardest_sums(text: str) -> tuple[str, ...]:
    """The KEPT hardest sums in the order of the sheet; none where there are no more than that, or all are equally hard."""
    sums = find_sums(text)
    if len(sums) <= KEPT or len({difficulty(one) for one in sums}) == 1:
        return ()
    chosen = sorted((one for one in sums if difficulty(one)), key=lambda one: (difficulty(one), _size(one)))[-KEPT:]
    return tuple(one for one in sums if one in chosen) if len(chosen) == KEPT else ()


@lru_cache(maxsize=REMEMBERED)
def largest_sums(text: str) -> tuple[str, ...]:
    """The KEPT sums with the largest numbers, in the order of the sheet; none where there are no more than that."""
    sums = find_sums(text)
    chosen = sorted(sums, key=lambda one: sum(float(Fraction(part)) for part in re.findall(_NUMBER, one)))[-KEPT:]
    return tuple(one for one in sums if one in chosen) if len(sums) > KEPT else ()


@lru_cache(maxsize=REMEMBERED)
def unlike_sums(text: str) -> tuple[str, str] | None:
    """An easy and a hard sum of the same sign (30-4 and 41-5), which pupils do in different ways."""
    best = None
    for sign in dict.fromkeys(map(_sign, find_sums(text))):
        alike = [one for one in find_sums(text) if _sign(one) == sign]
        easy, hard = min(alike, key=difficulty), max(alike, key=difficulty)
        gap = difficulty(hard) - difficulty(easy)
        if gap > 0 and (best is None or gap > best[0]):
            best = gap, easy, hard
    return (best[1], best[2]) if best else None


@lru_cache(maxsize=REMEMBERED)
def difficulty(sum_: str) -> int:
    """Places where it goes wrong: ten carried or borrowed, from a 0 twice; a remainder; unlike denominators; decimals of unlike length."""
    one, sign, other = _parts(sum_)
    if "/" in one + other:
        return _of_fractions(one, sign, other)
    if "." in one + other:
        return 1 + (sign in "+-" and _places(one) != _places(other))
    return _of_whole(int(one), sign, int(other))


def _of_whole(one: int, sign: str, other: int) -> int:
    if sign == "+":
        return _carried(one, other)
    if sign == "-":
        return _borrowed(one, other)
    if sign == "÷":
        return 0 if not other else (one % other > 0) + ("0" in str(one // other)[1:])
    more, by = max(one, other), min(one, other)
    if by < 10:
        digits = str(more).rstrip("0")
        return sum(int(digit) * by > 9 for digit in digits[1:]) + ("0" in digits)
    return 1 + _of_whole(more, sign, by % 10)


def _carried(one: int, other: int) -> int:
    times = carry = 0
    while one or other:
        carry = int(one % 10 + other % 10 + carry > 9)
        times += carry
        one, other = one // 10, other // 10
    return times


def _borrowed(one: int, other: int) -> int:
    times = borrow = 0
    while one or other:
        borrowed = int(one % 10 - other % 10 - borrow < 0)
        times += borrowed * (2 if one % 10 == 0 and times else 1)
        one, other, borrow = one // 10, other // 10, borrowed
    return times


def _of_fractions(one: str, sign: str, other: str) -> int:
    """Unlike denominators are made alike; a whole number stands for its fraction; dividing turns the second over."""
    unlike = sign in "+-" and one.partition("/")[2] != other.partition("/")[2]
    return unlike + (sign == "÷") + ("/" not in one or "/" not in other)


def _parts(sum_: str) -> tuple[str, str, str]:
    match = re.fullmatch(rf"({_NUMBER})([+＋\-−－×÷])({_NUMBER})", sum_)
    assert match, sum_
    return match[1], {"＋": "+", "−": "-", "－": "-"}.get(match[2], match[2]), match[3]


def _sign(sum_: str) -> str:
    return _parts(sum_)[1]


def _size(sum_: str) -> Fraction:
    one, _, other = _parts(sum_)
    return Fraction(one) + Fraction(other)


def _places(number: str) -> int:
    return len(number.partition(".")[2])
