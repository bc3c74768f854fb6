"""One concrete change to a homework item's own numbers, and one typical slip in its own sums.

改动题里的一个条件 leaves it to the pupil to find one; 把‘24元’改成‘48元’ can be done tonight.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewer.datamodels import Item

HALF = 50  # per cent: twice as much may be more than there is

_SUM = re.compile(r"(?<![\d.÷×+\-−－＋/=＝(（])(\d{1,3})\s*([+＋\-−－×÷])\s*(\d{1,3})(?![\d.÷×+\-−－＋/%])")
_AMOUNT = re.compile(
    r"(?<![\d.第（(年月\-—~/／])(\d{1,4}(?:\.\d)?)(\s*)(元|角|千米|米|分米|厘米|千克|克|吨|升|毫升|小时|分钟|秒|人|名|组|个|只|本|支|枝|棵|辆|页|朵|箱|盒|块|张|双|条|套|袋|筐|平方米|度|℃|%|％)(?![一-龥]?[上下]?[册课题])"
)
_COMPARED = re.compile(r"比[^，。？；\n]{1,8}([多少])(\d{1,4})(?![\d./%％])(?![^，。]{0,4}比)")  # 比54少18
_GIVEN = re.compile(r"(?:样例输入|输入样例|输入示例)[^\d]{0,20}(\d{1,6})\b")
_SET = re.compile(r"(?m)^\s*([A-Za-z_]\w*)\s*=\s*(\d{1,4}(?:\.\d)?)\s*$")
_ALIKE = re.compile("第|页|分）|分\\)|得分")


def change_number(item: Item) -> str | None:
    """把‘24元’改成‘48元’: another number for the first that the item gives; None where it gives none."""
    if item.kind == "编程":
        return _change_input(item.text)
    if item.kind not in ("应用", "解答"):
        return None
    if told := _COMPARED.search(item.text):
        return f"把‘{told[1]}{told[2]}’改成‘{'少' if told[1] == '多' else '多'}{told[2]}’"
    for match in _AMOUNT.finditer(item.text):
        if float(match[1]) > 1 and not _ALIKE.search(item.text[max(0, match.start() - 2) : match.end() + 2]):
            times = 0.5 if match[3] in "%％" and float(match[1]) >= HALF else 2
            if _leaves_a_rest(item.text, match[1], times):
                continue
            return f"把‘{match[1]}{match[3]}’改成‘{float(match[1]) * times:g}{match[3]}’"
    return None


def _leaves_a_rest(text: str, number: str, times: float) -> bool:
    """Whether what the number divides evenly (56人平均分成8组) would no longer be divided evenly by the new one."""
    if not re.search("平均|每.{0,4}(?:多少|几)|÷", text) or "." in number or times < 1:
        return False
    others = [int(one) for one in re.findall(r"(?<![\d.])\d{1,4}(?![\d.])", text) if int(one) > int(number)]
    return any(one % int(number) == 0 and one % (int(number) * int(times)) for one in others)


def _change_input(text: str) -> str | None:
    if given := _GIVEN.search(text):
        return f"把输入的{given[1]}改成{int(given[1]) * 2}"
    if told := _SET.search(text):
        return f"把‘{told[1]}={told[2]}’改成‘{told[1]}={float(told[2]) + 1:g}’"
    return None


def find_slip(item: Item) -> str | None:
    """36+27=53: a sum of the item worked out as pupils often get it wrong; None where no sum of it has such a slip.

    No carrying, the smaller digit taken from the larger, the row next to it in the multiplication table; denominators
    added, a decimal and a whole number aligned at the right, the sign squared along with its number.
    """
    for pattern, wrong in _SLIPS:
        for match in pattern.finditer(item.text):
            if (result := wrong(*match.groups())) is not None:
                return f"{_shown(match[0])}={result}"
    return None


def _whole(one: str, sign: str, other: str) -> str | None:
    wrong = _slip(int(one), int(other), sign)
    return None if wrong is None else str(wrong)


def _fractions(one: str, under: str, other: str, below: str) -> str | None:
    return f"{int(one) + int(other)}/{int(under) + int(below)}" if under != below else None


def _decimal(one: str, other: str) -> str:
    return f"{float(one) + int(other) / 10:g}"


def _square(number: str) -> str:
    return str(int(number) ** 2)


def _shown(text: str) -> str:
    """As it is written on paper: −3², 1/2+1/3."""
    text = re.sub(r"\\d?frac\{(\d+)\}\{(\d+)\}", r"\1/\2", text)
    return re.sub(r"\^\{?2\}?", "²", re.sub(r"\s", "", text))


def _slip(one: int, other: int, sign: str) -> int | None:
    if sign in "+＋" and max(one, other) >= 10 and one % 10 + other % 10 >= 10:
        return one + other - 10  # the ten was not carried
    if sign in "-−－" and one > max(other, 20) and one % 10 < other % 10:
        return (one // 10 - other // 10) * 10 + other % 10 - one % 10  # the smaller digit from the larger
    if sign == "×" and 2 < one < 10 and 2 < other < 10:
        return one * (other - 1)  # the row before
    if sign == "÷" and other > 1 and one % other == 0 and one // other > 2:
        return one // other - 1
    return None


_SLIPS: tuple[tuple[re.Pattern[str], Callable[..., str | None]], ...] = (
    (_SUM, _whole),
    (re.compile(r"(?<![\d/])(\d)/(\d)\s*[+＋]\s*(\d)/(\d)(?![\d/])"), _fractions),
    (re.compile(r"\\d?frac\{(\d)\}\{(\d)\}\s*[+＋]\s*\\d?frac\{(\d)\}\{(\d)\}"), _fractions),
    (re.compile(r"(?<![\d.])(\d\.\d)\s*[+＋]\s*([1-6])(?![\d./])"), _decimal),
    (re.compile(r"(?<![\d)）])[-－−]\s*(\d)\s*(?:²|\^\{?2\}?)"), _square),
)
