"""The shapes of one slide, flattened out of their groups: where each stands, and in which order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reviewer.documents.slides.deck import Slide
from reviewer.documents.word.elements import child, local, value

SHAPES = ("sp", "graphicFrame", "pic", "cxnSp")
FILLS = {"solidFill", "gradFill", "blipFill", "pattFill"}
FURNITURE = {"sldNum", "dt", "ftr", "hdr", "sldImg"}  # page number, date, footer: on every slide, nobody's words
TITLES = {"title", "ctrTitle"}
WHITE = 0xF8  # each of red, green and blue at least this


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in EMU."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: Box) -> bool:
        """Whether it lies under the middle of `other`."""
        x, y = other.x + other.width / 2, other.y + other.height / 2
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def is_outside(self, size: tuple[int, int]) -> bool:
        return self.x >= size[0] or self.y >= size[1] or self.x + self.width <= 0 or self.y + self.height <= 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One shape: its element, its place (None where nothing says), its placeholder's type ("" if it is none)."""

    element: Any
    box: Box | None
    role: str = ""
    is_hidden: bool = False
    on_colour: bool = False  # something that is not white lies under it

    @property
    def is_title(self) -> bool:
        return self.role in TITLES


def frames_of(slide: Slide) -> list[Frame]:
    """The shapes of a slide in reading order, page furniture left out."""
    grounds = [frame for base in reversed(slide.bases) for frame in _flatten(slide, _tree(base))]
    coloured = _has_coloured_ground(slide)
    below = [frame.box for frame in grounds if frame.box and not frame.role and _is_coloured(slide, frame.element)]
    found: list[Frame] = []
    for frame in _flatten(slide, _tree(slide.root)):
        own = _is_coloured(slide, frame.element)
        under = coloured or own or any(frame.box and box.covers(frame.box) for box in below)
        if frame.role not in FURNITURE:
            found.append(replace(frame, on_colour=under))
        if own and frame.box:
            below.append(frame.box)
    return _in_reading_order(found)


def alternative(element: Any) -> Any:
    """Choice or Fallback of mc:AlternateContent, never both: the first that holds text, else the last."""
    options = [below for below in element if local(below) in ("Choice", "Fallback")]
    worded = (option for option in options if any(local(e) == "t" for e in option.iter()))
    return next(worded, options[-1] if options else ())


def _tree(root: Any) -> Any:
    return child(root, "cSld", "spTree")


def _flatten(slide: Slide, tree: Any, places: tuple[Any, ...] = (), hidden: bool = False) -> Iterator[Frame]:
    for element in tree if tree is not None else ():
        name = local(element)
        if name == "AlternateContent":
            yield from _flatten(slide, alternative(element), places, hidden)
        elif name == "grpSp":
            inner = child(element, "grpSpPr", "xfrm")
            yield from _flatten(slide, element, (*places, inner), hidden or _says_hidden(element))
        elif name in SHAPES:
            placeholder = next((e for e in element.iter() if local(e) == "ph"), None)
            role = (value(placeholder, "type") or "obj") if placeholder is not None else ""
            box = _box(_place(element)) or (_inherited(slide, placeholder) if role else None)
            for group in reversed(places):
                box = _through(group, box)
            yield Frame(element, box, role, hidden or _says_hidden(element))


def _says_hidden(element: Any) -> bool:
    named = next((e for below in element for e in below if local(e) == "cNvPr"), None)
    return (value(named, "hidden") or "0").lower() in ("1", "true")


def _place(element: Any) -> Any:
    own = child(element, "xfrm")
    return own if own is not None else child(element, "spPr", "xfrm")


def _box(place: Any) -> Box | None:
    at, size = (child(place, "off"), child(place, "ext")) if place is not None else (None, None)
    numbers = [_emu(at, "x"), _emu(at, "y"), _emu(size, "cx"), _emu(size, "cy")]
    return Box(*numbers) if at is not None and size is not None else None


