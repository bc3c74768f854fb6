"""What a file says to whoever does not look at the page: gathered, bounded, and reported apart from the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.elements import local, plain_text, value
from reviewer.documents.word.package import Package

OWN_AUTHOR = "教案评阅"  # datamodels.COMMENT_AUTHOR, which this process is too quick to import
MAX_ENTRIES = 200
MAX_QUOTE = 2_000  # characters of one entry
MAX_TOTAL = 40_000
MAX_PER_HOW = 20_000  # so that one way of hiding can't crowd out the others
CORE = {"title", "subject", "keywords", "description", "category", "contentStatus", "comments"}
ALT_LENGTH, PROPERTY_LENGTH = 8, 12


@dataclass(slots=True)
class Hidden:
    """Hidden stretches (quote, how), within bounds that a hostile file can't break."""

    found: list[tuple[str, str]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    used: dict[str, int] = field(default_factory=dict)

    def add(self, quote: str, how: str) -> None:
        entry = (quote.strip()[:MAX_QUOTE], how)
        room = min(MAX_TOTAL - sum(self.used.values()), MAX_PER_HOW - self.used.get(how, 0))
        if not entry[0] or entry in self.seen or len(self.found) >= MAX_ENTRIES or len(entry[0]) > room:
            return
        self.seen.add(entry)
        self.used[how] = self.used.get(how, 0) + len(entry[0])
        self.found.append(entry)

    def add_descriptions(self, texts: Iterable[str]) -> None:
        """Alternative texts that speak; captions, file names and what programs write by themselves do not."""
        for text in dict.fromkeys(text[:MAX_QUOTE] for text in texts):
            self._add_if_it_speaks(text, ALT_LENGTH, "替代文字")

    def add_parts(self, package: Package, visible: str) -> None:
        """Comments, and document properties that speak and say what the `visible` text does not."""
        for name in package.related(package.document, "comments").values():
            root = package.extra(name)
            for comment in root if root is not None else ():
                if value(comment, "author") != OWN_AUTHOR:  # our own advice on an earlier version
                    self.add(plain_text(comment), "批注")
        for kind in ("core-properties", "custom-properties"):
            for name in package.related("", kind).values():
                for text in _properties(package.extra(name), kind):
                    if text not in visible:
                        self._add_if_it_speaks(text, PROPERTY_LENGTH, "文档属性")

    def _add_if_it_speaks(self, text: str, shortest: int, how: str) -> None:
        if len(text.strip()) >= shortest:
            from reviewer.documents.word.speech import speaks

            if speaks(text):
                self.add(text, how)


def _properties(root: Any, kind: str) -> list[str]:
    if root is None:
        return []
    if kind == "custom-properties":
        return [text for element in root for value in element if (text := (value.text or "").strip()[:MAX_QUOTE])]
    return [text for element in root if local(element) in CORE and (text := (element.text or "").strip()[:MAX_QUOTE])]
