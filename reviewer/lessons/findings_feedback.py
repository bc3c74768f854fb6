"""Findings on 当堂反馈, 差异与分层 (criteria feedback, differentiation): checks counted, and cue phrases in the steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Check, Finding, LessonMeasures
from reviewer.lessons.checks import CHECKING, NO_CHECK, OF_ALL, SOFT
from reviewer.lessons.cues import Cue, answer_cues, hits
from reviewer.lessons.evidence import MAX_SPANS, Span, quote_spans
from reviewer.lessons.feedback_words import ANSWERS, FAULT, FORESEEN, REDONE, REMEDY, RESPONDS, SLIPS, STANDARDS
from reviewer.lessons.plan import Plan
from reviewer.lessons.pupil_words import (
    AHEAD,
    ALL_THE_SAME,
    BY_CHOICE,
    CHALLENGE,
    CLOSE_HELP,
    FAILING,
    FINISHED,
    HELP,
    MEANT_FOR,
    MORE,
    NEEDY,
    OPTIONAL,
    SINGLED_OUT,
    SORTED,
    STRUGGLING,
    TIERED,
)
from reviewer.lessons.task_words import CHOOSES_TASK

_USED = "写到了根据学生课上表现所做的纠正或指导"
_UNUSED = "没有写根据学生课上表现怎样纠正、再练或指导"
_LATER = re.compile(r"今后|以后(?=[要应会的多])|后续(?:应|需)|改进|建议增加|下[次回]")
_SEEN_COMING = re.compile(rf"{FORESEEN.pattern}|{_LATER.pattern}", re.MULTILINE)
FEEDBACK = (
    Cue("fb.use", RESPONDS, "all", _USED, _UNUSED, yes=0.72, no=0.18, but=_LATER),
    Cue("fb.use", FAULT, "lesson", _USED, _UNUSED, yes=0.72, no=0.18, but=_SEEN_COMING, also=REMEDY),
    Cue("fb.use", FORESEEN, "lesson", _USED, _UNUSED, yes=0.52, no=0.18, but=_LATER, also=REDONE, reach=2),
    Cue("fb.use", SLIPS, "body", _USED, _UNUSED, yes=0.6, no=0.18, but=_LATER, also=ANSWERS, reach=1),
    Cue(
        "fb.anticipate",
        FORESEEN,
        "body",
        "在环节中预设了学生的错误、困难或回答",
        "没有在环节中预设学生的错误、困难或不同回答",
        yes=0.7,
        no=0.14,
        but=re.compile(
            r"预设答案|(?:点[拨拔]|讲评|讲解|强调|分析)[^。；\n]{0,6}常见(?:误区|错误|问题)\W*$|时间可能|操作时间|讲解[^。；]{0,14}常见问题|(?:如果|假如|要是)[^。；\n]{2,40}(?:怎|什么|吗|呢|哪)[^。；\n]{0,10}[?？]"
        ),
        also=ANSWERS,
        reach=2,
    ),
    Cue(
        "fb.criteria",
        STANDARDS,
        "all",
        "写有评价标准、自评或互评",
        "没有找到评价标准、评价量表或自评互评",
        yes=0.8,
        no=0.1,
        but=re.compile(
            r"评价目标$|完成自评(?=[，。；]|$)|游戏规则|减\d*分|做完★|必做|选做|[☆★][^。；\n]{0,10}[\d一二三四五][道个]?题"
        ),
    ),
)

_LEVELS = "为不同水平的学生安排了不同的任务或要求"
_NO_LEVELS = "没有找到为不同水平学生设计的不同任务或要求"
_HELPED = "写到了对有困难或有差异的学生的帮助"
_NOT_HELPED = "没有写对有困难的学生给予什么帮助"
_MORE = "写有更高要求且可选的任务"
_NO_MORE = "没有写给学有余力学生的任务"
DIFFERENCE = (
    Cue(
        "df.levels",
        TIERED,
        "all",
        _LEVELS,
        _NO_LEVELS,
        yes=0.8,
        no=0.1,
        but=re.compile(r"层次分明|参差|一样|布置分层作业\W*$"),
    ),
    Cue("df.levels", SORTED, "lesson", _LEVELS, _NO_LEVELS, yes=0.72, no=0.1, but=re.compile(r"一样")),
    Cue("df.levels", AHEAD, "lesson", _LEVELS, _NO_LEVELS, yes=0.75, no=0.1, but=ALL_THE_SAME, also=MORE),
    Cue("df.levels", FINISHED, "lesson", _LEVELS, _NO_LEVELS, yes=0.68, no=0.1, but=ALL_THE_SAME, also=CHALLENGE),
    Cue("df.levels", MEANT_FOR, "lesson", _LEVELS, _NO_LEVELS, yes=0.75, no=0.1, but=ALL_THE_SAME),
    Cue("df.levels", BY_CHOICE, "all", _LEVELS, _NO_LEVELS, yes=0.72, no=0.1, but=ALL_THE_SAME),
    Cue("df.support", STRUGGLING, "all", _HELPED, _NOT_HELPED, yes=0.75, no=0.12, but=_LATER, also=HELP),
    Cue("df.support", NEEDY, "lesson", _HELPED, _NOT_HELPED, yes=0.7, no=0.12, but=_LATER, also=HELP),
    Cue("df.support", FAILING, "process", _HELPED, _NOT_HELPED, yes=0.66, no=0.12, but=_LATER, also=CLOSE_HELP),
    Cue("df.support", SINGLED_OUT, "process", _HELPED, _NOT_HELPED, yes=0.7, no=0.12, but=_LATER, also=HELP),
    Cue("df.extension", AHEAD, "all", _MORE, _NO_MORE, yes=0.76, no=0.1, but=ALL_THE_SAME, also=MORE),
    Cue("df.extension", FINISHED, "lesson", _MORE, _NO_MORE, yes=0.68, no=0.1, but=ALL_THE_SAME, also=CHALLENGE),
    Cue("df.extension", MEANT_FOR, "all", _MORE, _NO_MORE, yes=0.76, no=0.1, but=ALL_THE_SAME),
    Cue("df.extension", BY_CHOICE, "all", _MORE, _NO_MORE, yes=0.76, no=0.1, but=ALL_THE_SAME),
    Cue("df.extension", OPTIONAL, "all", _MORE, _NO_MORE, yes=0.7, no=0.1),
    Cue(
        "df.choice",
        CHOOSES_TASK,
        "lesson",
        "学生可以选择任务、作业或其对象",
        "没有写学生可以选择任务或作业",
        yes=0.78,
        no=0.08,
        but=re.compile(r"段落|角色|颜色|选择题|选项|[正准]确的(?:答案|一项)|随机|(?:教师|老师)[^，。；]{0,6}[选挑]"),
    ),
)


_ORAL = Cue(
    "fb.check",
    re.compile(r"提问|回答|点评|展示|汇报|检查|练习(?!册)|(?i:check)"),
    "process",
    "只有提问、展示或点评",
    "没有找到检测、练习或提问检查",
)


# where no steps were found, a check may stand anywhere in the body
_SOMEWHERE = Cue("fb.check", CHECKING, "body", "正文里写有检测或练习", "没有找到教学过程，无从判断", but=NO_CHECK)
_OF_ALL_SOMEWHERE = Cue(
    "fb.all_students", OF_ALL, "body", "正文里写有面向全体的检测或练习", "没有找到教学过程，无从判断", but=NO_CHECK
)


def _somewhere(plan: Plan, cue: Cue) -> Finding:
    """The finding of a draft without steps; unclear leans to what most plans have."""
    found = hits(plan, cue)
    if found:
        return Finding(cue.indicator, "yes", 0.62, quote_spans(plan.draft, found), cue.found)
    return Finding(cue.indicator, "unclear", 0.35, (), cue.missing)


def find_check(plan: Plan) -> Finding:
    """A check named as such or practice of every student; questions and 点评 alone leave the answer soft."""
    if plan.checks:
        count, everybody = len(plan.checks), sum(check.of_all for check in plan.checks)
        note = f"找到 {count} 处检查学生是否学会的安排，其中 {everybody} 处面向全体"
        return Finding("fb.check", "yes", 0.86 if _named(plan.checks) else 0.7, _quotes(plan.checks), note)
    if not plan.process:
        return _somewhere(plan, _SOMEWHERE)
    oral = hits(plan, _ORAL)
    if oral:
        return Finding(
            "fb.check", "unclear", 0.4, quote_spans(plan.draft, oral), _ORAL.found + "，看不出检查学生是否学会"
        )
    return Finding("fb.check", "no", 0.12, (), _ORAL.missing)


def _all_students(plan: Plan) -> Finding:
    """Some check of everybody; of those called up only is a no."""
    everybody = [check for check in plan.checks if check.of_all]
    if everybody:
        note = f"{len(everybody)} 处检查或练习面向全体学生"
        return Finding("fb.all_students", "yes", 0.82 if _named(everybody) else 0.65, _quotes(everybody), note)
    if plan.checks:
        return Finding("fb.all_students", "no", 0.25, _quotes(plan.checks), "检查只面向个别或部分学生")
    if not plan.process:
        return _somewhere(plan, _OF_ALL_SOMEWHERE)
    return Finding("fb.all_students", "no", 0.2, (), "没有找到面向全体学生的检查")


def _named(checks: Sequence[Check]) -> bool:
    """True if one is a check by its name; practice alone may be practice."""
    return any(CHECKING.search(SOFT.sub("", check.text)) for check in checks)


def _quotes(checks: Sequence[Check]) -> tuple[Span, ...]:
    """At most three, those of all students first."""
    ranked = sorted(checks, key=lambda check: not check.of_all)
    return tuple((check.start, check.end) for check in ranked[:MAX_SPANS])


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    return [find_check(plan), _all_students(plan), *answer_cues(plan, FEEDBACK + DIFFERENCE)]
