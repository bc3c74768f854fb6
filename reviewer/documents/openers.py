"""Lines that may open a lesson or a sheet in a file that holds several: 《…》教学设计, 课题：…, 第2课 …, 第二课时, 周三."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.datamodels import Block, Section
from reviewer.documents.labels import is_component, is_part
from reviewer.documents.sections import strip_title
from reviewer.documents.textbooks import NUMBER
from reviewer.documents.titles import COURSE, GENRE, bare

# From the whole of a lesson to one of its periods: a coarser form that splits a file is tried before a finer one.
FORMS = ("genre", "course", "lesson", "repeat", "period", "sheet")
MAX_LINE = 60
MAX_OPENERS = 200  # more lines of one form than a term has lessons are something else
MARKS = r"[\s#*>【\[（(◆●■★☆]*"
GENRE_LINE = re.compile(rf"(?:{GENRE}|教学详案|作业)[\s*】）)]*(?:[（(][^（）()]{{1,16}}[)）])?[\s*]*$")
LESSON = re.compile(
    rf"{MARKS}(?:第\s*{NUMBER}\s*课(?!时|堂|后|前|外)|课题\s*{NUMBER}(?=[\s　:：《])|(?:Unit|Lesson|Module)\s*\d+|\d{{1,2}}[*＊]?[\s　、.．]*《)",
    re.IGNORECASE,
)
PERIOD = re.compile(
    rf"{MARKS}(?:第\s*{NUMBER}\s*(?:课\s*时|学时|教时|次课)|课时\s*{NUMBER}(?=\D|$)|Period\s*\w{{1,5}}\b)"
    rf"|^[^。；]{{1,24}}[（(]?第\s*{NUMBER}\s*(?:课\s*时|教时|次课)[)）]?(?:教学设计|教案|作业)?\W*$",
    re.IGNORECASE,
)
SHEET = re.compile(
    rf"{MARKS}(?:(?:课时|课后|家庭|分层|单元)?(?:作业|练习|检测|小测|练习单|作业单)\s*(?:{NUMBER}|[（(]\s*{NUMBER}\s*[)）])(?=\W|$|[^\d分题])|(?:星期|周)[一二三四五六日](?:作业)?(?=[\s　:：*】）)（(]|$)|第\s*{NUMBER}\s*(?:天|日|次作业|周)(?=\W|$))"
)
STEP = re.compile(
    rf"{MARKS}(?:第?{NUMBER}?(?:任务|活动|环节|板块|步骤|阶段|篇章)\s*{NUMBER}?|[一二三四五六七八九十]+[、.．]|[（(]{NUMBER}[)）]|\d+[.、．])"
)
INNER_STEP = re.compile(rf"{MARKS}第?{NUMBER}?(?:任务|活动|环节|板块|步骤|阶段|篇章)")
LIST = re.compile(r"\s*[-+*] |.*\|")
ENDS_SENTENCE = re.compile(r"[。！？!?；;，,]\W*$")
MATRIX = re.compile(
    r"(?:(?:学习|教学)?(?:目标|活动|任务|过程|环节|证据|检测|评价|评估|练习|作业)(?:设计)?\s*[—–\-·、/与和→~～|及 ]*){2,}(?:对照|对应|一致|落实|一览)?表?"
)
LEADERS = re.compile(r"[….·]{3,}\s*\d*\s*$")  # a table of contents


@dataclass(frozen=True, slots=True)
class Opener:
    """A line that may open a part, and the name it gives to it."""

    start: int
    title: str


def find_openers(form: str, text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> list[Opener]:
    """All lines of one form, in reading order; none if there are too many for each to open a lesson."""
    found = _of_form(form, text, blocks, sections)
    return found if len(found) <= MAX_OPENERS else []


def _of_form(form: str, text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> list[Opener]:
    if form == "repeat":
        return _repeats(text, blocks, sections)
    if form == "course":
        return _courses(text, blocks, sections)
    pattern = {"genre": GENRE_LINE, "lesson": LESSON, "period": PERIOD, "sheet": SHEET}[form]
    found = []
    for start, line in lines_of(text, blocks):
        fits = pattern.search(line) if form == "genre" else pattern.match(line)
        if fits and _may_open(line) and not (form == "genre" and _is_label(line)):
            found.append(Opener(start, _title(form, line)))
    return found


def lines_of(text: str, blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """The lines outside page headers; of a table the first cell of each row only."""
    found: list[tuple[int, str]] = []
    row: tuple[int | None, int | None] = (None, None)
    for block in blocks:
        if block.kind == "header":
            continue
        if block.kind == "cell":
            if (block.table, block.row) == row:
                continue
            row = (block.table, block.row)
        start = block.start
        for line in text[block.start : block.end].split("\n"):
            if line.strip():
                found.append((start, line))
            start += len(line) + 1
    return found


def _may_open(line: str) -> bool:
    return len(line.strip()) <= MAX_LINE and not ENDS_SENTENCE.search(line) and not LEADERS.search(line)


def _is_label(line: str) -> bool:
    """Whether the line names a section, or several in a row: 教学目标, 目标—活动—检测—作业."""
    title = strip_title(line)
    return is_component(title) or is_part(title) or bool(MATRIX.fullmatch(title))


def _title(form: str, line: str) -> str:
    plain = re.sub(r"[#*【】\[\]]+", " ", line).strip(" 　:：|")
    if form in ("genre", "lesson"):
        return bare(line) or plain
    return re.sub(r"\s+", " ", plain)[:40]


def _courses(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> list[Opener]:
    """课题：荷花, or a table's row 课题 | 荷花."""
    index_of = {block.start: index for index, block in enumerate(blocks)}
    named = re.compile(r"课题(?:名称)?|课程名称|授课题目|作业主题")
    rows = [section for section in sections if named.fullmatch(section.title.replace(" ", ""))]
    found = []
    for section in rows if len(rows) <= MAX_OPENERS else ():
        end = text.find("\n", section.start)
        line = text[section.start : end if end >= 0 else len(text)][:200]
        match = COURSE.search(line)
        after = blocks[index_of[section.start] + 1 :][:1] if section.start in index_of else []  # the next cell or line
        course = match.group(1) if match else next((text[b.start : b.end] for b in after), line)
        found.append(Opener(section.start, bare(course) or re.sub(r"\s+", " ", course)[:40]))
    return found


def _repeats(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> list[Opener]:
    """Where the first component of a plan comes back (教材分析 … 教材分析), with the short line above it as its name."""
    first = next((section for section in sections if is_component(section.title)), None)
    if first is None:
        return []
    lines = lines_of(text, blocks)
    headings = {block.start for block in blocks if block.kind == "heading"}
    again = [section for section in sections if (section.title, section.level) == (first.title, first.level)]
    found: list[Opener] = []
    for section in again if len(again) <= MAX_OPENERS else ():
        above = next(((start, line) for start, line in reversed(lines) if start < section.start), None)
        if above and INNER_STEP.match(above[1]):
            return []  # the steps of one lesson, each with its objective
        found.append(_named_by(above, section, headings))
    return found


def _named_by(above: tuple[int, str] | None, section: Section, headings: set[int]) -> Opener:
    """The line above a part's first component, if it is a name and not the last line of the part before."""
    if above:
        start, line = above
        marked = start in headings
        if _may_open(line) and not (_is_label(line) or LIST.match(line) or (STEP.match(line) and not marked)):
            title = "" if PERIOD.match(line) else bare(strip_title(line) if marked else line)
            return Opener(start, title or _title("period", line))
    return Opener(section.start, "")
