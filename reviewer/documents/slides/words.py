"""The visible text of a frame's paragraphs, with list levels and automatic numbers, and what is hidden in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.slides.deck import Slide
from reviewer.documents.slides.frames import alternative, is_white
from reviewer.documents.word.elements import child, local, plain_text, value
from reviewer.documents.word.equations import linear
from reviewer.documents.word.numerals import write_number

TINY = 100  # a:rPr sz counts hundredths of a point: 1 pt and less
CLEAR = 5_000  # alpha in thousandths of a percent: as good as invisible
INDENT = "　"
SHAPES = {  # a:buAutoNum type → number format of Word, and how it is written
    "ea1ChsPeriod": ("chineseCounting", "{}、"),
    "ea1ChsPlain": ("chineseCounting", "{}、"),
    "ea1JpnChsDbPeriod": ("chineseCounting", "{}、"),
    "circleNumDbPlain": ("decimalEnclosedCircle", "{}"),
    "circleNumWdWhitePlain": ("decimalEnclosedCircle", "{}"),
}
FORMATS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}


@dataclass(slots=True)
class Words:
    """The lines of one frame or cell, and its hidden stretches (quote, how)."""

    lines: list[str] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)


def words_of(body: Any, slide: Slide, *, on_colour: bool) -> Words:
    """The paragraphs of a txBody. `on_colour` tells that white text can be seen."""
    words = Words()
    counts: dict[int, tuple[str, int]] = {}  # list level -> (kind of number, last number)
    for paragraph in body if body is not None else ():
        if local(paragraph) != "p":
            continue
        properties = child(paragraph, "pPr")
        level = _level(properties)
        text = _text(paragraph, slide, words, on_colour)
        if text.strip():
            label = _number(properties, level, counts)
            words.lines.append(INDENT * level + label + text.strip("\n"))
    return words


def _level(properties: Any) -> int:
    level = value(properties, "lvl") or "0"
    return int(level) if level in "12345678" else 0


def _number(properties: Any, level: int, counts: dict[int, tuple[str, int]]) -> str:
    automatic = child(properties, "buAutoNum") if properties is not None else None
    if automatic is None:
        counts.pop(level, None)
        return ""
    kind, start = value(automatic, "type") or "arabicPeriod", value(automatic, "startAt") or "1"
    before = counts.get(level)
    first = int(start) if start.isdigit() and len(start) < 5 else 1
    number = before[1] + 1 if before and before[0] == kind else first
    counts[level] = (kind, number)
    for deeper in [key for key in counts if key > level]:
        del counts[deeper]
    if kind in SHAPES:
        shape, pattern = SHAPES[kind]
        return pattern.format(write_number(number, shape))
    shape = next((found for prefix, found in FORMATS.items() if kind.startswith(prefix)), "decimal")
    written = write_number(number, shape)
    if kind.endswith("ParenBoth"):
        return f"（{written}）"
    return f"{written}) " if kind.endswith("ParenR") else f"{written}. "


def _text(paragraph: Any, slide: Slide, words: Words, on_colour: bool) -> str:
    text = ""
    for below in paragraph:
        name = local(below)
        if name == "AlternateContent":
            text += _text(alternative(below), slide, words, on_colour)
        elif name == "br":
            text += "\n"
        elif name in ("r", "fld"):
            written = (child(below, "t").text or "") if child(below, "t") is not None else ""
            how = _hidden_how(child(below, "rPr"), slide, on_colour)
            if how and written.strip():
                words.hidden.append((written, how))
            else:
                text += written
        elif name in ("m", "oMath", "oMathPara"):
            text += linear(below, plain_text)
    return text


def _hidden_how(properties: Any, slide: Slide, on_colour: bool) -> str | None:
    if properties is None:
        return None
    size = value(properties, "sz") or ""
    if size.isdigit() and int(size) <= TINY:
        return "极小字号"
    fill = child(properties, "solidFill")
    alpha = next((value(e) or "" for e in fill.iter() if local(e) == "alpha"), "") if fill is not None else ""
    if (alpha.isdigit() and int(alpha) <= CLEAR) or (
        child(properties, "noFill") is not None and child(properties, "ln") is None
    ):
        return "透明文字"
    ground = child(properties, "highlight")
    if is_white(slide.colour(fill)) and not on_colour and (ground is None or is_white(slide.colour(ground))):
        return "白色文字"
    return None
