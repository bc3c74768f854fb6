"""The tree of numbers on a sheet: which line is a question, which a sub-question, which only belongs to one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviewer.homework.lines import Line
from reviewer.homework.nodes import Node
from reviewer.homework.numbering import LOST, RANK, Marker, head_markers, inline_markers
from reviewer.homework.regions import Region, closes, open_region
from reviewer.homework.tasks import TAKEN_BESIDE, asks, is_contents, is_lesson_name, is_marked_task
from reviewer.homework.tier_labels import TierLabel, after_label, tier_heading

OTHER_COLUMN = re.compile(
    r"意图|说明|评价|目标|答案|时长|用时|时间|来源|难度|类型|形式|能力|素养|序号|题号|反馈|标准|水平"
)
SCORE = re.compile(r"[（(](?:本|此|每|共|满分|计)[^（()）]{0,12}\d+\s*分[^（()）]{0,6}[)）]")  # （本部分共20分）
_MENDS = re.compile(r"错在|改正|毛病|指出|判断|排[序列]")
_BESIDE = r"[【\[](?:(?:[家课今].)?作业|小?(?:活动|实[践验]|调查|制作)|我[来会能].{1,4})[】\]]"  # 【作业】背诵第二段
_SET_BESIDE = re.compile(rf"{_BESIDE}|{TAKEN_BESIDE}|完成《[^》]{{2,12}}》")
_STEPS_OF_CARD = re.compile(r"[【\[（(]?(?:活动|任务|项目|作业|实践|操作|实验|制作)?步骤[】\]）)]?\s*(?:[:：]|$)")
_FIELD_OF_CARD = re.compile(r"(?!.{0,4}(?:内容|任务|题目|活动|练习|作业))[\u4e00-\u9fff]{2,6}\s*[:：]")
CARD_LINES = 6  # title, product, standard … above the steps
_STRONG = {"roman", "part", "cn", "num", "di", "word"}


@dataclass(slots=True)
class _State:
    root: Node
    stack: list[Node]
    last: dict[str, int] = field(default_factory=dict)
    region: Region | None = None
    tier: TierLabel | None = None
    tier_heading: int = 0
    section: int = 0
    row: tuple[int, int] | None = None
    row_tier: TierLabel | None = None
    card: Node | None = None  # the steps of a card that are being read
    aimed: bool = False  # a goal has been stated and nothing been asked since


def _expected(state: _State) -> dict[str, int]:
    expected = {style: value + 1 for style, value in state.last.items()}
    expected.update({node.marker.style: node.marker.value + 1 for node in state.stack if node.marker})
    return expected


def _accepts(state: _State, marker: Marker, following: Marker | None) -> bool:
    """Whether a number fits the numbers before it (or, lacking these, the one after it)."""
    goes_on = following is not None and following.style == marker.style and following.value == marker.value + 1
    for node in reversed(state.stack):
        if node.marker and node.marker.style == marker.style:
            step = marker.value - node.marker.value
            lost_some = 1 < step <= LOST and marker.style in _STRONG and not marker.weak
            return step == 1 or lost_some or (marker.value == 1 and (not marker.weak or goes_on))
    if state.last.get(marker.style) == marker.value - 1 and marker.value > 1:
        return True
    if marker.value == 1:
        return goes_on or not marker.weak
    return goes_on and not marker.weak and marker.style in _STRONG


def _push(state: _State, marker: Marker, line: Line, start: int) -> Node:
    same = next((n for n in state.stack if n.marker and n.marker.style == marker.style), None)
    while state.stack[-1] is not state.root and (
        same in state.stack or (state.stack[-1].marker is not None and state.stack[-1].marker.rank > marker.rank)
    ):
        state.stack.pop()
    if RANK["di"] <= marker.rank < RANK["pnum"]:
        state.last = {style: value for style, value in state.last.items() if RANK[style] < RANK["numr"]}
    parent = state.stack[-1]
    tier = state.row_tier or state.tier
    node = Node(
        marker,
        start,
        line,
        line.heading if not marker.inline else 0,
        tier,
        parent=parent,
        section=state.section,
    )
    own = tier_heading(line.text) if not marker.inline and marker.rank <= RANK["num"] else None
    if own and marker.rank >= RANK["di"] and is_marked_task(line.text):
        own = None  # 2. 选做：你同意谁？ is a task
    if own:
        state.tier, state.tier_heading, node.tier = own, line.heading, own
        state.section += 1
    elif (
        marker.style in {"cn", "roman", "part", "word"}
        and state.tier
        and not state.tier_heading
        and _outside(state, marker, line)
    ):
        state.tier = node.tier = None
    parent.children.append(node)
    state.aimed = False
    state.stack.append(node)
    state.last[marker.style] = marker.value
    return node


def _outside(state: _State, marker: Marker, line: Line) -> bool:
    """Whether a heading number of the same rank as the tier's own ends the tier (一、基础 … 三、家长评价)."""
    siblings = [n for n in state.stack[-1].children if n.line and n.marker and n.marker.style == marker.style]
    if marker.style == "word":  # 练习1 below 层次一 is in it
        siblings = [n for n in siblings if n.line and n.line.text[:2] == line.text[:2]]
    return any(n.line and tier_heading(n.line.text) for n in siblings)


