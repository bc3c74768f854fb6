"""Sentences made from the draft's own words: an objective that can be seen, the task and the question that go with it.

The observable verb follows the cognitive level of the vague one, as in the 行为动词 tables of the curriculum standards:
了解 → 说出, 理解 → 解释, 掌握 → 做对, 体会 → 举例说明. The object phrase is the teacher's own and stays as it is; where no
rule fits, nothing is invented and the result is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reviewer.advising.quoting import clip, tidy, unquote, width
from reviewer.datamodels import Objective

GOAL_CHARS = 48  # a goal with a longer sentence can't be quoted inside a suggestion
POINT_CHARS = 24
_LEAD = re.compile(
    r"^(?:[A-D甲乙丙][层组类][：:\s]*)?(?:\d{1,3}[％%](?:以上|左右)?的?(?=学生|同学))?(?:通过[^，]{2,24}，|(?:在|结合)[^，]{2,20}[中下]，|在[^，]{0,8}(?:活动|过程|情境|情景|操作|实践)中)?(?:(?:使|让|令|帮助|引导|指导|鼓励|促使|组织)(?:每[位个])?(?:学生|同学们?|孩子们?|小朋友))?"
    r"(?:学生|同学)?(?:进一步|初步|逐步)?(?:能够|能|会|可以)?(?:进一步|初步|逐步)?(?:学会(?=[^的]{2,12}(?:歌曲|课文)))?"
)
_SEEN = re.compile(
    r"^独立(?!思考|自主|学习)|询问|排出|挑出|^谈谈|^谈一谈|^说说|^说一说|^认(?![识为真同可清知定])|^写|说出|说明|说清|解释|描述|举例|复述|讲述|介绍|比较|归纳|概括|预测|验证|区分|分析|辨析|辨别|梳理|找出|推导|设计|制作|创编|编写|仿写|写出|写作|画出|绘制|拼出|搭设|搭建"
    r"|计算(?!机)|求出|解决|解答|运用|应用|使用|操作|测量|演示|演唱|演奏|表演|完成|实现|调查|插入|配置|引用|朗读|背诵|背唱|默写|认读|读出|读准|指出|指认|标出|列举|列出|判断(?!语句|条件|题)|评价|记录|做出|提问|识读"
)
_VAGUE = (
    r"了解|知道|认识|熟悉|明确|理解|懂得|明白|领会|领悟|掌握|学会|学习|把握|感受|体会|感悟|感知|体验|欣赏|品味|经历|关注|培养|提高|提升|增强|发展"
    r"|锻炼|训练|激发|形成|养成|树立|建立|渗透|具备"
)
_VAGUE_HEAD = re.compile(rf"^({_VAGUE})(?:并(?:{_VAGUE}))?(?:了|一下)?(?:学生|同学们?|孩子)?的?(.+)$")
_KNOW, _GRASP, _FEEL = (
    "了解|知道|认识|熟悉|明确|理解|懂得|明白|领会|掌握|学会|学习|把握",
    "掌握|学会|学习|把握",
    "感受|体会|感悟|领悟|感知|体验|欣赏|品味",
)
_FOSTER = "培养|提高|提升|增强|发展|锻炼|训练|激发|形成|养成|树立|建立|渗透|具备"
_BLAND = (  # would fit any lesson
    "课文内容", "诗歌内容", "文章内容", "主要内容", "重点字词", "课文", "内容", "故事内容", "新知", "所学", "动作", "技术", "技能", "方法", "知识", "理由", "原因", "依据", "看法", "想法", "歌曲", "乐曲", "舞蹈", "本课", "新课",
)  # fmt: skip
_OF_ANY = re.compile(
    "生活的?(?:紧密|密切)?(?:联系|关系)$|学习的?(?:乐趣|快乐|魅力)$|[数语英]?[学文语]的?(?:应用)?(?:价值|作用|魅力)$"
)
_DOING = r"(?:设计|联系|解决|合作|比较|归纳|规范|给|边|观察|概括|依法|动手|收集|从|用|运用)"
# (vague verb, what the object must look like, sentence). {0} is the object, {1} its first group. First match wins; None: no sentence.
_RULES: list[tuple[str, str, str | None]] = [
    ("认识", r"(.*(?:生字|词语|单词|[个\d]字)\S{0,2})", "能认准{0}，并选两个各说一句话"),
    (_KNOW, r"(.*(?:生字|词语|单词|方位词|短语)\S{0,2})", "能读准、写对{0}，并选两个各说一句话"),
    (_KNOW, r".*(?:哪|怎样|怎么|如何|为什么|什么|多少|几[个种]).*", "能说出{0}，并指出依据在哪里"),
    (_KNOW, r".*(?:用法|规则|使用方法|供能方式).*", "能说清{0}，并各举一个用得上的例子"),
    (_GRASP, r"(?:通过|运用|用)?(.*(?:写法|描写\S{0,12}方法|描写))", "能用{1}写三五句话，并说出用在哪里"),
    (_GRASP, r"(.*(?:合作|分工).*)", None),
    (_GRASP, r".*(?:精神|品质|态度|情怀|情感)", None),
    (_GRASP, r"(?:找|用|借助)?(.{4,}的方法)", "能说出{1}，并自己用一次"),
    (_GRASP, r"(.{2,}?)的(应用|运用|使用|插入|制作|绘制|测量|计算|编写|配置)", "能独立{2}{1}，并说出每一步怎样做"),
    (_GRASP, r"(.+?)的?(?:技术|动作)", "能独立做一次{1}，并说出动作要点"),
    (_GRASP, r"((?:与|和|跟|同)\S{1,4}(?:相处|合作|交往|沟通)|关[心爱]\S{1,6}|尊重\S{1,6}|珍[惜爱]\S{1,6}|感[恩谢]\S{0,6}|分担\S{1,6}|体[谅贴]\S{1,6}|保护\S{1,6}|控制\S{1,4}情绪)", "能举一件自己的事，说说当时怎样{1}"),
    (_GRASP, r".*操作", "能独立做一次{0}，并说出每一步为什么这样做"),
    (_KNOW, r"(?:作者|作家|诗人|词人).*|[\u4e00-\u9fff]{2,4}(?:及|和|与)(?:其|他的)?(?:作品)?《.*", "能用一两句话介绍{0}"),
    (_KNOW, r"(.{2,12}?)由(?:.{2,}、.{2,})(?:等.{0,6}?)?(?:部分)?(?:组成|构成)", "能指着{1}说出各部分的名称"),
    (_KNOW, r"(.{2,}、.{2,}?)等[^的]{0,10}的(作用|用途|功能|特点|特征|性质)", "能分别说出{1}的{2}"),
    ("了解|知道|认识|熟悉", r"(?!.*(?:意思|含义|概念|特点|区别))(.{2,}等.{2,12})", "能举出{1}中的两种，各说一点"),
    (_KNOW, r".*(?:意思|含义|概念|定义|意义|原理|道理|实质|作用|原因|关系|影响|规律|[重必]要性).*", "能用自己的话解释{0}，并举一个例子"),
    (_KNOW, r".*(?:特点|特征|特性|性质|区别|不同|差别|异同)", "能说出{0}，并举一个例子"),
    (_KNOW, r".*(?:过程|经过|顺序|步骤|流程)", "能按先后说出{0}，一步不漏"),
    (_KNOW, r".*(?:历史|由来|生平|流派|景象|内容|知识|情况|种类|构造|规定|代表作品|位置)", "能用自己的话说出{0}，至少说对两点"),
    ("认识", r".*", "能认出{0}，并举一个例子"),
    ("理解|懂得|明白|领会", r".*", "能用自己的话解释{0}，并举一个例子"),
    (_GRASP, r"((?:使用|运用|利用|借助|用)\S{3,}.*)", "能独立{1}，并说出每一步怎样做"),
    (_GRASP, r".*(?:算|除法|乘法|加法|减法|解法|方程|公式|定理|定律|法则|换算|化简|作图)", "能做对一道用到{0}的题，并说出每一步的理由"),
    (_GRASP, r".*", "能说清{0}，并举一个例子说明怎样用"),
    (_KNOW, r".{2,}(?:是|应当?|必须|不能|不可|离不开|需要).+", "能举一个例子说明{0}"),
    (_KNOW, r"(?!做|先|把|按|在|有|用|会|从|对).{2,12}", "能用两三句话介绍{0}"),
    (_KNOW, r".*", "能用自己的话说清{0}，并举一个例子"),
    ("经历", r"(.+)的过程", "能独立{1}，并说出自己是怎样做的"),
    ("体验", r"(?:用|做|动手|参与|合作).*", "能独立{0}"),
    ("关注", r".*", "能举一个{0}的例子，并说说自己的看法"),
    (_FEEL, r".*", "能找出两处，说说从哪里看出{0}"),
    (_FOSTER, rf"({_DOING}.{{2,}}?[^的])的?(?:[探应实]\w)?(?:能力|意识|习惯|方法)", "能独立{1}，并说出自己是怎样做的"),
]  # fmt: skip


# 学习作者运用丰富的想象，把事物写得更生动的写作方法: how the author writes, whatever clauses stand between
_STYLE = re.compile(
    r"(?:学习|学会|掌握|体会|领会|感悟)作者(?:是?怎[样么])?([^，。；]{3,20}?)(?:，[^。；]*?)?的?(?:写作方法|表达方法|写作手法|写法)"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """One objective as a pupil's act: `sentence` begins with 能, `point` is what it is about."""

    sentence: str
    point: str
    number: int = 0  # of the objective in the draft, from 1; 0 if the draft has none
    soft: bool = False  # made of an experience, a feeling or a habit: nothing to build a check or a task on

    @property
    def act(self) -> str:
        """The sentence without 能: what to ask of a pupil (说出质量的定义)."""
        return re.split("，并|，至少|，一步不漏", re.sub(r"^(?:能够?|会)", "", self.sentence))[0]

    @property
    def question(self) -> str:
        """The written question that checks it."""
        if self.act.startswith("认出"):
            return f"请指出哪些是{self.point}，并说明理由"
        act = re.sub(r"(?:用自己的话)?说[出清]", "写出", self.bare_act, count=1)
        tail = re.search("，至少.*", self.sentence)
        tail_text = tail[0].replace("说对", "写对") if tail else ""
        return f"请{act}" + (tail_text or ("，并举一个例子" if "例子" in self.sentence and "例子" not in act else ""))

    @property
    def bare_act(self) -> str:
        """The act without 独立 and without a long list of means, for what several pupils do or what is only tried."""
        return re.sub(
            "^(?:利用|运用|使用)[^，]{12,}?等(?=完成|制作|编写)",
            "",
            re.sub("^(?:正确|巧妙|熟练)(?=使用|配置|运用)|独立", "", self.act),
        )


