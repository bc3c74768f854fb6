"""summary.xlsx: a sheet of drafts, a sheet a criterion, a sheet of files that failed; levels coloured, ready to filter."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reviewer.batch.colours import LEVEL_COLOURS
from reviewer.batch.repeats import origin_of
from reviewer.datamodels import CriterionResult, Review
from reviewer.reports.words import KIND_WORDS, LEVEL_WORDS, STATUS_WORDS

ABOUT = (
    ("题目", 30), ("类型", 7), ("学科", 9), ("学段", 7), ("年级", 9), ("学校", 14), ("教师编号", 11), ("班级", 9), ("日期", 12), ("文件", 30),
)  # fmt: skip
JUDGED = (("等级", 10), ("可能范围", 10), ("依据", 60), ("建议", 60))
FAILED = (("文件", 36), ("学校", 14), ("教师编号", 11), ("原因", 90))
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))
MOST_LINKS = 65_000  # Excel takes no more on a sheet
LINE = 15.0  # height of a line of text, in points
_CELL = 2_000  # characters of a text in a cell


class Workbook:
    """Takes the reviews one by one; memory stays flat however many there are."""

    def __init__(self, path: Path, failures: Sequence[dict[str, Any]]) -> None:
        import xlsxwriter

        self._path = path
        self._scratch = path.with_name("." + path.name)  # the library wants the suffix
        # Text is written as text: a title that starts with = stays a title.
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._scratch), options)
        self._head = self._book.add_format(
            {
                "bold": True,
                "bg_color": "#17466F",
                "font_color": "#FFFFFF",
                "valign": "vcenter",
                "border": 1,
                "border_color": "#FFFFFF",
            }
        )
        self._text = self._book.add_format({"valign": "top", "text_wrap": True})
        self._none = self._book.add_format({"align": "center", "valign": "top", "font_color": "#55616D"})
        self._link = self._book.add_format(
            {"valign": "top", "font_color": "#1F6098", "underline": 1, "text_wrap": True}
        )
        self._levels = {level: self._book.add_format(_shade(level)) for level in LEVEL_COLOURS}
        self._sheets: dict[tuple[str, str], Any] = {}
        self._rows: dict[str, int] = {}
        self._names: dict[tuple[str, str], list[str]] = {}
        self._failures = failures
        self._overview: dict[str, Any] = {}

    def add(self, review: Review) -> None:
        self._add_overview(review)
        for criterion in review.criteria:
            sheet = self._sheet_of(review.draft.kind, criterion)
            row = self._next(sheet)
            column = self._about(sheet, row, review)
            self._level(sheet, row, column, criterion)
            low_high = f"{criterion.interval[0]}–{criterion.interval[1]}" if criterion.interval else ""
            texts = (low_high, criterion.reason[:_CELL], criterion.suggestion[:_CELL])
            for offset, text in enumerate(texts, 1):
                sheet.write_string(row, column + offset, text, self._text)
            widths = [width for _, width in JUDGED[1:]]
            sheet.set_row(row, LINE * max(map(_lines, texts, widths)))

    def finish(self) -> None:
        if self._failures:
            sheet = self._open("没评成的文件", FAILED)
            for row, failed in enumerate(self._failures, 1):
                for column, key in enumerate(("file", "school", "teacher", "chinese")):
                    sheet.write_string(row, column, failed[key] or "", self._text)
                self._rows[sheet.get_name()] = row
        for sheet in self._book.worksheets():
            sheet.autofilter(0, 0, max(1, self._rows[sheet.get_name()]), sheet.columns - 1)
        if not self._book.worksheets():
            self._book.add_worksheet("没有结果")
        self._book.close()
        os.replace(self._scratch, self._path)  # noqa: PTH105

    def _add_overview(self, review: Review) -> None:
        kind = review.draft.kind
        if kind not in self._overview:
            names = [(criterion.name, 11) for criterion in review.criteria]
            self._overview[kind] = self._open(f"{KIND_WORDS[kind]}总表", [*ABOUT, ("平均", 13), *names])
            for criterion in review.criteria:  # their sheets follow in the rubric's order
                self._sheet_of(kind, criterion)
        sheet = self._overview[kind]
        row = self._next(sheet)
        column = self._about(sheet, row, review)
        if review.overall.level is not None:
            sheet.write_number(row, column, review.overall.level, self._levels[round(review.overall.level)])
        else:
            sheet.write_string(row, column, "", self._text)
        for offset, criterion in enumerate(review.criteria, 1):
            self._level(sheet, row, column + offset, criterion)

    def _about(self, sheet: Any, row: int, review: Review) -> int:
        """Write the columns of ABOUT; the title leads to the report. Returns the next column."""
        draft, origin = review.draft, origin_of(review)
        title = origin.title[:200]
        if row <= MOST_LINKS:
            sheet.write_url(row, 0, _beside(origin.report, title), self._link)
        else:
            sheet.write_string(row, 0, title, self._text)
        where = (origin.school, origin.teacher, origin.class_, origin.date, origin.file)
        about = (KIND_WORDS[draft.kind], draft.subject, draft.stage, draft.grade, *where)
        for column, value in enumerate(about, 1):
            sheet.write_string(row, column, value or "", self._text)
        return len(ABOUT)

    def _level(self, sheet: Any, row: int, column: int, criterion: CriterionResult) -> None:
        if criterion.level is None:
            sheet.write_string(row, column, STATUS_WORDS[criterion.status], self._none)
        else:
            sheet.write_number(row, column, criterion.level, self._levels[criterion.level])

    def _sheet_of(self, kind: str, criterion: CriterionResult) -> Any:
        key = (kind, criterion.id)
        if key not in self._sheets:
            self._sheets[key] = self._open(f"{KIND_WORDS[kind]}·{criterion.name}", [*ABOUT, *JUDGED])
        return self._sheets[key]

    def _open(self, name: str, columns: Sequence[tuple[str, int]]) -> Any:
        sheet = self._book.add_worksheet(self._free_name(name))
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)  # on paper: as wide as a page, the head on each
        sheet.repeat_rows(0)
        sheet.set_row(0, 24)
        sheet.columns = len(columns)
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self._head)
        self._rows[sheet.get_name()] = 0
        return sheet

    def _free_name(self, name: str) -> str:
        """Excel takes 31 characters at most, none of _NOT_IN_NAMES, and no name twice."""
        base = name.translate(_NOT_IN_NAMES)[:28]
        return next(one for one in (base, *(f"{base}{number}" for number in range(2, 99))) if one not in self._rows)

    def _next(self, sheet: Any) -> int:
        self._rows[sheet.get_name()] += 1
        return self._rows[sheet.get_name()]


def _beside(path: str, text: str) -> Any:
    """A link to a file beside the workbook, which may be moved together with it."""
    link = _link_class()(f"external:{path}")
    link.text = text
    return link


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide; a Chinese character is as wide as two others."""
    return max(1, -(-sum(2 if sign > "\u2e80" else 1 for sign in text) // (width - 2)))


@cache
def _link_class() -> Any:
    from xlsxwriter.url import Url

    class Beside(Url):  # type: ignore[misc]
        """The library writes Windows separators, which only Windows follows; a slash leads there everywhere."""

        def _target(self) -> str:
            return str(super()._target()).replace("\\", "/")

    return Beside


def _shade(level: int) -> dict[str, Any]:
    ground, ink = LEVEL_COLOURS[level]
    number = f'0.# "{LEVEL_WORDS[level]}"' if level else "0"
    return {
        "bg_color": ground,
        "font_color": ink,
        "num_format": number,
        "align": "center",
        "valign": "top",
        "border": 1,
        "border_color": "#FFFFFF",
    }
