"""Where the titled parts of a plan begin and end: the lines of a draft read one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Draft
from reviewer.lessons.component_names import LEAD, MARKS, title_in_line
from reviewer.lessons.loose_names import LooseTitles
from reviewer.lessons.minutes import find_minutes
from reviewer.lessons.part_ends import (
    STEP_BOARD,
    begun,
    ends_list,
    find_told_process,
    is_repeated,
    numerals_go_on,
    ordinal,
    steps_go_on,
)
from reviewer.lessons.part_lines import Line, read_lines, timed_lines
from reviewer.lessons.spoken_records import find_resumed_talk
from reviewer.lessons.step_columns import find_step_tables
from reviewer.lessons.unnamed_parts import (
    asks_first,
    find_called_objectives,
    find_joint_objectives,
    find_unnamed_objectives,
    find_unnamed_process,
    is_looking_back,
)

_STRONG_MARK = re.compile(
    r"[【\[〖〔]|[一二三四五六七八九十]+[、 \u3000]|[（(][一二三四五六七八九十]+[）)]|第.环节|环节|活动|任务"
)
_NO_STEPS = {"board", "reflection"}
_SLIDE = re.compile(r"\W*第\s*\d{1,2}\s*[页张]")
_PICTURED = re.compile(rf"^[ {MARKS}]+")
_STEP_TITLE = re.compile(
    r"导入|引入|开场(?!白?设计)|新授|新课|新知|自主(?:学习|预习|探究|探索)|合作(?:探究|学习|交流)|探究|预习(?:检测|导学|案)|课前预习|感知|精读|品读|研读|初读"
    r"|当堂(?:检测|训练|达标|练习)|达标(?:检测|测评)|(?:课堂|归纳|总结|全课|本课)(?:小结|总结|检测|练习|提升|反馈)|巩固(?:练习|提升|新知)"
    r"|拓展(?:延伸|提升|应用|练习)|展示(?:交流|提升)|(?:环节|活动|任务|步骤|板块)[一二三四五六七八九十\d]|第[一二三四五六七八九十\d](?:环节|步|板块)"
)
# headings that may follow the steps of a lesson but are none of them
_BEHIND_STEPS = re.compile(
    r"附[录：:件]|参考|评价(?:标准|量表|建议|设计|方案)|资源|说明|备忘|备注|答案|学情|建议|(?:错误|问题)(?:排查|汇总)|致谢|结束页|不展开"
)
_OWN_BOARD = re.compile(r"(?m)^\W*[一二三四五六七八九十\d]{0,2}[、.．\s]*板书(?:设计|[】\]]?[ \t]*[:：]?[ \t]*$)")
_SPOKEN_LABEL = re.compile(r"(?:学生|同学们?|孩子们?|小朋友们?)[：:]|(?:这节课|本课)的?[重难]点")
_BARE_MATERIALS = re.compile(r"(?:器材|材料|用具|工具|用品|准备|设备|资源|过程|流程|场地)")
_CN_ORDINAL = re.compile(r"[一二三四五六七八九十]+[、.．]")
_CN_LINES = re.compile(r"(?m)^[ \t\u3000]*[一二三四五六七八九十]+[、.．]")

Mark = tuple[int, int, str]  # where a title starts, where what it names begins, the component ("": none of ours)


def find_marks(draft: Draft) -> list[Mark]:
    """Every title in order; "" where a heading of another kind ends the part before it."""
    lines = read_lines(draft)
    walk = _Walk(draft, timed_lines(lines), LooseTitles(draft, lines))
    for line in lines:
        walk.take(line)
    marks, tables = walk.marks, find_step_tables(draft)
    free = [(line.start, line.text) for line in lines if not line.cell]
    aims = find_unnamed_objectives(free, sorted(marks))
    aims = find_called_objectives(free, sorted(marks)) if aims is None else aims
    aims = find_joint_objectives(free, sorted(marks)) if aims is None else aims
    marks += [(aims, aims, "objectives")] if aims is not None else []
    if not tables and all(mark[2] != "process" for mark in marks):
        place = find_unnamed_process(draft.text, free, sorted(marks))
        place = find_told_process(draft.text, sorted(marks)) if place is None else place
        marks += [(place, place, "process")] if place is not None else []
        marks += [(start, start, "process") for start in find_resumed_talk(free, sorted(marks))]
    for table, row in tables.items():
        start = min(b.start for b in draft.blocks if b.table == table and b.row == row)
        before = [mark for mark in marks if mark[0] <= start]
        if not before or max(before)[2] != "process":
            marks.append((start, start, "process"))
    return sorted(marks)


class _Walk:
    """The titles met so far, and the part that is open while the lines go by."""

    def __init__(self, draft: Draft, timed: set[int], loose: LooseTitles) -> None:
        self.draft, self.timed, self.loose = draft, timed, loose
        self.process: Line | None = None  # the line the steps stand under
        self.marks: list[Mark] = []
        self.current, self.level, self.number = "", 0, 0
        self.unnamed = False  # steps that simply began: headings like theirs go on with them
        self.in_cell = False  # what a table told ends with it
        self.held = 0  # the number the process bears, kept while a part of a step stands in between
        self.entry: int | None = None  # how far a step's own “- 作业：…” is indented: it ends at the next entry

    def take(self, line: Line) -> None:
        in_homework = self.current == "homework"
        if (
            in_homework
            and self.entry is not None
            and line.text.strip()
            and _bullet(self.draft, line.start) <= self.entry
        ):
            self._open(line, "process", number=self.held)
            self.entry = None
        elif in_homework and line.cell and not line.text:  # steps go on after a row for homework
            self._open(line, "process")
            return
        title = title_in_line(line.text, cell=line.cell) if line.text.strip() else None
        title = title or self.loose.find(line, self.current, self.process)
        if title and self._names_no_part(line, title[0]):
            return
        title = self._as_meant(line, title)
        if title and title[0] == "board" and self._is_step_board(line):
            return
        if self.current == "board" and self._steps_go_on(line, titled=title is not None):
            self.marks.pop()
            self.current, self.level, self.number = "process", 0, self.held
        elif title:
            self._begin(line, *title)
        elif self._begins_steps(line):
            self._open(line, "process", level=line.level)
            self.unnamed = True
        elif self._is_end(line):
            self._open(line, "")

    def _steps_go_on(self, line: Line, *, titled: bool) -> bool:
        """Below a 板书： that stood among the steps."""
        text, process, board = self.draft.text, begun(self.marks), self.marks[-1][0]
        if steps_go_on(text, line.text, process, line.start):
            return True
        marked = text[max(0, line.start - 2) : line.start].strip(" \n") + line.text.strip()[:1]
        if not titled and any(sign in MARKS for sign in marked) and _TESTED.search(line.text):  # ■ 当堂检测
            return True
        return not titled and not self.number and numerals_go_on(text, line.text, process, board)

    def _open(self, line: Line, component: str, level: int = 0, number: int = 0, length: int = 0) -> None:
        self.current, self.level, self.number = component, level, number
        self.unnamed, self.in_cell = False, line.cell
        self.marks.append((line.start, line.start + length, component))

    def _begin(self, line: Line, component: str, length: int) -> None:
        bullet = _bullet(self.draft, line.start)
        self.entry = bullet if self.current == "process" and component == "homework" and bullet else None
        self._open(line, component, line.level, ordinal(line.text), length)
        if component == "process":
            self.held, self.process = self.number, line

    def _names_no_part(self, line: Line, component: str) -> bool:
        if _is_inner_label(line, component, self.current) or _is_step_label(self.draft, line, component, self.marks):
            return True
        if component in _OF_EVERY_STEP and self.current == "process" and is_repeated(self.draft.text, line.text):
            return True  # 教学目的： or 【材料】 of every step
        if line.cell and "任务群" in line.text:
            return True  # 学习任务群 | … of the curriculum, no list of tasks
        if line.header and (component != "objectives" or any(mark[2] == "objectives" for mark in self.marks)):
            return True  # 目标 | 活动 | 评价: a matrix, unless the objectives stand in it
        return component == "other" and (not self.current or (self.current == "process" and not self._follows(line)))

    def _is_step_board(self, line: Line) -> bool:
        """板书：… among the steps is what goes on the board there, if the plan has a board of its own or headings go on behind."""
        if self.current != "process" or line.level or not STEP_BOARD.match(line.text):
            return False
        process = next(start for start, _, name in reversed(self.marks) if name == "process")
        inside = _bullet(self.draft, line.start) and not _bullet(self.draft, process)  # no part of the plan is
        return (
            bool(inside) or bool(_OWN_BOARD.search(self.draft.text, line.start + len(line.text))) or self._goes_on(line)
        )

    def _goes_on(self, line: Line) -> bool:
        """True if a heading below those of the process stands behind this line."""
        later = (b for b in self.draft.blocks if b.start > line.start and b.kind == "heading")
        following = next(later, None)
        return following is not None and following.level >= self.level > 0

    def _as_meant(self, line: Line, title: tuple[str, int] | None) -> tuple[str, int] | None:
        if title is None:
            return None
        component, length = title
        if component == "preparation" and self.current == "process" and find_minutes(line.text, heading=True):
            return None  # 论证准备（5分钟） is a step
        if component == "homework" and is_looking_back(self.draft.text, line.start, length):
            return "reflection", length
        if component == "learner_analysis" and asks_first(self.draft.text, line.start, length):
            return None
        return ("", length) if component == "other" else title

    def _begins_steps(self, line: Line) -> bool:
        if self.current == "process" or self.current in _NO_STEPS:
            return False
        if _SLIDE.match(line.text) and any(mark[2] == "process" for mark in self.marks):
            return False  # the slides of steps told before
        if (
            line.level == 1
            and line.start == self.draft.blocks[0].start
            and (self.draft.title.value or "\n") in line.text
        ):
            return False  # 第08课：…（30分钟） is how long the lesson takes
        return _is_step_title(line, self.current) or (line.start in self.timed and self.current != "homework")

    def _is_next(self, line: Line) -> bool:
        return bool(self.number) and _is_next_part(self.draft, line, self.number, self.marks[-1][0])

    def _follows(self, line: Line) -> bool:
        """The next part by its number, whatever steps counted in between: 四、课件大纲 after 三、课堂活动设计 with its 一、二、三、."""
        return self._is_next(line) or bool(self.number and ordinal(line.text) == self.number + 1)

    def _is_end(self, line: Line) -> bool:
        if self.unnamed and line.level == self.level and line.level and not _BEHIND_STEPS.search(line.text):
            return False
        if line.level and self.in_cell and self.current != "process":
            return True  # the table is over
        if self.level and 0 < line.level <= self.level and _ends_part(line.text, self.number):
            return True
        if self.current == "process":
            return self._is_next(line)
        return (
            self.current == "objectives"
            and not line.cell
            and ends_list(self.draft.text, line.start, line.text, self.marks[-1][1])
        )


_OF_EVERY_STEP = {"objectives", "preparation"}


def _is_inner_label(line: Line, component: str, current: str) -> bool:
    """材料：每组一个水槽 inside a step names no part of the plan, nor does 学生：…; as a heading or in brackets it does."""
    if current not in {"process", "preparation"} or line.level or (line.cell and current != "preparation"):
        return False
    text = line.text.strip()
    if component in {"learner_analysis", "key_points"}:
        return bool(_SPOKEN_LABEL.match(text))
    if current != "process" or component not in {"preparation", "homework", "process"}:
        return False
    return not text.startswith(("【", "〔", "[", "〖")) and "\t" not in text and bool(_BARE_MATERIALS.match(text))


def _bullet(draft: Draft, start: int) -> int:
    """How many signs stand before the text of a bulleted line, which begins at `start`; 0 for any other."""
    before = draft.text[draft.text.rfind("\n", 0, start) + 1 : start]
    return len(before) if before.strip() and not before.strip(" -*•·") else 0


# what a step has of its own under names that parts of the plan bear
_OF_STEPS = {"objectives", "textbook_analysis", "key_points", "learner_analysis", "process"}


def _is_step_label(draft: Draft, line: Line, component: str, marks: Sequence[tuple[int, int, str]]) -> bool:
    """教学目标： in every step, or 目的：…, of a plan whose process has begun and whose own objectives stood before it."""
    if component not in _OF_STEPS or not marks or marks[-1][2] != "process" or line.header:
        return False
    known = component in {"textbook_analysis", "process"} or any(mark[2] == component for mark in marks)
    return known and not line.level and (not ordinal(line.text) or _is_next_entry(draft, line, marks[-1][0]))


def _is_next_entry(draft: Draft, line: Line, since: int) -> bool:
    """`4. 难点：…` of a step whose `3.` stands above it."""
    number = re.match(r"\s*(\d{1,2})[.．、]", line.text)
    return bool(number) and bool(
        re.search(rf"(?m)^\s*{int(number[1]) - 1}[.．、]", draft.text[since : line.start])  # type: ignore[index]
    )


_TESTED = re.compile(
    r"(?:当堂|达标|课堂|随堂)(?:检测|训练|达标|练习|测评)"
)  # 四、当堂检测 after 三、课堂探究 is a step as well


def _ends_part(heading: str, number: int) -> bool:
    own = ordinal(heading)
    if number and own == number + 1 and _TESTED.search(heading):
        return False
    if number:
        return (own == 0 and not _STEP_TITLE.search(heading)) or own == number + 1 or "课程总结" in heading
    return own == 0 and not _STEP_TITLE.search(heading)


def _is_next_part(draft: Draft, line: Line, number: int, since: int) -> bool:
    """五、参考答案 after 四、教学过程 whose steps are numbered in another way: no line began with such a numeral in between."""
    text = line.text.strip()
    if not _CN_ORDINAL.match(text) or ordinal(text) != number + 1 or len(text) > 20 or _STEP_TITLE.search(text):
        return False
    return len(_CN_LINES.findall(draft.text, since, line.start)) <= 1  # the title's own


def _is_step_title(line: Line, current: str) -> bool:
    """导入, 【合作探究】, 二、巩固练习 …; among objectives or materials `1.` numbers entries, so a stronger mark is asked for."""
    if line.header or line.inner:
        return False
    text = _PICTURED.sub("", line.text.strip())
    if not 2 <= len(text) <= 30 or "。" in text:
        return False
    if current in {"objectives", "key_points", "preparation"} and not (line.level or _STRONG_MARK.match(text)):
        return False
    marked = line.level > 0 or LEAD.match(text + "x").end() > 0  # type: ignore[union-attr]
    return marked and bool(_STEP_TITLE.search(text))
