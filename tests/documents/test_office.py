"""Old Office, WPS, RTF, OpenDocument files and web pages, by the real LibreOffice where it is installed."""

from __future__ import annotations

import http.server
import subprocess
import threading
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from reviewer.documents import office, read_draft
from reviewer.documents.limits import Limits
from reviewer.documents.office import find_office
from reviewer.errors import DraftError

SENTENCE = "学生能够正确计算圆的面积并解决实际问题，发展推理意识。"
NEEDS_OFFICE = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
PAGE = (
    "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body><h1>圆的面积</h1>"
    f"<p>{SENTENCE}</p><table><tr><td>教师活动</td><td>学生活动</td></tr><tr><td>出示问题</td><td>动手操作</td></tr>"
    "</table></body></html>"
)
MHT = (
    "From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
    "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> dict[str, bytes]:
    """One lesson with a table, saved by LibreOffice as .doc, .rtf, .odt and Word 2003 XML."""
    folder = tmp_path_factory.mktemp("saved")
    document = docx.Document()
    document.add_heading("圆的面积", 1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(2, 2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells],
        ["教师活动", "学生活动", "出示问题", "动手操作"],
        strict=True,
    ):
        cell.text = words
    document.add_paragraph("课后反思：略。")  # LibreOffice loses the table that ends a .doc when it writes one
    document.save(str(folder / "a.docx"))
    formats = {
        ".doc": "doc:MS Word 97",
        ".rtf": "rtf:Rich Text Format",
        ".odt": "odt:writer8",
        ".xml": "xml:MS Word 2003 XML",
    }
    for writes in formats.values():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(find_office()), profile, "--headless", "--convert-to", writes, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return {suffix: (folder / f"a{suffix}").read_bytes() for suffix in formats}


@NEEDS_OFFICE
@pytest.mark.parametrize(
    ("name", "made", "warning"),
    [
        ("教案.wps", ".doc", None),
        ("教案.rtf", ".rtf", None),
        ("教案.doc", ".rtf", "后缀是 .doc，其实是RTF 文档"),
        ("教案.odt", ".odt", None),
        ("教案.doc", ".xml", "后缀是 .doc，其实是Word 2003 XML 文档"),
        ("教案.docx", ".doc", "后缀是 .docx，其实是旧版 Word/WPS 文档"),
    ],
)
def test_what_libreoffice_can_open_is_read_with_its_tables(tmp_path, settings, saved, name, made, warning):
    path = tmp_path / name
    path.write_bytes(saved[made])
    draft = read_draft(path, settings=settings)
    assert draft.text.split("\n") == [
        "圆的面积",
        SENTENCE,
        "教师活动 | 学生活动",
        "出示问题 | 动手操作",
        "课后反思：略。",
    ]
    assert [block.column_title for block in draft.blocks[-3:-1]] == ["教师活动", "学生活动"]
    assert [note.startswith(warning) for note in draft.warnings] == ([True] if warning else [])


@NEEDS_OFFICE
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("教案.html", PAGE.encode("gb2312")),
        ("教案.doc", PAGE.encode("gb2312")),
        ("教案.doc", (MHT + PAGE + "\r\n--xx--\r\n").encode("gb2312")),
    ],
)
def test_web_pages_also_under_the_name_of_a_word_file(tmp_path, settings, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    lines = read_draft(path, settings=settings).text.split("\n")
    assert lines[:2] == ["圆的面积", SENTENCE] and lines[-2:] == ["教师活动 | 学生活动", "出示问题 | 动手操作"]


class Listener(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *args) -> None:
        pass


@pytest.fixture
def listener():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def linked_odt(path: Path, *, section: str, picture: str) -> Path:
    spaces = " ".join(
        f'xmlns:{short}="{space}"'
        for short, space in {
            "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
            "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
            "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
            "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
            "xlink": "http://www.w3.org/1999/xlink",
        }.items()
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:text><text:p>{SENTENCE}</text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{section}" text:filter-name="Text"/><text:p>旧'
        '</text:p></text:section><text:p><draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{picture}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        "</draw:frame></text:p></office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


@NEEDS_OFFICE
def test_links_to_the_network_and_to_local_files_are_not_followed(tmp_path, listener, monkeypatch):
    """With the network left open, so that the profile alone has to hold."""
    from reviewer.documents import sandbox

    (tmp_path / "launched.py").write_text(
        "from reviewer.documents import launcher\nlauncher.leave_network = lambda: True\nlauncher.main()\n"
    )
    monkeypatch.setattr(sandbox, "LAUNCHER", "launched")
    monkeypatch.setattr(sandbox, "PACKAGE_PARENT", f"{sandbox.PACKAGE_PARENT}:{tmp_path}")
    (tmp_path / "secret.txt").write_text("机密")
    Image.new("RGB", (40, 40), "red").save(tmp_path / "secret.png")
    outside = f"http://127.0.0.1:{listener.server_port}"
    web_page = (
        f"<html><head><link rel=stylesheet href='{outside}/a.css'></head><body><p>{SENTENCE}</p><img src='{outside}/b.png'>"
        f"<img src='{(tmp_path / 'secret.png').as_uri()}'><iframe src='{(tmp_path / 'secret.txt').as_uri()}'></iframe>"
    )
    linked = linked_odt(
        tmp_path / "a.odt", section=(tmp_path / "secret.txt").as_uri(), picture=(tmp_path / "secret.png").as_uri()
    )
    remote = linked_odt(tmp_path / "b.odt", section=f"{outside}/c.txt", picture=f"{outside}/d.png")
    cases = {"html": web_page.encode(), "odt": linked.read_bytes()}
    for number, (kind, data) in enumerate([*cases.items(), ("odt", remote.read_bytes())]):
        folder = tmp_path / str(number)
        folder.mkdir()
        with zipfile.ZipFile(office.convert(data, kind, folder, chinese="x", english="x")) as made:
            text = made.read("word/document.xml").decode()
            assert SENTENCE in text and "机密" not in text
            assert not [name for name in made.namelist() if "media" in name]
    assert listener.asked == []


@NEEDS_OFFICE
def test_a_conversion_is_stopped_when_time_or_memory_is_up(tmp_path, settings, saved, monkeypatch):
    path = tmp_path / "教案.doc"
    path.write_bytes(saved[".doc"])
    monkeypatch.setattr(office, "OFFICE", Limits(640 * 2**20, 10, 0.2, 2**26))
    with pytest.raises(DraftError, match="太久"):
        read_draft(path, settings=settings)
    monkeypatch.setattr(office, "OFFICE", Limits(60 * 2**20, 10, 10, 2**26))
    with pytest.raises(DraftError, match=r"内存太多|已损坏"):
        read_draft(path, settings=settings)


@NEEDS_OFFICE
def test_what_libreoffice_cannot_open_is_told(tmp_path, settings):
    path = tmp_path / "坏.doc"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\x00" * 2000)
    with pytest.raises(DraftError, match=r"坏\.doc：.*LibreOffice 打不开.*另存为 \.docx"):
        read_draft(path, settings=settings)
    path = tmp_path / "空.mht"
    path.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello")
    with pytest.raises(DraftError, match="没有网页"):
        read_draft(path, settings=settings)


def test_without_libreoffice_the_message_says_how_to_get_it(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "USUAL_PLACES", ())
    path = tmp_path / "教案.wps"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    with pytest.raises(DraftError, match=r"没有找到.*apt install libreoffice-writer-nogui.*另存为 \.docx"):
        read_draft(path, settings=settings)


def test_writer_without_impress_is_named(tmp_path, settings, monkeypatch):
    program = tmp_path / "program" / "soffice"
    program.parent.mkdir()
    for file in (program, program.parent / "libswlo.so"):
        file.write_bytes(b"")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    path = tmp_path / "课件.ppt"
    path.write_bytes(OLE + "PowerPoint Document".encode("utf-16-le"))
    with pytest.raises(DraftError, match=r"演示.*libreoffice-impress-nogui.*另存为 \.pptx"):
        read_draft(path, settings=settings)
