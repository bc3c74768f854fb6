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
    """Stretches of the body that belong together. `rows` marks a table whose rows are activities: one passage each."""

    heading: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    rows: bool = False

    def cut(self) -> Iterator[tuple[int, int]]:
        """The passages: each row, or as many lines as fit into MAX_CHARS, with what stands between them."""
        start, end = self.spans[0]
        for next_start, next_end in self.spans[1:]:
            if self.rows or next_end - start > MAX_CHARS:
                yield start, end
                start = next_start
            end = next_end
        yield start, end


def cut_passages(exemplar: Exemplar) -> list[IndexedPassage]:
    """The strengths' passages, then the blocks of the body that are not one of them."""
    strengths = [
        IndexedPassage(exemplar.id, (strength.criterion,), strength.passage, strength.why)
        for strength in exemplar.strengths
    ]
    shown = {_squeeze(passage.text): number for number, passage in enumerate(strengths)}
    rest = []
    for block in _blocks(exemplar.body):
        for start, end in block.cut():
            text = exemplar.body[start:end]
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
    for unit in UNIT.finditer(body):
        heading = re.match(r"(#+)\s*(.*)", unit[0])
        label = re.match(r"\*\*([^*]{2,12})\*\*", unit[0])
        path = _path(headings)
        if heading:
            level = len(heading[1])
            headings = {depth: title for depth, title in headings.items() if depth < level} | {level: heading[2]}
            blocks.append(_Block(_path(headings)))
        elif unit[0].startswith("|") and not is_tier(path):
            rows = [row.span() for row in re.compile(r".+").finditer(body, *unit.span())]
            if _is_process(body[slice(*rows[0])], path):
                blocks.append(_Block(path, [row for row in rows[2:] if body[slice(*row)].strip("| ")], rows=True))
            else:
                blocks.append(_Block(path, [unit.span()]))
            blocks.append(_Block(path))
        elif label and max(headings, default=0) <= 1:
            blocks.append(_Block(label[1], [unit.span()]))
        else:
            blocks[-1].spans.append(unit.span())
    return _merge_short([block for block in blocks if block.spans])


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
        short = sum(end - start for start, end in block.spans) < MIN_CHARS
        if short and merged and not merged[-1].rows and merged[-1].heading == block.heading:
            merged[-1].spans += block.spans
        else:
            merged.append(block)
    return merged
