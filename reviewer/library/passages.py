"""Exemplars cut by meaning: one activity, one tier, one objective block, one rubric table, one paragraph on learners.

A passage is verbatim text of the exemplar. Passages that the exemplar's author named as strengths come first, each
with why it is good; the rest of the body follows, block by block, tagged by what part of a plan or sheet it is
(`parts.py`). Nothing of the body but headings without content is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reviewer.library.exemplars import Exemplar
from reviewer.library.parts import find_part, is_tier, show_criteria

MAX_CHARS = 600  # a longer block is cut between lines; e5 reads 512 tokens, about 750 Chinese characters
UNIT = re.compile(r"^\|.*(?:\n\|.*)*|^.*\S.*$", re.M)  # a whole table, or a line
MIN_CHARS = 24  # a shorter one joins the block before it


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """What is searched. `criteria`: what it shows, those a strength names first; `why` is the author's word on it.

    `part` says what it is (activity, objectives, tier …) and `heading` where it stands in the exemplar.
    """

    exemplar: str
    criteria: tuple[str, ...]
    text: str
    why: str = ""
    part: str = ""
    heading: str = ""


@dataclass(slots=True)
class _Block:
    """Lines that belong together. `rows` marks a table whose rows are activities: one passage each."""

    heading: str
    lines: list[str] = field(default_factory=list)
    rows: bool = False

    def texts(self) -> Iterator[str]:
        if self.rows:
            yield from self.lines
            return
        held: list[str] = []
        for line in self.lines:
            if held and sum(map(len, held)) + len(line) > MAX_CHARS:
                yield "\n".join(held)
                held = []
            held.append(line)
        if held:
            yield "\n".join(held)


def cut_passages(exemplar: Exemplar) -> list[IndexedPassage]:
    """The strengths' passages, then the blocks of the body that are not one of them."""
    strengths = [
        IndexedPassage(exemplar.id, (strength.criterion,), strength.passage, strength.why)
        for strength in exemplar.strengths
    ]
    shown = {_squeeze(passage.text): number for number, passage in enumerate(strengths)}
    rest = []
    for block in _blocks(exemplar.body):
        for text in block.texts():
            part = find_part(exemplar.kind, block.heading, text)
            holding = [s.criteria[0] for s in strengths if _squeeze(s.text) in _squeeze(text)]
            criteria = tuple(dict.fromkeys([*holding, *show_criteria(exemplar.kind, part, text)]))
            same = shown.get(_squeeze(text))
            if same is None:
                rest.append(IndexedPassage(exemplar.id, criteria, text, "", part, block.heading))
            else:
                strengths[same] = replace(
                    strengths[same],
                    criteria=tuple(dict.fromkeys([*strengths[same].criteria, *criteria])),
                    part=part,
                    heading=block.heading,
                )
    return [*(_placed(passage, rest) for passage in strengths), *rest]


def index_text(exemplar: Exemplar, passage: IndexedPassage) -> str:
    """What is embedded and tokenised: a passage alone rarely says what lesson it is from, so the place goes before it."""
    return f"{exemplar.stage}{exemplar.subject} {exemplar.grade} {exemplar.title} {exemplar.lesson_type} {passage.heading}\n{passage.text}"


def _placed(passage: IndexedPassage, blocks: list[IndexedPassage]) -> IndexedPassage:
    """A strength that is a piece of a block, with the block's part and heading."""
    if passage.heading:
        return passage
    first = _squeeze(passage.text.splitlines()[0])
    for block in blocks:
        if first in _squeeze(block.text):
            return replace(passage, part=block.part, heading=block.heading)
    return passage


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _blocks(body: str) -> list[_Block]:
    """The body's blocks in order. A heading, a table and, before the first section, a bold label open a new one."""
    blocks = [_Block("")]
    headings: dict[int, str] = {}
    for unit in UNIT.findall(body):
        heading = re.match(r"(#+)\s*(.*)", unit)
        label = re.match(r"\*\*([^*]{2,12})\*\*", unit)
        path = _path(headings)
        if heading:
            level = len(heading[1])
            headings = {depth: title for depth, title in headings.items() if depth < level} | {level: heading[2]}
            blocks.append(_Block(_path(headings)))
        elif unit.startswith("|") and not is_tier(path):
            rows = unit.splitlines()
            if _is_process(rows[0], path):
                blocks.append(_Block(path, [row for row in rows[2:] if row.strip("| ")], rows=True))
            else:
                blocks.append(_Block(path, [unit]))
            blocks.append(_Block(path))
        elif label and max(headings, default=0) <= 1:
            blocks.append(_Block(label[1], [unit]))
        else:
            blocks[-1].lines.append(unit)
    return _merge_short([block for block in blocks if block.lines])


def _path(headings: dict[int, str]) -> str:
    """Section and subsection, without the exemplar's own title."""
    return " · ".join(title for depth, title in sorted(headings.items()) if depth > 1)


def _is_process(header: str, heading: str) -> bool:
    """A table of activities: it has a column for what pupils or the teacher do, or stands in the course of the lesson."""
    return bool(re.search(r"学生活动|教师活动|学生.{0,4}做|老师.{0,4}做|师生", header)) or (
        "过程" in heading and bool(re.search(r"环节|时间|步骤|活动", header))
    )


def _merge_short(blocks: list[_Block]) -> list[_Block]:
    merged: list[_Block] = []
    for block in blocks:
        short = sum(map(len, block.lines)) < MIN_CHARS
        if short and merged and not merged[-1].rows and merged[-1].heading == block.heading:
            merged[-1].lines += block.lines
        else:
            merged.append(block)
    return merged
