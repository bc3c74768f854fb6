"""Changes and slips made of an item's own numbers."""

from __future__ import annotations

import re

import pytest

from reviewer.advising.item_changes import change_number, find_slip
from reviewer.advising.item_words import add_step, find_mistake, hardest_item
from reviewer.documents import draft_from_text
from reviewer.homework import measure_homework


def item(text: str):  # type: ignore[no-untyped-def]
    draft = draft_from_text(f"作业\n1. {text}\n", name="x.txt", kind="homework")
    return measure_homework(draft, None).items[0]


def test_the_first_amount_is_changed_and_no_number_of_a_page_or_a_mark() -> None:
    assert change_number(item("（6分）小明买3本练习本，每本4元，一共要多少元？")) == "把‘3本’改成‘6本’"
    assert change_number(item("一个数比54少18，这个数是多少？")) == "把‘少18’改成‘多18’"
    assert change_number(item("把48人平均分成8组，每组几人？")) == "把‘48人’改成‘96人’"
    assert change_number(item("先读课本第12页，再说说你的想法。")) is None
    assert "把‘3本’改成‘6本’" in add_step(item("小明买3本练习本，每本4元，一共要多少元？"))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("计算：9－3＋5＝", "‘9－3＋5’换一种办法算一遍"),
        ("判断：三角形都是轴对称图形。（ ）", "‘三角形都是轴对称图形’要是错的"),
        ("填空：种子萌发需要（ ）、空气和水分。", "照‘种子萌发需要…’的样子"),
    ],
)
def test_a_step_more_is_asked_about_the_item_itself(text: str, asked: str) -> None:
    assert asked in add_step(item(text))


@pytest.mark.parametrize(
    ("sums", "slip"),
    [
        ("计算：36＋27　50－20", "36＋27=53"),
        ("计算：72－38", "72－38=46"),
        ("计算：7×8", "7×8=49"),
        ("计算：56÷8", "56÷8=6"),
        ("计算：23+14", None),
        ("计算：9+6", None),
        ("计算：3.5×3", None),
        ("计算：(－3)－5", None),
        ("计算：1/2＋1/3", "1/2＋1/3=2/5"),
        ("计算：1/5＋2/5", None),
        ("计算：$\\frac{1}{2}+\\frac{1}{3}$", "1/2+1/3=2/5"),
        ("计算：3.5+2", "3.5+2=3.7"),
        ("计算：$-3^{2}$", "-3²=9"),
        ("计算：(－3)²", None),
    ],
)
def test_a_slip_is_a_wrong_result_of_one_of_the_sums(sums: str, slip: str | None) -> None:
    found = find_slip(item(sums))
    assert found == slip
    whole = re.fullmatch(r"(\d+)([＋－×÷])(\d+)=(\d+)", found or "")
    if whole:
        one, sign, other, wrong = whole.groups()
        right = {"＋": int.__add__, "－": int.__sub__, "×": int.__mul__, "÷": int.__floordiv__}[sign]
        assert right(int(one), int(other)) != int(wrong)
    if found:
        assert found in find_mistake(item(sums))


def test_what_is_answered_on_the_sheet_is_not_the_hardest() -> None:
    draft = draft_from_text(
        "Python作业\n练习1：打印姓名\n```python\nnumber=10\nprint(number)\n```\n练习2：编写程序，输入年份，判断是不是闰年，并说明理由。\n",
        name="x.txt",
        kind="homework",
    )
    hardest = hardest_item(measure_homework(draft, None).items)
    assert hardest is not None
    assert "闰年" in hardest.text
