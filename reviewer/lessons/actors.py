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

Side = Literal["teacher", "student"]

ACTIVE: tuple[tuple[str, re.Pattern[str], float], ...] = tuple(
    (kind, re.compile(pattern), share)
    for kind, pattern, share in (
        ("检测", r"当堂检测|达标检测|检测题|测试题|小测|测验|检测|闯关", 0.95),
        ("评价", r"互评|自评|互查|互改|互相检查|自查|对照.{0,6}检查|评一评|评价(?!表|标准)|质疑|补充", 0.85),
        (
            "讨论",
            r"(?i:pair ?work|group ?work|in (?:pairs|groups)|discuss)|讨论|交流|合作|小组|同桌|四人|组内|组间|辩论|议一议|商量|互相说|互相|互读|分组",
            1.0,
        ),
        (
            "展示",
            r"(?i:sing\b|chant|role[- ]?play|act (?:it )?out|present\b|report\b)|汇报|上台|板演|演板|表演|分享|展示|演一演|发表|介绍|代表|派.{0,4}人|比赛|竞赛",
            0.85,
        ),
        (
            "操作",
            r"实验|操作|动手|摆[一放出]?|剪|折[一叠]|拼|搭建|制作|做一做|测量|量一量|称一称|编写|编码|编程|编译|调试|上机|创作|绘制|画[一出图]|画画"
            r"|涂|建模|连接|配置|安装|运行|测试|组装|挑战|实操|实践|演练|模仿|演奏|跑|跳|做操|写程序|搭|输入|敲",
            1.0,
        ),
        (
            "练习",
            r"(?i:practi[cs]e|write|fill in|finish|complete|match)|练习|独立完成|完成|做题|解答|列式|计算|算一算|写[一出下]|书写|仿写|练[一写说读笔]|填[空一写]|默写|习作|创编|改写|订正|解决|试一试|试做|造句|抄写|听写"
            r"|自己编|编一编|编对|说一段|写话|描红|巩固|做(?!好?笔记|好准备|准备)",
            1.0,
        ),
        (
            "阅读",
            r"(?i:\bread\b|repeat|retell|read aloud)|朗读|默读|自由读|齐读|诵读|背诵|试背|速读|浏览|阅读|范读|轮读|分角色|指名读|自读|读课文|读[一准出懂书]|再读|练读|跟读|读|背|自学|预习|看书",
            0.9,
        ),
        (
            "探究",
            r"探究|探索|尝试|观察|猜[想测一]|推[理导]|归纳|发现|比较|对比|找[一出到]?|圈[一出画]?|划[出分]|勾画|标[出注]|梳理|概括|提出(?:问题|疑问|猜想)|验证"
            r"|分类|分一分|设计|预测|收集|整理|寻找|调查|选择|思考|想一想|想象|分析|探讨|反思|摘录|搜集",
            0.85,
        ),
    )
)
_ANSWER = re.compile(
    r"回答|说[一出说]|谈[一谈感]|答[：:]|接[下上]|举手|口答|齐答|抢答|汇总|描述|回忆|复述|讲述|叙述|说"
)
_PASSIVE = re.compile(
    r"(?i:listen|watch|look at)|聆听|倾听|听[讲录取教老一着课]|边听|认真听|观看|看(?:视频|演示|动画|课件|图|老师|教师)|欣赏|记录(?:关键|概念|笔记|要点|核心|重点)?|记笔记|做笔记|了解|理解|明确|感受|体会|感知|认识|领会|"
    r"知道|接收|回顾|齐读课题|跟着老师|掌握|建立|联系|欣赏"
)
_FOLLOW = re.compile(
    r"跟随|模仿|跟着|仿照|照样|按照?(?:老师|教师)的?(?:步骤|演示|示范)|跟做|跟练|输入演示|脚手架"
)

