"""Where in the draft a suggestion belongs: the teacher's own passage behind each anchor name of a rubric."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.knowledge_match import find_point_item, find_slip_item
from reviewer.advising.lesson_anchors import PARTS
from reviewer.advising.matter_anchors import MATTER
from reviewer.advising.places import Span, place, shorten
from reviewer.advising.point_anchors import POINT
from reviewer.advising.sheet_anchors import HOMEWORK
from reviewer.advising.sheet_sections import find_sections
from reviewer.advising.step_anchors import STEPS
from reviewer.datamodels import Draft, Item, Measures

LESSON = PARTS | STEPS | MATTER | POINT


def find_anchor(draft: Draft, measures: Measures, anchor: str, failing: Sequence[Span] = ()) -> Span | None:
    """The passage for `anchor`, cut to one line of at most QUOTE_CHARS characters; None where the draft has none.

    `failing` are the passages that made the answer a no: an anchor that stands for what is wrong (an objective, a check, a
    task) is looked for among them first. Anchors that only say where to add something (the last step, the last item) stay.
    """
    items = measures.homework.items if measures.homework is not None else []
    if anchor == "title":
        span = _find_title(draft)
    elif measures.lesson is not None and anchor in LESSON:
        span = LESSON[anchor](draft, measures.lesson, failing)
    elif anchor == "item_slip" and measures.homework is not None:
        span = place(find_slip_item(draft, measures.homework))
    elif anchor == "item_point" and measures.homework is not None:
        span = place(find_point_item(draft, measures.homework))
    elif anchor == "self_rating":
        span = _find_rating(draft, items)
    elif anchor == "item_first" and (sections := find_sections(draft, items)):
        span = sections[0].head
    elif anchor in HOMEWORK:
        span = HOMEWORK[anchor](items, failing)
    else:
        span = None
    return shorten(draft.text, span) if span else None


_RATING = re.compile(r"自我评价|我的评价|[自互]评|评一评|自己评|得几颗星|^[^。\n]{0,4}评价[表栏]?[ \t]*$", re.M)


def _find_rating(draft: Draft, items: Sequence[Item]) -> Span | None:
    """The line below the items where pupils say how they did."""
    found = _RATING.search(draft.text, items[-1].start) if items else None
    if found is None:
        return None
    start = draft.text.rfind("\n", 0, found.start()) + 1
    end = draft.text.find("\n", found.end())
    return start, end if end >= 0 else len(draft.text)


def _find_title(draft: Draft) -> Span | None:
    title = draft.title.value
    at = draft.text.find(title) if title else -1
    return (at, at + len(title)) if title and at >= 0 else None
