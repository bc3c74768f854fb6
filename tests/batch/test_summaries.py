"""What the files of a finished run hold: table, Parquet, workbook, dashboard, repeats."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from reviewer.batch import summaries
from reviewer.batch.folder import RunFolder
from reviewer.batch.panels import groups
from reviewer.batch.summaries import COLUMNS, write_summaries
from reviewer.batch.tally import Tally


def table(finished: RunFolder) -> list[dict[str, str]]:
    with (finished.path / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_per_draft_and_criterion(finished: RunFolder) -> None:
    rows = table(finished)
    reviews = list(finished.all_reviews())
    assert len(rows) == sum(len(review.criteria) for review in reviews) == 80
    assert tuple(rows[0]) == COLUMNS
    for review in reviews:
        assert review.draft.submission is not None
        for criterion in review.criteria:
            (row,) = [r for r in rows if (r["file"], r["criterion"]) == (review.draft.submission.file, criterion.id)]
            assert row["level"] == ("" if criterion.level is None else str(criterion.level))
            assert (row["status"], row["school"]) == (criterion.status, review.draft.submission.school)
            assert (finished.path / row["report"]).is_file()


def test_parquet_holds_the_same_with_types(finished: RunFolder) -> None:
    read = pyarrow.parquet.read_table(finished.path / "summary.parquet")
    assert tuple(read.column_names) == COLUMNS
    levels = read.column("level").to_pylist()
    assert [str(level) if level is not None else "" for level in levels] == [row["level"] for row in table(finished)]
    assert str(read.schema.field("level").type) == "int8"


def test_the_workbook_has_a_sheet_a_criterion_with_filters_and_links(finished: RunFolder) -> None:
    book = openpyxl.load_workbook(finished.path / "summary.xlsx")
    criteria = {(row["kind"], row["criterion_name"]) for row in table(finished)}
    words = {"lesson": "教案", "homework": "作业"}
    assert {f"{words[kind]}·{name}" for kind, name in criteria} < set(book.sheetnames)
    assert {"教案总表", "作业总表", "没评成的文件"} < set(book.sheetnames)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref
    overview = book["作业总表"]
    assert overview.max_row == 7
    links = {cell.hyperlink.target for sheet in book.worksheets for cell in sheet["A"][1:] if cell.hyperlink}
    assert len(links) == 10 and all((finished.path / link).is_file() for link in links)  # relative: the folder may move
    column = [cell.value for cell in overview[1]].index("重复性") + 1
    cells = [overview.cell(row, column) for row in range(2, 8)]
    assert all(cell.fill.fgColor.rgb != "00000000" for cell in cells if isinstance(cell.value, int))
    assert book["没评成的文件"]["A2"].value == "broken.docx"


def test_the_dashboard_loads_nothing_and_says_what_there_is(finished: RunFolder) -> None:
    page = (finished.path / "dashboard.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//|<script|@import|url\(", page)
    for said in (
        "教案（4 份）",
        "作业（6 份）",
        "1</b>个文件没评成",
        "重复布置的作业",
        "大段相同的材料",
        "broken.docx",
        "学生活动占课堂的多少",
    ):
        assert said in page
    links = set(re.findall(r'href="(reports/[^"]+)"', page))
    assert links and all((finished.path / link).is_file() for link in links)


def test_groups_under_five_are_hidden(finished: RunFolder) -> None:
    tally = Tally()
    for review in finished.all_reviews():
        tally.add(review)
    shown = groups(tally.kinds["homework"], "school")
    assert "一小" in shown and "二小" not in groups(tally.kinds["lesson"], "school")
    assert "还有 2 组不到 5 份，不显示" in groups(tally.kinds["lesson"], "school")


def test_minutes_of_a_class_day_are_added_up(finished: RunFolder) -> None:
    tally = Tally()
    expected: dict[str, float] = {}
    for review in finished.all_reviews():
        tally.add(review)
        if review.measures.homework and review.draft.submission and review.draft.submission.date:
            day = review.draft.submission.date
            expected[day] = expected.get(day, 0) + (review.measures.homework.minutes_total or 0)
    assert {day.date: day.minutes for day in tally.sorted_days()} == expected
    assert {day.date: day.sheets for day in tally.days.values()} == {"2026-09-07": 5, "2026-09-14": 1}


def test_the_same_sheet_a_week_later_is_found_with_what_differs(finished: RunFolder) -> None:
    repeats = json.loads((finished.path / "repeats.json").read_text(encoding="utf-8"))
    pairs = [{pair["first"]["file"], pair["second"]["file"]} for pair in repeats["sheets"]]
    assert {"again.txt", "r-h03.txt"} in pairs
    found = [
        item for item in repeats["items"] if {place["file"] for place in item["places"]} == {"again.txt", "r-h03.txt"}
    ]
    assert len(found) >= 3
    assert {place["week"] for item in found for place in item["places"]} == {"2026-W37", "2026-W38"}
    assert any("5→6" in place["differs"] or "6→5" in place["differs"] for item in found for place in item["places"])
    assert {"copied.txt", "r-l01.txt"} in [{pair["first"], pair["second"]} for pair in repeats["drafts"]]


def test_another_process_finds_the_same_repeats(
    finished: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = shutil.copytree(finished.path, tmp_path / "run")
    before = {name: (run / name).read_bytes() for name in ("repeats.json", "dashboard.html", "summary.csv")}
    assert json.loads(before["repeats.json"])["items"]
    for name in before:
        (run / name).unlink()
    monkeypatch.setattr(summaries, "MANY", 1)
    write_summaries(RunFolder.read(run), ("csv",), workers=2)
    assert {name: (run / name).read_bytes() for name in before} == before
