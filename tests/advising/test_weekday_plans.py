"""What ordinary weekday plans need: light homework in the lowest grades, numbers kept in questions, help from the plan's own answers."""

from __future__ import annotations

import re

import pytest

from reviewer.advising.acts import kind_of
from reviewer.advising.advice import suggest
from reviewer.advising.knowledge_fit import needs_formula
from reviewer.advising.lesson_blanks import lesson_blanks
from reviewer.advising.matter import answer_words, ask, find_questions, find_untold
from reviewer.advising.step_anchors import STEPS
from reviewer.advising.step_minutes import say_timing
from reviewer.datamodels import Draft, LessonMeasures, Measures
from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson
from reviewer.rubrics import get_rubric

pytestmark = pytest.mark.usefixtures("without_bank")
SONG = """二年级音乐《郊游》教案
教学目标
1. 能用轻快、有弹性的声音和连贯、舒展的声音演唱歌曲《郊游》。
教学重点：学会歌曲。
教学过程
一、初听歌曲
听录音，用手势表示快慢。
二、学唱歌曲
教师范唱，讲解换气，示范难点，教师弹琴。学生跟唱。
三、拓展
师：你和家人去郊游时还看到了什么？把两样东西唱一唱。
"""
VOLUME = """五年级数学《体积单位间的进率》教案
教学目标
1. 掌握体积单位之间的进率。
教学重点：体积单位的进率。
教学过程
一、复习
长度单位的进率是多少？
二、新授
1. 2400立方厘米是多少立方分米？（除以进率1000，得2.4立方分米）
学生尝试，教师讲解进率。
2. 为什么体积单位的进率是1000？
三、练习
完成练习八第1题。
四、小结
说说体积单位的进率。
"""


def read(text: str) -> tuple[Draft, LessonMeasures]:
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    return draft, measure_lesson(draft)


def said(text: str, indicator: str) -> str:
    draft, lesson = read(text)
    one = next(one for one in get_rubric("lesson").indicators() if one.id == indicator)
    return suggest(draft, Measures(lesson=lesson), one).text


def test_the_lowest_grades_and_the_arts_get_one_light_task() -> None:
    told = said(SONG, "hw.tiered")
    assert "没有写作业，末尾加一项选做（10分钟）" in told
    assert "必做" not in told


def test_a_goal_that_says_how_a_song_is_sung_is_sung() -> None:
    assert kind_of("用轻快、有弹性的声音和连贯、舒展的声音演唱歌曲《郊游》", "音乐") == "sing"
    assert kind_of("写一两句话", "语文") == "write"


def test_a_question_keeps_its_numbers() -> None:
    draft, lesson = read(VOLUME)
    assert "2400立方厘米是多少立方分米" in [ask(draft, one) for one in find_questions(draft, lesson)]


def test_words_to_answer_with_come_from_the_plans_answer() -> None:
    draft, lesson = read(VOLUME)
    known = {ask(draft, one): (one.start, one.end) for one in find_questions(draft, lesson)}
    words = answer_words(draft, known["2400立方厘米是多少立方分米"])
    assert words is not None
    assert "进率" in words
    assert answer_words(draft, known["为什么体积单位的进率是1000"]) is None


def test_what_pupils_do_already_is_not_told_less() -> None:
    told = "教师讲解进率。教师出示模型，讲解。"
    draft, lesson = read(f"《进率》教案\n教学过程\n一、新授\n{told}\n二、拓展\n{told * 3}\n三、小结\n说说收获。\n")
    span = STEPS["activity_teacher"](draft, lesson, [])
    assert span is not None
    assert draft.text[slice(*span)] == "新授"


def test_the_step_on_the_key_point_gets_more_minutes() -> None:
    plan = "《水资源》教案\n教学重点：跨流域调水\n教学过程\n一、分布\n读图，说说水资源在哪里多。\n二、措施\n讨论跨流域调水的好处吧。\n三、水源\n读图，说说河流的水从哪里来。\n四、小结\n"
    draft, lesson = read(plan)
    told = re.sub("‘[^’]*’", "", say_timing(draft, lesson) or "")
    minutes = {name: int(told.split(f"{name}（")[1].split("）")[0]) for name in ("分布", "措施", "水源")}
    assert minutes["措施"] > minutes["分布"]
    assert minutes["措施"] > minutes["水源"]


def test_minutes_the_plan_gives_in_passing_are_kept() -> None:
    plan = "《水资源》教案\n教学过程\n一、分布\n读图涂色。\n（给12分钟，先做完的互查。）\n二、措施\n讨论跨流域调水的好处。\n三、写字（十来分钟）\n写一写。\n四、小结\n说收获。\n\n课堂检测（最后5分钟）\n1. 填空。\n"
    draft, lesson = read(plan)
    told = say_timing(draft, lesson) or ""
    assert "分布（12）" in told
    assert "写字（10）" in told
    assert told.endswith("课堂检测（5），合计45分钟")


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("教师讲解，板书结论。", True),
        ("小组讨论2分钟，派人说。", False),
        ("每人先写一句，再说给同桌听。", False),
    ],
)
def test_a_question_that_gives_nobody_time(after: str, found: bool) -> None:
    asked = "为什么江西植被更茂盛，土壤却不黑"
    plan = f"《土壤》教案\n教学重点：土壤的形成\n教学过程\n一、引入\n看图。\n二、谁造就了土壤\n出示江西的土壤和东北的土壤。师：{asked}？{after}\n三、小结\n说收获。\n"
    posed = find_untold(*read(plan))
    assert (posed is not None) == found
    if posed:
        assert asked in posed.text
        assert f"同桌互看：{asked}？”" in said(plan, "lc.inquiry")


@pytest.mark.parametrize(
    ("value", "text", "needed"),
    [
        ("2kg水由20℃升到70℃，作业写Q＝4.2×10³×2×70。哪个数代错了？", "比热容的定义：一定质量的物质……", True),
        ("2kg水由20℃升到70℃，作业写Q＝4.2×10³×2×70。哪个数代错了？", "热量的计算公式：Q = cmΔt", False),
        ("量一量两杯水的温度，画折线。", "比热容", False),
    ],
)
def test_what_works_with_a_formula_waits_for_its_lesson(value: str, text: str, needed: bool) -> None:
    assert needs_formula(value, text) == needed


def test_homework_that_is_there_is_sorted_before_something_light_is_added() -> None:
    told = said(SONG + "作业\n1. 回家后告诉家人歌里唱了什么。\n2. 想一想中间一段为什么唱得慢，写一句。\n", "hw.tiered")
    assert told.startswith("原有的作业从")


@pytest.mark.parametrize(
    ("goals", "quoted"),
    [
        ("1. 能说出大气压的存在。\n2. 了解标准大气压的数值。\n", "目标2“了解标准大气压的数值”"),
        ("科学观念：能说出大气压的存在。\n态度责任：了解标准大气压的数值。\n", "目标“了解标准大气压的数值”"),
    ],
)
def test_a_goal_has_the_number_that_the_plan_gives_it(goals: str, quoted: str) -> None:
    plan = f"八年级物理《大气压强》教案\n教学目标\n{goals}教学过程\n一、引入\n演示瓶吞鸡蛋，学生说出大气压的存在。\n二、新课\n教师讲解大气压的存在。\n"
    draft, lesson = read(plan)
    goal = lesson.objectives[-1]
    filled = lesson_blanks(draft, lesson, (goal.start, goal.end))
    assert f"目标{filled['number']}“{goal.text}”" == quoted
