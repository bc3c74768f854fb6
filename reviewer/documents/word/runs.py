"""The visible text of one Word paragraph, what is hidden in it, and what is anchored to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.pieces import Source
from reviewer.documents.word.elements import alternative, child, local, plain_text, value
from reviewer.documents.word.fields import Fields, shown
from reviewer.documents.word.hidden import MAX_QUOTE
from reviewer.documents.word.pages import Pages
from reviewer.documents.word.styles import Look, Styles, is_bold, look_of
from reviewer.documents.word.symbols import symbol, translate
from reviewer.documents.word.visibility import PAPER, box_ground, ground_of, hidden_how

SKIPPED = {
    "pPr", "rPr", "moveFrom", "delText", "delInstrText", "fldData", "sdtPr", "sdtEndPr", "tblPr", "rubyPr", "rt",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "proofErr", "bookmarkStart", "bookmarkEnd",
}  # fmt: skip
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
FORMULA = "［公式］"
EQUATION_PROGRAMS = ("equation", "mathtype")


@dataclass(slots=True)
class Line:
    """A paragraph: visible text in parts, hidden stretches (quote, how), and what is anchored in it, in order."""

    parts: list[str] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[Any, str]] = field(default_factory=list)  # (txbxContent, colour of its ground)
    figures: list[tuple[str, str]] = field(default_factory=list)  # (chart or diagram, relationship id), (words, text)
    pictures: list[str] = field(default_factory=list)  # relationship ids
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote or endnote, id)
    fields: Fields = field(default_factory=Fields)
    origins: list[tuple[int, Any, int]] = field(default_factory=list)  # (part, paragraph, number of its child)
    sources: list[Source] = field(default_factory=list)  # of the text as it is handed on, with its number
    page: int | None = None  # where its first words stand
    bold: bool = True  # every visible word

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def hide(self, quote: str, how: str) -> None:
        """Take note of hidden words; those right after others hidden alike are one quote."""
        if not self.hidden or self.hidden[-1][1] != how:
            self.hidden.append((quote, how))
        elif len(self.hidden[-1][0]) < MAX_QUOTE:
            self.hidden[-1] = (self.hidden[-1][0] + quote, how)


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs one after another, and gathers what lies beside the text of the whole document."""

    styles: Styles
    pages: Pages = field(default_factory=Pages)
    deleted: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)  # alternative texts of drawings
    formulas: int = 0  # that are objects or pictures

    def read(self, *paragraphs: Any, ground: str = PAPER) -> Line:
        """One line; several paragraphs where the marks between them were deleted. `ground` is the colour below."""
        line = Line()
        for paragraph in paragraphs:
            if local(paragraph) in ("oMath", "oMathPara"):
                self._formula(paragraph, line, {}, ground)
                continue
            properties = child(paragraph, "pPr")
            style = value(child(properties, "pStyle"))
            base = ground_of(self.styles.shading(style), ground)
            if properties is not None:
                base = ground_of(child(properties, "shd"), base)
            look = self.styles.paragraph_look(style)
            for number, below in enumerate(paragraph):
                line.origins.append((len(line.parts), paragraph, number))
                self._walk((below,), line, look, base)
        return line

    def _walk(self, element: Any, line: Line, look: Look, ground: str) -> None:
        for below in element:
            name = local(below)
            if name == "r":
                self._run(below, line, look, ground)
            elif name in ("t", "tab", "br", "cr"):
                self._character(below, name, line, look)
            elif name in SKIPPED:
                continue
            elif name == "AlternateContent":
                self._walk(alternative(below), line, look, ground)
            elif name in ("oMath", "oMathPara"):
                self._formula(below, line, look, ground)
            elif name == "txbxContent":
                self._box(below, line, ground)
            elif name == "ruby":
                self._ruby(below, line, look, ground)
            elif name == "del":
                self.deleted.append("".join(e.text or "" for e in below.iter() if local(e) in ("delText", "t")))
            elif not self._mark(below, name, line, look):
                self._walk(below, line, look, ground)

    def _run(self, run: Any, line: Line, look: Look, ground: str) -> None:
        own = child(run, "rPr")
        if own is not None:
            named = child(own, "rStyle")
            look = (look | self.styles.look(value(named)) if named is not None else look) | look_of(own)
        first = len(line.parts)
        self._walk(run, line, look, ground)
        if len(line.parts) == first:
            return
        text = "".join(line.parts[first:])
        how = hidden_how(look, ground)
        if not text.strip():
            return
        if how:
            del line.parts[first:]
            line.hide(text, how)
        elif line.page is None:
            line.page = self.pages.write()
            line.bold = is_bold(look)
        else:
            self.pages.write()
            line.bold = line.bold and is_bold(look)

    def _character(self, element: Any, name: str, line: Line, look: Look) -> None:
        if name == "t":
            if element.text and not line.fields.in_code:
                fonts = look.get("rFonts")
                font = (value(fonts, "ascii") or value(fonts, "hAnsi")) if fonts is not None else None
                line.parts.append(translate(element.text, font))
            return
        if name == "br" and value(element, "type") == "page":
            self.pages.break_by_hand()
        line.parts.append(CHARACTERS[name])

    def _mark(self, element: Any, name: str, line: Line, look: Look) -> bool:
        """Take in an element that shows something by itself; False to look inside it."""
        if name == "lastRenderedPageBreak":
            self.pages.break_laid_out()
        elif name in CHARACTERS:
            line.parts.append(CHARACTERS[name])
        elif name == "sym":
            code = value(element, "char") or ""
            if 0 < len(code) <= 6 and all(char in "0123456789abcdefABCDEF" for char in code):
                line.parts.append(symbol(int(code, 16), value(element, "font") or ""))
        elif name == "fldChar":
            line.parts.append(line.fields.mark(element))
        elif name == "instrText":
            line.fields.add_code(element.text or "")
        elif name == "fldSimple" and len(element) == 0:
            line.parts.append("" if line.fields.in_code else shown(value(element, "instr") or ""))
        elif name in ("footnoteReference", "endnoteReference"):
            line.notes.append((name.removesuffix("Reference"), value(element, "id") or ""))
        else:
            return self._drawn(element, name, line)
        return True

    def _drawn(self, element: Any, name: str, line: Line) -> bool:
        """Take in what a drawing refers to; False to look inside it."""
        if name in ("blip", "imagedata"):
            inside = value(element, "embed") or (value(element, "id") if name == "imagedata" else None)
            line.pictures += [inside] if inside else []  # a picture that is only linked is never fetched
        elif name in ("docPr", "cNvPr"):
            self.described += [text for at in ("descr", "title") if (text := value(element, at))]
        elif name == "textpath":
            line.figures.append(("words", value(element, "string") or ""))
        elif name == "chart" and value(element, "id"):
            line.figures.append(("chart", value(element, "id") or ""))
        elif name == "relIds":
            line.figures.append(("diagram", value(element, "dm") or ""))
        elif name == "object":
            made_by = next((value(e, "ProgID") or "" for e in element if local(e) == "OLEObject"), "")
            if not made_by.lower().startswith(EQUATION_PROGRAMS):
                return False
            self.formulas += 1
            line.parts.append(FORMULA)
        elif name in ("shape", "rect", "roundrect", "oval"):
            self.described += [text] if (text := value(element, "alt")) else []
            return False
        else:
            return False
        return True

    def _formula(self, element: Any, line: Line, look: Look, ground: str) -> None:
        from reviewer.documents.word.equations import linear

        def visible(run: Any) -> str:
            inner = Line()
            self._run(run, inner, look, ground)
            for quote, how in inner.hidden:
                line.hide(quote, how)
            return inner.text

        text = linear(element, visible)
        if text:
            before = line.parts[-1][-1:] if line.parts else ""
            line.parts.append(f" {text}" if before.isdigit() and text[0].isdigit() else text)  # 3 1/2
            line.page = line.page or self.pages.write()

    def _ruby(self, element: Any, line: Line, look: Look, ground: str) -> None:
        base, above = child(element, "rubyBase"), child(element, "rt")
        if base is not None and plain_text(base):
            self._walk(base, line, look, ground)
        elif above is not None:  # pinyin over a blank: 看拼音写词语
            self._walk(above, line, look, ground)

    def _box(self, content: Any, line: Line, ground: str) -> None:
        from reviewer.documents.word.placement import box_hidden_how

        how = box_hidden_how(content)
        if how is None:
            line.boxes.append((content, box_ground(content, ground)))
        elif words := plain_text(content):
            line.hide(words, how)
