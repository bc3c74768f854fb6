"""Layouts of plans as teachers write them: labels inside steps, indented lists, steps told in prose, homework in passing."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators
from reviewer.lessons.activities import find_activities
from reviewer.lessons.component_names import name_component
from reviewer.lessons.components import find_components
from reviewer.lessons.measures import measure_lesson
from reviewer.lessons.plan import read_plan


def steps(text: str) -> list[tuple[str, float | None]]:
    details = find_activities(draft_from_text(text, name="教案"))
    return [(detail.activity.name, detail.activity.minutes) for detail in details]


def parts(text: str) -> dict[str, str]:
    draft = draft_from_text(text, name="教案")
    return {name: draft.text[start:end] for name, (start, end) in find_components(draft).items()}


def homework(text: str) -> list[str]:
    plan = read_plan(draft_from_text(text, name="教案"))
    return [plan.text(span) for span in plan.homework]


def holds(indicator: str, text: str) -> bool:
    draft = draft_from_text(text, name="教案", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator].probability >= 0.5


LABELLED_STEPS = """一、教学目标
1. 能用天平称出一杯水的质量。
2. 能说出称量的步骤。
二、教学过程
【引入】称一称（5分钟）
教学目标
- 引起兴趣
教师活动：出示两杯水，问哪杯重。
【探究】怎么称（20分钟）
教学环节：动手做
目的：学会调平
学生活动：两人一组称水，记下读数。
【小结】说一说（5分钟）
学生说出步骤。
"""


def test_labels_of_steps_open_no_part() -> None:
    assert steps(LABELLED_STEPS) == [("引入", 5.0), ("探究", 20.0), ("小结", 5.0)]
    assert "引起兴趣" not in parts(LABELLED_STEPS)["objectives"]


INDENTED = """一、教学目标
能解释潮汐。
二、教学过程（40分钟）
1. 导入（5分钟）
   - 提问：海水为什么涨落？
2. 讲授（20分钟）
   1. 月球的引力（10分）
   2. 地球的自转（10分）
3. 练习（15分钟）
   1. 画出大潮时三者的位置。
   2. 解释小潮。
三、练习答案
1. 三者在一条线上。
2. 互成直角。
"""


def test_indented_numbers_are_inside_a_step_and_the_next_part_ends_them() -> None:
    assert steps(INDENTED) == [("导入", 5.0), ("讲授", 20.0), ("练习", 15.0)]


def test_steps_told_in_prose() -> None:
    told = (
        "六、说教学过程\n我把这节课分成四步，一步接一步，先听后读，先读后演。导入环节约五分钟，我放一段雨声，请学生猜是什么地方。"
        "第二个环节约十五分钟，学生自己读课文，画出写雨的句子，同桌说一说，再读给全班听，听的人说出读得好的地方。第三个环节约十五分钟，小组排演一段对话，上台演。"
        "最后一个环节约五分钟，全班说说这节课的收获和还想知道的事。\n"
    )
    assert [minutes for _, minutes in steps(told)] == [5.0, 15.0, 15.0, 5.0]


@pytest.mark.parametrize(
    ("title", "component"),
    [
        ("⒈ 重点", "key_points"),
        ("单元知识点的教学目标分析", "objectives"),
        ("出示学习目标", None),
        ("对照学习目标", None),
        ("八年级", None),
        ("我们班", "learner_analysis"),
        ("教学内容与步骤", "process"),
    ],
)
def test_more_titles(title: str, component: str | None) -> None:
    assert name_component(title) == component


PROCESS = "教学目标\n能写信。\n教学过程\n1. 学写信（30分钟）\n学生写信。\n2. 总结（5分钟）\n"


@pytest.mark.parametrize(
    ("end", "tasks"),
    [
        ("布置课后作业：\n1. 给远方的亲人写一封信。\n2. 收集三种信封。\n", 2),
        ("- 作业布置：给爷爷写一封信。\n- 预告：下节课学寄信。\n", 1),
        ("请课下查阅资料，整理邮票的来历。\n", 1),
        ("布置适量的课后练习。\n", 0),
        ("课后要多做相关练习，巩固所学。\n", 0),
    ],
)
def test_homework_in_passing(end: str, tasks: int) -> None:
    assert len(homework(PROCESS + end)) == tasks


@pytest.mark.parametrize(
    ("line", "named"),
    [("老师打开课件，出示信封。", True), ("每人一张记录单。", True), ("看一段视频，说说感受。", False)],
)
def test_materials_named_in_passing(line: str, named: bool) -> None:
    assert holds("nm.materials", PROCESS + line) is named


@pytest.mark.parametrize(
    ("line", "written"),
    [("板书要点：称呼、问候、正文、祝福、署名", True), ("板书课题。", False), ("板书设计：", False)],
)
def test_the_board_written_in_a_step(line: str, written: bool) -> None:
    assert holds("nm.board", PROCESS + line + "\n") is written
