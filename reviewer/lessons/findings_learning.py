"""Findings on 学为中心 and 任务与问题 (criteria learner-centred, tasks)."""

from __future__ import annotations

import math
import re

from reviewer.datamodels import Finding, LessonMeasures
from reviewer.lessons.chains import find_links
from reviewer.lessons.cues import Cue, answer_cues, spans_of
from reviewer.lessons.evidence import first_sentences, sentences_in
from reviewer.lessons.learning_words import (
    APPLIES,
    COMES_FORWARD,
    CONCLUDES,
    DECIDES,
    DEMANDS,
    GROUPED,
    INQUIRES,
    JOINT_WORK,
    LAST_LESSON,
    MET,
    NEED,
    NEW_PROGRAM,
    ON_THEIR_OWN,
    OTHERS_REACT,
    PRACTISES,
    PRESENTS,
    REAL_LIFE,
    SCENE,
    SETTING,
    SHARED_WORK,
    SHOWN_BY_TEACHER,
    TELLS_OTHERS,
    UNSEEN,
    USES,
    WHEN,
    WHERE_OR_WHO,
)
from reviewer.lessons.plan import Plan
from reviewer.lessons.st import is_timed, weigh_steps
from reviewer.lessons.task_words import CHOOSES_TASK

_FOUND_OUT = "教学过程里有学生自己观察、阅读、讨论或推理的安排"
_NOT_FOUND_OUT = "没有找到学生自己探究得出结论的安排"
_TOGETHER = "写有同桌或小组合作及要做的事"
_ALONE = "没有找到同桌或小组合作的具体任务"
_SHOWN = "写有学生展示、汇报或互评"
_NOT_SHOWN = "没有找到学生展示、汇报、互评或质疑"
_OWN_WAY = "学生有机会提出问题、选择任务或决定方法"
_NO_OWN_WAY = "没有找到学生提出问题、选择任务或决定方法的机会"
_REAL = "用到了情境、生活实例或真实问题"
_NOT_REAL = "没有找到真实情境、生活实例或真实问题"
_NEW = "有用本课所学解决新问题的环节或作业"
_NOTHING_NEW = "没有找到把所学用到新情境的环节或作业"
_TEACHERS = re.compile(
    r"(?:教师|老师)(?:讲解|讲述|演示|介绍|分析|归纳|总结|逐[字句])|\bT\b[^。；\n]{0,20}(?:归纳|讲|示范|总结|shows|explains)"
    r"|(?:教师|老师)[^。；]{0,20}[，,](?:然后|再|并|最后)?(?:归纳|总结|得出)|讲解[^。；]{0,20}(?:规律|推理)|(?:教师|老师)[^。；]{0,6}(?:巡|发现)|发现[^，。；]{0,8}(?:有误|错误|问题|困难)|学生(?:抄|齐读|跟读)|[按照][^，。；]{0,4}(?:教师|老师)[^，。；]{0,6}(?:步骤|做法|方法)|评分表|实验报告|可以发现|我们[^，。；\n]{0,3}发现|不难(?:发现|看出)|代码仅供|听后|提问[：:]"
)
# an experiment or program that students watch, or only read of in a test item
_SHOWN_TO_THEM = re.compile(
    r"(?:演示|示范|代码示例|动态展示|图形化展示|难题|选择题|简答题|某(?:同学|学生|(?:兴趣)?小组))(?![^。\n]*(?:学生|小组|每|各组|同桌|两人|自己))"
)
_CHOOSES = re.compile(rf"{CHOOSES_TASK.pattern}|(?i:choose (?:one|any|either))")
MANY_QUESTIONS = 6  # so many about one matter, some that ask for thought: later ones mostly go on from earlier ones
LEARNING = (
    Cue(
        "lc.inquiry",
        CONCLUDES,
        "process",
        _FOUND_OUT,
        _NOT_FOUND_OUT,
        yes=0.74,
        no=0.25,
        but=_TEACHERS,
        also=ON_THEIR_OWN,
        students_only=True,
    ),
    Cue(
        "lc.inquiry",
        INQUIRES,
        "process",
        _FOUND_OUT,
        _NOT_FOUND_OUT,
        yes=0.58,
        no=0.25,
        least=3,
        but=re.compile(rf"{_TEACHERS.pattern}|调试|编写|编程"),
        students_only=True,
    ),
    Cue(
        "lc.collaboration",
        GROUPED,
        "process",
        _TOGETHER,
        _ALONE,
        yes=0.82,
        no=0.13,
        but=re.compile(
            r"观看[^。]{0,10}同桌|^\W*(?:\d\W*)?(?:学生|同学们?)?(?:进行)?(?:分组|小组)(?:练习|合作|活动)\W*$"
        ),  # of nothing in particular
        also=JOINT_WORK,
    ),
    Cue("lc.collaboration", SHARED_WORK, "process", _TOGETHER, _ALONE, yes=0.8, no=0.13),
    Cue("lc.presentation", PRESENTS, "process", _SHOWN, _NOT_SHOWN, yes=0.82, no=0.13, but=SHOWN_BY_TEACHER),
    Cue(
        "lc.presentation",
        COMES_FORWARD,
        "process",
        _SHOWN,
        _NOT_SHOWN,
        yes=0.8,
        no=0.13,
        but=SHOWN_BY_TEACHER,
        also=TELLS_OTHERS,
    ),
    Cue("lc.presentation", OTHERS_REACT, "process", _SHOWN, _NOT_SHOWN, yes=0.8, no=0.13, but=SHOWN_BY_TEACHER),
    Cue(
        "lc.initiative",
        DECIDES,
        "process",
        _OWN_WAY,
        _NO_OWN_WAY,
        yes=0.7,
        no=0.2,
        but=re.compile(r"(?:老师|教师)(?:提出|指定|[选挑]|讲|演示|示范)|随机[^，。；\n]{0,4}[选挑]"),
        students_only=True,
    ),
    Cue("lc.initiative", _CHOOSES, "homework", _OWN_WAY, _NO_OWN_WAY, yes=0.58, no=0.2, but=re.compile(r"老师|教师")),
    Cue("tk.context", REAL_LIFE, "process", _REAL, _NOT_REAL, yes=0.72, no=0.18, but=LAST_LESSON),
    Cue("tk.context", WHEN, "body", _REAL, _NOT_REAL, yes=0.72, no=0.18, but=LAST_LESSON, also=WHERE_OR_WHO),
    Cue("tk.context", SETTING, "draft", _REAL, _NOT_REAL, yes=0.7, no=0.18),
    Cue("tk.context", NEED, "body", _REAL, _NOT_REAL, yes=0.66, no=0.18, but=LAST_LESSON),
    Cue("tk.context", MET, "opening", _REAL, _NOT_REAL, yes=0.62, no=0.18, but=LAST_LESSON),
    Cue("tk.context", SCENE, "opening", _REAL, _NOT_REAL, yes=0.6, no=0.18, but=LAST_LESSON, also=DEMANDS, reach=2),
    Cue(
        "tk.transfer",
        APPLIES,
        "lesson",
        _NEW,
        _NOTHING_NEW,
        yes=0.68,
        no=0.25,
        but=re.compile(
            r"讲解|描红|书空|不足|视频、图片|拓展阅读|阅读[^，。；\n]{0,16}(?:原著|其他作品)|(?:拓展任务|任务拓展|学习迁移|问题迁移)\W*$|习作[：:]|(?:帮助|其他)[^，。；\n]{0,4}同学解决|解决(?:方案|学生)|老师解决"
        ),
    ),
    Cue(
        "tk.transfer", SCENE, "later", _NEW, _NOTHING_NEW, yes=0.62, no=0.25, also=DEMANDS, reach=2, students_only=True
    ),
    Cue(
        "tk.transfer",
        UNSEEN,
        "lesson",
        _NEW,
        _NOTHING_NEW,
        yes=0.68,
        no=0.25,
        but=re.compile(r"(?:老师|教师)[^，。；\n]{0,4}(?:讲|演示|示范|改|换)"),
        also=USES,
    ),
    Cue("tk.transfer", NEW_PROGRAM, "homework", _NEW, _NOTHING_NEW, yes=0.62, no=0.25),
    Cue(
        "tk.practice",
        PRACTISES,
        "lesson",
        "有制作、实验、写作、项目等学科实践任务",
        "没有找到学科实践或跨学科任务",
        yes=0.78,
        no=0.22,
        but=_SHOWN_TO_THEM,
    ),
)


