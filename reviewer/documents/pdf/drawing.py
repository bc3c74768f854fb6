"""What is drawn on a page besides text, in painting order: rules, filled areas, pictures, through all nested forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reviewer.documents.pdf.geometry import PLAIN, Box, Matrix, View, apply, times

MAX_OBJECTS = 60_000  # drawn objects on a page; a city map has more, a lesson plan a few thousand
MAX_SEGMENTS = 4_000  # straight strokes on a page above which it is a drawing and not a table
MAX_NESTING = 8  # forms within forms
RULE_WIDTH = 3.0  # points: a filled rectangle thinner than this is a rule
MIN_RULE = 6.0  # points: shorter strokes are parts of letters and pictures

Color = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text object is painted: `order` among all objects, colour 0–1 (None: a pattern), rendering mode, font."""

    order: int
    color: Color | None
    alpha: float
    mode: int
    font: int = 0  # its address; 0 if unknown


@dataclass(slots=True)
class Drawing:
    """`across` holds (y, x0, x1) of level rules, `down` (x, top, bottom) of upright ones; `inks` by text object."""

    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[tuple[Box, int, Color | None]] = field(default_factory=list)
    pictures: list[tuple[Box, int]] = field(default_factory=list)
    inks: dict[int, Ink] = field(default_factory=dict)
    embedded: dict[int, bool] = field(default_factory=dict)  # whether a font lies in the file, by address


def read_drawing(page: Any, view: View) -> Drawing:
    """All that is painted on a pypdfium2 page, text only as its ink."""
    import pypdfium2.raw as pdfium

    drawing = Drawing()
    for order, (item, matrix) in enumerate(_objects(page)):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            color, alpha = _color(item)
            mode, font = pdfium.FPDFTextObj_GetTextRenderMode(item), pdfium.FPDFTextObj_GetFont(item)
            address = ctypes.addressof(font.contents) if font else 0
            if address not in drawing.embedded and address:
                drawing.embedded[address] = pdfium.FPDFFont_GetIsEmbedded(font) == 1
            drawing.inks[ctypes.addressof(item.contents)] = Ink(order, color, alpha, mode, address)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(item, matrix, order, view, drawing)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _bounds(item, matrix, view)
            if box is not None:
                drawing.pictures.append((box, order))
    if len(drawing.across) + len(drawing.down) > MAX_SEGMENTS:
        drawing.across, drawing.down = [], []
    return drawing


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Painted objects in painting order, those in forms included, with the matrix that places them."""
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    stack = [(pdfium.FPDFPage_GetObject(page, index), PLAIN, 0) for index in reversed(range(count))]
    left = MAX_OBJECTS
    while stack and left:
        item, matrix, depth = stack.pop()
        if not item:
            continue
        left -= 1
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < MAX_NESTING:
            inner = times(_matrix(item), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(item), left)
            stack += [(pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1) for i in reversed(range(count))]


def _matrix(item: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if pdfium.FPDFPageObj_GetMatrix(item, m) else PLAIN


def _color(item: Any) -> tuple[Color | None, float]:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return None, 1.0
    return (red.value / 255, green.value / 255, blue.value / 255), alpha.value / 255


def _bounds(item: Any, matrix: Matrix, view: View) -> Box | None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    corners = [
        (left.value, bottom.value),
        (right.value, top.value),
        (left.value, top.value),
        (right.value, bottom.value),
    ]
    placed = [view.point(*apply(matrix, *corner)) for corner in corners]
    xs, ys = zip(*placed, strict=True)
    box = Box(min(xs), min(ys), max(xs), max(ys)).common(Box(0, 0, view.width, view.height))
    return box if box.area > 0 else None


def _add_path(item: Any, matrix: Matrix, order: int, view: View, drawing: Drawing) -> None:
    """A path as rules: its level and upright strokes, thin filled bars, the outline of filled and stroked boxes."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return
    color, alpha = _color(item) if fill.value else (None, 1.0)
    count = pdfium.FPDFPath_CountSegments(item)
    if count > 2 * MAX_SEGMENTS or len(drawing.across) + len(drawing.down) > MAX_SEGMENTS:
        return
    place = times(_matrix(item), matrix)
    for points, straight in _subpaths(item, count):
        placed = [view.point(*apply(place, x, y)) for x, y in points]
        if len(placed) < 2:
            continue
        xs, ys = zip(*placed, strict=True)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if fill.value and alpha > 0.05 and min(box.x1 - box.x0, box.bottom - box.top) > RULE_WIDTH:
            drawing.fills.append((box, order, color))
        if straight:
            _add_rules(placed, box, bool(stroke.value), color, drawing)


def _subpaths(item: Any, count: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path and whether it has straight strokes only."""
    import pypdfium2.raw as pdfium

    points: list[tuple[float, float]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, straight
            points, straight = [], True
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append((x.value, y.value))
        straight &= kind != pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points:
        yield points, straight


def _add_rules(
    points: list[tuple[float, float]], box: Box, stroked: bool, color: tuple[float, ...] | None, drawing: Drawing
) -> None:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if min(width, height) <= RULE_WIDTH:
        if width >= MIN_RULE and width > height:
            drawing.across.append(((box.top + box.bottom) / 2, box.x0, box.x1))
        elif height >= MIN_RULE:
            drawing.down.append(((box.x0 + box.x1) / 2, box.top, box.bottom))
        return
    if not stroked:
        return
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) < 1 and abs(x1 - x0) >= MIN_RULE:
            drawing.across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) < 1 and abs(y1 - y0) >= MIN_RULE:
            drawing.down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