def _segment(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].rstrip()
    return Line(line.start + start, line.start + start + len(text), text, line.heading, cell=line.cell)


def _add_numbered(state: _State, line: Line, heads: list[Marker], following: Marker | None) -> bool:
    after = heads[-1].content if heads else 0
    found = [*heads, *inline_markers(line.text, after, heads[-1] if heads else None, following)]
    if not heads and _lists_material(state, line, found):
        return False
    kept: list[Marker] = []
    for index, marker in enumerate(found):
        inside = index + 1 < len(found) and not marker.weak  # a weak one must agree with the next line's
        upcoming = found[index + 1] if inside else following
        if _accepts(state, marker, upcoming):
            if not kept and marker.start > 0:
                _add_plain(state, _segment(line, 0, marker.start))
            kept.append(marker)
            _push(state, marker, line, line.start + marker.start)
            end = next((m.start for m in found[index + 1 :]), len(line.text))
            state.stack[-1].parts.append(_segment(line, marker.start, end))
        elif kept:
            end = next((m.start for m in found[index + 1 :]), len(line.text))
            state.stack[-1].parts.append(_segment(line, marker.start, end))
    return bool(kept)


def _lists_material(state: _State, line: Line, found: list[Marker]) -> bool:
    """Whether ①②③ in a task without a number are what it is about (指出错在哪里：①…②…) rather than questions."""
    open_number = state.stack[-1].marker
    if not found or found[0].style != "circ" or found[0].start == 0:
        return False
    if open_number is not None and open_number.rank >= RANK["di"]:
        return False
    ends = [marker.start for marker in found[1:]]
    inner = [line.text[marker.content : end] for marker, end in zip(found, ends, strict=False)]
    stem = line.text[: found[0].start]
    return bool(asks(stem) or _MENDS.search(stem)) and not any(asks(text) for text in inner)


def _add_plain(state: _State, line: Line) -> None:
    if _next_row(state.stack[-1], line) or (
        state.row_tier and state.stack[-1].marker is None and state.stack[-1].tier is not state.row_tier
    ):
        _new_section(state, 7)
    state.aimed = state.aimed and (bool(_FIELD_OF_CARD.match(line.text)) or not asks(line.text))
    if state.stack[-1].ended and not line.code:
        _new_section(state, 7)
    if not state.stack[-1].ended:
        state.stack[-1].parts.append(line)


def _next_row(node: Node, line: Line) -> bool:
    """Whether a cell of a task column stands in another row than the question that is still open."""
    last = node.parts[-1].cell if node.marker and node.parts else None
    return bool(last and line.cell and last[:2] != line.cell[:2] and re.search(r"内容|题目", line.column_title))


def _new_section(state: _State, heading: int) -> None:
    """An unnumbered heading closes the questions above it and opens a nameless node for what follows."""
    while state.stack[-1] is not state.root and (state.stack[-1].heading == 0 or state.stack[-1].heading >= heading):
        state.stack.pop()
    state.section += 1
    tier = state.row_tier or state.tier
    node = Node(None, 0, None, heading, tier, parent=state.stack[-1], section=state.section)
    state.stack[-1].children.append(node)
    state.stack.append(node)


def _open_card(state: _State, line: Line) -> None:
    """目标：… 材料：… 步骤：1. … 2. … with nothing asked between: title and steps together are the task."""
    above = state.stack[-1]
    _new_section(state, 6)
    state.card = state.stack[-1]
    state.card.whole = state.card.ended = True
    if above.marker is None and len(above.parts) <= CARD_LINES:
        state.card.parts, above.parts = above.parts, []
    state.card.parts.append(line)
    state.aimed = False


