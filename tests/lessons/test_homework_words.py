"""Homework: doing something, or drill; what stands in running text where a part is missing."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson
from reviewer.lessons.plan import read_plan

FRAME = "《方程》\n教学目标\n1. {}\n教学过程\n一、导入\n看图。\n二、练习\n学生做题。{}\n作业\n1. {}\n"


def judge(indicator: str, *, homework: str = "做一题。", process: str = "", objective: str = "能解方程。") -> bool:
    draft = draft_from_text(FRAME.format(objective, process, homework), name="方程", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator].probability >= 0.5


@pytest.mark.parametrize(
    ("task", "holds"),
    [
        ("为外婆写一张生日贺卡。", True),
        ("写一篇80字的观察日记。", True),
        ("在阳台上种下两颗绿豆，每天量一量。", True),
        ("访问一位电工，请教家里的线路怎样走。", True),
        ("到菜市场问三种菜的价钱，列成表。", True),
        ("四个数能排成几种三位数？", False),
        ("说出方程的两种解法各是哪几步，写在练习册上。", False),
        ("把练习卷上的错题改对。", False),
        ("解方程2题。", False),
    ],
)
def test_practical_homework(task: str, holds: bool) -> None:
    assert judge("hw.practice", homework=task) == holds


@pytest.mark.parametrize(
    ("task", "drill"),
    [
        ("抄写课文里的重点句和短语各一遍。", True),
        ("练习册第18页解方程第1—20题。", True),
        ("配套练习（1）～（16）题。", True),
        ("抄公式和定义。", True),
        ("Copy the new words four times.", True),
        ("课本第30页第2—4题。", False),
        ("改写一个场景，不用抄全文。", False),
        ("摘抄两处你喜欢的句子，写一句感受。", False),
        ("量一量家里的门，列方程求门的面积。", False),
    ],
)
def test_drill(task: str, drill: bool) -> None:
    assert judge("hw.no_drill", homework=task) != drill


@pytest.mark.parametrize(
    ("objective", "holds"),
    [
        ("发展上肢力量和身体协调性。", True),
        ("增强数感和量感。", True),
        ("会用列表法整理信息。", True),
        ("能从几组数据提出猜想并验证。", True),
        ("记住方程的定义。", False),
        ("说出力的单位。", False),
    ],
)
def test_abilities_of_the_subject(objective: str, holds: bool) -> None:
    assert judge("obj.competency", objective=objective) == holds


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("这样设计的目的是让学生先试后学。", True),
        ("如此安排，意在把难点拆成两步。", True),
        ("你的方程为什么这样设计？", False),
        ("请说说这样设计有什么好处。", False),
    ],
)
def test_intent_in_running_text(sentence: str, holds: bool) -> None:
    assert judge("nm.intent", process=sentence) == holds


@pytest.mark.parametrize(
    ("task", "holds"),
    [("☆ 做第1题。\n☆☆ 编一道题。", True), ("做第1题，自评：书写☆☆☆，正确☆☆☆。", False), ("做第1题。", False)],
)
def test_tiers_by_stars(task: str, holds: bool) -> None:
    assert judge("hw.tiered", homework=task) == holds


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [("本课教具有天平、砝码和小黑板。", True), ("实验用品包括烧杯和食盐。", True), ("学生说说教具有什么用。", False)],
)
def test_materials_in_running_text(sentence: str, holds: bool) -> None:
    assert judge("nm.materials", process=sentence) == holds


def test_a_note_behind_the_full_stop_belongs_to_its_task() -> None:
    plan = read_plan(
        draft_from_text(
            "《中位数》教案\n教学过程\n一、新授\n讲解。\n作业\n课本118页练习。\n找家里一个月的水电费，求平均数。（选做）\n",
            name="教案",
        )
    )
    assert [plan.text(span) for span in plan.homework][-1].endswith("（选做）")
