"""The parts a lesson plan is expected to have (备课规范), with the span of each part's content.

A part begins where a line, heading or label cell carries one of its known names (教学目标, 学习目标, 核心素养目标 …) and ends where
the next part begins. It counts as present only if something is written in it: `1.1 知识目标：` with nothing after it is an empty
form. 教学反思 is the exception: an empty place for it is what the form is for. Source: DOMAIN.md (备课规范 [4]).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reviewer.datamodels import Draft
from reviewer.lessons.component_names import INLINE, LEAD, NUMBER, name_component
from reviewer.lessons.evidence import Span, content_length

_PLACE_ONLY = {"reflection"}
_SUB_LABEL = re.compile(rf"^(?:\s|{NUMBER})*[^\n。，；,;]{{0,16}}?[：:]?\s*$")
_STRONG_MARK = re.compile(
    r"[【\[〖]|[一二三四五六七八九十]+[、 \u3000]|[（(][一二三四五六七八九十]+[）)]|第.环节|环节|活动|任务"
)
_MARKS = re.compile(r"[\s|]*")
_NO_STEPS = {"board", "reflection"}
_STEP_TITLE = re.compile(
    r"导入|引入|新授|新课|新知|自主(?:学习|预习|探究|探索)|合作(?:探究|学习|交流)|探究|预习(?:检测|导学|案)|课前预习|感知|精读|品读|研读|初读"
    r"|当堂(?:检测|训练|达标|练习)|达标(?:检测|测评)|(?:课堂|归纳|总结|全课|本课)(?:小结|总结|检测|练习|提升|反馈)|巩固(?:练习|提升|新知)"
    r"|拓展(?:延伸|提升|应用|练习)|展示(?:交流|提升)|(?:环节|活动|任务|步骤|板块)[一二三四五六七八九十\d]|第[一二三四五六七八九十\d](?:环节|步|板块)"
)
_COLUMN = re.compile(
    r"(?:教学|学习|活动|课堂)?(?:环节|步骤|流程|过程|程序|阶段|内容|活动|任务)(?:与时间|及时间|设计)?|(?:教师|老师|师|教)(?:的)?(?:活动|行为|导学|引导|主导)?"
    r"|(?:学生|生|学)(?:的)?(?:活动|行为|主体)|师生(?:活动|互动)|双边活动|(?:设计|活动|教学)(?:的)?意图|设计(?:理念|说明)|时间(?:节点|分配|安排)?|用时"
    r"|评价(?:任务|要点)?|(?:教师|学生)活动.{0,6}"
)
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


def _title_in_line(line: str, *, cell: bool) -> tuple[str, int] | None:
    """(component, length of the title) where `line` is or begins with a component's name."""
    whole = name_component(line.rstrip().rstrip("：:"))
    if whole:
        return whole, len(line)
    lead = LEAD.match(line)
    offset = lead.end() if lead else 0
    inline = INLINE.match(line[offset:])
    if inline:
        component = name_component(inline["name"])
        if component:
            return component, offset + inline.end()
    if cell:
        return None
    bracket = re.match(r"\s*[【\[〖]([^】\]〗]{2,12})[】\]〗]", line)
    if bracket:
        component = name_component(bracket[1])
        if component:
            return component, bracket.end()
    return None


def _lines(draft: Draft) -> list[_Line]:
    """Every line of every block that may carry a title: cells under the header of a table of steps may not."""
    headed = find_step_tables(draft)
    lines = []
    for block in draft.blocks:
        if block.table is not None and block.table in headed and (block.row or 0) >= headed[block.table]:
            if (
                block.row != headed[block.table] and block.column == 0
            ):  # 作业, 板书设计, 反思 in rows below the steps
                text = draft.text[block.start : block.end]
                last = name_component(text) in {"homework", "board", "reflection"}
                lines.append(_Line(block.start, text if last else "", True, 0))
            continue
        start = block.start
        for piece in draft.text[block.start : block.end].split("\n"):
            level = block.level if block.kind == "heading" else 0
            lines.append(_Line(start, piece, block.kind == "cell", level))
            start += len(piece) + 1
    return lines


@lru_cache(maxsize=16)
def find_step_tables(draft: Draft) -> dict[int, int]:
    """Table number -> header row, for tables whose columns are those of a lesson's steps (环节 | 教师活动 | 学生活动 …)."""
    hits: dict[tuple[int, int], set[int]] = {}
    for block in draft.blocks:
        if block.table is None or block.row is None or block.end - block.start > 24:
            continue
        if _COLUMN.fullmatch(re.sub(r"\s+", "", draft.text[block.start : block.end])):
            hits.setdefault((block.table, block.row), set()).add(block.column or 0)
    found: dict[int, int] = {}
    for (table, row), columns in sorted(hits.items()):
        if len(columns) >= 2:
            found.setdefault(table, row)
    return found


