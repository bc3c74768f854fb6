"""Drafts that a researcher has scored, one level below the machine, as the store keeps them."""

from __future__ import annotations

from reviewer.documents import draft_from_text
from reviewer.store import drafts, readings

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
第{number}班
"""
GOOD = "1. 学生能说出圆的面积公式。\n2. 学生能计算圆的面积。"
WEAK = "1. 使学生了解圆的面积。\n2. 培养学生的兴趣。"
ABOUT = "objectives"


def add_scored(database, owner, reader, reviewer, *, count, llm=None):
    """`count` drafts of `owner`, handed in; `reader` gives the better half 2 for the objectives, the others 1."""
    reviews = [reviewer.review(draft_from_text(_plan(number), name="圆.txt", kind="lesson")) for number in (0, 1)]
    if llm:
        reviews = [
            one.model_copy(update={"provenance": one.provenance.model_copy(update={"llm": llm})}) for one in reviews
        ]
    with database.begin() as session:
        for number in range(count):
            draft = draft_from_text(_plan(number), name=f"圆{number}.txt", kind="lesson")
            review = drafts.keep(session, owner, draft, reviews[number % 2], None)
            kept, _ = drafts.find_review(session, owner, review.id)[::-1]
            drafts.hand_in(session, owner, kept, shared=True)
            reading = readings.find_reading(session, reader, kept)
            readings.save(session, reading, [readings.Mark(ABOUT, str(2 - number % 2))])
            readings.reveal(session, reader, reading)
    return reviews[0]


def _plan(number):
    return PLAN.format(objectives=WEAK if number % 2 else GOOD, number=number)
