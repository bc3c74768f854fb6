"""What part of a plan or sheet a passage is, and which criteria such a part shows: the rule, written down once.

The rule is cautious: a passage that no author named as a strength is offered for a criterion only where its heading
says that it is about it, or where two different signs stand in its text. `BORROW` is the sentence a teacher reads.
"""

from __future__ import annotations

import re

# Part of the exemplar by the words of its heading (or bold label); the first that fits counts.
HEADINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "lesson": (
        ("alignment", r"教学评|一致|对应|目标.{0,3}活动"),
        ("homework", r"作业"),
        ("learners", r"学情|前测|学生.{0,4}分析"),
        ("check", r"检测|过关|评价|标准|互评|出门票|预设|应对"),
        ("objectives", r"目标"),
        ("questions", r"问题链|三问|追问"),
        ("support", r"分层|支架|任务卡|差异|选择"),
        ("board", r"板书"),
        ("reflection", r"反思"),
        ("preparation", r"准备|课前"),
        ("activity", r"过程|环节|活动|第.幕|[一二三四五六]、|\d"),
    ),
    "homework": (
        ("answers", r"答案"),
        ("practice", r"^[一二三四、\s]*实践"),
        ("extension", r"^[一二三四、\s]*拓展"),
        ("basic", r"^[一二三四、\s]*基础"),
        ("correction", r"批改|反馈|面批|跟进|订正|怎样听"),
        ("rubric", r"评价|自评|互评|标准|反思"),
        ("practice", r"实践"),
        ("extension", r"拓展"),
        ("basic", r"基础"),
        ("time", r"用时|时间|时长"),
        ("choice", r"怎样选|选做|选择"),
        ("purpose", r"目标|用意|为什么"),
        ("guide", r"器材|安全|要求|说明|准备|需要|提示|家长"),
    ),
}

# What a part shows, with the signs its text must have: all of one entry's patterns somewhere in the passage.
SHOWS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "lesson": (
        ("alignment", "alignment", (r"目标", r"作业|检测|评价")),
        ("homework", "homework", (r"实践|动手|调查|制作|观察|采访|拓展",)),
        ("learners", "objectives", (r"学生|人|同学",)),
        ("objectives", "objectives", (r"能|会|说出|解释",)),
        ("check", "feedback", (r"",)),
        ("questions", "tasks", (r"？.*？",)),
        ("support", "differentiation", (r"",)),
        ("board", "norms", (r"",)),
        ("reflection", "norms", (r"",)),
        ("activity", "feedback", (r"检测|过关|出门票|全对|错", r"再|补|重|追问|改")),
        ("activity", "learner-centred", (r"小组|同桌|四人|两人|三人|各组", r"展示|汇报|讲|自己|自定|质疑|交换|上台")),
        ("activity", "tasks", (r"为什么|怎样|怎么|如何|凭什么", r"情境|真实|证据|预测|猜|试|设计")),
        ("", "differentiation", (r"学有余力|挑战|快的|能力强", r"困难|支架|帮助|提示卡|起步|需要")),
    ),
    "homework": (
        ("purpose", "purpose", (r"题",)),
        ("time", "load", (r"分钟",)),
        ("choice", "tiering", (r"选",)),
        ("guide", "clarity", (r"",)),
        ("practice", "variety", (r"做|量|采访|调查|观察|制作|画|拍|种|访",)),
        ("extension", "thinking", (r"为什么|理由|说明|怎样|比较|设计|不同",)),
        ("rubric", "feedback", (r"★|星|自评|互评|标准",)),
        ("correction", "feedback", (r"",)),
        ("", "tiering", (r"选", r"基础.*拓展|拓展.*实践")),
    ),
}

# The sentence for a passage that no author has explained.
BORROW: dict[str, str] = {
    "objectives": "可以照着写清学生会什么、难在哪，或怎样把目标写得看得见、查得到",
    "learner-centred": "可以照着把这一步的动手、商量和展示交给学生",
    "tasks": "可以照着把问题从学生身边的事提出来，一步比一步深",
    "feedback": "可以照着写清怎样算会了，不会的怎么补",
    "alignment": "可以照着把每条目标、活动、检测和作业一一对上",
    "differentiation": "可以照着给学得慢的搭台阶，给学得快的留挑战",
    "homework": "可以照着把作业写具体，分出层次，有动手的",
    "norms": "可以照着补上这一部分",
    "purpose": "可以照着写清每道题练什么、为谁练",
    "tiering": "可以照着把各层的要求真正拉开，让学生能选",
    "repetition": "可以照着少抄少练，用一道题看出会不会",
    "load": "可以照着写明每部分大约做多久，到时怎么停",
    "variety": "可以照着加一项动手的、来自生活的作业",
    "thinking": "可以照着设计要说理由、想办法的题",
    "clarity": "可以照着把要求、材料和注意事项写全",
}


def find_part(kind: str, heading: str, text: str) -> str:
    """The part by the innermost heading that says one, else by the row's own first cell; "" where nothing says it."""
    is_row = text.startswith("|") and "\n" not in text
    first_cell = text.split("|")[1] if is_row and text.count("|") > 2 else ""
    for said in (first_cell, *reversed(heading.split(" · "))):
        for part, pattern in HEADINGS[kind]:
            if said and re.search(pattern, said):
                return part
    return ""


def show_criteria(kind: str, part: str, text: str) -> list[str]:
    """The criteria that a passage of this part shows by rule, in the rule's order."""
    return list(
        dict.fromkeys(
            criterion
            for wanted, criterion, signs in SHOWS[kind]
            if wanted in ("", part) and all(re.search(sign, text, re.S) for sign in signs)
        )
    )


def is_tier(heading: str) -> bool:
    """Whether a heading of a sheet opens one of its tiers, in which a table belongs to the item above it."""
    return find_part("homework", heading, "") in ("basic", "extension", "practice")
