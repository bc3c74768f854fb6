"""Where text stands in the main part of a Word file: the paragraph of the page it belongs to, and the child of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer.documents.pieces import Source
from reviewer.documents.word.elements import local

WHOLE = -1  # the paragraph as a whole


class Places:
    """Numbers the paragraphs of the main part in document order, those in text boxes too."""

    def __init__(self, root: Any) -> None:
        found = root.iter("{*}p") if root is not None else ()
        self._numbers = {paragraph: number for number, paragraph in enumerate(found)}

    def of(self, paragraph: Any) -> tuple[int, int] | None:
        """(number of the outermost paragraph, child of it that holds `paragraph`); WHOLE if it is the outermost itself.

        None outside the main part: headers, notes.
        """
        outermost, below, inside, step = paragraph, None, None, paragraph
        while (above := step.getparent()) is not None:
            inside, step = step, above
            if local(step) == "p":
                outermost, below = step, inside
        number = self._numbers.get(outermost)
        if number is None:
            return None
        return number, WHOLE if below is None else outermost.index(below)


def shifted(sources: Sequence[Source], by: int) -> list[Source]:
    """`sources` of a text that now stands `by` characters further on."""
    return [(at + by, paragraph, child) for at, paragraph, child in sources]