def rewrite_objective(text: str) -> Goal | None:
    """The objective with the pupil as subject and a verb that can be seen; None if its words give no such sentence.

    使学生了解三角形的特性 → 能说出三角形的特性，并举一个例子.
    """
    if style := _STYLE.search(tidy(text)):
        return Goal(f"能像作者那样{style[1]}写三五句话，并说出用在哪里", f"作者{style[1]}的写法")
    for clause in _clauses(text):
        head = _VAGUE_HEAD.match(clause)
        if head is None:
            if _SEEN.search(clause) and not re.search(_FOSTER, clause) and (goal := _seen_goal(clause)):
                return goal
            continue
        verb, point = head[1], re.split(rf"并(?:{_VAGUE})", head[2])[0].strip().lstrip("的 ")
        point = point if re.search("是.*的$", point) else point.rstrip("的 ")  # 它们是大家的
        if (
            point in _BLAND
            or point.startswith("它们")
            or _OF_ANY.search(point)
            or re.search("(?:以来|之后|以后|之前)$", point)
        ):  # when, not what
            continue
        if verb in ("学会", "学习") and _SEEN.match(point) and not point.endswith("方法"):
            return _seen_goal(point)
        for verbs, shape, sentence in _RULES:
            match = re.fullmatch(shape, point) if verb in verbs.split("|") else None
            if match and sentence is None:
                break
            if match and sentence:
                about = match[1] if match.groups() else point
                soft = verbs in ("经历", _FEEL, _FOSTER)
                goal = Goal(sentence.format(point, *match.groups()), _point(about), soft=soft)
                if len(goal.sentence) <= GOAL_CHARS and len(point) >= 2 and goal.point:
                    return goal
                break
    return None


