"""Cutting a line of text out of a page, as one horizontal strip; words written downwards are laid side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

UPRIGHT = 1.5  # a box this much taller than wide holds characters one below the other
INK = 0.5  # of the range from ink to paper: darker counts as ink
SQUARE = 1.15  # of its width: the most a character is high


def cut_line(page: np.ndarray, box: np.ndarray) -> np.ndarray:
    """The strip inside the four corners of `box`, straightened: (height, width), grey."""
    import cv2
    import numpy as np

    width = max(int(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[3] - box[2]))), 2)
    height = max(int(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2]))), 2)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(np.asarray(box, np.float32), corners)
    strip: np.ndarray = cv2.warpPerspective(
        page, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return side_by_side(strip) if height >= UPRIGHT * width else strip


def side_by_side(strip: np.ndarray) -> np.ndarray:
    """The characters of a column (教 / 学 / 过 / 程) as a line. They are told apart by the blank rows between them."""
    import cv2
    import numpy as np

    ink = _ink(strip)
    columns = np.flatnonzero(ink.any(axis=0))
    rows = ink.any(axis=1)
    if not len(columns):
        return strip
    width = int(columns[-1] - columns[0]) + 1
    edges = np.flatnonzero(np.diff(np.concatenate([[0], rows.astype(np.int8), [0]])))
    parts: list[tuple[int, int]] = []
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if parts and bottom - parts[-1][0] <= SQUARE * width:
            parts[-1] = (parts[-1][0], int(bottom))  # 二 and 言 have blank rows of their own
        else:
            parts.append((int(top), int(bottom)))
    side = strip.shape[1]
    tiles = []
    for top, bottom in parts:
        middle, half = (top + bottom) // 2, max(side, bottom - top + 4) // 2
        tile = strip[max(middle - half, 0) : middle + half]
        tiles.append(cv2.resize(tile, (int(tile.shape[1] * side / len(tile)), side), interpolation=cv2.INTER_AREA))
    line: np.ndarray = np.hstack(tiles)
    return line


def _ink(strip: np.ndarray) -> np.ndarray:
    import numpy as np

    low, high = np.percentile(strip, [2, 90])
    dark: np.ndarray = strip < low + INK * (high - low) if high - low > 20 else np.zeros(strip.shape, bool)
    return dark
