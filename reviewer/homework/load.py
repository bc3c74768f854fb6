"""How long a sheet takes. The minutes by kind and stage are an estimate of this project, not measured; stated times win.

Caps: 中办国办 "双减" opinions (2021, 意见 no. 5): grades 1-2 no written homework at home, grades 3-6 at most 60 minutes, 初中 at
most 90 minutes, all subjects of a day together. 高中 has no cap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Draft, Item
from reviewer.homework.estimates import NUMERAL
from reviewer.homework.items import Task
from reviewer.homework.kinds import WRITTEN

_NUM = r"(\d{1,3}(?:\.\d)?)(?:\s*[-~～—–至到]+\s*(\d{1,3}))?"
_UNIT = r"\s*(?:分钟|min(?:utes?|s)?\b|[’′'](?!\w))"
# a length of time to do the work in, not one inside a word problem
STATED = re.compile(
    rf"(?:用时|时长|时量|时间|时限|限时|预计|建议|大约需|完成约|作业量)[^。；;\n\d]{{0,12}}?(?:约|大约|不超过|控制在|为)?\s*{_NUM}{_UNIT}"
    rf"|[（(【\[]\s*(?:预计|约|大约|用时|时间|限时|建议|必做|选做)?[^）)\d]{{0,6}}{_NUM}{_UNIT}[^）)]{{0,6}}[)）】\]]"
    rf"|(?:完成|做完)[^。；;，,\n\d]{{0,10}}(?:约需?要?|大约需?要?|大概需?要?)\s*{_NUM}{_UNIT}|(?:作业|全卷|本卷|练习)[^。；;\n\d]{{0,10}}{_NUM}{_UNIT}"
    rf"|课[后外]\s*{_NUM}{_UNIT}(?=[)）＋+，、]|$)"
    rf"|每[天日晚次](?:约|大约|大概|只要|只需)\s*{_NUM}{_UNIT}(?!以内|之内)|时间\s*[:：][^。；;\n]{{0,16}}每[天日晚次]\s*{_NUM}{_UNIT}"
    rf"|满分\s*\d+\s*分[\s\u3000,，]+(?:时间)?\s*{_NUM}{_UNIT}"
    rf"|[A-C甲乙丙][层组](?:题|作业)?[约：:]{{0,2}}\s*{_NUM}\s*分钟"  # A层10分钟，B层20分钟
    rf"|(?<=[·•]\s){_NUM}\s*分钟\s*(?=$|[·•])",  # a line of fields: 四年级 · 动手做 · 30分钟
    re.I | re.M,
)
# the whole of a piece of work at home, in hours: 整件事大约两个小时
_HOURS = re.compile(
    r"(?:大约|大概|约|预计|用时|控制在|不超过)(?:需要?|要)?\s*(半|[一二两三]|\d(?:\.5)?)\s*个?(半)?小时(?![前后里内]|以前|以后)"
)
_WHOLE = re.compile(
    r"预计|总(?:用时|时长|时间)|作业(?:总)?(?:时长|用时|时间)|完成时间|全卷|限时|建议用时|建议时长|作业量"
)
# 合计约42分钟, 共26分钟, 总用时60分钟; not 各科合计60分钟, which is the cap
_SUMMED = re.compile(
    rf"(?<!各科)(?<!学科)(?<!其他科)(?:合计|总计|共计|总共|一共|总用时|总时长|(?<=[：:，,；。（( ]|[周次天晚])共)(?:用时|需|为|[:：])?(?:约|大约)?\s*{_NUM}{_UNIT}"
)
_CAP = re.compile(r"各科|所有学科|其他学科")
_LIMIT = re.compile(
    r"各科|所有学科|其他学科|每[天日周次晚]|单[日次]|任何一天|(?:平日)?[^，。；]{0,4}每天|上限|以内|当天"
)
_DAILY = re.compile(
    rf"(?:[每单][天日晚次]|任何一天)[^，。；;\n\d]{{0,12}}(?:不超过|不多于|控制在|最多){_NUM}{_UNIT}"
    rf"|(?:[每单][天日晚次]|任何一天)[^，。；;\n\d]{{0,8}}{_NUM}{_UNIT}(?:以内|之内)"
)
_SPREAD = re.compile(
    r"分(?:散在|成|为|在)?\s*([二两三四五六七八九\d])\s*(?:天|次|晚|周|个周末)"
)  # two weeks count as two days at least
_OF_ALL = re.compile(r"各科|所有|合计|书面作业")
_PART = re.compile(
    rf"(?:[第周]\s*[一二三四五六日末\d]{{1,2}}[天周晚次]?|平日|周末|基础|拓展|提升|实践|必做|选做|[ABC甲乙丙]层|第[一二三]关|整理|动手)[^，。；;、\n\d]{{0,12}}{_NUM}{_UNIT}"
)
# about the whole sheet without a word for it, in the lines above the items: 八（1）班　约20分钟
_IN_HEAD = re.compile(
    rf"(?:^|[\s\u3000，,；;。！（(：:])(?:今天|今晚|晚上|今天晚上)?(?:这[份次张]?(?:作业|练习)?|全部|做完|写完|完成)?(?:(?:大约|大概|约|估计|差不多)(?:需要?|要用?|用)?|(?:需要?|要用?|用)(?:大约|大概|约)?)\s*{_NUM}{_UNIT}(?:左右|以内|内|完成|做完|写完|做一?做)?(?=$|[\s\u3000，,；;。）)])",
    re.I | re.M,
)
_TIME_COLUMN = re.compile(r"时长|用时|完成时间|[|\t][ ]*时间[ ]*(?=[|\t])")
_TIME_CELL = re.compile(r"(?:^|[|\t])[ ]*约?(\d{1,3})[ ]*分钟[ ]*(?=$|[|\t])", re.M)
_LOW_TOPICS = re.compile(
    r"(?:20|100)\s*以内|表内[乘除]法|乘法口诀|认识(?:厘米|人民币|钟表)|汉语拼音|凑十法|[一二]年级|平均分(?!数)|连加、连减|认一认，写一写"
)
# terms first met in 高中 and in 初中
_SENIOR = re.compile(
    r"A2? Level|AS Level|高考|导数|f'\(x\)|等[差比]数列|椭圆|双曲线|空间向量|条件概率|P\([A-Z]|标准差|分层随机抽样|样本量|万有引力|引力常量|场强|点电荷|核反应|机械能|动量|离子方程式|物质的量|[有减]数?丝?分裂|基因型|三角函数"
)
_JUNIOR = re.compile(
    r"中考|求证|△|⊥|一元[一二]次|二次函数|一次函数|有理数|勾股|全等|相似三角形|[内外]角和|外角|因式分解|欧姆定律|浮力|压强|垂足"
)
TERMS = 2  # of them that tell the stage
_WRITTEN_UP = re.compile(r"报告|小论文")
_GRADES = re.compile(r"([一二三四五六七八九1-9])\s*(?:年级|[(（]\s*\d+\s*[)）]\s*班)|初([一二三])|高([一二三])")
# in grades 1-2: said, read or shown at home, with nothing to write
_ALOUD = re.compile(
    r"说|讲|读|念|听|报出|玩|用嘴|告诉|介绍|口[头述]|背|唱|演|指着|指一指|找一?找|数一?数|摸|认一?认|拍手|问一?问"
)
_PEN = re.compile(
    r"(?<!不)(?<!不用)(?<!不必)(?<!不要)写(?!在脸)|填|抄|列式|竖式|计算|连一?连|圈|涂|描|记录|画[出一图]|_{2,}|＿{2,}|[（(]\s*[)）]|[=＝]"
)


def grade_band(draft: Draft) -> tuple[int | None, str]:
    """(0 grades 1-2, 1 grades 3-6, 2 初中, 3 高中 or None) and how it is known, in a few words."""
    given = draft.grade.value or ""
    for source, how in (
        (given, ""),
        (draft.title.value or "", "题目"),
        (draft.name, "文件名"),
        (draft.text[:300], "开头"),
    ):
        match = _GRADES.search(source)
        if match and match[1]:
            grade = ("一二三四五六七八九".find(match[1]) + 1) or int(match[1])
            return (0 if grade <= 2 else 1 if grade <= 6 else 2), f"{match[0]}（{how}）" if how else match[0]
        if match:
            return (2 if match[2] else 3), match[0]
    if len(set(_LOW_TOPICS.findall(draft.text))) >= 2:
        return 0, "按内容推定为小学低年级"
    named = re.search(r"小学|初中|高中", f"{given} {draft.title.value or ''} {draft.name} {draft.text[:300]}")
    stage = draft.stage.value or (named[0] if named else None)
    if stage is None:
        return _band_by_content(draft.text)
    return {"小学": 1, "初中": 2, "高中": 3}.get(stage), stage


def _band_by_content(text: str) -> tuple[int | None, str]:
    """初中 or 高中 where at least two terms of its syllabus occur."""
    for band, stage, terms in ((3, "高中", _SENIOR), (2, "初中", _JUNIOR)):
        if len(set(terms.findall(text))) >= TERMS:
            return band, f"按内容推定为{stage}"
    return None, "年级不明"


def cap_minutes(band: int | None) -> float | None:
    """The daily cap of written homework in minutes; None where there is none or the grade is unknown."""
    return {0: 0.0, 1: 60.0, 2: 90.0}.get(-1 if band is None else band)


def stated_minutes(text: str) -> float | None:
    """The length of time a phrase states (the upper end of a range), or None."""
    match = STATED.search(text)
    if not match:
        return None
    return _upper_end(match)


def _upper_end(match: re.Match[str]) -> float:
    return float([group for group in match.groups() if group][-1])


def stated_item_minutes(task: Task) -> float | None:
    """Minutes written in the item's first line or at its end, or None."""
    return stated_minutes(task.text.split("\n", 1)[0]) or stated_minutes(task.text[-30:])


