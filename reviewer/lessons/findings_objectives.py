"""Findings on 学情与目标 (criterion objectives)."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding, LessonMeasures
from reviewer.lessons.components import find_parts, is_filled
from reviewer.lessons.cues import measured
from reviewer.lessons.evidence import Span, clipped_sentences, first_sentences, sentences_in
from reviewer.lessons.objectives import student_part
from reviewer.lessons.plan import Plan

_GAP = re.compile(
    r"最?怕的?是?|[常误](?:把|将|当)|误以为|不了解|零基础|不知道|说反|弄反|当成|[看答写读]不[出上]|困难|陌生|缺乏|缺少|不够|薄弱|差异|参差|难以|容易(?:混淆|出错|忽略|把)|混淆|不完整|需要?(?:补充|借助|加强)|不足|欠缺|尚未|还不|较难|较弱|障碍|误区|误认为|难点|有待|不理解|不会|写错|说错|读错|做错|说不[清出明]|混为一谈|分不清|只有[^，。；]{0,8}(?:人|组)|(?:成|半|人|多数)[^，。；]{0,6}(?:错|混|不会)|把“[^”]{1,8}”(?:解释|理解|读|写|当|说|看)成|(?:[一二三四五六七八九十两几半\d]+)(?:个|名|位|成|人)[^，。；]{0,10}(?:把|只能|只会|不[会敢能知懂]|出错|说不)|没有(?:接触|学过|形成)|两极分化|可能"
)
_BASE = re.compile(
    r"刚学[完过]|已(?:经|有|能|具备|学|掌握|初步)|[学做用见玩画写量养种]过|学习过|掌握了|具备了?|基础|会[用算写读说]|认识了|接触过|熟悉|上(?:节|学期|一)|此前|之前|前面"
)
# What could be said of any class: it is neither a basis for this lesson nor a difficulty with it.
_TRAIT = re.compile(
    r"活泼|好动|天真|可爱|好奇|表现欲|求知|好胜|(?:抽象|形象|逻辑|直觉)?思维(?:能力)?(?:活跃|敏捷|较|还|不|正|处|发展|有待|以)|注意力|专注|自控|自律|自觉性"
    r"|主动性|积极性|(?:合作|团队|竞争|规则)意识|(?:学习|听课|行为)(?:的)?(?:习惯|兴趣|态度|热情|动机|能力)|(?:表达|理解|自学|动手)能力(?:还|较|不|有待|有限|参差|偏|一般)"
    r"|(?:文化|学习|知识|整体)?(?:基础|水平|底子)(?:都|比?较|偏|普遍|总体|相对|十分|很|太)?(?:差|弱|薄弱|好|参差|不一|不齐|不均)|生源|性格|情绪|叛逆|心理|胆[小怯]|依赖性"
)
# 教学对象：刚学完列表的学生: whom the lesson is for, if it tells more than a grade
_WHOM = re.compile(r"(?m)^\W*(?:教学|授课|适合|适用|面向)(?:的)?(?:对象|学生|人群)\W{0,4}[：:|]\W{0,3}([^\n|]{6,})")
# what pupils bring along: 学生已学过以下内容
_LEARNT = re.compile(
    r"(?:学生|同学们?|孩子们?)(?:在[^，。；\n]{1,12})?已经?(?:学过|学习了|掌握了?|具备|会用)[^，。；\n]{2,}"
)
_MANY = r"(?:[三四五六七八十]分之[一二三四五六七]|[\d一二三四五六七八九十两几半]+|多数|大半|一半|半数|少数|个别|部分|不少)[多来]?(?:个|名|位|成)?"
# How many could or could not: 判断错了19人, 有12人不会回针, 平均81分
_COUNTED = re.compile(
    rf"(?:[错漏混丢忘]|[不没分]会|不[能对清通]|没[见学听用做有]|[做写答算说读]对)[^，。；\n]{{0,10}}?{_MANY}(?:人|学生|同学|孩子|组)"
    rf"|{_MANY}(?:的)?(?:人|学生|同学|孩子|组)[^，。；\n]{{0,16}}?(?:[错漏混丢忘会]|[不没](?!同|少|仅|断)|只|还[要得需]|学过|做过|分不|[说写答做读]不)|(?:平均|正确率|得分率|优秀率|及格率|达标率)[^，。；\n]{{0,6}}\d"
)
_CLASS = re.compile(
    r"[本我这]们?个?班|全班|班[里上内中](?!级)|(?:[一二三四五六七八九七高初]年级)?(?:的)?(?:学生|孩子们?|同学们?)"
)
_COMPETENCY = re.compile(
    r"能力|素养|思维|方法|意识|探究|合作|解决.{0,10}问题|仿写|写法|创作|创编|表达|复述|设计|编写|建模|推理|归纳|抽象|实验|迁移|语感|审美|想象|策略|习惯|责任|交际|有感情|品读|分析|观察|探索|精神|严谨|观念|猜想|假设|验证|辩证|批判|质疑|预测|优化|创新|联想|转化|(?:整理|提取|处理|筛选|获取)[^，。；]{0,6}信息|[\u4e00-\u9fff]法(?:来)?(?:整理|解决|分析|表示|记录)|(?:发展|提高|增强|锻炼)[^，。；]{0,10}(?:力量|耐力|速度|灵敏|柔韧|协调|平衡)|体能|数感|量感|乐感|节奏感|直观|意志|鉴赏|思辨|论证|用自己的话|运行|调试|调[节控]|遵守[^，。；]{0,8}(?:规则|规范|规程|纪律)|情怀|担当"
)


def _learner_analysis(plan: Plan) -> Finding:
    span = plan.components.get("learner_analysis")
    if span is None:
        analysis = plan.components.get("textbook_analysis")
        inside = (
            [s for s in sentences_in(plan.draft, analysis) if "学生" in plan.text(s) and _BASE.search(plan.text(s))]
            if analysis
            else []
        )
        if inside:
            return Finding(
                "obj.learner_analysis",
                "unclear",
                0.5,
                tuple(inside[:3]),
                "没有单列学情分析，教材分析里提到了学生",
            )
        return _told_elsewhere(plan)
    sentences = clipped_sentences(plan.draft, span)
    gaps = [s for s in sentences if _is_gap(plan.text(s))]
    bases = [s for s in sentences if _BASE.search(_own(plan.text(s)))]
    proof = tuple(dict.fromkeys([*gaps, *bases]))[:3]
    if gaps and (bases or len(gaps) > 1):
        return Finding("obj.learner_analysis", "yes", 0.88, proof, "学情分析写到了已有基础和困难或差异")
    if gaps:
        return Finding("obj.learner_analysis", "yes", 0.75, proof, "学情分析写到了学生的困难或差异")
    if bases:
        return Finding("obj.learner_analysis", "yes", 0.6, proof, "学情分析写到了已有基础，没有写困难或差异")
    return Finding("obj.learner_analysis", "no", 0.2, (), "学情分析没有写到本班学生的具体基础、困难或差异")


def _own(sentence: str) -> str:
    """The clauses of a sentence without those that could be said of any class."""
    return "，".join(clause for clause in re.split(r"[，,；;]", sentence) if not _TRAIT.search(clause))


def _is_gap(sentence: str) -> bool:
    return bool(_COUNTED.search(sentence) or _GAP.search(_own(sentence)))


def _told_elsewhere(plan: Plan) -> Finding:
    """Without a part for it: what a background or an introduction before the process says of the class."""
    start = min((span[0] for span in plan.process), default=len(plan.draft.text))
    aims = [plan.components[name] for name in ("objectives", "key_points", "preparation") if name in plan.components]
    told = [
        span
        for span in sentences_in(plan.draft, (0, start))
        if not any(left <= span[0] < right for left, right in aims) and _tells_of_class(plan.text(span))
    ]
    if told:
        return Finding(
            "obj.learner_analysis", "yes", 0.72, tuple(told[:3]), "没有单列学情分析，背景里写到了学生的基础和困难"
        )
    whom = _WHOM.search(plan.draft.text, 0, start)
    if whom and (_is_gap(whom[1]) or _BASE.search(_own(whom[1]))):
        spans = sentences_in(plan.draft, whom.span(1)) or sentences_in(plan.draft, whom.span())
        return Finding("obj.learner_analysis", "yes", 0.65, tuple(spans[:1]), "写明了教学对象已有的基础或不会的内容")
    learnt = [span for span in sentences_in(plan.draft, (0, start)) if _LEARNT.search(plan.text(span))]
    if learnt:
        return Finding("obj.learner_analysis", "yes", 0.55, tuple(learnt[:3]), "没有单列学情分析，写到了学生学过什么")
    return measured("obj.learner_analysis", False, "没有学情分析", sure=0.93)


def _tells_of_class(sentence: str) -> bool:
    known = bool(_BASE.search(_own(sentence)))
    return bool(_CLASS.search(sentence)) and (bool(_COUNTED.search(sentence)) or (known and _is_gap(sentence)))


def _subject(plan: Plan) -> Finding:
    if not plan.objectives:
        return measured("obj.student_subject", False, "没有写出教学目标")
    parts = [student_part(objective.text) for objective in plan.objectives]
    share = sum(parts) / len(parts)
    own = [(o.start, o.end) for o, part in zip(plan.objectives, parts, strict=True) if part > 0.5]
    other = [(o.start, o.end) for o, part in zip(plan.objectives, parts, strict=True) if part <= 0.5]
    holds = share > 0.5
    note = f"{len(parts)} 条目标中约 {share:.0%} 的分句以学生为行为主体"
    sure = 0.6 if abs(share - 0.5) < 0.06 else 0.8 if abs(share - 0.5) < 0.2 else 0.95
    return measured("obj.student_subject", holds, note, own if holds else other, sure=sure)


def _observable(plan: Plan) -> Finding:
    if not plan.objectives:
        return measured("obj.observable", False, "没有写出教学目标")
    seen = [(o.start, o.end) for o in plan.objectives if o.observable]
    vague = [(o.start, o.end) for o in plan.objectives if not o.observable]
    total = len(plan.objectives)
    holds = 2 * len(seen) > total
    note = f"{total} 条目标中 {len(seen)} 条用了可观察、可检测的行为动词"
    sure = 0.7 if abs(len(seen) / total - 0.5) < 0.15 else 0.87
    return measured("obj.observable", holds, note, seen if holds else vague, sure=sure)


def _competency(plan: Plan) -> Finding:
    spans = [(o.start, o.end) for o in plan.objectives if _COMPETENCY.search(o.text)]
    if spans:
        return Finding("obj.competency", "yes", 0.88, tuple(spans[:3]), f"{len(spans)} 条目标提到能力、方法或素养")
    if plan.objectives:
        return Finding("obj.competency", "no", 0.3, (), "目标里没有提到能力、方法或素养")
    return measured("obj.competency", False, "没有写出教学目标")


def _key_points(plan: Plan) -> Finding:
    """Both 重点 and 难点 with content, under one heading or two; 重难点 written together counts as both."""
    text = plan.draft.text
    have: dict[str, Span] = {}
    for part in find_parts(plan.draft):
        if part.component != "key_points" or not is_filled(text[part.body : part.end]):
            continue
        title = re.split(r"[：:\n\t|]", text[part.start : part.end].strip(), maxsplit=1)[0]
        first = next(iter(first_sentences(plan.draft, (part.body, part.end))), (part.body, part.end))
        title = re.sub(r"(?i)difficult", "难点", re.sub(r"(?i)\bkey\b|\bimportant\b|\bfocus\b", "重点", title))
        whole = title + text[part.body : part.end]
        joint = re.search(r"重、?难点|难重点|重点.{0,3}难点", title) and not re.search(
            r"重点\**\s*[：:]", text[part.body : part.end]
        )
        if "重点" in whole or joint:
            have["重点"] = first
        if "难点" in whole and (
            joint or "难点" in title or re.search(r"难点\**\s*(?:[：:]|是|为|\n|\t)", text[part.body : part.end])
        ):
            have.setdefault("难点", first)
    holds = len(have) == 2
    missing = "、".join(name for name in ("重点", "难点") if name not in have)
    note = "写明了教学重点和教学难点" if holds else f"没有写明教学{missing}"
    return measured("obj.key_points", holds, note, list(dict.fromkeys(have.values())) if holds else ())


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    return [_learner_analysis(plan), _subject(plan), _observable(plan), _competency(plan), _key_points(plan)]