def _add_heading(state: _State, line: Line, tier: TierLabel | None) -> None:
    level = line.heading or 6
    if tier:
        state.tier, state.tier_heading = tier, line.heading
    elif state.tier and line.heading and line.heading <= (state.tier_heading or 6):
        state.tier = None
    in_question = any(node.marker and 0 < node.heading < level for node in state.stack)
    if tier or line.heading < 4 or not in_question:
        _new_section(state, level)


def _enter_cell(state: _State, line: Line) -> bool:
    """Follow table rows; True where the cell's column holds no tasks."""
    row = line.cell[:2] if line.cell else None
    if row != state.row:
        if row is None and state.row_tier is state.tier:
            state.tier = None
        state.row, state.row_tier = row, None
    if line.cell is None:
        return False
    title = line.column_title
    if title and OTHER_COLUMN.search(title) and not re.search(r"内容|题目", title) and title != line.text:
        state.row_tier = tier_heading(line.text) or state.row_tier
        return True
    return False


def build_outline(lines: list[Line]) -> Node:
    """Read the lines once, top to bottom; returns the root of the tree."""
    root = Node(None, 0)
    state = _State(root, [root])
    lines = [line for line in lines if not is_contents(line.text)]
    heads = [[] if line.code or line.quoted else head_markers(line.text) for line in lines]
    following: list[Marker | None] = [None] * len(lines)
    upcoming: Marker | None = None
    for index in range(len(lines) - 1, -1, -1):
        following[index] = upcoming
        upcoming = heads[index][0] if heads[index] else upcoming
    for line, markers, after in zip(lines, heads, following, strict=True):
        _read_line(state, line, markers, after)
    return root


def _enter_region(state: _State, line: Line, opened: Region) -> None:
    state.region = opened
    if opened.kind in {"answer", "meta"}:
        state.stack[-1].ended = state.stack[-1] is not state.root
    if line.heading and opened.kind == "meta":
        _add_heading(state, line, None)


def _read_line(state: _State, line: Line, markers: list[Marker], following: Marker | None) -> None:
    if line.code:
        if state.region is None:
            _add_plain(state, line)
        return
    if _enter_cell(state, line):
        aside = open_region(line, markers)
        if aside and aside.kind in {"meta", "answer"} and state.region is None:
            state.region = aside  # the first cell of the row says that the row holds no task
        return
    opened = open_region(line, markers)
    if state.card and markers and not opened and not line.heading:
        state.card.parts.append(line)
        return
    state.card = None
    if state.region and (opened is None and not closes(state.region, line, markers, _expected(state))):
        return
    if opened and opened.cell and state.region and not state.region.cell and state.region.kind != "hint":
        return  # a label cell of a table inside 评价 or 目标: the whole table belongs to it
    state.region = None
    if opened and state.aimed and _STEPS_OF_CARD.match(line.text):
        _open_card(state, line)
        return
    if opened and opened.goals:
        state.aimed = True
    if opened and not (markers and opened.inline and opened.kind == "hint"):
        _enter_region(state, line, opened)
        return
    _read_work(state, line, markers, following)


def _read_work(state: _State, line: Line, markers: list[Marker], following: Marker | None) -> None:
    """A line that opens nothing else: a heading, a question, or what belongs to the one above it."""
    if not markers and SCORE.fullmatch(line.text):
        return
    tier = None if markers else tier_heading(line.text)
    if not tier and not markers and not line.cell and _SET_BESIDE.match(line.text):  # no part of the question above
        _new_section(state, 6)
        return _add_plain(state, line)
    if not tier and not markers and not line.heading and not line.cell and is_lesson_name(line.text):
        state.tier = None
        _new_section(state, 6)
        return
    if tier and line.cell and not line.heading:
        state.row_tier = tier
    if tier or (line.heading and not markers):
        _add_heading(state, line, tier)
        if not tier or after_label(line.text):
            state.stack[-1].parts.append(line)
        return
    if not line.quoted and _add_numbered(state, line, markers, following):
        return
    # `三、C层` counts as a tier's heading even where its number does not fit the numbers before it
    unfit = tier_heading(line.text) if markers and markers[0].rank < RANK["num"] else None
    if unfit:
        _add_heading(state, line, unfit)
    else:
        _add_plain(state, line)