_LECTURE = re.compile(
    r"讲解|讲授|讲述|讲评|精讲|讲读|详讲|介绍|说明|强调|解释|剖析|示范|演示|板书|出示|播放|展示|引出|揭示|揭题|点明|补充|小结|总结|归纳|点评|评价|布置|范读|导入|列举|"
    r"告诉|告知|指出|过渡|交代|简介|简述|呈现|投影|课件|点拨|分析|拓展|预告|发布|回顾|梳理|提示|渗透|激励|表扬|纠正|正音|汇总|宣布|启动|讲"
)
_ASK = re.compile(r"提问|设问|追问|发问|反问|师问|问题驱动|设疑|抛出|提出.{0,8}问题|[?？]|问[：:“\"]")
_ATTEND = re.compile(
    r"巡视|巡回|巡场|巡堂|个别(?:指导|辅导)|适时(?:指导|点拨)|相机(?:指导|点拨)|参与(?:讨论|小组)|辅导|收集|检查|协助|帮助|观察|指导|监督|计时"
)
_ORGANISE = re.compile(
    r"组织|安排|发放|分发|布置任务|任务发布|发布|分组|划分|要求|鼓励|引导|启发|指导|带领|提醒|倾听"
)

_TEACHER = re.compile(
    r"(?:教师|老师|执教者)(?!的(?:讲解|帮助|指导|提问|问题|引导|要求|示范|演示))|\bT\b(?=\s*[：:]|\s+[a-z])|(?i:\bteacher)\b|^\s*师(?![生傅范])|[，。；]\s*师(?![生傅范])|师[：:]"
)
_STUDENT = re.compile(
    r"\bSs?\b|(?i:students?|pupils)\b|学生|同学|孩子|小朋友|幼儿|小组|同桌|全班|各组|每组|组员|组长|小老师|每人|人人|个人|生[：:](?!活)|^\s*生(?=[^活字词长物成产日命动])|[，。；]\s*生(?=[回自独讨汇读思观练])|自主|自由|独立"
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
_HEAD_VERBS = 5
_CLAUSE = re.compile(r"[^，,；;。！!\n]+[，,；;。！!\n]?")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts: `share` 0–1 is the student's part; `weight` 0–1 says how much the sentence tells (0.5: only a topic)."""

    actor: Actor
    kind: str
    share: float
    weight: float


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
    return _act("练习", 0.7, 0.7)


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


def _clause_act(clause: str, side: Side | None, inherited: Side | None) -> tuple[Act | None, Side | None]:
    """The act of one clause and the subject it leaves to the next clause."""
    if _JOINT.search(clause):
        active = _active(clause)
        return _act(
            active[0] if active else "小结" if re.search(r"小结|总结|归纳", clause) else "提问", 0.5
        ), None
    made = _MAKES.search(clause)
    if made and not _SHOWS.search(clause):
        active = _active(clause[made.start() :])
        if active:
            guided = re.search(r"引导|启发|带领|提示|提醒", clause)
            return _act(active[0], 0.5 if guided else active[1] * 0.9), "student"
        return _act("提问", 0.4), "student"
    teacher, student = _TEACHER.search(clause), _STUDENT.search(clause)
    if _SHOWS.search(clause) and not (student and student.start() == 0):
        return _act("讲授", 0.05), "teacher"
    if side == "student" and teacher and teacher.start() > 0:
        teacher = None  # 在教师支持下编写代码, under 学生活动
    if teacher and (not student or teacher.start() <= student.start()):
        return _teacher_act(clause), "teacher"
    if student:
        return _student_act(clause), "student"
    who = inherited or side
    if who == "student":
        return _student_act(clause), who
    if who == "teacher":
        bare = _bare_act(clause)
        if (
            side is None and bare and bare.share >= 0.6 and bare.weight > 0.5
        ):  # 出示图片，观察…: the verb is a student's
            return bare, None
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
        return _act("提问", 0.35) if re.search(r"[?？]", text) else _act("讲授", 0.1)
    if side is None and _is_exposition(text):
        return None
    acts: list[Act] = []
    inherited: Side | None = None
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
    return Act(actor_of(share), lead.kind, round(share, 3), min(1.0, total / len(working)))
