"""Minutes: stated times, estimates by kind and grade, the caps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import measure_homework
from reviewer.homework.estimates import PAGE_MINUTES, estimated_minutes
from reviewer.homework.items import find_tasks
from reviewer.homework.load import (
    cap_minutes,
    grade_band,
    stated_daily,
    stated_minutes,
    stated_total,
)

SheetMaker = Callable[..., Draft]
SHEET = "1. 口算：3+5=\n2. 背诵古诗。\n3. 小明有12元，用去5元，还剩多少元？"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("预计用时：20分钟", 20),
        ("用时约15分钟", 15),
        ("建议时长：10-15分钟", 15),
        ("完成时间：30min", 30),
        ("作业时长 25 分钟", 25),
        ("（约8分钟）", 8),
        ("（必做，10分钟）", 10),
        ("限时40分钟", 40),
        ("预计20'", 20),
        ("小明走了15分钟到学校", None),
        ("从家到学校要10分钟，每分钟走60米", None),
        ("预计用时：____分钟", None),
        ("3.5分钟跳绳", None),
    ],
)
def test_stated_minutes(text: str, minutes: float | None) -> None:
    assert stated_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("完成《练习册》第72～75页。", 4),
        ("完成练习册P76—P79全部，P80第1—6题。", 4),
        ("完成《补充习题》P42—45。", 4),
        ("完成《课时练》第20—24页、第31—36页全部习题。", 11),
        ("完成《课堂作业本》第12页。", 1),
        ("完成《英语同步练》第28页第三、四大题。", 0),  # only some of its items
        ("读课本第3—5页。", 0),
    ],
)
def test_pages_of_an_exercise_book_take_their_time(text: str, pages: int, sheet: SheetMaker) -> None:
    task = find_tasks(sheet(f"1. {text}\n2. 背诵古诗。"))[0]
    plain = estimated_minutes(find_tasks(sheet("1. 说明理由。\n2. 背诵古诗。"))[0], "解答", 1)
    assert estimated_minutes(task, "解答", 1) == (pages * PAGE_MINUTES if pages else plain)


@pytest.mark.parametrize(
    ("text", "least"), [("用约150字写出你的观点。", 15), ("写一写你的看法，不少于80字。", 8), ("用20字以内概括。", 0)]
)
def test_what_is_written_at_length_takes_its_time(text: str, least: float, sheet: SheetMaker) -> None:
    task = find_tasks(sheet(f"1. {text}\n2. 背诵古诗。"))[0]
    assert estimated_minutes(task, "解答", 2) == max(least, 5)


@pytest.mark.parametrize(
    ("grade", "stage", "name", "band", "cap"),
    [
        ("一年级", None, "x", 0, 0.0),
        ("二年级", "小学", "x", 0, 0.0),
        ("三年级", None, "x", 1, 60.0),
        ("六年级", None, "x", 1, 60.0),
        ("七年级", None, "x", 2, 90.0),
        ("九年级", "初中", "x", 2, 90.0),
        ("高一", "高中", "x", 3, None),
        (None, "小学", "x", 1, 60.0),
        (None, "初中", "x", 2, 90.0),
        (None, None, "五年级数学作业.docx", 1, 60.0),
        (None, None, "x", None, None),
        ("小学二年级", None, "x", 0, 0.0),
        ("初中八年级", "初中", "x", 2, 90.0),
        (None, None, "三（2）班数学.docx", 1, 60.0),
        (None, None, "2年级口语.docx", 0, 0.0),
    ],
)
def test_grade_and_cap(
    grade: str | None, stage: str | None, name: str, band: int | None, cap: float | None, sheet: SheetMaker
) -> None:
    found, _ = grade_band(sheet(SHEET, name=name, grade=grade, stage=stage))
    assert (found, cap_minutes(found)) == (band, cap)


def test_stated_total_wins_over_the_estimate(sheet: SheetMaker) -> None:
    measures = measure_homework(sheet("预计用时：20分钟\n" + SHEET, grade="三年级"))
    assert (measures.minutes_total, measures.minutes_stated, measures.minutes_cap, measures.over_cap) == (
        20,
        20,
        60,
        False,
    )


def test_stated_sections_add_up(sheet: SheetMaker) -> None:
    text = "一、基础作业（5分钟）\n1. 求3的倍数。\n二、拓展作业（10分钟）\n2. 说说为什么。"
    assert measure_homework(sheet(text, grade="五年级")).minutes_stated == 15


def test_over_the_cap(sheet: SheetMaker) -> None:
    measures = measure_homework(sheet("预计用时：80分钟\n" + SHEET, grade="四年级"))
    assert measures.over_cap is True


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("1. 计算 3+5=", True),
        ("1. 判断爸爸说得对不对，告诉他为什么。\n2. 找三样圆的东西介绍给家人。", False),
        ("1. 和家人玩超市游戏，报出一共要付多少钱。", False),
        ("1. 判断对错，对的画√：2+3=6（  ）", True),
        ("1. 把认识的字写下来，读给家人听。", True),
        ("1. 朗读课文。\n2. 把故事讲给家人听。", False),
    ],
)
def test_grades_one_and_two_have_no_written_work(text: str, over: bool, sheet: SheetMaker) -> None:
    assert measure_homework(sheet(text, grade="二年级")).over_cap is over


def test_unknown_grade_has_no_cap(sheet: SheetMaker) -> None:
    measures = measure_homework(sheet(SHEET))
    assert (measures.minutes_cap, measures.over_cap) == (None, None)


def test_an_items_own_time_wins(sheet: SheetMaker) -> None:
    items = measure_homework(sheet("1. 写一篇作文。（40分钟）\n2. 求5的倒数。")).items
    assert items[0].minutes == 40
    assert items[1].minutes < 10


def test_more_copies_take_longer(sheet: SheetMaker) -> None:
    two, ten = measure_homework(sheet("1. 抄写生字2遍。\n2. 抄写词语10遍。")).items
    assert (two.copying, ten.copying) == (True, True)
    assert ten.minutes == 5 * two.minutes


@pytest.mark.parametrize(
    ("line", "total", "daily"),
    [
        ("预计用时：每天不超过15分钟；家中合计约42分钟，分散在两周。", 42, 15),
        ("预计用时：合计约42分钟，分三天，每天不超过15分钟。第一天15分钟，第二天12分钟，周末15分钟。", 42, 15),
        ("预计用时：基础12分钟，拓展14分钟，共26分钟，分两晚完成。", 26, 13),
        ("预计用时：基础10分钟，拓展15分钟；实践20分钟放在周末。", 45, None),
        ("预计用时：每周课外不超过40分钟，任何一天不超过25分钟：第一周20分钟，第二周35分钟，第三周30分钟。", 85, 25),
        ("预计用时：第一天10分钟，第二天10分钟，合计约20分钟。当天各科作业快到60分钟时先停下。", 20, None),
        ("预计用时：约30分钟（初中每天各科书面作业合计不超过90分钟）。", 30, None),
        ("预计用时：每天15分钟以内，周末一次40分钟，合计约67分钟。", 67, 15),
        ("预计用时：每天不超过20分钟。", 20, 20),
        ("预计用时：40分钟", 40, None),
        ("作业时长：合计60分钟，分两次完成。", 60, 30),
        ("作业要求：各科合计不超过60分钟。", None, None),
    ],
)
def test_the_whole_and_a_day(line: str, total: float | None, daily: float | None, sheet: SheetMaker) -> None:
    draft = sheet(f"五年级作业\n{line}\n{SHEET}", grade="五年级")
    stated, _ = stated_total(draft, find_tasks(draft))
    assert (stated, stated_daily(draft.text, stated)) == (total, daily)


@pytest.mark.parametrize(
    ("line", "total"),
    [
        ("这个周末请抽出大约两个小时，为家里做一餐饭。", 120),
        ("整件事约一个半小时。", 90),
        ("预计半小时。", 30),
        ("太阳下山大约一小时以后开始。", None),
    ],
)
def test_a_whole_told_in_hours(line: str, total: float | None, sheet: SheetMaker) -> None:
    draft = sheet(f"五年级劳动作业\n{line}\n1. 买三样菜，记下价钱。\n2. 洗好，切好。\n", grade="五年级")
    assert stated_total(draft, find_tasks(draft))[0] == total


def test_a_sheet_of_several_days_is_held_to_the_cap_by_the_day(sheet: SheetMaker) -> None:
    spread = measure_homework(sheet(f"预计用时：合计约80分钟，每天不超过20分钟。\n{SHEET}", grade="五年级"))
    at_once = measure_homework(sheet(f"预计用时：合计约80分钟。\n{SHEET}", grade="五年级"))
    assert (spread.minutes_stated, spread.over_cap) == (80, False)
    assert (at_once.minutes_stated, at_once.over_cap) == (80, True)
    assert "这份作业分几次完成，按每次约20分钟与上限对照。" in spread.assumptions
