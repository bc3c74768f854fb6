"""Measures in words and rows: what was counted, as a teacher would say it. Plain text, not escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.datamodels import HomeworkMeasures, Item, LessonMeasures, Variants
from reviewer.reports.words import one_line

ACTOR_WORDS = {"student": "学生", "teacher": "教师", "both": "师生"}
MODE_WORDS = {
    "练习型": "练习型：大部分时间学生自己在做",
    "讲授型": "讲授型：大部分时间老师在讲",
    "对话型": "对话型：师生之间来回多",
    "混合型": "混合型：讲、练、对话都有",
}
ACTIVITY_HEAD = ("环节", "时间", "谁在做", "方式")
ITEM_HEAD = ("题", "题目", "层次", "要求", "用时", "说明")


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def minutes_text(minutes: float | None) -> str:
    """`5分钟`, `2.5分钟`; empty where unknown."""
    return "" if minutes is None else f"{minutes:.1f}".removesuffix(".0") + "分钟"


def share_text(share: float) -> str:
    return f"{round(share * 100)}%"


def lesson_sentences(measures: LessonMeasures) -> list[str]:
    """Time, who acts, the shape of the lesson, orphaned objectives."""
    lines = []
    if measures.minutes_total is not None:
        line = f"各环节写明的时间合计 {minutes_text(measures.minutes_total)}"
        if measures.minutes_stated is not None:
            line += f"，教案写的课时是 {minutes_text(measures.minutes_stated)}"
        lines.append(line + "。")
    if measures.student_share is not None:
        line = f"学生活动约占 {share_text(measures.student_share)}"
        if measures.teacher_share is not None:
            line += f"，教师活动约占 {share_text(measures.teacher_share)}"
        lines.append(line + "。")
    if measures.mode is not None:
        lines.append(f"从师生活动的安排看，这节课属于{MODE_WORDS[measures.mode]}。")
    lines.extend(orphan_sentences(measures))
    if measures.questions:
        open_ones = sum(question.open for question in measures.questions)
        lines.append(f"写出的问题有 {len(measures.questions)} 个，其中要说理由或没有唯一答案的 {open_ones} 个。")
    return lines + _remarks(measures)


def st_note(measures: LessonMeasures) -> str:
    """The two figures behind the mode, for those who know S-T analysis; empty if not computed."""
    if measures.rt is None or measures.ch is None:
        return ""
    return f"S-T 分析：教师行为占有率 Rt={measures.rt:.2f}，师生行为转换率 Ch={measures.ch:.2f}"


def orphan_sentences(measures: LessonMeasures) -> list[str]:
    lines = []
    for row in measures.alignment:
        served = (("课堂活动", row.activities), ("评价", row.assessments), ("作业", row.homework))
        missing = [name for name, names in served if not names]
        if len(missing) == len(served):
            lines.append(f"目标“{one_line(row.objective, 40)}”在活动、评价和作业里都没有落实。")
    return lines


def activity_table(measures: LessonMeasures) -> Table:
    rows = [
        (
            one_line(activity.name, 40),
            minutes_text(activity.minutes) or "没写",
            ACTOR_WORDS[activity.actor],
            activity.kind,
        )
        for activity in measures.activities
    ]
    return Table(ACTIVITY_HEAD, rows)


def homework_sentences(measures: HomeworkMeasures) -> list[str]:
    """Amount against the cap, tiers, repetition."""
    said = [*load_sentences(measures), *tier_sentences(measures), *repetition_sentences(measures)]
    return said + _remarks(measures)


def _remarks(measures: LessonMeasures | HomeworkMeasures) -> list[str]:
    return [remark.text.rstrip("。") + "。" for remark in measures.remarks]


def load_sentences(measures: HomeworkMeasures) -> list[str]:
    if measures.minutes_total is None:
        return []
    line = f"全部做完大约要 {minutes_text(measures.minutes_total)}"
    if measures.minutes_stated is not None:
        line += f"（作业上写的是 {minutes_text(measures.minutes_stated)}）"
    if measures.minutes_cap is None:
        return [line + "。"]
    if measures.minutes_cap == 0:
        return [line + "。国家规定一、二年级不布置家庭书面作业，可以在校内安排巩固练习。"]
    cap = minutes_text(measures.minutes_cap)
    line += f"。国家规定这个学段每天的书面作业不超过 {cap}，这是各科加在一起的上限，不是一科的。"
    if measures.over_cap:
        line += "这一份就已经超过了。"
    return [line]


def tier_sentences(measures: HomeworkMeasures) -> list[str]:
    tiers = measures.tiers
    if not tiers.labelled:
        return ["没有标出分层。"]
    if tiers.real is None:
        return ["标了分层；题目太少，看不出各层的要求是否真有高低。"]
    if tiers.real:
        return ["分层是真的：各层的要求确实一层比一层高。"]
    same = "、".join(f"第 {first} 题和第 {second} 题" for first, second in tiers.same[:3])
    twins = f"比如{same}其实是同一件事。" if same else ""
    return ["标了分层，但各层题目的要求差不多，名义上分了、实际没分开。" + twins]


def repetition_sentences(measures: HomeworkMeasures) -> list[str]:
    lines = []
    repetition = measures.repetition
    if repetition.groups:
        lines.append(f"约有 {share_text(repetition.ratio)} 的题是重复的：")
        lines += [_variants_sentence(found) for found in repetition.variants]
    lines += [
        f"第 {found[0]} 题和以前的作业“{one_line(found[1], 30)}”里的题重复：{one_line(found[2], 40)}"
        for found in repetition.previous
        if len(found) >= 3
    ]
    lines += [f"第 {item} 题和范例“{one_line(title, 30)}”里的一题相同。" for item, title, _ in repetition.library]
    return lines


def _variants_sentence(found: Variants) -> str:
    same = f"第 {'、'.join([found.representative, *found.items])} 题"
    how = {"numbers": "做法一样，只换了数或词", "reworded": "是同一道题换了说法", "copy": "几乎一字不差"}[found.how]
    differences = "；".join(one_line(text, 40) for text in found.differences[:3] if text)
    return f"{same}{how}" + (f"：{differences}。" if differences else "。")


def item_table(measures: HomeworkMeasures) -> Table:
    return Table(ITEM_HEAD, [_item_row(item) for item in measures.items])


def _item_row(item: Item) -> tuple[str, ...]:
    remarks = [item.kind] if item.kind else []
    if item.optional:
        remarks.append("选做")
    if item.copying:
        remarks.append("抄写")
    if item.repeats:
        remarks.append(f"和第{item.repeats}题重复")
    return (
        item.id,
        one_line(item.text, 48),
        item.tier_labelled or "—",
        "●" * item.demand + "○" * (5 - item.demand),
        minutes_text(item.minutes),
        "，".join(remarks),
    )
