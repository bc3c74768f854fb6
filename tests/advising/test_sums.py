"""Which sums of an item are hard, and which two are worth comparing."""

from __future__ import annotations

import pytest

from reviewer.advising.sums import difficulty, find_sums, hardest_sums, unlike_sums


@pytest.mark.parametrize(
    ("sum_", "times"),
    [
        ("5-1", 0), ("41-5", 1), ("13-7", 1), ("403-7", 3), ("3+2", 0), ("36+7", 1), ("365+78", 2),
        ("23×3", 0), ("24×3", 1), ("200×3", 0), ("307×2", 2), ("24×13", 2), ("48÷8", 0), ("17÷3", 1), ("840÷8", 1),
        ("2/7+3/7", 0), ("2/3+1/6", 1), ("1-1/4", 2), ("3/4×8/9", 0), ("5÷5/7", 2), ("0.5+1.25", 2), ("0.7×10", 1), ("8÷0", 0),
    ],
)  # fmt: skip
def test_how_often_a_sum_can_go_wrong(sum_: str, times: int) -> None:
    assert difficulty(sum_) == times


def test_each_sum_is_found_once_and_nothing_of_longer_ones() -> None:
    assert find_sums("13-7=  15 - 8 =  13-7=  2+3×4=  12月1日-5") == ("13-7", "15-8")


def test_the_hardest_six_in_the_order_of_the_sheet() -> None:
    text = "30+20=  70-40=  36+7=  52-8=  61+9=  44-20=  80-5=  15-8=  63-7="
    assert hardest_sums(text) == ("36+7", "52-8", "61+9", "80-5", "15-8", "63-7")
    assert hardest_sums("36-8=  24-7=  52-6=  41-5=  63-9=  45-8=  72-3=") == ()  # all alike
    assert hardest_sums("36-8=  24-7=") == ()


def test_an_easy_and_a_hard_sum_of_one_sign() -> None:
    assert unlike_sums("9÷3=  24÷6=  17÷3=") == ("9÷3", "17÷3")
    assert unlike_sums("36-8=  24-7=") is None
    assert unlike_sums("背诵课文") is None
