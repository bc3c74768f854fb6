"""Tables drawn with rules on a level page: each cell is a white region that rules enclose, so merged cells come by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

RUN_ACROSS = 48  # pixels: a shorter horizontal run is a stroke of a character; A4 at 200 dpi, print of 18 points
RUN_DOWN = 36  # pixels: a column may be divided in one low row only
BRIDGE = 3  # pixels: gaps in a run that noise leaves; more would join the strokes of characters to runs
REACH = 9  # pixels by which the ends of rules are drawn out to meet: corners are often worn
STEP = 18  # greys: how much darker than its surroundings a rule is, at least
SAME_WALL = 14  # pixels: edges closer than this belong to one wall of the table
INNER = 6  # pixels from its walls, where a cell's own ink begins
MAX_LEAN = 0.05  # pixels sideways for each pixel along a wall
MIN_CELL = 16  # pixels
SQUARENESS = 0.7  # of its bounding box that a cell fills
MAX_CELLS = 600  # more is squared paper or a drawing


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its place among rows and columns, both from 0, how many columns it spans, and its inner box."""

    row: int
    column: int
    span: int
    x0: int
    top: int
    x1: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `cells` in reading order."""

    cells: tuple[GridCell, ...]
    columns: int
    x0: int
    top: int
    x1: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    @property
    def area(self) -> int:
        return (self.x1 - self.x0) * (self.bottom - self.top)


def innermost(grids: Sequence[Grid], x: float, y: float) -> Grid | None:
    """The smallest table at this place."""
    return min((grid for grid in grids if grid.holds(x, y)), key=lambda grid: grid.area, default=None)


def find_grids(page: np.ndarray) -> tuple[list[Grid], np.ndarray]:
    """The tables of a level grey page, top to bottom, and the page with their rules wiped out.

    Rules are wiped because the recogniser would read them as 一 and 1.
    """
    import cv2

    rules = _find_rules(page)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    grids: list[Grid] = []
    wiped = page
    for label in range(1, count):
        x, y, width, height = (int(boxes[label, i]) for i in range(4))
        if width < 2 * RUN_ACROSS or height < RUN_DOWN:
            continue
        walls = labels[y : y + height, x : x + width] == label
        cells = _cells(walls, x, y)
        if 2 <= len(cells) <= MAX_CELLS:
            grids.append(_grid(cells, (x, y, x + width, y + height)))
            wiped = wiped.copy() if wiped is page else wiped
            _wipe(wiped[y : y + height, x : x + width], walls, [(a - x, b - y, c - x, d - y) for a, b, c, d in cells])
    return sorted(grids, key=lambda grid: grid.top), wiped


def _wipe(table: np.ndarray, walls: np.ndarray, cells: Sequence[tuple[int, int, int, int]]) -> None:
    """Paint the walls like paper, but nothing well inside a cell: that is a stroke which only looks like a rule."""
    import cv2
    import numpy as np

    around = cv2.dilate(walls.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    for x0, top, x1, bottom in cells:
        around[top + INNER : bottom - INNER, x0 + INNER : x1 - INNER] = False
    table[around] = np.percentile(table, 80)


def _find_rules(page: np.ndarray) -> np.ndarray:
    """1 where a rule is drawn: dark runs longer than strokes are, with small gaps closed."""
    import cv2
    import numpy as np

    dark = cv2.adaptiveThreshold(page, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, STEP)
    across, down = np.ones((1, RUN_ACROSS), np.uint8), np.ones((RUN_DOWN, 1), np.uint8)
    level = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, BRIDGE), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((BRIDGE, 1), np.uint8))
    level = cv2.morphologyEx(level, cv2.MORPH_OPEN, across)
    upright = cv2.morphologyEx(upright, cv2.MORPH_OPEN, down)
    level = cv2.dilate(level, np.ones((3, 2 * REACH + 1), np.uint8))
    upright = cv2.dilate(upright, np.ones((2 * REACH + 1, 3), np.uint8))
    rules: np.ndarray = level | upright
    return rules


def _cells(walls: np.ndarray, x: int, y: int) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom) of the regions that `walls`, standing at (x, y) on the page, enclose."""
    import cv2
    import numpy as np

    open_space = np.pad(~walls, 1, constant_values=True).astype(np.uint8)  # the margin joins all that is outside
    count, labels, stats, _ = cv2.connectedComponentsWithStats(open_space, connectivity=4)
    outside = labels[0, 0]
    cells = []
    for label in range(1, count):
        left, top, width, height, area = (int(stats[label, i]) for i in range(5))
        if label != outside and min(width, height) >= MIN_CELL and area >= SQUARENESS * width * height:
            cells.append((x + left - 1, y + top - 1, x + left - 1 + width, y + top - 1 + height))
    return cells


def _grid(boxes: Sequence[tuple[int, int, int, int]], outline: tuple[int, int, int, int]) -> Grid:
    lefts, rights = _walls([box[:3:2] for box in boxes], [(box[1] + box[3]) / 2 for box in boxes])
    tops, _ = _walls([box[1::2] for box in boxes], [(box[0] + box[2]) / 2 for box in boxes])
    cells = []
    for box, row, left, right in zip(boxes, tops, lefts, rights, strict=True):
        cells.append(GridCell(row, left, max(right - left, 1), *box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), max(rights), *outline)


def _walls(edges: Sequence[tuple[int, int]], places: Sequence[float]) -> tuple[list[int], list[int]]:
    """The numbers of the walls, from 0, at which each cell begins and ends in one direction.

    `places` are the middles of the cells in the other direction, along the walls: in a photo these lean.
    """
    lean = _lean([first for first, _ in edges], places)
    firsts, lasts = ([edge[end] - lean * place for edge, place in zip(edges, places, strict=True)] for end in (0, 1))
    ordered = sorted({*firsts, *lasts})
    walls = {ordered[0]: 0}
    for edge, after in pairwise(ordered):
        walls[after] = walls[edge] + (after - edge > SAME_WALL)
    return [walls[edge] for edge in firsts], [walls[edge] for edge in lasts]


def _lean(edges: Sequence[int], places: Sequence[float]) -> float:
    """By how much the walls are displaced for each pixel along them: the median over the nearest cells at one wall."""
    leans = []
    for edge, place in zip(edges, places, strict=True):
        beyond = [
            (other - place, at - edge) for at, other in zip(edges, places, strict=True) if other - place > MIN_CELL
        ]
        beyond = [(apart, off) for apart, off in beyond if abs(off) <= max(SAME_WALL, MAX_LEAN * apart)]
        if beyond:
            apart, off = min(beyond)
            leans.append(off / apart)
    return median(leans) if leans else 0.0
