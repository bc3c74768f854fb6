"""Tables written as HTML inside plain or Markdown text, as text recognition and Markdown editors leave them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from reviewer.documents.pieces import Piece

# A table of code in a lesson on web pages mostly stands in a fence; one without Chinese words is no table of a teacher's.
TABLE = re.compile(r"<table\b[^<>]*>(?:(?!<table\b)[\s\S])*?</table\s*>", re.IGNORECASE)
CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
SHELL = re.compile(r"</?(?:html|body)\s*>", re.IGNORECASE)  # around a table, where it was recognised
PICTURE = re.compile(
    rf"!?\[[^\]\n]{{0,60}}\](?:\([^)\n]{{0,300}}\))?|{SHELL.pattern}", re.IGNORECASE
)  # where a page ended
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BREAKS = frozenset({"br", "p", "div", "li"})
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?)(?!\w)", re.IGNORECASE)
ROWS_AND_CELLS = frozenset({"tr", "td", "th"})
VOID = frozenset({"br", "img", "hr", "input", "wbr", "col"})
MOST_SPAN = 50  # columns or rows that one cell may claim


def find_tables(text: str) -> list[tuple[int, int]]:
    """Where each table begins and ends that has words in cells; one that a page break has cut is one."""
    found: list[tuple[int, int]] = []
    for match in TABLE.finditer(text) if "</table" in text.lower() else ():
        if not (CELL.search(match[0]) and CHINESE.search(match[0])):
            continue
        if found and not PICTURE.sub("", text[found[-1][1] : match.start()]).strip():
            found[-1] = found[-1][0], match.end()
        else:
            found.append(match.span())
    return found


def table_pieces(source: str, table: int) -> tuple[list[Piece], list[str]]:
    """All cells of one table in reading order, as a Word table gives them, and what a reader of the page would not see."""
    reader = _Cells(table)
    reader.feed(source)
    reader.close()
    return reader.pieces, [text for said in reader.unseen if (text := said.strip())]


class _Cells(HTMLParser):
    def __init__(self, table: int) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._table, self._row, self._column, self._span = table, 0, 0, 1
        self._held: set[tuple[int, int]] = set()  # places that a cell from a row above reaches down to
        self._words: list[str] | None = None  # of the cell being read
        self.unseen: list[str] = []
        self._dark: tuple[str, int] | None = None  # the tag that hides what is in it, and how often it is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._darken(tag, dict(attrs))
        if tag == "tr":
            self._end_cell()
            self._row, self._column = self._row + 1, 0
        elif tag in ("td", "th"):
            self._end_cell()
            while (self._row, self._column) in self._held:
                self._column += 1
            self._span = _count(dict(attrs).get("colspan"))
            for row in range(self._row + 1, self._row + _count(dict(attrs).get("rowspan"))):
                self._held |= {(row, self._column + beside) for beside in range(self._span)}
            self._words = []
        elif tag in BREAKS and self._words is not None:
            self._words.append("\n")

    def _darken(self, tag: str, attrs: dict[str, str | None]) -> None:
        if self._dark and tag in ROWS_AND_CELLS and self._dark[0] in ("td", "th"):
            self._dark = None  # a cell ends where the next begins, whether its tag is closed or not
        if self._dark:
            self._dark = (tag, self._dark[1] + 1) if tag == self._dark[0] else self._dark
        elif tag not in VOID and ("hidden" in attrs or _is_hidden(attrs.get("style") or "")):
            self._dark = tag, 1

    def handle_comment(self, data: str) -> None:
        self.unseen.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._dark and tag == self._dark[0]:
            self._dark = (tag, self._dark[1] - 1) if self._dark[1] > 1 else None
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._dark:
            self.unseen.append(data)
        elif self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is None:
            return
        text = "\n".join(line.strip() for line in "".join(self._words).split("\n") if line.strip())
        before = " | " if self._column else "\n"
        self.pieces.append(Piece(text, before, "cell", 0, self._table, self._row, self._column, self._span))
        self._column += self._span
        self._words = None


def _is_hidden(style: str) -> bool:
    """White letters are seen on a ground of their own."""
    return bool(UNSEEN.search(style)) or bool(WHITE.search(style) and "background" not in style.lower())


def _count(said: str | None) -> int:
    """How many columns or rows a cell says it covers; nonsense counts as one."""
    return min(max(int(said), 1), MOST_SPAN) if said and said.strip().isdigit() else 1
