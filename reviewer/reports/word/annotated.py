"""Review → the teacher's own Word file with comments on the exact paragraphs or cells; nothing else in it changes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape

from reviewer.datamodels import COMMENT_AUTHOR, Block, Draft, Review, Source
from reviewer.errors import UsageError
from reviewer.reports.word.comments import Comment, comments_of
from reviewer.reports.word.package import TYPES, Package
from reviewer.reports.word.splicing import Map, Paragraph

INITIALS = "评阅"
OTHER_FILE = (
    "这个 Word 文件和评阅时读的不是同一份（评阅之后改过）。请重新评阅后再写批注，或改用 --format report。",
    "this Word file is not the one that was reviewed; review it again, or use --format report.",
)
NO_PLACE = (
    "批注写不进这个 Word 文件（结构不寻常）。请在 Word/WPS 里另存为新的 .docx 再试，或改用 --format report。",
    "comments can't be written into this Word file. Save it anew in Word or WPS, or use --format report.",
)
# In the text of a comment the document's own Normal style may indent by two characters or set a large size.
LOOK = "<{p}:pPr><{p}:spacing {p}:before=\"0\" {p}:after=\"40\"/><{p}:ind {p}:left=\"0\" {p}:firstLine=\"0\" {p}:firstLineChars=\"0\"/><{p}:jc {p}:val=\"left\"/></{p}:pPr>"  # fmt: skip


def is_word_file(data: bytes) -> bool:
    """Whether comments can be written into this file: .docx, .docm, strict or not; no .doc, no archive of drafts."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    try:
        package = Package(data)
        return package.has(TYPES) and Map.of(package.data(package.document)).namespace.endswith("/main")
    except (KeyError, StopIteration, ExpatError, zipfile.BadZipFile, SyntaxError):
        return False


def annotate_docx(review: Review, draft: Draft, data: bytes, *, now: datetime | None = None) -> bytes:
    """The bytes of the Word file `draft` was read from, with the review as comments by `COMMENT_AUTHOR`.

    Comments that were there stay, ids go on from the last. Only the comments part, the marks in the main part and, for
    a first comment, content types and relationships are touched. Raises UsageError for another file, or one that
    comments can't be written into.
    """
    if hashlib.sha256(data).hexdigest() != draft.sha256:
        raise UsageError(*OTHER_FILE)
    placed = [(comment, *place) for comment in comments_of(review, draft) if (place := _ends(draft, comment))]
    if not placed:
        raise UsageError(*NO_PLACE)
    try:
        package = Package(data)
        return _write(package, placed, now or datetime.now())
    except (KeyError, StopIteration, ExpatError, zipfile.BadZipFile) as error:
        raise UsageError(*NO_PLACE) from error


def _ends(draft: Draft, comment: Comment) -> tuple[Source, Source] | None:
    """Where a comment begins and ends in the file; beside the nearest text where its own stands in no paragraph.

    A comment never runs from one cell into another: Word would mark whole rows.
    """
    touched = [block for block in draft.blocks if block.start < comment.end and block.end > comment.start]
    marked = [block for block in touched if block.sources]
    if not marked:
        near = [block for block in draft.blocks if block.sources]
        if not near:
            return None
        block = min(near, key=lambda one: (abs(one.start - comment.start), one.start))
        return block.sources[0], block.sources[-1]
    first = marked[0]
    last = first
    for block in marked[1:]:
        if (block.table, block.row, block.column) != (first.table, first.row, first.column):
            break
        last = block
    return _source(first, max(comment.start, first.start)), _source(last, min(comment.end, last.end) - 1)


def _source(block: Block, offset: int) -> Source:
    return next(source for source in reversed(block.sources) if source.at <= offset - block.start)


def _write(package: Package, placed: Sequence[tuple[Comment, Source, Source]], now: datetime) -> bytes:
    wanted = {source.paragraph for _, *ends in placed for source in ends}
    document = Map.of(package.data(package.document), wanted)
    strict = "purl.oclc.org" in document.namespace
    name = package.comments_name()
    changed: dict[str, bytes] = {}
    if name is None:
        name, changed = package.new_comments(strict)
        head = f'<w:comments xmlns:w="{document.namespace}"></w:comments>'
        comments = Map.of(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}'.encode())
    else:
        comments = Map.of(package.data(name))
    first = max(document.last_id, comments.last_id) + 1
    written, starts, ends = [], [], []
    for number, (comment, begin, end) in enumerate(placed, first):
        written.append(_comment_xml(comment, number, comments, now))
        opened, closed = document.paragraphs[begin.paragraph], document.paragraphs[end.paragraph]
        starts.append((opened.before(begin.child), _start_xml(opened, number)))
        ends.append((closed.after(end.child), _end_xml(closed, number)))
    changed |= {
        name: comments.appended("".join(written)),
        package.document: document.inserted([*ends, *starts]),  # where both meet, what ended is closed first
    }
    return package.with_parts(changed)


def _declared(prefix: str, namespace: str) -> tuple[str, str]:
    """(prefix, declaration) for elements beside others; attributes need a prefix, so a default namespace is no help."""
    return (prefix, "") if prefix else ("lr", f' xmlns:lr="{namespace}"')


def _start_xml(paragraph: Paragraph, number: int) -> str:
    p, declared = _declared(paragraph.prefix, paragraph.namespace)
    return f'<{p}:commentRangeStart{declared} {p}:id="{number}"/>'


def _end_xml(paragraph: Paragraph, number: int) -> str:
    p, declared = _declared(paragraph.prefix, paragraph.namespace)
    return (
        f'<{p}:commentRangeEnd{declared} {p}:id="{number}"/>'
        f'<{p}:r{declared}><{p}:commentReference {p}:id="{number}"/></{p}:r>'
    )


def _comment_xml(comment: Comment, number: int, part: Map, now: datetime) -> str:
    p, declared = _declared(part.prefix, part.namespace)
    lines = "".join(_line_xml(p, bold, plain, first=index == 0) for index, (bold, plain) in enumerate(comment.lines))
    return (
        f'<{p}:comment{declared} {p}:id="{number}" {p}:author="{COMMENT_AUTHOR}" '
        f'{p}:date="{now:%Y-%m-%dT%H:%M:%S}Z" {p}:initials="{INITIALS}">{lines}</{p}:comment>'
    )


def _line_xml(p: str, bold: str, plain: str, *, first: bool) -> str:
    mark = f"<{p}:r><{p}:annotationRef/></{p}:r>" if first else ""
    runs = "".join(_run_xml(p, words, look) for words, look in _looks(p, bold, plain) if words)
    return f"<{p}:p>{LOOK.format(p=p)}{mark}{runs}</{p}:p>"


def _looks(p: str, bold: str, plain: str) -> Iterable[tuple[str, str]]:
    size = f'<{p}:sz {p}:val="20"/>'
    return ((bold, f"<{p}:b/>{size}"), (plain, size))


def _run_xml(p: str, words: str, look: str) -> str:
    return f'<{p}:r><{p}:rPr>{look}</{p}:rPr><{p}:t xml:space="preserve">{escape(words)}</{p}:t></{p}:r>'
