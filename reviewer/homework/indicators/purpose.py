"""目标与针对性, 科学与规范: is the aim stated, do the items belong to it, can each be done from the sheet alone."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.aligned import AIM, ELSEWHERE, find_aligned
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.indicators.topic import find_topic
from reviewer.homework.items import Task
from reviewer.homework.tasks import asks

_DIAGNOSIS = re.compile(
    r"易错|易混|常见错误|错因|错题|小心(?:陷阱|粗心)|陷阱|辨析|改错|哪里错|错在|错误的?(?:地方|原因|画|改)|找错|纠错|数学医院|反例|针对.{0,12}(?:问题|困难|薄弱|错误)|容易(?:出错|混淆|写错|读错|漏|忘)|误区|误解|把[“\"][^”\"\n]{1,16}[”\"][^。，\n]{0,3}(?:写|看|算|当|读|说|抄|误)(?:成|作)|误以为|病历|会诊|诊断|常犯|出错(?:多|率)|[失丢扣]分(?:点|的地方|最多|处)|(?:最?容易|常常?|总是?|老是|[都又]有人)[^。，；\n]{0,8}(?:[丢失扣]分|[换写看算记弄搞][反错混]|漏|混(?!合)|忘)"
    r"|(?:上|前|近)[一二两三几]?[次周回][^。；\n]{0,16}(?:错|漏|混|[换写]反)|\d+\s*(?:个人|人|名|位|个)[^。；，\n]{0,8}(?:[换写弄搞]反|[写算看读]错|漏|错了|没[有看写])|(?:别|不要|勿)忘了?(?:加|写单位|进位?|退位?|变号|约分|验根|括号|小数点|借位|单位)"
    r"|(?:一半|不少|许多|很多|部分|多数|有些?|有的|一些|几位|\d+[名位个])(?:的)?(?:同学|学生|小朋友|人)[^。？?\n]{0,6}(?:认为|觉得|以为|说|写成|答成|算成|当成|分不清|弄错|混)"
)
_PICTURE = re.compile(r"看图|如图|下图|右图|左图|图中|图示|图\d")


def _stated(sheet: Sheet) -> Finding:
    aims = sheet.matches(AIM)
    topic = find_topic(sheet)
    if aims:
        return yes("pu.stated", 0.92, aims, "写明了作业目标或知识点。")
    if topic:
        return yes("pu.stated", 0.8, (topic[0],), "标题写明了对应的课题，没有另写作业目标。")
    return no("pu.stated", 0.12, (), "没有找到作业目标、课题或知识点。")


def _diagnosis(sheet: Sheet) -> Finding:
    positions = sheet.tasks_with(_DIAGNOSIS, stem=True)
    if positions:
        return yes("pu.diagnosis", 0.8, sheet.task_spans(positions), f"{numbers(positions)}针对易错或易混之处。")
    spans = sheet.matches(_DIAGNOSIS)
    if spans:
        return yes("pu.diagnosis", 0.65, spans, "说明中提到易错点或针对的问题。")
    return no("pu.diagnosis", 0.15, (), "没有找到针对易错点、常见困难的题目或提示。")


def _instructions(sheet: Sheet) -> Finding:
    if not sheet.tasks:
        return no("cl.instructions", 0.2, (), "没有找到学生要做的题目。")
    elsewhere = [p for p, task in enumerate(sheet.tasks) if ELSEWHERE.search(task.body) and len(task.body) < 80]
    if elsewhere:
        return no("cl.instructions", 0.25, sheet.task_spans(elsewhere), f"{numbers(elsewhere)}的题干不在作业单上。")
    bare = [p for p, task in enumerate(sheet.tasks) if _unexplained(task)]
    if bare:
        return no("cl.instructions", 0.28, sheet.task_spans(bare), f"{numbers(bare)}只有空表或空格，没写怎样填。")
    mute = [
        p
        for p, task in enumerate(sheet.tasks)
        if not (asks(task.text) or asks(task.near) or task.options or len(task.body) > 30)
    ]
    share = len(mute) / len(sheet.tasks)
    if share > 0.12 or any(not sheet.tasks[p].body.strip() for p in mute):
        return no("cl.instructions", 0.3, sheet.task_spans(mute), f"{numbers(mute)}没有写清要做什么。")
    note = f"{len(sheet.tasks)}题都写有要求。" if not mute else f"{numbers(mute)}的要求较简略。"
    return yes("cl.instructions", 0.78 - share, (), note)


def _unexplained(task: Task) -> bool:
    """An empty table or `写一写。` alone: nothing says what goes in."""
    words = re.sub(r"[_＿|｜\s:：。，,!！（）()□]|空白?$|（空）", "", task.body)
    if re.fullmatch(r"([\u4e00-\u9fff])一?\1", words) and len(task.near) < 8 and not asks(task.near):
        return True
    empty = bool(re.search(r"[_＿]{2,}|[|｜]\s*[|｜]", task.body)) and not re.search(
        r"[。？?=＝×÷]|[一-龥]_|_[一-龥]", task.body
    )
    return (
        empty
        and 2 <= len(words) <= 12
        and words.endswith(("表", "单", "栏", "空", "格"))
        and (not asks(task.near) or bool(re.search(r"用时|时间|分钟", task.near)))
    )


def _complete(sheet: Sheet) -> Finding:
    empty = [p for p, task in enumerate(sheet.tasks) if len(re.sub(r"[\W_]", "", task.body)) < 2]
    if empty:
        return no("cl.complete", 0.25, sheet.task_spans(empty), f"{numbers(empty)}没有内容，可能缺图或缺数据。")
    vague = [p for p, task in enumerate(sheet.tasks) if _lacks_a_number(task.body)]
    if vague:
        return no("cl.complete", 0.3, sheet.task_spans(vague), f"{numbers(vague)}缺少数量，算不出结果。")
    pictured = sheet.tasks_with(_PICTURE, stem=True)
    if pictured and sheet.draft.name.lower().endswith(".txt"):
        return no("cl.complete", 0.35, sheet.task_spans(pictured), f"{numbers(pictured)}要看图，文本中没有图。")
    if pictured:
        return unclear("cl.complete", sheet.task_spans(pictured), f"{numbers(pictured)}要看图，请确认图在作业单上。")
    return yes("cl.complete", 0.78, (), "没有发现缺图、缺数据的题目。")


def _lacks_a_number(body: str) -> bool:
    """A sum to find where one of the amounts is only 若干 or 一些: `一箱48.5元，买若干箱要多少元`."""
    unknown = re.search(r"若干|(?:买|用|走|运|吃|装|分|卖|剪)了?一些", body)
    given = re.findall(r"\d+(?:\.\d+)?", body)
    return bool(
        unknown and re.search(r"多少|几[^何个种]", body) and len(given) <= 1 and not re.search(r"[a-zA-Z]", body)
    )


def find(sheet: Sheet) -> list[Finding]:
    return [_stated(sheet), find_aligned(sheet), _diagnosis(sheet), _instructions(sheet), _complete(sheet)]
