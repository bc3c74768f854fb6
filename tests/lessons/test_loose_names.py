"""Headings in a teacher's own words: known by what they are about, where the plan has no such part under a usual name."""

from __future__ import annotations

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons.loose_names import loose_name
from reviewer.lessons.plan import Plan, read_plan


@pytest.mark.parametrize(
    ("heading", "component"),
    [
        ("【知己知彼·学情】", "learner_analysis"),
        ("一、我们班的娃", "learner_analysis"),
        ("四、这堂课奔着什么去", "objectives"),
        ("下课时学生要带走的东西", "objectives"),
        ("五、本课的硬骨头", "key_points"),
        ("四、主要难点：", "key_points"),
        ("六、课前要备好的", "preparation"),
        ("十、最后黑板上的样子", "board"),
        ("附：板书设计（简图）", "board"),
        ("【回家露一手】", "homework"),
        ("八、课后延伸作业", "homework"),
        ("六、活动流程与指导语", "process"),
        ("十、上完之后写几句", "reflection"),
        ("Looking back on this lesson", "reflection"),
        # steps, activities, and other parts
        ("三、小试牛刀", None),
        ("【当堂检测】", None),
        ("五、讲评昨天的作业", None),
        ("一、出示目标，明确要求", None),
        ("（一）准备部分", None),
        ("二、准备活动", None),
        ("第一板块 听琴声", None),
        ("检查作业", None),
        ("教材分析", None),
    ],
)
def test_a_heading_is_known_by_a_word_of_its_matter(heading: str, component: str | None) -> None:
    assert loose_name(heading) == component


PLAN = """四季
一、教材分析
课文写了四季的景物。
二、我们班的娃
{pupils}
三、下课时学生要带走的东西
1. 能说出四季的景物。
2. 会写一句话。
四、教学过程
1. 导入
学生猜谜。
2. 作业讲评，回顾反思
学生说一说昨天的作业。
3. 读文
学生读课文，圈出景物。
五、放学以后
{homework}
六、上完之后写几句
{reflection}
"""


def plan(text: str) -> Plan:
    return read_plan(draft_from_text(text, name="教案", kind="lesson"))


def test_own_headings_marked_like_the_usual_ones_name_the_parts() -> None:
    found = plan(
        PLAN.format(pupils="多数孩子没见过荷花。", homework="回家画一画秋天，说给家人听。", reflection="时间不够。")
    )
    assert {"learner_analysis", "objectives", "process", "homework", "reflection"} <= found.components.keys()
    start, end = found.components["process"]
    assert "作业讲评" in found.text((start, end))  # a step of another rank stays one
    assert "回家画一画" not in found.text((start, end))


def test_where_the_usual_name_is_there_nothing_else_is_taken_for_it() -> None:
    text = PLAN.format(pupils="多数孩子没见过荷花。", homework="回家画一画秋天。", reflection="时间不够。")
    named = plan(text.replace("六、上完之后写几句", "六、作业布置\n背诵第一节。\n七、教学反思"))
    start, end = named.components["homework"]
    assert "背诵第一节" in named.text((start, end))
    assert "回家画一画" not in named.text((start, end))
