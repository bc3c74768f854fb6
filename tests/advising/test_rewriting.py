"""Sentences made from a draft's own words; the tables hold real phrasings of objectives and items."""

from __future__ import annotations

import re

import pytest

from reviewer.advising.acts import ACTS, kind_of
from reviewer.advising.borrowing import BORROWED_CHARS, borrow, same_subject
from reviewer.advising.overlap import shared
from reviewer.advising.plan_parts import split_minutes
from reviewer.advising.quoting import clip, short_point, tidy, unquote
from reviewer.advising.rewriting import find_goals, main_goal, rewrite_objective
from reviewer.advising.saying import say_act
from reviewer.datamodels import Objective
from reviewer.rubrics import get_rubric


@pytest.mark.parametrize(
    ("objective", "sentence", "point"),
    [
        ("能独立刷干净一只布面运动鞋，鞋底没有污渍", "能独立刷干净一只布面运动鞋", "刷干净一只布面运动鞋"),
        (
            "能用 When do you …? 询问至少三位同学的作息，并记录下来",
            "能用When do you…?询问至少三位同学的作息",
            "至少三位同学的作息",
        ),
        ("80％的学生能说出口诀，20％的学生在同伴帮助下完成", "能说出口诀", "口诀"),
        ("使学生了解三角形的特性", "能说出三角形的特性，并举一个例子", "三角形的特性"),
        ("学会与人相处，培养集体荣誉感", "能举一件自己的事，说说当时怎样与人相处", "与人相处"),
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
        ("感受家庭教育的重要", "能找出两处，说说从哪里看出家庭教育的重要", "家庭教育的重要"),
        ("养成边读边批注的习惯", "能独立边读边批注，并说出自己是怎样做的", "边读边批注"),
        ("引导学生能根据观察说出物体沉浮的原因", "能根据观察说出物体沉浮的原因", "物体沉浮的原因"),
        (
            "发展下肢力量，能和同伴配合完成成绩的测量与记录",
            "能和同伴配合完成成绩的测量与记录",
            "成绩的测量与记录",
        ),
        (
            "学习作者运用丰富的想象，把看到的事物写得更具体的写作方法",
            "能像作者那样运用丰富的想象写三五句话，并说出用在哪里",
            "作者运用丰富的想象的写法",
        ),
        (
            "用自己的话说清楚：循环让计算机重复做事",
            "能用自己的话说清循环让计算机重复做事",
            "循环让计算机重复做事",
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
        "认同结构与功能相适应的生命观念",
        "掌握两人分工做实验的方法",
        "带什么：直尺、铅笔、橡皮",
        "教师带胶条、三幅范画",
        "掌握动作",
        "学会动作",
        "掌握技术",
        "借助图形计算器、几何画板演示等过程",
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
    parts = [int(number) for number in re.findall(r"\d+", split_minutes(minutes, "试着算一算"))]
    assert len(parts) == 3
    assert sum(parts) == minutes
    assert parts[0] + parts[1] >= 0.4 * minutes


def test_a_long_step_is_split_as_a_teacher_would() -> None:
    assert split_minutes(25, "试着算一算") == "学生先试着算一算（8分钟）→同桌互查（4分钟）→教师讲没弄清的（13分钟）"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('**重点**：说出"沿、际"的意思。', "重点：说出‘沿、际’的意思"),
        ("K<u>Mn</u>O₄", "KMnO₄"),
        ("in, on 和 under", "in, on和under"),
        ("在C#项目中引用", "在C#项目中引用"),
        ("## 教学目标", "教学目标"),
        ("【设置角色位置___ ___ 】指令", "【设置角色位置】指令"),
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
    assert found == "可参照范例《走进〈观潮〉》：‘对出错的学生，教师到身边个别指导，当堂订正后再练一题’。"
    stretch = found.split("‘")[1].split("’")[0]
    assert stretch in text
    assert len(stretch) <= BORROWED_CHARS
    assert borrow(indicator, [far]) == ""


@pytest.mark.parametrize(
    ("act", "subject", "kind"),
    [
        ("认‘对、云’8个字", "语文", "words"),
        ("正确、流利朗读课文", "语文", "recite"),
        ("默写课本上画正方形的四行脚本", "信息科技", "recite"),
        ("说出《赛马》的作曲者和演奏乐器", "音乐", "say"),
        ("演唱歌曲的第一段", "音乐", "sing"),
        ("做一次换手运球绕杆", "体育与健康", "move"),
        ("做一次滴加的操作", "化学", "hands"),
        ("完成‘青蛙过河’项目程序", "信息科技", "make"),
        ("用密度知识计算质量、体积", "物理", "count"),
        ("认出中和反应", "化学", "spot"),
        ("说出天窗给孩子带来的快乐", "语文", "text"),
        ("用脚轻轻推球", "体育与健康", "move"),
        ("说出推球的要领", "体育与健康", "say"),
    ],
)
def test_an_act_has_its_kind(act: str, subject: str, kind: str) -> None:
    assert kind_of(act, subject) == kind


def test_what_is_said_is_never_done_for_the_family() -> None:
    told = say_act("说出《赛马》的作曲者和演奏乐器", "《赛马》的作曲者", "音乐", "四年级", "二胡、旋律、赛马")
    assert told["further"] == "举一个课上没有的例子，说出《赛马》的作曲者和演奏乐器"
    assert told["card"] == "写着二胡、旋律、赛马的关键词卡"
    assert not any("做给家人看" in text or "换一种情况" in text for text in told.values())


def test_what_is_learnt_by_heart_has_no_conclusion() -> None:
    told = say_act("默写四行脚本", "四行脚本", "信息科技", "五年级", "正方形、脚本")
    assert told["together"] == "各自先默写四行脚本，交换检查，错处一起改"


def test_the_youngest_say_and_do_not_write() -> None:
    for kind in ("认‘云’2个字", "说出青蛙怎样长大", "认出几分之一"):
        told = say_act(kind, "它", "语文", "一年级", "青蛙、小蝌蚪")
        assert not any("写" in told[name] for name in ("further", "each", "home", "challenge", "explore")), told


def test_what_is_to_be_said_answers_the_plans_own_question() -> None:
    said = ("解释正比例的意义", "正比例的意义", "数学", "六年级", "比值、边长、正比例")
    asked = say_act(*said, "为什么正方形的周长和边长成正比例")
    assert asked["further"] == "合上书回答‘为什么正方形的周长和边长成正比例’，写出理由"
    assert asked["show"].startswith("拿‘为什么正方形的周长和边长成正比例’问一位家里人")
    assert say_act(*said)["further"] == "合上书，解释正比例的意义，再写一处自己还没弄清的地方"


def test_what_is_mastered_is_used_where_it_can_be() -> None:
    told = {
        text: rewrite_objective(text) for text in ("掌握使用micro:bit展示数据", "掌握分式方程", "掌握文章的语气和节奏")
    }
    assert [goal.sentence if goal else None for goal in told.values()] == [
        "能独立使用micro:bit展示数据，并说出每一步怎样做",
        "能做对一道用到分式方程的题，并说出每一步的理由",
        "能说清文章的语气和节奏，并举一个例子说明怎样用",
    ]


def test_a_pretest_asks_what_is_known_of_what_was_not_taught() -> None:
    known = say_act("解释正比例的意义", "正比例的意义", "数学", "六年级", "比值、边长、正比例")["probe"]
    assert known.startswith("每人写下自己知道的‘正比例的意义’")
    assert say_act("演唱歌曲", "歌曲", "音乐", "六年级", "节奏")["probe"].startswith("每人试着演唱歌曲")


def test_every_kind_fills_every_blank() -> None:
    acts = ("说出意思", "认出圆", "朗读课文", "演唱歌曲", "计算面积", "设计小船", "测量长度", "写三五句话", "读准生字")
    assert {kind_of(act, "数学") for act in acts} == set(ACTS) - {"move", "text"}
    for act in acts:
        assert not any(set("{}") & set(text) for text in say_act(act, "它", "数学", None, "圆、面积").values())


def test_no_half_of_a_list_a_bracket_or_a_word() -> None:
    assert short_point("秦统一的时间、都城和灭六国的先后顺序与影响的大小比较", 16, "《秦统一中国》") == "秦统一中国"
    assert short_point("go, see, take等8个不规则动词的过去式", 24, "《旅行》") == "go, see, take等8个不规则动词的过去式"
    assert clip("【设置角色位置】指令的含义与使用规则", 6) == "设置角色位"
    assert clip("解释基本原理(波特率、数据位、停止位)", 13) == "解释基本原理"
    assert clip("引用System.Data.SQLite组件", 9) == "引用"


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert unquote("‘Where’s the…?’的用法") == "Where’s the…?的用法"


def test_a_slip_about_something_else_shares_no_word() -> None:
    assert not shared("能说出课文从哪几个方面介绍西沙群岛", "上节课听写懒、渔、优三个字有15人写错")
    assert shared("做一次溶解、过滤、蒸发三步操作", "蒸发还没有做过")


def test_lines_are_borrowed_from_the_same_subject_and_never_a_question() -> None:
    assert same_subject("信息技术", "信息科技")
    assert not same_subject("英语", "信息科技")
    assert not same_subject("英语", None)
    indicator = next(one for one in get_rubric("lesson").indicators() if one.id == "fb.use")
    assert borrow(indicator, [("问", "对出错的学生个别指导后，怎样当堂订正再练一题？")]) == ""


def test_an_english_sentence_is_kept_whole_or_left_out() -> None:
    text = "能听懂、会说How can we get there? 并能回答"
    assert clip(text, 22) == "能听懂、会说How can we get there?"
    assert (
        clip("能说出这一课学过的两个句子Where is the museum shop near the old station?", 20)
        == "能说出这一课学过的两个句子"
    )


def test_a_means_alone_is_no_goal() -> None:
    assert rewrite_objective("通过画图、分析、比较，培养学生分析问题的能力") is None
    goal = rewrite_objective("知识与技能:会用方程解答差倍问题")
    assert goal is not None and goal.sentence == "能用方程解答差倍问题"


def test_what_belongs_to_somebody_keeps_its_ending() -> None:
    goal = rewrite_objective("知道公共设施是大家的")
    assert goal is not None
    assert goal.sentence == "能举一个例子说明公共设施是大家的"
