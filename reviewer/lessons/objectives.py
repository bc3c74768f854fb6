"""Teaching objectives one by one: whose behaviour they name, their verb, its cognitive level, and whether it can be observed.

Rules of the indicators obj.student_subject and obj.observable (indicators-lesson.yaml 1.1.0): `使/让学生…` and
`增强/引导/培养/提高学生…` have the teacher as subject; 了解, 掌握, 体会, 感受 can't be observed. The verb list follows Bloom's levels as
revised by Anderson & Krathwohl (2001) with the verbs of the Chinese curriculum standards (行为动词) for each level.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from reviewer.datamodels import Draft, Objective
from reviewer.lessons.component_names import name_component
from reviewer.lessons.components import find_parts, is_filled
from reviewer.lessons.evidence import content_length

LEVELS: dict[str, str] = {
    "创造": (
        r"仿写|创编|编写|写作|设计|制作|创作|撰写|绘制|构建|提出|规划|编制|改编|搭设|搭建|仿编|续写|改写|编对|编[一出]|创建|开发|拼[出摆]|组装|习作|自制"
    ),
    "评价": r"评价|评议|判断|辩论|论证|质疑|鉴别|评析|互评|反驳|估计|推荐",
    "分析": r"比较|对比|区分|分类|分析|归纳|推导|概括|辨析|辨别|梳理|找出|推断|验证|识别|探究(?:并|出)|列举",
    "应用": (
        r"计算|解决|运用|应用|使用|操作|测量|演示|绘画|画出|画一画|书写|会[读写算用说画唱做背]|写出|写[一好]|默写|练习|朗读|背诵|诵读|诵出|演唱|演奏|表演|求出|化简|解[方决不一二]|作图|"
        r"完成|实现|检验|检测|调查|实验|配置|安装|引用|添加|插入|连接|处理|运算|估算|换算|拼读|读准|读出|读写|整合|制订|填写|查阅|搜集|收集|记录|提问|补充|交流|合作|展示"
        r"|独立地?[\u4e00-\u9fff]{1,2}[好出成]|排序|拟[定写]|制定|缝[好制]|写成|示范|模仿|跳|投|传|跑|唱|吹|动手|编程|调试|分角色|识读"
    ),
    "理解": r"说出|说明|解释|描述|举例|复述|叙述|讲述|讲出|表达|翻译|阐述|阐明|表述|介绍|转述|讲解|说清|说一说|说说|谈[一谈出]?",
    "记忆": r"认读|会认|认识[“\"”0-9“\d].{0,24}字|背[出熟]|识记|写下|指出|指认|标出|辨认|默[出读]|回答|圈出|说[出清]|认准|复习|列出|数出|读通|正确[、，流]|正确(?:地)?读|流利",
}
VERBS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((level, re.compile(p)) for level, p in LEVELS.items())
VAGUE = re.compile(
    r"了解|知道|理解|掌握|体会|感受|认识|学习|熟悉|领会|领悟|感知|体验|懂得|明白|学会|感悟|关注|欣赏|树立|养成|形成|建立|培养|增强|提高|提升|激发|发展|热爱|渗透|锻炼|经历|初步|厘清|明确|品味|品读|把握"
)
_CAUSATIVE = re.compile(
    r"(?:使|让|令|帮助|促使|指导|引导|带领|启发|鼓励|教育|组织|要求|培养|增强|提高|提升|激发|锻炼|发展|训练|磨[炼练]|调动|渗透|促进|拓展|开阔|陶冶|加强|启迪|唤起)"
    r"(?:了)?[^，。；]{0,6}?(?:学生|孩子|同学|幼儿|小朋友|他们|儿童)"
)
_TEACHER_VERB = re.compile(
    r"^(?:进一步|逐步|继续|初步|从而|并|以|同时|不断|着力|切实|通过.{2,30}?[，,]?)*(?:培养|激发|渗透|引导|培育|锻炼|训练|提高|提升|增强|发展|陶冶|鼓励|磨[炼练]|帮助|指导|让|使|向学生|加强|促进|促使|开阔|教育|启发|调动|启迪|唤起)"
)
_LABEL = re.compile(
    r"^[\s#*>|\-•·√]*(?:[（(]?[\d一二三四五六七八九十①-⑩]+(?:\.\d+)*[）)、.．]?\s*)?\**(?:[^\s：:，。；]{0,8}(?:目标|素养|能力|意识|观念|知识与技能|知识和技能|过程与方法|过程和方法|方法|情感[^：:]{0,8}价值观|情感态度|价值观|思维[^：:]{0,6}|数学思考|问题解决|实践|自信|运用|创造|责任|态度|精神|探究|语言|文化|品质|思政|德育|提升|技能|知识|情感|审美|健康行为|运动能力|体育品德)[^：:，。；\n]{0,8})\**\s*[：:]\s*"
)
_NUMBERING = re.compile(
    r"^[\s#*>|\-•·√]*(?:[（(][\d一二三四五六七八九十]+[）)]|[\d一二三四五六七八九十]+(?:\.\d+)*\s*[、.．)）]|[①-⑩]|\d+(?:\.\d+)+)?[\s*]*"
)
_BREAK = re.compile(
    r"<br\s*/?>|[\n；;。]|(?=[①②③④⑤⑥⑦⑧⑨])|(?<=[\u4e00-\u9fff，,）)])\s*(?=(?:[（(]\d[）)]|\d[、.．](?!\d)))|\t"
)
_NOISE = re.compile(r"雷达图|见课本|^\s*(?:教学|学习)?(?:重点|难点)")
_INTRO = re.compile(
    r"(?:学生|同学们?|本课|课后|学习者|我)[^，。；]{0,12}?(?:能够?|会|可以|应|将)?\s*[：:]$|^(?:通过本.{1,12}(?:学习|教学)[，,]?)?(?:学生)?(?:能够?|将)?[：:]?$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    text: str
    level: str | None  # Bloom's level; None for a verb that can't be observed


def split_clauses(text: str) -> list[str]:
    """The clauses of one objective, between commas; quotations and brackets stay whole."""
    return [part for part in re.split(r"[，,](?![^“”\"（(]{0,12}[”\"）)])", text) if content_length(part) >= 2]


def is_teachers(clause: str) -> bool:
    """True if the clause makes the teacher act: 使学生…, 培养学生的…, 激发学习兴趣."""
    return bool(_CAUSATIVE.search(clause) or _TEACHER_VERB.match(clause.strip()))


_MANNER = re.compile(r"通过|联系|结合|借助|在.{2,20}中$|围绕|以.{2,14}(?:为|来)|.{1,5}$")


def student_part(text: str) -> float:
    """Share 0–1 of the objective's clauses with the student as subject; after 引导学生 the rest is the teacher's too."""
    clauses = split_clauses(text)
    if not clauses:
        return 0.0
    students, led, made, manner = 0.0, False, False, 0
    causative = next((i for i, clause in enumerate(clauses) if _CAUSATIVE.search(clause)), None)
    for index, clause in enumerate(clauses):
        if causative is not None and index < causative and _MANNER.match(clause.strip()):
            manner += 1
            continue  # 联系生活，引导学生…: how the teacher goes about it
        if is_teachers(clause):
            led = led or bool(_CAUSATIVE.search(clause))
            made = made or bool(re.search(r"(?:使|让|令)(?:学生|同学|孩子|他们|幼儿)", clause))
        elif not led or (not made and re.match(r"\s*(?:学生)?(?:能|会|可以)", clause)):
            students += 1
    return students / (len(clauses) - manner)


def find_verb(text: str) -> Verb | None:
    """The objective's first observable verb with its level, else its first vague verb, else None."""
    if _CAUSATIVE.search(text) or _TEACHER_VERB.match(text.strip()):
        text = _object_free(text)
    hits = [(m.start(), m.group(), level) for level, pattern in VERBS if (m := pattern.search(text))]
    if hits:
        _, verb, level = min(hits)
        return Verb(verb, level)
    vague = VAGUE.search(text)
    return Verb(vague.group(), None) if vague else None


