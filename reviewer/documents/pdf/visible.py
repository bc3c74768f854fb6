"""Which characters of a page a reader sees, and which are only there for machines."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any

from reviewer.documents.pdf.drawing import Ink
from reviewer.documents.pdf.geometry import Box
from reviewer.documents.pdf.printed import Char
from reviewer.documents.pdf.sheet import UPRIGHT, Glyph, Sheet

if TYPE_CHECKING:
    import numpy

TINY = 1.0  # points
PAPER = 235  # of 255: darker dots are ink
FAINT = 10  # of 255: less difference between a character's darkest and lightest dot, and nothing is seen
WHITE = 0.98
PALE = 0.7  # a large text lighter than this behind the page is a watermark
INVISIBLE_MODES = (3, 7)  # PDF 32000-1, table 106: neither fill nor stroke; clipping path only
FULL_PAGE = 0.75  # of the page: a picture this large is the scanned page
MAX_QUOTE = 2_000  # characters of hidden text reported for a page and a way of hiding
MAX_ODD = 0.3  # share of characters
COMMON = frozenset("的一是不了在有和学生教师题中大人上为们这以用出时要过")
MIN_COMMON = 0.08  # share; lesson plans have about 0.2
USUAL_SIGNS = re.compile(r"[\u2000-\u27bf\u3000-\u303f\uff00-\uffef\u00a0-\u00bf×÷]")
HAN = re.compile("[一-鿿]")


@dataclass(slots=True)
class Seen:
    """`chars` are read, `turned` too (a run each); `layer` are invisible characters over a scanned page; `hidden` holds (quote, how)."""

    chars: list[Char] = field(default_factory=list)
    layer: list[Char] = field(default_factory=list)
    turned: list[Char] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    watermark: str = ""


def see(sheet: Sheet, shown: numpy.ndarray[Any, Any] | None) -> Seen:
    """Sort the characters of `sheet`; `shown` is the page as rendered in grey, or None where that was too costly."""
    seen = Seen()
    quotes: dict[str, list[str]] = {}
    usual = median([glyph.size for glyph in sheet.glyphs] or [10])
    scanned = is_scanned(sheet)
    watermark: list[str] = []
    shows = _shows(sheet.glyphs, shown, sheet)
    # A font that isn't in the file may have no substitute on this machine; that nothing shows then means nothing.
    trusted = {address for address, embedded in sheet.drawing.embedded.items() if embedded}
    trusted |= {glyph.ink.font for glyph, show in zip(sheet.glyphs, shows, strict=True) if show}
    for _, group in groupby(
        zip(sheet.glyphs, shows, strict=True), key=lambda one: (one[0].ink.order, round(one[0].angle, 1))
    ):
        glyphs, inked = zip(*group, strict=True)
        faint = not any(inked) and glyphs[0].ink.font in trusted
        plain: list[Char] = []
        for glyph in glyphs:
            how = _hidden_how(glyph, sheet, faint)
            if how == "透明文字" and scanned:
                seen.layer.append(glyph.char)
            elif how:
                quotes.setdefault(how, []).append(glyph.char.text)
            elif _is_watermark(glyph, usual):
                watermark.append(glyph.char.text)
            else:
                plain.append(glyph.char)
        if plain and abs(glyphs[0].angle) > UPRIGHT:
            seen.turned.append(_as_run(plain))
        else:
            seen.chars += plain
    hidden = [("".join(texts).strip()[:MAX_QUOTE], how) for how, texts in quotes.items()]
    seen.hidden = [(quote, how) for quote, how in hidden if quote]
    seen.watermark = "".join(watermark)
    return seen


def is_scanned(sheet: Sheet) -> bool:
    """Whether pictures cover nearly the whole page (a scan may be cut into strips)."""
    return sum(box.area for box, _ in sheet.drawing.pictures) >= FULL_PAGE * max(sheet.box.area, 1)


def _hidden_how(glyph: Glyph, sheet: Sheet, faint: bool) -> str:
    char, ink = glyph.char, glyph.ink
    if not sheet.box.holds((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2):
        return "页面之外的文字"
    if glyph.size <= TINY:
        return "极小字号"
    if ink.mode in INVISIBLE_MODES or ink.alpha < 0.05:
        return "透明文字"
    white = ink.color is not None and min(ink.color) >= WHITE
    if white and (faint or not _on_color(char, ink, sheet)):
        return "白色文字"
    return "被遮住的文字" if faint and not char.text.isspace() else ""


def _on_color(char: Char, ink: Ink, sheet: Sheet) -> bool:
    """Whether something that isn't white was painted under the character."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    fills = (
        box for box, order, color in sheet.drawing.fills if order < ink.order and (color is None or min(color) < WHITE)
    )
    pictures = (box for box, order in sheet.drawing.pictures if order < ink.order)
    return any(box.holds(x, y) for boxes in (fills, pictures) for box in boxes)


