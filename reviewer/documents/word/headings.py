"""Headings that are only set in bold: 一、教学目标 in a document where no paragraph has a heading style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviewer.documents.pieces import Piece

NUMERAL = "[一二三四五六七八九十]{1,3}"
SERIES = {  # a series of numbers and the level it stands for, below the title
    2: re.compile(rf"\s*{NUMERAL}\s*[、.．]\s*\S"),
    3: re.compile(rf"\s*[（(]\s*{NUMERAL}\s*[)）]\s*\S"),
}
MAX_TITLE = 25  # characters
NO_TITLE = re.compile(r"[。！？!?；;，,…]\s*$|[：:]\s*\S")


@dataclass(slots=True)
class Headings:
    """Paragraphs that may be headings, seen in reading order."""

    styled: bool = False
    series: dict[int, list[tuple[Piece, bool]]] = field(default_factory=dict)  # level → (paragraph, all bold)

    def see(self, piece: Piece, *, bold: bool) -> None:
        """Take note of a paragraph of the body."""
        self.styled = self.styled or piece.kind == "heading"
        for level, pattern in SERIES.items():
            if pattern.match(piece.text) and len(piece.text) <= MAX_TITLE and not NO_TITLE.search(piece.text):
                self.series.setdefault(level, []).append((piece, bold))

    def settle(self) -> None:
        """Make headings of a series all set in bold, of two at least, where no style tells what is a heading."""
        if self.styled:
            return
        for level in sorted(self.series):
            members = self.series[level]
            if len(members) < 2 or not all(bold for _, bold in members):
                return  # a level inside one that is unclear would be unclear too
            for piece, _ in members:
                piece.kind, piece.level = "heading", level
