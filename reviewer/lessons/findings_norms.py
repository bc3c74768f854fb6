"""Findings on 备课规范 (criterion norms): which parts are there, and what is in them."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding, LessonMeasures
from reviewer.lessons.components import is_filled
from reviewer.lessons.cues import measured
from reviewer.lessons.evidence import Span, content_length, first_sentences, sentence_at, sentences_in
from reviewer.lessons.plan import Plan

SIX = {
    "title": "课题",
    "objectives": "教学目标",
    "key_points": "重难点",
    "process": "教学过程",
    "homework": "作业",
    "board": "板书设计",
}
_NO_MATERIAL = re.compile(r"分组|复习|预习|检查|笔记|作业|了解|阅读|熟读|思考|无")
_MATERIAL = re.compile(
    r"课件|PPT|ppt|多媒体|投影|白板|电脑|计算机|卡片|图片|视频|音频|录音|录像|模型|器材|实验|教具|学具|尺|纸|材料|软件|平台|工具|组件|开发|教材|学案|挂图|字典|实物|道具|贴|笔(?!记)|球|杯|灯|网络|账号|资源|圆规|量角器|计数器|小棒|积木|计算器|机房|教师机|大屏|文件|笔记本|(?i:excel|python|scratch|app)"
    r"|地图|地球仪|标本|仪器|试管|烧杯|天平|弹簧|电池|导线|磁|光盘|磁带|平板|手机|绳|垫|乐器|钢琴|导图|任务单|练习[单纸]|素材|程序|硬件|(?i:tape|slides|cards|pictures)"
)

# named in passing: a picture or a video alone is no list of what to bring
_IN_PASSING = re.compile(
    r"课件|(?i:ppt)|多媒体|投影仪|希沃|电子白板|[教学]具(?!(?:有|是)什么)|头饰|挂图|(?:学习|任务|探究|练习|记录|活动|检测)(?:单|卡)|器材|标本|地球仪|量角器|(?:拨|用|摆|的)计数器|计数器[上拨、和]|小棒"
    r"|实验(?:装置|箱|盒|仪器)|扭秤|传感器|试管架|托盘天平|编程软件|控制台|烧杯|酒精灯|(?<![a-z])(?i:scratch|python|mblock|micro:?bit|arduino|excel|geogebra|几何画板|applet|unity)"
    r"|(?<!不)(?:播放|展示|出示|投影|呈现)[^，。；：:“\n]{0,24}(?:图片|照片|图组|实物|模型)|准备[^，。；：:“\n]{0,8}(?:道具|奖品|卡片|材料)"
)
_TITLE_LINES = 2  # a course in Python names it there: its matter, nothing to bring along
# 板书公式：… in a step
_ON_BOARD = re.compile(
    r"板书(?:公式|内容|要点|关键[词句]|结构|提纲|建议|落点|示例|呈现)?\**\s*[：:]\**\s*(?:```\w*\s*)?[^\n`]{8,}"
)
_TOLD = re.compile(
    r"(?<![\u4e00-\u9fff])(?:器材|教具|学具|用具)\s*[:：]\s*[^，。；\n]{3,}|(?:教师|老师)准备(?!上课|好|[讲说问请让表])[^，。；\n]{3,}|(?:教具|学具|教学用具|实验(?:器材|用品|材料)|所用器材|教学设备)(?:有|是|为|包括|准备了?|用)(?!什么|哪)[^，。；\n]{2,}"
)


def _sentences(plan: Plan, span: Span) -> list[Span]:
    return first_sentences(plan.draft, span)


def _components(plan: Plan) -> Finding:
    there = [name for key, name in SIX.items() if key in plan.components]
    missing = [name for key, name in SIX.items() if key not in plan.components]
    holds = len(there) >= 5
    note = f"六项中具备 {len(there)} 项" + (f"，缺{'、'.join(missing)}" if missing else "")
    spans = [first for key in SIX if key in plan.components for first in _sentences(plan, plan.components[key])[:1]]
    return measured("nm.components", holds, note, spans if holds else (), sure=0.9 if len(there) in {4, 5} else 0.97)


def _timing(plan: Plan, measures: LessonMeasures) -> Finding:
    timed = [a for a in measures.activities if a.minutes is not None]
    total = len(measures.activities)
    holds = 2 * len(timed) > total
    note = f"{total} 个环节中 {len(timed)} 个标有时间"
    if timed and measures.minutes_total is not None:
        note += f"，合计 {measures.minutes_total:g} 分钟"
        if measures.minutes_stated and abs(measures.minutes_stated - measures.minutes_total) >= 1 and holds:
            note += f"，与写明的课时长度 {measures.minutes_stated:g} 分钟不一致"
    heads = [sentence for a in timed for sentence in sentences_in(plan.draft, (a.start, a.end))[:1]]
    return measured("nm.timing", holds, note if total else "没有找到教学环节", heads if holds else ())


def _intent(plan: Plan) -> Finding:
    span = plan.components.get("intent")
    return measured(
        "nm.intent",
        span is not None,
        "写有设计意图" if span else "没有写设计意图",
        _sentences(plan, span) if span else (),
    )


def _board(plan: Plan) -> Finding:
    span = plan.components.get("board")
    holds = span is not None and content_length(re.sub(r"\[图片[^\]]*\]", "图板书内容", plan.text(span))) >= 4
    if (
        not holds
        and (written := _ON_BOARD.search(plan.draft.text))
        and (place := sentence_at(plan.draft, written.start()))
    ):
        return measured("nm.board", True, "教学过程里写了板书的内容", [place], sure=0.65)
    note = "板书设计有内容" if holds else "板书设计只有标题，没有内容" if "板书" in plan.draft.text else "没有板书设计"
    return measured("nm.board", holds, note, _sentences(plan, span) if span and holds else ())


def _materials(plan: Plan) -> Finding:
    span = plan.components.get("preparation")
    if span and is_filled(plan.text(span)):
        named = [s for s in _sentences(plan, span) if _MATERIAL.search(plan.text(s))]
        if _MATERIAL.search(plan.text(span)):
            return measured("nm.materials", True, "写明了教具、学具、课件或资源", named)
        if not _NO_MATERIAL.search(plan.text(span)):
            return measured("nm.materials", True, "教学准备有内容", _sentences(plan, span), sure=0.7)
        return measured("nm.materials", False, "教学准备里没有写教具、课件或资源", _sentences(plan, span), sure=0.8)
    column = next(
        (b for b in plan.draft.blocks if b.column_title and re.search(r"教具|资源|媒体|器材", b.column_title)),
        None,
    )
    if column and content_length(plan.text((column.start, column.end))) >= 2:
        return measured("nm.materials", True, "环节表里写明了教具或资源", [(column.start, column.end)], sure=0.8)
    told = _TOLD.search(plan.draft.text)
    place = sentence_at(plan.draft, told.start()) if told else None
    if told and place:
        return measured("nm.materials", True, "行文里写到了教具或器材", [place], sure=0.72)
    used = _used_in_passing(plan)
    if used:
        return measured("nm.materials", True, "行文里写到了要用的教具、课件或软件", used[:3], sure=0.65)
    return measured("nm.materials", False, "没有写教具、学具、课件或资源", sure=0.92)


def _used_in_passing(plan: Plan) -> list[Span]:
    """Sentences that name what is used, outside the objectives (选择实验装置 is learnt there) and but for what the title names."""
    text = plan.draft.text
    title = " ".join(text.split("\n", _TITLE_LINES)[:_TITLE_LINES]).lower()
    aims = [plan.components[name] for name in ("objectives", "key_points") if name in plan.components]
    return [
        span
        for span in sentences_in(plan.draft, (0, len(text)))
        if not any(start <= span[0] < end for start, end in aims)
        and any(match[0].lower() not in title for match in _IN_PASSING.finditer(plan.text(span)))
    ]


def _reflection(plan: Plan) -> Finding:
    span = plan.components.get("reflection")
    if span is None:
        return measured("nm.reflection", False, "没有教学反思")
    sentences = _sentences(plan, span)
    note = "写有教学反思" if sentences else "留有教学反思的位置"
    place = sentence_at(plan.draft, plan.draft.text.rfind("反思", 0, span[1])) if not sentences else None
    return measured("nm.reflection", True, note, sentences or ([place] if place else []))


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    return [
        _components(plan),
        _timing(plan, measures),
        _intent(plan),
        _board(plan),
        _materials(plan),
        _reflection(plan),
    ]
