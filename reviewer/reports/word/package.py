"""The teacher's .docx as an archive: its main part and comments found, changed parts written back, all others as they are."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer.reports.word.splicing import Map

TYPES = "[Content_Types].xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATIONS = {False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships", True: "http://purl.oclc.org/ooxml/officeDocument/relationships"}  # fmt: skip
RELATIONS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Relation:
    id: str
    type: str
    target: str


class Package:
    """An archive in memory that was already read as a draft, within its limits. Raises KeyError for a missing part."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        main = next(one for one in self.relations("") if one.type.endswith("/officeDocument"))
        self.document = main.target

    def data(self, name: str) -> bytes:
        return self._zip.read(name)

    def has(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part ("" for the package) to parts inside, targets as names in the archive."""
        name = relations_name(part)
        found = []
        for element in _parse(self.data(name)) if self.has(name) else ():
            target = (element.get("Target") or "").replace("\\", "/")
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
            if element.get("TargetMode") != "External":
                inside = posixpath.normpath(inside)
            found.append(Relation(element.get("Id") or "", element.get("Type") or "", inside))
        return found

    def comments_name(self) -> str | None:
        """The part that holds the comments, or None where there are none yet."""
        found = (one.target for one in self.relations(self.document) if one.type.endswith("/comments"))
        return next((name for name in found if self.has(name)), None)

    def new_comments(self, strict: bool) -> tuple[str, dict[str, bytes]]:
        """The name for a first comments part, and the parts that announce it: content types and relationships."""
        folder = posixpath.dirname(self.document)
        numbers = ("", *range(1, 1000))
        base = next(f"comments{n}.xml" for n in numbers if not self.has(posixpath.join(folder, f"comments{n}.xml")))
        name, relations = posixpath.join(folder, base), relations_name(self.document)
        used = {one.id for one in self.relations(self.document)}
        key = next(f"rId{number}" for number in range(len(used) + 1, len(used) * 2 + 3) if f"rId{number}" not in used)
        types = Map.of(self.data(TYPES))
        links = Map.of(self.data(relations) if self.has(relations) else RELATIONS_HEAD.encode())
        override = f'<{_tag(types, "Override")} PartName="/{name}" ContentType="{COMMENTS_TYPE}"/>'
        link = f'<{_tag(links, "Relationship")} Id="{key}" Type="{RELATIONS[strict]}/comments" Target="{base}"/>'
        return name, {TYPES: types.appended(override), relations: links.appended(link)}

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with some parts changed or added; order, dates and contents of all others stay."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, member in self._zip.NameToInfo.items():
                kept = zipfile.ZipInfo(name, member.date_time)
                kept.compress_type, kept.external_attr = member.compress_type, member.external_attr
                with archive.open(kept, "w", force_zip64=False) as target:
                    if name in changed:
                        target.write(changed[name])
                    else:
                        with self._zip.open(member) as source:
                            shutil.copyfileobj(source, target)
            for name in changed.keys() - self._zip.NameToInfo.keys():
                archive.writestr(name, changed[name])
        return written.getvalue()


def relations_name(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _tag(found: Map, name: str) -> str:
    return f"{found.prefix}:{name}" if found.prefix else name


def _parse(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
