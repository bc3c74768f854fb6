"""Boxes around lines, split at the walls of tables: the finder of lines knows nothing of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewer.documents.pictures.rules import Grid, innermost

if TYPE_CHECKING:
    import numpy as np

STANDS_IN = 0.5  # of its height: a box that reaches less far into a cell does not stand in it
SAME_LINE = 0.5  # of its height: two boxes whose middles are closer stand beside one another


def split_at_walls(boxes: Sequence[np.ndarray], grids: Sequence[Grid]) -> list[np.ndarray]:
    """The boxes (4, 2), those that reach over walls as their parts in each of the cells."""
    whole: list[np.ndarray] = []
    parts: list[np.ndarray] = []
    for box in boxes:
        (x0, top), (x1, bottom) = box.min(axis=0), box.max(axis=0)
        middle, height = (top + bottom) / 2, bottom - top
        grid = innermost(grids, (x0 + x1) / 2, middle)
        row = [cell for cell in grid.cells if cell.top <= middle <= cell.bottom] if grid else []
        reached = [cell for cell in row if min(x1, cell.x1) - max(x0, cell.x0) > STANDS_IN * height]
        if len(reached) < 2:
            whole.append(box)
        else:
            parts += [_between(box, max(x0, cell.x0), min(x1, cell.x1)) for cell in reached]
    trimmed = [_trimmed(part, whole) for part in parts]
    return whole + [part for part in trimmed if _width(part) > STANDS_IN * _height(part)]


def _trimmed(part: np.ndarray, whole: Sequence[np.ndarray]) -> np.ndarray:
    """The part without what another box already holds: boxes have margins, which may reach over the next character."""
    for box in whole:
        beside = abs(box[:, 1].mean() - part[:, 1].mean()) < SAME_LINE * min(_height(box), _height(part))
        x0, x1, left, right = part[:, 0].min(), part[:, 0].max(), box[:, 0].min(), box[:, 0].max()
        if beside and left <= x0 < right:
            part = _between(part, min(right, x1), x1)
        elif beside and left < x1 <= right:
            part = _between(part, x0, max(left, x0))
    return part


def _width(box: np.ndarray) -> float:
    return float(box[:, 0].max() - box[:, 0].min())


def _height(box: np.ndarray) -> float:
    return float(box[:, 1].max() - box[:, 1].min())


def _between(box: np.ndarray, left: float, right: float) -> np.ndarray:
    """The part of a box between two upright lines."""
    import numpy as np

    corners = []
    for start, end, x in ((0, 1, left), (0, 1, right), (3, 2, right), (3, 2, left)):
        share = np.clip((x - box[start, 0]) / max(box[end, 0] - box[start, 0], 1e-6), 0, 1)
        corners.append(box[start] + share * (box[end] - box[start]))
    return np.array(corners, np.float32)
