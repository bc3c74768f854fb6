"""Writing into XML without rewriting it: where things stand is found by byte offset, and new marks are put in between.

A parser and a serialiser would change quotes, prefixes and white space all over a teacher's file. Here every byte that
was there stays; what is added is all that differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference", "comment"}
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(slots=True)
class Paragraph:
    """Where a paragraph's children begin, and where its end tag stands, in bytes; the namespace it is written in."""

    prefix: str
    namespace: str
    first: int = 0  # the first child that is no properties
    starts: list[int] = field(default_factory=list)
    end: int = 0

    def before(self, child: int) -> int:
        """Where to write what comes before a child; -1 is the whole paragraph."""
        return self.starts[max(child, self.first)] if self.starts else self.end

    def after(self, child: int) -> int:
        at = child + 1 if child >= 0 else len(self.starts)
        return self.starts[at] if at < len(self.starts) else self.end


@dataclass(slots=True)
class Map:
    """What one pass over an XML part found. Raises ExpatError from `of` where it is broken or declares a DTD."""

    data: bytes
    paragraphs: dict[int, Paragraph] = field(default_factory=dict)
    prefix: str = ""  # of the root element
    namespace: str = ""
    root_end: int = 0
    last_id: int = -1  # the highest id of a comment or of its marks

    @classmethod
    def of(cls, data: bytes, wanted: Iterable[int] = ()) -> Map:
        """Read `data`; of its paragraphs (numbered from 0 in document order) only those `wanted` are kept."""
        found = cls(data)
        _Reader(found, set(wanted)).read()
        return found

    def encoded(self, text: str) -> bytes:
        """`text` as bytes that any encoding of the part understands: other characters as references."""
        plain = text.encode("ascii", "xmlcharrefreplace")
        encoding = UTF16.get(self.data[:2])
        return plain.decode("ascii").encode(encoding) if encoding else plain

    def inserted(self, pieces: Iterable[tuple[int, str]]) -> bytes:
        """The part with (offset, text) put in; those at one offset in the order given."""
        parts, done = [], 0
        for at, text in sorted(pieces, key=lambda piece: piece[0]):
            parts += [self.data[done:at], self.encoded(text)]
            done = at
        return b"".join([*parts, self.data[done:]])

    def appended(self, text: str) -> bytes:
        """The part with `text` as last children of its root, also where the root is written as an empty element."""
        if self.data[self.root_end :].startswith(self.encoded("</")):
            return self.inserted([(self.root_end, text)])
        slash = self.data.rindex(self.encoded("/"), 0, self.root_end)
        name = self.data[self.data.rindex(self.encoded("<"), 0, slash) + len(self.encoded("<")) : slash].split()[0]
        closed = self.encoded(">" + text + "</") + name + self.encoded(">")
        return self.data[:slash] + closed + self.data[self.root_end :]


class _Reader:
    """The pass itself: counts paragraphs as the reader of drafts counts them, by local name."""

    def __init__(self, found: Map, wanted: set[int]) -> None:
        self.found = found
        self.wanted = wanted
        self.count = -1
        self.open: list[Paragraph | None] = []  # for each open element, the paragraph it is, if wanted
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse

    def read(self) -> None:
        self.parser.Parse(self.found.data, True)

    def refuse(self, *_: object) -> None:
        raise expat.ExpatError("a DTD in a Word file")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parts = tag.split(" ")
        name = parts[1] if len(parts) > 1 else parts[0]
        namespace, prefix = parts[0] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else ""
        if not self.open:
            self.found.prefix, self.found.namespace = prefix, namespace
        parent = self.open[-1] if self.open else None
        if parent is not None:
            parent.first += name == "pPr"
            parent.starts.append(self.parser.CurrentByteIndex)
        if name in COMMENT_MARKS:
            number = next((text for key, text in attributes.items() if key.split(" ")[1:2] == ["id"]), "")
            self.found.last_id = max(self.found.last_id, int(number) if number.isdecimal() else -1)
        paragraph = None
        if name == "p":
            self.count += 1
            if self.count in self.wanted:
                paragraph = self.found.paragraphs[self.count] = Paragraph(prefix, namespace)
        self.open.append(paragraph)

    def end(self, _: str) -> None:
        paragraph = self.open.pop()
        if paragraph is not None:
            paragraph.end = self.parser.CurrentByteIndex
        if not self.open:
            self.found.root_end = self.parser.CurrentByteIndex
