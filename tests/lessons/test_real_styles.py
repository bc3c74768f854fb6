"""Structure and wordings met in plans of other teachers: parts that end unnamed, steps that go on, learner sheets, 巡视."""

import pytest

from reviewer.datamodels import Finding
from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson
from reviewer.lessons.activities import find_activities
from reviewer.lessons.components import find_components
from reviewer.lessons.objectives import find_objectives

FRAME = """《简单电路》教案
教学目标
1. 能连接一个让小灯泡发光的电路。
教学过程
一、导入（5分钟）
老师出示一个手电筒。
二、活动（25分钟）
{}
三、小结（10分钟）
老师小结。
{}
"""


def judge(indicator: str, process: str, after: str = "") -> Finding:
    draft = draft_from_text(FRAME.format(process, after), name="电路", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator]


@pytest.mark.parametrize(
    ("indicator", "process", "after", "holds"),
    [
        ("fb.all_students", "练习单上三道题（8分钟完成，老师巡视）。", "", True),
        ("fb.all_students", "老师巡视课堂纪律。", "", False),
        ("fb.check", "- [ ] 我能指出灯泡的两个接点。", "", True),
        ("fb.check", "- [ ] 课件已拷贝。", "", False),
        ("fb.criteria", "学生完成自评，收好电池。", "", False),
        ("fb.criteria", "对照评价表，组长给每个同学打星。", "", True),
        ("tk.practice", "老师演示短路实验。", "", False),
        ("tk.practice", "老师演示之后，两人一组动手连接。", "", True),
        ("tk.transfer", "思维拓展：导线也有电阻。", "", False),
        ("tk.transfer", "从给定的三个场景里选一个，分析该场景怎样用电才安全。", "", True),
        ("tk.context", "课件里小刺猬的生活习性图。", "", False),
        ("lc.initiative", "引导学生了解如何在设计电路时省导线。", "", False),
        ("lc.presentation", "展示（每组选一人陈述，3分钟）。", "", True),
        ("df.levels", "", "分层任务\n基础任务\n点亮一个灯\n进阶任务\n点亮两个灯", True),
        ("df.levels", "布置分层作业。", "", False),
        ("df.extension", "", "差异化教学\n- 对进阶学生：布置并联电路的阅读材料，写短评。", True),
        ("df.extension", "", "差异化教学\n- 对全体学生：布置阅读材料。", False),
        ("df.support", "老师看看他们的生活里有哪些电器。", "", False),
        ("df.support", "老师巡视，帮助遇到问题的学生。", "", True),
        ("fb.anticipate", "常见问题", "", False),
        ("fb.anticipate", "（1）灯不亮——电池装反了，提醒学生看正负极。", "", True),
        ("tk.sequence", "今天把大问题拆开，循序渐进。", "", True),
    ],
)
def test_wordings(indicator: str, process: str, after: str, holds: bool) -> None:
    assert (judge(indicator, process, after).probability >= 0.5) is holds


def test_objectives_end_at_a_plain_line_after_a_blank_one() -> None:
    text = "教学目标\n1. 说出电路的组成。\n2. 画出电路图。\n\n先认识一个词\n短路：电流不经过灯泡。\n\n教学过程\n老师讲短路。"
    draft = draft_from_text(text, name="电路", kind="lesson")
    assert [one.text.rstrip("。") for one in find_objectives(draft)] == ["说出电路的组成", "画出电路图"]


def test_dimensions_between_blank_lines_go_on_with_the_objectives() -> None:
    text = "教学目标\n知识与技能\n- 说出电路的组成\n- 画出电路图\n\n过程与方法\n- 用开关分别控制两个灯并记录亮暗\n\n教学过程\n老师讲。"
    assert len(find_objectives(draft_from_text(text, name="电路", kind="lesson"))) == 3


BOARD = (
    "教学过程\n环节1：导入（5分钟）\n学生观察手电筒。\n板书：\n电路\n环节2：连接（20分钟）\n学生两人一组连接电路。\n板书：\n通路\n"
    "环节3：小结（5分钟）\n老师小结。\n板书设计\n电路：电源 开关 灯泡 导线\n"
)


def test_steps_go_on_below_the_board_of_one_step() -> None:
    draft = draft_from_text(BOARD, name="电路", kind="lesson")
    assert [detail.activity.minutes for detail in find_activities(draft)] == [5, 20, 5]
    start, end = find_components(draft)["board"]
    assert "导线" in draft.text[start:end] and "环节" not in draft.text[start:end]


def test_methods_numbered_after_the_process_are_no_steps() -> None:
    text = (
        "一、教学目标\n- 说出电路的组成\n二、教学过程\n1. 导入\n学生观察手电筒。\n2. 连接\n- 学生连接电路。\n- 课后练习：画电路图两幅。\n3. 小结\n"
        "老师小结。\n三、教学方法\n1. 讲授法：老师讲解。\n2. 实验法：学生实验。\n"
    )
    names = [d.activity.name for d in find_activities(draft_from_text(text, name="电路", kind="lesson"))]
    assert names == ["导入", "连接", "小结"]


def test_a_lesson_told_without_any_heading_is_read() -> None:
    told = "同学们，我们先看桌上的灯泡。请大家数一数有几根导线。" * 10
    assert "process" in find_components(draft_from_text(f"简单电路\n\n{told}\n", name="电路", kind="lesson"))
    facts = "电流从正极流出，经过灯泡回到负极。金属能导电，塑料不能导电。" * 8
    assert "process" not in find_components(draft_from_text(f"简单电路\n\n{facts}\n", name="电路", kind="lesson"))
