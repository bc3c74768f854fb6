"""Pages with known content → pieces in reading order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from reviewer.documents.pdf.aligned import find_aligned
from reviewer.documents.pdf.formulas import write_fractions
from reviewer.documents.pdf.geometry import Box
from reviewer.documents.pdf.grids import Grid, GridCell, Rule, find_grids
from reviewer.documents.pdf.order import Flow, Strip, reading_order
from reviewer.documents.pdf.printed import (
    SENTENCE_END,
    Char,
    PrintedLine,
    continues,
    find_lines,
    find_strips,
    join_paragraphs,
)
from reviewer.documents.pdf.running import find_running
from reviewer.documents.pieces import Counter, Piece, Scan, unstack

STRIP_GAP = 0.9  # of the font size: a wider gap may be a gutter
WRITING_PAPER = 60  # cells of one character each at most: squares to write in, no table
CUT = 8  # characters: a shorter cell without a full stop is a phrase and not cut
PAGE_FRAME = 0.6  # of the page's characters: a frame that holds more is an ornament around the page


@dataclass(slots=True)
class Leaf:
    """The readable content of a page. `scans` holds (file, box); `turned` writing at right angles, a run each."""

    number: int
    width: float
    height: float
    chars: list[Char]
    turned: list[Char] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    scans: list[tuple[str, Box]] = field(default_factory=list)
    watermark: str = ""
    grids: list[Grid] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tail:
    """The last printed line so far, which the next column or page may continue, its paragraph and right margin."""

    piece: Piece
    line: PrintedLine
    right: float


Solid = Grid | Char | str  # a table or frame, turned writing, the file of a scan


class Composer:
    """Collects the pieces of all pages."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.scans: list[Scan] = []
        self.tables = Counter()
        self.open_table: tuple[int, int, int, list[str]] | None = None  # table, rows, columns, first row: may go on
        self.tail: Tail | None = None

    def compose(self, leaves: Sequence[Leaf]) -> tuple[list[Piece], list[Scan]]:
        """The pieces of all pages, running heads once at the beginning, and the scans with their places."""
        for leaf in leaves:
            leaf.grids, loose = find_grids(leaf.across, leaf.down)
            leaf.grids = [grid for grid in leaf.grids if _is_wanted(grid, leaf.chars)]
            free = _outside(leaf.chars, [grid.box for grid in leaf.grids])
            leaf.chars = write_fractions(leaf.chars, loose)
            free = write_fractions(free, loose)
            leaf.grids += find_aligned(free, loose)
        texts = _drop_running(leaves)
        self.pieces += [Piece(text, kind="header", page=leaves[0].number) for text in texts]
        for leaf in leaves:
            self._page(leaf)
        return self.pieces, self.scans

    def _page(self, leaf: Leaf) -> None:
        free = _outside(leaf.chars, [grid.box for grid in leaf.grids])
        solids: list[tuple[Box, Solid]] = [(grid.box, grid) for grid in leaf.grids]
        solids += [(_box(char), char) for char in leaf.turned if not any(_holds(g.box, char) for g in leaf.grids)]
        solids += [(box, name) for name, box in leaf.scans]
        strips = [Strip(Box(s.x0, s.top, s.x1, s.bottom), s.text) for s in find_strips(free, STRIP_GAP)]
        strips += [Strip(box, solid=index) for index, (box, _) in enumerate(solids)]
        size = median([char.bottom - char.top for char in free] or [12.0])
        for flow in reading_order(strips, size):
            self._flow(flow, [solid for _, solid in solids], leaf)

    def _flow(self, flow: Flow, solids: Sequence[Solid], leaf: Leaf) -> None:
        texts = [strip for strip in flow.strips if strip.solid is None]
        right = max((strip.box.x1 for strip in texts), default=flow.right)
        lines: list[PrintedLine] = []
        for strip in flow.strips:
            if strip.solid is None:
                _add_strip(lines, strip)
                continue
            self._paragraphs(lines, flow.left, right, leaf.number)
            lines = []
            self._solid(solids[strip.solid], leaf)
        self._paragraphs(lines, flow.left, right, leaf.number)

    def _solid(self, solid: Solid, leaf: Leaf) -> None:
        if isinstance(solid, str):
            self.scans.append(Scan(solid, len(self.pieces), f"第{leaf.number}页", leaf.number))
        elif isinstance(solid, Char):
            self.pieces.append(Piece(solid.text, kind="box", page=leaf.number))
        elif len(solid.cells) == 1:
            text = _cell_text(solid.cells[0], sorted(leaf.chars, key=_middle), leaf.turned)
            self.pieces.append(Piece(text, kind="box", page=leaf.number))
        else:
            self._grid(solid, leaf)
            return
        self.open_table = None

    def _paragraphs(self, lines: list[PrintedLine], left: float, right: float, page: int) -> None:
        if not lines:
            return
        self.open_table = None
        left = min(line.x0 for line in lines) if len(lines) > 2 else left
        texts = join_paragraphs(lines, left, right)
        if self.tail and continues(self.tail.line, self.tail.right, lines[0], left):
            self.tail.piece.text += texts.pop(0)
        self.pieces += [Piece(text, page=page) for text in texts]
        if texts:
            self.tail = Tail(self.pieces[-1], lines[-1], right)
        elif self.tail:
            self.tail = Tail(self.tail.piece, lines[-1], right)

    def _grid(self, grid: Grid, leaf: Leaf) -> None:
        """The cells of a table; one with as many columns as the table the last page ended with goes on."""
        self.tail = None
        rows: dict[int, list[Piece]] = {}
        inside = sorted((char for char in leaf.chars if _holds(grid.box, char)), key=_middle)
        for cell in grid.cells:
            piece = Piece(
                _cell_text(cell, inside, leaf.turned), " | ", "cell", 0, None, None, cell.column, cell.span, leaf.number
            )
            rows.setdefault(cell.row, []).append(piece)
        table, written, columns, head = self.open_table or (0, 0, 0, [])
        first = [piece.text for piece in next(iter(rows.values()))]
        if columns != grid.columns:
            table, written, head = next(self.tables), 0, first
        elif first == head and len(rows) > 1:
            del rows[next(iter(rows))]  # the header row printed again overleaf
        if rows and columns == grid.columns and self._goes_on(table, written, next(iter(rows.values()))):
            del rows[next(iter(rows))]
        for pieces in rows.values():
            if not any(piece.text for piece in pieces):
                continue
            written += 1
            pieces[0].before = "\n"
            for piece in pieces:
                piece.table, piece.row = table, written
            self.pieces += pieces
        self.open_table = (table, written, grid.columns, head)

    def _goes_on(self, table: int, row: int, after: list[Piece]) -> bool:
        """Add a row that was cut by the end of the page to its first part: no first cell, the others in mid-sentence."""
        before = {piece.column: piece for piece in self.pieces if (piece.table, piece.row) == (table, row)}
        written = [(before.get(piece.column), piece) for piece in after if piece.text]
        if after[0].text or not written:
            return False
        if not all(first and first.text for first, _ in written):
            return False
        if not any(first and len(first.text) >= CUT and not SENTENCE_END.search(first.text) for first, _ in written):
            return False
        for first, piece in written:
            if first:
                first.text += piece.text
        return True


