"""Every kind of file that can't be read ends in one line that says what, where, and what to do."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import docx
import pytest

from reviewer.config import Settings
from reviewer.documents import read_draft
from reviewer.documents.sandbox import patience
from reviewer.errors import DraftError, UsageError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
FIB_LOCKED = b"\xec\xa5\xc1\x00" + b"\x00" * 7 + b"\x01" + b"\x00" * 500  # a FIB with fEncrypted set
ODT = b"application/vnd.oasis.opendocument.text"
CONTENT_TYPES = {"[Content_Types]_xml": b"<x/>"}
SENTENCE = "学生能够正确计算圆的面积并解决实际问题，发展推理意识。"


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
        ("表.xlsx", zipped(xl__workbook_xml=b"<x/>", **CONTENT_TYPES), "Excel 表格"),
        ("改名.docx", zipped(xl__workbook_xml=b"<x/>", **CONTENT_TYPES), "Excel 表格"),
        ("断.xlsx", b"PK\x03\x04", "Excel 表格"),
        ("改名.docx", OLE + utf16("Workbook"), "Excel 表格"),
        ("改名.docx", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "Excel 表格"),
        ("加密.docx", OLE + utf16("EncryptedPackage") + utf16("EncryptionInfo"), "加了打开密码"),
        ("加密.pptx", OLE + utf16("EncryptedPackage"), "加了打开密码"),
        ("加密.doc", OLE + FIB_LOCKED + utf16("WordDocument"), "旧版 Word/WPS 文档（.doc）加了打开密码"),
        ("加密.odt", zipped(mimetype=ODT, **{"META-INF__manifest_xml": b"<encryption-data/>"}), "加了打开密码"),
        ("压缩.rar", b"Rar!\x1a\x07\x00" + b"\x00" * 90, "不是 zip 格式"),
        ("改名.docx", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 90, "不是 zip 格式"),
        ("程序.zip", zipped(**{"META-INF__MANIFEST.MF": b"x"}), "程序或其他压缩包"),
        ("断.docx", word_bytes("一份教案")[:3000], "已损坏"),
        ("断.docx", b"PK\x03\x04" + b"\x00" * 300, "已损坏"),
        ("断.zip", b"PK\x03\x04" + b"\x00" * 300, "压缩包已损坏"),
        ("坏.docx", with_document_xml(b"<w:document><oops"), "已损坏"),
        ("无正文.docx", with_document_xml(b"<document/>"), "已损坏"),
        ("断.pdf", b"%PDF-1.5\n1 0 obj<</Type/Catalog", ("已损坏", "没有文字")),
        ("二进制.txt", bytes(range(256)) * 20, "不是文本文件"),
        ("二进制.md", os.urandom(4000), "不是文本文件"),
        ("二进制.docx", bytes(range(256)) * 20, "内容不是 .docx 格式"),
        ("二进制", bytes(range(256)) * 20, "不是文本文件"),
        ("英文.txt", b"A lesson plan in English only. " * 10, "只找到 0 个汉字"),
        ("短.txt", "教案一份。".encode(), "只找到 4 个汉字"),
        ("英文.docx", word_bytes("A lesson plan in English only."), "只找到 0 个汉字"),
        ("空包.zip", zipped(), "没有可读的教案"),
        ("视频.zip", zipped(**{"课.mp4": b"x"}), "课.mp4（不能读 .mp4 文件）"),
    ],
)
def test_what_is_wrong_is_named_with_a_cure(tmp_path, settings, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    error = failure(path, settings)
    assert any(word in error.chinese for word in ([says] if isinstance(says, str) else says)), error.chinese
    assert "请" in error.chinese


@pytest.mark.parametrize(
    ("name", "data", "warning"),
    [
        ("旧.doc", word_bytes(SENTENCE), "后缀是 .doc，其实是Word 文档（.docx）"),
        ("旧.wps", word_bytes(SENTENCE), "后缀是 .wps，其实是Word 文档（.docx）"),
        ("课.pdf", word_bytes(SENTENCE), "后缀是 .pdf，其实是Word 文档（.docx）"),
        ("课.txt", word_bytes(SENTENCE), "后缀是 .txt，其实是Word 文档（.docx）"),
        ("课.doc", SENTENCE.encode("gb18030"), "后缀是 .doc，其实是纯文本"),
        ("课.docx", SENTENCE.encode(), "后缀是 .docx，其实是纯文本"),
        ("课.xls", SENTENCE.encode(), "后缀是 .xls，其实是纯文本"),
        ("课.docm", word_bytes(SENTENCE), ""),
        ("课.dotx", word_bytes(SENTENCE), ""),
        ("没有后缀", word_bytes(SENTENCE), ""),
        ("没有后缀", SENTENCE.encode("utf-16"), ""),
        ("BM开头.txt", b"BM " + SENTENCE.encode(), ""),
    ],
)
def test_what_a_file_is_its_bytes_say(tmp_path, settings, name, data, warning):
    path = tmp_path / name
    path.write_bytes(data)
    draft = read_draft(path, settings=settings)
    assert draft.text.removeprefix("BM ").strip() == SENTENCE
    assert [note[: len(warning)] for note in draft.warnings] == ([warning] if warning else [])


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
    """Fuzzed .docx and every twelfth of the rest, to keep the run short; `python -m eval malformed` reads them all."""
    files = sorted(path for path in (shared / "malformed").rglob("*") if path.is_file())
    chosen = [p for i, p in enumerate(files) if ("fuzz" in p.name and p.suffix == ".docx") or i % 12 == 0]
    assert len(chosen) > 15
    for path in chosen:
        began = time.perf_counter()
        try:
            assert read_draft(path, settings=settings).text
        except DraftError as error:
            assert "\n" not in error.chinese
        assert time.perf_counter() - began < 20 * patience(), path.name
