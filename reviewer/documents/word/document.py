"""A Word document → pieces in reading order: headers, paragraphs, tables (merged cells once), text boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewer.documents import limits
from reviewer.documents.pieces import Extract, Piece, Unreadable
from reviewer.documents.word.body import Body
from reviewer.documents.word.elements import block_flow, child, flow, is_on, local, value
from reviewer.documents.word.package import BROKEN, Package
from reviewer.documents.word.visibility import PAPER, is_color

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
PAGE_NUMBER = re.compile(r"[\s第共页/\-—–～~·.|0-9]*(?:page|of|\d|\s)*")
MAX_DELETED = 2_000  # characters
DEEP = (
    "文档里的表格或文本框嵌套太深，读不出来。请简化版面后另存再试。",
    "tables or text boxes are nested too deeply. Simplify the layout and save again.",
)


def read_word(path: Path, exchange: Path | None = None) -> Extract:
    """The pieces, hidden text and warnings of the .docx at `path`. Raises Unreadable.

    Pictures that may hold text are copied into the folder `exchange`, to be recognised; without it they are counted.
    """
    package = Package(path)
    root = package.part(package.document)
    container = child(root, "body")
    if container is None:
        raise Unreadable(*BROKEN)
    body = Body(package, root)
    edges = Edges(body, root)
    try:
        ground = _paper(package, root)
        edges.read("header")
        body.flow(container, ground)
        edges.read("footer")
    except RecursionError as error:
        raise Unreadable(*DEEP) from error
    return _finish(body, exchange)


def _paper(package: Package, root: Any) -> str:
    """The colour of the page, where the document says that it is to be shown."""
    color = value(child(root, "background"), "color") or ""
    return color.upper() if is_color(color) and is_on(_setting(package, "displayBackgroundShape")) else PAPER


def _setting(package: Package, name: str) -> Any:
    names = package.related(package.document, "settings")
    return next((child(package.extra(part), name) for part in names.values()), None)


class Edges:
    """Page headers and footers that are shown: those a section refers to, each text once."""

    def __init__(self, body: Body, root: Any) -> None:
        self.body = body
        self.seen: set[str] = set()
        self.references = list(self._shown(root))

    def _shown(self, root: Any) -> Iterator[Any]:
        even = is_on(_setting(self.body.package, "evenAndOddHeaders"))
        for section in root.iter("{*}sectPr"):
            first = is_on(child(section, "titlePg"))
            for reference in sorted(section, key=lambda mark: value(mark, "type") != "first"):
                kind = value(reference, "type")
                if not (kind == "even" and not even) and not (kind == "first" and not first):
                    yield reference

    def read(self, kind: str) -> None:
        """Add the headers or footers that say more than a page number."""
        names = self.body.package.related(self.body.package.document, kind)
        read: set[str] = set()
        for reference in self.references:
            name = names.get(value(reference, "id") or "") if local(reference) == f"{kind}Reference" else None
            if name and name not in read:
                read.add(name)
                root = self.body.package.extra(name)
                for text in self._lines(root) if root is not None else ():
                    if text and text not in self.seen and not PAGE_NUMBER.fullmatch(text[:40].lower()):
                        self.seen.add(text)
                        self.body.pieces.append(Piece(text, kind="header"))

    def _lines(self, root: Any) -> Iterator[str]:
        """Each paragraph, or row of a table, on one line with the boxes in it."""
        for group in block_flow(root):
            if local(group[-1]) == "tbl":
                for row in flow(group[-1], "tr"):
                    cells = [" ".join(self._lines(cell)) for cell in flow(row, "tc")]
                    yield " | ".join(" ".join(cell.split()) for cell in cells if cell.strip())
            elif local(group[-1]) == "p":
                text, line = self.body.line(group, PAPER)
                inside = [words for content, _ in line.boxes for words in self._lines(content)]
                yield " ".join(" ".join([text, *inside]).split())


def _finish(body: Body, exchange: Path | None) -> Extract:
    """The extract, once limits and emptiness are checked."""
    if body.pages.number > limits.MAX_PAGES:
        raise Unreadable(
            f"文档超过 {limits.MAX_PAGES} 页。请只保留一节课或一份作业，另存后再上传。",
            f"more than {limits.MAX_PAGES} pages; keep one lesson or one sheet.",
        )
    body.headings.settle()
    if not body.pages.known:
        for piece in body.pieces:
            piece.page = None
    visible = "\n".join(piece.text for piece in body.pieces)
    scans, left = body.album.offer(exchange, len(CHINESE.findall(visible)))
    if body.album.found and not scans and not visible.strip():
        raise Unreadable(
            f"文档里只有 {len(body.album.found)} 张图片，没有文字。请把图片里的文字录入或识别成文字再上传。",
            f"only {len(body.album.found)} pictures and no text. Type or OCR the text first.",
        )
    for scan in scans:
        scan.page = scan.page if body.pages.known else None
    body.hidden.add("\n".join(text for text in body.runs.deleted if text.strip())[:MAX_DELETED], "已删除的修订")
    body.hidden.add_descriptions(body.runs.described)
    body.hidden.add_parts(body.package, visible)
    return Extract(body.pieces, scans, body.hidden.found, _warnings(body, left))


def _warnings(body: Body, left: int) -> list[str]:
    warnings = []
    if body.runs.formulas:
        warnings.append(f"文中有 {body.runs.formulas} 个公式是图片或 MathType 对象，读不出来，已标为［公式］。")
    if left:
        warnings.append(f"文中有 {left} 张图片里可能有文字，没有读取。")
    if body.embedded:
        warnings.append(f"文中嵌入了 {body.embedded} 个其他文件的内容，没有读取。请在 Word/WPS 里打开后另存再上传。")
    return warnings
