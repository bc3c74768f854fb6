"""Ink in table cells that the finder of lines passed over: it is apt to miss a single digit, or the 10 before 分."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewer.documents.pictures.rules import Grid, GridCell

if TYPE_CHECKING:
    import numpy as np

INSET = 3  # pixels: what is left of the rules at the sides of a cell
MIN_SIDE = 12  # pixels: smaller spots are specks
MAX_SIDE = 90  # pixels: larger ones are pictures
STEP = 55  # greys: how much darker than the paper around it ink is; noise reaches 40
NEAR = 1.5  # of the height of a line: ink this close to a found line belongs to it
MARGIN = 5  # pixels around the ink, as the finder of lines leaves them


def with_leftover_ink(page: np.ndarray, boxes: Sequence[np.ndarray], grids: Sequence[Grid]) -> list[np.ndarray]:
    """The boxes (4, 2), those in cells widened to ink beside them, and new ones for ink that has none near."""
    import cv2
    import numpy as np

    grown = [np.array(box) for box in boxes]
    dark = cv2.adaptiveThreshold(page, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 61, STEP)
    for grid in grids:
        for cell in grid.cells:
            inside = [i for i, box in enumerate(grown) if cell.holds(*box.mean(axis=0))]
            for spot in _spots(dark, cell):
                if not any(_covers(grown[i], spot) for i in inside):
                    _take_in(grown, inside, spot)
    return grown


def _spots(dark: np.ndarray, cell: GridCell) -> list[tuple[int, int, int, int]]:
    """Connected ink of the size of a character or a part of one: (x0, top, x1, bottom), from left to right."""
    import cv2

    x, y = cell.x0 + INSET, cell.top + INSET
    part = dark[y : cell.bottom - INSET, x : cell.x1 - INSET]
    if not part.size:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    spots = []
    for left, top, width, height, _ in stats[1:count].tolist():
        if MIN_SIDE <= max(width, height) <= MAX_SIDE:
            spots.append((x + left, y + top, x + left + width, y + top + height))
    return sorted(spots)


def _covers(box: np.ndarray, spot: tuple[int, int, int, int]) -> bool:
    x, y = (spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2
    return bool(box[:, 0].min() <= x <= box[:, 0].max() and box[:, 1].min() <= y <= box[:, 1].max())


def _take_in(boxes: list[np.ndarray], inside: list[int], spot: tuple[int, int, int, int]) -> None:
    """Widen the line beside the spot, or add a box for it."""
    import numpy as np

    middle = (spot[1] + spot[3]) / 2
    for i in inside:
        (x0, top), (x1, bottom) = boxes[i].min(axis=0), boxes[i].max(axis=0)
        apart = max(spot[0] - x1, x0 - spot[2])
        if top <= middle <= bottom and apart <= NEAR * (bottom - top) and bottom - top < 1.5 * max(x1 - x0, 1):
            left, right = min(x0, spot[0] - MARGIN), max(x1, spot[2] + MARGIN)
            boxes[i] = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
            return
    x0, top, x1, bottom = spot[0] - MARGIN, spot[1] - MARGIN, spot[2] + MARGIN, spot[3] + MARGIN
    inside.append(len(boxes))
    boxes.append(np.array([[x0, top], [x1, top], [x1, bottom], [x0, bottom]], np.float32))
