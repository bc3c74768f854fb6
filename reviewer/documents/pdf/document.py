"""A PDF with text → pieces in reading order: paragraphs re-joined, ruled tables as cells, page by page."""

from __future__ import annotations

import logging
import re
from collections import Counter as Tally
from pathlib import Path
from typing import Any

from reviewer.documents import limits
from reviewer.documents.pdf.printed import Char, PrintedLine, find_lines, join_paragraphs, plain_characters
from reviewer.documents.pieces import Counter, Extract, Piece, Unreadable, unstack

BROKEN = (
    "PDF 文件已损坏，读不出来。请重新导出 PDF，或改传 Word 文档。",
    "the PDF is broken. Export it again or upload the Word file.",
)
LOCKED = (
    "PDF 加了打开密码。请去掉密码后另存，再上传。",
    "the PDF needs a password. Save it without one and upload again.",
)
SCAN = (
    "PDF 里没有文字，像是扫描件或照片。请用文字识别（OCR）转成 Word，或上传原来的 Word 文档。",
    "the PDF holds no text; it seems to be a scan. Convert it with OCR or upload the original Word file.",
)
UNMAPPED = (
    "PDF 的字体没有文字编码，读出来是乱码。请上传原来的 Word 文档，或重新导出 PDF。",
    "the fonts of the PDF carry no text encoding. Upload the Word file or export the PDF again.",
)
PAGE_NUMBER = re.compile(r"[-—–~·\s]*(?:第\s*)?\d{1,4}\s*页?\s*(?:[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–~·\s]*")
EDGE = 0.08  # of the page height: where running headers and page numbers stand
TINY = 1.0  # points
MAX_CID = 0.3  # share of characters without a code above which the text is useless
MAX_RULES = 4_000  # drawn lines on a page above which it is a drawing and not a table
MAX_PAGE_CHARS = 30_000


