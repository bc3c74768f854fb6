"""One page as PDFium reads it: its characters, how each is painted, and what is drawn around them.

Coordinates in what comes out are PDF points from the top left corner of the page as it is shown (cropped, turned).
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer.documents.pdf.drawing import Drawing, Ink, read_drawing
from reviewer.documents.pdf.geometry import Box, View
from reviewer.documents.pdf.printed import Char, plain_characters

UPRIGHT = math.radians(8)
UNKNOWN = Ink(0, (0.0, 0.0, 0.0), 1.0, 0)


@dataclass(slots=True)
class Glyph:
    """A character with what decides whether a reader sees it; `angle` in radians as shown on the page."""

    char: Char
    ink: Ink
    size: float
    angle: float


@dataclass(slots=True)
class Sheet:
    """What is on one page; `unmapped` counts the characters whose font has no code for them."""

    number: int
    width: float
    height: float
    drawing: Drawing
    glyphs: list[Glyph] = field(default_factory=list)
    fields: list[Char] = field(default_factory=list)  # values of form fields
    unmapped: int = 0

    @property
    def box(self) -> Box:
        """The whole page."""
        return Box(0, 0, self.width, self.height)


def read_sheet(page: Any, number: int, max_chars: int) -> Sheet:
    """The content of a pypdfium2 page; at most `max_chars` characters of it."""
    view = View(page)
    sheet = Sheet(number, view.width, view.height, read_drawing(page, view))
    _read_text(page, view, sheet, max_chars)
    return sheet


def _read_text(page: Any, view: View, sheet: Sheet, max_chars: int) -> None:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    rect, sides = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    last, ink, angle, size, blank = 0, UNKNOWN, 0.0, 10.0, False
    turned = view.turn * math.pi / 2
    try:
        for index in range(min(pdfium.FPDFText_CountChars(text), max_chars)):
            item = pdfium.FPDFText_GetTextObject(text, index)
            if not item or pdfium.FPDFText_IsGenerated(text, index) == 1:
                blank = pdfium.FPDFText_GetUnicode(text, index) == 32
                continue
            if (address := ctypes.addressof(item.contents)) != last:
                last, ink = address, sheet.drawing.inks.get(address, UNKNOWN)
                angle, scale = _angle_and_scale(text, index, turned)
                size = abs(pdfium.FPDFText_GetFontSize(text, index)) * scale
            code = pdfium.FPDFText_GetUnicode(text, index)
            character = _character(code)
            broken = pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or 0xE000 <= code < 0xF000 or code == 0xFFFD
            sheet.unmapped += broken
            if pdfium.FPDFText_GetLooseCharBox(text, index, rect):
                box = view.area(rect.left, rect.bottom, rect.right, rect.top)
            if abs(angle) > UPRIGHT and pdfium.FPDFText_GetCharBox(text, index, *sides):
                left, right, bottom, top = (side.value for side in sides)
                box = view.area(left, bottom, right, top)
            if character:
                if blank and sheet.glyphs and character.isascii() and sheet.glyphs[-1].char.text.isascii():
                    before = sheet.glyphs[-1]  # PDFium tells blanks between Latin words better than any width does
                    before.char = replace(before.char, text=before.char.text + " ")
                blank = False
                sheet.glyphs.append(Glyph(Char(character, box.x0, box.x1, box.top, box.bottom), ink, size, angle))
    finally:
        text.close()


def _angle_and_scale(text: Any, index: int, turned: float) -> tuple[float, float]:
    """Angle of the writing as shown, −π…π, 0 upright; and how much larger it is than its font size says."""
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, index, m):
        return 0.0, 1.0
    return math.remainder(math.atan2(-m.b, m.a) + turned, 2 * math.pi), math.hypot(m.c, m.d)


def _character(code: int) -> str:
    if code in (0x02, 0xAD):  # PDFium's mark of a hyphen at the end of a line; a soft hyphen
        return "-"
    if code < 32 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code in (9, 10, 13) else ""
    if code < 0x2E80 or 0x3000 <= code < 0xF900:
        return chr(code)  # nearly all; the rest may be radicals and ligatures
    return plain_characters(chr(code))