def _add_strip(lines: list[PrintedLine], strip: Strip) -> None:
    """Add a strip to the line it stands on, or as a new line."""
    box, last = strip.box, lines[-1] if lines else None
    if (
        last
        and abs(last.top + last.bottom - box.top - box.bottom) < min(last.size, box.bottom - box.top)
        and box.x0 >= last.x1 - 1
    ):
        joined = f"{last.text} {strip.text}"
        lines[-1] = PrintedLine(joined, last.x0, box.x1, min(last.top, box.top), max(last.bottom, box.bottom))
    else:
        lines.append(PrintedLine(strip.text, box.x0, box.x1, box.top, box.bottom))


def _cell_text(cell: GridCell, chars: Sequence[Char], turned: Sequence[Char]) -> str:
    """The text of a cell; `chars` sorted by height, because a page of cells would look at all of them each time."""
    lines = find_lines(_inside(cell.box, chars))
    runs = [run.text for run in turned if _holds(cell.box, run)]
    return unstack("\n".join([*runs, *join_paragraphs(lines, cell.box.x0, cell.box.x1 - 5)]))


def _inside(box: Box, chars: Sequence[Char]) -> list[Char]:
    first, last = bisect_left(chars, box.top, key=_middle), bisect_right(chars, box.bottom, key=_middle)
    return [char for char in chars[first:last] if _holds(box, char)]


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


def _is_wanted(grid: Grid, chars: Sequence[Char]) -> bool:
    """Whether a grid holds writing and isn't a frame around the whole page."""
    inside = [char for char in chars if _holds(grid.box, char) and not char.text.isspace()]
    if len(grid.cells) == 1:
        return 0 < len(inside) < PAGE_FRAME * len(chars)
    if len(grid.cells) < WRITING_PAPER:
        return bool(inside)
    inside.sort(key=_middle)
    return any(len(_inside(cell.box, inside)) > 1 for cell in grid.cells)


def _drop_running(leaves: Sequence[Leaf]) -> list[str]:
    pages = []
    for leaf in leaves:
        edge = [char for char in leaf.chars if not 0.14 * leaf.height < char.top < 0.86 * leaf.height]
        pages.append((leaf.height, find_lines(_outside(edge, [grid.box for grid in leaf.grids]))))
    drop, texts = find_running(pages)
    for leaf, (_, lines), gone in zip(leaves, pages, drop, strict=True):
        boxes = [Box(lines[i].x0 - 1, lines[i].top - 1, lines[i].x1 + 1, lines[i].bottom + 1) for i in gone]
        leaf.chars = _outside(leaf.chars, boxes)
    return texts


def _outside(chars: Sequence[Char], boxes: Sequence[Box]) -> list[Char]:
    return [char for char in chars if not any(_holds(box, char) for box in boxes)]


def _holds(box: Box, char: Char) -> bool:
    return box.holds((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2)


def _box(char: Char) -> Box:
    return Box(char.x0, char.top, char.x1, char.bottom)
