"""The visible text of one Word paragraph, what is hidden in it, and the text boxes anchored to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.package import child, local, value
from reviewer.documents.word.styles import Styles

SKIPPED = {
    "pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "fldData", "sdtPr", "sdtEndPr", "tblPr",
    "commentReference", "annotationRef", "footnoteReference", "endnoteReference", "ctrlPr", "naryPr", "fPr", "dPr",
}  # fmt: skip
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
WHITE = 0xF8  # each of red, green and blue at least this: white on white paper
TINY_HALF_POINTS = 2  # w:sz counts half points: 1 pt and less
OFF = ("0", "false", "off", "none")
FILLS = {"solidFill", "gradFill", "blipFill", "pattFill"}


@dataclass(slots=True)
class Line:
    """A paragraph's visible text, hidden stretches (quote, how), and the text box contents anchored in it."""

    text: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[Any, bool]] = field(default_factory=list)  # (txbxContent, has a coloured ground)
    pictures: int = 0
    page_breaks: int = 0


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs; `shaded` tells that the paper below is coloured, so that white text can be seen."""

    styles: Styles

    def read(self, paragraph: Any, *, shaded: bool = False) -> Line:
        line = Line()
        properties = child(paragraph, "pPr")
        shaded = shaded or has_fill(child(properties, "shd") if properties is not None else None)
        inherited = self.styles.run_properties(value(child(properties, "pStyle")) if properties is not None else None)
        self._walk(paragraph, line, inherited, shaded)
        return line

    def _walk(self, element: Any, line: Line, inherited: list[Any], shaded: bool) -> None:
        for below in element:
            name = local(below)
            if name in SKIPPED:
                continue
            if name == "r":
                self._run(below, line, inherited, shaded)
            elif name == "AlternateContent":
                self._walk(_alternative(below), line, inherited, shaded)
            elif name == "txbxContent":
                line.boxes.append((below, _box_is_filled(below)))
            elif name == "f":  # a fraction
                parts = [self._inner(child(below, part), inherited, shaded) for part in ("num", "den")]
                line.text += "/".join(part if len(part) < 2 or part.isdigit() else f"({part})" for part in parts)
            elif name == "rad":
                line.text += f"√({self._inner(child(below, 'e'), inherited, shaded)})"
            elif name == "sup" and local(element) in ("sSup", "sSubSup"):
                line.text += "^" + self._inner(below, inherited, shaded)
            else:
                self._leaf(below, name, line)
                self._walk(below, line, inherited, shaded)

    def _inner(self, element: Any, inherited: list[Any], shaded: bool) -> str:
        line = Line()
        if element is not None:
            self._walk(element, line, inherited, shaded)
        return line.text

    def _leaf(self, element: Any, name: str, line: Line) -> None:
        if name == "t":
            line.text += element.text or ""
        elif name == "br" and value(element, "type") in ("page", "column"):
            line.page_breaks += value(element, "type") == "page"
        elif name in CHARACTERS:
            line.text += CHARACTERS[name]
        elif name == "sym":
            code = value(element, "char") or ""
            line.text += chr(int(code, 16) & 0xFFFF) if _is_hex(code) and int(code, 16) < 0xD800 else ""
        elif name in ("blip", "imagedata"):
            line.pictures += 1

    def _run(self, run: Any, line: Line, inherited: list[Any], shaded: bool) -> None:
        own = child(run, "rPr")
        style = value(child(own, "rStyle")) if own is not None else None
        layers = ([own] if own is not None else []) + self.styles.run_properties(style) + inherited
        how = hidden_how(layers, shaded=shaded)
        inner = Line()
        self._walk(run, inner, inherited, shaded)
        line.boxes += inner.boxes
        line.pictures += inner.pictures
        line.page_breaks += inner.page_breaks
        if how is None or not inner.text.strip():
            line.text += inner.text
        elif line.hidden and line.hidden[-1][1] == how:
            line.hidden[-1] = (line.hidden[-1][0] + inner.text, how)
        else:
            line.hidden.append((inner.text, how))


def hidden_how(layers: list[Any], *, shaded: bool) -> str | None:
    """How a run is hidden (隐藏文字, 白色文字, 极小字号), or None; the nearest layer that says anything decides."""
    for name in ("vanish", "specVanish"):
        mark = _nearest(layers, name)
        if mark is not None and (value(mark) or "1").lower() not in OFF:
            return "隐藏文字"
    size = value(_nearest(layers, "sz"))
    if size and size.isdigit() and int(size) <= TINY_HALF_POINTS:
        return "极小字号"
    ground = any(has_fill(_nearest(layers, name)) for name in ("shd", "highlight"))
    if _is_white(value(_nearest(layers, "color"))) and not ground and not shaded:
        return "白色文字"
    return None


def _nearest(layers: list[Any], name: str) -> Any:
    return next((found for layer in layers if (found := child(layer, name)) is not None), None)


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 6 and all(char in "0123456789abcdefABCDEF" for char in text)


def _is_white(color: str | None) -> bool:
    if color is None or len(color) != 6 or not _is_hex(color):
        return False
    return all(int(color[at : at + 2], 16) >= WHITE for at in (0, 2, 4))


def has_fill(mark: Any) -> bool:
    """Whether a shading or highlight element colours the ground with anything but white."""
    fill = value(mark, "fill") or (value(mark) if mark is not None and local(mark) == "highlight" else None)
    return bool(fill) and fill not in ("auto", "none", "white") and not _is_white(fill)


def _alternative(element: Any) -> Any:
    """Choice or Fallback of mc:AlternateContent, never both: the first that holds text, else the first."""
    options = [below for below in element if local(below) in ("Choice", "Fallback")]
    return next(
        (option for option in options if any(local(e) == "t" for e in option.iter())),
        options[0] if options else (),
    )


def _box_is_filled(content: Any) -> bool:
    """Whether a text box has a coloured ground of its own (DrawingML fill or VML fillcolor)."""
    for above in _ancestors(content, 4):
        shape = child(above, "spPr") if local(above) == "wsp" else None
        if shape is not None and any(local(part) in FILLS for part in shape):
            return True
        color = value(above, "fillcolor")
        if color:
            return color.lower() not in ("white", "#ffffff", "#fff")
    return False


def _ancestors(element: Any, depth: int) -> Iterator[Any]:
    for _ in range(depth):
        element = element.getparent()
        if element is None:
            return
        yield element