def find_theme(text: str) -> str:
    """What an objective is about, without who and how (激发学生学习数学的兴趣 → 学习数学的兴趣)."""
    clause = re.split("[，；。]", _LEAD.sub("", re.sub(r"^[^，：]{1,10}：", "", tidy(text)), count=1))[0]
    head = _VAGUE_HEAD.match(clause)
    theme = unquote(head[2] if head else clause)
    return _point(theme.strip("的 ") or tidy(text)) or "这条目标"


def states_plainly(text: str) -> bool:
    """Whether an objective is a statement of what is so, with no verb of knowing or fostering at its head."""
    return not re.search(_FOSTER, text) and not _VAGUE_HEAD.match(tidy(text))


def _clauses(text: str) -> list[str]:
    text = re.sub(r"完成[:：]\s*", "", text)  # 完成：创建一个圆柱
    text = re.sub(r"^(用自己的话)?(?:能)?(说清|说明|解释|说出)楚?：", r"\1\2", tidy(text))
    text = re.sub(r"^[^，：:]{1,10}(?:：|(?<![A-Za-z]):)", "", text)  # a label, not micro:bit
    parts = re.split(r"[，；。](?![^‘]{0,12}’)", text)
    bare = [_LEAD.sub("", part, count=1) for part in parts]
    return [part for part in bare if len(part) >= 4 and not part.startswith("并")]  # 并记录下来: of what came before


