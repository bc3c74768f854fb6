"""How long a sheet takes, said with its own items."""

from __future__ import annotations

import pytest

from reviewer.advising.sheet_minutes import say_by_parts, say_elsewhere, say_minutes
from reviewer.datamodels import Item


def items(*minutes: float, text: str = "算一算") -> list[Item]:
    return [
        Item(
            id=str(at), text=f"{at}. {text}", start=at * 20, end=at * 20 + 10, tier_labelled=None, tier="基础", demand=2,
            kind="解答", minutes=one, optional=False, repeats=None, copying=False, minutes_stated=False,
        )
        for at, one in enumerate(minutes, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ((3, 3, 6), "，做到第2题约一半"),
        ((8, 2, 2), "，做到第1题约一半"),
        ((5,), ""),
        ((3,) * 9, "：第1—3题约9分钟，第4—6题约9分钟，第7—9题约9分钟"),
    ],
)
def test_a_sheet_says_where_half_of_its_time_is_over(minutes: tuple[float, ...], said: str) -> None:
    assert say_by_parts(items(*minutes)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成练习册第三单元", "（练习册另算）"),
        ("完成练习册P76—P79全部", ""),  # pages are counted
        ("填充图册第五章做完", "（填充图册另算）"),
        ("完成《课时作业》第四课", "（《课时作业》另算）"),
        ("如图（图见练习册P78）", ""),
        ("完成下面的表格", ""),
    ],
)
def test_work_in_another_book_is_not_counted(text: str, said: str) -> None:
    assert say_elsewhere(items(10, text=text)) == said
    assert say_minutes(items(10, text=text)) == "预计10分钟"
