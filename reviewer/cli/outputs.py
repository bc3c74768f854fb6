"""A review in the format asked for: text on the screen or in a file, documents always in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.cli.files import beside, emit, writing

if TYPE_CHECKING:
    from reviewer.datamodels import Draft, Review

FORMATS = ("json", "md", "html", "docx", "report", "page", "pdf", "notice", "text")
FORMATS_HELP = (
    "json、md、html；docx：在原来的 Word 文件里写批注（别的格式得到报告）；report：Word 报告；"
    "page：一页纸的网页；pdf：一页纸的 PDF；notice：作业公示单（.docx，--out 以 .html 结尾则为网页）；text：读出的原文"
)
RENAME = "原文件带宏（.docm）：写了批注的文件也请用 .docm 作后缀，否则 Word 会打不开。"


def write_review(kind: str, review: Review, draft: Draft, source: Path, out: Path | None) -> None:
    """Write `review` of the draft read from `source` in the format `kind`."""
    if kind == "json":
        return emit(review.to_json(), out)
    from reviewer import reports

    if kind in ("md", "html"):
        return emit({"md": reports.to_markdown, "html": reports.to_html}[kind](review, draft), out)
    if kind == "page":
        return emit(reports.to_page_html(review), out)
    if kind == "pdf":
        data = reports.print_pdf(reports.to_page_html(review))
        return _write(data, out or beside(source, "-评阅.pdf"))
    if kind == "notice":
        return _write_notice(review, out or beside(source, "-公示.docx"))
    if kind == "docx" and _is_word(source):
        return _write_comments(review, draft, source, out or beside(source, f"-批注{source.suffix}"))
    out = out or beside(source, "-评阅.docx")
    with writing(out, tell=True):
        reports.to_docx(review, draft, out)


def _is_word(source: Path) -> bool:
    from reviewer.reports import is_word_file

    return source.suffix.lower() != ".zip" and is_word_file(source.read_bytes())


def _write_comments(review: Review, draft: Draft, source: Path, out: Path) -> None:
    from reviewer.reports import annotate_docx

    _write(annotate_docx(review, draft, source.read_bytes()), out)
    if source.suffix.lower() == ".docm" and out.suffix.lower() != ".docm":
        print(RENAME, file=sys.stderr)


def _write_notice(review: Review, out: Path) -> None:
    from reviewer import reports

    notice = reports.build_notice(review)
    if out.suffix.lower() in (".html", ".htm"):
        return emit(reports.notice_html(notice), out)
    with writing(out, tell=True):
        reports.notice_docx(notice, out)


def _write(data: bytes, out: Path) -> None:
    with writing(out, tell=True):
        out.write_bytes(data)
