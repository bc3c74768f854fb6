"""The tasks a plan sets its pupils, in the plan's own words: what a suggestion is about and is made of.

A change has to name a place and say what to do there; taken apart, the two don't fit (the writing goal pushed into 初读感知).
A task is both: 仿写：用“五感”写一段话 is where tiers go and what they are tiers of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.advising.acts import PROGRAMS, kind_of
from reviewer.advising.overlap import shared
from reviewer.advising.places import text_of
from reviewer.advising.quoting import tidy, unquote
from reviewer.advising.remembering import remembered
from reviewer.advising.rewriting import Goal
from reviewer.datamodels import Activity, Draft, LessonMeasures
from reviewer.words import key_terms

LEAST_CHARS, MOST_CHARS = 5, 26  # of what is told
LEAST_ACT = 3  # of it without 分享 and the like: 编对子
LONG_START = 12  # characters before an act that are not quoted along with it
ABOUT = 12  # key words of the plan
TELLING = 2  # of which so many count
_HARD = ("key_points", "reflection")  # where a plan says what pupils get stuck at
LATE = 0.5  # what comes last of equals is what the lesson leads to
_PRODUCES = {"write": 3, "count": 3, "make": 3, "sing": 3, "move": 3, "hands": 3, "recite": 1, "words": 0}
_OPENING = re.compile(r"课前|导入|引入|复习|热身|激趣|情境|情景|回顾")
_NUMBER = re.compile(
    r"^[\s#>*|\-•]*(?:(?:挑战|任务|活动|练习|环节)\s*[\d一二三四五六七八九十]{0,2}\s*[：:、.．\s]|(?:step|第)?[（(]?[\d一二三四五六七八九十①-⑩]{1,2}[）)、.．:：]\s*)+",
    re.I,
)
_WHO = re.compile(
    r"^(?:(?:教师|老师)?(?:让|请|引导|组织|指导|要求|鼓励|带领|指名|布置)(?:学生|同学们?|孩子们?|小朋友们?|小组|各组|每组|每人|大家|你们?)?"
    r"|学生(?!区|席)(?:活动)?|同学们?|孩子们?|小组|各组|每组|每人|每位同学|大家|自己|自由|自主|独立|动手|合作|两人一组|同桌|再次?|先|然后|并|接着|尝试|试着|继续|最后|现在)+"
)
_VERBS = (
    "朗读|默读|诵读|圈出|画出|找出|找到|说出|说说|说一说|写出|写一写|写下|写(?!作|法|实|景|人|于|成于|出了)|算出|算一算|量一量|测量|摆一摆|拼一拼|搭建|搭设|创建|比较|对比|观察|填写|填|标出|列出|列式|列表|列举"
    "|编写|编(?!程|辑|码)|改写|续写|扩写|仿写|模仿写|演唱|演奏|表演|计算(?!机)|口算|记录|判断(?!语句|条件|题|功能)|分类|设计|制作|创作|创编|绘制|画(?!面)|剪(?!刀)|折(?!线)|背诵|默写|复述|讲述|概括|归纳|总结|梳理|摘录|验证|解释|举例说明"
    "|操作(?!时间)|练习|练(?!习)|猜测|推导|添加|合并|插入|设置|配置|连接|组装|优化|测试|运行|输入|介绍(?!到)|描述|翻译|解决|解方程|求(?!学)|证明|调查|收集|整理"
)
_MEANS = r"(?:(?:能|会)?(?:用|把|给|为(?!什么)|在|借助|根据|按照?|结合|利用|运用|使用|对)[^，。；：？]{1,18}?)?"
_ACT = re.compile(rf"{_MEANS}(?P<verb>{_VERBS})(?P<what>(?![的和与了时])[^，。；：？?]{{2,}})")
ON_THE_WAY = "软件库|USB|数据线|弹出|点击|项目名|新建|登录|下载|安装|电源"  # to what is made
# What the teacher does, what a lesson is for and what any lesson says; made of it, a task is none of this lesson.
_EMPTY = re.compile(
    r"教师|老师|让[他她它]|提醒|巡[回视]|指导(?!手册|书)|课件|出示|板书(?!设计)|学生|设计意图|目的|反馈|评价|任务单|练习题?$|作业$|空白处|你们?认为|答案|解析|[必重]要性|是(?!什么|怎|否|谁|哪)|当.+时.+当|活动$|内容$|问题$|^.{0,6}(?:编写|编)程序$|完成任务$|[环步]节$|之后$|[时后]$|本[节堂]?课|笔记|抽问|抽查|不会的|可以|讲解|演示|(?:点拨|赏析|导入|小结|点评)$|参考|上节课|下节课|一[句段]话$|^(?:把[^，]{1,8}?)?[写贴记][在到](?:纸条|本子|黑板|作业本|手册|便利贴|卡片|[学任记练]\S{0,2}单)"
    rf"|这[一二两三四五几些][个组道题句]|上述|有层次|巩固所学|为什么|什么$|行不行|对不对|好不好|{ON_THE_WAY}"
    r"|[提能素]力|兴趣|意识|思维$|^(?:总结|归纳|完成|观察|练习|练)(?:本|课)"
)

# what pupils may say, and what somebody did in a story: 生可能说：把图倒过来看, ④我答应弟弟写完作业陪他下棋
_TOLD = re.compile(
    r"(?:生|学生|同学)\d?[^：:。\n]{0,4}(?:可能|会|也许)[^：:。\n]{0,3}说?[：:]|^\W*[\d①-⑩]{0,2}[.．、）)]?\s*(?:我(?!会|能|来)|小(?![组结数心学朋])[\u4e00-\u9fff])[^。]{4,}"
)
_READS = re.compile("[朗默诵]读|观察")
_SHOWN = re.compile(r"(?:并|再|后)?(?:分享|交流|展示|汇报)$")

_SUMS_UP = re.compile(rf"、(?:{_VERBS}|处理|实现|完成|优化)")  # several tasks in one line: what the step comes to


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One sentence that has pupils do something, and what it is as a goal (能用五感写一段关于季节的话)."""

    start: int
    end: int
    goal: Goal
    weight: float  # how much of the lesson's own work it is


