"""The names teachers give to the parts of a lesson plan, by component id."""

from __future__ import annotations

import re

_GRADE = r"(?:[一二三四五六七八九]年级(?:的)?|[高初][一二三](?:的)?)"
_CLASS = rf"(?:(?:这个|本|我|我们)?班(?:级|里|上)?(?:的)?|{_GRADE})"
_PUPILS = r"学生|同学们?|孩子们?|学习者|小朋友们?"
_STANDING = r"(?:情况|基础|现状|起点|底子|状况|特点|水平|摸底|调查|分析|诊断|前测)"
_BELONGINGS = r"(?:器材|用具|用品|物品|材料|工具|设备|东西|学具|教具)"

# 明确学习目标 is a step, 知识点的教学目标 a title
_SHOWN = r"(?:再次?|共同|一起|齐读|师生|教师|学生|课堂|当堂)?(?:明确|出示|达成|检测|围绕|对照|回顾|揭示|展示|交代|呈现|解读|认领|实现|根据|依据|落实|针对|指向|结合|制定|说|读|看)"

NAMES: dict[str, str] = {
    "title": r"课题(?:名称)?|教学课题|课题内容|课程名称|教学题目|课文题目|课名",
    "textbook_analysis": r"(?:教材|文本|课标|教学内容|内容|单元|课标与教材)(?:(?:特点|地位|作用)[与和及、]?){0,2}(?:分析|解读|简析)|教材地位.{0,8}|说教材|设计理念|教学内容",
    "learner_analysis": (
        rf"(?:关于|说说|了解)?(?:{_CLASS}(?:{_PUPILS})?|{_CLASS}?(?:{_PUPILS}))(?:的)?(?:学习)?{_STANDING}{{1,3}}|(?:关于|说说)?(?:{_PUPILS})|(?!{_GRADE}$|班级$){_CLASS}(?:{_PUPILS})?"
        r"|(?:[\u4e00-\u9fff]{1,8}的)?学情(?:[与和及、][\u4e00-\u9fff]{2,10})?(?:分析|简析)?|教材[与和及、]学情(?:分析|简析)?"
        rf"|(?:{_PUPILS})(?:现在)?(?:在哪[里儿]|已经会(?:些)?什么|会些什么)"
        r"|(?:学情|学生|学习者|学习对象)(?:特征|情况|学情|基础|现状|起点)?(?:的)?(?:分析|简析|诊断|调查|摸底|说明|描述){0,2}|说?学情|课前(?:摸底|调查|前测|小测|诊断|了解|调研)|前测(?:情况|结果|分析)?"
    ),
    "objectives": (
        r"(?:本次?)?课的?任务|"
        r"(?:本课|本节课?|本讲|本次课?|这节课|课时|单元|项目|核心|主题|今日|总体|整体|复习|实验|训练|达标|预期|导学|探究|预设|课堂|三维|学科|核心素养|素养|教与学|教学|学习|学练|练习|课程|活动|劳动|运动|体育|音乐|美术|艺术){0,3}"
        r"(?:目标|目的)(?:及要求|与要求|设计|确定|分析|任务|和要求|设定|预设)?"
        rf"|(?!{_SHOWN})[\u4e00-\u9fff]{{1,6}}(?:教学|学习)目标(?:分析|设计|解读|定位|确立|确定|制定|叙写|表述|阐述|说明|细化)?"
        r"|(?:预期)?(?:学习)?成果目标|(?:预期学习|预期|学习)(?:成果|结果)|教学目的(?:及要求|要求)?|教学要求|说(?:教学)?目标"
        r"|(?:教学|学习|本课)?目标(?:[与和及、](?:教学|学习)?(?:重点?、?难点|重点|难点|要求|评价)){1,2}"
        r"|(?:本课|这节课|这堂课)?(?:要|想|希望)(?:达到|学会|学到|完成)(?:的|什么)(?:目[标的])?|我?(?:想|要|希望)让?(?:学生|孩子们?|同学们?|他们)(?:能)?(?:做到|学会|达到|学到|明白|知道|带走)(?:的|什么|哪些|些什么)?|(?:我要|你要|我能)学会|学会(?:什么|哪些)|要学什么|学完(?:之?后|这课|本课)?(?:能|会|要).{0,4}"
    ),
    "key_points": (
        r"(?:教学|学习|本课|活动)?(?:的)?(?:重点和难点|重难点|重、难点|重点、?(?:与|及|和)?难点|难重点)(?:分析|及突破|及突破方法|与突破)?"
        r"|(?:教学|学习|本课|本节)?(?:重点|难点)(?:及突破方法)?|最?(?:难|关键|要紧)的(?:地方|一点)|教学关键|说(?:教学)?重难点"
    ),
    "preparation": (
        r"(?:教学|课前|课堂|上课|学前|物质|教具|学具|教师|学生|师生|教学资源|教学用具|学习|活动|器材|实验|材料|资源|课件|教具学具)?(?:的)?准备"
        r"|教具(?:、|与|和|及)?(?:学具)?(?:准备)?|学具|(?:教学|实验|活动)(?:用具|器材|资源|媒体|材料|工具|手段|环境|用品)(?:准备|及环境)?"
        r"|(?:软硬件|软件|硬件|开发|编程|运行)(?:环境|平台|设备|工具)?(?:要求|准备|清单)?|(?:设备|环境|工具|软件)(?:要求|清单)"
        r"|教学(?:资源|环境|媒体)(?:与|和|及)?(?:准备|环境|资源|手段|工具)?|器材与?材料|多媒体运用|信息技术(?:应用|准备)"
        r"|(?:场地|实验|活动|学习|所需|课堂)?(?:[与和及、]|所需)?(?:器材|用具|用品|材料|工具|设备)(?:[与和及、](?:场地|器材|用具|用品|材料|工具|设备))?(?:清单)?|场地(?:布置|安排)?"
        r"|(?:论证|辩论|采访|调查|演出|排练|观察|探究|制作|劳动|训练|安全|环境|场地|物品|工具|器械|道具|实验|活动|教学|课前)准备(?:[与和及、](?:安全|分工|要求|注意)(?:提示|须知|要求|约定|事项)?)?"
        rf"|(?:你|我们|课前|上课|今天|需)?要?(?:带|准备|用到|用|备)(?:的|什么|哪些)(?:{_BELONGINGS})?|{_BELONGINGS}(?:{_BELONGINGS}|[、与和及])*(?:准备)?"
    ),
    "process": (
        r"(?:按照?)?(?:这|以下|下面|如下)?[一二三四五六七八九十两几\d]+(?:个)?步骤?(?:来)?(?:运行|操作|完成|做一?做?|走)|过程|流程|上课|课堂(?:合作|自主)?探究|课堂学习|课上|(?:这节课|本课)?怎[么样]上|(?:课堂|教学|学习|活动|任务|上课|环节|单元)(?:任务|活动|环节|步骤)?(?:安排|推进|展开|组织)|(?:任务|环节|活动)(?:设计|群)|(?:课堂|教学)实录|(?:教学|学习)活动(?:过程|设计|安排)|(?:课堂|课内|课中|学科|实践|学科实践)活动设计|教学经过|课中(?:学习|活动|共学|同学)?|(?:详细|具体)教学内容|教学内容(?:设计|[与和及](?:过程|步骤|安排))|"
        r"(?:教学|学习|课堂|课堂教学|教与学|活动|实施|师生|导学|上课|授课|讲课|课程|具体教学|新课教学)(?:的)?(?:过程|流程|步骤|程序|环节|实施|进程)"
        r"(?:设计|安排|实施|表|与方法|与设计意图|及设计意图|预设|与步骤|及步骤|与活动设计|和步骤)?|说教学过程|过程设计|导学过程|教学设计过程"
    ),
    "homework": (
        r"课后|回家(?:任务|作业|做|试一试|做一做)?|带回家(?:的任务|的作业)?|课后(?:去|来)?做(?:一做)?|"
        r"(?:课后|家庭|布置|课外|分层|实践|本课|巩固|单元|课时|周末|长)?(?:作业|练习作业)(?:布置|设计|安排|与练习|超市|设置|内容|分层|与拓展)?|课后(?:任务|练习|拓展|延伸|实践|巩固|挑战|思考题?|探究|打卡)"
        r"|布置(?:作业|课后)|练习[与和及、]作业|课外(?:作业|延伸|拓展|任务)|作业与(?:延伸|拓展)|作业与检测"
        r"|(?:课后|课外|回家|家庭)(?:的)?小?(?:任务|练习|练笔|实验|制作|调查|观察|劳动|锻炼|运动|实践|行动|挑战)|回家(?:再)?([\u4e00-\u9fff])一\1"
    ),
    # parts that are none of ours, named so that they end the part before them
    "other": (
        r"安全(?:措施|事项|保障)|预计(?:密度|负荷|强度|心率)?|练习密度|运动负荷|(?:教学|学习|教与学的?)(?:方法|策略|手段|模式|理念|思路|方式)(?:[与和及、].{2,6})?|教法.{0,6}|学法.{0,4}|课时(?:安排|分配|计划|划分)"
        r"|(?:学后|学习|我的)反思.{0,4}|学业质量(?:评价)?标准|学业评价标准|(?:PPT|课件)(?:结构)?(?:大纲|提纲|结构)|课型|授课(?:时间|类型|年级|教师|班级|课时)|设计(?:理念|思路)|指导思想|理论依据"
    ),
    "board": r"[黑白]板(?:上)?(?:要|会)?(?:留下|写下|写|画)?(?:的)?(?:内容|什么|东西|样子|字)?(?:设计|布局)?|板面(?:设计)?|(?:教学)?板书(?:设计|内容|提纲|计划)?|板书设计(?:及说明)?|说板书",
    "reflection": (
        r"(?:教学|课后|课堂|本课|活动|实验|课例)?(?:成效|效果|评价)?(?:与|及|和)?(?:反思|后记|教后记|札记)(?:与改进|与评价|与诊断|记录)?"
        r"|教学反思.{0,6}|教[（(]?学?[）)]?后(?:记|感|反思|想|说)?|(?:教师|老师)?课后(?:反思|小记|小结|记|随笔|随记|手记|札记)|使?用后记|教学(?:后记|心得|得失|手记|随笔|小记)|上完(?:课|之后|以后|课后)*(?:再看|记下|想到的)?"
        r"|(?:[\u4e00-\u9fff]{2,6}[与和])?课程反思|(?:教学|课后|课末|上课|教后|下课后?)(?:的)?(?:回看|回头看|札记|小札|随想|小记|补记|想法|点滴|感受)|教后|课后想到的|写在(?:课后|后面)|反思(?:与|和)?(?:改进|调整)?"
    ),
}
_FULL = {name: re.compile(rf"(?:{pattern})") for name, pattern in NAMES.items()}
# pictures before a title (🎯 ✅ 📌) say no more than a bullet
_PICTURES = "\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\ufe0f\u200d"
MARKS = "▍▎▌▋▊▉█┃★☆●○◎◉◆◇◈■□▪▲△▼▶►➤➢♦❀✿✦☞※§" + _PICTURES
NUMBER = (
    r"(?:\d+(?:\.\d+)+[ \u3000]*(?![\d.])|\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff])|第\s*\d{1,2}\s*(?:页|张|屏)(?:PPT|幻灯片)?\s*[、.．:：]?\s*|[一二三四五六七八九十]{1,2}[ \u3000]+|第?[一二三四五六七八九十百\d]+(?:\.\d+)*[部分]{0,2}\s*[、.．，:：)）]\s*|[（(【\[][一二三四五六七八九十\d]+[）)】\]]\s*|[①-⑳⑴-⒛]\s*|[IVXⅠ-Ⅻ]{1,4}\s*[、.．:：]\s*|[Ⅰ-Ⅻ]{1,4}\s+|\d+(?:\.\d+)+\s*|(?:环节|活动|任务|步骤|板块)\s*[一二三四五六七八九十\d]+\s*[：:、.]?\s*|[*#>\-—•·"
    + MARKS
    + r"]+\s*)"
)
LEAD = re.compile(
    rf"(?:\s|{NUMBER}|[【\[〖〔《]|[Ss]tep\s*(?:\d{{1,2}}|[IVXⅠ-Ⅻ]{{1,4}})\s*[.:：、]?\s*(?:[Ss]ummary\s*(?:&|and)\s*)?(?=(?:Homework|HOMEWORK|homework|Assignment)\b))*"
)
_BEHIND = re.compile(
    r"[\u4e00-\u9fff？?]{4,}\s*[（(]((?:学情|教学|学习|板书|作业|课后|教材)[\u4e00-\u9fff]{0,4})[）)]\W*$"
)
_TAIL = re.compile(r"[\s】\]〗〕》*#]*(?:[（(][^（）()]{0,20}[）)])?[\s】\]〗〕*]*$")
INLINE = re.compile(r"^(?P<name>[A-Za-z][A-Za-z ]{3,34}|[^：:\n|]{2,14}?)[】\]〗〕*]*\s*[：:]")


