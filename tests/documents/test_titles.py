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
        ("九年级数学（下）课后练习     北师大版\n§3.4 圆周角和圆心角的关系（两课时合练）        姓名____  用时____\n\n一、填一填\n", "圆周角和圆心角的关系"),
        ("五年级科学（下）实践作业单\n生物与环境单元  1 种子发芽实验    （为期一周）\n班级：____\n", "种子发芽实验"),
        ("一年级体育与健康  家庭锻炼打卡单\n内容：跳跃——双脚连续跳（立定跳、跳绳）    第9周\n", "跳跃——双脚连续跳（立定跳、跳绳）"),
        ("一年级英语下册  周末小任务\nUnit 4  Food            Class 1(   )   Name: ____\n\n1. 听一听\n", "Unit 4 Food"),
        ("高一地理导学案(必修第一册)            编号 17    主备:周    审核:地理组\n第四章  地貌   第一节  常见地貌类型（第1课时：喀斯特地貌）\n班级____\n", "常见地貌类型"),
        ("PEP 四年级上册  Unit 2  My schoolbag    A  Let's spell    简案\n\n课时：第3课时\n", "Unit 2 My schoolbag"),
        ("4.3.1  等比数列的概念（第2课时  等比数列的性质及简单应用）\n人教A版选择性必修第二册    高二（6）班\n", "等比数列的概念"),
        ("---\nsidebar_position: 10\nsidebar_label: 案例十\n---\n\n# 案例十：模拟温室环境\n\n## 简介\n", "模拟温室环境"),
        ("七年级数学（下）导学案\n第五章  图形的轴对称    §5.1 轴对称及其性质（第1课时）    编号：31\n", "轴对称及其性质"),
        ("识字2  树之歌（第一课时）\n——二年级上册第二单元    执教：二（6）班\n\n【教什么】\n", "树之歌"),
        ("年级：五年级上册        单元：第八单元\n课文：27* 我的“长生果”    课型：略读课\n", "我的“长生果”"),
        ("五年级下册科学（教科版）  第一单元  生物与环境\n5. 当环境改变了\n\n课型：新授\n", "当环境改变了"),
        ("教科版科学三年级下册  第一单元《物体的运动》\n第3课  直线运动和曲线运动\n\n上课班级：三（1）\n", "直线运动和曲线运动"),
        ("五（下）语文  一课一练    4  梅花魂          得☆：___\n\n一、看拼音写词语\n", "梅花魂"),
        ("高三劳动实践作业（第八周周末）\n主题：周末这一餐，我来做\n\n同学们月考辛苦了。\n", "周末这一餐，我来做"),
        ("外研版（三起）四年级上册  Module 7\nUnit 1  There is a horse in this photo.   教案\n\n一、教学内容\n", "Unit 1 There is a horse in this photo."),
        ("课 文\n\n2\n\n找春天\n\n生字书写\n", "找春天"),
        ("七年级体育与健康课时计划\n水平四    第 2 单元 第 4 次课    授课教师：韩\n内容 | 1.双手头上前掷实心球\n", "双手头上前掷实心球"),
    ],
)  # fmt: skip
def test_the_lesson_is_named_not_the_chapter_the_form_or_the_first_item(text: str, title: str) -> None:
    assert guess_title(text, find_blocks(text), "x").value == title