def stated_total(draft: Draft, tasks: list[Task]) -> tuple[float | None, tuple[int, int] | None]:
    """The time stated for the whole sheet, with its span; else the sum of times stated by section or item.

    合计约42分钟 wins over its parts; 每天不超过15分钟 and the cap of all subjects are limits, no length of the sheet.
    """
    summed = next((match for match in _SUMMED.finditer(draft.text) if not _inside(match.start(), tasks)), None)
    if summed:
        return float(summed[2] or summed[1]), summed.span()
    outside = [
        (match, _inside(match.start(), tasks))
        for match in STATED.finditer(draft.text)
        if not _CAP.search(draft.text, _clause(draft.text, match.start()), match.end())
    ]
    for match, inside in outside:
        line = draft.text[draft.text.rfind("\n", 0, match.start()) + 1 : match.end()]
        if not inside and _WHOLE.search(line) and not re.match(r"\s*(?:[一二三四五六七八九十]、|[（(][一二三])", line):
            return _with_parts(draft.text, match)
    if not outside:
        head = _IN_HEAD.search(draft.text, 0, tasks[0].start if tasks else 0)
        return (float(head[2] or head[1]), head.span()) if head else _stated_hours(draft, tasks)
    times = [_upper_end(match) for match, _ in outside]
    if all(inside for _, inside in outside) and len(times) < len(tasks):
        return None, outside[0][0].span()  # only some items say how long they take: no total is stated
    return sum(times), outside[0][0].span()


