"""Open and closed questions."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons.questions import find_questions, is_open_question


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("为什么钱塘江大潮被称为天下奇观？", True),
        ("Why do you like autumn?", True),
        ("Why not go on Tuesday?", False),
        ("你是怎样想到这种方法的？", True),
        ("如果没有摩擦力，世界会怎样？", True),
        ("“勾”字好在哪里？", True),
        ("你还知道什么对什么？", True),
        ("比起使用跟随指令有什么优点？", True),
        ("手电筒不亮，可能有哪些原因？", True),
        ("你觉得他是一个什么样的人？", True),
        ("文中几次写到背影？", False),
        ("谁给谁寄冰？", False),
        ("从哪里寄到哪里？", False),
        ("同学们去游乐场的时候玩过过山车吗？", False),
        ("那大家现在清楚了什么是能量守恒了吗？", False),
        ("每人分得多少？", False),
        ("这个字怎么读？", False),
        ("下列4条程序中，哪条可以产生10？", False),
        ("电阻的单位是什么？", False),
    ],
)
def test_open_or_closed(question: str, is_open: bool) -> None:
    assert is_open_question(question) is is_open


def found(text: str) -> list[tuple[str, bool]]:
    draft = draft_from_text(text, name="教案")
    return [(q.text, q.open) for q in find_questions(draft, [(0, len(draft.text))])]


def test_a_question_in_a_table_begins_with_its_cell() -> None:
    assert found("| 四、追问 8分 | 同一座山，为什么西坡是森林，东坡是草原？ | 写理由 |") == [
        ("同一座山，为什么西坡是森林，东坡是草原？", True)
    ]


def test_the_same_question_in_other_words_counts_once() -> None:
    assert len(found("为什么作者写了四次背影？\n作者为什么写了四次背影呢？\n背影为什么让人感动？")) == 2


def test_an_answer_beside_the_question_closes_it() -> None:
    assert found("在3D世界中搭建过山车，怎样设计路线？（先画轨道路线图）")[0][1] is False
    assert found("在3D世界中搭建过山车，怎样设计路线？（小组讨论）")[0][1] is True


def test_a_question_told_to_think_about() -> None:
    assert found("学生思考水蒸气是怎样变成小水珠的。") == [("水蒸气是怎样变成小水珠的", True)]


def test_a_reason_asked_for_opens_a_closed_question() -> None:
    assert found("导体的电阻与电压成正比，你同意吗？说明理由。")[0][1] is True
