"""Footnotes and endnotes, numbered as they are referred to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.elements import local, value
from reviewer.documents.word.package import Package

NAMES = {"footnote": "注", "endnote": "尾注"}


@dataclass(slots=True)
class Notes:
    """The notes of a document that no text has referred to yet, by kind and id."""

    waiting: dict[tuple[str, str], Any] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, package: Package) -> Notes:
        notes = cls()
        for kind in NAMES:
            for name in package.related(package.document, kind + "s").values():
                root = package.extra(name)
                for note in root if root is not None else ():
                    if local(note) == kind and value(note, "type") in (None, "normal"):
                        notes.waiting[kind, value(note, "id") or ""] = note
        return notes

    def take(self, kind: str, key: str) -> tuple[str, Any] | None:
        """The mark (`[注1] `) and content of a note; None if there is none or it was taken before."""
        note = self.waiting.pop((kind, key), None)
        if note is None:
            return None
        self.taken[kind] = self.taken.get(kind, 0) + 1
        return f"[{NAMES[kind]}{self.taken[kind]}] ", note
