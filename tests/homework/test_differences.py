"""What is said about two items that are the same task: the sort of change and the changes themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import measure_homework
from reviewer.homework.differences import describe, sort_of

SheetMaker = Callable[..., Draft]


@pytest.mark.parametrize(
    ("first", "second", "how", "said"),
    [
        ("1. 3+5=", "2. 12+5=", "numbers", "3→12"),
        ("1. 背诵《山行》。", "（2）背诵《山行》", "copy", "完全相同"),
        ("小明有5个苹果，吃了2个，还剩几个？", "小红有9个苹果，吃了4个，还剩几个？", "reworded", "明→红、5→9、2→4"),
        ("用“高兴”造句。", "用“温暖”造句。", "reworded", "高兴→温暖"),
        ("默写《山行》。", "请把学过的古诗《静夜思》工整地写在本子上。", "reworded", "换了说法"),
        ("3.5×2.4=", "3.5×1.6=", "numbers", "2.4→1.6"),
        ("口算：1+2= 3+4= 5+6=", "口算：2+3= 4+5= 6+7=", "numbers", "1→2、2→3、3→4、4→5等"),
    ],
)
def test_difference(first: str, second: str, how: str, said: str) -> None:
    assert (sort_of(first, second), describe(first, second)) == (how, said)


def test_a_group_names_its_first_item_and_the_most_telling_change(sheet: SheetMaker) -> None:
    text = "1. 小明有5个苹果，吃了2个，还剩几个？\n2. 画出三角形的高。\n3. 小明有8个苹果，吃了3个，还剩几个？\n4. 小红有6个苹果，吃了1个，还剩几个？"
    (group,) = measure_homework(sheet(text)).repetition.variants
    assert (group.representative, group.items, group.how) == ("1", ["3", "4"], "reworded")
    assert group.differences == ["5→8、2→3", "明→红、5→6、2→1"]


def test_the_same_thing_in_two_tiers_is_named(sheet: SheetMaker) -> None:
    text = "基础作业\n1. 一支铅笔2元，买5支要多少元？\n2. 背诵口诀。\n拓展作业\n3. 一支铅笔3元，买8支要多少元？"
    tiers = measure_homework(sheet(text)).tiers
    assert (tiers.same, tiers.real) == ([("1", "3")], False)
