"""A .pptx as a package: its slides in order, and the layout, master and theme that each slide stands on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.documents.pieces import Unreadable
from reviewer.documents.word import package as office
from reviewer.documents.word.elements import child, local, value
from reviewer.documents.word.package import Package

BROKEN = (
    "PowerPoint 文件已损坏，读不出来。请在 PowerPoint/WPS 里打开并另存为新的 .pptx 再试。",
    "the PowerPoint file is broken. Open it in PowerPoint or WPS and save it as a new .pptx.",
)
NO_SLIDES = ("PowerPoint 里一张幻灯片也没有。", "the PowerPoint file has no slides.")
SIZE = (9_144_000, 6_858_000)  # 4:3 in EMU, what PowerPoint takes where the file says nothing


class Deck(Package):
    """An open .pptx. Bombs, entities and encrypted members are refused as in `Package`."""

    def __init__(self, path: Path) -> None:
        try:
            super().__init__(path)
        except Unreadable as error:
            raise _of_slides(error) from error

    def _find_document(self) -> str:
        targets = self.related("", "officeDocument").values()
        for name in (*targets, "ppt/presentation.xml"):
            if name.lower() in self._names and name.startswith("ppt/"):
                return name
        raise Unreadable(*BROKEN)

    def part(self, name: str) -> Any:
        """The parsed root of an XML part, or None. Raises Unreadable in words about slides."""
        try:
            return super().part(name)
        except Unreadable as error:
            raise _of_slides(error) from error

    def slides(self) -> list[Slide]:
        """The slides in the order in which they are shown. Raises Unreadable where there are none."""
        root = self.part(self.document)
        listed = child(root, "sldIdLst")
        names = self.related(self.document, "slide")
        order = [names[key] for entry in listed if (key := relation_of(entry)) in names] if listed is not None else []
        if not order:
            raise Unreadable(*NO_SLIDES)
        size = child(root, "sldSz")
        width, height = _number(size, "cx") or SIZE[0], _number(size, "cy") or SIZE[1]
        found = []
        for number, name in enumerate(order, 1):
            root = self.part(name)
            if root is not None:
                layout = self._below(name, "slideLayout")
                master = self._below(layout[0], "slideMaster") if layout else None
                theme = self._below(master[0], "theme") if master else None
                roots = [base[1] for base in (layout, master) if base]
                found.append(Slide(number, name, root, roots, theme[1] if theme else None, (width, height)))
        return found

    def _below(self, name: str, kind: str) -> tuple[str, Any] | None:
        for target in self.related(name, kind).values():
            root = self.part(target)
            if root is not None:
                return target, root
        return None


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its number from 1, its part and what it inherits from, nearest first. Lengths are in EMU."""

    number: int
    name: str
    root: Any
    bases: list[Any]  # layout, master
    theme: Any
    size: tuple[int, int]

    @property
    def is_hidden(self) -> bool:
        return (value(self.root, "show") or "1").lower() in ("0", "false")

    def colour(self, fill: Any) -> str | None:
        """The six hex digits of a solidFill (or bgRef), scheme colours looked up in the theme; None if unknown."""
        for colour in fill if fill is not None else ():
            if local(colour) == "srgbClr":
                return (value(colour) or "").upper()
            if local(colour) == "sysClr":
                return (value(colour, "lastClr") or "").upper() or None
            if local(colour) == "prstClr":
                return {"white": "FFFFFF", "black": "000000"}.get(value(colour) or "")
            if local(colour) == "schemeClr" and len(colour) == 0:  # with lumMod and the like it is another colour
                return self._scheme(value(colour) or "")
        return None

    def _scheme(self, name: str) -> str | None:
        mapping = child(self.bases[-1], "clrMap") if self.bases else None
        name = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}.get(name, name)
        if mapping is not None:
            back = {"lt1": "bg1", "dk1": "tx1", "lt2": "bg2", "dk2": "tx2"}.get(name, name)
            name = value(mapping, back) or name
        colours = child(self.theme, "themeElements", "clrScheme", name)
        return self.colour(colours)


def relation_of(element: Any, name: str = "id") -> str:
    """The relationship id that `element` carries (r:id, r:embed …), "" if none."""
    for key, found in element.attrib.items():
        space, _, base = key.rpartition("}")
        if base == name and "relationships" in space:
            return str(found)
    return ""


def _number(element: Any, name: str) -> int | None:
    text = value(element, name) or ""
    return int(text) if text.isdigit() and len(text) < 12 else None


def _of_slides(error: Unreadable) -> Unreadable:
    """The package speaks of Word; say PowerPoint."""
    if (error.chinese, error.english) == office.BROKEN:
        return Unreadable(*BROKEN)
    return Unreadable(
        error.chinese.replace("Word/WPS", "PowerPoint/WPS").replace(".docx", ".pptx"),
        error.english.replace("Word", "PowerPoint").replace(".docx", ".pptx"),
    )
