"""Sentences made from a draft's own words; the tables hold real phrasings of objectives and items."""

from __future__ import annotations

import re

import pytest

from reviewer.datamodels import Objective
from reviewer.judging.borrowing import BORROWED_CHARS, borrow
from reviewer.judging.rewriting import clip, find_goals, main_goal, rewrite_objective, split_minutes, tidy
from reviewer.rubrics import get_rubric


@pytest.mark.parametrize(
    ("objective", "sentence", "point"),
    [
        ("使学生了解三角形的特性", "能说出三角形的特性，并举一个例子", "三角形的特性"),
        ("理解欧姆定律的含义", "能用自己的话解释欧姆定律的含义，并举一个例子", "欧姆定律的含义"),
        ("让学生掌握换手运球绕杆的技术", "能独立做一次换手运球绕杆，并说出动作要点", "换手运球绕杆"),
        (
            "使学生掌握本课10个生字和“五光十色”等词语",
            "能读准、写对本课10个生字和‘五光十色’等词语，并选两个各说一句话",
            "本课10个生字和‘五光十色’等词语",
        ),
        (
            "使学生理解课文从哪几个方面介绍西沙群岛",
            "能说出课文从哪几个方面介绍西沙群岛，并指出依据在哪里",
            "课文从哪几个方面介绍西沙群岛",
        ),
        ("感受家庭教育的重要", "能举一个具体的例子，说明家庭教育的重要", "家庭教育的重要"),
        ("养成边读边批注的习惯", "能独立边读边批注，并说出自己是怎样做的", "边读边批注"),
        ("引导学生能根据观察说出物体沉浮的原因", "能根据观察说出物体沉浮的原因", "物体沉浮的原因"),
        (
            "发展下肢力量，能和同伴配合完成成绩的测量与记录",
            "能和同伴配合完成成绩的测量与记录",
            "成绩的测量与记录",
        ),
        ("会认“对、云”8个字，会写“云、山”2个字", "能认‘对、云’8个字", "‘对、云’8个字"),
        (
            "掌握 in, on, under 三个方位词",
            "能读准、写对in, on, under三个方位词，并选两个各说一句话",
            "in, on, under三个方位词",
        ),
    ],
)
def test_an_objective_becomes_an_act_that_can_be_seen(objective: str, sentence: str, point: str) -> None:
    goal = rewrite_objective(objective)
    assert goal is not None
    assert (goal.sentence, goal.point) == (sentence, point)


@pytest.mark.parametrize(
    "objective",
    [
        "培养学生的贯通思维",
        "培养探索自然奥秘的兴趣",
        "理解课文内容",
        "带什么：直尺、铅笔、橡皮",
        "教师带胶条、三幅范画",
        "掌握动作",
        "学会动作",
        "掌握技术",
    ],
)
def test_nothing_is_made_up_where_no_rule_fits(objective: str) -> None:
    assert rewrite_objective(objective) is None


@pytest.mark.parametrize(
    ("objective", "question"),
    [
        ("说出质量、密度的定义", "请写出质量、密度的定义"),
        ("了解犯罪的基本特征", "请写出犯罪的基本特征，并举一个例子"),
        ("认识月牙纹、锯齿纹", "请指出哪些是月牙纹、锯齿纹，并说明理由"),
        ("掌握过滤操作", "请做一次过滤操作"),
    ],
)
def test_a_goal_asks_its_own_question(objective: str, question: str) -> None:
    goal = rewrite_objective(objective)
    assert goal is not None
    assert goal.question == question


def test_the_main_goal_is_neither_words_nor_feelings() -> None:
    texts = ["掌握本课8个生字", "感受秋天的美好", "理解总分总结构的作用", "了解秋天的特点"]
    objectives = [
        Objective(text=text, student_subject=True, observable=False, start=0, end=1, verb=text[:2]) for text in texts
    ]
    goal = main_goal(find_goals(objectives))
    assert goal is not None
    assert (goal.number, goal.point) == (3, "总分总结构的作用")


@pytest.mark.parametrize("minutes", [5, 7, 12, 18, 20, 25, 40])
def test_the_parts_of_a_step_add_up(minutes: int) -> None:
    parts = [int(number) for number in re.findall(r"\d+", split_minutes(minutes, "算一算"))]
    assert len(parts) == 3
    assert sum(parts) == minutes
    assert parts[0] + parts[1] >= 0.4 * minutes


def test_a_long_step_is_split_as_a_teacher_would() -> None:
    assert split_minutes(25, "独立算一算") == "学生先试着算一算（8分钟）→同桌互查（4分钟）→教师讲没说清的（13分钟）"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('**重点**：说出"沿、际"的意思。', "重点：说出‘沿、际’的意思"),
        ("K<u>Mn</u>O₄", "KMnO₄"),
        ("in, on 和 under", "in, on和under"),
    ],
)
def test_marks_do_not_reach_the_teacher(text: str, plain: str) -> None:
    assert tidy(text) == plain


def test_a_cut_ends_at_a_clause_and_closes_its_quotes() -> None:
    assert clip("说出质量的定义，会写密度公式及变形式", 10) == "说出质量的定义"
    assert clip("解释‘鄙、陪、说、阙’等词", 7) == "解释"


def test_a_borrowed_stretch_is_verbatim_short_and_near() -> None:
    indicator = next(one for one in get_rubric("lesson").indicators() if one.id == "fb.use")
    far = ("远的", "上课前把桌椅摆成六组，每组一张大白纸。")
    text = "- 全班独立完成两题。\n- 对出错的学生，教师到身边个别指导，当堂订正后再练一题；全对的给同桌讲思路。"
    found = borrow(indicator, [far, ("走进《观潮》", text)])
    assert found == "可参照《走进〈观潮〉》：‘对出错的学生，教师到身边个别指导，当堂订正后再练一题’。"
    stretch = found.split("‘")[1].split("’")[0]
    assert stretch in text
    assert len(stretch) <= BORROWED_CHARS
    assert borrow(indicator, [far]) == ""
