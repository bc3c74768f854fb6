"""Copying N times in its many wordings; what is read, checked or counted N times is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import measure_homework
from reviewer.homework.copying import repeated

SheetMaker = Callable[..., Draft]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("改正后的算式抄三遍", 3),
        ("把错字订正并抄十遍", 10),
        ("生字每个抄5遍，组词两个", 5),
        ("课后生词，各抄写四遍", 4),
        ("把概念默写两遍，家长签字", 2),
        ("每个字写3遍", 3),
        ("本课词语每个写五个。", 5),
        ("乘法口诀写6遍", 6),
        ("Write each new word five times.", 5),
        ("Copy the key sentences twice.", 2),
        ("抄写第三课生字，一字一行", 6),
        ("抄写生字两行", 12),
        ("听写错的词语罚抄二十遍", 20),
        ("单词3遍抄写", 3),
        ("骑车的速度是步行的2.5倍，写出方程", 0),
        ("从记录中挑出变化最明显的两三次，写成日记", 0),
        ("朗读课文三遍，抄写好词", 0),
        ("抄写生词，再读三遍", 0),
        ("不要求抄写单词五遍", 0),
        ("本单没有抄写多遍的作业，避免机械抄写五遍、十遍", 0),
        ("猜了几次？写出每一次猜的数", 0),
        ("二次函数的图象书写规范", 0),
        ("测量三次，写出平均值", 0),
        ("做一份手抄报，修改两遍", 0),
    ],
)
def test_repeated_copying(text: str, times: int) -> None:
    assert repeated(text) == times


@pytest.mark.parametrize(
    ("text", "at_least", "at_most"),
    [
        ("1. 抄写第二单元单词5遍（共60个单词）。", 35, 60),
        ("1. 抄写生字“云、雨、雪”，每字5遍。", 1, 3),
        ("1. 抄写本课词语一遍。", 3, 5),
        ("1. 抄写Unit 4单词表，英语四遍中文一遍。", 8, 14),  # four is no number of words
        ("1. 把20个生字各抄写3遍。", 4, 7),
        ("1. 抄写第六单元生字，每个字写5遍，组2个词。", 15, 30),
    ],
)
def test_minutes_follow_the_amount(text: str, at_least: float, at_most: float, sheet: SheetMaker) -> None:
    (item,) = measure_homework(sheet(text, grade="四年级")).items
    assert at_least <= item.minutes <= at_most


def test_much_copying_is_over_the_cap(sheet: SheetMaker) -> None:
    text = "1. 抄写第3—6单元全部单词，每个4遍（共180个单词）。\n2. 背诵第6课对话。"
    assert measure_homework(sheet(text, grade="七年级")).over_cap is True