def _stated_hours(draft: Draft, tasks: list[Task]) -> tuple[float | None, tuple[int, int] | None]:
    """Hours that stand outside the items, in minutes; else what a column of times adds up to."""
    found = next((one for one in _HOURS.finditer(draft.text) if not _inside(one.start(), tasks)), None)
    if found is None:
        return _timed_column(draft.text)
    hours = NUMERAL.get(found[1].replace("两", "二")) or (0.5 if found[1] == "半" else float(found[1]))
    return 60 * (hours + (0.5 if found[2] else 0)), found.span()


def stated_daily(text: str, total: float | None) -> float | None:
    """The most a sheet takes on one day where it says so (每天不超过15分钟) or on how many days it is done (分三天)."""
    limits = [
        float([number for number in match.groups() if number][-1])
        for match in _DAILY.finditer(text)
        if not _OF_ALL.search(text, _clause(text, match.start()), match.end())
    ]
    if limits:
        return max(limits)
    spread = _SPREAD.search(text)
    if total is None or spread is None:
        return None
    days = NUMERAL.get(spread[1].replace("两", "二")) or int(spread[1])
    return total / max(1, days)


def _clause(text: str, at: int) -> int:
    """Where the clause round `at` begins."""
    return max(text.rfind(sign, 0, at) for sign in "，。；;、：\n") + 1


