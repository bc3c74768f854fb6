"""Who acts in a sentence of a lesson plan, in what kind of activity, and how much of the time is the student's.

Read from the grammar of who does what: a named subject (学生 / 教师 / 师生), a teacher who makes students act (请一名学生板演,
组织学生讨论), an attendant teacher (小组讨论，教师巡视 is the students' time), or, without a subject, the verb itself (出示 and 讲解 are a
teacher's; 独立完成 and 圈出 a student's). Listening, watching and taking notes are not student activity (indicator lc.student_share),
question and answer in class counts for a good third. The shares are conventions fixed here, not measurements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reviewer.datamodels import Actor
from reviewer.lessons.student_verbs import ACTIVE

Side = Literal["teacher", "student"]
Who = Literal["teacher", "student", "shown"]  # shown: something is shown, by a teacher who is not named

_ANSWER = re.compile(
    r"回答|说[一出说]|谈[一谈感]|答[：:]|接[下上]|举手|口答|齐答|抢答|汇总|描述|回忆|复述|讲述|叙述|说"
)
_PASSIVE = re.compile(
    r"(?i:listen|watch|look at)|聆听|倾听|听[讲录取教老一着课]|边听|认真听|观看|看(?:视频|演示|动画|课件|图|老师|教师)|欣赏|记录(?:关键|概念|笔记|要点|核心|重点|知识|在书)|记录[。；]?$|记笔记|做笔记|了解|理解|明确|感受|体会|感知|认识|领会|"
    r"补记|听记|生记(?![忆得录])|同学记(?![忆得录])|记(?:在|到)|记下(?:来|要点|笔记)?[，。；]?$|对照记下|划书|看笔记|补全[^，。]{0,4}(?:记录|笔记)|(?:听|看)[，、。；]?$|边听边|坐着看|知道|接收|回顾|齐读课题|跟着老师|掌握|建立|联系|欣赏"
)
_FOLLOW = re.compile(
    r"跟随|模仿|跟着|照着|照(?:老师|教师|样子)|按(?:照)?(?:老师|教师)[^，。；]{0,10}(?:做法|步骤|示范|演示|样子)|跟[唱跳读画]|仿照|照样|按照?(?:老师|教师)的?(?:步骤|演示|示范)|跟做|跟练|输入演示|脚手架"
)

_LECTURE = re.compile(
    r"讲解|讲授|讲述|讲评|精讲|讲读|详讲|介绍|说明|强调|解释|剖析|示范|演示|板书|出示|播放|展示|引出|揭示|揭题|点明|补充|小结|总结|归纳|点评|评价|布置|范读|导入|列举|"
    r"告诉|告知|指出|过渡|交代|简介|简述|呈现|投影|课件|点拨|分析|拓展|预告|发布|回顾|梳理|提示|渗透|激励|表扬|纠正|正音|汇总|宣布|启动|讲"
)
_ASK = re.compile(r"提问|设问|追问|发问|反问|师问|问题驱动|设疑|抛出|提出.{0,8}问题|[?？]|问[：:“\"]")
_ATTEND = re.compile(
    r"巡视|巡回|巡场|巡堂|个别(?:指导|辅导)|边走边看|走动|走到|逐[个一](?:打开|检查|看)|收齐|不(?:作)?(?:评判|裁决|说对错|评对错)|只(?:追问|提示)|适时(?:指导|点拨)|相机(?:指导|点拨)|参与(?:讨论|小组)|辅导|收集|检查|协助|帮助|观察|指导|监督|计时"
)
_ORGANISE = re.compile(r"组织|安排|发放|分发|布置任务|任务发布|发布|分组|划分|要求|鼓励|引导|启发|指导|带领|提醒|倾听")

_TEACHER = re.compile(
    r"(?:教师|老师|执教者)(?!的(?:讲解|帮助|指导|提问|问题|引导|要求|示范|演示))|\bT\b(?=\s*[：:]|\s+[a-z])|(?i:\bteacher)\b|^\s*师(?![生傅范])|[，。；]\s*师(?![生傅范])|师[：:]"
)
_STUDENT = re.compile(
    r"\bSs?\b|(?i:students?|pupils)\b|学生|同学|孩子|小朋友|幼儿|小组|同桌|全班|各组|每组|组员|组长|小老师|每人|人人|个人|各自|每(?:一)?(?:个|名|位)(?!环节|步骤|问题|字|词|句)|每列|别的(?:组|小朋友)|小作者|作者(?=说|自己)|其[他余](?:人|组)|男生|女生|台下|两人|[二三四五六]人一?组|自愿者|自己(?=[选定想画写读做找说推看决动挑试编独]|独)|生[：:](?!活)|^\s*生(?=[^活字词长物成产日命动])|[，。；]\s*生(?=[回自独讨汇读思观练])|自主|自由|独立"
)
_JOINT = re.compile(
    r"师生(?:共同|一起|互动|合作|交流|共|齐|问答|对话|小结|总结|评价|归纳)|师生|生生|教师(?:和|与|同)学生|老师(?:和|与)(?:大家|同学|学生)|和老师一起|师\s*生"
)
_MAKES = re.compile(
    r"(?:请|让|指名|指定|邀请|叫|组织|引导|要求|鼓励|指导|启发|安排|带领|提醒|提示|抽[查取]?|点名|挑选|选[取出派]?|为|给)[^，。；？！]{0,10}?(?:学生|同学|孩子|小朋友|小组|[一二三两几\d][-\d~～]*(?:名|位|组|人|个)|代表|大家)"
    r"|(?i:\b(?:asks?|gets?|lets?|has|have|invites?) (?:the |some |several )?(?:Ss|students?|pupils?))"
    r"|指名|开火车|引导(?=.{0,12}(?:说|想|读|思考|观察|讨论|发现|归纳|总结))"
)
_SHOWS = re.compile(
    r"(?:出示|播放|展示)(?:[^，。；]{0,14})(?:视频|图片|课件|图|题|PPT|幻灯|动画|实物|卡片|音频|录音|案例|目标|照片|资料|思维导图)|为学生(?:演示|讲解|展示|示范|介绍)"
)
_SPEECH = re.compile(
    r"^(?:[”“\"]|好[，,]|是啊|同学们|大家|今天|这节课|那么|孩子们|小朋友们|上节课|接下来|下面)|今天(?:我们|老师|就)|老师(?:今天|就|来|带领)|我们(?:来|一起|学习|要|可以|知道)"
)
_EXPOSITION = re.compile(
    r"(?<!不)是(?!否|不是|什么)|叫做|称为|表示|意思|用来|用于|该|相当于|具有|分为|组成|位于|可以(?:令|使|看作|实现|变|为)|能够?(?:令|使)|会(?:令|使|被|自动|转化)|由于|因为|——|→|=|如果"
)
_COPIES = re.compile(
    r"照着|照(?:老师|教师)|按(?:照)?(?:老师|教师)[^，。；]{0,10}(?:做法|步骤|示范|演示|样子)|跟[唱读画做练]"
)
_STUDENTS_VERB = re.compile(
    r"^.{0,4}?(?:观察|思考|讨论|交流|独立|完成|练习|小组|同桌|想一想|议一议|猜|自由|默读|自读|合作|互相|订正|做题)"
)
_TELLS = re.compile(
    r"(?:教师|老师)?(?:讲(?!台|给|解自己)|介绍|讲述|说起|补充介绍)[^，。：:]{2,24}[：:]"
)  # 讲一件事：初二学生小文…
_DOES = re.compile(r"[画写做试编贴描填改测量涂摆算找选挑辩唱演跳练捏推查问]")
WORK, LECTURE = 0.7, 0.35  # a clause's share from which students work, below which they are told
_HEAD_VERBS = 5
_CLAUSE = re.compile(r"[^，,；;。！!\n]+[，,；;。！!\n]?")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts: `share` 0–1 is the student's part; `weight` 0–1 says how much the sentence tells (0.5: only a topic).

    `work`, `asking` and `lecture` count the clauses in which students work, answer, or are told; `named`: somebody is named.
    """

    actor: Actor
    kind: str
    share: float
    weight: float
    work: float = 0.0
    asking: float = 0.0
    lecture: float = 0.0
    named: bool = False


