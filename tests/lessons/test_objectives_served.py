"""Objectives that a lesson takes up, in its own words or other ones, and those it forgets."""

import pytest

from reviewer.datamodels import Finding
from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson
from reviewer.lessons.activities import find_activities
from reviewer.lessons.components import find_components
from reviewer.lessons.objectives import find_objectives
from reviewer.lessons.serving import served, terms_of, title_of

PROCESS = """一、看雨 教师放一段春雨的录像，请同学说说雨点落下来的样子。
二、量雨 各组把瓶子放到窗台上接雨，十分钟后用尺量水有多深，一人读数一人记，再比一比哪组接得多，找找原因。
三、做表 把全班的数填进表里，画成条形图，看图说出哪天雨大。"""
TITLE = "三年级科学 测量降雨"


@pytest.mark.parametrize(
    ("objective", "holds"),
    [
        ("能用瓶子和尺量出雨水的深度", True),
        ("会把测得的数填入表格并画条形图", True),
        ("知道雨水接得多少和摆放的位置有关，会找原因", True),
        ("养成认真记录、如实读数的习惯", True),
        ("培养学生合作测量的能力", True),
        ("了解气象卫星的发射历史", False),
        ("能列举三种防治山洪的工程", False),
        ("使学生感受父母持家的辛劳", False),
    ],
)
def test_an_objective_is_taken_up_or_forgotten(objective: str, holds: bool) -> None:
    assert (served([objective], PROCESS, TITLE)[0] >= 0.75) == holds


def test_words_of_the_title_tell_less() -> None:
    inside = served(["能说出降雨的成因和种类"], "教师说明今天学习测量降雨，发瓶子。", TITLE)[0]
    outside = served(["能说出降雨的成因和种类"], "教师说明今天学习测量降雨，发瓶子。", "三年级科学")[0]
    assert inside < outside


def test_terms_are_pairs_lone_characters_and_latin_words() -> None:
    assert "地形" in terms_of("了解地形")
    assert terms_of("吃、住") == {"吃", "住"}
    assert "sqlite" in terms_of("掌握SQLite")


def test_title_is_what_the_first_two_lines_say() -> None:
    assert title_of("《雨》\n三年级\n教学目标") == "《雨》 三年级"


def test_literacies_as_labels_belong_to_no_objective() -> None:
    text = (
        "教学目标\n1.史料实证：能从书信中找出两条证据。\n2.**健全人格**：认识攀比的害处。\n教学过程\n一、导入\n看图。"
    )
    draft = draft_from_text(text, name="课", kind="lesson")
    assert [one.text for one in find_objectives(draft)] == ["能从书信中找出两条证据", "认识攀比的害处"]


def test_a_table_pasted_as_text_has_its_parts() -> None:
    text = "课题\t比例尺\n教学目标\t1、能量出图上距离。2、会求实际距离。\n教学重点\t求距离\n教学过程\n一、导入\n看图。"
    draft = draft_from_text(text, name="课", kind="lesson")
    assert [one.text for one in find_objectives(draft)] == ["能量出图上距离", "会求实际距离"]


def test_steps_in_brackets_are_one_list_whether_numbered_or_not() -> None:
    text = """教学过程
【导入】4分钟
看一张旧照片。
【任务一 读】10分钟
学生读课文，填表。
【任务二 说】12分钟
同桌互相说。
【当堂检测】8分钟
完成四道题。
"""
    draft = draft_from_text(text, name="课", kind="lesson")
    assert [detail.activity.minutes for detail in find_activities(draft)] == [4, 10, 12, 8]


def test_intents_in_brackets_are_no_steps() -> None:
    text = (
        "教学过程\n【任务一 读】\n学生读课文。\n【设计意图】落实。\n【任务二 说】\n同桌互相说。\n【设计意图】练说。\n"
    )
    draft = draft_from_text(text, name="课", kind="lesson")
    assert len(find_activities(draft)) == 2


def test_parts_behind_any_mark_and_below_a_table_of_steps() -> None:
    marked = (
        "◎学习目标\n1）我会画角。\n❀重、难点：画角\n➢学前准备：量角器\n◎学习流程\n一、看\n看图。\n二、画\n学生画角。\n"
    )
    parts = find_components(draft_from_text(marked, name="角", kind="lesson"))
    assert {"objectives", "key_points", "preparation", "process"} <= set(parts)
    table = (
        "体育课时计划\n\n| 部分 | 教师活动 | 学生活动 |\n|---|---|---|\n| 准备 | 讲解 | 慢跑 |\n| 基本 | 示范 | 练习 |\n"
        "| 场地器材 | 栏架6个 | |\n"
    )
    draft = draft_from_text(table, name="跑", kind="lesson")
    assert "preparation" in find_components(draft)
    assert [detail.activity.name for detail in find_activities(draft)] == ["准备", "基本"]


READING = """教学目标
1. 认识“钥、匙”等10个生字。
2. {objective}
教学过程
一、初读感知（10分钟）
自由读，读准生字。指名分段读，检查生字。
二、品读颜色（15分钟）
圈出写颜色的词语，说说比喻的妙处。这一段的背景是秋天。
{step}
"""


def _finding(objective: str, step: str = "") -> Finding:
    draft = draft_from_text(READING.format(objective=objective, step=step), name="秋天的雨", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))["al.activities"]


def test_a_step_of_the_objectives_own_kind_serves_it() -> None:
    assert _finding("正确、流利、有感情地朗读全文，读出赞美之情。").answer == "yes"


def test_what_no_step_has_pupils_do_is_named_with_its_objective() -> None:
    assert _finding("有感情地朗读课文，背诵第2自然段。").note.endswith("1 条没有找到对应的活动：第 2 条的背诵")
    assert _finding("会写“盒、颜”等13个字。").note.endswith("第 2 条的写字")
    assert "背诵" not in _finding("有感情地朗读课文，背诵第2自然段。", "三、积累\n遮住关键词语，试背。").note
