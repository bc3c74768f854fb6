"""What code says about the indicators, on short plans with known answers."""

import pytest

from reviewer.datamodels import Finding
from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

PLAN = """《电路》教学设计
学情分析
学生已经认识电池和灯泡，但不会判断短路，动手连接容易出错。
教学目标
1. 能说出通路、断路和短路的区别。
2. 能连接简单电路并画出电路图。
3. 培养学生的安全意识。
教学重点：连接电路。
教学难点：判断故障。
教具准备：电池、导线、小灯泡。
教学过程
一、情境导入（5分钟）
教师出示家里的手电筒，提问：手电筒为什么不亮？
【设计意图】从生活中的问题出发，激发兴趣。
二、探究电路（20分钟）
小组合作连接电路，观察灯泡亮与不亮时的连接方法，找出规律。预设：学生可能把导线接在同一极，教师提示观察电流的路径。
如果两个开关控制一盏灯，应当怎样连接？
各组上台展示电路图，其他组质疑、补充。
三、当堂检测（10分钟）
独立完成检测题，同桌互评，全班订正错题。
四、课堂小结（5分钟）
师生共同小结通路、断路和短路的区别。
板书设计
电路：通路 断路 短路
作业设计
必做：画出教室照明的电路图。
选做：调查家里的开关怎样控制电灯。
教学反思
"""
BARE = """教学过程
一、导入
教师介绍背景。
二、讲授
教师讲解电路的三种状态，学生听讲并记笔记。
三、总结
教师总结。
作业：把本课生字每个抄写5遍。
"""


def findings(text: str) -> tuple[str, dict[str, Finding]]:
    draft = draft_from_text(text, name="电路")
    return draft.text, find_lesson_indicators(draft, measure_lesson(draft))


FULL_TEXT, FULL = findings(PLAN)
BARE_TEXT, POOR = findings(BARE)


@pytest.mark.parametrize(
    "indicator",
    [
        "obj.learner_analysis",
        "obj.student_subject",
        "obj.observable",
        "obj.competency",
        "obj.key_points",
        "lc.student_share",
        "lc.inquiry",
        "lc.collaboration",
        "lc.presentation",
        "tk.context",
        "tk.open_questions",
        "fb.check",
        "fb.all_students",
        "fb.use",
        "fb.anticipate",
        "fb.criteria",
        "al.activities",
        "al.homework",
        "df.levels",
        "df.extension",
        "df.choice",
        "hw.present",
        "hw.tiered",
        "hw.practice",
        "hw.no_drill",
        "nm.components",
        "nm.timing",
        "nm.intent",
        "nm.board",
        "nm.materials",
        "nm.reflection",
    ],
)
def test_a_full_plan_is_answered_yes_with_its_words(indicator: str) -> None:
    finding = FULL[indicator]
    assert finding.answer == "yes"
    assert finding.probability > 0.5
    assert finding.spans
    assert all(FULL_TEXT[start:end].strip() for start, end in finding.spans)
    assert len(finding.spans) <= 3


@pytest.mark.parametrize(
    "indicator",
    [
        "obj.learner_analysis",
        "obj.student_subject",
        "obj.key_points",
        "lc.student_share",
        "lc.collaboration",
        "lc.presentation",
        "tk.open_questions",
        "fb.criteria",
        "al.activities",
        "al.homework",
        "df.levels",
        "df.choice",
        "hw.no_drill",
        "nm.components",
        "nm.timing",
        "nm.intent",
        "nm.board",
        "nm.materials",
        "nm.reflection",
    ],
)
def test_a_bare_plan_is_answered_no(indicator: str) -> None:
    assert POOR[indicator].answer == "no"
    assert POOR[indicator].probability < 0.5


def test_copying_is_named_with_its_passage() -> None:
    start, end = POOR["hw.no_drill"].spans[0]
    assert "抄写5遍" in BARE_TEXT[start:end]
    assert POOR["hw.present"].answer == "yes"


def test_notes_carry_the_numbers() -> None:
    assert FULL["nm.timing"].note == "4 个环节中 4 个标有时间，合计 40 分钟"
    assert FULL["lc.student_share"].note.startswith("学生活动约占 ")
    assert "40 分钟中约" in FULL["lc.student_share"].note
    assert POOR["nm.components"].note == "六项中具备 2 项，缺课题、教学目标、重难点、板书设计"


def test_a_lesson_longer_or_shorter_than_stated_is_told() -> None:
    _, found = findings(PLAN.replace("学情分析\n", "课时：1课时（45分钟）\n学情分析\n", 1))
    assert found["nm.timing"].note.endswith("与写明的课时长度 45 分钟不一致")


@pytest.mark.parametrize("text", ["", "你好", "教学过程", "# 教案\n\n| a | b |\n|---|---|\n"])
def test_almost_nothing_gives_every_indicator_and_no_crash(text: str) -> None:
    draft = draft_from_text(text, name="空")
    measures = measure_lesson(draft)
    found = find_lesson_indicators(draft, measures)
    assert set(found) == set(FULL)
    assert measures.minutes_total is None
    assert all(finding.answer != "yes" for finding in found.values())


def test_objectives_are_checked_where_there_are_checks() -> None:
    assert FULL["al.assessment"].probability > 0.5
    _, bare = findings(
        PLAN.replace("独立完成检测题，同桌互评，全班订正错题。", "教师讲解。").replace("当堂检测", "讲解")
    )
    assert bare["al.assessment"].probability < FULL["al.assessment"].probability
