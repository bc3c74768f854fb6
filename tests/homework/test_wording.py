"""Tables of wordings: what teachers write for one thing, and what comes near it without being it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft, Finding
from reviewer.homework import find_homework_indicators, measure_homework
from reviewer.homework.indicators.topic import rest_of_title

SheetMaker = Callable[..., Draft]


def find(draft: Draft, indicator: str) -> Finding:
    return find_homework_indicators(draft, measure_homework(draft))[indicator]


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("三（2）班 数学 小数乘法练习（周二）", "小数乘法"),
        ("初二物理 浮力 课后练习", "浮力"),
        ("小学科学四年级下册 声音的传播", "声音 传播"),
        ("端午节实践作业：包粽子", "包粽子"),
        ("五年级英语寒假作业清单", ""),
        ("六（1）班国庆假期综合实践作业", ""),
        ("2025—2026学年第一学期七年级数学期中复习卷", ""),
        ("四年级数学 11月12日 作业", ""),
        ("八下物理周末作业（星期五发，星期一交）", ""),
    ],
)
def test_a_title_names_a_topic_beyond_class_day_and_form(title: str, rest: str) -> None:
    assert rest_of_title(title) == rest


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("五年级数学《圆》单元作业", True),
        ("九上化学　金属的防护　课后练习", True),
        ("八下英语 Unit 6 周四作业　Class＿＿ Name＿＿", True),
        ("四（3）班数学　周五　　预计 30 分钟", False),
        ("六年级语文　周末作业单（星期五下午发）", False),
        ("五（1）班家庭作业\n写完以后再去玩，大约要半小时。", False),
        ("三年级数学\n一、我会填", False),
    ],
)
def test_topic_stated_by_the_head(head: str, stated: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"{head}\n1. 35×4=\n2. 说说理由。\n"), "pu.stated").answer == ("yes" if stated else "no")


def test_items_that_show_the_topic_without_naming_it(sheet: SheetMaker) -> None:
    text = "四年级数学　课题：小数加减法\n1. 一瓶水2.5元，付10元，找回多少？\n2. 3.6+4.8=\n3. 跑了1.2千米，还差0.8千米，一共几千米？\n"
    assert find(sheet(text), "pu.aligned").answer == "yes"


def test_a_topic_with_mostly_other_sums(sheet: SheetMaker) -> None:
    text = "六年级数学　课题：百分数\n1. 3/4+1/8=\n2. 一根绳长20米，用去8米，还剩几米？\n3. 求圆的面积。\n4. 18的25%是多少？\n"
    assert find(sheet(text), "pu.aligned").answer == "no"


def test_without_a_topic_one_word_in_most_items_tells(sheet: SheetMaker) -> None:
    text = (
        "八年级物理　周三\n1. 什么是密度？\n2. 铁的密度比铝大，说明什么？\n3. 用天平和量筒测出石块的密度。\n4. 读图。\n"
    )
    finding = find(sheet(text), "pu.aligned")
    assert finding.answer == "yes"
    assert "密度" in finding.note


def test_several_subjects_on_one_sheet_have_no_topic(sheet: SheetMaker) -> None:
    text = "二（1）班作业\n一、语文\n1. 读课文两遍。\n二、数学\n2. 3×4=\n"
    assert find(sheet(text), "pu.aligned").answer == "no"


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("老师的话：口算明天早读当堂批。", True),
        ("第2题错的，周五自习课到讲台前重新摆一遍小棒。", True),
        ("周四上课先用十分钟讲第6题。", True),
        ("老师看完每个人的练笔，写得好的读给大家听。", True),
        ("背不出来的同学，放学后老师陪着再背一次。", True),
        ("教师逐本批阅，错题集中讲评。", True),
        ("明天早读前交到课代表处。", False),
        ("请家长检查后签字。", False),
        ("作品下周一带来，放在后面的展示台上。", False),
        ("不会的字查字典，再读两遍。", False),
        ("书写（老师评）☆☆☆", False),
        ("老师讲过的方法请先复习。", False),
    ],
)
def test_what_the_teacher_does_afterwards(note: str, told: bool, sheet: SheetMaker) -> None:
    text = f"三年级作业\n1. 25×4=\n2. 采访一位老师，请老师讲讲小时候的游戏，写三句话。\n\n{note}\n"
    assert find(sheet(text), "hf.followup").answer == ("yes" if told else "no")


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("书写整齐得一朵小红花，全对再得一朵。", True),
        ("积分怎样得：按时交加1分，说清理由加2分。", True),
        ("| 优 | 数据真实，结论有依据 |\n| 良 | 数据完整 |", True),
        ("| 项目 | 自己评 | 同学评 |\n| 记录真实 | | |", True),
        ("每学期评一次“阅读之星”。", False),
        ("优秀作品会贴在走廊里。", False),
        ("3. 小军得3朵红花，小丽得5朵红花，一共得多少朵？", False),
    ],
)
def test_criteria_and_rewards(note: str, told: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"三年级作业\n1. 25×4=\n2. 说说理由。\n{note}\n"), "hf.criteria").answer == (
        "yes" if told else "no"
    )


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("| 项目 | 自己评 | 同学评 |\n| 记录真实 | | |", True),
        ("家里人评：☆☆☆", True),
        ("不明白的放学后再来找老师。", False),
        ("写一篇同学评书的小短文。", False),
    ],
)
def test_columns_for_ones_own_judgement(note: str, told: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"三年级作业\n1. 25×4=\n2. 说说理由。\n{note}\n"), "hf.self").answer == ("yes" if told else "no")
