"""Repetition: number-only variants are found, different tasks are not joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from reviewer.datamodels import Draft
from reviewer.documents import draft_from_text
from reviewer.homework import KnownItems, measure_homework
from reviewer.homework.forms import form_of
from reviewer.homework.sums import most_same_sums

SheetMaker = Callable[..., Draft]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("小明有5个苹果，吃了2个，还剩几个？", "小红有9个苹果，吃了4个，还剩几个？"),
        ("小明有5个苹果，吃了2个，还剩几个？", "小刚有9支铅笔，用了3支，还剩几支？"),
        ("3+5=", "12+7="),
        ("用“高兴”造句。", "用“温暖”造句。"),
        ("一桶油45.6元，买3桶要多少元？", "一双袜子8.5元，买6双要多少元？"),
        ("一箱苹果重12千克，8箱重多少千克？", "一袋面粉重25千克，4袋重多少千克？"),
        ("一辆客车每小时行80千米，4小时行多少千米？", "一只蜗牛每小时行5米，3小时行多少米？"),
        ("48＋27＝", "36＋59＝"),
        ("写出“高”的反义词。", "写出“黑”的反义词。"),
        ("一辆汽车每小时行40千米，3小时行多少千米？", "一辆火车每小时行120千米，5小时行多少千米？"),
        ("求长8厘米、宽5厘米的长方形的面积。", "求长12米、宽7米的长方形的面积。"),
        ("解方程：2x+5=17", "解方程：3x+8=29"),
        (
            "三年级有45人，四年级比三年级多6人，四年级有多少人？",
            "五年级有52人，六年级比五年级多9人，六年级有多少人？",
        ),
    ],
)
def test_same_task_again(first: str, second: str, sheet: SheetMaker) -> None:
    measures = measure_homework(sheet(f"1. {first}\n2. {second}"))
    assert measures.repetition.groups == [["1", "2"]]
    assert (measures.items[1].repeats, measures.repetition.ratio) == ("1", 0.5)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("小明有5个苹果，吃了2个，还剩几个？", "小明有5个苹果，小红有2个，一共有几个？"),
        ("3+5=", "12-7="),
        ("6×7=", "42÷6="),
        ("求长方形的周长。", "求长方形的面积。"),
        ("一个三角形底8厘米，高5厘米，面积多少平方厘米？", "一个长方形长8厘米，宽5厘米，面积多少平方厘米？"),
        ("一支铅笔1.2元，买5支要多少元？", "一根绳长3米，剪成5段，平均每段长多少米？"),
        ("48＋27＝", "63－27＝"),
        ("背诵第二自然段。", "默写《静夜思》。"),
        (
            "四年级比三年级多6人，三年级45人，四年级多少人？",
            "四年级比三年级少6人，三年级45人，四年级多少人？",
        ),
        ("作者是谁？", "作者为什么这样写？"),
        ("画出比喻句。", "说说课文的主要内容。"),
        ("每箱24盒，12箱一共多少盒？", "288盒牛奶平均装12箱，每箱多少盒？"),
        ("一件衣服打8折后160元，原价多少元？", "小明每分钟走60米，8分钟走多少米？"),
    ],
)
def test_different_tasks_stay_apart(first: str, second: str, sheet: SheetMaker) -> None:
    assert measure_homework(sheet(f"1. {first}\n2. {second}")).repetition.groups == []


def test_the_ratio_counts_members_beyond_the_first(sheet: SheetMaker) -> None:
    text = "1. 3+5=\n2. 12+7=\n3. 背诵古诗。\n4. 8+9=\n5. 画出三角形的高。"
    repetition = measure_homework(sheet(text)).repetition
    assert (repetition.groups, repetition.ratio) == ([["1", "2", "4"]], 0.4)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (" ".join(f"{n}+{n + 1}=" for n in range(1, 13)), 12),
        ("3+5= 6-2= 4×5=", 2),
        (" ".join(f"$5 \\times {n}=$" for n in range(1, 9)), 8),
        ("没有算式", 0),
        ("口算30道", 30),
        ("完成计算题 5 道", 5),
        ("直接写得数。\n" + "　　".join(f"{n}＋{n + 7}＝" for n in range(21, 33)), 12),
        ("口算\n" + "  ".join(f"{n}×6" for n in range(1, 12)), 11),
        ("列竖式：36＋48＝　72－25＝　24×3＝", 2),
        ("2024-2025学年第一学期", 0),
    ],
)
def test_sums_of_one_kind_in_one_item(text: str, most: int) -> None:
    assert most_same_sums(text) == most


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("一、写出下列词的反义词。\n1. 寒冷\n2. 勇敢\n3. 宽敞", 2),
        ("一、写出下列名词的复数：1. knife　2. baby　3. tomato", 2),
        ("一、用所给动词的过去式填空。\n1. We ____ (go) home.\n2. Lily ____ (eat) an apple.", 1),
        ("一、用适当的词填空。\n1. We go home ____ bus.\n2. There ____ two dogs.", 0),
        ("一、填空题\n1. 地球自转一周是（  ）。\n2. 月球绕（  ）转。", 0),
    ],
)
def test_words_below_one_change_of_form_are_the_same_task(text: str, beyond: int, sheet: SheetMaker) -> None:
    groups = measure_homework(sheet(text)).repetition.groups
    assert sum(len(group) - 1 for group in groups) == beyond


def test_earlier_homework_is_compared(sheet: SheetMaker) -> None:
    earlier = sheet("1. 小红有9个苹果，吃了4个，还剩几个？\n2. 背诵古诗。", name="周一.txt")
    now = sheet("1. 画出三角形的高。\n2. 小明有5个苹果，吃了2个，还剩几个？")
    assert measure_homework(now, previous=[earlier]).repetition.previous == [
        ["2", "周一.txt", "1. 小红有9个苹果，吃了4个，还剩几个？"]
    ]


class Topics:
    """An embedder that knows two topics; enough to show when meaning joins two wordings."""

    name = "topics"
    fingerprint = "topics"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        rows = [[1.0, 0.0] if "苹果" in text else [0.0, 1.0] for text in texts]
        return np.array(rows, dtype=np.float32)


def test_reworded_variants_join_by_meaning(sheet: SheetMaker) -> None:
    text = "1. 小明有5个苹果，吃了2个，还剩几个？\n2. 篮子里原来放着8个苹果，妈妈拿走3个之后，篮子里现在有多少个？\n3. 小明每分钟走60米，8分钟走多少米？"
    assert measure_homework(sheet(text)).repetition.groups == []
    assert measure_homework(sheet(text), Topics()).repetition.groups == [["1", "2"]]


def test_form_masks_numbers_names_and_units() -> None:
    assert form_of("小明有5个苹果") == form_of("小红有12个苹果")
    assert form_of("小明有5个苹果").quantities == 1


def test_items_taken_over_from_a_library_are_named() -> None:
    library = KnownItems(
        [
            draft_from_text(
                "1. 小明买3支铅笔用了6元，每支多少元？\n2. 观察一片叶子，画下叶脉，写三句话。",
                name="叶子单",
                kind="homework",
            )
        ]
    )
    sheet = draft_from_text(
        "1. 小红买5支铅笔用了15元，每支多少元？\n2. 把今天的天气记下来。", name="x", kind="homework"
    )
    measures = measure_homework(sheet, library=library)
    assert [found[:2] for found in measures.repetition.library] == [["1", "叶子单"]]
    assert measures.repetition.ratio == 0.0