def _marks(draft: Draft) -> list[tuple[int, int, str]]:
    """(start, body, component) of every title; "" where a heading of another kind ends the part before it."""
    marks: list[tuple[int, int, str]] = []
    current, level, number = "", 0, 0
    for line in _lines(draft):
        if line.cell and not line.text and current == "homework":  # steps go on after a row for homework
            current, level, number = "process", 0, 0
            marks.append((line.start, line.start, "process"))
            continue
        title = _title_in_line(line.text, cell=line.cell) if line.text.strip() else None
        if title and title[0] == "other":
            if current == "process" or not current:
                continue
            title = ("", title[1])
        if title:
            current, level, number = title[0], line.level, _ordinal(line.text)
            marks.append((line.start, line.start + title[1], current))
        elif current != "process" and current not in _NO_STEPS and _is_step_title(line, current):
            current, level, number = "process", line.level, 0
            marks.append((line.start, line.start, "process"))
        elif level and 0 < line.level <= level and _ends_part(line.text, number):
            current, level, number = "", 0, 0
            marks.append((line.start, line.start, ""))
    for table, row in find_step_tables(draft).items():
        start = min(b.start for b in draft.blocks if b.table == table and b.row == row)
        before = [mark for mark in marks if mark[0] <= start]
        if not before or max(before)[2] != "process":
            marks.append((start, start, "process"))
    return sorted(marks)


def _ordinal(line: str) -> int:
    """The number a title line begins with (四、 -> 4), 0 without one."""
    match = re.match(r"\s*[（(]?(?:第)?([一二三四五六七八九十]+|\d+)[、.．）)]", line)
    if not match:
        return 0
    return int(match[1]) if match[1].isdigit() else "一二三四五六七八九十".find(match[1][-1]) + 1


def _ends_part(heading: str, number: int) -> bool:
    own = _ordinal(heading)
    if number:
        return (own == 0 and not _STEP_TITLE.search(heading)) or own == number + 1 or "课程总结" in heading
    return own == 0 and not _STEP_TITLE.search(heading)


def _is_step_title(line: _Line, current: str) -> bool:
    """导入, 【合作探究】, 二、巩固练习 …; among objectives or materials `1.` numbers entries, so a stronger mark is asked for."""
    text = line.text.strip()
    if not 2 <= len(text) <= 30 or "。" in text:
        return False
    if current in {"objectives", "key_points", "preparation"} and not (
        line.level or _STRONG_MARK.match(text)
    ):
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
    previous = ""
    for part in find_parts(draft):
        span = (part.body, part.end)
        if part.component == previous and part.component in found:  # 教学重点 after 教学重难点: one part
            found[part.component] = (found[part.component][0], part.end)
            continue
        body = draft.text[part.body : part.end]
        previous = part.component
        if part.component not in _PLACE_ONLY and not is_filled(body):
            previous = ""
            continue
        old = found.get(part.component)
        if old is None or content_length(body) > content_length(draft.text[old[0] : old[1]]):
            found[part.component] = span
    _add_title(draft, found)
    _add_intent(draft, found)
    return found


_INTENT = re.compile(r"(?:设计|活动|教学)(?:的)?意图\s*[：:】\]]?|设计理由[：:]|设计说明[：:]")


def _add_intent(draft: Draft, found: dict[str, Span]) -> None:
    for block in draft.blocks:
        text = draft.text[block.start : block.end]
        titled = block.column_title and re.search(r"意图|设计理念|设计说明", block.column_title)
        if titled and (block.row or 0) > 1 and content_length(text) >= 6:
            found["intent"] = (block.start, block.end)
            return
    for match in _INTENT.finditer(draft.text):
        line_end = draft.text.find("\n", match.end())
        line_end = len(draft.text) if line_end < 0 else line_end
        if content_length(draft.text[match.end() : line_end]) < 6:  # the text may start on the next line
            if "\t" in draft.text[match.end() : line_end]:
                continue  # a table header
            following = draft.text.find("\n", line_end + 1)
            line_end = len(draft.text) if following < 0 else following
        if content_length(draft.text[match.end() : line_end]) >= 6:
            found["intent"] = (match.start(), line_end)
            return


_NOT_TITLE = re.compile(
    r"^(?:教案|教学设计|导学案|学案|说课稿|备课|教师|学科|年级|班级|课型|课时|日期|时间|姓名|学校|单位|第.{1,3}课时)"
)


def _add_title(draft: Draft, found: dict[str, Span]) -> None:
    """课题: a label with content, else a first heading (or first line) that is no part of the form itself."""
    if "title" in found:
        return
    for block in draft.blocks[:3]:
        text = draft.text[block.start : block.end].strip()
        if name_component(text) or _title_in_line(text.split("\n")[0], cell=block.kind == "cell"):
            return
        if block.kind == "cell" or not 2 <= content_length(text) <= 40 or "。" in text:
            continue
        if _NOT_TITLE.match(text) and content_length(text) < 8:
            continue
        found["title"] = (block.start, block.end)
        return
