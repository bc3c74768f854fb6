"""Personal data taken out before text leaves the machine, and put back in what returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reviewer.safety.names import find_names, find_numbers

_NOT_SUM = r"(?![\d÷×+＋*/=])"
PHONE = re.compile(rf"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_NOT_SUM}")
LANDLINE = re.compile(
    rf"(?<![\d.])(?:[（(]0\d{{2,3}}[)）][- ]?|0\d{{2,3}}[- —])[2-9]\d{{6,7}}(?:-\d{{1,4}})?{_NOT_SUM}|(?<!\d)400[- ]\d{{3,4}}[- ]\d{{3,4}}(?!\d)"
)
# GB 11643-1999: region, birthday, serial, check character. The check sum is not asked for: a number with one wrong
# digit still names a person, and the birthday inside already tells it from other long numbers.
IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_MAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{2,20}){1,4}")
_ACCOUNT = re.compile(
    r"(?:QQ(?:群号|群|号)?\s{0,3}[:：]?\s{0,3}(?P<qq>\d{5,11})(?!\d)|(?:微信号?|[Vv][Xx]|WeChat)\s{0,3}[:：]?\s{0,3}(?P<wx>[A-Za-z][\w-]{4,19}))"
)
ADDRESS = re.compile(
    r"(?:(?:家庭|家长|现|常|居|详细)?住?[住地]址\s{0,3}[:：|]?\s{0,3}|家住\s{0,3})(?P<address>[^\s，。；、|\d]{2,20}\d{1,5}号?(?:[^\s，。；、|]{0,20}(?:号|室|楼|栋|单元|院|门|\d))?)"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•\- ]?(?=[A-HJ-NP-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_NUMBER = re.compile(r"学号\s{0,3}[:：]?\s{0,3}(?P<number>[A-Za-z]?\d{4,14})(?!\d)")


def _secrets(text: str) -> Iterator[tuple[str, str]]:
    """(kind of mark, secret), the surest kinds first: a secret gets the mark of the first that finds it."""
    for kind, pattern in (("证件", IDENTITY), ("电话", PHONE), ("电话", LANDLINE), ("邮箱", _MAIL), ("车牌", _PLATE)):
        yield from ((kind, match[0]) for match in pattern.finditer(text))
    yield from (("账号", match["qq"] or match["wx"]) for match in _ACCOUNT.finditer(text))
    yield from (("住址", match["address"]) for match in ADDRESS.finditer(text))
    yield from (("学号", match["number"]) for match in _NUMBER.finditer(text))
    yield from (("学号", number) for number in find_numbers(text))
    yield from find_names(text)


@dataclass(frozen=True, slots=True)
class PersonalMask:
    """One draft's personal data behind marks like 〔学生1〕. `marks`: secret → mark; without any, nothing changes."""

    marks: Mapping[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """Any part of the draft with its secrets masked; the same secret has the same mark in every part."""
        return _replace(text, self.marks)

    def restore(self, text: str) -> str:
        """A text about the draft (a model's reason) with what the marks stand for put back."""
        return _replace(text, {mark: secret for secret, mark in self.marks.items()})


def personal_mask(text: str) -> PersonalMask:
    """The mask for a draft: names, phones, identity numbers, e-mail, QQ and WeChat accounts, addresses, number plates,
    pupils' numbers. A mark never equals one that the text already holds.
    """
    marks: dict[str, str] = {}
    counts: dict[str, int] = {}
    for kind, secret in _secrets(text):
        if secret in marks:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        while (mark := f"〔{kind}{counts[kind]}〕") in text:
            counts[kind] += 1
        marks[secret] = mark
    return PersonalMask(marks)


def mask_personal(text: str) -> tuple[str, dict[str, str]]:
    """The text with its personal data masked, and the table (mark → what it stands for) that restores it (`unmask`)."""
    mask = personal_mask(text)
    return mask.hide(text), {mark: secret for secret, mark in mask.marks.items()}


def unmask(text: str, table: Mapping[str, str]) -> str:
    """Put back what `mask_personal` took out."""
    return _replace(text, table)


def _replace(text: str, table: Mapping[str, str]) -> str:
    if not table:
        return text
    either = re.compile("|".join(re.escape(word) for word in sorted(table, key=len, reverse=True)))
    return either.sub(lambda match: table[match[0]], text)
