"""Builders of small files; the real readers run on them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

LESSON = (
    "《圆的面积》教学设计\n一、教学目标\n学生经历圆的面积公式的推导过程，能正确计算圆的面积。\n"
    "二、教学过程\n（一）情境导入（5分钟）\n出示草坪喷水图，学生提出数学问题。\n"
)


@pytest.fixture
def lesson_text() -> str:
    return LESSON


class PdfPage:
    """Text and rules of one page; y counts from the bottom, as PDF does."""

    def __init__(self) -> None:
        self.code: list[bytes] = []

    def text(self, x: float, y: float, words: str, *, size: float = 12, grey: float = 0) -> PdfPage:
        hexed = words.encode("utf-16-be").hex()
        self.code.append(f"{grey} g BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{hexed}> Tj ET".encode())
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        self.code.append(f"0 G {x0} {y0} m {x1} {y1} l S".encode())
        return self

    def grid(self, xs: list[float], ys: list[float]) -> PdfPage:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self


def write_pdf(path: Path, pages: list[PdfPage]) -> Path:
    """A PDF by hand: a Chinese font named but not embedded, text in UCS-2."""
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come first
    objects.append(b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>"
    )
    objects.append(
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>"
    )
    kids = []
    for page in pages:
        code = zlib.compress(b"\n".join(page.code))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(code), code))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(bytes(out))
    return path


@pytest.fixture
def pdf_page() -> type[PdfPage]:
    return PdfPage


@pytest.fixture
def make_pdf(tmp_path: Path):
    def make(*pages: PdfPage, name: str = "教案.pdf") -> Path:
        return write_pdf(tmp_path / name, list(pages))

    return make


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "a": f"{DRAWING}/main",
        "c": f"{DRAWING}/chart",
        "pic": f"{DRAWING}/picture",
        "dgm": f"{DRAWING}/diagram",
        "wp": f"{DRAWING}/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "dc": "http://purl.org/dc/elements/1.1/",
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    }.items()
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PLACES = {"image": "media/image{}.png", "chart": "charts/chart{}.xml", "diagramData": "diagrams/data{}.xml"}


def write_docx(path: Path, body: str, **parts: str | bytes) -> Path:
    """A .docx by hand from the XML of its body. A part is named like its relationship, with a number where there
    may be several (header1, image2; this name is also its id); `core` and `custom` are document properties.
    Parts are given as what stands inside their root element, pictures as bytes."""
    related = f"Type='{OFFICE}/relationships"
    inner, outer = [], [f"<Relationship Id='d' {related}/officeDocument' Target='word/document.xml'/>"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, data in parts.items():
            kind, number = name.rstrip("0123456789"), name.lstrip("abcdefghijklmnopqrstuvwxyzD") or "1"
            if kind in ("core", "custom"):
                outer.append(
                    f"<Relationship Id='{name}' {related}/metadata/{kind}-properties' Target='docProps/{kind}.xml'/>"
                )
                archive.writestr(f"docProps/{kind}.xml", f"<cp:root {SPACES}>{data}</cp:root>")
                continue
            target = PLACES.get(kind, f"{kind}{{}}.xml").format(number)
            inner.append(f"<Relationship Id='{name}' {related}/{kind}' Target='{target}'/>")
            archive.writestr(f"word/{target}", data if isinstance(data, bytes) else f"<w:root {SPACES}>{data}</w:root>")
        archive.writestr("_rels/.rels", f"<Relationships xmlns='{RELATIONS}'>{''.join(outer)}</Relationships>")
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships xmlns='{RELATIONS}'>{''.join(inner)}</Relationships>"
        )
    return path


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    def make(body: str, *, name: str = "教案.docx", **parts: str | bytes) -> Path:
        return write_docx(tmp_path / name, body, **parts)

    return make
