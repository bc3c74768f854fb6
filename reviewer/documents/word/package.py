"""A .docx as a package: what it really is, that it is no bomb, and its XML parts, safely parsed."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from reviewer.documents import limits
from reviewer.documents.pieces import Unreadable
from reviewer.documents.word.elements import child as child
from reviewer.documents.word.elements import local as local
from reviewer.documents.word.elements import value as value

BROKEN = (
    "Word 文件已损坏，读不出来。请在 Word/WPS 里打开并另存为新的 .docx 再试。",
    "the Word file is broken. Open it in Word or WPS and save it as a new .docx.",
)
BOMB = (
    "文件解压后过大，像是压缩炸弹，已拒绝读取。若是正常教案，请在 Word/WPS 里另存后再试。",
    "the file unpacks to an excessive size (zip bomb) and was refused. Save the draft anew in Word or WPS.",
)
UNSAFE = (
    "文件里含有不安全的 XML 声明，已拒绝读取。请在 Word/WPS 里另存为新的 .docx 再试。",
    "the file holds unsafe XML declarations and was refused. Save it anew in Word or WPS.",
)
LOCKED = (
    "文件加了密码。请先在 Word/WPS 里去掉打开密码，另存后再上传。",
    "the file is encrypted. Remove the password in Word or WPS and save again.",
)
KINDS = (
    ("xl/", "Excel 表格", "an Excel workbook"),
    ("ppt/", "PowerPoint 演示", "a PowerPoint file"),
    ("mimetype", "OpenDocument 文档（.odt 等）", "an OpenDocument file"),
    ("META-INF/", "程序或其他压缩包", "an application archive"),
)
CURE = (
    "请上传教案的 .docx 文件；其他格式请在 Word/WPS 里另存为 .docx。",
    "Upload a .docx; save other formats as .docx.",
)


class Package:
    """An open .docx. `part(name)` is the root element of an XML part, or None if there is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(*BROKEN) from error
        self._names = {_plain(name): name for name in reversed(self._zip.namelist())}
        self._inflated = 0
        self._relations: dict[str, dict[str, dict[str, str]]] = {}  # part → kind → id → name
        self._check_members()
        self.document = self._find_document()

    def _check_members(self) -> None:
        members = self._zip.infolist()
        if len(members) > limits.MAX_MEMBERS or sum(member.file_size for member in members) > limits.MAX_INFLATED:
            raise Unreadable(*BOMB)
        for member in members:
            packed = max(member.compress_size, 1)
            if member.file_size > limits.LARGE_MEMBER and member.file_size / packed > limits.MAX_RATIO:
                raise Unreadable(*BOMB)

    def _find_document(self) -> str:
        """The name of the main part. Raises Unreadable naming what the archive is, if it is no Word document."""
        target = self.related("", "officeDocument")
        for name in (*target.values(), "word/document.xml"):
            if _plain(name) in self._names and not name.startswith(("xl/", "ppt/")):
                return name
        for prefix, chinese, english in KINDS:
            if any(name.startswith(prefix.lower()) for name in self._names):
                raise Unreadable(f"这其实是{chinese}，后缀却是 .docx。{CURE[0]}", f"really {english}. {CURE[1]}")
        if any(name.startswith("word/") for name in self._names) or "[content_types].xml" in self._names:
            raise Unreadable(*BROKEN)
        raise Unreadable(f"这其实是压缩包，不是 Word 文档。{CURE[0]}", f"an archive, not a Word document. {CURE[1]}")

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Relationship id → part name, of the relationships of `part` ("" for the package) that end in `kind`."""
        if part not in self._relations:
            self._relations[part] = {}
            for key, of, name in self._read_relations(part):
                self._relations[part].setdefault(of.rpartition("/")[2], {})[key] = name
        return self._relations[part].get(kind, {})

    def _read_relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Id, type and target of each relationship inside the package; external ones are never followed."""
        folder, base = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = unquote(relation.get("Target") or "").replace("\\", "/")
                name = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield relation.get("Id") or "", relation.get("Type") or "", posixpath.normpath(name)

    def size(self, name: str) -> tuple[int, int]:
        """Declared bytes and checksum of a member; (0, 0) if there is none."""
        actual = self._names.get(_plain(name))
        member = self._zip.getinfo(actual) if actual is not None else None
        return (member.file_size, member.CRC) if member is not None else (0, 0)

    def data(self, name: str) -> bytes | None:
        """The bytes of any member, or None if there is none or it is broken. Raises Unreadable on a bomb."""
        actual = self._names.get(_plain(name))
        try:
            return self._inflate(actual) if actual is not None else None
        except Unreadable as error:
            if error.chinese == BOMB[0]:
                raise
            return None

    def extra(self, name: str) -> Any:
        """Like `part`, for what a document can do without: None if it is broken."""
        try:
            return self.part(name)
        except Unreadable as error:
            if error.chinese == BROKEN[0]:
                return None
            raise

    def part(self, name: str) -> Any:
        """The parsed root of an XML part; None if the package has no such part."""
        from lxml import etree

        actual = self._names.get(_plain(name))
        if actual is None:
            return None
        # No entities, no network, no huge trees (libxml2 then also limits depth to 256).
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self._inflate(actual), parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(*BROKEN) from error
        if root.getroottree().docinfo.doctype:
            raise Unreadable(*UNSAFE)  # OOXML allows no DTD; one is either an attack or a broken writer
        return root

    def _inflate(self, name: str) -> bytes:
        """A member's bytes, counted while they come: the declared size may be a lie."""
        chunks, size = [], 0
        try:
            with self._zip.open(name) as member:
                while chunk := member.read(2**16):
                    size += len(chunk)
                    self._inflated += len(chunk)
                    if size > limits.MAX_PART or self._inflated > limits.MAX_INFLATED:
                        raise Unreadable(*BOMB)
                    chunks.append(chunk)
        except RuntimeError as error:  # zipfile's word for an encrypted member
            raise Unreadable(*LOCKED) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise Unreadable(*BROKEN) from error
        return b"".join(chunks)


def _plain(name: str) -> str:
    """A member's name as it is compared: some writers use backslashes, a leading slash or other capitals."""
    return name.replace("\\", "/").lstrip("/").lower()
