"""A number on a sheet with what stands under it: the pieces the outline is built of."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.homework.labels import without_number
from reviewer.homework.lines import Line
from reviewer.homework.numbering import Marker
from reviewer.homework.tier_labels import TierLabel


@dataclass(slots=True, eq=False)
class Node:
    """One number (or the sheet itself, at the root; or a heading without number) with what stands under it.

    `parts` are the spans of text that belong to the node itself: stem, options, figures – not its sub-questions.
    """

    marker: Marker | None
    start: int
    line: Line | None = None
    heading: int = 0
    tier: TierLabel | None = None  # of the tier heading in force where the node begins
    children: list[Node] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)
    parent: Node | None = None
    section: int = 0
    whole: bool = False  # all that stands in it is one task
    ended: bool = False  # an answer or a note has followed: what comes next is not part of the task


def own_text(node: Node) -> str:
    """The node's own words without its number."""
    words = [part.text for part in node.parts]
    if words and node.marker:
        words[0] = without_number(words[0])
    return "\n".join(words)
