"""Types of lessons and homework, read off a title or a lesson type as teachers write it."""

from __future__ import annotations

import re

TYPES: dict[str, str] = {
    "复习": r"复习|整理",
    "讲评": r"讲评|错题|诊所|试卷",
    "实验": r"实验|探究|实测",
    "项目": r"项目|工程|制作|设计",
    "跨学科": r"跨学科|融合",
    "大单元": r"大单元|单元",
    "阅读": r"阅读|读书|整本书|绘本|课文",
    "写作": r"写作|习作|作文|读写|续写",
    "听说": r"听说|口语|口头|对话|朗读|交际",
    "识字": r"识字|写字|拼音",
    "文言": r"文言|古诗|古文",
    "语法": r"语法|词汇",
    "史料": r"史料|史实",
    "议题": r"议题|辩论|思辨|听证",
    "游戏": r"游戏|闯关|律动",
    "实践": r"实践|调查|采访|观察|家庭|周末|劳动",
    "欣赏": r"欣赏|鉴赏",
    "技能": r"技能|练习课|训练",
}


def lesson_types(text: str) -> frozenset[str]:
    """The types that the words of `text` name; several where several are named."""
    return frozenset(name for name, words in TYPES.items() if re.search(words, text))
