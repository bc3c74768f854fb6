"""Records of what was said in class, and 导学案: plans whose steps stand under titles that no list names."""

from __future__ import annotations

import pytest

from reviewer.documents import draft_from_text
from reviewer.documents.genre import guess_kind
from reviewer.lessons import measure_lesson

RECORD = """14 应有格物致知精神
八年级下册  课堂实录

目标：
1. 理清演讲的思路，把握作者观点。
2. 了解举例子、作比较的作用。

【一、由“格物”说起】
师：“格物致知”什么意思？
生1：推究事物的原理。

【二、理思路】
师：快速默读，6分钟，概括作者的观点。
生2：应有真正的格物致知精神。
板书：
提出问题——分析——结论

【三、论证方法】
师：作者用什么方法？
生3：举例子。

【作业】抄写词语。
"""
GUIDE = """高一地理导学案
【学习目标】
1. 能说出河流地貌的特点。

■ 课堂探究
▲探究一  从桂林到黔南
材料：小林暑假去了桂林。
（1）小林看到的是峰林还是峰丛？说出依据。
▲探究二  一条河的三副面孔
（1）阅读剖面图，小组讨论后填表。
【课后】整理错题。
"""


def steps(text: str) -> list[str]:
    return [one.name for one in measure_lesson(draft_from_text(text, name="a.txt", kind="lesson")).activities]


def test_a_record_of_what_was_said_has_its_steps_and_goes_on_below_what_is_on_the_board() -> None:
    assert steps(RECORD) == ["由“格物”说起", "理思路", "论证方法"]


def test_a_numbered_list_of_objectives_is_no_record() -> None:
    silent = RECORD.replace("师：", "").replace("生", "学生")
    assert "论证方法" not in steps(silent)


def test_what_is_explored_in_class_is_a_step_and_a_text_to_go_by_no_part() -> None:
    assert steps(GUIDE) == ["从桂林到黔南", "一条河的三副面孔"]


@pytest.mark.parametrize(("head", "kind"), [("七年级数学导学案", "lesson"), ("七年级数学配套练习", "homework")])
def test_a_guide_full_of_exercises_is_a_lesson_and_its_exercises_are_not(head: str, kind: str) -> None:
    text = f"{head}\n学习目标 | 会找对称轴\n环节 | 学习内容\n" + "".join(
        f"{n}. 线段有（ ）条对称轴？填空：____\n" for n in range(1, 6)
    )
    assert guess_kind(text, (), "a").value == kind
