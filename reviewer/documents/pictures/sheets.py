"""The sheet of paper in a photo: is anything on it, where are its borders, how is the light? Grey pages, uint8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

SMALL = 600  # pixels: enough to see the sheet as a whole
INK_STEP = 30  # greys: how much darker than the paper around it ink is, at least
MIN_INK = 0.0004  # share of the sheet; one line of text on A4 covers 0.002
MIN_SHEET, MAX_SHEET = 0.30, 0.95  # of the photo: outside of this, what looks like a sheet is none, or fills the photo
EDGE_STEP = 25  # greys between the sheet and the table under it
UNEVEN = 40  # greys between the lightest and the darkest paper
DIM = 170  # grey: darker paper is brightened


def is_blank(page: np.ndarray) -> bool:
    """Whether nothing is written on the page."""
    import numpy as np

    small = _shrunk(page, 2 * SMALL)
    return float(np.mean(_paper(small).astype(np.int16) - small > INK_STEP)) < MIN_INK


def cut_out_sheet(page: np.ndarray) -> np.ndarray:
    """The sheet alone, seen straight from above, if its four borders are plain to see; else the page as it is."""
    import cv2
    import numpy as np

    small = _shrunk(page, SMALL)
    corners = _find_sheet(small)
    if corners is None:
        return page
    corners = corners * (page.shape[1] / small.shape[1])
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = int(max(top, bottom)), int(max(left, right))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    sheet: np.ndarray = cv2.warpPerspective(page, turn, (width, height), flags=cv2.INTER_CUBIC)
    return sheet


def _find_sheet(small: np.ndarray) -> np.ndarray | None:
    """The corners of the sheet, clockwise from the top left: (4, 2). A sheet is lighter than what it lies on."""
    import cv2
    import numpy as np

    blurred = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), 9)
    _, light = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    four: Any = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(np.float64)
    share = cv2.contourArea(hull) / small.size
    if len(four) != 4 or not MIN_SHEET <= share <= MAX_SHEET:
        return None
    if cv2.contourArea(four.astype(np.float32)) < 0.93 * cv2.contourArea(hull) or not _is_squarish(four):
        return None
    inside = cv2.fillConvexPoly(np.zeros(small.shape, np.uint8), four.astype(np.int32), 255) > 0
    if np.percentile(blurred[inside], 10) - np.percentile(blurred[~inside], 90) < EDGE_STEP:
        return None
    return _clockwise(four)


def _is_squarish(four: np.ndarray) -> bool:
    """Whether all corners have 60 to 120 degrees."""
    import numpy as np

    for i in range(4):
        a, b = four[i - 1] - four[i], four[(i + 1) % 4] - four[i]
        cosine = float(a @ b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9)
        if abs(cosine) > 0.5:
            return False
    return True


def _clockwise(four: np.ndarray) -> np.ndarray:
    import numpy as np

    middle = four.mean(axis=0)
    turned = four[np.argsort(np.arctan2(four[:, 1] - middle[1], four[:, 0] - middle[0]))]
    first = int(np.argmin(turned.sum(axis=1)))
    rolled: np.ndarray = np.roll(turned, -first, axis=0)
    return rolled


def even_light(page: np.ndarray) -> np.ndarray:
    """The page as if lit from all sides: divided by the brightness of its paper, where that differs or is low."""
    import cv2
    import numpy as np

    paper = _paper(_shrunk(page, SMALL))
    dark, usual, light = np.percentile(paper, [5, 50, 95])
    if light - dark < UNEVEN and usual > DIM:
        return page
    around = cv2.resize(np.maximum(paper, 40), (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    lit: np.ndarray = cv2.divide(page, around, scale=245)
    return lit


def _paper(small: np.ndarray) -> np.ndarray:
    """The brightness of the paper under the ink, for each pixel of a small page."""
    import cv2
    import numpy as np

    side = max(small.shape) // 16 | 1
    paper: np.ndarray = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), side)
    return paper


def _shrunk(page: np.ndarray, long_side: int) -> np.ndarray:
    import cv2

    scale = long_side / max(page.shape)
    if scale >= 1:
        return page
    size = (max(int(page.shape[1] * scale), 1), max(int(page.shape[0] * scale), 1))
    small: np.ndarray = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    return small
