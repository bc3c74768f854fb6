"""Names of lessons in the head lines of everyday forms."""

from __future__ import annotations

import pytest

from reviewer.documents.plain import find_blocks
from reviewer.documents.titles import guess_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("二年级上册数学  第一单元  长度单位  单元练习\n姓名____\n\n一、填一填。\n1．量一量（    ）\n2．1米＝（    ）厘米\n", "长度单位"),
        ("高一语文（必修下）第五单元课后作业\n11.1《谏逐客书》    班级＿＿ 姓名＿＿ 得分＿＿\n\n一、基础\n", "谏逐客书"),
        ("【简案】\n八年级上册生物  第六单元第一章第二节  从种到界\n授课班级：8（3）\n", "从种到界"),
        ("《古诗三首》第二课时（《稚子弄冰》《村晚》）课堂记录\n五年级下册第一单元第1课\n", "古诗三首"),
        ("九年级化学下册 第九单元 溶液\n课题3 溶质的质量分数（二）     简案\n\n一、教学目标\n", "溶质的质量分数（二）"),
        ("七年级体育与健康课时计划\n水平四    第 2 单元 第 4 次课    授课教师：韩\n内容 | 1.双手头上前掷实心球\n", "双手头上前掷实心球"),
    ],
)  # fmt: skip
def test_the_lesson_is_named_not_the_chapter_the_form_or_the_first_item(text: str, title: str) -> None:
    assert guess_title(text, find_blocks(text), "x").value == title