_ABILITY = re.compile(
    r"[^，。；、]{0,30}?(?:能力|意识|兴趣|习惯|精神|素养|思维|情感|态度|品质|品格|想象力|创造力|热情|方法论|信心|观念|素质)"
)


def _object_free(text: str) -> str:
    """Leaves out what is an ability to be fostered (培养学生解决问题的能力): its verb is no behaviour."""
    return _ABILITY.sub(lambda match: re.match(r"\W*\w{0,2}", match.group()).group(), text)  # type: ignore[union-attr]


def is_observable(text: str) -> bool:
    """True if some behaviour in the objective can be seen or tested; abilities, methods learnt and vague verbs can't."""
    return any(_clause_observable(clause) for clause in split_clauses(text))


def _clause_observable(clause: str) -> bool:
    """The first verb of the clause, or of a part joined by 并 or 且, is one that can be seen or tested."""
    if _TEACHER_VERB.match(clause.strip()) and not _MADE.search(clause):
        return False
    made = _MADE.search(clause)
    bare = clause[made.end() :] if made else clause
    if made and re.match(r"的|对.{0,20}(?:兴趣|了解|认识)", bare):
        return False
    for part in re.split(
        r"并且?(?=能|会|[\u4e00-\u9fff]{2})|且(?=能|会)", _ABILITY.sub("", bare) if "能力" in bare else bare
    ):
        hits = [m.start() for _, pattern in VERBS if (m := pattern.search(part))]
        vague = _FIRM_VAGUE.search(part)
        if hits and (vague is None or min(hits) <= vague.start()):
            return True
    return False


