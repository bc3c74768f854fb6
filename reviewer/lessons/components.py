"""The parts a lesson plan is expected to have (备课规范), with the span of each part's content.

A part begins where a line, heading or label cell carries one of its known names (教学目标, 学习目标, 核心素养目标 …) and ends where
the next part begins. It counts as present only if something is written in it: `1.1 知识目标：` with nothing after it is an empty
form. 教学反思 is the exception: an empty place for it is what the form is for. Source: DOMAIN.md (备课规范 [4]).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewer.datamodels import Draft
from reviewer.lessons.component_extras import add_intent, add_title
from reviewer.lessons.component_names import LEAD, NUMBER, name_component, title_in_line
from reviewer.lessons.evidence import Span, content_length
from reviewer.lessons.minutes import find_minutes
from reviewer.lessons.part_ends import begun, ends_list, find_told_process, ordinal, steps_go_on
from reviewer.lessons.step_columns import find_step_tables, header_cells
from reviewer.lessons.unnamed_parts import find_unnamed_process, is_looking_back

_PLACE_ONLY = {"reflection"}
_SUB_LABEL = re.compile(rf"^(?:\s|{NUMBER})*[^\n。，；,;]{{0,16}}?[：:]?\s*$")
_STRONG_MARK = re.compile(
    r"[【\[〖〔]|[一二三四五六七八九十]+[、 \u3000]|[（(][一二三四五六七八九十]+[）)]|第.环节|环节|活动|任务"
)
_MARKS = re.compile(r"[\s|]*")
_NO_STEPS = {"board", "reflection"}
_STEP_TITLE = re.compile(
    r"导入|引入|新授|新课|新知|自主(?:学习|预习|探究|探索)|合作(?:探究|学习|交流)|探究|预习(?:检测|导学|案)|课前预习|感知|精读|品读|研读|初读"
    r"|当堂(?:检测|训练|达标|练习)|达标(?:检测|测评)|(?:课堂|归纳|总结|全课|本课)(?:小结|总结|检测|练习|提升|反馈)|巩固(?:练习|提升|新知)"
    r"|拓展(?:延伸|提升|应用|练习)|展示(?:交流|提升)|(?:环节|活动|任务|步骤|板块)[一二三四五六七八九十\d]|第[一二三四五六七八九十\d](?:环节|步|板块)"
)
_SECOND_LABEL = re.compile(r"(?<=[\s\u3000。；;])[【〔\[〖]([^】〕\]〗\n]{2,10})[】〕\]〗]")  # 【重点】… 【难点】…
_SPOKEN_LABEL = re.compile(r"(?:学生|同学们?|孩子们?|小朋友们?)[：:]|(?:这节课|本课)的?[重难]点")
_BARE_MATERIALS = re.compile(r"(?:器材|材料|用具|工具|用品|准备|设备|资源|过程|流程|场地)")
_LESSON_LENGTH = re.compile(r"课时|用时|课长|时长|总时|授课|上课时间|教学时间|作业|练习时间|完成时间")
_CN_ORDINAL = re.compile(r"[一二三四五六七八九十]+[、.．]")
_CN_LINES = re.compile(r"(?m)^[ \t\u3000]*[一二三四五六七八九十]+[、.．]")
_BLANK = re.compile(r"[\s_—\-*#|.…（）()]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One titled part of the plan: its component id, where its title starts, and where its content lies."""

    component: str
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    cell: bool
    level: int
    header: bool = False  # heads a column
    inner: bool = False  # a cell below such a header


def _lines(draft: Draft) -> list[_Line]:
    """Every line of every block that may carry a title: cells under the header of a table of steps may not."""
    headed = find_step_tables(draft)
    columns = header_cells(draft)
    matrices = {block.table for block in draft.blocks if block.start in columns}
    lines = []
    for block in draft.blocks:
        if block.table is not None and block.table in headed and (block.row or 0) >= headed[block.table]:
            if (
                block.row != headed[block.table] and block.column == 0
            ):  # 作业, 板书设计, 场地器材 in rows below the steps
                text = draft.text[block.start : block.end]
                name = name_component(text)
                last = name in {"homework", "board", "reflection"} or (name == "preparation" and "准备" not in text)
                lines.append(_Line(block.start, text if last else "", True, 0))
            continue
        start, header = block.start, block.start in columns
        inner = not header and block.table in matrices
        for piece in draft.text[block.start : block.end].split("\n"):
            level = block.level if block.kind == "heading" else 0
            cuts = [
                0,
                *(m.start() for m in _SECOND_LABEL.finditer(piece) if name_component(m[1])),
                len(piece),
            ]
            for left, right in itertools.pairwise(cuts):
                lines.append(
                    _Line(
                        start + left,
                        piece[left:right],
                        block.kind == "cell",
                        level if not left else 0,
                        header,
                        inner,
                    )
                )
            start += len(piece) + 1
    return lines


