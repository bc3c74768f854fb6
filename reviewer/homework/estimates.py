"""Minutes for one item, by what it is and how much of it there is: an estimate of this project, not measured."""

from __future__ import annotations

import re

from reviewer.homework.copying import copying_minutes, copying_times
from reviewer.homework.items import Task
from reviewer.homework.kinds import expressions

# minutes per item: grades 1-2, 3-6, 初中, 高中
_MINUTES: dict[str, tuple[float, float, float, float]] = {
    "口算": (2, 1.5, 1, 1), "计算": (2.5, 2.5, 3, 4), "填空": (1.5, 1, 1, 1.5), "选择": (1.5, 1, 1.5, 2), "判断": (1, 0.5, 1, 1),
    "解答": (3, 3, 5, 8), "应用": (3, 4, 6, 8), "阅读": (3, 3, 3, 4), "默写": (4, 4, 4, 4), "抄写": (4, 4, 4, 4),
    "背诵": (5, 6, 6, 6), "作文": (12, 25, 35, 45), "朗读": (4, 4, 4, 4), "操作": (6, 8, 8, 8), "调查": (15, 20, 25, 30),
    "实验": (12, 15, 20, 20), "制作": (15, 20, 25, 30), "观察": (6, 8, 10, 10), "绘图": (3, 4, 5, 5), "表达": (4, 5, 6, 6),
    "编程": (10, 10, 10, 12),
}  # fmt: skip
_SUM_MINUTES = (0.2, 0.15, 0.15, 0.15)  # one mental sum
NUMERAL = {char: number for number, char in enumerate("零一二三四五六七八九")}
MARK_MINUTES = 1.2  # for one mark of an examination paper
DATA, DATA_MINUTES = 15, 0.1  # numbers an item may hold before each further one takes time
PAGE_MINUTES, MOST_PAGES = 8.0, 40  # one page of an exercise book: eight to ten short items
_BOOK = re.compile(
    "导学案|课堂作业|名校课堂|优化设计|目标检测|一课一练|练习册|课时练|作业本|补充习题|同步|课课练|练与测|导与练|基础训练|填充图册|配套练习"
)
# 《全效学习》P47—50; pages of a story are read
_NAMED_BOOK = re.compile(r"(?<!读)(?<!看)《[^》\n]{2,12}》\s*(?:[Pp]\s*\d|第\s*\d+[^。；\n]{0,10}页)")
_PAGES = re.compile(
    r"(?:[Pp]\s*(\d{1,3})\s*[~～—–\-至到]+\s*[Pp]?\s*(\d{1,3})|第?\s*(\d{1,3})\s*页?\s*[~～—–\-至到]+\s*第?\s*(\d{1,3})(?=\s*页))"
)
_LISTED_PAGES = re.compile(r"第\s*\d{1,3}(?:\s*[、，,和]\s*\d{1,3})+\s*页")  # 第22、23页
_PAGE = re.compile(r"(?:第\s*\d{1,3}\s*页|[Pp]\d{1,3})(?![^。；\n]{0,8}[题例])")
_IN_BRACKETS = re.compile(r"[（(][^（()）\d]{0,6}(\d{2,3})\s*字")  # （200字左右）
THOUGHT_OVER = 5.0  # minutes before a composition is begun
WRITTEN_A_MINUTE = 10.0  # characters of a composition, thinking included
_CHARACTERS = re.compile(r"(?:写|不少于|至少|用|约)[^。；\n]{0,14}?(\d{2,3})\s*(?:个)?字(?:左右|以上)?(?!以内|之内)")
_NUMERALS = "零一二三四五六七八九十"
_SENTENCES = re.compile(
    r"(?:写|给)[^。；\n]{0,16}?([一二三四五六七八九十]|\d{1,2})\s*(?:[-—~～至到]\s*\S)?\s*[句条](?!话?不)"
)
_COLLECTED = re.compile(r"[搜收]集[^。；\n]{0,6}?([一二三四五]|两|\d)\s*(?:[条句则首]|个(?:成语|词|例子|故事))")
_GAP = re.compile(r"_{2,}|＿{2,}|[（(]\s+[)）]")
GAPS = 3  # gaps of one item that take no longer than one
_VALUE = re.compile(r"^(?=.*\d)(?!.*[A-Za-z]{2})[^\u4e00-\u9fff\n_＿?？]{1,20}$")  # 25 below 求下列各数的平方根
VALUE_MINUTES, EQUATION_MINUTES = 1.0, 2.0
_SURVEY = re.compile(r"调查|采访|访|资料|搜集|收集|survey|interview", re.I)
ASKED_MINUTES = 10.0  # a question put to the family, without a survey
COLLECTED_MINUTES = 4.0  # one saying or example looked up and written down
SENTENCE_MINUTES = 3.0  # a sentence of one's own, thinking included
_OFF_PAPER = frozenset({"操作", "观察", "调查", "制作", "实验", "朗读", "表达", "作文"})
# 仔细看5分钟, 断网一小时: how long the task itself says it lasts
_LASTS = re.compile(r"(?<!每)(?<!预计)(?<!约)([一二两三半]|\d{1,2})\s*(个?小时|分钟)(?!前|后|以后|之后|内)")
LONGEST_LAST = 60.0
_MARKS = re.compile(r"[\[（(]\s*(\d{1,2})\s*marks?\s*[\])）]", re.I)


