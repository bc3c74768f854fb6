"""Automatic numbers of lists, counted while paragraphs go by: `一、` `1.` `（1）` `①` from numbering.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.elements import alternative, child, is_on, local, value, whole
from reviewer.documents.word.numerals import write_number
from reviewer.documents.word.styles import Styles

CLOSED = "、)）．：。，" + "".join(chr(0x2460 + at) for at in range(60))  # no blank between such a number and the text
MAX_LABEL = 40  # characters; a longer lvlText is no number


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has come."""

    levels: dict[str, dict[int, Any]] = field(default_factory=dict)  # abstract id -> level -> <lvl>
    abstract: dict[str, str] = field(default_factory=dict)  # numId -> abstract id
    own: dict[str, dict[int, Any]] = field(default_factory=dict)  # numId -> level -> <lvl> of an override
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)  # (numId, level) -> start
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Any) -> Numbering:
        numbering, linked, links = cls(), {}, {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                key = value(element, "abstractNumId") or ""
                numbering.levels[key] = {whole(value(lvl, "ilvl")): lvl for lvl in element if local(lvl) == "lvl"}
                linked[value(child(element, "styleLink"))] = key
                links[key] = value(child(element, "numStyleLink"))
            elif local(element) == "num":
                numbering._add(element)
        for key, link in links.items():
            if link and not numbering.levels[key]:  # a list that is defined by a list style
                numbering.levels[key] = numbering.levels.get(linked.get(link, ""), {})
        return numbering

    def _add(self, num: Any) -> None:
        number = value(num, "numId") or ""
        self.abstract[number] = value(child(num, "abstractNumId")) or ""
        for override in num:
            if local(override) != "lvlOverride":
                continue
            level, start = whole(value(override, "ilvl")), value(child(override, "startOverride"))
            lvl = child(override, "lvl")
            if lvl is not None:
                self.own.setdefault(number, {})[level] = lvl
            if start is not None:
                self.restarts[number, level] = whole(start)

    def label(self, properties: Any, styles: Styles) -> str:
        """The visible number of the paragraph with these pPr, "" for none and for bullets. Counts it."""
        style = value(child(properties, "pStyle")) or styles.normal
        direct, styled = child(properties, "numPr"), styles.numbering_of(style)
        if direct is None and styled is None:
            return ""
        number = value(child(direct, "numId")) or value(child(styled, "numId")) or ""
        if number in ("", "0") or number not in self.abstract:
            return ""
        levels = self.levels.get(self.abstract[number], {}) | self.own.get(number, {})
        level = value(child(direct, "ilvl")) or value(child(styled, "ilvl"))
        if level is None or (direct is None and styled is not None):
            of_style = (key for key, lvl in levels.items() if value(child(lvl, "pStyle")) == style)
            level = str(next(of_style, whole(level)))
        return self._next(number, whole(level), levels) if whole(level) in levels else ""

    def _next(self, number: str, level: int, levels: dict[int, Any]) -> str:
        counter = self.counters.setdefault(self.abstract[number], {})
        if (number, level) in self.restarts:
            counter[level] = self.restarts.pop((number, level)) - 1
        counter[level] = counter.get(level, _start(levels, level) - 1) + 1
        for deeper in [key for key in counter if key > level]:
            after = value(child(levels.get(deeper), "lvlRestart")) if deeper in levels else None
            if after is None or level < whole(after):  # 0: never starts anew
                del counter[deeper]
        return _render(levels, counter, level)


def _start(levels: dict[int, Any], level: int) -> int:
    return whole(value(child(levels[level], "start")), 1) if level in levels else 1


def _format(lvl: Any) -> str:
    shape = child(lvl, "numFmt")
    if shape is None:  # a custom format, with what older programs show instead
        choice = child(lvl, "AlternateContent")
        shape = child(choice, "Fallback", "numFmt") if choice is not None else None
        if shape is None and choice is not None:
            shape = child(alternative(choice), "numFmt")
    return value(shape) or "decimal"


def _render(levels: dict[int, Any], counter: dict[int, int], level: int) -> str:
    lvl = levels[level]
    pattern = value(child(lvl, "lvlText")) or ""
    if _format(lvl) == "bullet" or not pattern or len(pattern) > MAX_LABEL:
        return ""
    legal = is_on(child(lvl, "isLgl"))

    def number_of(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        shape = _format(levels[at]) if at in levels else "decimal"
        if legal and shape != "none":
            shape = "decimal"
        return write_number(counter.get(at, _start(levels, at)), shape)

    label = re.sub(r"%([1-9])", number_of, pattern)
    joined = value(child(lvl, "suff")) == "nothing" or not label.strip() or label[-1] in CLOSED
    return label if joined else label.rstrip() + " "
