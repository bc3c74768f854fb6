"""What pupils do in one step, in the step's own words: what a change to that step is made of."""

from __future__ import annotations

import re

from reviewer.datamodels import Activity, Draft
from reviewer.judging.rewriting import Goal, tidy, unquote
from reviewer.words import key_terms

LEAST_CHARS, MOST_CHARS, TERMS = 5, 24, 6
_NUMBER = re.compile(r"^[\s#>*|\-•]*(?:[（(]?[\d一二三四五六七八九十①-⑩]{1,2}[）)、.．]\s*)?")
_WHO = re.compile(
    r"^(?:(?:教师|老师)?(?:让|请|引导|组织|指导|要求|鼓励|带领|指名)(?:学生|同学们?|孩子们?|小组|各组|每组|每人)?|学生|同学们?|孩子们?|小组|各组|每组|每人|每位同学|自己|自由|独立|合作|同桌|再次?|先|然后|并|接着)+"
)
_ACT = re.compile(
    r"(?P<verb>朗读|默读|圈出|画出|找出|找到|说出|说说|说一说|写出|写一写|写下|算出|算一算|量一量|测量|摆一摆|拼一拼|搭建|搭设|比较|观察|填写|标出|列出|编写|仿写|演唱|演奏|表演|计算|记录|完成"
    r"|判断|分类|设计|制作|背诵|复述|概括|归纳|总结|验证|尝试|试着|解释|举例说明|绘制|操作|练习|猜测|推导)(?P<what>[^，。；：？?]{2,})"
)
# What the teacher does or what any lesson says; a step made of it is no step of this lesson.
_EMPTY = re.compile(
    r"教师|老师|课件|出示|板书|学生|设计意图|目的|反馈|评价|结果|任务单|练习题?$|作业|活动$|内容$|问题$|本课|一[句段]话|^(?:总结|归纳|完成|观察|练习)(?:本|课)"
)


def find_step_act(draft: Draft, step: Activity) -> Goal | None:
    """The first thing pupils do in the step that speaks of its matter, as a goal (能圈出表示颜色的词); None where none is told."""
    text = draft.text[step.start : step.end]
    about = key_terms(text, TERMS)
    for line in text.split("\n")[1:]:
        for clause in re.split(r"[，。；：|]", _NUMBER.sub("", line)):
            act = _ACT.fullmatch(_WHO.sub("", unquote(tidy(clause))))
            if (
                act
                and LEAST_CHARS <= len(act[0]) <= MOST_CHARS
                and not _EMPTY.search(act[0])
                and any(term in act["what"] for term in about)
            ):
                return Goal(f"能{act[0]}", act["what"].removeprefix("出").strip("的"))
    return None
