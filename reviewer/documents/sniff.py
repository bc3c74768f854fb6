"""What a file really is, told from its bytes and not from its name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from reviewer.documents.limits import MAX_MEMBERS

# Kind → how it is called in Chinese and English, and the suffixes it usually has. Kinds that can be read come first.
KINDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "text": ("纯文本", "a plain text", (".txt", ".md", ".markdown", ".text")),
    "word": ("Word 文档（.docx）", "a Word document", (".docx", ".docm", ".dotx", ".dotm")),
    "pdf": ("PDF 文件", "a PDF file", (".pdf",)),
    "doc": ("旧版 Word/WPS 文档（.doc）", "an old Word document", (".doc", ".wps", ".wpt", ".dot")),
    "rtf": ("RTF 文档", "an RTF document", (".rtf",)),
    "odt": ("OpenDocument 文档（.odt）", "an OpenDocument text", (".odt", ".ott")),
    "html": ("网页", "a web page", (".html", ".htm")),
    "wordml": ("Word 2003 XML 文档", "a Word 2003 XML document", (".xml",)),
    "mht": ("网页存档（.mht）", "a web archive", (".mht", ".mhtml")),
    "slides": ("PowerPoint 演示（.pptx）", "a PowerPoint file", (".pptx", ".pptm", ".ppsx")),
    "ppt": ("旧版 PowerPoint 演示（.ppt）", "an old PowerPoint file", (".ppt", ".dps", ".pps")),
    "odp": ("OpenDocument 演示（.odp）", "an OpenDocument presentation", (".odp",)),
    "picture": (
        "图片",
        "a picture",
        (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif"),
    ),
    "zip": ("压缩包", "a zip archive", (".zip",)),
    "sheet": ("Excel 表格", "a spreadsheet", (".xls", ".xlsx", ".et", ".ods")),
    "encrypted": ("Office 文件", "an Office file", ()),
    "ole": ("旧版 Office 文件", "an old Office file", ()),
    "archive": ("压缩包（不是 zip 格式）", "an archive other than zip", (".rar", ".7z", ".gz", ".tar")),
    "other": ("程序或其他压缩包", "an application or another archive", ()),
}
UNREADABLE = ("sheet", "encrypted", "ole", "archive", "other")
READABLE = tuple(suffix for kind, (_, _, suffixes) in KINDS.items() if kind not in UNREADABLE for suffix in suffixes)
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
)
WEB = (b"<!doctype html", b"<html", b"<?xml", b"<?mso", b"<head", b"<meta")
HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"hevc", b"avif")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Stream names in the directory of an old Office container; EncryptedPackage first: it holds any of the others.
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "sheet"),
    ("Book", "sheet"),
)
OPEN_DOCUMENT = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "sheet"}
WORD_SECTOR = 512
MAX_LISTING = 2**20  # bytes of a zip's table of contents worth looking at


@dataclass(frozen=True, slots=True)
class Found:
    """What the bytes say. `locked` means it can only be opened with a password."""

    kind: str
    locked: bool = False

    @property
    def chinese(self) -> str:
        return KINDS[self.kind][0]

    @property
    def english(self) -> str:
        return KINDS[self.kind][1]


def expected_kind(suffix: str) -> str | None:
    """The kind that files with this suffix usually have, None for an unknown suffix."""
    return next((kind for kind, (_, _, suffixes) in KINDS.items() if suffix in suffixes), None)


def identify(data: bytes, suffix: str) -> Found:
    """What `data` is. The suffix only decides what the bytes leave open, as in a zip that is cut off."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _identify_zip(data, suffix)
    if data.startswith(OLE):
        return _identify_ole(data, suffix)
    if b"%PDF-" in data[:1024]:
        return Found("pdf")
    if data[:200].lstrip().startswith(b"{\\rtf"):
        return Found("rtf")
    for magic, kind in MAGIC:
        if data.startswith(magic) and not _is_text_like(magic, data):
            return Found(kind)
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return Found("picture")
    return Found(_kind_of_text(data, suffix))


def _kind_of_text(data: bytes, suffix: str) -> str:
    """A text file may well begin with a tag or a mail header, and stays a text."""
    expected = expected_kind(suffix)
    if expected in ("text", "html", "mht"):
        return expected
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b'progid="word.document"' in head or b"office/word/2003/wordml" in head:
        return "wordml"  # what many school systems fill from a template and call .doc
    if head.startswith(WEB):
        return "html"
    return "mht" if head.startswith((b"mime-version:", b"from:")) and b"mime-version:" in head else "text"


def _is_text_like(magic: bytes, data: bytes) -> bool:
    """Whether a two-letter magic such as BM just begins a text."""
    return magic in (b"BM", b"RIFF") and b"\x00" not in data[:64]


def _identify_ole(data: bytes, suffix: str) -> Found:
    kind = next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), "ole")
    if kind == "doc":
        return Found("doc", locked=_is_locked_word(data))
    if kind == "ppt":
        return Found("ppt", locked="EncryptedSummary".encode("utf-16-le") in data)
    if kind == "ole" and expected_kind(suffix) in ("doc", "ppt"):
        return Found(expected_kind(suffix) or "doc")  # WPS has streams of its own; the converter will tell
    return Found(kind, locked=kind == "encrypted")


def _is_locked_word(data: bytes) -> bool:
    """The fEncrypted bit of the file information block, which begins a sector with 0xA5EC ([MS-DOC] 2.5.1)."""
    for start in range(WORD_SECTOR, len(data) - 12, WORD_SECTOR):
        if data[start : start + 2] == b"\xec\xa5":
            return bool(data[start + 11] & 0x01)
    return False


def _identify_zip(data: bytes, suffix: str) -> Found:
    names, mimetype, manifest = _listing(data)
    if not names:
        expected = expected_kind(suffix)
        return Found(expected if expected in ("word", "slides", "odt", "odp", "sheet") else "zip")
    for word, kind in OPEN_DOCUMENT.items():
        if b"opendocument." + word in mimetype:
            return Found(kind, locked=b"encryption-data" in manifest)
    folders = {name.lower().replace("\\", "/").lstrip("/").split("/")[0] for name in names}
    for folder, kind in (("word", "word"), ("ppt", "slides"), ("xl", "sheet")):
        if folder in folders and "[content_types].xml" in folders:
            return Found(kind)
    if "[content_types].xml" in folders:
        expected = expected_kind(suffix)
        return Found(expected if expected in ("slides", "sheet") else "word")
    return Found("other" if "meta-inf" in folders else "zip")


def _listing(data: bytes) -> tuple[list[str], bytes, bytes]:
    """(member names, the `mimetype` member, the OpenDocument manifest) of a zip; nothing of a broken or huge one."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 16:
        return [], b"", b""
    entries = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if entries > MAX_MEMBERS or size > MAX_LISTING:
        return [], b"", b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype, manifest = (_first_bytes(archive, name) for name in ("mimetype", "META-INF/manifest.xml"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return [], b"", b""
    return names, mimetype, manifest


def _first_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    try:
        with archive.open(name) as member:
            return member.read(2**16)
    except Exception:  # a broken member, whatever the decompressor calls it: then it says nothing
        return b""
