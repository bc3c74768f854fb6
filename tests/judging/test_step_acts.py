"""A change to a step is made of what pupils do in it."""

from __future__ import annotations

from reviewer.documents import draft_from_text
from reviewer.judging.lesson_blanks import lesson_blanks
from reviewer.judging.step_acts import find_step_act
from reviewer.lessons import measure_lesson

PLAN = """语文《秋天的雨》教学设计
教学目标
1. 会认“钥、匙”2个字，会写“枚、爽”2个字。
2. 能背诵第2自然段。
教学过程
一、品读颜色段落（15分钟）
1. 教师出示课件，讲解颜色。
2. 让学生默读第2自然段，圈出写颜色的词语。颜色的词语有黄色、红色、橙色。
3. 学生读写颜色的词语，说说喜欢哪种颜色。
二、练习（10分钟）
学生做练习。
"""


def test_the_first_act_that_speaks_of_the_matter() -> None:
    draft = draft_from_text(PLAN, name="x.txt", kind="lesson")
    first, second = measure_lesson(draft).activities[:2]
    found = find_step_act(draft, first)
    assert found is not None
    assert (found.sentence, found.point) == ("能圈出写颜色的词语", "写颜色的词语")
    assert find_step_act(draft, second) is None
    filled = lesson_blanks(draft, measure_lesson(draft), (first.start, first.start + 2))
    assert "圈出写颜色的词语" in filled["split"]


def test_the_half_of_an_objective_that_nobody_does_is_what_is_added() -> None:
    draft = draft_from_text(PLAN, name="x.txt", kind="lesson")
    measures = measure_lesson(draft)
    own = measures.objectives[0]
    filled = [lesson_blanks(draft, measures, (own.start, own.end), note)["act"] for note in ("", "缺第 1 条的写字")]
    assert "枚" not in filled[0]
    assert "枚" in filled[1]
