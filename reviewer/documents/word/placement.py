"""Where a drawing stands on the page: boxes off the page or too small to see hold hidden text."""

from __future__ import annotations

import re
from typing import Any

from reviewer.documents.word.elements import child, local, value, whole

# All lengths in EMU: 360,000 to the centimetre, 12,700 to the point.
MARGIN = 1_800_000  # 5 cm, wider than any margin: further left or above is off the page
COLUMN = 5_400_000  # a column may begin this far from the left margin
PAGE = 16_000_000  # 44 cm: longer than a sheet of A3
SMALL = 36_000  # 1 mm
UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "pc": 152_400}
LENGTH = re.compile(r"\s*(-?(?:\d{1,9}(?:\.\d{0,6})?|\.\d{1,6}))\s*(pt|in|cm|mm|px|pc)?\s*")
SHAPES = ("shape", "rect", "roundrect", "oval", "group")


def box_hidden_how(content: Any) -> str | None:
    """How the box around a txbxContent is hidden (页面之外的文本框, 看不见大小的文本框, 隐藏的图形), or None."""
    for above in content.iterancestors():
        name = local(above)
        found = None
        if name in ("anchor", "inline"):
            found = _of_drawing(above)
        elif name in SHAPES:
            found = _of_vml(value(above, "style") or "")
        elif name in ("drawing", "pict", "p"):
            return None
        if found:
            return found
    return None


def _of_drawing(anchor: Any) -> str | None:
    size = child(anchor, "extent")
    width, height = whole(value(size, "cx"), PAGE), whole(value(size, "cy"), PAGE)
    if value(child(anchor, "docPr"), "hidden") in ("1", "true") or value(anchor, "hidden") in ("1", "true"):
        return "隐藏的图形"
    if width <= SMALL or height <= SMALL:
        return "看不见大小的文本框"
    across, down = child(anchor, "positionH"), child(anchor, "positionV")
    left, top = child(across, "posOffset"), child(down, "posOffset")
    away = (left is not None and _off(whole(left.text), width, value(across, "relativeFrom"))) or (
        top is not None and _off(whole(top.text), height, value(down, "relativeFrom"))
    )
    return "页面之外的文本框" if away else None


def _off(offset: int, length: int, origin: str | None) -> bool:
    """Whether a stretch lies wholly off the page. A paragraph may stand at the foot of it, a column far right."""
    before = {"paragraph": PAGE, "line": PAGE, "column": COLUMN, "character": PAGE}.get(origin or "", MARGIN)
    return offset + length < -before or offset > PAGE


def _of_vml(style: str) -> str | None:
    rules = dict(part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    rules = {key.strip(): found.strip() for key, found in rules.items()}
    if rules.get("visibility") == "hidden" or rules.get("display") == "none":
        return "隐藏的图形"
    width, height = _length(rules.get("width"), PAGE), _length(rules.get("height"), PAGE)
    if width <= SMALL or height <= SMALL:
        return "看不见大小的文本框"
    across = rules.get("mso-position-horizontal-relative", "column")
    down = rules.get("mso-position-vertical-relative", "paragraph")
    left = _length(rules.get("margin-left") or rules.get("left"), 0)
    top = _length(rules.get("margin-top") or rules.get("top"), 0)
    return "页面之外的文本框" if _off(left, width, across) or _off(top, height, down) else None


def _length(text: str | None, default: int) -> int:
    match = LENGTH.fullmatch(text or "")
    if match is None or (match.group(2) is None and float(match.group(1)) != 0):
        return default  # a number without unit counts in the coordinates of a group
    return int(float(match.group(1)) * UNITS[match.group(2) or "pt"])
