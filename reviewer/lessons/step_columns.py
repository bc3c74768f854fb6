"""Tables that hold the steps of a lesson, known by their column titles: 环节 | 教师活动 | 学生活动, 课的部分 | 时间 | 内容与要求 …"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from reviewer.datamodels import Block, Draft
from reviewer.lessons.actors import Side

STEP_COLUMN = re.compile(
    r"(?:教学|学习|活动|课堂|课)?(?:的)?(?:环节|步骤|流程|过程|程序|阶段|进程|板块|部分|结构|顺序|任务$|^活动$|^模块)|^(?i:steps?|stages?|procedures?)$"
)
SKIP_COLUMN = re.compile(
    r"意图|理念|说明|备注|二次|教具|资源|评价|媒体|素材|为什么|为何|理由|依据|目的|器材|准备|修改|调整|达成|(?i:purpose|intention)"
)
TIME_COLUMN = re.compile(r"时间|用时|时长|分钟|课时分配|^(?i:time|minutes?)$")
INTENT_COLUMN = re.compile(
    r"意图|设计(?:理念|说明|理由|依据)|为什么这|为何这|理由|这样(?:安排|设计|做)的?(?:目的|原因|道理)|(?i:^\W*(?:purposes?|intentions?|aims?)\W*$)"
)
_STEP_NAME = (
    r"(?:教学|学习|活动|课堂|导学|实施|课)?(?:的)?(?:环节|步骤|流程|过程|程序|阶段|进程|板块|部分|结构|顺序|内容|活动|任务)"
    r"(?:与时间|及时间|和时间|设计|名称|/时间)?"
)
_COLUMN = re.compile(
    rf"{_STEP_NAME}|(?:教师|老师|师|教)(?:的)?(?:活动|行为|导学|引导|主导|指导|组织|做什么|怎么教|的教)?"
    r"|(?:学生|孩子|生|学)(?:的)?(?:活动|行为|主体|学习|做什么|怎么学|任务)?|师生(?:活动|互动|双边活动)|双边活动|(?:设计|活动|教学)(?:的)?意图|设计(?:理念|说明|理由)"
    r"|时间(?:节点|分配|安排)?|用时|时长|评价(?:任务|要点)?|(?:教师|学生)活动.{0,6}|做(?:些)?什么|怎[么样]做|怎[么样]教|怎[么样]学|为什么.{0,6}|(?:安排|设计)?理由"
    r"|(?:教学)?内容[与和及、](?:要求|方法|组织|形式|安排)|组织(?:形式|教法|方法)|(?:教法|学法|教法学法|要求|方法)|(?:环节|步骤|时间|用时|活动|内容)[（(/].{1,8}"
    r"|(?:环节|步骤|流程|阶段|时间|板块|活动)[与和及、/](?:环节|步骤|流程|阶段|时间|板块|用时|活动|内容)(?:设计)?"
    # Step | Teacher | Students | Purpose
    r"|(?i:steps?|stages?|procedures?|time|minutes?|purposes?|intentions?|(?:teachers?|students?|learners?|pupils?|ss)(?:['’]s?|s['’])?(?:activit(?:y|ies)|behaviou?rs?|work)?)"
)
_AIMS = re.compile(r"(?:学习|教学|对应|课时)?(?:的)?目标(?:.{0,4}|[（(].{0,10}[）)])")
_SAID = re.compile(
    r"(?:学生|学习者|我)?(?:最终|将|应|学完后)?(?:能够?|会)(?:做什么)?|(?:具体|目标|目标的?具体)(?:内容|表述|描述|要求)"
)
_SERVES = re.compile(r"活动|任务|评价|检测|作业|练习|环节|证据|表现|回家|课后|课上|哪[一里]|看什么|依据|指标")
# 课题 | 我是什么 | 第1课时: the first row of a form says what the lesson is and heads no columns
_FIELD = re.compile(
    r"课题|课\s*名|课文|教学内容|教材|学科|科目|年级|班级|课型|课时|课次|单元|执教.{0,3}|授课.{0,3}|主备.{0,3}|备课.{0,3}|(?:教师|学校|姓名)(?:姓名)?"
)
# 班级 | 七（2） | 时间 | 第15周 | 教师 | …: a row of the form
_ABOUT = re.compile(r"课题|学科|年级|班级|课型|日期|地点|学校|姓名|(?:执教|授课|主备)(?:教师|人|者|班级|时间|日期)?")
_MATRIX = re.compile(r"(?:学习|教学|对应)?(?:的)?目标.{0,4}|评价标准|优秀|良好|合格|达标")


def column_side(title: str) -> Side | None:
    """Whose column `title` heads; None for columns of both or neither."""
    if re.search(r"师生|双边", title):
        return None
    if re.match(r"(?i:teachers?|students?|learners?|pupils?|ss)\b", title):
        return "teacher" if title[0] in "Tt" else "student"
    if re.search(r"教师|老师|^教|^师|怎[么样]教", title) and not re.search(r"教学|教法学法", title):
        return "teacher"
    students = re.search(r"学生|孩子|^学|^生|怎[么样]学", title) and not re.search(
        r"学习(?:内容|环节|任务|过程|活动)|学法", title
    )
    return "student" if students else None


@lru_cache(maxsize=16)
def find_step_tables(draft: Draft) -> dict[int, int]:
    """Table number -> header row, for tables whose columns are those of a lesson's steps.

    Two known column titles are asked for; a row with 目标 or grades in it heads a matrix of objectives or standards.
    """
    hits: dict[tuple[int, int], set[int]] = {}
    other: set[tuple[int, int]] = set()
    timed: set[tuple[int, int]] = set()
    form: set[tuple[int, int]] = set()
    for block in draft.blocks:
        if block.table is None or block.row is None or block.end - block.start > 24:
            continue
        title = re.sub(r"[\s*]+", "", draft.text[block.start : block.end])
        if TIME_COLUMN.fullmatch(title):
            timed.add((block.table, block.row))  # what takes time is a step, whatever objective stands beside it
        if _COLUMN.fullmatch(title):
            hits.setdefault((block.table, block.row), set()).add(block.column or 0)
        elif _MATRIX.fullmatch(title):
            other.add((block.table, block.row))
        elif _ABOUT.fullmatch(title):
            form.add((block.table, block.row))
    found: dict[int, int] = {}
    for (table, row), columns in sorted(hits.items()):
        if (table, row) not in form and len(columns) >= 2 and ((table, row) not in other or (table, row) in timed):
            found.setdefault(table, row)
    return found | {table: row for table, row in _shared_titles(draft).items() if table not in found}


def _shared_titles(draft: Draft) -> dict[int, int]:
    """Tables in which 教学过程 stands over two columns: what the step is called, and what is done in it."""
    rows: dict[tuple[int, int], list[Block]] = {}
    heads: dict[int, int] = {}
    for block in draft.blocks:
        if block.table is None or block.row is None:
            continue
        title = re.sub(r"\s+", "", block.column_title or "")
        if PROCESS_TITLE.fullmatch(re.sub(r"\s+", "", draft.text[block.start : block.end])):
            heads.setdefault(block.table, block.row)
        elif PROCESS_TITLE.fullmatch(title):
            rows.setdefault((block.table, block.row), []).append(block)
    named = Counter(
        table for (table, _), cells in rows.items() if len(cells) > 1 and cells[0].end - cells[0].start <= LONGEST_NAME
    )
    return {table: row for table, row in heads.items() if named[table] >= LEAST_NAMED}


PROCESS_TITLE = re.compile("(?:教学|学习|活动|教与学)?(?:过程|流程)(?:设计)?")
LEAST_NAMED, LONGEST_NAME = 3, 24  # rows that name a step, and characters of such a name


@lru_cache(maxsize=16)
def aim_columns(draft: Draft) -> dict[int, int]:
    """Table number -> the column of objectives, for tables that head it 目标 beside what serves them (目标 | 证据).

    Where 目标 only names them and a column beside says what students can do then, they stand in that one.
    """
    rows: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for block in draft.blocks:
        if block.table is not None and block.row is not None:
            title = re.sub(r"[\s*]+", "", draft.text[block.start : block.end])
            rows.setdefault((block.table, block.row), []).append((block.column or 0, title))
    found: dict[int, int] = {}
    for (table, _), cells in sorted(rows.items(), reverse=True):
        aims = [column for column, title in cells if _AIMS.fullmatch(title)]
        beside = [title for column, title in cells if column not in aims]
        short = all(len(title) <= LONGEST_TITLE for _, title in cells)
        if len(aims) == 1 and short and any(_SERVES.search(title) for title in beside):
            said = [column for column, title in cells if _SAID.fullmatch(title)]
            found[table] = said[0] if said else aims[0]
    return found


LONGEST_TITLE = 16  # characters of a column's title


@lru_cache(maxsize=16)
def header_cells(draft: Draft) -> frozenset[int]:
    """Offsets of cells that head the columns of a table: a first row of short cells over longer rows,
    or of 目标 beside what serves them (目标 | 活动 | 评价 | 作业).
    """
    rows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for block in draft.blocks:
        if block.table is not None and block.row is not None:
            rows.setdefault((block.table, block.row), []).append((block.start, block.end))
    found: set[int] = set()
    for table in {key[0] for key in rows}:
        numbers = sorted(row for t, row in rows if t == table)
        first = rows[table, numbers[0]]
        titles = [re.sub(r"[\s*]+", "", draft.text[start:end]) for start, end in first]
        serving = sum(bool(_SERVES.search(title)) for title in titles)
        if serving >= 2 and any(_AIMS.fullmatch(title) for title in titles):
            found.update(start for start, _ in first)
            continue
        if len(numbers) < 2 or len(first) < 2 or any(end - start > 16 for start, end in first):
            continue
        if _FIELD.fullmatch(titles[0]) and not _COLUMN.fullmatch(titles[1]):
            continue
        below = [cell for row in numbers[1:] for cell in rows[table, row]]
        if sum(end - start for start, end in below) > 2 * len(numbers[1:]) * sum(e - s for s, e in first):
            found.update(start for start, _ in first)
    return frozenset(found)
