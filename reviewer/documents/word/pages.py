"""Which page a place is on, as far as the file tells: Word notes where its pages broke when it last saved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Pages:
    """Counts pages from 1. `known` once the file has shown a break that was really laid out."""

    number: int = 1
    known: bool = False
    _just_broken: bool = False  # by hand; Word notes the same break once more before the next words

    def break_by_hand(self) -> None:
        self.number += 1
        self._just_broken = True

    def break_laid_out(self) -> None:
        self.known = True
        if not self._just_broken:
            self.number += 1
        self._just_broken = False

    def write(self) -> int:
        """Words stand here: the page they are on."""
        self._just_broken = False
        return self.number
