"""目标与针对性, 科学与规范: is the aim stated, do the items belong to it, can each be done from the sheet alone."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.copying import copying_times
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.items import Task
from reviewer.homework.labels import tier_heading
from reviewer.homework.tasks import asks, is_group_title

_AIM = re.compile(
    r"(?:作业|学习|练习|教学|单元|课时)?目标|知识点|考查(?:内容|要点|点)|训练点|作业目的|(?:主要|重点|旨在)(?:练习|考查|训练|巩固)|通过(?:本次|完成)?(?:作业|练习).{0,20}(?:巩固|掌握|能)|学习内容|课题\s*[:：]|对应(?:内容|课题|知识)"
)
_GENERIC = re.compile(
    r"[\d一二三四五六七八九十年级上下册第学期语文数学英语科学物理化学历史地理生物政治道德与法治信息技术音乐美术体育劳动综合初高中小本单元今日明天课后家庭周末寒假暑假假期元旦国庆清明端午五劳中秋节作业练习题单卷设计方案检测试卷的\s《》【】()（）.docxtpfm:：—_-]*"
)
_LESSON = re.compile(
    r"《[^》\n]{2,24}》|第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节|讲|课)[\s_、:：.《]*[\u4e00-\u9fffA-Za-z]{2,}"
    r"|(?:Unit|Lesson|Module)\s*\d+",
    re.I,
)
_DIAGNOSIS = re.compile(
    r"易错|易混|常见错误|错因|错题|小心(?:陷阱|粗心)|陷阱|辨析|改错|病句|哪里错|错在|错误的?(?:地方|原因|画|改)|找错|纠错|数学医院|反例|针对.{0,12}(?:问题|困难|薄弱|错误)|容易(?:出错|混淆|写错|读错|漏|忘)|误区|误解|把[“\"][^”\"\n]{1,16}[”\"][^。，\n]{0,3}(?:写|看|算|当|读|说|抄|误)(?:成|作)|误以为|病历|会诊|诊断|常犯|出错(?:多|率)|失分"
    r"|(?:一半|不少|许多|很多|部分|多数|有些?|有的|一些|几位|\d+[名位个])(?:的)?(?:同学|学生|小朋友|人)[^。？?\n]{0,6}(?:认为|觉得|以为|说|写成|答成|算成|当成|分不清|弄错|混)"
)
_PICTURE = re.compile(r"看图|如图|下图|右图|左图|图中|图示|图\d")

# no clue to a topic: words of every aim
_COMMON = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节)|[年级上下册题]|作业|设计|练习|目标|学生|能够?|通过|知识点?|掌握|理解|正确|巩固|运用|应用|解决|问题|生活|方法|学习|内容|课题|完成|进行|说明|理由"
)
# the task stands in another book
_ELSEWHERE = re.compile(
    r"(?:完成|做|写)[^。？?\n]{0,6}《[^》]+》[^。？?\n]{0,24}(?:页|习题|练习|题)|(?:练习册|练习本|同步|课时练|配套|一课一练|作业本|课本|教材|书本?|学案|试卷|报纸)[^。？?\n]{0,10}(?:第\s*[\d一二三四五六七八九十]+|P\s*\d|\d)[^。？?\n]{0,12}[页题课]"
)
_NO_TOPIC = re.compile(r"[_＿]{2,}|姓名|^(?:各位|亲爱的|尊敬的|同学们|家长|小朋友们)|作业如下|如下[:：]?$")
_ENGLISH_HEAD = re.compile(
    r"Grade|Class|English|Maths?|Homework|Exercises?|Worksheet|Weekend|Holiday|Paper|Name|Test", re.I
)
_EDGE = "# >*\t\u3000 "


def _topic_span(sheet: Sheet) -> tuple[int, int] | None:
    """Where the head of the sheet names a lesson or a topic (not merely 数学作业)."""
    head = sheet.draft.text[:300]
    first_task = sheet.tasks[0].start if sheet.tasks else len(head)
    for match in re.finditer(r"[^\n]+", head[: max(first_task, 1)]):
        line = re.split(r"(?:班级|姓名|学号|用时|时间|得分)\s*[:：_＿]", match[0])[0].strip(_EDGE)
        if not 3 <= len(line) <= 50 or is_group_title(line) or tier_heading(line) or _NO_TOPIC.search(line):
            continue
        if _LESSON.search(line) or (
            match.start() < 60 and not _GENERIC.fullmatch(_ENGLISH_HEAD.sub("", line)) and not asks(line)
        ):
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
    if not sheet.tasks:
        return unclear("pu.aligned", (), "没有找到题目。")
    topic = _topic_span(sheet)
    aims = sheet.matches(_AIM)
    if topic is None and not aims:
        return _one_subject(sheet)
    words = " ".join(sheet.draft.text[start:end] for start, end in (*aims, *([topic] if topic else [])))
    core = _COMMON.sub(" ", words)
    pairs = {core[i : i + 2] for i in range(len(core) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", core[i : i + 2])}
    hits = [p for p, task in enumerate(sheet.tasks) if any(pair in task.text + task.near for pair in pairs)]
    chores = [p for p, task in enumerate(sheet.tasks) if p not in hits and _is_chore(task)]
    share, spans = len(hits) / len(sheet.tasks), sheet.task_spans(hits)
    shown = f"{len(sheet.tasks)}题中有{len(hits)}题直接出现课题用语"
    if share >= 0.5:
        return yes("pu.aligned", min(0.9, 0.66 + share / 4), spans, f"{shown}。")
    if chores:
        note = f"{shown}，{numbers(chores)}是另外的抄写、背默或成册习题。"
        return no("pu.aligned", 0.4 if len(chores) == 1 else 0.32, sheet.task_spans(chores), note)
    # sheets made for a named lesson nearly always keep to it; the model may know better
    return yes("pu.aligned", 0.6 + share / 4, spans, f"{shown}，其余要看内容。")


def _is_chore(task: Task) -> bool:
    """Work that is set whatever the lesson: copying, learning by heart, pages of a workbook."""
    return bool(copying_times(task) or _ELSEWHERE.search(task.body) or re.search(r"背诵|默写|听写", task.body[:30]))


def _one_subject(sheet: Sheet) -> Finding:
    """Without a topic: sums keep to one matter more often than a week's or a holiday's mixed work."""
    sums = [
        p
        for p, task in enumerate(sheet.tasks)
        if re.search(r"\d\s*[+\-×÷＋－=＝]|\d[\s\S]*(?:多少|几|[数值]是|求)", task.body)
    ]
    if len(sums) >= 0.6 * len(sheet.tasks):
        return yes("pu.aligned", 0.62, sheet.task_spans(sums), "没有写明课题，题目大多是同一类计算。")
    return no("pu.aligned", 0.36, (), "没有写明课题，题目是否集中在同一主题要看内容。")


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
    elsewhere = [p for p, task in enumerate(sheet.tasks) if _ELSEWHERE.search(task.body) and len(task.body) < 80]
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
    return [_stated(sheet), _aligned(sheet), _diagnosis(sheet), _instructions(sheet), _complete(sheet)]
