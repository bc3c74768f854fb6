"""What a file really is, told from its bytes and not from its name."""

from __future__ import annotations

READABLE = (".txt", ".md", ".docx", ".pdf")
SAVE_AS = "请在 Word/WPS 里打开它，另存为 .docx 再上传"

# (first bytes, what it is in Chinese, in English)
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xd8\xff", "照片（JPEG）", "a JPEG photo"),
    (b"\x89PNG\r\n\x1a\n", "图片（PNG）", "a PNG picture"),
    (b"GIF8", "图片（GIF）", "a GIF picture"),
    (b"BM", "图片（BMP）", "a BMP picture"),
    (b"II*\x00", "扫描图片（TIFF）", "a TIFF picture"),
    (b"MM\x00*", "扫描图片（TIFF）", "a TIFF picture"),
    (b"RIFF", "图片或音视频（RIFF）", "a RIFF picture or sound"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive"),
    (b"MIME-Version:", "网页存档（MHT）", "a web archive"),
)
PICTURES = ("照片", "图片", "扫描图片")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


# Stream names in the directory of an old Office container; EncryptedPackage first: it holds any of the others.
OLE_KINDS: tuple[tuple[bytes, str, str, str], ...] = (
    (_utf16("EncryptedPackage"), "encrypted", "加了打开密码的 Office 文件", "an encrypted Office file"),
    (_utf16("WordDocument"), "doc", "旧版 Word/WPS 文档（.doc）", "an old Word document (.doc)"),
    (_utf16("Workbook"), "xls", "旧版 Excel 表格（.xls）", "an old Excel workbook (.xls)"),
    (_utf16("Book"), "xls", "旧版 Excel 表格（.xls）", "an old Excel workbook (.xls)"),
    (_utf16("PowerPoint Document"), "ppt", "旧版 PowerPoint 演示（.ppt）", "an old PowerPoint file (.ppt)"),
)


def cure_for(kind: str) -> tuple[str, str]:
    """What to do with a file of this kind, in Chinese and English."""
    if kind in ("doc", "rtf", "html", "odt"):
        return f"{SAVE_AS}。", "Open it in Word or WPS, save as .docx."
    if kind == "encrypted":
        return (
            "请先在 Word/WPS 里去掉打开密码，另存后再上传。",
            "Remove the password in Word or WPS and save again.",
        )
    if kind == "picture":
        return "请把文字录入或识别成 Word 文档再上传。", "Type or OCR the text into a Word file first."
    return (
        "请上传教案或作业本身（.docx、.pdf、.txt、.md）。",
        "Upload the draft itself (.docx .pdf .txt .md).",
    )


def real_kind(data: bytes) -> tuple[str, str, str]:
    """(kind, Chinese, English): kind is text, pdf, zip, or one that can't be read (doc, encrypted, picture …)."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return "zip", "压缩包", "a zip archive"
    if data.startswith(OLE):
        for mark, kind, chinese, english in OLE_KINDS:
            if mark in data:
                return kind, chinese, english
        return "ole", "旧版 Office 文件", "an old Office file"
    if b"%PDF-" in data[:1024]:
        return "pdf", "PDF 文件", "a PDF file"
    for magic, chinese, english in MAGIC:
        if data.startswith(magic) and not _is_text_like(magic, data):
            kind = "picture" if chinese.startswith(PICTURES) else "rtf" if "RTF" in chinese else "other"
            return kind, chinese, english
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "picture", "照片（HEIC）", "a HEIC photo"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<?mso")):
        return "html", "网页或 XML 文件", "a web page or XML file"
    return "text", "文本文件", "a text file"


def _is_text_like(magic: bytes, data: bytes) -> bool:
    """Whether a two-letter magic such as BM just begins a text."""
    return magic in (b"BM", b"RIFF", b"MIME-Version:") and b"\x00" not in data[:64]