def _emu(element: Any, name: str) -> float:
    text = value(element, name) or "0"
    return float(text) if text.lstrip("-").isdigit() and len(text) < 14 else 0.0


def _through(group: Any, box: Box | None) -> Box | None:
    """A place given in a group's own coordinates, in those around the group (ECMA-376 part 1, 20.1.7.6)."""
    outer = _box(group)
    at, size = (child(group, "chOff"), child(group, "chExt")) if group is not None else (None, None)
    if box is None or outer is None or at is None or size is None:
        return box
    across, down = outer.width / (_emu(size, "cx") or 1), outer.height / (_emu(size, "cy") or 1)
    x, y = outer.x + (box.x - _emu(at, "x")) * across, outer.y + (box.y - _emu(at, "y")) * down
    return Box(x, y, box.width * across, box.height * down)


def _inherited(slide: Slide, placeholder: Any) -> Box | None:
    """Where the layout or the master puts a placeholder of this index or kind."""
    index, role = value(placeholder, "idx"), value(placeholder, "type") or "body"
    role = "title" if role in TITLES else role
    for same_index in (True, False):
        for base in slide.bases:
            for element in _tree(base) if _tree(base) is not None else ():
                mark = next((e for e in element.iter() if local(e) == "ph"), None)
                kind = (value(mark, "type") or "body") if mark is not None else ""
                kind = "title" if kind in TITLES else kind
                matches = index is not None and value(mark, "idx") == index if same_index else kind == role
                box = _box(_place(element)) if mark is not None and matches else None
                if box:
                    return box
    return None


def _is_coloured(slide: Slide, element: Any) -> bool:
    """Whether a shape brings a ground of its own that is not white: a fill, a style's fill, a picture, a table."""
    if local(element) in ("pic", "graphicFrame"):
        return True
    properties = child(element, "spPr")
    for part in properties if properties is not None else ():
        if local(part) == "noFill":
            return False
        if local(part) in FILLS:
            return local(part) != "solidFill" or not is_white(slide.colour(part))
    reference = child(element, "style", "fillRef")
    return reference is not None and value(reference, "idx") not in (None, "0")


def _has_coloured_ground(slide: Slide) -> bool:
    for root in (slide.root, *slide.bases):
        ground = child(root, "cSld", "bg")
        if ground is None:
            continue
        reference = child(ground, "bgRef")
        if reference is not None:
            return not is_white(slide.colour(reference) or "FFFFFF")
        fill = next((e for e in ground.iter() if local(e) in FILLS), None)
        return fill is not None and (local(fill) != "solidFill" or not is_white(slide.colour(fill)))
    return False


def is_white(colour: str | None) -> bool:
    """Whether six hex digits are white or almost."""
    try:
        return (
            colour is not None and len(colour) == 6 and all(int(colour[at : at + 2], 16) >= WHITE for at in (0, 2, 4))
        )
    except ValueError:
        return False


def _in_reading_order(frames: list[Frame]) -> list[Frame]:
    """The title first, then row by row from the top, within a row from the left; shapes without a place come last."""
    titles = [frame for frame in frames if frame.is_title]
    placed = [frame for frame in frames if not frame.is_title and frame.box]
    rows: list[list[Frame]] = []
    for frame in sorted(placed, key=lambda frame: (frame.box.y, frame.box.x) if frame.box else (0, 0)):
        if rows and all(_beside(frame.box, other.box) for other in rows[-1]):
            rows[-1].append(frame)
        else:
            rows.append([frame])
    ordered = [frame for row in rows for frame in sorted(row, key=lambda frame: frame.box.x if frame.box else 0)]
    return titles + ordered + [frame for frame in frames if not frame.is_title and not frame.box]


def _beside(one: Box | None, other: Box | None) -> bool:
    """Whether two boxes stand side by side: half of the lower one's height shared, no width shared."""
    if one is None or other is None:
        return False
    shared = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    apart = one.x >= other.x + other.width * 0.9 or other.x >= one.x + one.width * 0.9
    return apart and 2 * shared >= min(one.height, other.height)