_MADE = re.compile(r"(?:使|让|令|帮助|引导|指导|鼓励|组织)(?:学生|同学们?|孩子们?|幼儿|小朋友)")
_FIRM_VAGUE = re.compile(VAGUE.pattern.replace("|初步", "").replace("|学会", ""))


MOST = 24  # no lesson has more objectives; a longer list is something else


def find_objectives(draft: Draft) -> list[Objective]:
    """The objectives under 教学目标 (all its parts), in order; labels such as 知识与技能： belong to none."""
    found: list[Objective] = []
    for part in find_parts(draft):
        if part.component != "objectives":
            if found:
                break  # a later 学习目标 belongs to a table of standards, an example, a second lesson
            continue
        if not is_filled(draft.text[part.body : part.end]):
            continue
        for start, end in _entries(draft, part.body, part.end)[: MOST - len(found)]:
            text = draft.text[start:end]
            verb = find_verb(text)
            found.append(
                Objective(
                    text=text,
                    student_subject=student_part(text) > 0.5,
                    observable=is_observable(text),
                    start=start,
                    end=end,
                    verb=verb.text if verb else None,
                )
            )
    return found


def _entries(draft: Draft, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the single objectives between start and end."""
    bounds = [
        start,
        *(b for b in (p for m in _BREAK.finditer(draft.text, start, end) for p in (m.start(), m.end()))),
        end,
    ]
    bounds = sorted(set(bounds))
    entries = []
    for left, right in itertools.pairwise(bounds):
        piece = draft.text[left:right]
        label = _LABEL.match(piece)
        offset = label.end() if label else _NUMBERING.match(piece).end()  # type: ignore[union-attr]
        if label:  # 1.知识与技能：（1）能… : a number may follow the label
            offset += _NUMBERING.match(piece[offset:]).end()  # type: ignore[union-attr]
        text = piece[offset:].rstrip(" *|")
        if content_length(text) < 4 or _NOISE.search(text) or _INTRO.search(text.strip()):
            continue
        if text.rstrip().endswith(("：", ":")) or name_component(text) or not (find_verb(text) or len(text) > 8):
            continue
        if re.fullmatch(r".{0,14}(?:目标|与方法|价值观|素养|技能)", text):
            continue
        entries.append((left + offset, left + offset + len(text)))
    return entries
