"""目标与针对性, 科学与规范: is the aim stated, do the items belong to it, can each be done from the sheet alone."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.tasks import asks, is_group_title

_AIM = re.compile(
    r"(?:作业|学习|练习|教学|单元|课时)?目标|知识点|考查(?:内容|要点|点)|训练点|作业目的|(?:主要|重点|旨在)(?:练习|考查|训练|巩固)|通过(?:本次|完成)?(?:作业|练习).{0,20}(?:巩固|掌握|能)|学习内容|课题\s*[:：]|对应(?:内容|课题|知识)"
)
_GENERIC = re.compile(
    r"[\d一二三四五六七八九十年级上下册第学期语文数学英语科学物理化学课后家庭周末寒假暑假假期作业练习题单卷设计方案检测试卷的\s《》【】()（）.docxtpfm:：—_-]*"
)
_LESSON = re.compile(
    r"《[^》\n]{2,24}》|第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节|讲|课)[\s_、:：.《]*[\u4e00-\u9fffA-Za-z]{2,}"
    r"|(?:Unit|Lesson|Module)\s*\d+",
    re.I,
)
_DIAGNOSIS = re.compile(
    r"易错|易混|常见错误|错因|错题|小心(?:陷阱|粗心)|陷阱|辨析|改错|病句|哪里错|错在|错误的?(?:地方|原因|画|改)|找错|纠错|数学医院|反例|针对.{0,12}(?:问题|困难|薄弱|错误)|容易(?:出错|混淆|写错|读错)|误区"
)
_PICTURE = re.compile(r"看图|如图|下图|右图|左图|图中|图示|图\d")


_EDGE = "# >*\t\u3000 "


def _topic_span(sheet: Sheet) -> tuple[int, int] | None:
    """Where the head of the sheet names a lesson or a topic (not merely 数学作业)."""
    head = sheet.draft.text[:300]
    first_task = sheet.tasks[0].start if sheet.tasks else len(head)
    for match in re.finditer(r"[^\n]+", head[: max(first_task, 1)]):
        line = re.split(r"(?:班级|姓名|学号|用时|时间|得分)\s*[:：_＿]", match[0])[0].strip(_EDGE)
        if not 3 <= len(line) <= 50 or is_group_title(line) or re.search(r"[_＿]{2,}|姓名", line):
            continue
        if _LESSON.search(line) or (match.start() < 60 and not _GENERIC.fullmatch(line) and not asks(line)):
            return match.start() + match[0].index(line), match.start() + match[0].index(line) + len(line)
    return None


def _stated(sheet: Sheet) -> Finding:
    aims = sheet.matches(_AIM)
    topic = _topic_span(sheet)
    if aims:
        return yes("pu.stated", 0.92, aims, "写明了作业目标或知识点。")
    if topic:
        return yes("pu.stated", 0.8, (topic,), "标题写明了对应的课题，没有另写作业目标。")
    return no("pu.stated", 0.12, (), "没有找到作业目标、课题或知识点。")


def _aligned(sheet: Sheet) -> Finding:
    topic = _topic_span(sheet)
    words = sheet.draft.text[slice(*topic)] if topic else sheet.draft.title.value or ""
    core = re.sub(
        r"第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节)|[年级上下册作业设计练习题]", "", words
    )
    pairs = {
        core[i : i + 2] for i in range(len(core) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", core[i : i + 2])
    }
    if not sheet.tasks or not pairs:
        return unclear(
            "pu.aligned", (), "没有写明课题，题目是否集中要看内容。" if not pairs else "没有找到题目。"
        )
    hits = [p for p, task in enumerate(sheet.tasks) if any(pair in task.text + task.near for pair in pairs)]
    share = len(hits) / len(sheet.tasks)
    if share >= 0.3:
        return yes(
            "pu.aligned",
            min(0.9, 0.7 + share / 4),
            sheet.task_spans(hits),
            f"{len(sheet.tasks)}题中有{len(hits)}题直接出现课题用语。",
        )
    # sheets made for a named lesson nearly always keep to it; the model may know better
    return yes(
        "pu.aligned",
        0.66,
        sheet.task_spans(hits),
        f"{len(sheet.tasks)}题中有{len(hits)}题直接出现课题用语，其余要看内容。",
    )


def _diagnosis(sheet: Sheet) -> Finding:
    positions = sheet.tasks_with(_DIAGNOSIS, stem=True)
    if positions:
        return yes(
            "pu.diagnosis", 0.8, sheet.task_spans(positions), f"{numbers(positions)}针对易错或易混之处。"
        )
    spans = sheet.matches(_DIAGNOSIS)
    if spans:
        return yes("pu.diagnosis", 0.65, spans, "说明中提到易错点或针对的问题。")
    return no("pu.diagnosis", 0.15, (), "没有找到针对易错点、常见困难的题目或提示。")


def _instructions(sheet: Sheet) -> Finding:
    mute = [
        p
        for p, task in enumerate(sheet.tasks)
        if not (asks(task.text) or asks(task.near) or task.options or len(task.body) > 30)
    ]
    if not sheet.tasks:
        return no("cl.instructions", 0.2, (), "没有找到学生要做的题目。")
    share = len(mute) / len(sheet.tasks)
    if share > 0.12 or any(not sheet.tasks[p].body.strip() for p in mute):
        return no("cl.instructions", 0.3, sheet.task_spans(mute), f"{numbers(mute)}没有写清要做什么。")
    return yes(
        "cl.instructions",
        0.78 - share,
        (),
        f"{len(sheet.tasks)}题都写有要求。" if not mute else f"{numbers(mute)}的要求较简略。",
    )


def _complete(sheet: Sheet) -> Finding:
    empty = [p for p, task in enumerate(sheet.tasks) if len(re.sub(r"[\W_]", "", task.body)) < 2]
    if empty:
        return no(
            "cl.complete", 0.25, sheet.task_spans(empty), f"{numbers(empty)}没有内容，可能缺图或缺数据。"
        )
    pictured = sheet.tasks_with(_PICTURE, stem=True)
    if pictured:
        return unclear(
            "cl.complete", sheet.task_spans(pictured), f"{numbers(pictured)}要看图，请确认图在作业单上。"
        )
    return yes("cl.complete", 0.78, (), "没有发现缺图、缺数据的题目。")


def find(sheet: Sheet) -> list[Finding]:
    return [_stated(sheet), _aligned(sheet), _diagnosis(sheet), _instructions(sheet), _complete(sheet)]