def _with_parts(text: str, first: re.Match[str]) -> tuple[float | None, tuple[int, int] | None]:
    """The minutes of a line that states the whole, or the sum where it names the parts: 基础12分钟，拓展15分钟."""
    line_end = text.find("\n", first.start())
    line = text[text.rfind("\n", 0, first.start()) + 1 : line_end if line_end >= 0 else len(text)]
    parts = [float(match[2] or match[1]) for match in _PART.finditer(line) if not _LIMIT.search(match[0])]
    own = _upper_end(first)
    limited = _LIMIT.search(text, _clause(text, first.start()), first.end())
    if len(parts) >= 2 and (limited or own <= sum(parts)):
        return sum(parts), first.span()
    return own, first.span()


def _timed_column(text: str) -> tuple[float | None, tuple[int, int] | None]:
    """Minutes that stand alone in the cells of a 时长 column, summed."""
    named = _TIME_COLUMN.search(text)
    cells = list(_TIME_CELL.finditer(text, named.end())) if named else []
    if not cells:
        return None, None
    return sum(float(cell[1]) for cell in cells), cells[0].span(1)


def _inside(position: int, tasks: list[Task]) -> bool:
    return any(task.start <= position < task.end for task in tasks)


A_WORD_OR_TWO = 2.0  # minutes of writing left to choice that are no burden in grades 1-2


def is_spoken(draft: Draft) -> bool:
    """Whether a sheet is to be said, played and made: its head says so (这张单子不用写字), or it is one of art, music or sport."""
    return draft.subject.value in _BY_HAND or bool(_SPOKEN.search(draft.text, 0, SPOKEN_HEAD))


_BY_HAND = ("美术", "音乐", "艺术", "体育", "体育与健康", "劳动")
_SPOKEN, SPOKEN_HEAD = re.compile(r"不用(?:动笔|写(?!在))|不必写|不动笔|不写字|口头作业"), 150


def written_positions(items: Sequence[Item], band: int | None, spoken: bool) -> list[int]:
    """Positions of the items done in writing; in grades 1-2 what is judged or told aloud, or a word or two left to choice, is not."""
    found: list[int] = []
    if spoken and band == 0:
        return found
    for position, item in enumerate(items):
        if band == 0 and item.optional and item.minutes <= A_WORD_OR_TWO:
            continue
        aloud = band == 0 and item.kind not in {"抄写", "默写", "计算", "口算"}
        written = item.kind in WRITTEN or (band in {2, 3} and bool(_WRITTEN_UP.search(item.text)))
        if written and not (aloud and _ALOUD.search(item.text) and not _PEN.search(item.text)):
            found.append(position)
    return found
