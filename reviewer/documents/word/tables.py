"""The cells of a Word table, row by row; a merged cell once, where it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reviewer.documents.pieces import Piece, Source, unstack
from reviewer.documents.word.elements import GONE, block_flow, child, flow, is_on, local, plain_text, value, whole
from reviewer.documents.word.places import shifted
from reviewer.documents.word.visibility import PAPER, UNKNOWN, ground_of

if TYPE_CHECKING:
    from reviewer.documents.word.body import Body

MAX_COLUMNS = 100


@dataclass(slots=True)
class TableReader:
    """Reads one table into the pieces of `body`. `ground` is the colour below its cells."""

    body: Body
    number: int
    ground: str
    starts: dict[int, str] = field(default_factory=dict)  # column → text of the cell that began there last

    @classmethod
    def of(cls, body: Body, table: Any, ground: str) -> TableReader:
        """A reader for `table`, which takes the next number of the document."""
        properties = child(table, "tblPr")
        ground = ground_of(child(properties, "shd"), ground)
        style = value(child(properties, "tblStyle"))
        if any(ground_of(mark, PAPER) != PAPER for mark in body.runs.styles.table_grounds(style)):
            ground = UNKNOWN  # which cells a style colours depends on bands and options
        return cls(body, next(body.tables), ground)

    def read(self, table: Any) -> None:
        for number, row in enumerate(flow(table, "tr"), 1):
            properties = child(row, "trPr")
            if properties is not None and any(local(mark) in GONE for mark in properties):
                words = "".join(e.text or "" for e in row.iter() if local(e) in ("t", "delText"))
                self.body.runs.deleted.append(words)
            elif is_on(child(properties, "hidden")):
                self.body.hidden.add(plain_text(row), "隐藏的表格行")
            else:
                self._row(row, number)

    def _row(self, row: Any, number: int) -> None:
        body = self.body
        first, before = len(body.pieces), body.pages.number
        column = min(max(whole(value(child(row, "trPr", "gridBefore"))), 0), MAX_COLUMNS)
        last_page, start = before, None  # the cell to the left that hMerge goes on
        for cell in flow(row, "tc"):
            properties = child(cell, "tcPr")
            width = min(max(whole(value(child(properties, "gridSpan")), 1), 1), MAX_COLUMNS)
            if _goes_on(properties, "hMerge") and start is not None:
                start.span += width
            elif _goes_on(properties, "vMerge"):
                self._covered(cell, column)
            elif child(properties, "cellDel") is not None:
                body.runs.deleted.append(plain_text(cell))
            else:
                body.pages.number = before  # every cell of a row begins on the page of the row
                place = Piece("", " | ", "cell", 0, self.number, number, column, width)
                start = self._cell(cell, place, ground_of(child(properties, "shd"), self.ground))
                last_page = max(last_page, body.pages.number)
            column += width
        body.pages.number = max(last_page, before)
        if any(piece.text.strip() for piece in body.pieces[first:]):
            body.pieces[first].before = "\n"
        else:
            body.cut(first)

    def _covered(self, cell: Any, column: int) -> None:
        """A cell under a merged one shows nothing; some programs repeat the text there."""
        words = plain_text(cell)
        if words and words.replace(" ", "") not in self.starts.get(column, "").replace("\n", "").replace(" ", ""):
            self.body.hidden.add(words, "合并单元格里看不见的文字")

    def _cell(self, cell: Any, place: Piece, ground: str) -> Piece:
        """One piece for the cell's paragraphs; a nested table or a box in between cuts it in two."""
        content = CellContent(self.body, place)
        for group in block_flow(cell):
            name = local(group[-1])
            if name == "tbl":
                content.close()
                self.body.table(group[-1], ground)
            elif name == "p":
                content.add(group, ground)
        if content.lines or content.first is None:
            content.close()
        self.starts[place.column or 0] = content.text
        return content.first or place


@dataclass(slots=True)
class CellContent:
    """The lines of a cell, until something in it stands by itself."""

    body: Body
    place: Piece
    lines: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    page: int | None = None
    first: Piece | None = None
    text: str = ""

    def add(self, paragraphs: list[Any], ground: str) -> None:
        text, line = self.body.line(paragraphs, ground)
        if text.strip():
            self._write(text, line.sources)
            self.page = self.page or line.page
        for note in self.body.notes_of(line, ground):
            self._write(note, self.body.whole(line))
        if line.boxes or line.figures or line.pictures:
            if line.boxes or line.figures:
                self.close()
            self.body.anchored(line, ground, pending=1 if self.lines or self.first is None else 0)

    def _write(self, text: str, sources: list[Source]) -> None:
        self.sources += shifted(sources, sum(len(line) + 1 for line in self.lines))
        self.lines.append(text)

    def close(self) -> None:
        lines = "\n".join(self.lines).strip("\n")
        text = unstack(lines)
        if text != lines:
            self.sources = [(len("".join(lines[:at].split())), there, child) for at, there, child in self.sources]
        if text.strip() or self.first is None:
            joiner = self.place.before if self.first is None else "\n"
            at = self.place
            piece = Piece(
                text, joiner, "cell", 0, at.table, at.row, at.column, at.span, self.page, sources=self.sources
            )
            self.body.pieces.append(piece)
            self.first = self.first or piece
        self.text += text
        self.lines.clear()
        self.sources, self.page = [], None


def _goes_on(properties: Any, name: str) -> bool:
    """Whether a cell only continues one above (vMerge) or to the left (the old hMerge)."""
    mark = child(properties, name)
    return mark is not None and (value(mark) or "continue") == "continue"
