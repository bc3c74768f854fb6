"""Whether a reader of the page would see a run: vanish, size, and its colour against the ground below it."""

from __future__ import annotations

from typing import Any

from reviewer.documents.word.elements import is_on, local, value, whole
from reviewer.documents.word.styles import Look

PAPER = "FFFFFF"
UNKNOWN = "?"  # a picture, a gradient or a theme colour: text on it counts as visible
NEAR = 0x10  # largest difference in red, green or blue at which two colours look the same
TINY_HALF_POINTS = 2  # w:sz counts half points: 1 pt and less
NARROW_PERCENT = 5  # w:w, the width of characters
NAMED = {
    "white": "FFFFFF", "black": "000000", "red": "FF0000", "yellow": "FFFF00", "green": "00FF00", "blue": "0000FF",
    "cyan": "00FFFF", "magenta": "FF00FF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0",
}  # fmt: skip
WHITE_THEMES = {"background1", "light1", "bg1", "lt1"}


def hidden_how(look: Look, ground: str) -> str | None:
    """How a run is hidden (隐藏文字, 极小字号, 白色文字, 与底色相同), or None; `ground` is the colour below its paragraph."""
    if is_on(look.get("vanish")) or is_on(look.get("specVanish")):
        return "隐藏文字"
    size, width = whole(value(look.get("sz")), TINY_HALF_POINTS + 1), whole(value(look.get("w")), NARROW_PERCENT + 1)
    if 0 <= size <= TINY_HALF_POINTS or 0 < width <= NARROW_PERCENT:
        return "极小字号"
    color = _color_of(look.get("color"))
    if color is None:
        return None
    ground = ground_of(look.get("highlight"), ground_of(look.get("shd"), ground))
    if not same_color(color, ground):
        return None
    return "白色文字" if same_color(color, PAPER) else "与底色相同的文字"


def ground_of(mark: Any, below: str) -> str:
    """The colour that a shading or highlight lays over `below`."""
    if mark is None:
        return below
    if local(mark) == "highlight":
        named = value(mark) or "none"
        return below if named == "none" else NAMED.get(named, UNKNOWN)
    pattern = value(mark) or "clear"
    if pattern == "nil":
        return below
    if pattern not in ("clear", "solid"):
        return UNKNOWN
    fill = value(mark, "color" if pattern == "solid" else "fill") or "auto"
    if fill.lower() in ("auto", "none", ""):
        return below
    return fill.upper() if is_color(fill) else NAMED.get(fill, UNKNOWN)


def same_color(one: str, other: str) -> bool:
    """Whether two colours (RRGGBB) can't be told apart on paper; False if one is unknown."""
    if not (is_color(one) and is_color(other)):
        return False
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= NEAR for at in (0, 2, 4))


def is_color(text: str) -> bool:
    """Whether `text` is RRGGBB."""
    return len(text) == 6 and all(char in "0123456789abcdefABCDEF" for char in text)


def box_ground(content: Any, below: str) -> str:
    """The ground in a text box: its own fill (DrawingML or VML), or what it lies on."""
    for above in content.iterancestors():
        name = local(above)
        if name in ("wsp", "sp"):
            return _shape_ground(above, below)
        if name in ("shape", "rect", "roundrect", "oval"):
            return _vml_ground(above)
        if name in ("drawing", "pict", "p"):
            break
    return below


def _shape_ground(shape: Any, below: str) -> str:
    properties = next((part for part in shape if local(part) == "spPr"), ())
    for part in properties:
        if local(part) == "solidFill":
            return _fill(next(iter(part), None))
        if local(part) in ("gradFill", "blipFill", "pattFill", "grpFill"):
            return UNKNOWN
        if local(part) == "noFill":
            return below if _is_alone(shape) else UNKNOWN
    styled = next((part for part in shape.iter() if local(part) == "fillRef"), None)
    return UNKNOWN if styled is not None and value(styled, "idx") != "0" else below if _is_alone(shape) else UNKNOWN


def _fill(color: Any) -> str:
    if color is None or len(color):  # with a tint or transparency
        return UNKNOWN
    shade = value(color) or ""
    return shade.upper() if is_color(shade) else PAPER if shade in WHITE_THEMES else UNKNOWN


def _is_alone(shape: Any) -> bool:
    """Not grouped with other shapes, which may lie below it."""
    return not any(local(above) in ("wgp", "grpSp", "wpc", "group") for above in shape.iterancestors())


def _vml_ground(shape: Any) -> str:
    color = (value(shape, "fillcolor") or "white").split(" ")[0].lower()
    if color.startswith("#"):
        digits = color[1:]
        color = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    filled = (value(shape, "filled") or "t").lower() not in ("f", "false")
    if any(local(part) == "fill" and value(part, "type") not in (None, "solid") for part in shape):
        return UNKNOWN
    return PAPER if not filled else color.upper() if is_color(color) else NAMED.get(color, UNKNOWN)


def _color_of(mark: Any) -> str | None:
    """RRGGBB of a w:color, None for automatic: Word then takes what can be seen."""
    if mark is None:
        return None
    color = value(mark) or "auto"
    if is_color(color):
        return color
    return PAPER if value(mark, "themeColor") in WHITE_THEMES and value(mark, "themeShade") is None else None
