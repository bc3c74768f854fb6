"""Recognised pages bound into a document: pieces where they belong, tables numbered through, rows going on overleaf."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.documents.pictures.answers import Recognised
from reviewer.documents.pieces import Extract, Piece, Scan

Key = tuple[int, int, int]  # of a table: the document's last table before it, pages recognised so far, its number there


class Binding:
    """Collects pieces in reading order. Tables get their final numbers at the end."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.keys: list[Key | None] = []  # for each piece the table it belongs to
        self.own = 0  # the highest number of a table of the document itself so far
        self.pages = 0
        self.open: tuple[Key, int, int] | None = None  # the table the last page ended with: key, rows, columns

    def add_own(self, pieces: Sequence[Piece]) -> None:
        """Pieces the document itself gave."""
        for piece in pieces:
            self.own = max(self.own, piece.table or 0)
            self._add(piece, None if piece.table is None else (piece.table, 0, 0))
            self.open = None

    def add_page(self, page: Recognised, number: int | None) -> None:
        """A recognised page, `number` being what it is called in the document."""
        self.pages += 1
        columns = {
            table: _columns(page.pieces, table) for table in {p.table for p in page.pieces if p.table is not None}
        }
        first = page.pieces[0].table if page.pieces else None
        goes_on = self.open if self.open and first is not None and columns[first] == self.open[2] else None
        for piece in page.pieces:
            piece.page = number
            key = None if piece.table is None else (self.own, self.pages, piece.table)
            if goes_on and piece.table == first and piece.row is not None:
                key, piece.row = goes_on[0], piece.row + goes_on[1]
            self._add(piece, key)
        if page.pieces:
            last, key = page.pieces[-1], self.keys[-1]
            self.open = (key, last.row or 0, columns[last.table]) if key and last.table is not None else None

    def finished(self) -> list[Piece]:
        """All pieces, their tables numbered from 1."""
        numbers = {key: number for number, key in enumerate(sorted({key for key in self.keys if key}), 1)}
        for piece, key in zip(self.pieces, self.keys, strict=True):
            piece.table = numbers[key] if key else None
        return self.pieces

    def _add(self, piece: Piece, key: Key | None) -> None:
        self.pieces.append(piece)
        self.keys.append(key)


def _columns(pieces: Sequence[Piece], table: int | None) -> int:
    return max((piece.column or 0) + piece.span for piece in pieces if piece.table == table)


def bind(extract: Extract, pages: Sequence[Recognised]) -> list[Piece]:
    """The pieces of the document and of its recognised pages, each where it belongs."""
    binding = Binding()
    done = 0
    for index, scan in sorted(enumerate(extract.scans), key=lambda numbered: numbered[1].at):
        binding.add_own(extract.pieces[done : scan.at])
        done = max(done, scan.at)
        for page in pages:
            if page.scan == index:
                for piece in page.pieces:
                    piece.sources = scan.sources
                binding.add_page(page, _page_number(scan, page.frame))
    binding.add_own(extract.pieces[done:])
    return binding.finished()


def _page_number(scan: Scan, frame: int) -> int | None:
    """The pages of a picture with several count on from that of the picture."""
    return frame + (scan.page or 1) - 1 if scan.page is not None or frame > 1 else None