def estimated_minutes(task: Task, kind: str, band: int | None) -> float:
    """Minutes for one item by kind, stage, number of sums, times copied, length of text; see _MINUTES."""
    column = 1 if band is None else band
    minutes = _MINUTES[kind][column]
    sums = expressions(task.body)
    if pages := _pages(task.body):
        return PAGE_MINUTES * pages
    marks = sum(int(mark) for mark in _MARKS.findall(task.body))
    if marks:
        return round(MARK_MINUTES * marks, 1)
    if kind in {"口算", "计算"} and sums > 1:
        minutes = sums * (_SUM_MINUTES[column] if kind == "口算" else max(1.0, minutes / 2))
    if kind in {"抄写", "默写"} and copying_times(task):
        minutes = copying_minutes(task, minutes)
    if kind in {"阅读", "解答", "应用"}:
        minutes += max(0, len(task.body) - 200) / 300
    if kind in {"阅读", "解答", "应用", "填空"} and (asked := _CHARACTERS.search(task.body)):
        minutes = max(minutes, int(asked[1]) / WRITTEN_A_MINUTE)
    if kind == "作文" and (asked := _CHARACTERS.search(task.body) or _IN_BRACKETS.search(task.body)):
        minutes = min(minutes, THOUGHT_OVER + int(asked[1]) / WRITTEN_A_MINUTE)
    elif kind == "作文" and (asked := _SENTENCES.search(task.body)):
        minutes = min(
            minutes, (_NUMERALS.find(asked[1]) if asked[1] in _NUMERALS else int(asked[1])) * SENTENCE_MINUTES
        )
    if kind == "解答" and (value := _VALUE.search(task.body)):
        minutes = min(minutes, EQUATION_MINUTES if re.search("[=＝]", value[0]) else VALUE_MINUTES)
    if kind == "填空":
        minutes *= max(1.0, len(_GAP.findall(task.body)) / GAPS)
    if kind == "调查" and not _SURVEY.search(task.body):
        minutes = min(minutes, ASKED_MINUTES)
    if kind == "调查" and (asked := _COLLECTED.search(task.body)):
        minutes = min(minutes, COLLECTED_MINUTES * (NUMERAL.get(asked[1].replace("两", "二")) or int(asked[1])))
    if kind in _OFF_PAPER and (lasts := _LASTS.search(task.body)):
        number = NUMERAL.get(lasts[1].replace("两", "二")) or (0.5 if lasts[1] == "半" else int(lasts[1]))
        minutes = max(minutes, min(LONGEST_LAST, number * (60 if "时" in lasts[2] else 1)))
    if kind in {"计算", "解答", "应用"} and column >= 2:  # 30 values to average by hand
        minutes += DATA_MINUTES * max(0, len(re.findall(r"\d+(?:\.\d+)?", f"{task.near} {task.body}")) - DATA)
    return round(max(0.3, minutes), 1)


def _pages(text: str) -> int:
    """How many whole pages of an exercise book are to be done; 0 where only some of their items are."""
    if not _BOOK.search(text) and not _NAMED_BOOK.search(text):
        return 0
    runs = [int(last or end) - int(first or start) + 1 for start, end, first, last in _PAGES.findall(text)]
    pages = sum(run for run in runs if 0 < run <= MOST_PAGES)
    listed = sum(len(re.findall(r"\d+", run)) for run in _LISTED_PAGES.findall(text))
    return pages or listed or len(_PAGE.findall(text))
