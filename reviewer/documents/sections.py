"""Where the titled stretches of a draft begin: headings, numbered lines, label cells, and 标题：内容."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.datamodels import Block, Section
from reviewer.documents.labels import COMPONENT, is_component, is_part
from reviewer.documents.layout import clean, is_header_row

NUMERAL = "[一二三四五六七八九十百]"
# What a line starts with, and the style it shows; the first that matches counts.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "stage",
        re.compile(
            rf"(?:第\s*(?:{NUMERAL}+|\d+)\s*(?:个?环节|部分|步骤?|板块|阶段|关|课时|学时|篇章)|(?:环节|步骤|活动|任务|板块|阶段|模块|课时)\s*(?:{NUMERAL}+|\d+)|Step\s*\d+)\s*[:：、.．—\-\s]*"
        ),
    ),
    ("cn", re.compile(rf"{NUMERAL}+\s*[、.．]\s*|{NUMERAL}+[　 \t]+(?=(?:{COMPONENT})[　 \t]*(?:[:：]|$))")),
    ("cn-paren", re.compile(rf"[（(]\s*{NUMERAL}+\s*[)）]\s*[、.．]?\s*")),
    ("num", re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\s*[、.．]?(?!\d)\s*")),
    ("num-paren", re.compile(r"[（(]\s*\d{1,2}\s*[)）]\s*|[①-⑳❶-❿]\s*|[ⅠⅡⅢⅣⅤⅥ]+[、.．]?\s*")),
)
DEPTH = {"label": 0, "stage": 1, "cn": 1, "cn-paren": 2, "num": 3, "part": 1}
WRAP = "*_`~# \t　【】[]〔〕〖〗「」◆◇■□●○▲★☆◎※❖✿❀►▶➤☞▪▍▎▌▋▊▉█┃>|"
LEAD = re.compile(r"[\s*_`~#>|◆◇■□●○▲★☆•·　+\-√✓◎※❖✿❀►▶➤☞▪▍▎▌▋▊▉█┃]*")
LABELLED = re.compile(r"[【\[]?\s*([^:：，。；！？|【】\n]{1,20}?)\s*(?:[】\]]\s*[:：]?|[:：])[*_】\s]*")
# 教学准备 课件: the colon left out, as recognition and careless typing do.
SPACED = re.compile(r"([\u4e00-\u9fff]{4,8})[　 \t]+(?=[^\s:：|])")
MINUTES = re.compile(
    r"[（(]\s*(?:约|大约|用时|预计)?\s*\d+\s*(?:[-~～—–至]\s*\d+)?\s*(?:分钟|分|min|['’‘′＇])[^（）()]{0,6}[)）]?"
)
ENDS_SENTENCE = re.compile(r"[。！？!?；;，,…]$")
LINE_END = re.compile(r"\n|<br\s*/?>|$")
RUN_IN = re.compile(r"(?<=..)[:：]?(教师|学生)活动$")  # 三、自主练习教师活动:
UNIT = re.compile(rf"第?\s*(?:\d+|{NUMERAL}+)\s*(?:课时|学时|节课|分钟|[年月日个分倍])")  # 1课时 is no numbering
MAX_TITLE = 30
PROCESS = re.compile(
    r"(教学|学习|课堂|实施|活动)(过程|流程|步骤|环节|实施过程).{0,4}"
)  # a header cell that is the section's title as well
STEP_COLUMN = re.compile(r"(教学|学习|活动|课堂|实施)?(环节|步骤|流程|阶段|过程|程序|板块|活动).{0,4}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A place where a section may begin. `style` tells its rank; `level` is set where the file marks it."""

    title: str
    start: int
    body: int
    style: str
    level: int = 0
    inner: bool = False  # a line within a cell that stands under a column title