def _shows(glyphs: Sequence[Glyph], shown: numpy.ndarray[Any, Any] | None, sheet: Sheet) -> list[bool]:
    """For each glyph whether the rendered page is light and dark where it stands; all True without a rendering."""
    if shown is None or not glyphs:
        return [True] * len(glyphs)
    import numpy as np

    down, across = shown.shape[0] / sheet.height, shown.shape[1] / sheet.width
    boxes = np.array([(glyph.char.x0, glyph.char.top, glyph.char.x1, glyph.char.bottom) for glyph in glyphs])
    low = np.floor(np.maximum(boxes[:, :2], 0) * (across, down)).astype(int)
    high = np.maximum(np.ceil(boxes[:, 2:] * (across, down)).astype(int), low + 1)
    low, high = np.minimum(low, shown.shape[::-1]), np.clip(high, 0, shown.shape[::-1])
    # How many dots are dark in each box, from a summed-area table (Crow 1984): fast, and right for most.
    sums = np.pad(np.cumsum(np.cumsum(shown < PAPER, axis=0, dtype=np.int32), axis=1, dtype=np.int32), ((1, 0), (1, 0)))
    (left, top), (right, bottom) = low.T, high.T
    dark = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    mixed = (dark > 0) & (dark < (right - left) * (bottom - top))
    for index in np.flatnonzero(~mixed):
        patch = shown[top[index] : bottom[index], left[index] : right[index]]
        mixed[index] = patch.size and int(patch.max()) - int(patch.min()) >= FAINT
    return [bool(show) and not glyph.char.text.isspace() for show, glyph in zip(mixed, glyphs, strict=True)]


def _is_watermark(glyph: Glyph, usual: float) -> bool:
    slanted = min(abs(math.remainder(glyph.angle, math.pi / 2)), math.pi) > UPRIGHT
    color = glyph.ink.color
    pale = (color is not None and min(color) >= PALE) or glyph.ink.alpha <= 1 - PALE
    return slanted or (pale and glyph.size >= 1.8 * usual)


def _as_run(chars: list[Char]) -> Char:
    """Writing turned by 90° as one wide 'character' in its own reading order."""
    x0, top = min(char.x0 for char in chars), min(char.top for char in chars)
    x1, bottom = max(char.x1 for char in chars), max(char.bottom for char in chars)
    return replace(chars[0], text="".join(char.text for char in chars), x0=x0, x1=x1, top=top, bottom=bottom)


def is_garbled(chars: Sequence[Char], unmapped: int) -> bool:
    """Whether the characters are no text: fonts couldn't name them, or gave signs that no one writes.

    Text in which the commonest characters of Chinese lessons are as common as they should be is text all the same.
    """
    text = "".join(char.text for char in chars if not char.text.isspace())
    odd = sum(not (part.isascii() or part.isalnum() or USUAL_SIGNS.match(part)) for part in text)
    doubtful = max(unmapped, odd) > MAX_ODD * len(text)
    return doubtful and sum(part in COMMON for part in text) < MIN_COMMON * len(text)


def count_over(box: Box, chars: list[Char]) -> int:
    """How many characters stand on `box`."""
    return sum(box.holds((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2) for char in chars)
