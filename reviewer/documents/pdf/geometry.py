"""Boxes, and how a page's own coordinates turn into points from the top left corner of the page as shown."""

from __future__ import annotations

from typing import Any, NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def area(self) -> float:
        return max(self.x1 - self.x0, 0) * max(self.bottom - self.top, 0)

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def common(self, other: Box) -> Box:
        """What both cover; empty when they don't meet."""
        low = max(self.x0, other.x0), max(self.top, other.top)
        return Box(*low, max(low[0], min(self.x1, other.x1)), max(low[1], min(self.bottom, other.bottom)))


A4 = (595.0, 842.0)  # points


class View:
    """From the page's own coordinates to points from the top left corner as shown."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = _page_box(page)
        self.turn = page.get_rotation() // 90 % 4
        self.box = (left, bottom, right, top)
        across, down = right - left, top - bottom
        self.width, self.height = (down, across) if self.turn % 2 else (across, down)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where the point is on the page as shown."""
        left, bottom, right, top = self.box
        if self.turn == 1:
            return y - bottom, x - left
        if self.turn == 2:
            return right - x, y - bottom
        if self.turn == 3:
            return top - y, right - x
        return x - left, top - y

    def area(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where the rectangle is on the page as shown."""
        xs, ys = zip(self.point(left, bottom), self.point(right, top), strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


def _page_box(page: Any) -> tuple[float, float, float, float]:
    media, crop = page.get_mediabox(), page.get_cropbox()
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    for left, bottom, right, top in (box, media):
        if right - left >= 1 and top - bottom >= 1:
            return left, bottom, right, top
    return (media[0], media[1], media[0] + A4[0], media[1] + A4[1])  # a page without extent, found by fuzzing


Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` and then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point moved by the matrix."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
