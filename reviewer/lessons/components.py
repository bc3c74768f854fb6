"""The parts a lesson plan is expected to have (备课规范), with the span of each part's content.

A part begins where a line, heading or label cell carries one of its known names (教学目标, 学习目标, 核心素养目标 …) and ends where
the next part begins. It counts as present only if something is written in it: `1.1 知识目标：` with nothing after it is an empty
form. 教学反思 is the exception: an empty place for it is what the form is for. Source: DOMAIN.md (备课规范 [4]).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reviewer.datamodels import Draft
from reviewer.lessons.component_extras import add_intent, add_title
from reviewer.lessons.component_names import NUMBER, name_component
from reviewer.lessons.evidence import Span, content_length
from reviewer.lessons.part_marks import find_marks
from reviewer.lessons.step_columns import find_step_tables

_PLACE_ONLY = {"reflection"}
_SUB_LABEL = re.compile(rf"^(?:\s|{NUMBER})*[^\n。，；,;]{{0,16}}?[：:]?\s*$")
_MARKS = re.compile(r"[\s|]*")
_BLANK = re.compile(r"[\s_—\-*#|.…（）()]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One titled part of the plan: its component id, where its title starts, and where its content lies."""

    component: str
    start: int
    body: int
    end: int


def _trim(text: str, end: int) -> int:
    """`end` before the blanks and heading marks that lead over to the next part."""
    while end > 0 and text[end - 1] in " \t\n#|":
        end -= 1
    return end


@lru_cache(maxsize=16)
def find_parts(draft: Draft) -> tuple[Part, ...]:
    """Every titled part in reading order; parts never overlap, and each ends where the next begins."""
    marks = find_marks(draft)
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


def without_parts(draft: Draft, parts: Mapping[str, Span], names: Collection[str]) -> list[Span]:
    """The draft without those of `parts` that are named."""
    spans, start = [], 0
    for left, right in sorted(parts[name] for name in names if name in parts):
        spans.append((start, left))
        start = max(start, right)
    return [*spans, (start, len(draft.text))]
