"""A PDF → pieces in reading order: paragraphs re-joined, tables as cells, page by page; pages without text as scans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reviewer.documents import limits
from reviewer.documents.pdf import notes, scans, visible
from reviewer.documents.pdf.composing import Composer, Leaf
from reviewer.documents.pdf.geometry import Box
from reviewer.documents.pdf.sheet import Sheet, read_sheet
from reviewer.documents.pieces import Extract, Piece, Unreadable

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
PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
MAX_GARBLED = 0.3  # share of all characters on pages whose fonts give no text
MAX_PAGE_CHARS = 30_000
MAX_HIDDEN = 200
FEW = 30  # characters on a scanned page: a stamp or a page number, not its text
FEW_LAYER = 10  # recognised characters under which a page is better recognised anew
LARGE = 0.25  # of the page: a picture worth recognising
CHECK_SECONDS = 2.0  # of CPU for rendering pages to see what shows


def read_pdf(path: Path, exchange: Path | None = None) -> Extract:
    """The pieces, hidden text and warnings of the PDF at `path`.

    With an `exchange` folder, pages and large pictures without text are written there as PNG and named in `scans`, 30
    at most. Raises Unreadable.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(*(LOCKED if error.err_code == PASSWORD_ERROR else BROKEN)) from error
    try:
        return PdfReader(pdf, exchange).read()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(*BROKEN) from error
    finally:
        pdf.close()


