"""Whatever a teacher uploads, every indicator has a suggestion to make: no draft fails over the wording of one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from reviewer.advising.advice import suggest
from reviewer.advising.lesson_blanks import lesson_blanks
from reviewer.advising.sheet_blanks import sheet_blanks
from reviewer.config import Settings
from reviewer.datamodels import Draft, Evidence, IndicatorResult, Kind, Measures, Verdict
from reviewer.documents import draft_from_text
from reviewer.library.store import open_library
from reviewer.measuring import Measurer
from reviewer.rubrics import ALWAYS, get_rubric

PE = """体育 立定跳远
教学目标
1. 学会动作。
2. 掌握技术的动作
教学过程
一、准备部分（8分钟） 绕操场慢跑两圈。
二、基本部分（25分钟） 教师示范，学生练习。
"""
ODD = {
    "one line": "今天学圆。",
    "digits": "1 2 3 4 5",
    "marks": "——……！！！",
    "no title, no objectives": "教学过程\n1、导入 老师讲故事。\n2、新授 老师讲。",
    "empty headings": "# 教学目标\n\n# 教学重难点\n\n# 教学过程\n\n# 板书设计\n",
    "PE": PE,
    "bare objectives": "教学目标\n1. 掌握动作\n2. 学会技术\n3. 培养兴趣\n4. 的的的的",
    "quotes": "《“”》\n教学目标\n1. 理解“‘。\n2. 掌握‘’的方法",
    "numbers only": "1.\n2.\n3.（ ）\n",
    "a table": "| 题号 | 1 | 2 |\n| 答案 | | |\n",
    "sums": "口算\n1. 3+4= 5+6= 7+8= 9+1= 2+3= 4+5= 6+7= 8+9= 1+2= 3+5= 2+2= 1+1=\n",
    "copying outside the items": "《桂林山水》练习\n1. 读一读课文。\n订正：错的字每个抄五遍。\n",
}
LINES = [
    "教学目标", "1. 使学生学会动作。", "2. 理解分数的意义。", "（3）培养学生的兴趣", "教学重难点", "重点：分数。难点：", "教学过程",
    "一、导入（5分钟）", "二、练习 学生独立做第1题，", "师：你怎么想？", "作业", "1. 抄写生字五遍", "2．3.5×4=", "①如图，求面积", "★选做：量一量",
    "板书设计", "教学反思", "三年级数学上册", "《》", "| 教师 | 学生 |", "A组：1—5题", "“", "’", "（", "的", "   ", "Unit 3", "必做：", "拓展：说理由",
]  # fmt: skip


COMPOSED = 15  # drafts of lines thrown together


def compose(number: int) -> str:
    dice = random.Random(number)
    return "\n".join(dice.choices(LINES, k=dice.randint(1, 14)))


Measure = Callable[[Draft], Measures]


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    library = open_library(Settings(data_dir=tmp_path_factory.mktemp("data"), offline=True), None)
    measurer = Measurer(None)

    def measure(draft: Draft) -> Measures:
        if draft.kind.value == "lesson":
            return measurer.measure_lesson(draft).measures
        return measurer.measure_homework(draft, (), library).measures

    return measure


def answer(indicator: str, verdict: Verdict, draft: Draft, start: int) -> IndicatorResult:
    end = min(len(draft.text), start + 7)
    evidence = [Evidence(quote=draft.text[start:end], start=start, end=end, where="")] if start < end else []
    return IndicatorResult(
        id=indicator, name="", answer=verdict, probability=0.2, basis="both", note="", evidence=evidence
    )


@pytest.mark.parametrize("kind", ["lesson", "homework"])
@pytest.mark.parametrize(
    "text", [*ODD.values(), *map(compose, range(COMPOSED))], ids=[*ODD, *map(str, range(COMPOSED))]
)
def test_every_indicator_has_something_to_say(text: str, kind: Kind, measure: Measure) -> None:
    draft = draft_from_text(text, name="a.txt", kind=kind)
    measures = measure(draft)
    for number, indicator in enumerate(get_rubric(kind).indicators()):
        place = number * 7 % max(1, len(draft.text))
        for given in (None, answer(indicator.id, "no", draft, place)):
            told = suggest(draft, measures, indicator, given).text
            assert "{" not in told
            assert len(told) >= 12
            assert not re.search("‘’|“”", told), told
    # what ALWAYS promises to a school's own rubric, without the way out of fill_blanks
    lesson = measures.lesson
    filled = lesson_blanks(draft, lesson, None) if lesson else sheet_blanks(draft, measures.homework, None)
    assert [name for name in ALWAYS[kind] if not filled.get(name)] == []
