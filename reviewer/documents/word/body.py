"""The flow of a Word document: paragraphs, tables and boxes become pieces in reading order."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from reviewer.documents import limits
from reviewer.documents.pieces import Counter, Piece, PieceKind, Source, Unreadable
from reviewer.documents.word.elements import block_flow, child, is_on, local, value
from reviewer.documents.word.headings import Headings
from reviewer.documents.word.hidden import Hidden
from reviewer.documents.word.notes import Notes
from reviewer.documents.word.numbering import Numbering
from reviewer.documents.word.package import Package
from reviewer.documents.word.pages import Pages
from reviewer.documents.word.pictures import Album
from reviewer.documents.word.places import WHOLE, Places
from reviewer.documents.word.runs import Line, RunReader
from reviewer.documents.word.styles import Styles
from reviewer.documents.word.tables import TableReader

MAX_HEADING = 60  # characters; longer "headings" are body text in a heading style


class Body:
    """Collects the pieces of one document."""

    def __init__(self, package: Package, root: Any) -> None:
        self.package = package
        self.runs = RunReader(Styles.load(self._first("styles")))
        self.numbering = Numbering.load(self._first("numbering"))
        self.notes = Notes.load(package)
        self.album = Album(package)
        self.places = Places(root)
        self.hidden = Hidden()
        self.headings = Headings()
        self.pieces: list[Piece] = []
        self.tables = Counter()
        self.chars = 0
        self.embedded = 0  # other files inside (altChunk)

    def _first(self, kind: str) -> Any:
        names = self.package.related(self.package.document, kind)
        return next((self.package.extra(name) for name in names.values()), None)

    @property
    def pages(self) -> Pages:
        return self.runs.pages

    def flow(self, container: Any, ground: str) -> None:
        """Paragraphs and tables of the document's body."""
        for group in block_flow(container):
            name = local(group[-1])
            if name == "p":
                self._paragraph(group, ground)
            elif name == "tbl":
                self.table(group[-1], ground)
            else:
                self.embedded += 1

    def table(self, table: Any, ground: str) -> None:
        TableReader.of(self, table, ground).read(table)

    def cut(self, first: int) -> None:
        """Drop the pieces from index `first` on: a row without words."""
        del self.pieces[first:]
        self.album.cut(first)

    def line(self, paragraphs: list[Any], ground: str) -> tuple[str, Line]:
        """The visible text with its automatic number, and the line it comes from."""
        line = self.runs.read(*paragraphs, ground=ground)
        for quote, how in line.hidden:
            self.hidden.add(quote, how)
        properties = child(paragraphs[-1], "pPr")
        text = line.text.strip("\n")
        if not is_on(child(properties, "rPr", "vanish")) or text.strip():
            label = self.numbering.label(properties, self.runs.styles)
            text = label + text if text.strip() else ""  # an empty entry counts, but says nothing
        line.sources = self._sources(line, len(text) - len(line.text.strip("\n")))
        self._count(text)
        return text, line

    def _sources(self, line: Line, label: int) -> list[Source]:
        """Where each stretch of a line comes from; its first `label` characters are its number."""
        lengths = list(accumulate(map(len, line.parts), initial=label - len(line.text) + len(line.text.lstrip("\n"))))
        places: dict[Any, tuple[int, int] | None] = {}
        sources: list[Source] = []
        for part, paragraph, inside in line.origins:
            if paragraph not in places:
                places[paragraph] = self.places.of(paragraph)
            place = places[paragraph]
            if place is None:
                return []
            at = lengths[part] if lengths[part] > label else 0
            if sources and sources[-1][0] == at:
                sources.pop()  # what stood there gave no text
            sources.append((at, place[0], inside if place[1] == WHOLE else place[1]))
        return [source for source in sources if source[0] < lengths[-1]]

    def whole(self, line: Line) -> list[Source]:
        """The source of what belongs to the paragraph of a line as a whole: a note, a picture."""
        place = self.places.of(line.origins[0][1]) if line.origins else None
        return [(0, place[0], WHOLE)] if place else []

    def _count(self, text: str) -> None:
        self.chars += len(text)
        if self.chars > limits.MAX_CHARS:
            raise Unreadable(
                f"全文超过 {limits.MAX_CHARS} 字。请只保留一节课或一份作业，另存后再上传。",
                f"more than {limits.MAX_CHARS} characters; keep one lesson or one sheet.",
            )

    def notes_of(self, line: Line, ground: str) -> list[str]:
        """The notes that a line refers to, each with its mark: evidence stands beside what it explains."""
        texts = []
        for kind, key in line.notes:
            note = self.notes.take(kind, key)
            if note is not None:
                parts = [self.line(group, ground)[0] for group in block_flow(note[1]) if local(group[-1]) == "p"]
                words = " ".join(part.strip() for part in parts if part.strip())
                texts += [note[0] + words] if words else []
        return texts

    def anchored(self, line: Line, ground: str, *, pending: int = 0) -> None:
        """Boxes, figures and pictures of a line; `pending` pieces before them are still to be written."""
        for content, inner in line.boxes:
            self._box(content, inner)
        for kind, key in line.figures:
            words = key if kind == "words" else self._figure(kind, key)
            if words.strip():
                self._count(words)
                self.pieces.append(Piece(words.strip(), kind="box", page=line.page, sources=self.whole(line)))
        names = self.package.related(self.package.document, "image")
        for key in line.pictures:
            if key in names:
                self.album.add(names[key], len(self.pieces) + pending, self.pages.number, self.whole(line))

    def _figure(self, kind: str, key: str) -> str:
        from reviewer.documents.word.figures import figure_text

        return figure_text(self.package, self.package.document, kind, key)

    def _box(self, content: Any, ground: str) -> None:
        for group in block_flow(content):
            name = local(group[-1])
            if name == "tbl":
                self.table(group[-1], ground)
            elif name == "p":
                text, line = self.line(group, ground)
                if text.strip():
                    self.pieces.append(Piece(text, kind="box", page=line.page, sources=line.sources))
                self._after(line, ground, "box")

    def _paragraph(self, paragraphs: list[Any], ground: str) -> None:
        properties = child(paragraphs[-1], "pPr")
        styles = self.runs.styles
        if properties is not None and styles.is_contents(value(child(properties, "pStyle"))):
            return  # a table of contents repeats headings; evidence must not point there
        text, line = self.line(paragraphs, ground)
        if text.strip():
            level = styles.heading_level(properties) if properties is not None and len(text) <= MAX_HEADING else 0
            piece = Piece(
                text, kind="heading" if level else "paragraph", level=level, page=line.page, sources=line.sources
            )
            self.headings.see(piece, bold=line.bold and line.page is not None)
            self.pieces.append(piece)
        self._after(line, ground, "paragraph")

    def _after(self, line: Line, ground: str, kind: PieceKind) -> None:
        self.anchored(line, ground)
        notes = self.notes_of(line, ground)
        self.pieces += [Piece(text, kind=kind, page=line.page, sources=self.whole(line)) for text in notes]