def _share(plan: Plan) -> Finding:
    """Half or more of the lesson by time, else by steps; the probability falls off around one half (sd 0.08 of the estimate)."""
    profile = plan.profile
    if profile is None:
        return Finding("lc.student_share", "unclear", 0.4, (), "没有找到教学过程的环节，无法计算学生活动的占比")
    share = round(profile.student_share, 2)  # as it is shown: 50% is a half
    weights = weigh_steps(plan.details)
    ranked = sorted(
        zip(weights, plan.details, strict=True),
        key=lambda pair: pair[0] * abs(pair[1].activity.student_share - 0.5),
        reverse=True,
    )
    holds = share >= 0.5
    spans = []
    for _, detail in ranked:
        agreeing = [
            line
            for line in detail.lines
            if line.act and (line.act.share >= 0.5) == holds and line.end - line.start >= 6
        ]
        if agreeing and (detail.activity.student_share >= 0.5) == holds:
            best = max(agreeing, key=lambda line: abs(line.act.share - 0.5) if line.act else 0.0)
            spans.append((best.start, best.end))
    timed = is_timed(plan.details)
    if timed:
        total = sum(weights)
        note = f"学生活动约占 {share:.0%}（{total:g} 分钟中约 {total * share:.0f} 分钟）"
    else:
        note = f"学生活动约占 {share:.0%}（环节没有标时间，按 {len(weights)} 个环节计）"
    probability = 0.51 if share == 0.5 else 1 / (1 + math.exp(-(share - 0.5) / (0.08 if timed else 0.11)))
    return Finding("lc.student_share", "yes" if holds else "no", round(probability, 3), tuple(spans[:3]), note)


