"""Word styles and automatic numbering: what a paragraph's style says of its level, and the number it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.package import child, local, value

MAX_CHAIN = 12  # styles based on styles; a circle must end
CHINESE_FORMATS = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand",
    "chineseLegalSimplified", "taiwaneseCounting", "japaneseDigitalTenThousand",
}  # fmt: skip
HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
MAX_LEVEL = 9


@dataclass(slots=True)
class Styles:
    """What styles.xml says, by style id."""

    by_id: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Any) -> Styles:
        found = {
            value(style, "styleId") or "": style
            for style in (root if root is not None else ())
            if local(style) == "style"
        }
        return cls(found)

    def chain(self, style_id: str | None) -> list[Any]:
        """The style and those it is based on, nearest first."""
        found: list[Any] = []
        while style_id in self.by_id and len(found) < MAX_CHAIN:
            style = self.by_id[style_id]
            found.append(style)
            style_id = value(child(style, "basedOn"))
        return found

    def name(self, style_id: str | None) -> str:
        chain = self.chain(style_id)
        return (value(child(chain[0], "name")) or "") if chain else ""

    def heading_level(self, paragraph_properties: Any) -> int:
        """1–9 for a heading (outline level, or a style named 标题 N / heading N / Title), 0 for body text."""
        outline = value(child(paragraph_properties, "outlineLvl"))
        chain = self.chain(value(child(paragraph_properties, "pStyle")))
        for style in chain:
            named = HEADING_NAME.match(value(child(style, "name")) or "")
            if named:
                return int(named.group(1))
            if (value(child(style, "name")) or "").lower() in ("title", "标题"):
                return 1
            outline = outline or value(child(style, "pPr", "outlineLvl"))
        return int(outline) + 1 if outline and outline.isdigit() and int(outline) < MAX_LEVEL else 0

    def run_properties(self, style_id: str | None) -> list[Any]:
        """The rPr elements that a paragraph or run style brings, nearest first."""
        return [found for style in self.chain(style_id) if (found := child(style, "rPr")) is not None]

    def numbering_of(self, style_id: str | None) -> Any:
        return next((found for s in self.chain(style_id) if (found := child(s, "pPr", "numPr")) is not None), None)


@dataclass(slots=True)
class Numbering:
    """Counts automatic numbers while paragraphs go by in reading order."""

    levels: dict[str, dict[int, Any]] = field(default_factory=dict)  # abstract id -> level -> <lvl>
    abstract: dict[str, str] = field(default_factory=dict)  # numId -> abstract id
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)  # (numId, level) -> start
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Any) -> Numbering:
        numbering = cls()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                key = value(element, "abstractNumId") or ""
                numbering.levels[key] = {_int(value(lvl, "ilvl")): lvl for lvl in element if local(lvl) == "lvl"}
            elif local(element) == "num":
                number = value(element, "numId") or ""
                numbering.abstract[number] = value(child(element, "abstractNumId")) or ""
                for override in element:
                    start = value(child(override, "startOverride"))
                    if local(override) == "lvlOverride" and start:
                        numbering.restarts[number, _int(value(override, "ilvl"))] = _int(start)
        return numbering

    def next_label(self, properties: Any) -> str:
        """The number before the paragraph whose numPr is `properties` (`一、`, `1.`), "" for bullets and none."""
        number, level = value(child(properties, "numId")) or "", _int(value(child(properties, "ilvl")))
        levels = self.levels.get(self.abstract.get(number, ""), {})
        if number in ("", "0") or level not in levels:
            return ""
        counter = self.counters.setdefault(self.abstract[number], {})
        if (number, level) in self.restarts:
            counter[level] = self.restarts.pop((number, level)) - 1
        start = _int(value(child(levels[level], "start")), 1)
        counter[level] = counter.get(level, start - 1) + 1
        for deeper in [key for key in counter if key > level]:
            del counter[deeper]
        return self._render(levels, counter, level)

    def _render(self, levels: dict[int, Any], counter: dict[int, int], level: int) -> str:
        kind = value(child(levels[level], "numFmt")) or "decimal"
        pattern = value(child(levels[level], "lvlText")) or ""
        if kind in ("bullet", "none") or not pattern:
            return ""

        def number_of(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            of = levels.get(at)
            shape = value(child(of, "numFmt")) or "decimal" if of is not None else "decimal"
            return write_number(counter.get(at, 1), shape)

        label = re.sub(r"%([1-9])", number_of, pattern)
        return label if label[-1:] in "、）)．：。" else label + " "


def write_number(number: int, shape: str) -> str:
    """`number` in a Word number format: decimal, chineseCounting, upperLetter, lowerRoman, decimalEnclosedCircle …"""
    if shape in CHINESE_FORMATS and 0 < number < 100:
        tens, ones = divmod(number, 10)
        digits = "零一二三四五六七八九"
        return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
    if shape in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if shape == "upperLetter" else letter.lower()
    if shape in ("upperRoman", "lowerRoman") and 0 < number < 40:
        roman = "X" * (number // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
        return roman if shape == "upperRoman" else roman.lower()
    if shape.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _int(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
