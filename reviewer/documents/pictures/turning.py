"""Turning a page upright: by quarters as the lines read best, then by the few degrees the lines are askew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from reviewer.documents.pictures.engine import Recogniser

GLANCE = 800  # pixels of the long side: enough to see how lines run
SAMPLE = 4  # lines read to tell which way up a page is
READS_WELL = 0.85  # mean probability of the sample above which no other way is tried
LONG = 3.0  # width to height of a box whose direction can be trusted
USUAL_LINE = 40.0  # pixels: the height of a box around print of 10.5 points at 200 dpi
MOST_PIXELS = 2_600  # of the long side, after enlarging
MIN_DEGREES, MAX_DEGREES = 0.2, 20.0


def turn_upright(page: np.ndarray, recogniser: Recogniser) -> np.ndarray:
    """The page with its lines running level from left to right. A page on which no lines show stays as it is."""
    import numpy as np

    boxes = recogniser.find_boxes(page, GLANCE)
    if not len(boxes):
        return page
    if _run_down(boxes):
        page = np.ascontiguousarray(np.rot90(page))
        boxes = recogniser.find_boxes(page, GLANCE)
    page, boxes = _right_way_up(page, boxes, recogniser)
    return _at_reading_size(level(page, skew_of(boxes)), boxes)


def _sizes(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    return np.linalg.norm(boxes[:, 0] - boxes[:, 1], axis=1), np.linalg.norm(boxes[:, 0] - boxes[:, 3], axis=1)


def _run_down(boxes: np.ndarray) -> bool:
    """Whether most of the text stands in boxes that are taller than wide."""
    widths, heights = _sizes(boxes)
    upright = heights > 1.5 * widths
    return float(heights[upright].sum()) > float(widths[~upright].sum())


def _right_way_up(page: np.ndarray, boxes: np.ndarray, recogniser: Recogniser) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    widths, heights = _sizes(boxes)
    shapes = widths / np.maximum(heights, 1)
    order = np.argsort(np.abs(shapes - 8))[:SAMPLE]  # lines of about eight characters: quick to read, and telling
    now = _mean_score(page, boxes[order], recogniser)
    if now >= READS_WELL:
        return page, boxes
    turned = np.ascontiguousarray(np.rot90(page, 2))
    corner = np.array([page.shape[1] - 1, page.shape[0] - 1], np.float32)
    turned_boxes = (corner - boxes)[:, [2, 3, 0, 1]]
    if _mean_score(turned, turned_boxes[order], recogniser) > now:
        return turned, turned_boxes
    return page, boxes


def _mean_score(page: np.ndarray, boxes: np.ndarray, recogniser: Recogniser) -> float:
    """By characters: upside down, a line often reads as a few signs of high probability."""
    read = recogniser.read(page, list(boxes))
    return sum(reading.score * len(reading.text) for reading in read) / max(sum(len(r.text) for r in read), 1)


def _at_reading_size(page: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The page enlarged, where its print is small, to about that of a scan at 200 dpi: rules and strokes tell apart."""
    import cv2
    import numpy as np

    scale = min(USUAL_LINE / max(float(np.median(_sizes(boxes)[1])), 1.0), MOST_PIXELS / max(page.shape), 2.0)
    if scale < 1.2:
        return page
    enlarged: np.ndarray = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return enlarged


def skew_of(boxes: np.ndarray) -> float:
    """By how many degrees the lines fall to the right: the median over long boxes, weighted by length."""
    import numpy as np

    widths, heights = _sizes(boxes)
    long = widths > LONG * heights
    if not long.any():
        return 0.0
    along = (boxes[:, 1] - boxes[:, 0] + boxes[:, 2] - boxes[:, 3])[long]
    degrees = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    order = np.argsort(degrees)
    weights = np.cumsum(widths[long][order])
    return float(degrees[order][np.searchsorted(weights, weights[-1] / 2)])


def level(page: np.ndarray, degrees: float) -> np.ndarray:
    """The page turned back by `degrees`, on a larger sheet so that no corner is lost."""
    import cv2
    import numpy as np

    if not MIN_DEGREES <= abs(degrees) <= MAX_DEGREES:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    new_width, new_height = int(height * sine + width * cosine), int(height * cosine + width * sine)
    turn[:, 2] += (new_width - width) / 2, (new_height - height) / 2
    paper = float(np.percentile(page, 75))
    turned: np.ndarray = cv2.warpAffine(
        page, turn, (new_width, new_height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
    )
    return turned
