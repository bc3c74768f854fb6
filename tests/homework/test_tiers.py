"""Tier labels in their usual forms, and whether the tiers are real."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import measure_homework
from reviewer.homework.labels import tier_heading, tier_mark

SheetMaker = Callable[..., Draft]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("一、基础性作业（必做，5分钟）", "基础"),
        ("【基础巩固】", "基础"),
        ("基础达标", "基础"),
        ("二、拓展性作业", "拓展"),
        ("（二）能力提升：", "提升"),
        ("三、拓展延伸", "拓展"),
        ("实践性作业（选做）", "实践"),
        ("综合实践活动", "实践"),
        ("A组", "A"),
        ("B层（提高）", "B"),
        ("【C】", "C"),
        ("C类作业", "C"),
        ("必做题", "必做"),
        ("选做题：", "选做"),
        ("★★ 能力提升", "2"),
        ("★★★", "3"),
        ("一星题", "1"),
        ("第二层次", "2"),
        ("层次三", "3"),
        ("## 基础作业", "基础"),
        ("模块一：基础作业", "基础"),
        ("思维拓展", "拓展"),
    ],
)
def test_tier_heading(line: str, name: str) -> None:
    label = tier_heading(line)
    assert label is not None
    assert label.name == name


@pytest.mark.parametrize(
    "line",
    [
        "一、填空题",
        "作业目标",
        "基础知识是学习的根本，请认真复习。",
        "设计意图：拓展学生思维",
        "自评：★★★",
        "A. 三角形",
        "1. 实践是检验真理的唯一标准。",
        "评价标准",
        "小明参加了A组比赛。",
        "选择题",
    ],
)
def test_not_a_tier_heading(line: str) -> None:
    assert tier_heading(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("3.（选做）画一画", "选做"),
        ("（★★）2. 求和", "2"),
        ("★ 1. 看图写数", "1"),
        ("4. 【拓展】想一想", "拓展"),
        ("5. 求和", None),
        ("6.（3分）求和", None),
    ],
)
def test_tier_mark_on_one_item(line: str, name: str | None) -> None:
    label = tier_mark(line)
    assert (label.name if label else None) == name


REAL = """一、基础性作业
1. 口算：20×3=  40×2=
2. 填空：1千米=（  ）米。
二、拓展性作业
3. 学校买了12箱牛奶，每箱24盒，每盒3元，一共要付多少元？说明理由。
4. 小明说积一定是四位数，他说得对吗？为什么？
三、实践性作业
5. 调查三种商品的单价，设计一个购物方案。
"""
FALSE = """A组
1. 小明有5个苹果，吃了2个，还剩几个？
2. 3+5=
B组
3. 小红有9个苹果，吃了4个，还剩几个？
4. 4+7=
"""


@pytest.mark.parametrize(
    ("text", "labelled", "real"),
    [
        (REAL, True, True),
        (FALSE, True, False),
        (
            "必做题\n1. 抄写生字两遍。\n2. 口算：3+5=\n选做题\n3. 设计一份手抄报并向同学介绍你的设计理由。",
            True,
            True,
        ),
        (
            "★ 1. 求3的倍数。\n★★ 2. 为什么偶数加偶数是偶数？请说明理由。\n★★★ 3. 设计一个游戏规则，使游戏公平。",
            True,
            True,
        ),
        ("基础题\n1. 求5的倒数。\n提高题\n2. 求7的倒数。", True, False),
        ("1. 求5的倒数。\n2. 求7的倒数。", False, None),
        ("一、填空题\n1. 3个十是（ ）。\n二、判断题\n2. 0是自然数。（ ）", False, None),
        ("基础练习\n1. 求5的倒数。\n2. 默写《山行》。", False, None),
    ],
)
def test_tiers_of_a_sheet(text: str, labelled: bool, real: bool | None, sheet: SheetMaker) -> None:
    tiers = measure_homework(sheet(text)).tiers
    assert (tiers.labelled, tiers.real) == (labelled, real)


def test_items_carry_their_label_and_their_own_tier(sheet: SheetMaker) -> None:
    items = measure_homework(sheet(REAL)).items
    assert [item.tier_labelled for item in items] == [
        "基础性作业",
        "基础性作业",
        "拓展性作业",
        "拓展性作业",
        "实践性作业",
    ]
    assert [item.tier for item in items] == ["基础", "基础", "拓展", "拓展", "实践"]


def test_optional_items(sheet: SheetMaker) -> None:
    items = measure_homework(sheet("必做题\n1. 求和。\n选做题\n2. 求积。\n3. 求商。")).items
    assert [item.optional for item in items] == [False, True, True]
