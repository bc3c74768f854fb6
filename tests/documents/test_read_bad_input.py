"""Every kind of file that can't be read ends in one line that says what, where, and what to do."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest

from reviewer.config import Settings
from reviewer.documents import read_draft
from reviewer.documents.pieces import Unreadable
from reviewer.documents.sandbox import PACKAGE_PARENT, read_apart
from reviewer.errors import DraftError, UsageError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 200


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def word_bytes(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_document_xml(data: bytes) -> bytes:
    """A proper .docx whose main part is `data`."""
    source, target = zipfile.ZipFile(io.BytesIO(word_bytes("x"))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, data if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def failure(path: Path, settings: Settings) -> DraftError:
    began = time.perf_counter()
    with pytest.raises(DraftError) as caught:
        read_draft(path, settings=settings)
    assert time.perf_counter() - began < 10
    error = caught.value
    assert error.chinese.startswith(path.name + "：") and error.english.startswith(path.name + ": ")
    assert "\n" not in error.chinese and "\n" not in error.english and "Traceback" not in error.english
    return error


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.txt", b"", "文件是空的"),
        ("空.docx", b"", "文件是空的"),
        ("旧.doc", OLE + utf16("WordDocument"), "另存为 .docx"),
        ("旧.wps", OLE, "另存为 .docx"),
        ("表.xlsx", b"PK\x03\x04", "可读的格式有 .txt、.md、.docx、.pdf"),
        ("课件.pptx", b"PK\x03\x04", "可读的格式有"),
        ("照片.jpg", JPEG, "录入或识别"),
        ("无后缀", b"abc", "文件名没有后缀"),
        ("改名.docx", JPEG, "这其实是照片（JPEG）"),
        ("改名.docx", PNG, "这其实是图片（PNG）"),
        ("改名.pdf", PNG, "这其实是图片（PNG）"),
        ("改名.txt", JPEG, "这其实是照片（JPEG）"),
        ("改名.docx", OLE + utf16("WordDocument"), "旧版 Word/WPS 文档（.doc）"),
        ("改名.docx", OLE + utf16("Workbook"), "旧版 Excel 表格（.xls）"),
        ("改名.docx", OLE + utf16("PowerPoint Document"), "旧版 PowerPoint 演示（.ppt）"),
        ("加密.docx", OLE + utf16("EncryptedPackage") + utf16("EncryptionInfo"), "加了打开密码"),
        ("改名.docx", b"%PDF-1.4 ...", "请把后缀改回 .pdf"),
        ("改名.docx", b"{\\rtf1\\ansi hello}", "RTF 文档"),
        ("改名.docx", b"<html><body>hi</body></html>", "网页或 XML"),
        ("改名.docx", "一段纯文本，不是 Word。".encode(), "内容不是 .docx 格式"),
        ("改名.pdf", zipped(word__document_xml=b"<x/>"), "请把后缀改回 .docx"),
        ("改名.txt", zipped(word__document_xml=b"<x/>"), "请把后缀改回 .docx"),
        ("改名.docx", zipped(xl__workbook_xml=b"<x/>"), "Excel 表格"),
        ("改名.docx", zipped(ppt__presentation_xml=b"<x/>"), "PowerPoint 演示"),
        ("改名.docx", zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        ("改名.docx", zipped(readme=b"hello"), "压缩包，不是 Word 文档"),
        ("断.docx", word_bytes("一份教案")[:3000], "已损坏"),
        ("断.docx", b"PK\x03\x04" + b"\x00" * 300, "已损坏"),
        ("坏.docx", with_document_xml(b"<w:document><oops"), "已损坏"),
        ("无正文.docx", with_document_xml(b"<document/>"), "已损坏"),
        ("断.pdf", b"%PDF-1.5\n1 0 obj<</Type/Catalog", ("已损坏", "没有文字")),
        ("二进制.txt", bytes(range(256)) * 20, "不是文本文件"),
        ("二进制.md", os.urandom(4000), "不是文本文件"),
        ("英文.txt", b"A lesson plan in English only. " * 10, "只找到 0 个汉字"),
        ("短.txt", "教案一份。".encode(), "只找到 4 个汉字"),
        ("英文.docx", word_bytes("A lesson plan in English only."), "只找到 0 个汉字"),
    ],
)
def test_what_is_wrong_is_named_with_a_cure(tmp_path, settings, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    error = failure(path, settings)
    assert any(word in error.chinese for word in ([says] if isinstance(says, str) else says)), error.chinese
    assert "请" in error.chinese


def test_missing_file_and_folder(tmp_path, settings):
    assert "找不到" in failure(tmp_path / "没有.docx", settings).chinese
    folder = tmp_path / "文件夹.docx"
    folder.mkdir()
    assert "文件夹" in failure(folder, settings).chinese


def test_a_file_over_the_upload_limit_is_not_read(tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(30 * 2**20)
    error = failure(path, Settings(data_dir=tmp_path, max_upload_mb=20))
    assert "30.0 MB" in error.chinese and "20 MB" in error.chinese


def test_a_zip_bomb_is_refused_by_its_declared_size(tmp_path, settings):
    path = tmp_path / "炸弹.docx"
    path.write_bytes(with_document_xml(b"<a>" + b"0" * (30 * 2**20) + b"</a>"))
    assert path.stat().st_size < 100_000
    assert "压缩炸弹" in failure(path, settings).chinese


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path, settings):
    """The directory says 1,000 bytes; what comes out is not what was declared."""
    size = 30 * 2**20
    data = with_document_xml(b"<a>" + b"0" * (size - 7) + b"</a>")
    path = tmp_path / "谎报.docx"
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert any(word in failure(path, settings).chinese for word in ("已损坏", "压缩炸弹"))


def test_entities_are_never_resolved(tmp_path, settings):
    secret = tmp_path / "secret.txt"
    secret.write_text("不该出现的内容")
    w = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    text = "学生能够正确计算圆的面积并解决实际问题，发展推理意识。"
    xml = (
        f"<!DOCTYPE d [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><w:document {w}><w:body><w:p><w:r><w:t>{text}&x;"
        "</w:t></w:r></w:p></w:body></w:document>"
    )
    path = tmp_path / "实体.docx"
    path.write_bytes(with_document_xml(xml.encode()))
    assert "不安全的 XML" in failure(path, settings).chinese


def test_too_many_pages_and_too_much_text(tmp_path, settings, make_pdf, pdf_page):
    document = docx.Document()
    for number in range(200):
        document.add_paragraph(f"第{number}页的内容。")
        document.add_page_break()
    document.save(str(tmp_path / "长.docx"))
    assert "超过 150 页" in failure(tmp_path / "长.docx", settings).chinese
    pdf = make_pdf(*(pdf_page().text(72, 700, "第一页") for _ in range(200)), name="长.pdf")
    assert "200 页，超过 150 页" in failure(pdf, settings).chinese
    text = tmp_path / "长.txt"
    text.write_text("教学过程。" * 50_000, encoding="utf-8")
    assert "250000 字，超过 200000 字" in failure(text, settings).chinese


def test_a_document_of_pictures_alone_says_so(tmp_path, settings):
    from PIL import Image

    picture = tmp_path / "a.png"
    Image.new("RGB", (20, 20)).save(picture)
    document = docx.Document()
    document.add_picture(str(picture))
    document.save(str(tmp_path / "图.docx"))
    assert "只有 1 张图片" in failure(tmp_path / "图.docx", settings).chinese


def test_deeply_nested_tables_end_in_a_message(tmp_path, settings):
    w = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    deep = 2000
    xml = (
        f"<w:document {w}><w:body>{'<w:tbl><w:tr><w:tc>' * deep}<w:p/>{'</w:tc></w:tr></w:tbl>' * deep}"
        "</w:body></w:document>"
    )
    path = tmp_path / "深.docx"
    path.write_bytes(with_document_xml(xml.encode()))
    assert failure(path, settings).chinese.startswith("深.docx")


def test_the_reading_process_is_stopped_when_time_is_up(tmp_path):
    path = tmp_path / "教案.docx"
    path.write_bytes(word_bytes("学生能够正确计算圆的面积。"))
    began = time.perf_counter()
    with pytest.raises(Unreadable) as caught:
        read_apart(path, wall=0.01)
    assert "太久" in caught.value.chinese and time.perf_counter() - began < 2


def test_the_reading_process_has_a_memory_limit():
    code = (
        "from reviewer.documents.worker import limit_resources\n"
        "limit_resources()\n"
        "try:\n    data = bytearray(900 * 2**20)\nexcept MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE_PARENT)
    if sys.platform != "darwin":
        assert done.stdout.strip() == "refused"


def test_a_module_beside_the_file_is_not_imported(tmp_path, settings, monkeypatch):
    (tmp_path / "lxml.py").write_text("raise SystemExit('imported')")
    path = tmp_path / "教案.docx"
    path.write_bytes(word_bytes("学生能够正确计算圆的面积并解决实际问题，发展推理意识。"))
    monkeypatch.chdir(tmp_path)
    assert read_draft(path, settings=settings).text.startswith("学生")


def test_kind_is_checked(tmp_path, settings, lesson_text):
    path = tmp_path / "教案.txt"
    path.write_text(lesson_text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_draft(path, settings=settings, kind="poem")
    given = read_draft(path, settings=settings, kind="homework").kind
    assert (given.value, given.confidence) == ("homework", 1.0)


def test_every_malformed_file_gives_a_draft_or_a_message(shared, settings):
    """All .docx of the test sets of other readers, and every tenth of the rest, to keep the run short."""
    files = sorted(path for path in (shared / "malformed").rglob("*") if path.is_file())
    chosen = [p for i, p in enumerate(files) if ("fuzz" in p.name and p.suffix == ".docx") or i % 10 == 0]
    assert len(chosen) > 15
    for path in chosen:
        began = time.perf_counter()
        try:
            assert read_draft(path, settings=settings).text
        except DraftError as error:
            assert "\n" not in error.chinese
        assert time.perf_counter() - began < 10, path.name