def actor_of(share: float) -> Actor:
    """A share below 0.35 is the teacher's, above 0.65 the students', between them both."""
    return "teacher" if share < 0.35 else "student" if share > 0.65 else "both"


def _act(kind: str, share: float, weight: float = 1.0) -> Act:
    return Act(actor_of(share), kind, share, weight)


def _active(text: str) -> tuple[str, float] | None:
    for kind, pattern, share in ACTIVE:
        if pattern.search(text):
            return kind, share
    return None


def _student_act(text: str) -> Act:
    """What a student does: active, following a model (half), answering (a good third), or only listening."""
    active = _active(text)
    if _FOLLOW.search(text):
        return _act(active[0] if active else "操作", 0.55)
    passive = _PASSIVE.search(text)
    answer = _ANSWER.search(text)
    if answer and not active and (not passive or answer.start() < passive.start()):
        return _act("提问", 0.45)
    if active and passive and active[0] in {"探究", "展示", "评价"} and passive.start() < 3:
        return _act("讲授", 0.25)
    if active:
        return _act(*active)
    if passive:
        return _act("讲授", 0.15)
    if re.search(r"[?？]", text):
        return _act("提问", 0.4)
    return _act("练习", 0.9 if _DOES.search(text) else 0.7, 0.7)


_KINDS_OF_LECTURE = (
    ("评价", re.compile(r"点评|评价|讲评|表扬|激励")),
    ("小结", re.compile(r"小结|总结|归纳|梳理|回顾")),
)


