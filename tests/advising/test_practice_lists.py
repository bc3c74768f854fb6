"""A row of questions in a step, shared out between two tiers."""

from __future__ import annotations

import pytest

from reviewer.advising.practice_lists import find_row, share_out
from reviewer.datamodels import Draft, LessonMeasures
from reviewer.documents import draft_from_text
from reviewer.lessons.measures import measure_lesson

PLAN = """《公民身份从何而来》教案
教学目标
1. 能说出公民的含义。
教学过程
一、导入
1. 你们有身份证吗？
2. 谁办过？说一说为什么办。
3. 身份证有什么用？
二、认识公民
1. 请同学读教材，找出什么是公民。
2. 教师讲解国籍法的规定，板书要点。
三、案例讨论
（1）小明的父母都是中国人，他是中国公民吗？
（2）爱丽丝的父母是法国人，她是中国公民吗？
（3）乐乐在日本出生，父母是中国人，他是中国公民吗？
（4）约翰在中国生活了十年，可以成为中国公民吗？
学生分组讨论后汇报。
四、小结
说说收获。
"""


def read(text: str) -> tuple[Draft, LessonMeasures]:
    draft = draft_from_text(text, name="教案", kind="lesson")
    return draft, measure_lesson(draft)


def test_the_row_of_cases_is_found_and_the_opening_is_not() -> None:
    draft, measures = read(PLAN)
    row = find_row(draft, measures)
    assert row is not None
    (start, end), marks, last = row
    assert draft.text[start:end].startswith("（1）小明的父母")
    assert marks == ["（1）", "（2）", "（3）", "（4）"] and last in draft.text


def test_two_questions_are_no_row() -> None:
    draft, measures = read(
        PLAN.replace("（3）乐乐在日本出生，父母是中国人，他是中国公民吗？\n", "").replace("（4）", "（9）")
    )
    assert find_row(draft, measures) is None


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (["（1）", "（2）", "（3）", "（4）"], "（1）（2）人人做，说出依据；先做完的接着做（3）（4），再照‘光速快还是声速快’的样子自己出一道考同桌"),
        (["1", "2", "3"], "第1—2题人人做，说出依据；先做完的接着做第3题，再照‘光速快还是声速快’的样子自己出一道考同桌"),
    ],
)  # fmt: skip
def test_the_first_half_is_for_everybody(marks: list[str], said: str) -> None:
    assert share_out(marks, "光速快还是声速快") == said
