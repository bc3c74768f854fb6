"""What a plan says of its class: something on this lesson, or what could be said of any class."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

REST = "教学目标\n1. 能说出分母的含义。\n教学过程\n一、导入\n看图。\n二、练习\n学生做题。\n"


def judge(before: str) -> bool:
    draft = draft_from_text(f"《分数》\n{before}\n{REST}", name="分数", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))["obj.learner_analysis"].probability >= 0.5


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("上周小测，通分做错的有14人，多半是只改了分母。", True),
        ("摸底题平均72分，约分基本会，比大小漏看分母的有9人。", True),
        ("班里三分之一的孩子没量过布，弄不清一米有多长。", True),
        ("有五六个学生13以内的加法还要数手指。", True),
        ("有6名学生只会照样子画，自己分就分不匀。", True),
        ("学生已会平均分物，但容易把几份和每份几个混淆。", True),
        ("学生思维活跃，但注意力不够持久，合作意识有待加强。", False),
        ("本班学生基础较差，学习主动性不足，需要教师多鼓励。", False),
        ("学生来自不同学校，水平参差不齐，学习习惯还没有养成。", False),
        ("九年级学生抽象思维能力有待提高，情绪波动较大，不善于表达。", False),
    ],
)
def test_of_this_class_or_of_any(sentence: str, holds: bool) -> None:
    assert judge(f"学情分析\n{sentence}") == holds


@pytest.mark.parametrize(
    ("before", "holds"),
    [
        ("一、设计背景\n我班学生三年级量过书桌，会读刻度，有一半人读数时不看起点。", True),
        ("一、活动缘起\n学校要办义卖，全班每人要做一件。", False),
        ("一、教材简析\n本课是全单元的重点，学过整数除法是它的基础。", False),
        ("一、设计理念\n以学生为主体，让学生在活动中学习。", False),
    ],
)
def test_without_a_part_of_its_own(before: str, holds: bool) -> None:
    assert judge(before) == holds