class PdfReader:
    """Walks the pages of one document twice: what is on each, then how it reads."""

    def __init__(self, pdf: Any, exchange: Path | None) -> None:
        self.pdf = pdf
        self.exchange = exchange
        pdf.init_forms()  # before any page is loaded, or form fields have no values
        self.extract = Extract()
        self.chars = 0
        self.garbled = 0
        self.seconds = 0.0
        self.pictures = 0
        self.unread: list[int] = []  # pages without text, no exchange folder
        self.too_many: list[int] = []  # pages without text beyond MAX_SCANS
        self.layered: list[int] = []

    def read(self) -> Extract:
        """The whole document."""
        count = len(self.pdf)
        if not count:
            raise Unreadable(*BROKEN)
        if count > limits.MAX_PAGES:
            raise Unreadable(
                f"PDF 有 {count} 页，超过 {limits.MAX_PAGES} 页的上限。请只保留一节课或一份作业。",
                f"{count} pages, over the limit of {limits.MAX_PAGES}. Keep one lesson or one sheet.",
            )
        leaves = [self._leaf(index) for index in range(count)]
        if self.exchange is None and self.garbled > MAX_GARBLED * self.chars:
            raise Unreadable(*UNMAPPED)
        self.extract.pieces, self.extract.scans = Composer().compose(leaves)
        if not (self.extract.pieces or self.extract.scans):
            raise Unreadable(*SCAN)
        self._add_watermarks(leaves)
        self.extract.hidden += notes.read_properties(self.pdf, "".join(piece.text for piece in self.extract.pieces))
        del self.extract.hidden[MAX_HIDDEN:]
        self._warn()
        return self.extract

    def _leaf(self, index: int) -> Leaf:
        page = self.pdf[index]
        try:
            sheet = read_sheet(page, index + 1, MAX_PAGE_CHARS + 1)
            self.chars += len(sheet.glyphs)
            if self.chars > limits.MAX_CHARS or len(sheet.glyphs) > MAX_PAGE_CHARS:
                raise Unreadable(
                    f"全文超过 {limits.MAX_CHARS} 字。请只保留一节课或一份作业。",
                    f"more than {limits.MAX_CHARS} characters; keep one lesson or one sheet.",
                )
            comments = notes.read_notes(page, sheet, self.pdf.formenv)
            seen = visible.see(sheet, self._shown(page, sheet))
            self.extract.hidden += seen.hidden + comments
            leaf = Leaf(sheet.number, sheet.width, sheet.height, seen.chars + sheet.fields, seen.turned)
            leaf.across, leaf.down, leaf.watermark = sheet.drawing.across, sheet.drawing.down, seen.watermark
            self._scan(page, sheet, seen, leaf)
            return leaf
        finally:
            page.close()

    def _shown(self, page: Any, sheet: Sheet) -> Any:
        """The page as rendered, to compare with its text, as long as the time for this lasts."""
        import time

        visible_text = any(glyph.ink.mode not in visible.INVISIBLE_MODES for glyph in sheet.glyphs)
        if not visible_text or self.seconds > CHECK_SECONDS or not scans.can_render(page):
            return None
        before = time.process_time()
        shown = scans.render_small(page)
        self.seconds += time.process_time() - before
        return shown

    def _scan(self, page: Any, sheet: Sheet, seen: visible.Seen, leaf: Leaf) -> None:
        """Decide whether the page's text is its own, a recognised layer, or still to be recognised."""
        if not scans.can_render(page):
            return
        written = sum(not char.text.isspace() for char in leaf.chars)
        scanned = visible.is_scanned(sheet)
        layer = len(seen.layer) >= FEW_LAYER and not visible.is_garbled(seen.layer, sheet.unmapped)
        if scanned and written < FEW and layer:
            leaf.chars = leaf.chars + seen.layer
            self.layered.append(sheet.number)
            return
        garbled = visible.is_garbled(leaf.chars, sheet.unmapped)
        self.garbled += written if garbled else 0
        if not written or (self.exchange and (garbled or (scanned and written < FEW))):
            self._offer_page(page, sheet, leaf)
        elif self.exchange:
            for box in _large_pictures(sheet, seen):
                if len(self.too_many) + self.pictures < scans.MAX_SCANS:
                    self.pictures += 1
                    name = f"page-{sheet.number}-{self.pictures}.png"
                    scans.render_to(page, self.exchange / name, box)
                    leaf.scans.append((name, box))

    def _offer_page(self, page: Any, sheet: Sheet, leaf: Leaf) -> None:
        leaf.chars, leaf.turned = [], []
        if self.exchange is None:
            self.unread.append(sheet.number)
        elif not (sheet.drawing.pictures or sheet.drawing.fills or sheet.glyphs):
            return  # a blank page
        elif self.pictures >= scans.MAX_SCANS:
            self.too_many.append(sheet.number)
        else:
            self.pictures += 1
            scans.render_to(page, self.exchange / f"page-{sheet.number}.png")
            leaf.scans.append((f"page-{sheet.number}.png", sheet.box))

    def _add_watermarks(self, leaves: list[Leaf]) -> None:
        texts = dict.fromkeys(leaf.watermark for leaf in leaves if len(visible.HAN.findall(leaf.watermark)) >= 2)
        for text in list(texts)[:3]:
            self.extract.pieces.insert(0, Piece(text[:100], kind="header", page=1))
            for scan in self.extract.scans:
                scan.at += 1

    def _warn(self) -> None:
        warnings = self.extract.warnings
        if self.unread:
            warnings.append(f"第 {_listed(self.unread)} 页没有文字（可能是图片），未读取。")
        if self.too_many:
            warnings.append(f"第 {_listed(self.too_many)} 页是图片，超过 {scans.MAX_SCANS} 页，未识别。")
        if self.layered:
            warnings.append(f"第 {_listed(self.layered)} 页是扫描件，用的是文件自带的识别文字，可能有错字。")


def _listed(pages: list[int]) -> str:
    return "、".join(map(str, pages[:10])) + (" 等" if len(pages) > 10 else "")


def _large_pictures(sheet: Sheet, seen: visible.Seen) -> list[Box]:
    """Pictures of at least a quarter of the page with no text over them; strips of one picture are put together."""
    whole: list[Box] = []
    for box, _ in sorted(sheet.drawing.pictures, key=lambda one: one[0].top):
        last = whole[-1] if whole else None
        if last and abs(last.x0 - box.x0) < 2 and abs(last.x1 - box.x1) < 2 and -2 < box.top - last.bottom < 2:
            whole[-1] = Box(last.x0, last.top, last.x1, box.bottom)
        else:
            whole.append(box)
    large = [box for box in dict.fromkeys(whole) if box.area >= LARGE * sheet.box.area]
    return [box for box in large if visible.count_over(box, seen.chars + seen.layer) == 0]
