"""A chain of tasks, told by what a step takes up from an earlier one, by an announcement, or by the names of the steps."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

FRAME = """《种子发芽》教案
教学过程
一、{}
{}
二、{}
{}
三、{}
{}
"""


def probability(*steps: str) -> float:
    draft = draft_from_text(FRAME.format(*steps), name="种子", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))["tk.sequence"].probability


PLAIN = ("导入", "老师出示一包绿豆。"), ("观察", "学生各自量豆子的长，涂一张图。"), ("小结", "老师小结。")


@pytest.mark.parametrize(
    ("last", "chained"),
    [
        ("各组看着自己涂的图，推一推哪一粒会先发芽。", True),
        ("根据第二步的数据，每组写一条种豆子的建议。", True),
        ("用刚才量出的数设计一张记录表。", True),
        ("把四个人的图拼成一张大图，找出共同的地方。", True),
        ("学生在此基础上再设计一个对照实验。", True),
        ("设计意图：三个问题一环扣一环。", True),
        ("请两名同学展示自己涂的图。", False),
        ("按老师刚才讲的方法再做一题。", False),
        ("学生到前面的桌子上取豆子。", False),
        ("接着上节课的内容，学生读课本上的一段话。", False),
    ],
)
def test_a_later_step_takes_up_what_an_earlier_one_made(last: str, chained: bool) -> None:
    steps = (*PLAIN[0], *PLAIN[1], PLAIN[2][0], last)
    assert (probability(*steps) >= 0.5) is chained


@pytest.mark.parametrize(
    ("names", "chained"),
    [
        (("初读课文", "品读词句", "仿写一段"), True),
        (("原理学习", "搭建程序", "测试优化"), True),
        (("Listening", "Pair work", "Survey and report"), True),
        (("挑战1 让小车动起来", "挑战2 让小车转弯", "小结"), True),
        (("讲生字", "讲课文", "朗读"), False),
        (("复习旧知", "讲授新课", "课堂练习"), False),
    ],
)
def test_names_of_steps_that_climb(names: tuple[str, str, str], chained: bool) -> None:
    steps = [part for name in names for part in (name, "老师讲解要点，学生听。")]
    assert (probability(*steps) >= 0.5) is chained
