"""Plain text and Markdown: bytes → text, and the blocks of a text that is kept verbatim."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewer.datamodels import Block, HiddenText
from reviewer.documents.html_tables import SHELL, find_tables, table_pieces
from reviewer.documents.layout import lay_out
from reviewer.documents.pieces import Unreadable
from reviewer.documents.plain_tables import Border, Row, add_table, find_border, is_row, join_tables
from reviewer.documents.unseen import MAX_QUOTE, SHOWN

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
BINARY = (
    "不是文本文件（内容是二进制数据）。请上传 .docx、.pdf，或另存为 UTF-8 编码的 .txt。",
    "not a text file (binary content). Use .docx or .pdf, or save as UTF-8 .txt.",
)
MAX_ODD = 0.005  # share of control and unassigned characters above which it is no text
MAX_BROKEN = 0.01  # share of undecodable characters below which UTF-8 with gaps beats GB18030

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=\*|[一二三四五六七八九十]+、))([^\s#*].*|\*+[^\s*#].*)$")
FENCE = re.compile(r"[ \t]*(```+|~~~+)")
LIST_MARK = re.compile(r"(?:[*+\-•·●○■□◆◇▶>]\s+|>+)\s*")


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text of `data` and warnings. Raises Unreadable for binary content."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return _as_text(data.decode(encoding)), []
            except UnicodeDecodeError:
                if encoding != "utf-8-sig":
                    raise Unreadable(*BINARY) from None
    if b"\x00" in data:
        return _as_text(_without_bom(data)), []
    try:
        return _as_text(data.decode("utf-8")), []
    except UnicodeDecodeError:
        pass
    patched = data.decode("utf-8", "replace")
    if patched.count("\ufffd") <= max(2, MAX_BROKEN * len(patched)) < 0.2 * len(patched):
        return _as_text(patched.replace("\ufffd", "□")), ["文件里有少量损坏的字符，已显示为“□”。"]
    try:
        return _as_text(data.decode("gb18030")), []
    except UnicodeDecodeError:
        patched = data.decode("gb18030", "replace")
    if patched.count("\ufffd") > MAX_BROKEN * len(patched):
        raise Unreadable(*BINARY)
    return _as_text(patched.replace("\ufffd", "□")), ["文件里有少量损坏的字符，已显示为“□”。"]


def _without_bom(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark shows in where the zero bytes fall."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    order = "le" if odd >= even else "be"
    for encoding in (f"utf-32-{order}", f"utf-16-{order}"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(*BINARY)


def _as_text(text: str) -> str:
    sample = text[:20_000]
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Cs") and char not in "\t\n\r\f\v\x85" for char in sample)
    if odd > MAX_ODD * max(len(sample), 1):
        raise Unreadable(*BINARY)
    return text.replace("\x00", "").removeprefix("\ufeff")


def lay_out_text(text: str) -> tuple[str, tuple[Block, ...], tuple[HiddenText, ...]]:
    """The text, its blocks, and what its tables hide. Only tables written as HTML change: they become rows with bars, like a table of Word."""
    fences = [(start, start + len(line)) for start, line, is_fence in _lines(text) if is_fence]
    parts: list[tuple[str, tuple[Block, ...]]] = []
    at, hidden = 0, []
    for start, end in find_tables(text):
        before = bisect_right(fences, (start, len(text))) - 1
        if before >= 0 and start < fences[before][1]:
            continue  # code to be read as code
        words = SHELL.sub("", text[at:start])
        pieces, unseen = table_pieces(text[start:end], 1)
        parts += [(words, find_blocks(words)), lay_out(pieces)]
        hidden += [HiddenText(one[:MAX_QUOTE], "表格里用 HTML 隐藏的文字") for one in unseen]
        at = end
    return *_joined([*parts, (text[at:], find_blocks(text[at:]))]), tuple(hidden[:SHOWN])


def _joined(parts: Iterable[tuple[str, tuple[Block, ...]]]) -> tuple[str, tuple[Block, ...]]:
    """Texts one after the other; their blocks and tables count on."""
    text, blocks, tables = "", [], 0
    for words, found in parts:
        if text and words and not (text.endswith("\n") or words.startswith("\n")):
            text += "\n"  # a table stands on lines of its own
        for one in found:
            table = None if one.table is None else one.table + tables
            blocks.append(replace(one, start=one.start + len(text), end=one.end + len(text), table=table))
        text += words
        tables += max((one.table or 0 for one in found), default=0)
    return text, tuple(blocks)


def find_blocks(text: str) -> tuple[Block, ...]:
    """Headings, table cells, fences (one block each) and lines of `text`, as Markdown or as plain text."""
    blocks: list[Block] = []
    tables = 0
    for piece in join_tables(_pieces(text)):
        if isinstance(piece, Block):
            blocks.append(piece)
        else:
            tables += add_table(blocks, piece, tables + 1)
    return tuple(sorted(blocks, key=lambda block: block.start))


def _pieces(text: str) -> Iterator[Block | list[Row]]:
    """Rows that follow each other directly, and the blocks between them."""
    rows: list[Row] = []
    border: Border | None = None  # of the table being read, where it has no bars
    lines = list(_lines(text))
    for (start, line, is_fence), (_, below, _) in zip(lines, [*lines[1:], (0, "", False)], strict=True):
        border = None if is_fence else find_border(line, below, border)
        in_table = not is_fence and (border is not None or is_row(line))
        if rows and not (in_table and rows[-1].border == border):
            yield rows
            rows = []
        if in_table:
            rows.append(Row(start, line, border))
        elif line.strip():
            yield _line_block(start, line, is_fence)
    if rows:
        yield rows


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """(offset, line, whether it is the inside of a code fence); a closed fence comes as one piece."""
    lines, offset = [], 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    closing = _closing_lines(lines)
    index = 0
    while index < len(lines):
        start, line = lines[index]
        mark = FENCE.match(line)
        close = _closing(closing, index, line.strip(), mark.group(1)) if mark else None
        if close is None:
            yield start, line, False
            index += 1
            continue
        if close > index + 1:
            inside = lines[index + 1][0]
            yield inside, text[inside : lines[close][0] - 1], True
        index = close + 1


def _closing_lines(lines: list[tuple[int, str]]) -> dict[str, list[int]]:
    """Mark → numbers of the lines that hold nothing but it."""
    found: dict[str, list[int]] = {}
    for number, (_, line) in enumerate(lines):
        mark = FENCE.fullmatch(line.rstrip())
        if mark:
            found.setdefault(mark.group(1), []).append(number)
    return found


def _closing(closing: dict[str, list[int]], index: int, line: str, mark: str) -> int | None:
    """The line that closes the fence opened at `index`; an unclosed fence is ordinary text."""
    if len(line) > 2 * len(mark) and line.endswith(mark):
        return None  # ```code``` on one line
    numbers = closing.get(mark, [])
    at = bisect_right(numbers, index)
    return numbers[at] if at < len(numbers) else None


def _line_block(start: int, line: str, is_fence: bool) -> Block:
    """The block of one line, or of one fence; list and quote marks stay outside."""
    left = len(line) - len(line.lstrip())
    end = start + len(line.rstrip())
    heading = None if is_fence else HEADING.match(line)
    if heading:
        words = heading.group(2)
        left = heading.start(2) + len(words) - len(words.lstrip("*_ "))
        return Block(start + left, start + len(line.rstrip().rstrip("#*_ ")), "heading", len(heading.group(1)))
    mark = None if is_fence else LIST_MARK.match(line, left)
    if mark and mark.end() < len(line.rstrip()):
        left = mark.end()
    return Block(start + left, end)
