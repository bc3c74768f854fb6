"""What a paragraph's or run's style says: its heading level, its look, its list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.elements import child, is_on, local, value, whole
from reviewer.documents.word.numerals import write_number as write_number

MAX_CHAIN = 12  # styles based on styles; a circle must end
HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"toc |WPSOffice手动目录|目录 ?\d", re.IGNORECASE)
MAX_LEVEL = 9

Look = dict[str, Any]  # name of a run property → its element, the nearest one


@dataclass(slots=True)
class Styles:
    """What styles.xml says, by style id."""

    by_id: dict[str, Any] = field(default_factory=dict)
    defaults: Look = field(default_factory=dict)  # of the whole document
    normal: str | None = None  # id of the style of paragraphs that name none
    looks: dict[str, Look] = field(default_factory=dict)
    paragraph_looks: dict[str | None, Look] = field(default_factory=dict)
    grounds: dict[str | None, list[Any]] = field(default_factory=dict)
    lists: dict[str | None, Any] = field(default_factory=dict)
    shadings: dict[str | None, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Any) -> Styles:
        styles = cls()
        for element in root if root is not None else ():
            if local(element) == "style":
                key = value(element, "styleId") or ""
                styles.by_id[key] = element
                if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                    styles.normal = key
            elif local(element) == "docDefaults":
                styles.defaults = look_of(child(element, "rPrDefault", "rPr"))
        return styles

    def chain(self, style_id: str | None) -> list[Any]:
        """The style and those it is based on, nearest first."""
        found: list[Any] = []
        while style_id in self.by_id and len(found) < MAX_CHAIN:
            style = self.by_id[style_id]
            found.append(style)
            style_id = value(child(style, "basedOn"))
        return found

    def name(self, style_id: str | None) -> str:
        """The style's name as Word shows it; "" for an unknown style."""
        style = self.by_id.get(style_id or "")
        return value(child(style, "name")) or "" if style is not None else ""

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the style is one of a table of contents, which repeats headings."""
        return style_id is not None and bool(CONTENTS_NAME.match(self.name(style_id)))

    def heading_level(self, paragraph_properties: Any) -> int:
        """1–9 for a heading (outline level, or a style named 标题 N / heading N / Title), 0 for body text."""
        outline = value(child(paragraph_properties, "outlineLvl"))
        for style in self.chain(value(child(paragraph_properties, "pStyle"))):
            name = value(child(style, "name")) or ""
            named = HEADING_NAME.match(name)
            if named:
                return int(named.group(1))
            if name.lower() in ("title", "标题"):
                return 1
            outline = outline or value(child(style, "pPr", "outlineLvl"))
        level = whole(outline, MAX_LEVEL)
        return level + 1 if 0 <= level < MAX_LEVEL else 0

    def look(self, style_id: str | None) -> Look:
        """The run properties that a style brings with those it is based on."""
        key = style_id or ""
        if key not in self.looks:
            merged: Look = {}
            for style in reversed(self.chain(style_id)):
                merged |= look_of(child(style, "rPr"))
            self.looks[key] = merged
        return self.looks[key]

    def paragraph_look(self, style_id: str | None) -> Look:
        """The run properties of a paragraph in this style, with the document's defaults below them."""
        key = style_id if style_id in self.by_id else self.normal
        if key not in self.paragraph_looks:
            self.paragraph_looks[key] = self.defaults | self.look(key)
        return self.paragraph_looks[key]

    def shading(self, style_id: str | None) -> Any:
        """The w:shd that a paragraph style lays below its text, or None."""
        key = style_id if style_id in self.by_id else self.normal
        if key not in self.shadings:
            found = (child(style, "pPr", "shd") for style in self.chain(key))
            self.shadings[key] = next((mark for mark in found if mark is not None), None)
        return self.shadings[key]

    def table_grounds(self, style_id: str | None) -> list[Any]:
        """Every shading that a table style may put below its cells."""
        if style_id not in self.grounds:
            marks = [mark for style in self.chain(style_id) for mark in style.iter() if local(mark) == "shd"]
            self.grounds[style_id] = marks
        return self.grounds[style_id]

    def numbering_of(self, style_id: str | None) -> Any:
        """The numPr that a style brings, or None."""
        if style_id not in self.lists:
            found = (child(style, "pPr", "numPr") for style in self.chain(style_id))
            self.lists[style_id] = next((mark for mark in found if mark is not None), None)
        return self.lists[style_id]


def look_of(properties: Any) -> Look:
    """The properties of one rPr by name."""
    return {local(mark): mark for mark in properties} if properties is not None else {}


def is_bold(look: Look) -> bool:
    """Whether text in this look is bold."""
    return is_on(look.get("b"))
