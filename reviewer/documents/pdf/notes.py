"""What a PDF says outside its pages' writing: comments, document properties, filled-in form fields."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from reviewer.documents.pdf.geometry import View
from reviewer.documents.pdf.printed import Char, plain_characters
from reviewer.documents.pdf.sheet import Sheet

SENTENCE = 12  # characters: a shorter property is a name or a key word
MAX_NOTES = 200  # comments of a page looked at
MAX_NOTE = 2_000  # characters kept of one
PROPERTIES = ("Title", "Subject", "Keywords")
FILE_NAME = re.compile(
    r"^(Microsoft Word|PowerPoint)|\.(docx?|wps|html?|pdf|pptx?|txt|indd|cdr|md|rtf|odt|tex|xlsx?)\W*$|^\S+$(?<![\u4e00-\u9fff，。！])",
    re.I,
)
CONTROL = re.compile(r"[\x00-\x1f\ud800-\udfff]+")


def read_properties(pdf: Any, shown: str) -> list[tuple[str, str]]:
    """Document properties that read like sentences and aren't in the `shown` text (a title), as (quote, how)."""
    texts = (_clean(pdf.get_metadata_value(key)) for key in PROPERTIES)
    squeezed = "".join(shown.split())
    said = [text for text in texts if len(text) >= SENTENCE and not FILE_NAME.search(text)]
    return [(text, "文档属性") for text in dict.fromkeys(said) if "".join(text.split()) not in squeezed]


def read_notes(page: Any, sheet: Sheet, form: Any) -> list[tuple[str, str]]:
    """Comments of a page as (quote, how). Values of form fields, which a reader sees, join the characters of `sheet`."""
    import pypdfium2.raw as pdfium

    notes: list[tuple[str, str]] = []
    view = View(page)
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
            sheet.fields += _field(note, form.raw, view)
        elif kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_WIDGET):
            text = _string(partial(pdfium.FPDFAnnot_GetStringValue, note, b"Contents"))
            if text:
                notes.append((text, "批注"))
        pdfium.FPDFPage_CloseAnnot(note)
    return notes


def _field(note: Any, form: Any, view: View) -> list[Char]:
    """The value of a form field for text or choice, as wide as the field."""
    import pypdfium2.raw as pdfium

    written = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
    if pdfium.FPDFAnnot_GetFormFieldType(form, note) not in written:
        return []
    value, rect = _string(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, note)), pdfium.FS_RECTF()
    if not value or not pdfium.FPDFAnnot_GetRect(note, rect):
        return []
    box = view.area(rect.left, rect.bottom, rect.right, rect.top)
    return [Char(value, box.x0, box.x1, box.top, box.bottom)]


def _string(read: Callable[[Any, int], int]) -> str:
    """A text PDFium writes into a buffer as UTF-16, cut to MAX_NOTE characters."""
    import pypdfium2.raw as pdfium

    size = read(None, 0)
    if not 2 < size < 4_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return _clean(buffer.raw[: size - 2].decode("utf-16-le", "ignore"))


def _clean(text: str) -> str:
    return plain_characters(CONTROL.sub(" ", text))[:MAX_NOTE].strip()