@remembered
def find_own_tasks(draft: Draft, measures: LessonMeasures) -> list[OwnTask]:
    """The pupils' tasks of the process, those first that are most of this lesson's own work: made, written or worked out by
    everyone, in the words the plan is about, late rather than in the opening.
    """
    about = key_terms(draft.text, ABOUT)
    hard = " ".join(text_of(draft, measures, part) for part in _HARD)
    found = [
        OwnTask(
            _clause_start(draft.text, start, end, goal),
            end,
            goal,
            _weigh(draft, measures, step, (start, end), goal, about) + min(shared(goal.act, hard), TELLING),
        )
        for step in measures.activities
        for start, end in _pupils_sentences(draft, step)
        if not is_told(draft.text, start, end) and (goal := read_act(draft.text[start:end]))
    ]
    return sorted(found, key=lambda task: -task.weight)


def is_told(text: str, start: int, end: int) -> bool:
    """Whether a line tells what pupils may say, or a story, up to this sentence of it."""
    return _TOLD.search(text[text.rfind("\n", 0, start) + 1 : end]) is not None


def _clause_start(text: str, start: int, end: int, goal: Goal) -> int:
    """Where the clause of the act begins, if the sentence begins with something else that is long."""
    at = text.find(goal.act[:4], start, end)
    before = max((text.rfind(mark, start, at) for mark in "，,。；：:"), default=-1) if at >= start + LONG_START else -1
    return before + 1 if before > start else start


def read_act(text: str) -> Goal | None:
    """The first thing a sentence has pupils do, reading on the way to it left out; None where it tells of none."""
    line = unquote(
        re.sub(r"[（(](?![\d.+\-－−×÷]+[）)]\s*[+\-－−×÷])[^（）()]*(?:[）)]|$)", "", tidy(_NUMBER.sub("", text)))
    )
    goals = [goal for clause in re.split(r"[，。；：|！!]", line) if (goal := _goal_of(clause))]
    return next((goal for goal in goals if not _READS.match(goal.act)), next(iter(goals), None))


def _goal_of(clause: str) -> Goal | None:
    found = _ACT.match(_WHO.sub("", _NUMBER.sub("", clause).strip()))
    act = _SHOWN.sub("", found[0]) if found else ""
    if not found or len(found[0]) < LEAST_CHARS or not LEAST_ACT <= len(act) <= MOST_CHARS or _EMPTY.search(act):
        return None
    act = re.sub(r"^练习(?=[^题]{4})", "", re.sub("说一?说", "说清", act))
    point = re.sub("^出|^程序[让使]?(?=.{4})", "", _SHOWN.sub("", found["what"]))
    return Goal(f"能{act}", point.strip("的"))


def _pupils_sentences(draft: Draft, step: Activity) -> list[tuple[int, int]]:
    """The sentences of the step that are not the teacher's, cut where the plan cuts its cells."""
    turns = [(turn.start, turn.end) for turn in step.turns if turn.actor != "teacher"]
    taught = [(turn.start, turn.end) for turn in step.turns if turn.actor == "teacher"]
    told = [
        (one.start, one.end)
        for one in draft.sentences
        if step.start <= one.start < step.end
        and not any(start < one.end and one.start < end for start, end in (*turns, *taught))
        and not draft.text[one.start : one.end].lstrip().startswith("|")
    ]
    return sorted({*turns, *told})


def _weigh(
    draft: Draft, measures: LessonMeasures, step: Activity, span: tuple[int, int], goal: Goal, about: Sequence[str]
) -> float:
    kind = kind_of(goal.act, draft.subject.value)
    by_all = any(one.of_all and one.start < span[1] and span[0] < one.end for one in measures.checks)
    return (
        _PRODUCES.get(kind, 2)
        - (kind == "hands" and draft.subject.value in PROGRAMS)  # a trial of what was written
        + min(sum(term in goal.act for term in about), TELLING)
        + by_all
        + (step.actor == "student" or step.kind in ("练习", "操作", "检测"))
        - 2 * bool(_OPENING.search(step.name))
        - bool(_SUMS_UP.search(goal.act))
        + LATE * span[0] / len(draft.text)
    )
