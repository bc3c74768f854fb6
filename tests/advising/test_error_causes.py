"""The boxes beside what pupils correct: causes that the sheet's own items can have."""

from __future__ import annotations

import pytest

from reviewer.advising.error_causes import say_causes
from reviewer.datamodels import Item


def item(text: str, kind: str = "计算") -> Item:
    return Item(
        id=text, text=text, start=0, end=len(text), tier_labelled=None, tier="基础", demand=2, kind=kind, minutes=5,
        optional=False, repeats=None, copying=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "items", "said"),
    [
        ("数学", [("36-8=  52-6=", "口算"), ("45+8=", "口算")], "：□忘了退位 □忘了进位"),
        ("数学", [("25-3=  46-2=", "口算"), ("3公顷=（ ）平方米", "填空")], "：□单位没换 □概念弄混"),
        ("数学", [("2/3＋1/6＝", "计算"), ("3/4×8/9＝", "计算")], "：□没通分 □没约到最简"),
        (
            "英语",
            [("用所给词的适当形式填空", "填空"), ("连词成句", "填空")],
            "：□单词拼错 □时态或人称没变 □句首没大写、句末没标点",
        ),
        ("语文", [("看拼音写词语", "填空"), ("阅读短文，回答问题", "阅读")], "：□写了错别字 □没回原文找依据"),
        (
            "历史",
            [("1911年武昌起义的影响", "解答"), ("结合材料，说明原因", "解答")],
            "：□时间或先后弄混 □没用上材料 □只写结论没说理由",
        ),
        ("化学", [("写出化学式", "填空"), ("如图，标出化合价", "填空")], "：□化合价或化学式写错 □图没看准"),
        ("物理", [("核反应后的离子", "填空"), ("如图，看离子的偏转", "填空")], "：□图没看准 □概念弄混"),
        ("音乐", [("听一听", "表达")], "（ ）"),
        ("数学", [("数一数", "操作")], "（ ）"),
    ],
)
def test_causes_by_subject_and_items(subject: str, items: list[tuple[str, str]], said: str) -> None:
    assert say_causes([item(text, kind) for text, kind in items], subject) == said


def test_tones_are_marked_wrong_only_where_they_are_to_be_marked() -> None:
    told = [
        say_causes([item(one, "填空"), item("短文里说了什么？", "阅读")], "语文")
        for one in ("看拼音写词语", "给加点字注音")
    ]
    assert ["声调标错" in one for one in told] == [False, True]


def test_a_cause_of_one_item_in_many_gets_no_box() -> None:
    items = [item(f"{n}. 25-3=", "口算") for n in range(20)] + [
        item("5角=（ ）分", "填空"),
        item("证明：两角相等", "解答"),
    ]
    assert "□" in say_causes(items, "数学")
    assert len(say_causes(items, "数学").split("□")) == 3  # no more than two where none is common