def _teacher_act(text: str) -> Act:
    """What a teacher does: asks (a third is the answering student's), attends to working students, or lectures."""
    if _ASK.search(text):
        return _act("提问", 0.35)
    lecture = _LECTURE.search(text)
    if _ATTEND.search(text) and not lecture:
        return _act("练习", 0.75, 0.4)
    for kind, pattern in _KINDS_OF_LECTURE:
        if pattern.search(text):
            return _act(kind, 0.1)
    if not lecture and _ORGANISE.search(text):
        return _act("讨论" if "组织" in text else "讲授", 0.5, 0.6)
    return _act("讲授", 0.05 if lecture else 0.15)


def _bare_act(text: str) -> Act | None:
    """A clause without a subject: the verb tells, the earlier verb wins (出示图片，观察 …); None for plain content."""
    if re.search(r"[?？]\s*[”\"）)]*$", text):
        return _act("提问", 0.4)
    lecture = _LECTURE.search(text)
    active = [(m.start(), kind, share) for kind, p, share in ACTIVE if (m := p.search(text))]
    passive = _PASSIVE.search(text)
    if _ATTEND.match(text.strip()):
        return _act("练习", 0.7, 0.4)
    if _ANSWER.match(text.strip()) and not active:
        return _act("提问", 0.5)
    if active:
        start, (_, kind, share) = min(active)[0], active[0]
        if lecture and lecture.start() < start:
            return _act("讲授", 0.2)
        if kind == "探究" or kind == "展示" or kind == "评价":
            return _act(kind, 0.6, 0.8)
        return _act(kind, share * 0.95)
    if lecture:
        return _teacher_act(text)
    if passive:
        return _act("讲授", 0.3, 0.7)
    if _ANSWER.search(text):
        return _act("提问", 0.5, 0.7)
    return None


