"""One page, grey and upright → its pieces in reading order: recognised lines joined to paragraphs, ruled tables as cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewer.documents.pdf.printed import PrintedLine, join_paragraphs, plain_characters
from reviewer.documents.pdf.running import PAGE_NUMBER
from reviewer.documents.pictures.columns import Words, find_columns, find_rows, row_text
from reviewer.documents.pictures.leftover import with_leftover_ink
from reviewer.documents.pictures.marks import chinese_marks
from reviewer.documents.pictures.rules import Grid, GridCell, find_grids, innermost
from reviewer.documents.pictures.splitting import split_at_walls
from reviewer.documents.pieces import Piece, unstack

if TYPE_CHECKING:
    import numpy as np

    from reviewer.documents.pictures.engine import Reading, Recogniser

LOOK = 1_280  # pixels of the long side when looking for lines; see find_boxes
EDGE = 0.1  # of the page height: where page numbers stand
MIN_SCORE = 0.5  # less probable lines are specks and strokes, and are not kept
PRINT = 0.8  # of the height of a box that its characters fill


def read_printed(page: np.ndarray, recogniser: Recogniser) -> tuple[list[Piece], float]:
    """The pieces of an upright page and the mean probability of all characters on it; tables count from 1."""
    grids, wiped = find_grids(page)
    boxes = split_at_walls(list(recogniser.find_boxes(wiped, LOOK)), grids)
    boxes = with_leftover_ink(wiped, boxes, grids)
    seen = [_words(box, reading) for box, reading in zip(boxes, recogniser.read(wiped, boxes), strict=True)]
    seen = [words for words in seen if words.text]
    chars = sum(len(words.text) for words in seen)
    sure = sum(words.score * len(words.text) for words in seen) / max(chars, 1)
    kept = [words for words in seen if words.score >= MIN_SCORE]
    return _pieces(kept, grids, page.shape[0]), sure


def _words(box: np.ndarray, reading: Reading) -> Words:
    """With the box as high as its print: the finder of lines leaves a margin above and below."""
    (x0, top), (x1, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
    margin = (bottom - top) * (1 - PRINT) / 2
    return Words(chinese_marks(plain_characters(reading.text)), reading.score, x0, x1, top + margin, bottom - margin)


def _pieces(words: Sequence[Words], grids: Sequence[Grid], height: int) -> list[Piece]:
    inside: dict[Grid, dict[GridCell, list[Words]]] = {}
    outside = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        grid = innermost(grids, x, y)
        cell = next((cell for cell in grid.cells if cell.holds(x, y)), None) if grid else None
        if grid and cell:
            inside.setdefault(grid, {}).setdefault(cell, []).append(word)
        elif not _is_page_number(word, height):
            outside.append(word)
    for grid in [grid for grid, cells in inside.items() if len(cells) < 2]:  # a frame or a drawing
        outside += [word for cell in inside.pop(grid).values() for word in cell]
    pieces: list[Piece] = []
    for number, grid in enumerate(sorted(inside, key=lambda grid: grid.top), 1):
        above = [word for word in outside if word.middle < grid.top]
        outside = [word for word in outside if word.middle >= grid.top]
        pieces += _paragraphs(above) + _table(number, grid, inside[grid])
    return pieces + _paragraphs(outside)


def _is_page_number(words: Words, height: int) -> bool:
    at_edge = words.top > height * (1 - EDGE) or words.bottom < height * EDGE
    return at_edge and bool(PAGE_NUMBER.fullmatch(words.text))


def _paragraphs(words: Sequence[Words]) -> list[Piece]:
    return [
        Piece(text, confidence=sure)
        for column in find_columns(words)
        for text, sure in _joined(column.words, column.left, column.right)
    ]


def _table(number: int, grid: Grid, texts: dict[GridCell, list[Words]]) -> list[Piece]:
    """The cells of a table, as the reader of PDF gives them: rows without any text are left out."""
    pieces: list[Piece] = []
    for shown, row in enumerate(sorted({cell.row for cell in texts}), 1):
        cells = [cell for cell in grid.cells if cell.row == row]
        for cell in cells:
            joined = _joined(texts.get(cell, []), cell.x0, cell.x1)
            text = unstack("\n".join(text for text, _ in joined))
            sure = sum(s * len(t) for t, s in joined) / max(sum(len(t) for t, _ in joined), 1) if joined else 1.0
            before = "\n" if cell is cells[0] else " | "
            pieces.append(Piece(text, before, "cell", 0, number, shown, cell.column, cell.span, confidence=sure))
    return pieces


def _joined(words: Sequence[Words], left: float, right: float) -> list[tuple[str, float]]:
    """The paragraphs of one column or cell, each with the mean probability of its characters."""
    rows = find_rows(words)
    lines = [_line(row) for row in rows]
    scores = [sum(w.score * len(w.text) for w in row) / sum(len(w.text) for w in row) for row in rows]
    remaining = list(zip(lines, scores, strict=True))
    joined = []
    for text in join_paragraphs(lines, left, right):
        total, rest = 0.0, text
        while rest and remaining:  # a paragraph is made of the next lines, glued by nothing or a blank
            line, score = remaining.pop(0)
            total += score * len(line.text)
            rest = rest[len(line.text) :].lstrip(" ")
        joined.append((text, round(min(total / max(len(text), 1), 1.0), 4)))
    return joined


def _line(row: Sequence[Words]) -> PrintedLine:
    box = (row[0].x0, row[-1].x1, min(w.top for w in row), max(w.bottom for w in row))
    return PrintedLine(row_text(row), *box)
