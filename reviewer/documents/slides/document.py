"""A PowerPoint file → pieces in reading order: titles, text, tables, charts and diagrams, then the speaker's notes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reviewer.documents import limits
from reviewer.documents.pieces import Counter, Extract, Piece, Unreadable, unstack
from reviewer.documents.slides.deck import Deck, Slide, relation_of
from reviewer.documents.slides.frames import Frame, frames_of
from reviewer.documents.slides.pictures import Pictures
from reviewer.documents.slides.words import words_of
from reviewer.documents.word.elements import child, local, value
from reviewer.documents.word.figures import figure_text

TITLE_LEVEL = 2
FIGURES = {"chart": ("chart", "id"), "relIds": ("diagram", "dm")}  # element → kind, attribute that names its part
NOTES = "备注："
# Alt text that says something: a sentence, not a file name or what Office writes by itself.
SENTENCE = re.compile(r"[\u4e00-\u9fff].{6,}[\u4e00-\u9fff。！？]|(?:[A-Za-z']{2,}[ ,]+){5,}")
BY_ITSELF = re.compile(r"描述已自动生成|Description automatically generated|^图片包含|\.(?:png|jpe?g|gif|bmp)$")
DEEP = (
    "幻灯片里的组合嵌套太深，读不出来。请简化版面后另存再试。",
    "groups on a slide are nested too deeply. Simplify the layout and save again.",
)


def read_slides(path: Path, exchange: Path | None = None) -> Extract:
    """The pieces, pictures to recognise, hidden text and warnings of the .pptx at `path`; `page` is the slide's number.

    Large pictures are written to `exchange` and listed in `scans`; without it they are only counted. Raises Unreadable.
    """
    deck = Deck(path)
    slides = deck.slides()
    if len(slides) > limits.MAX_PAGES:
        raise Unreadable(
            f"演示文稿有 {len(slides)} 张幻灯片，超过 {limits.MAX_PAGES} 张的上限。请只保留一节课，另存后再上传。",
            f"{len(slides)} slides, more than {limits.MAX_PAGES}; keep one lesson.",
        )
    reader = SlideReader(deck, exchange)
    try:
        for slide in slides:
            reader.read(slide)
    except RecursionError as error:
        raise Unreadable(*DEEP) from error
    return reader.finished()


class SlideReader:
    """Walks the slides and collects their pieces."""

    def __init__(self, deck: Deck, exchange: Path | None) -> None:
        self.deck = deck
        self.extract = Extract()
        self.tables = Counter()
        self.pictures = Pictures(deck, exchange, self.extract)

    def read(self, slide: Slide) -> None:
        """One slide: its shapes, notes and comments. A slide not shown goes to `hidden` as a whole."""
        pieces: list[Piece] = []
        for frame in frames_of(slide):
            self._alt_text(frame)
            found = self._frame(frame, slide, shown=len(self.extract.pieces) + len(pieces))
            for piece in found:
                piece.page = slide.number
            how = _frame_hidden_how(frame, slide)
            if how:
                self._hide(found, how)
            else:
                pieces += found
        pieces += self._notes(slide)
        if slide.is_hidden:
            self._hide(pieces, "隐藏的幻灯片")
        else:
            self.extract.pieces += pieces
        self._comments(slide)
        if sum(len(piece.text) for piece in self.extract.pieces) > limits.MAX_CHARS:
            raise Unreadable(
                f"全文超过 {limits.MAX_CHARS} 字。请只保留一节课或一份作业，另存后再上传。",
                f"more than {limits.MAX_CHARS} characters; keep one lesson or one sheet.",
            )

    def finished(self) -> Extract:
        """The extract, with a word on pictures, once it is known to hold anything."""
        has_text = any(piece.text.strip() for piece in self.extract.pieces)
        self.pictures.report(has_text=has_text)
        if not has_text and not self.extract.scans:
            raise Unreadable(
                "幻灯片里没有文字。若文字在图片里，请先录入或识别成文字再上传。",
                "no text on the slides. Type or OCR text that is in pictures.",
            )
        return self.extract

    def _hide(self, pieces: list[Piece], how: str) -> None:
        text = "\n".join(piece.text.strip() for piece in pieces if piece.text.strip())
        if text:
            self.extract.hidden.append((text, how))

    def _frame(self, frame: Frame, slide: Slide, *, shown: int) -> list[Piece]:
        element = frame.element
        if local(element) == "pic":
            if not slide.is_hidden and not _frame_hidden_how(frame, slide):
                self.pictures.offer(element, slide, at=shown)
            return []
        if local(element) == "graphicFrame":
            return self._graphic(element, slide)
        words = words_of(child(element, "txBody"), slide, on_colour=frame.on_colour)
        self.extract.hidden += words.hidden
        if frame.is_title:
            title = " ".join(" ".join(words.lines).split())
            return [Piece(title, kind="heading", level=TITLE_LEVEL)] if title else []
        return [Piece(line) for line in words.lines]

    def _graphic(self, frame: Any, slide: Slide) -> list[Piece]:
        """A table, or the words of a chart or a diagram (SmartArt)."""
        pieces: list[Piece] = []
        data = child(frame, "graphic", "graphicData")
        for element in data if data is not None else ():
            if local(element) == "tbl":
                pieces += self._table(element, slide)
            elif local(element) in FIGURES:
                kind, attribute = FIGURES[local(element)]
                text = figure_text(self.deck, slide.name, kind, relation_of(element, attribute))
                pieces += [Piece(line) for line in text.split("\n") if line.strip()]
        return pieces

    def _table(self, table: Any, slide: Slide) -> list[Piece]:
        """The cells row by row; a merged cell once, where it starts."""
        number = next(self.tables)
        pieces: list[Piece] = []
        for row_number, row in enumerate((e for e in table if local(e) == "tr"), 1):
            cells: list[Piece] = []
            for column, cell in enumerate(e for e in row if local(e) == "tc"):
                if any((value(cell, mark) or "0") in ("1", "true") for mark in ("hMerge", "vMerge")):
                    continue
                words = words_of(child(cell, "txBody"), slide, on_colour=True)
                self.extract.hidden += words.hidden
                span = value(cell, "gridSpan") or "1"
                width = int(span) if span.isdigit() and 0 < int(span[:3]) < 100 else 1
                text = unstack("\n".join(words.lines))
                cells.append(Piece(text, " | ", "cell", 0, number, row_number, column, width))
            if any(piece.text.strip() for piece in cells):
                cells[0].before = "\n"
                pieces += cells
        return pieces

    def _notes(self, slide: Slide) -> list[Piece]:
        """The speaker's notes, one paragraph each, marked as such."""
        lines: list[str] = []
        for name in self.deck.related(slide.name, "notesSlide").values():
            root = self.deck.part(name)
            for frame in frames_of(Slide(slide.number, name, root, [], None, slide.size)) if root is not None else ():
                if frame.role == "body":
                    words = words_of(child(frame.element, "txBody"), slide, on_colour=True)
                    self.extract.hidden += words.hidden
                    lines += words.lines
        return [Piece(NOTES + line.strip(), page=slide.number) for line in lines]

    def _comments(self, slide: Slide) -> None:
        for name in self.deck.related(slide.name, "comments").values():
            root = self.deck.part(name)
            for comment in (e for e in root.iter() if local(e) in ("cm", "reply")) if root is not None else ():
                plain = child(comment, "text")
                lines = [plain.text or ""] if plain is not None else _drawing_lines(child(comment, "txBody"))
                if any(line.strip() for line in lines):
                    self.extract.hidden.append(("\n".join(lines), "批注"))

    def _alt_text(self, frame: Frame) -> None:
        named = next((e for below in frame.element for e in below if local(e) == "cNvPr"), None)
        described = (value(named, "descr") or "").strip()
        if SENTENCE.search(described) and not BY_ITSELF.search(described):
            self.extract.hidden.append((described, "替代文字"))


def _frame_hidden_how(frame: Frame, slide: Slide) -> str | None:
    if frame.is_hidden:
        return "隐藏的对象"
    return "幻灯片外的文字" if frame.box and frame.box.is_outside(slide.size) else None


def _drawing_lines(element: Any) -> list[str]:
    """The paragraphs below `element`, each as one line of plain text."""
    if element is None:
        return []
    lines = ["".join(t.text or "" for t in p.iter() if local(t) == "t") for p in element.iter() if local(p) == "p"]
    return [line for line in lines if line.strip()]
