"""The words of charts and of SmartArt, which lie in parts of their own."""

from __future__ import annotations

from typing import Any

from reviewer.documents.word.elements import local, value
from reviewer.documents.word.package import Package

MAX_WORDS = 200  # of one figure
KINDS = {"chart": "chart", "diagram": "diagramData"}


def figure_text(package: Package, part: str, kind: str, key: str) -> str:
    """The text of the chart or diagram that relationship `key` of `part` names; "" if there is none."""
    name = package.related(part, KINDS[kind]).get(key)
    root = package.extra(name) if name else None
    if root is None:
        return ""
    return _chart(root) if kind == "chart" else _diagram(root)


def _chart(root: Any) -> str:
    """Titles, names of series and of categories, each once."""
    words: dict[str, None] = {}
    for element in root.iter():
        name = local(element)
        if name == "rich":
            words["".join(e.text or "" for e in element.iter() if local(e) == "t")] = None
        elif name == "strCache":
            words |= dict.fromkeys(e.text or "" for e in element.iter() if local(e) == "v")
    return "［图表］" + "；".join([word.strip() for word in words if word.strip()][:MAX_WORDS]) if words else ""


def _diagram(root: Any) -> str:
    lines = []
    for point in root.iter():
        if local(point) == "pt" and value(point, "type") in (None, "node", "asst", "doc"):
            text = "".join(e.text or "" for e in point.iter() if local(e) == "t").strip()
            lines += [text] if text else []
    return "\n".join(lines[:MAX_WORDS])