# 借助图形计算器演示等过程: how something is to be done, not what
_MEANS = re.compile(
    r"(?:借助|利用|通过|经过|经历|采用|以).*(?:过程|方式|方法|手段|途径|形式|活动)|在.*[中下]|.*实事求是|(?:通过|经历|借助)[^，]*|(?:如实|认真|仔细|积极).."
)


_NOTHING_DONE = re.compile(r"(?:在[^，]{1,8}[上下中]|[^，]{0,4})(?:连贯|独立|正确|熟练)?地?完成")  # what, isn't said


def _seen_goal(clause: str) -> Goal | None:
    """The goal of a clause that names something to be seen already: what stands after its last verb is the point.

    After 的, 和 or 与 a verb is part of the object (成绩的测量与记录).
    """
    if not 4 <= len(clause) <= GOAL_CHARS or _MEANS.fullmatch(clause) or _NOTHING_DONE.fullmatch(clause):
        return None
    verbs = [m for m in _SEEN.finditer(clause) if m.start() == 0 or clause[m.start() - 1] not in "的和与或及、"]
    point = clause[verbs[-1].end() :].strip("的出了 ") if verbs else clause
    if re.match("[和与及或、中下里时后]", point):  # 演唱和简单律动等方式, 在同伴评价中…: means, no point
        return None
    made = verbs and re.fullmatch(
        "设计|制作|创编|编写|计算|求出|解决|介绍", verbs[-1][0]
    )  # 一只小船 alone says nothing
    return Goal("能" + clause, _point(clause if made or len(point) < 2 or point in _BLAND else point))


def _point(text: str) -> str:
    return text if width(text) <= GOAL_CHARS else clip(text, POINT_CHARS) or text


def find_goals(objectives: list[Objective]) -> list[Goal]:
    """The objectives that can be said as an act, in order."""
    found = []
    for number, objective in enumerate(objectives, 1):
        goal = rewrite_objective(objective.text)
        if goal is not None and (objective.verb or goal.act.startswith("独立")):
            found.append(replace(goal, number=number))
    return found


def main_goal(goals: list[Goal]) -> Goal | None:
    """The goal to build on: the first that asks for more than characters and words, else the first."""
    goals = [goal for goal in goals if not goal.soft] or goals
    wordy = re.compile(r"能[认写][^，]*字|生字|字词|词语|会认|会写|认读|读准|默写|朗读|背诵")
    return next((goal for goal in goals if not wordy.search(goal.sentence)), goals[0] if goals else None)