ENGLISH: dict[str, str] = {
    "objectives": r"(?:teaching|learning|lesson)?(?:aims?|objectives?|goals?)(?:andobjectives)?",
    "textbook_analysis": r"teachingcontents?|(?:teachingmaterials?|textbook)analysis|analysisof(?:the)?(?:teachingmaterials?|textbook)",
    "key_points": r"difficult(?:y|ies)?|(?:teaching)?(?:(?:key|difficult|important|main)(?:points?)?(?:and)?){1,2}points?|teachingdifficult(?:y|ies)",
    "other": r"teachingmethods?|(?:class|lesson)type|teachingtype|periods?",
    "preparation": r"(?:teaching)?(?:aids?|materials|preparations?|tools|resources)",
    "process": r"(?:teaching|lesson|learning)(?:procedures?|process|steps)|procedures?",
    "homework": r"homework|assignments?",
    "board": r"(?:blackboard|board)(?:design|plan|work)?",
    "reflection": r"(?:teaching|self)?-?reflections?",
    "learner_analysis": r"(?:analysisof(?:the)?(?:students|learners)|(?:student|learner)s?analysis)",
}
_FULL_ENGLISH = {name: re.compile(rf"(?:{pattern})") for name, pattern in ENGLISH.items()}
_SPACED = re.compile(
    r"(?P<name>(?:教学|学习)(?:目标|重点|难点|重难点|准备|用具|过程|反思)|课题|重点|难点|重难点|板书设计|教具准备|课后(?:记|反思)|教后记)\**[ \u3000]+(?=\S)"
)

