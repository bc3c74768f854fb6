"""A Word document → pieces in reading order: headers, paragraphs, tables (merged cells once), text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewer.documents import limits
from reviewer.documents.pieces import Counter, Extract, Piece, PieceKind, Unreadable, unstack
from reviewer.documents.word.package import BROKEN, Package, child, local, value
from reviewer.documents.word.runs import RunReader, has_fill
from reviewer.documents.word.styles import Numbering, Styles

WRAPPERS = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "AlternateContent",
    "Choice",
    "body",
}
PAGE_NUMBER = re.compile(r"[\s第共页/\-—–~～·.|0-9]*(?:page|of|\d|\s)*", re.IGNORECASE)
MAX_HEADING = 60  # characters; longer "headings" are body text in a heading style
DEEP = (
    "文档里的表格或文本框嵌套太深，读不出来。请简化版面后另存再试。",
    "tables or text boxes are nested too deeply. Simplify the layout and save again.",
)


def read_word(path: Path) -> Extract:
    """The pieces, hidden text and warnings of the .docx at `path`. Raises Unreadable."""
    package = Package(path)
    root = package.part(package.document)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise Unreadable(*BROKEN)
    reader = WordReader(package)
    try:
        reader.read(root, body)
    except RecursionError as error:
        raise Unreadable(*DEEP) from error
    return reader.finished()


class WordReader:
    """Walks one document and collects its pieces."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.extract = Extract()
        self.tables = Counter()
        self.pictures = 0
        self.page_breaks = 0
        self.chars = 0
        self.styles = Styles.load(self._first_part("styles"))
        self.numbering = Numbering.load(self._first_part("numbering"))
        self.runs = RunReader(self.styles)

    def _first_part(self, kind: str) -> Any:
        names = self.package.related(self.package.document, kind)
        return next((self.package.part(name) for name in names.values()), None)

    def read(self, root: Any, body: Any) -> None:
        """Read page headers, the body, and footers that say more than a page number."""
        ground = child(root, "background")
        shaded = ground is not None and (value(ground, "color") or "FFFFFF").upper() not in ("FFFFFF", "AUTO")
        seen: set[str] = set()
        self._edges("header", seen)
        for element in _flow(body):
            if local(element) == "p":
                self._paragraph(element, shaded=shaded)
            else:
                self.extract.pieces += self._table(element, shaded=shaded)
        self._edges("footer", seen)

    def finished(self) -> Extract:
        """The extract, once limits and emptiness are checked."""
        if self.page_breaks >= limits.MAX_PAGES:
            raise Unreadable(
                f"文档超过 {limits.MAX_PAGES} 页。请只保留一节课或一份作业，另存后再上传。",
                f"more than {limits.MAX_PAGES} pages; keep one lesson or one sheet.",
            )
        if self.pictures and not any(piece.text.strip() for piece in self.extract.pieces):
            raise Unreadable(
                f"文档里只有 {self.pictures} 张图片，没有文字。请把图片里的文字录入或识别成文字再上传。",
                f"only {self.pictures} pictures and no text. Type or OCR the text first.",
            )
        return self.extract

    def _edges(self, kind: str, seen: set[str]) -> None:
        for name in self.package.related(self.package.document, kind).values():
            root = self.package.part(name)
            for element in _flow(root) if root is not None else ():
                pieces = self._table(element) if local(element) == "tbl" else []
                words = " ".join(piece.text for piece in pieces) if pieces else self._words(element)
                text = " ".join(words.split())
                if text and text not in seen and not PAGE_NUMBER.fullmatch(text[:40]):
                    seen.add(text)
                    self.extract.pieces.append(Piece(text, kind="header"))

    def _words(self, paragraph: Any) -> str:
        """The text of a paragraph and of the boxes in it, on one line."""
        line = self.runs.read(paragraph)
        self.extract.hidden += line.hidden
        inside = [self._words(element) for box, _ in line.boxes for element in _flow(box) if local(element) == "p"]
        return " ".join([line.text, *inside])

    def _line(self, paragraph: Any, *, shaded: bool) -> tuple[str, list[Piece]]:
        """The visible text with its automatic number, and the pieces of text boxes anchored in it."""
        line = self.runs.read(paragraph, shaded=shaded)
        self.extract.hidden += line.hidden
        self.pictures += line.pictures
        self.page_breaks += line.page_breaks
        properties = child(paragraph, "pPr")
        text = line.text.strip("\n")
        if text.strip() and properties is not None:
            numbered = child(properties, "numPr")
            if numbered is None:
                numbered = self.styles.numbering_of(value(child(properties, "pStyle")))
            text = (self.numbering.next_label(numbered) if numbered is not None else "") + text
        self.chars += len(text)
        if self.chars > limits.MAX_CHARS:
            raise Unreadable(
                f"全文超过 {limits.MAX_CHARS} 字。请只保留一节课或一份作业，另存后再上传。",
                f"more than {limits.MAX_CHARS} characters; keep one lesson or one sheet.",
            )
        boxes = [piece for box, filled in line.boxes for piece in self._box(box, shaded=filled)]
        return text, boxes

    def _box(self, content: Any, *, shaded: bool) -> list[Piece]:
        pieces: list[Piece] = []
        for element in _flow(content):
            if local(element) == "tbl":
                pieces += self._table(element, shaded=shaded)
            else:
                text, inner = self._line(element, shaded=shaded)
                pieces += ([Piece(text, kind="box")] if text.strip() else []) + inner
        return pieces

    def _paragraph(self, paragraph: Any, *, shaded: bool) -> None:
        properties = child(paragraph, "pPr")
        if properties is not None and self.styles.name(value(child(properties, "pStyle"))).lower().startswith("toc "):
            return  # a table of contents repeats headings; evidence must not point there
        text, boxes = self._line(paragraph, shaded=shaded)
        if text.strip():
            level = self.styles.heading_level(properties) if properties is not None else 0
            level = level if len(text) <= MAX_HEADING else 0
            self.extract.pieces.append(Piece(text, kind="heading" if level else "paragraph", level=level))
        self.extract.pieces += boxes

    def _table(self, table: Any, *, shaded: bool = False) -> list[Piece]:
        """The cells of a table, row by row; a merged cell once, where it starts."""
        number = next(self.tables)
        style = value(child(table, "tblPr", "tblStyle"))
        shaded = shaded or any(has_fill(e) for s in self.styles.chain(style) for e in s.iter() if local(e) == "shd")
        pieces: list[Piece] = []
        for row_number, row in enumerate((e for e in _flow(table, "tr")), 1):
            if child(row, "trPr", "del") is not None:
                continue
            cells = self._row(row, number, row_number, shaded=shaded)
            if any(piece.text.strip() for piece in cells):
                cells[0].before = "\n"
                pieces += cells
        return pieces

    def _row(self, row: Any, table: int, number: int, *, shaded: bool) -> list[Piece]:
        before = value(child(row, "trPr", "gridBefore"))
        column = int(before) if before and before.isdigit() and len(before) < 4 else 0
        pieces: list[Piece] = []
        for cell in _flow(row, "tc"):
            properties = child(cell, "tcPr")
            span = value(child(properties, "gridSpan")) if properties is not None else None
            width = int(span) if span and span.isdigit() and 0 < int(span[:4]) < 100 else 1
            if not _continues(properties):
                place = Piece("", " | ", "cell", 0, table, number, column, width)
                filled = shaded or has_fill(child(properties, "shd") if properties is not None else None)
                pieces += self._cell(cell, place, shaded=filled)
            column += width
        return pieces

    def _cell(self, cell: Any, place: Piece, *, shaded: bool) -> list[Piece]:
        """One piece for the cell's paragraphs; a nested table or a box in between cuts it in two."""
        pieces: list[Piece] = []
        lines: list[str] = []

        def close(kind: PieceKind = "cell") -> None:
            text = unstack("\n".join(lines).strip("\n"))
            if text.strip() or not pieces:
                joiner = place.before if not pieces else "\n"
                pieces.append(Piece(text, joiner, kind, 0, place.table, place.row, place.column, place.span))
            lines.clear()

        for element in _flow(cell):
            if local(element) == "tbl":
                close()
                pieces.extend(self._table(element, shaded=shaded))
                continue
            text, boxes = self._line(element, shaded=shaded)
            if text.strip():
                lines.append(text)
            if boxes:
                close()
                pieces.extend(boxes)
        if lines or not pieces:
            close()
        return pieces


def _continues(properties: Any) -> bool:
    """Whether a cell only continues one above (vMerge) or to the left (the old hMerge)."""
    for name in ("vMerge", "hMerge"):
        mark = child(properties, name) if properties is not None else None
        if mark is not None and (value(mark) or "continue") == "continue":
            return True
    return False


def _flow(element: Any, *wanted: str) -> Iterator[Any]:
    """Paragraphs and tables (or rows, or cells) directly in `element`, looking through content controls."""
    names = wanted or ("p", "tbl")
    for below in element:
        name = local(below)
        if name in names:
            yield below
        elif name == "AlternateContent":
            options = [option for option in below if local(option) in ("Choice", "Fallback")]
            yield from _flow(options[0], *wanted) if options else ()
        elif name in WRAPPERS:
            yield from _flow(below, *wanted)