def read_pdf(path: Path) -> Extract:
    """The pieces and warnings of the PDF at `path`. Raises Unreadable."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path, password="") as pdf:
            return PdfReader().read(pdf)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever a broken object leads to
        causes = [error, error.__cause__, error.__context__, *error.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise Unreadable(*LOCKED) from error
        raise Unreadable(*BROKEN) from error


class PdfReader:
    """Walks the pages of one document and collects its pieces."""

    def __init__(self) -> None:
        self.extract = Extract()
        self.tables = Counter()
        self.open_table: tuple[int, int, int] | None = None  # table, rows, columns: may go on overleaf
        self.chars = 0
        self.unmapped = 0
        self.empty: list[int] = []

    def read(self, pdf: Any) -> Extract:
        """Read all pages of an opened PDF."""
        pages = len(pdf.pages)
        if pages > limits.MAX_PAGES:
            raise Unreadable(
                f"PDF 有 {pages} 页，超过 {limits.MAX_PAGES} 页的上限。请只保留一节课或一份作业。",
                f"{pages} pages, over the limit of {limits.MAX_PAGES}. Keep one lesson or one sheet.",
            )
        for page in pdf.pages:
            before = len(self.extract.pieces)
            self._page(page)
            if len(self.extract.pieces) == before:
                self.empty.append(page.page_number)
            page.close()  # pdfplumber keeps every object of a page until told
        return self._finished(pages)

    def _finished(self, pages: int) -> Extract:
        if len(self.empty) == pages:
            raise Unreadable(*SCAN)
        if self.unmapped > MAX_CID * self.chars:
            raise Unreadable(*UNMAPPED)
        if self.empty:
            shown = "、".join(map(str, self.empty[:10])) + (" 等" if len(self.empty) > 10 else "")
            self.extract.warnings.append(f"第 {shown} 页没有文字（可能是图片），未读取。")
        _mark_running_headers(self.extract.pieces, pages)
        return self.extract

    def _page(self, page: Any) -> None:
        chars = self._visible(page)
        self.chars += len(chars)
        self.unmapped += sum(char.text.startswith("(cid:") for char in chars)
        if self.chars > limits.MAX_CHARS or len(chars) > MAX_PAGE_CHARS:
            raise Unreadable(
                f"全文超过 {limits.MAX_CHARS} 字。请只保留一节课或一份作业。",
                f"more than {limits.MAX_CHARS} characters; keep one lesson or one sheet.",
            )
        grids = _ruled_tables(page)
        inside = {id(char) for grid in grids for char in chars if _holds(grid.bbox, char)}
        lines = find_lines(char for char in chars if id(char) not in inside)
        height, number = float(page.height), page.page_number
        lines = [line for line in lines if not _is_page_number(line, height)]
        for grid in sorted(grids, key=lambda grid: grid.bbox[1]):
            above = [line for line in lines if line.top < grid.bbox[1]]
            self._paragraphs(above, number)
            lines = lines[len(above) :]
            self._grid(grid, [char for char in chars if _holds(grid.bbox, char)], number)
        self._paragraphs(lines, number)

    def _visible(self, page: Any) -> list[Char]:
        """The characters a reader sees; white and tiny ones go to `hidden`, slanted watermarks are left out."""
        filled = [rect for rect in page.rects if rect.get("fill") and not _is_white(rect.get("non_stroking_color"))]
        filled += page.images
        chars: list[Char] = []
        hidden = {"白色文字": "", "极小字号": ""}
        for raw in page.chars:
            text = plain_characters(raw["text"])
            char = Char(text, *(float(raw[key]) for key in ("x0", "x1", "top", "bottom")))
            tiny = float(raw.get("size") or 10) <= TINY
            if tiny or (_is_white(raw.get("non_stroking_color")) and not any(_over(rect, char) for rect in filled)):
                hidden["极小字号" if tiny else "白色文字"] += text
            elif raw.get("upright", True) and text:
                chars.append(char)
        self.extract.hidden += [(quote.strip(), how) for how, quote in hidden.items() if quote.strip()]
        return chars

    def _paragraphs(self, lines: list[PrintedLine], page: int) -> None:
        if not lines:
            return
        self.open_table = None
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        self.extract.pieces += [Piece(text, page=page) for text in join_paragraphs(lines, left, right)]

    def _grid(self, grid: Any, chars: list[Char], page: int) -> None:
        """The cells of a ruled table; one with as many columns as the table the last page ended with goes on."""
        columns = max(len(row.cells) for row in grid.rows)
        table, row_number, of = self.open_table or (0, 0, 0)
        if of != columns or not table:
            table, row_number = next(self.tables), 0
        for row in grid.rows:
            pieces: list[Piece] = []
            for column, box in enumerate(row.cells):
                if box is None:
                    continue  # covered by a merged cell
                lines = find_lines(char for char in chars if _holds(box, char))
                text = unstack("\n".join(join_paragraphs(lines, box[0], box[2] - 5)))
                span = 1
                while column + span < len(row.cells) and row.cells[column + span] is None:
                    span += 1
                pieces.append(Piece(text, " | ", "cell", 0, table, row_number + 1, column, span, page))
            if any(piece.text for piece in pieces):
                row_number += 1
                pieces[0].before = "\n"
                self.extract.pieces += pieces
        self.open_table = (table, row_number, columns)


def _ruled_tables(page: Any) -> list[Any]:
    """Tables drawn with rules that have at least two cells and don't lie within one another."""
    if not 4 <= len(page.edges) <= MAX_RULES:
        return []
    found = [table for table in page.find_tables() if len(table.cells) >= 2]
    return [
        table for table in found if not any(_within(table.bbox, other.bbox) for other in found if other is not table)
    ]


def _within(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3]


def _holds(box: tuple[float, ...], char: Char) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _over(rect: dict[str, Any], char: Char) -> bool:
    return _holds((rect["x0"], rect["top"], rect["x1"], rect["bottom"]), char)


def _is_white(color: Any) -> bool:
    """White in grey, RGB or CMYK as pdfminer gives it; an unknown colour is not white."""
    if isinstance(color, int | float):
        color = (color,)
    if not isinstance(color, list | tuple) or not all(isinstance(part, int | float) for part in color):
        return False
    if len(color) == 4:
        return all(part <= 0.02 for part in color)
    return len(color) in (1, 3) and all(part >= 0.98 for part in color)


def _is_page_number(line: PrintedLine, height: float) -> bool:
    at_edge = line.top > height * (1 - EDGE) or line.bottom < height * EDGE
    return at_edge and bool(PAGE_NUMBER.fullmatch(line.text))


def _mark_running_headers(pieces: list[Piece], pages: int) -> None:
    """A first line repeated on most pages becomes one header piece."""
    if pages < 3:
        return
    first = {piece.page: piece for piece in reversed(pieces) if piece.kind == "paragraph"}
    for text, count in Tally(piece.text for piece in first.values()).items():
        if count * 2 > pages:
            for piece in [piece for piece in first.values() if piece.text == text]:
                pieces.remove(piece)
            pieces.insert(0, Piece(text, kind="header"))
