"""Pupils for whom it is hard, pupils who are ahead, tasks to choose from: in many teachers' words, and what only looks like it."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

FRAME = """《比例尺》教案
教学目标
1. 能求出实际距离。
教学过程
一、导入（5分钟）
老师出示一张地图。
二、活动（25分钟）
{}
三、小结（10分钟）
老师小结。
{}
"""


def judge(indicator: str, process: str, after: str = "") -> float:
    draft = draft_from_text(FRAME.format(process, after), name="比例尺", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator].probability


SUPPORT = [
    ("跟不上节奏的，老师扶着他的手腕敲一遍。", True),
    ("单位换算还不熟的5人发一张对照表，先照表填。", True),
    ("算错两道以上的同学，教师叫到讲台边单独讲一遍。", True),
    ("识字少的孩子可以看着拼音读。", True),
    ("动作慢的组，老师提前画好格子。", True),
    ("没参加过排练的同学，教师安排他打节拍。", True),
    ("平时不爱发言的几个学生，老师先请他们在小组里说，再鼓励他们到前面说。", True),
    ("教师巡视，对学习有困难的学生进行个别辅导。", True),
    ("看不懂图的，给一份标了起点和终点的图。", True),
    ("新转来的两名同学由同桌带着认图例。", True),
    ("教师提示全班：先量图上距离，再乘比例尺。", False),
    ("学生独立计算，教师巡视。", False),
    ("做错的题自己订正。", False),
    ("请说得不一样的同学上来讲。", False),
    ("学生不看书，说出比例尺的意思。", False),
    ("教师给每个小组发一张地图和一把尺。", False),
]
EXTENSION = [
    ("先量完的同学接着算出往返要走多少千米。", True),
    ("学有余力的同学再求一求面积的比。", True),
    ("做完的小组可以领一张附加题：把比例尺换成线段比例尺。", True),
    ("画得好的可以试着把校门口的路口也画上。", True),
    ("思考题（供学得快的同学做）：图上面积和实际面积的比是多少？", True),
    ("感兴趣的同学课后可以再画一张本村的平面图。", True),
    ("吃得饱的学生另发一张卡，上面是两张不同比例尺的图。", True),
    ("拓展题：全班都要做，算出两地的实际距离。", False),
    ("画完的同学把图贴到黑板上。", False),
    ("做完的同学坐好，同桌互相检查。", False),
    ("最后挑战一题，每人都在本子上写。", False),
    ("为什么先写图上距离，再写实际距离？", False),
]
CHOICE = [
    ("三张地图里任选一张来量。", True),
    ("各组自己挑一个想去的地方，算出路程。", True),
    ("自己选难度：一星的只求距离，两星的还要求时间。", True),
    ("量什么由小组自己定，教室、走廊、操场都行。", True),
    ("从下面两个题目里选一个完成。", True),
    ("任务单上的题可以选做其中两道。", True),
    ("从四个选项里选一个正确的答案。", False),
    ("电脑随机选一个数，学生来猜。", False),
    ("选一个晴天，量一量旗杆的影子。", False),
    ("请同学选择合适的单位填空。", False),
    ("教师选一张图贴到黑板上。", False),
    ("选一种喜欢的颜色涂一涂。", False),
]
LEVELS = [
    ("没量准的组只量一条路，量准的组再量一条弯路。", True),
    ("A组求图上距离，B组求比例尺。", True),
    ("先做完的同学加一题：求比例尺。", True),
    ("学困生看着例题做第1题，其余学生做第1—3题。", True),
    ("黄河在地图上用分层设色表示。", False),
    ("全班完成第1至3题。", False),
]


@pytest.mark.parametrize(
    ("indicator", "sentence", "holds"),
    [
        (name, *row)
        for name, rows in (
            ("df.support", SUPPORT),
            ("df.extension", EXTENSION),
            ("df.choice", CHOICE),
            ("df.levels", LEVELS),
        )
        for row in rows
    ],
)
def test_in_many_words(indicator: str, sentence: str, holds: bool) -> None:
    assert (judge(indicator, sentence) >= 0.5) == holds


@pytest.mark.parametrize(
    ("indicator", "homework", "holds"),
    [
        ("df.choice", "作业（任选一题）\n1. 量一量书桌。\n2. 画一张房间的图。", True),
        ("df.choice", "作业（两题都做）\n1. 量一量书桌。\n2. 画一张房间的图。", False),
        ("df.levels", "作业\nA（基础）求图上距离。\nB（提升）自己定比例尺，画一张房间的图。", True),
        ("df.extension", "作业\n1. 求图上距离。\n2. 画一张房间的图（适合学有余力的同学）。", True),
        (
            "df.extension",
            "作业（基础必做；拓展、实践任选一项）\n基础：求图上距离。\n拓展：画一张房间的图。\n实践：量一量。",
            True,
        ),
        ("df.extension", "作业\n1. 求图上距离。\n2. 画一张房间的图。", False),
    ],
)
def test_homework(indicator: str, homework: str, holds: bool) -> None:
    assert (judge(indicator, "学生量一量。", homework) >= 0.5) == holds