def find_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The sections of a draft in reading order; a section ends where one of the same or a higher rank begins."""
    headings = list(_headings(text, blocks))
    levels = _levels(text, headings)
    sections = []
    for index, (heading, level) in enumerate(zip(headings, levels, strict=True)):
        later = (headings[after].start for after in range(index + 1, len(headings)) if levels[after] <= level)
        sections.append(Section(heading.title, heading.start, heading.body, next(later, len(text)), level))
    return tuple(sections)


def strip_title(raw: str) -> str:
    """A heading without numbering, marks and trailing colon: `# **一、	教学目标：**` → 教学目标."""
    title = re.sub(r"<br\s*/?>|\s+", " ", raw).replace("**", "").strip(WRAP + ":：")
    for _ in range(2):  # 一、1. 导入
        for _style, pattern in STYLES:
            match = pattern.match(title)
            rest = title[match.end() :].strip(WRAP + ":：") if match else ""
            if rest and not UNIT.match(title):
                title = rest
                break
    return RUN_IN.sub("", title).replace("【", "").replace("】", "").strip()


def _headings(text: str, blocks: Sequence[Block]) -> Iterator[Heading]:
    rows = _rows(text, blocks)
    last = ""  # title of the heading before
    for block in blocks:
        if block.kind == "header":
            continue
        if block.kind == "heading":
            title = strip_title(text[block.start : block.end])
            if title:
                last = title
                yield Heading(title, block.start, block.end, f"mark{block.level}", block.level)
            continue
        row = rows.get((block.table, block.row)) if block.kind == "cell" else None
        found = _label_cell(text, block, row) if row else None
        if row and found:
            row.labelled = not row.is_header
            if not (row.is_header and PROCESS.search(last)):  # 教学过程, then a table headed 教学环节 | …
                yield found
            last = found.title
        elif row is None or not row.is_header:
            inner = row is not None and (row.labelled or block.column_title is not None)
            for heading in _lines_in(text, block):
                last = heading.title
                yield replace(heading, inner=inner)


@dataclass(slots=True)
class _Row:
    """A table row: where its first cell begins, how many cells it has, whether a label cell heads it."""

    start: int
    cells: int
    is_header: bool
    labelled: bool = False


def _rows(text: str, blocks: Sequence[Block]) -> dict[tuple[int | None, int | None], _Row]:
    cells: dict[tuple[int | None, int | None], list[Block]] = {}
    for block in blocks:
        if block.kind == "cell":
            cells.setdefault((block.table, block.row), []).append(block)
    return {
        key: _Row(row[0].start, len(row), is_header_row([text[cell.start : cell.end] for cell in row]))
        for key, row in cells.items()
    }


def _lines_in(text: str, block: Block) -> Iterator[Heading]:
    start = block.start
    for stop in LINE_END.finditer(text, block.start, block.end):
        heading = _line_heading(text[start : stop.start()], start)
        if heading:
            yield heading
        start = stop.end()


def _label_cell(text: str, block: Block, row: _Row) -> Heading | None:
    """A cell that names what the rest of its row is: 教学目标 | …, or a step in the column 教学环节."""
    raw = text[block.start : block.end]
    if len(raw) > 60:
        return None
    title = strip_title(raw)
    first = block.start == row.start
    compact = clean(title)
    if is_component(compact) and (not row.is_header or (first and PROCESS.fullmatch(compact))):
        return Heading(compact, block.start, block.end, "label")
    if row.is_header or not first or row.cells < 2:
        return None
    if is_part(compact):
        return Heading(compact, block.start, block.end, "part")
    step = block.column_title is not None and STEP_COLUMN.fullmatch(block.column_title)
    if step and title and len(title) <= MAX_TITLE and not ENDS_SENTENCE.search(title):
        return Heading(title, block.start, block.end, "stage")
    return None


def _line_heading(line: str, offset: int) -> Heading | None:
    """The heading that `line` is, or begins with (标题：内容); None for a line of content."""
    lead = LEAD.match(line)
    left = lead.end() if lead else 0
    bare = line[left:].rstrip()
    if not bare:
        return None
    style, rest_at = _style(bare)
    whole = strip_title(bare[: 3 * MAX_TITLE])
    start = offset + left
    if len(whole) <= MAX_TITLE and not ENDS_SENTENCE.search(bare.rstrip("*_ ")):
        if is_component(whole):
            return Heading(whole, start, start + len(bare), style or "label")
        if is_part(whole):
            return Heading(whole, start, start + len(bare), "part")
        is_bullet = "*" in line[:left].split("**")[0] or "-" in line[:left]
        if style in ("stage", "cn", "cn-paren") and not is_bullet and ("：" not in whole or style == "stage"):
            return Heading(whole, start, start + len(bare), style)
        if style == "num" and MINUTES.search(bare) and not UNIT.match(bare):
            return Heading(whole, start, start + len(bare), style)
        if style is None and line.strip().startswith("【") and line.strip().endswith("】") and len(whole) <= 12:
            return Heading(whole, start, start + len(bare), "cn-paren")
    spaced = SPACED.match(bare, rest_at)
    if spaced and is_component(spaced.group(1)):
        return Heading(spaced.group(1), start, start + spaced.end(), style or "label")
    labelled = LABELLED.match(bare, rest_at)
    if labelled:
        title = labelled.group(1).replace("*", "").strip()
        if is_component(title) or is_part(title):
            rank = (style or "label") if is_component(title) else "part"
            return Heading(title, start, start + labelled.end(), rank)
    return None


def _style(bare: str) -> tuple[str | None, int]:
    """The numbering style a line begins with, and where the words after it begin."""
    for style, pattern in STYLES:
        match = pattern.match(bare)
        if match and match.end() < len(bare):
            return style, match.end()
    return None, 0


def _levels(text: str, headings: Sequence[Heading]) -> list[int]:
    """A rank for each heading: marked ones keep theirs; components share one; other styles come below it."""
    marked = [heading.level for heading in headings if heading.level and is_component(heading.title)]
    top = min(marked, default=2 if any(heading.level == 1 for heading in headings) else 1)
    used = {heading.style for heading in headings if not heading.level and is_component(heading.title)}
    levels: list[int] = []
    inside = top  # rank of the last marked heading: unmarked ones lie within it
    nested = False  # label cells right under a marked component are its parts: 教学成效与反思 → 教学成效 | …
    for index, heading in enumerate(headings):
        if heading.level:
            inside, nested = heading.level, False
            levels.append(heading.level)
            continue
        before = headings[index - 1] if index else heading
        if before.level and is_component(before.title):
            nested = not re.search(r"\w", text[before.body : heading.start])
        if heading.inner:
            levels.append(max(top, inside) + 2 + DEPTH.get(heading.style, 3))
        elif is_component(heading.title):
            levels.append(top + (nested and inside >= top))
        elif heading.style in used and not marked:
            levels.append(top)
        else:
            levels.append(max(top + (nested and heading.style != "part"), inside) + DEPTH.get(heading.style, 3))
    return levels
