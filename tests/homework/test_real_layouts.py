"""Layouts and wordings met on sheets that teachers put on the web, each with something that looks like it and isn't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import find_homework_indicators, measure_homework
from reviewer.homework.tier_labels import tier_heading, tier_mark

SheetMaker = Callable[..., Draft]


def answers(draft: Draft) -> dict[str, str]:
    return {key: found.answer for key, found in find_homework_indicators(draft, measure_homework(draft)).items()}


def bodies(draft: Draft) -> list[str]:
    return [item.text for item in measure_homework(draft).items]


def test_pictograph_before_heading(sheet: SheetMaker) -> None:
    text = "# 列表\n## 🎯 本课学习目标\n- 理解列表是什么、为什么用它\n- 学会增删元素\n## 📝 课后习题\n1. 写出三种水果的名字。\n2. 列表和字符串有什么不同？\n"
    assert [body[:2] for body in bodies(sheet(text))] == ["1.", "2."]


def test_star_before_task_stays_a_tier(sheet: SheetMaker) -> None:
    items = measure_homework(sheet("1. ★ 算一算：3+5=\n2. ★★ 说说你是怎样算的。\n")).items
    assert [item.tier_labelled for item in items] == ["★", "★★"]


def test_comment_in_code_is_no_heading(sheet: SheetMaker) -> None:
    text = "题1：填空\n```python\na = 3\n\n# 输出 a\nprint(____)\n```\n题2：写出运行结果。\n"
    assert len(bodies(sheet(text))) == 2


def test_list_of_goals_after_its_introduction(sheet: SheetMaker) -> None:
    text = "学习目标\n学完这一课，你将能够：\n1. 理解浮力的概念；\n2. 计算浮力的大小；\n当堂检测\n1. 木块为什么会浮？\n2. 求铁球所受的浮力，体积为2立方分米。\n"
    assert [body[:5] for body in bodies(sheet(text))] == ["1. 木块", "2. 求铁"]


def test_exercise_named_by_its_place(sheet: SheetMaker) -> None:
    text = "课时 1\n课堂练习 1：辨认\n下面哪一项是可再生能源？\n- 煤\n- 风\n- 石油\n课堂练习 2：观察\n写出家里的一种能源。\n课时 2\n课堂练习 1：判断\n说说怎样省电。\n"
    items = measure_homework(sheet(text)).items
    assert [item.kind for item in items][:1] == ["选择"]
    assert len(items) == 3


def test_bullets_below_an_order_are_no_options(sheet: SheetMaker) -> None:
    text = "课堂练习 1：观察\n写出身边的一种植物。\n- 先看叶子\n- 再看花\n- 最后看果实\n"
    assert measure_homework(sheet(text)).items[0].kind != "选择"


def test_question_with_options_above_numbers(sheet: SheetMaker) -> None:
    text = "【辨一辨】下列说法正确的是（　　）\nA. 月亮会发光\nB. 太阳会发光\nC. 地球会发光\n问题1：太阳从哪边升起？\n问题2：月亮绕着什么转？\n"
    assert len(bodies(sheet(text))) == 3
    assert len(bodies(sheet("完成下列各题。\n问题1：太阳从哪边升起？\n问题2：月亮绕着什么转？\n"))) == 2


def test_options_without_points(sheet: SheetMaker) -> None:
    kinds = [item.kind for item in measure_homework(sheet(
        "1. Where is Tom?\nA At home　B At school　C In a park\n2. What is this?\nA boy is running in the park.\n"
    )).items]  # fmt: skip
    assert kinds[0] == "选择"
    assert kinds[1] != "选择"


CARD = "给奶奶做一张药盒标签\n目标：把字写清楚。\n材料：纸、笔\n步骤：\n1. 问奶奶每天吃几次药\n2. 画出第一版标签\n3. 请家人试用并提出意见，再修改\n"


def test_steps_of_a_card_are_its_task(sheet: SheetMaker) -> None:
    assert len(bodies(sheet(CARD))) == 1


def test_steps_of_a_task_are_hints(sheet: SheetMaker) -> None:
    text = "目标：学会观察。\n1. 观察一支蜡烛，画下火焰。\n步骤：\n（1）点燃\n（2）看火焰分几层\n2. 写出你的发现。\n"
    assert [body[:2] for body in bodies(sheet(text))] == ["1.", "2."]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("【进阶实操题】", "提升"),
        ("【拓展思考题】", "拓展"),
        ("CORE · 课堂必做", "基础"),
        ("Extension", "拓展"),
        ("附加题", "选做"),
        ("选作题", "选做"),
    ],
)
def test_more_tier_headings(line: str, name: str) -> None:
    label = tier_heading(line)
    assert label is not None
    assert label.name == name


@pytest.mark.parametrize("line", ["思考题", "Core words of this unit", "实操题", "附加说明"])
def test_no_tier_headings(line: str) -> None:
    assert tier_heading(line) is None


def test_hard_question_marked_after_its_points() -> None:
    label = tier_mark("5.（4分）★稍难 书架上原有图书 90 本")
    assert label is not None
    assert label.name == "提升"
    assert tier_mark("5.（4分）书架上原有图书 90 本") is None


BASIC = "练习题\n1. 默写两个词语。\n2. 填量词：一（　）马\n3. 给“早”组词。\n"


def test_upper_tier_beside_plain_exercises(sheet: SheetMaker) -> None:
    assert answers(sheet(f"{BASIC}提高练习\n1. 写一段话，比较春雨和秋雨有什么不同。\n"))["ti.labelled"] == "yes"
    assert answers(sheet(f"{BASIC}4. 写一段话，比较春雨和秋雨有什么不同。\n"))["ti.labelled"] == "no"