def _open_questions(plan: Plan) -> Finding:
    opened = [q for q in plan.questions if q.open]
    spans = tuple((q.start, q.end) for q in opened[:3])
    note = f"写出了 {len(plan.questions)} 个问题，其中 {len(opened)} 个需要思考或说明理由"
    if len(opened) >= 2:
        return Finding("tk.open_questions", "yes", min(0.92, 0.64 + 0.08 * (len(opened) - 2)), spans, note)
    return Finding("tk.open_questions", "no", 0.36 if opened else 0.12, spans, note)


def _sequence(plan: Plan) -> Finding:
    """Links said are the best sign; announced ones and a known ladder of steps are weaker; without any, steps stand side by side."""
    working = [d for d in plan.details if d.activity.student_share >= 0.35]
    note = f"{len(plan.details)} 个环节中有 {len(working)} 个以学生任务推进"
    outside = [part for whole in spans_of(plan, "all") for part in sentences_in(plan.draft, whole)]
    links = find_links(plan.draft, plan.details, outside)
    if links.said:
        sure = 0.7 + 0.05 * min(3, len(links.said) - 1)
        return Finding("tk.sequence", "yes", round(sure, 2), links.said[:3], note + "，后一个用到前一个")
    if links.announced or links.climbs:
        sure = 0.68 if links.announced and links.climbs else 0.6
        steps = [first_sentences(plan.draft, (d.activity.start, d.activity.end))[:1] for d in working or plan.details]
        return Finding(
            "tk.sequence",
            "yes",
            sure,
            (*links.announced, *(one for step in steps for one in step))[:3],
            note + "，看起来一步步加深",
        )
    if len(plan.questions) >= MANY_QUESTIONS and sum(question.open for question in plan.questions) >= 2:
        spans = tuple((q.start, q.end) for q in plan.questions if q.open)[:3]
        return Finding("tk.sequence", "yes", 0.6, spans, f"{len(plan.questions)} 个问题围绕同一内容推进，多半前后相连")
    if not plan.details:  # most plans at large have a chain
        return Finding("tk.sequence", "unclear", 0.55, (), "没有找到教学过程的环节，难以断定是否成链")
    if len(working) >= 5 and len(working) >= 0.75 * len(plan.details):
        return Finding("tk.sequence", "unclear", 0.55, (), note + "，是否前后相连看不出来")
    return Finding("tk.sequence", "no", 0.35 if len(working) >= 3 else 0.25, (), note + "，看不出后一个用到前一个")


_FOUND_BY_THEM = re.compile(r"学生[^）)，。]{0,4}(?:归纳|总结|推导|探究)")
_INQUIRY_STEP = re.compile(r"探究|实验|发现|探索|(?i:explore)")


def _confirm_inquiry(plan: Plan, finding: Finding) -> Finding:
    """A step called 探究 in which students do more than half of the work stands for a missing second cue."""
    if finding.answer == "yes":
        return finding
    for detail in plan.details:
        if _FOUND_BY_THEM.search(detail.activity.name):  # 一、光的反射规律（学生归纳）
            named = ((detail.activity.start, detail.activity.start + len(detail.activity.name)),)
            return Finding(finding.indicator, "yes", 0.6, named, f"“{detail.activity.name}”由学生得出")
        if _INQUIRY_STEP.search(detail.activity.name) and detail.activity.student_share >= 0.55:
            spans = tuple((x.start, x.end) for x in detail.lines if x.act and x.act.share >= 0.65)[:3]
            return Finding(finding.indicator, "yes", 0.66, spans, f"“{detail.activity.name}”环节以学生活动为主")
    return finding


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    cued = [_confirm_inquiry(plan, f) if f.indicator == "lc.inquiry" else f for f in answer_cues(plan, LEARNING)]
    return [_share(plan), *cued, _open_questions(plan), _sequence(plan)]