def _marks(draft: Draft) -> list[tuple[int, int, str]]:
    """(start, body, component) of every title; "" where a heading of another kind ends the part before it."""
    marks: list[tuple[int, int, str]] = []
    current, level, number = "", 0, 0
    held = 0  # the number the process bears, kept while a part of a step stands in between
    lines = _lines(draft)
    timed = _timed_lines(lines)
    entry: int | None = None  # how far a step's own “- 作业：…” is indented: it ends at the next entry
    for line in lines:
        if entry is not None and current == "homework" and line.text.strip() and _bullet(draft, line) <= entry:
            current, level, number, entry = "process", 0, held, None
            marks.append((line.start, line.start, "process"))
        if line.cell and not line.text and current == "homework":  # steps go on after a row for homework
            current, level, number = "process", 0, 0
            marks.append((line.start, line.start, "process"))
            continue
        title = title_in_line(line.text, cell=line.cell) if line.text.strip() else None
        if title and (_is_inner_label(line, title[0], current) or _is_step_label(line, title[0], marks)):
            continue
        if title and title[0] == "preparation" and current == "process" and find_minutes(line.text, heading=True):
            title = None  # 论证准备（5分钟） is a step
        if title and title[0] == "homework" and is_looking_back(draft.text, line.start, title[1]):
            title = ("reflection", title[1])
        if title and line.header and (title[0] != "objectives" or any(m[2] == "objectives" for m in marks)):
            continue  # 目标 | 活动 | 评价: a matrix, unless the objectives stand in it
        if title and title[0] == "other":
            ends = number and current == "process" and _is_next_part(draft, line, number, marks[-1][0])
            if (current == "process" and not ends) or not current:
                continue
            title = ("", title[1])
        if current == "board" and steps_go_on(draft.text, line.text, begun(marks), line.start):
            marks.pop()
            current, level, number = "process", 0, held
        elif title:
            bullet = _bullet(draft, line)
            entry = bullet if current == "process" and title[0] == "homework" and bullet else None
            current, level, number = title[0], line.level, ordinal(line.text)
            held = number if current == "process" else held
            marks.append((line.start, line.start + title[1], current))
        elif (
            current != "process"
            and current not in _NO_STEPS
            and (_is_step_title(line, current) or (line.start in timed and current not in {"process", "homework"}))
        ):
            current, level, number = "process", line.level, 0
            marks.append((line.start, line.start, "process"))
        elif (level and 0 < line.level <= level and _ends_part(line.text, number)) or (
            (current == "process" and number and _is_next_part(draft, line, number, marks[-1][0]))
            or (
                current == "objectives" and not line.cell and ends_list(draft.text, line.start, line.text, marks[-1][1])
            )
        ):
            current, level, number = "", 0, 0
            marks.append((line.start, line.start, ""))
    if not find_step_tables(draft) and all(mark[2] != "process" for mark in marks):
        place = find_unnamed_process([(line.start, line.text) for line in lines if not line.cell], sorted(marks))
        place = find_told_process(draft.text, sorted(marks)) if place is None else place
        marks += [(place, place, "process")] if place is not None else []
    for table, row in find_step_tables(draft).items():
        start = min(b.start for b in draft.blocks if b.table == table and b.row == row)
        before = [mark for mark in marks if mark[0] <= start]
        if not before or max(before)[2] != "process":
            marks.append((start, start, "process"))
    return sorted(marks)


def _is_inner_label(line: _Line, component: str, current: str) -> bool:
    """材料：每组一个水槽 inside a step names no part of the plan, nor does 学生：…; as a heading or in brackets it does."""
    if current not in {"process", "preparation"} or line.level or line.cell:
        return False
    text = line.text.strip()
    if component in {"learner_analysis", "key_points"}:
        return bool(_SPOKEN_LABEL.match(text))
    if current != "process" or component not in {"preparation", "homework", "process"}:
        return False
    return not text.startswith(("【", "〔", "[", "〖")) and "\t" not in text and bool(_BARE_MATERIALS.match(text))


def _bullet(draft: Draft, line: _Line) -> int:
    """How many signs stand before the text of a bulleted line; 0 for any other."""
    before = draft.text[draft.text.rfind("\n", 0, line.start) + 1 : line.start]
    return len(before) if before.strip() and not before.strip(" -*•·") else 0


# what a step has of its own under names that parts of the plan bear
_OF_STEPS = {"objectives", "textbook_analysis", "key_points", "learner_analysis", "process"}