_WIDELY_SPACED = re.compile(
    r"(?P<name>[\u4e00-\u9fff、]{2,8})\**(?:\t\s*|\u3000+|[ \u3000]{2,})(?=\S)"
)  # a tab: a table pasted as text
_COPULA = re.compile(
    r"(?:本节?课|这节课|教学|学习)?(?:的)?(?:教学|学习)?(?:重点|难点)(?=是|在于|放在|为)"
)  # 重点是……，难点是……


_TRANSLATION = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \u3000]*[/／|]?[ \u3000]*[A-Za-z][A-Za-z&' ]{3,}$|^(?!PPT)[A-Z][a-z]+ [A-Za-z&' ]{3,}(?=[\u4e00-\u9fff]{2})"
)  # 学习目标 Learning Objectives, Teaching aims 教学目标
_SLASH = re.compile(r"(?<=[\u4e00-\u9fff])[&＆/／+＋](?=[\u4e00-\u9fff])")  # 重点/难点, 目标&要求


def name_component(title: str) -> str | None:
    """The component id that `title` (without colon) names, or None."""
    lead = LEAD.match(title)
    bare = _TAIL.sub("", title[lead.end() if lead else 0 :]).strip(" ：:*")
    bare = _SLASH.sub("与", re.sub(r"\s+", "", _TRANSLATION.sub("", bare))).removeprefix("说")
    bare = re.sub("(?<=[A-Za-z])&(?=[A-Za-z])", "and", bare)  # Key & difficult points
    if re.fullmatch(r"[A-Za-z-]{4,36}", bare):
        return next((name for name, pattern in _FULL_ENGLISH.items() if pattern.fullmatch(bare.lower())), None)
    if not 1 < len(bare) <= 16:
        return None
    for component, pattern in _FULL.items():
        if pattern.fullmatch(bare):
            return component
    return _named_in_brackets(title)


def _named_in_brackets(title: str) -> str | None:
    """学情 of 孩子们现在在哪里（学情）: a plain title with its usual name behind it."""
    behind = _BEHIND.search(title)
    return name_component(behind[1]) if behind else None


def title_in_line(line: str, *, cell: bool) -> tuple[str, int] | None:
    """(component, length of the title) where `line` is or begins with a component's name."""
    whole = name_component(line.rstrip().rstrip("：:"))
    if whole:
        return whole, len(line)
    lead = LEAD.match(line)
    offset = lead.end() if lead else 0
    inline = INLINE.match(line[offset:])
    if inline:
        component = name_component(inline["name"])
        if component:
            return component, offset + inline.end()
    if cell:
        return None
    if _COPULA.match(line, offset):
        return "key_points", offset
    spaced = _SPACED.match(line[offset:]) or _WIDELY_SPACED.match(line[offset:])
    if spaced:
        component = name_component(spaced["name"])
        if component:
            return component, offset + spaced.end()
    bracket = re.match(r"\s*[【\[〖〔]([^】\]〗〕]{2,12})[】\]〗〕]", line)
    if bracket:
        component = name_component(bracket[1])
        if component:
            return component, bracket.end()
    return None