def _clause_act(clause: str, side: Side | None, inherited: Who | None) -> tuple[Act | None, Who | None]:
    """The act of one clause and the subject it leaves to the next clause."""
    if _JOINT.search(clause):
        active = _active(clause)
        return _act(active[0] if active else "小结" if re.search(r"小结|总结|归纳", clause) else "提问", 0.5), None
    made = _MAKES.search(clause)
    if made and not _SHOWS.search(clause):
        active = _active(clause[made.start() :])
        if active:
            guided = re.search(r"引导|启发|带领|提示|提醒", clause)
            return _act(active[0], 0.5 if guided else active[1] * 0.9), "student"
        return _act("提问", 0.4), "student"
    teacher, student = _TEACHER.search(clause), _STUDENT.search(clause)
    if _COPIES.search(clause) and not (teacher and teacher.start() == 0) and side != "teacher":
        return _student_act(clause), "student"
    if _SHOWS.search(clause) and not (student and student.start() == 0):
        return _act("讲授", 0.05), "teacher" if teacher or side == "teacher" else "shown"
    if side == "student" and teacher and teacher.start() > 0:
        teacher = None  # 在教师支持下编写代码, under 学生活动
    if teacher and (not student or teacher.start() <= student.start()):
        return _teacher_act(clause), "teacher"
    if student:
        return _student_act(clause), "student"
    who = inherited or side
    if who == "student":
        return _student_act(clause), who
    if who == "teacher" or who == "shown":
        bare = _bare_act(clause)
        theirs = who == "shown" or _STUDENTS_VERB.search(clause)
        if side is None and theirs and bare and bare.share >= 0.6 and bare.weight > 0.5:
            return bare, None  # 出示图片，观察…: the verb is a student's
        return _teacher_act(clause), who
    return _bare_act(clause), None


def _is_exposition(text: str) -> bool:
    """Content of the lesson rather than an act: nobody is named, it states what something is, and no verb leads."""
    if not _EXPOSITION.search(text) or re.search(r"[?？]", text):
        return False
    if any(pattern.search(text) for pattern in (_TEACHER, _STUDENT, _JOINT, _MAKES)):
        return False
    head = text[:_HEAD_VERBS]
    return not (_LECTURE.search(head) or _active(head))


@lru_cache(maxsize=4096)
def classify(sentence: str, side: Side | None = None) -> Act | None:
    """Who acts in `sentence`, written under the heading or column `side`; None if it only states content.

    An attendant teacher (巡视) gives way to the students' clause; otherwise the clauses' shares are averaged.
    """
    text = re.sub(r"^\s*(?:[（(]?[\d一二三四五六七八九十①-⑩]+[）)、.．]|[*•·\-—>]+)\s*", "", sentence).strip()
    if len(text) < 2:
        return None
    if side is None and _SPEECH.search(text) and not re.search(r"学生(?:讨论|进行|独立|自)", text):
        asked = re.search(r"[?？]", text)
        return Act("both", "提问", 0.35, 1.0, asking=1.0) if asked else Act("teacher", "讲授", 0.1, 1.0, lecture=1.0)
    if side is None and _TELLS.match(text) and not re.search(r"[?？]", text):
        return Act("teacher", "讲授", 0.1, 1.0, lecture=1.0, named=True)
    if side is None and _is_exposition(text):
        return None
    acts: list[Act] = []
    inherited: Who | None = None
    for clause in _CLAUSE.findall(re.sub(r"“[^”]{6,}”|\"[^\"]{6,}\"", "“”", text)):
        if len(clause.strip("，,；;。 ")) < 2:
            continue
        act, inherited = _clause_act(clause, side, inherited)
        if act:
            acts.append(act)
    if not acts:
        return None
    working = [act for act in acts if act.weight > 0.5] or acts
    total = sum(act.weight for act in working)
    share = sum(act.share * act.weight for act in working) / total
    lead = max(working, key=lambda act: (act.share if share >= 0.5 else -act.share, act.weight))
    work, asking, lecture = (
        sum(act.weight for act in acts if low <= act.share < high)
        for low, high in ((WORK, 2.0), (LECTURE, WORK), (0.0, LECTURE))
    )
    named = side is not None or any(p.search(text) for p in (_TEACHER, _STUDENT))
    weight = min(1.0, total / len(working))
    return Act(actor_of(share), lead.kind, round(share, 3), weight, work, asking, lecture, named)