def _is_step_label(line: _Line, component: str, marks: Sequence[tuple[int, int, str]]) -> bool:
    """教学目标： in every step, or 目的：…, of a plan whose process has begun and whose own objectives stood before it."""
    if component not in _OF_STEPS or not marks or marks[-1][2] != "process" or line.header:
        return False
    known = component in {"textbook_analysis", "process"} or any(mark[2] == component for mark in marks)
    return known and not line.level and not ordinal(line.text)


def _timed_lines(lines: list[_Line]) -> set[int]:
    """Offsets of short lines that carry minutes (Explore 探究（18分钟）): steps, where a plan has at least two of them."""
    found = {
        line.start
        for line in lines
        if not line.cell
        and 4 <= len(line.text.strip()) <= 34
        and not re.search(r"[。；]", line.text)
        and not _LESSON_LENGTH.search(line.text)
        and not name_component(line.text)
        and any(mark.minutes < 35 for mark in find_minutes(line.text, heading=True))
    }
    return found if len(found) >= 2 else set()


def _ends_part(heading: str, number: int) -> bool:
    own = ordinal(heading)
    if number:
        return (own == 0 and not _STEP_TITLE.search(heading)) or own == number + 1 or "课程总结" in heading
    return own == 0 and not _STEP_TITLE.search(heading)


def _is_next_part(draft: Draft, line: _Line, number: int, since: int) -> bool:
    """五、参考答案 after 四、教学过程 whose steps are numbered in another way: no line began with such a numeral in between."""
    text = line.text.strip()
    if not _CN_ORDINAL.match(text) or ordinal(text) != number + 1 or len(text) > 20 or _STEP_TITLE.search(text):
        return False
    return len(_CN_LINES.findall(draft.text, since, line.start)) <= 1  # the title's own


def _is_step_title(line: _Line, current: str) -> bool:
    """导入, 【合作探究】, 二、巩固练习 …; among objectives or materials `1.` numbers entries, so a stronger mark is asked for."""
    if line.header or line.inner:
        return False
    text = line.text.strip().lstrip("★☆●◎◉◆◈■▪▲▼▶►➤➢♦❀✿✦☞◇○□※§ ")
    if not 2 <= len(text) <= 30 or "。" in text:
        return False
    if current in {"objectives", "key_points", "preparation"} and not (line.level or _STRONG_MARK.match(text)):
        return False
    marked = line.level > 0 or LEAD.match(text + "x").end() > 0  # type: ignore[union-attr]
    return marked and bool(_STEP_TITLE.search(text))


def _trim(text: str, end: int) -> int:
    """`end` before the blanks and heading marks that lead over to the next part."""
    while end > 0 and text[end - 1] in " \t\n#|":
        end -= 1
    return end


@lru_cache(maxsize=16)
def find_parts(draft: Draft) -> tuple[Part, ...]:
    """Every titled part in reading order; parts never overlap, and each ends where the next begins."""
    marks = _marks(draft)
    ends = [*(mark[0] for mark in marks[1:]), len(draft.text)][: len(marks)]
    return tuple(
        Part(name, start, min(_MARKS.match(draft.text, body).end(), end), max(body, _trim(draft.text, end)))  # type: ignore[union-attr]
        for (start, body, name), end in zip(marks, ends, strict=True)
        if name
    )


def is_filled(text: str) -> bool:
    """True if `text` holds more than sub-headings: `1.1 知识目标：` and blanks don't count."""
    for line in text.split("\n"):
        bare = _BLANK.sub("", line)
        if content_length(bare) < 2:
            continue
        if _SUB_LABEL.match(line) and (line.rstrip().endswith(("：", ":")) or name_component(line)):
            continue
        return True
    return False


def find_components(draft: Draft) -> dict[str, Span]:
    """Component id -> span of its content (the longest one where a part occurs twice)."""
    found: dict[str, Span] = {}
    lengths: dict[str, int] = {}
    previous = ""
    for part in find_parts(draft):
        span = (part.body, part.end)
        if part.component == previous and part.component in found:  # 教学重点 after 教学重难点: one part
            found[part.component] = (found[part.component][0], part.end)
            lengths[part.component] += content_length(draft.text[part.start : part.end])
            continue
        body = draft.text[part.body : part.end]
        previous = part.component
        if part.component not in _PLACE_ONLY and not is_filled(body):
            previous = ""
            continue
        length = content_length(body)
        if length > lengths.get(part.component, -1):
            found[part.component], lengths[part.component] = span, length
    add_title(draft, found)
    add_intent(draft, found, find_step_tables(draft))
    return found
