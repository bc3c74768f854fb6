"""What the tables of a sheet hold: which columns hold tasks, and which whole tables hold none.

Scales and forms that grade work hold none, nor do timetables of the days on which it is done.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.datamodels import Draft
from reviewer.homework.lines import Line, split_lines

# the words that head the columns of a design table; three in a row make a header row inside the table
COLUMN_NAME = re.compile(
    r"(?:作业)?(?:类型|形式|内容|题目|目标|层次|等级|水平|来源|难度|要求)|设计(?:意图|说明)|意图|(?:预计|完成|建议)?(?:时长|用时|时间)|评价.{0,4}|题号|序号|能力.{0,3}|核心素养|知识点|备注|答案|选做.{0,4}"
)
# a step of a scale, as a column's title or at the head of a row
GRADE = re.compile(
    r"[★☆⭐✩]{1,5}(?:[（(][^）)]*[)）])?|(?:优秀?|良好?|中等?|合格|及格|达标|不合格|未达标|待改进|待提高|需?努力|继续努力|加油|还需努力|出色|很棒|真棒)(?:[（(][^）)]*[)）])?|[一二三四五12345]\s*(?:颗?星级?|级|分)|[ABCDabcd]\s*(?:等级?|级)|水平\s*[一二三四五1-5](?:[（(][^）)]*[)）])?"
)
_STAR = re.compile(r"[★☆⭐✩]{1,5}")
_TASKS = re.compile(r"(?:作业|练习|活动|任务)?(?:内容|题目)|作业|练习|习题|任务")
_JUDGED = re.compile(
    r"(?:自己?|互|我来?|他|师|家长|教师|老师|同伴|同桌|小组|组内|他组)评(?:价|分)?|得分|评分|打分|得星|评定|评价(?:等级|结果)?"
)
_WHEN = re.compile(r"日子|日期|哪天|什么时候|周次|第几[天周次]|时段|时间(?:段|安排)?|课时|阶段")
_WHAT = re.compile(r"做什么|安排|怎样安排|要做的事|做哪[些几]?题?|进度|完成什么")
_NAMES_ITEMS = re.compile(r"第\s*\d{1,2}\s*(?:[、，,和至—～~-]\s*\d{1,2}\s*)*题")


def task_lines(draft: Draft) -> list[Line]:
    """The lines that may hold tasks, in reading order, with the titles of their columns."""
    return _titled(_without_asides(split_lines(draft)))


def _without_asides(lines: list[Line]) -> list[Line]:
    """The lines outside such tables."""
    tables: dict[int, dict[int, list[str]]] = {}
    for line in lines:
        if line.cell:
            tables.setdefault(line.cell[0], {}).setdefault(line.cell[1], []).append(line.text)
    asides = {number for number, rows in tables.items() if _is_aside(list(rows.values()))}
    return [line for line in lines if not (line.cell and line.cell[0] in asides)]


def _is_aside(rows: list[list[str]]) -> bool:
    header, body = rows[0], rows[1:]
    if sum(bool(GRADE.fullmatch(cell)) for cell in header) >= 2:
        return True
    if len(header) >= 3 and all(_JUDGED.fullmatch(cell) for cell in header[1:]):
        return True  # 内容 | 自己评 | 同桌评: what is judged, not what is to be done
    if any(_TASKS.fullmatch(cell) for cell in header):
        return False
    return _grades_rows(rows) or _grades_work(header) or _is_timetable(header, body)


def _grades_rows(rows: list[list[str]]) -> bool:
    """水平1 … 水平4, 优秀 … 待努力 down the first column; stars there may be tiers."""
    heads = [row[0] for row in rows]
    return sum(bool(GRADE.fullmatch(head) and not _STAR.fullmatch(head)) for head in heads) >= 2


def _grades_work(header: list[str]) -> bool:
    return len(header) >= 2 and any(_JUDGED.fullmatch(cell) for cell in header[1:])


def _is_timetable(header: list[str], body: list[list[str]]) -> bool:
    if not _WHEN.fullmatch(header[0]):
        return False
    told = sum(any(_NAMES_ITEMS.search(cell) for cell in row) for row in body)
    return any(_WHAT.fullmatch(cell) for cell in header[1:]) or (told >= 2 and told * 2 >= len(body))


def _titled(lines: list[Line]) -> list[Line]:
    """Header rows inside a table (作业类型 | 作业内容 | 设计意图) name the columns of the rows below; they hold no tasks."""
    rows: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line.cell:
            rows.setdefault(line.cell[:2], []).append(line)
    headers = {
        row: {line.cell[2]: line.text for line in cells if line.cell}
        for row, cells in rows.items()
        if len(cells) >= 3 and all(COLUMN_NAME.fullmatch(line.text) for line in cells)
    }
    if not headers:
        return lines
    kept: list[Line] = []
    for line in lines:
        if line.cell and line.cell[:2] in headers:
            continue
        above = [row for row in headers if line.cell and row[0] == line.cell[0] and row[1] < line.cell[1]]
        if above and line.cell:
            line = replace(line, column_title=headers[max(above)].get(line.cell[2], ""))
        kept.append(line)
    return kept
