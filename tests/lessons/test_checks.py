"""Checks for understanding: what is one, of whom, and whether something follows from it."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson


def checks(step: str) -> list[tuple[str, bool, bool]]:
    text = "教学过程\n一、导入\n教师讲故事。\n二、新授\n" + step + "\n板书设计\n略写一行"
    measures = measure_lesson(draft_from_text(text, name="检查", kind="lesson"))
    assert all(check.text == text[check.start : check.end] for check in measures.checks)
    return [(check.text, check.of_all, check.reaction) for check in measures.checks]


@pytest.mark.parametrize(
    ("sentence", "of_all", "reaction"),
    [
        ("全班每人独立完成4道题，写在练习本上。", True, False),
        ("当堂检测：完成学习单第1、2题。", True, False),
        ("听写8个词语，同桌互批。", True, False),
        ("人人写一句话，下课交。", True, False),
        ("学生独立完成第3题，错的当堂订正。", True, True),
        ("完成检测题，不会的同学由组长面批。", True, True),
        ("全班举手统计对错。", True, False),
        ("播放两遍，学生填信息卡。", True, False),
        ("检查预习情况。", False, False),
        ("叫 3个同学分别读 3 行生字。", False, False),
        ("指名背诵第一段。", False, False),
        ("请两名学生板演。", False, False),
        ("口头问三条来源，点六名同学答。", False, False),
        ("两名学生独立完成，其他人看。", False, False),
        ("开火车读生字，随机抽检。", False, False),
        ("3道选择题，个别学生口答。", False, False),
    ],
)
def test_a_check(sentence: str, of_all: bool, reaction: bool) -> None:
    assert checks(sentence) == [(sentence, of_all, reaction)]


@pytest.mark.parametrize(
    "sentence",
    [
        "教师讲解分数的意义。",
        "一样东西点一个点，旁边写上它的数对。",
        "空心球问题的三种方法，老师逐一板演。",
        "老师追问：为什么没有过原点的那一组，说明空杯质量没有扣掉？",
        "教师检查网络设备。",
        "小组讨论为什么。",
        "学生听讲，做笔记。",
        "布置练习册第5页。",
        "预设：学生可能独立完成有困难。",
    ],
)
def test_no_check(sentence: str) -> None:
    assert checks(sentence) == []


def test_what_follows_later_in_the_step_belongs_to_the_check() -> None:
    step = "全班独立完成3道题。错两题以上的同学课上再练一组。"
    assert checks(step)[0] == ("全班独立完成3道题。", True, True)
