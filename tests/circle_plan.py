"""A plain lesson plan whose objectives can be put in: those a pupil shows, or those nobody can see."""

from __future__ import annotations

import random

PLAN = """《圆的面积》教学设计
一、教学目标
{objectives}
二、教学重难点
重点：面积公式。难点：推导过程。
三、教学过程
1. 导入（5分钟）教师讲故事。
2. 新授（25分钟）教师讲解，学生听讲。
3. 练习（10分钟）学生独立完成两道题。
四、作业
完成练习册第3页。
"""
GOOD = "1. 学生能说出圆的面积公式。\n2. 学生能计算圆的面积。"
WEAK = "1. 使学生了解圆的面积。\n2. 培养学生的兴趣。"


def another_lesson(number: int, *, good: bool) -> str:
    """The plan as of another lesson: a title and a long note of its own, so that no two are versions of each other."""
    chance = random.Random(number)
    note = "".join(chr(chance.randint(0x4E00, 0x8FFF)) for _ in range(400))
    plan = PLAN.format(objectives=GOOD if good else WEAK)
    return plan.replace("《圆的面积》", f"《圆的面积（{number}）》") + f"{note}\n"
