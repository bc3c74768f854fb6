"""Reading WordprocessingML by local names, so that transitional and strict documents read alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NAMES: dict[Any, str] = {}  # tag → local name; asked for every element
MAX_NAMES = 2_000
OFF = ("0", "false", "off", "none")
WRAPPERS = {
    "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "hdr", "ftr", "footnote", "endnote",
}  # fmt: skip
GONE = {"del", "moveFrom"}  # tracked changes that take away what they mark


def local(element: Any) -> str:
    """The element's name without namespace; "" for anything but an element."""
    tag = element.tag
    name = NAMES.get(tag)
    if name is None:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(NAMES) < MAX_NAMES:
            NAMES[tag] = name
    return name


def value(element: Any, name: str = "val") -> str | None:
    """The attribute `name` of any namespace, or None."""
    if element is None:
        return None
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return None


def child(element: Any, *path: str) -> Any:
    """The first descendant along `path` of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren("{*}" + name), None)
    return element


def is_on(mark: Any) -> bool:
    """Whether a switch such as w:b is there and not turned off."""
    return mark is not None and (value(mark) or "1").lower() not in OFF


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of at most twelve digits, or `default`."""
    text = (text or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else default


def alternative(element: Any) -> Any:
    """Choice or Fallback of mc:AlternateContent, never both: the first that holds text, else the first."""
    options = [below for below in element if local(below) in ("Choice", "Fallback")]
    return next(
        (option for option in options if any(local(e) == "t" for e in option.iter())),
        options[0] if options else (),
    )


def flow(element: Any, *wanted: str) -> Iterator[Any]:
    """Elements of the `wanted` names directly in `element`, looking through content controls and insertions."""
    for below in element:
        name = local(below)
        if name in wanted:
            yield below
        elif name == "AlternateContent":
            yield from flow(alternative(below), *wanted)
        elif name in WRAPPERS:
            yield from flow(below, *wanted)


def block_flow(element: Any) -> Iterator[list[Any]]:
    """Tables (alone) and paragraphs; paragraphs whose marks were deleted come together with the one they run into."""
    waiting: list[Any] = []
    for below in flow(element, "p", "tbl", "altChunk"):
        waiting.append(below)
        if local(below) == "p":
            mark = child(below, "pPr", "rPr")
            if mark is not None and any(local(change) in GONE for change in mark):
                continue
        elif len(waiting) > 1:
            yield waiting[:-1]
        yield waiting if local(below) == "p" else [below]
        waiting = []
    if waiting:
        yield waiting


def plain_text(element: Any) -> str:
    """Every w:t below `element`, paragraphs parted by blanks: for text that is only reported."""
    words = []
    for below in element.iter():
        name = local(below)
        if name == "t":
            words.append(below.text or "")
        elif name == "p" and words:
            words.append(" ")
    return "".join(words).strip()
