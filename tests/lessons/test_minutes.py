"""Minutes in all the forms plans use, and what only looks like minutes."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson
from reviewer.lessons.minutes import (
    chain_intervals,
    count_lessons,
    find_minutes,
    find_stated_length,
    head_minutes,
    read_number,
)
from reviewer.lessons.step_shapes import clean_name


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("一、导入新课（5分钟）", [5]),
        ("一、导入新课(5分钟)", [5]),
        ("1.导入环节（10‘）", [10]),
        ("2.知识点解析（25‘）（教辅习题册）", [25]),
        ("3.创造大挑战 8’", [8]),
        ("二、新授 12′", [12]),
        ("二、新授（12'）", [12]),
        ("Step 2 Presentation 15 min", [15]),
        ("Step 3 Practice (10mins)", [10]),
        ("Warm-up（5minutes）", [5]),
        ("小组讨论，约8分。", [8]),
        ("四、课堂小结 用时：10", [10]),
        ("当堂检测（用时5分钟）", [5]),
        ("自主学习（时间：15分）", [15]),
        ("8:00–8:05 晨读", [5]),
        ("00:00-10:00", [10]),
        ("50:00-80:00", [30]),
        ("探究活动（3-5分钟）", [4]),
        ("探究活动（约6～8分钟）", [7]),
        ("给学生五分钟时间自学", [5]),
        ("练习十五分钟", [15]),
        ("学生实验半小时", [30]),
        ("活动一（5 分 钟）", [5]),
        ("先讲10分钟，再练20分钟", [10, 20]),
        ("【当堂检测】（10 min）", [10]),
        ("引入新课　时间：5分钟", [5]),
        ("08:00-08:40 第一节", [40]),
        ("汇报（每组2min）", [2]),
        ("（7～10′）合作学习", [8.5]),
        # not minutes
        ("计算题（每题5分，共20分）", []),
        ("跑道长5米", []),
        ("北纬30°15′", []),
        ("他说‘第5’是答案", []),
        ("把月饼平均分成2份，取三分之二", []),
        ("2024年5月8日", []),
        ("比例尺1:200，图上3:5", []),
        ("满分100分，得5分", []),
        ("1. 一段导体电流为0.3A（5分）", []),
        ("程序每30分钟采集一次", []),
    ],
)
def test_minutes_in_running_text(text: str, minutes: list[float]) -> None:
    assert [mark.minutes for mark in find_minutes(text)] == minutes


@pytest.mark.parametrize(
    ("heading", "minutes"),
    [("（一）导入新课（3分）", [3]), ("二、整体感知【12分】", [12]), ("三、学习第2段", [])],
)
def test_a_heading_may_say_minutes_shortly(heading: str, minutes: list[float]) -> None:
    assert [mark.minutes for mark in find_minutes(heading, heading=True)] == minutes


@pytest.mark.parametrize(
    ("head", "minutes", "name"),
    [
        ("第四站　三分钟试一试（6分钟）", 6, "第四站　三分钟试一试"),
        ("第四站　三分钟试一试　6分钟", 6, "第四站　三分钟试一试"),
        ("### **三分钟试一试**（6分钟）", 6, "三分钟试一试"),
        ("五、一分钟口算（5′）", 5, "一分钟口算"),
        ("（三）三张台子，轮着去（每台8分，共24分）", 24, "三张台子，轮着去"),
        ("三、讲（18分）", 18, "讲"),
        ("14分钟　坡面小实验", 14, "坡面小实验"),
        ("复习　教师把酸和碱各自的性质列成两列，串讲一遍（5分钟）", 5, "复习"),
        ("二、自读（5分钟），交流（8分钟）", 5, "自读"),
    ],
)
def test_minutes_in_a_name_are_not_the_length_of_the_step(head: str, minutes: float, name: str) -> None:
    assert head_minutes(head)[0].minutes == minutes
    assert clean_name(head) == name


def test_a_mark_stands_where_it_says() -> None:
    text = "一、导入（约5分钟）"
    mark = find_minutes(text)[0]
    assert text[mark.start : mark.end] == "5分钟"


@pytest.mark.parametrize(
    ("number", "value"), [("十", 10), ("二十", 20), ("十五", 15), ("二十五", 25), ("两", 2), ("7.5", 7.5)]
)
def test_numbers(number: str, value: float) -> None:
    assert read_number(number) == value


def test_ranges_that_join_up_are_positions() -> None:
    marks = [find_minutes(text)[0] for text in ("（0-5分钟）", "（5-20分钟）", "（20-40分钟）")]
    assert chain_intervals([*marks]) == [5, 15, 20]


def test_ranges_that_do_not_join_up_count_by_their_middle() -> None:
    marks = [find_minutes(text)[0] for text in ("（3-5分钟）", "（8-10分钟）")]
    assert chain_intervals([*marks, None]) == [4, 9, None]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("课时 | 1课时(45分钟)", 45),
        ("【课时安排】2课时（每课时40分钟）", 40),
        ("教学时间：40分钟", 40),
        ("总时长：90分钟", 90),
        ("一课时（40’）", 40),
        ("一、导入（5分钟）", None),
        ("本课时在40分钟内", 40),
        ("四年级上册　语文　统编版　40分钟", 40),
        ("一课时40分钟", 40),
        ("## 四、教学过程（45分钟）", 45),
        ("初中综合实践活动　八年级　45分钟（户外20分钟）", 45),
        ("课后阅读过程（10分钟）", None),
        ("Grade: 五年级　Time: 40 minutes", 40),
        ("三、巩固练习（5分钟）\n作业：每天阅读30分钟", None),
    ],
)
def test_stated_length(text: str, length: float | None) -> None:
    assert find_stated_length(text) == length


@pytest.mark.parametrize(
    ("text", "lessons"),
    [
        ("课时安排：2课时", 2),
        ("两课时，每课时40分钟", 2),
        ("第2课时", 1),
        ("一课时", 1),
        ("课时：1课时(45分钟)", 1),
        ("", 1),
    ],
)
def test_number_of_lessons(text: str, lessons: int) -> None:
    assert count_lessons(text) == lessons


HEAD = "课题：圆的认识　总时长：40分钟\n教学过程\n"


@pytest.mark.parametrize(
    ("steps", "remarks"),
    [
        ("一、导入（5分钟）\n看图。\n二、探究（20分钟）\n折纸。\n三、练习（15分钟）\n做题。", []),
        (
            "一、导入（5分钟）\n看图。\n二、探究（23分钟）\n折纸。\n三、练习（15分钟）\n做题。",
            [("各环节合计 43 分钟，比写明的 40 分钟多 3 分钟", "总时长：40分钟")],
        ),
        (
            "一、导入（5分钟）\n看图。\n二、探究（20分钟）\n折纸。\n三、练习（10分钟）\n做题。",
            [("各环节合计 35 分钟，比写明的 40 分钟少 5 分钟", "总时长：40分钟")],
        ),
        (
            "一、导入（5分钟）\n看图。\n二、探究（20分钟）\n折纸。\n三、练习\n做题。",
            [("“练习”没有写时间，其他 2 个环节写了", "三、练习")],
        ),
        ("一、导入\n看图。\n二、探究\n折纸。\n三、练习\n做题。", []),
    ],
)
def test_remarks_on_the_minutes(steps: str, remarks: list[tuple[str, str]]) -> None:
    measures = measure_lesson(draft_from_text(HEAD + steps, name="圆", kind="lesson"))
    text = HEAD + steps
    assert [(r.text, text[r.start : r.end]) for r in measures.remarks] == remarks
