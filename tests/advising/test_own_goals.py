"""The goal of a plan that states none comes from its own lines."""

from __future__ import annotations

import pytest

from reviewer.advising.own_goals import find_own_goal
from reviewer.datamodels import Draft
from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson

TABLE = """五年级信息科技《编辑课程表》
#### 学一学
##### 合并单元格
###### 1.选择单元格所在的行
###### 2.设置单元格的区域
##### 打开表格
单元格要先选中，再合并；表格的标题单元格放在中间。单元格里写上午休，表格就完整了。
"""
EGGS = """鸡蛋承重
一、猜想
老师问：鸡蛋壳为什么捏不碎？大家猜一猜。
二、实验
学生用书本压鸡蛋壳，观察鸡蛋壳能承受多重，小组记录鸡蛋壳破裂时的重量。
三、交流
学生说说鸡蛋壳的薄壳结构有什么用，老师出示薄壳建筑的图片。
"""


def goal(text: str) -> tuple[str, str]:
    draft: Draft = draft_from_text(text, name="x.txt", kind="lesson")
    found = find_own_goal(draft, measure_lesson(draft), "《课》", "甲、乙、丙")
    return found.sentence, found.point


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TABLE, "能独立合并单元格，并说出每一步怎样做"),
        (EGGS, "能用自己的话说清鸡蛋壳为什么捏不碎"),
        ("《课》\n老师讲。学生听。\n", "能用甲、乙、丙讲清《课》说的是什么，并举一个例子"),
    ],
)
def test_a_line_or_a_question_of_the_plan_is_its_goal(text: str, sentence: str) -> None:
    assert goal(text)[0] == sentence
