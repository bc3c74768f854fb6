"""One row per draft and criterion, as CSV, Parquet and a workbook, written in one pass over the reviews."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from reviewer.batch.dashboard import dashboard_html
from reviewer.batch.folder import RunFolder
from reviewer.batch.repeats import Repeats, find_all_repeats, origin_of, repeats_json
from reviewer.batch.tally import Tally
from reviewer.batch.workbook import Workbook
from reviewer.cells import harmless
from reviewer.datamodels import Review

FORMATS = ("jsonl", "csv", "xlsx", "parquet")
_BATCH_ROWS = 5_000
MANY = 200  # reviews from which another process is worth its start


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion of one draft; the column names of every summary."""

    file: str
    part: int
    title: str | None
    kind: str
    subject: str | None
    stage: str | None
    grade: str | None
    school: str | None
    teacher: str | None
    class_: str | None
    date: str | None
    criterion: str
    criterion_name: str
    status: str
    level: int | None
    low: int | None
    high: int | None
    reason: str
    suggestion: str
    overall: float | None
    chars: int
    report: str  # path of the HTML report from the run folder
    sha256: str

    @property
    def values(self) -> tuple[object, ...]:
        """In the order of COLUMNS."""
        return tuple(getattr(self, field.name) for field in fields(self))


COLUMNS = tuple(field.name.rstrip("_") for field in fields(Row))


class Sink(Protocol):
    """Something that takes every review of a run, in order of file names, and writes what it made of them."""

    def add(self, review: Review) -> None: ...

    def finish(self) -> None: ...


def write_summaries(folder: RunFolder, formats: Sequence[str], workers: int = 1) -> Tally:
    """Write the summaries named in `formats`, and always the dashboard; each file appears whole or not at all.

    One that an earlier run wrote is written again, so that no file speaks of fewer drafts than the others. With several
    `workers`, repeats are looked for beside the tables. Returns what was counted for the dashboard.
    """
    with _looking_for_repeats(folder, beside=workers > 1 and len(folder.reviews.places) >= MANY) as looked:
        tally, failures = _write_tables(folder, formats)
        repeats, told = looked()
    folder.write("repeats.json", told)
    folder.write("dashboard.html", dashboard_html(tally, repeats, failures, folder.read_run().get("settings", {})))
    return tally


@contextmanager
def _looking_for_repeats(folder: RunFolder, *, beside: bool) -> Iterator[Callable[[], tuple[Repeats, str]]]:
    """A call that gives the repeats and what repeats.json holds; `beside`: found meanwhile by another process."""
    if not beside:
        yield partial(_find_repeats, folder)
        return
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool.submit(_reopen_and_find, folder.path).result


def _reopen_and_find(path: Path) -> tuple[Repeats, str]:
    return _find_repeats(RunFolder.read(path))


def _find_repeats(folder: RunFolder) -> tuple[Repeats, str]:
    repeats = find_all_repeats(folder)
    return repeats, json.dumps(repeats_json(repeats, folder), ensure_ascii=False, indent=1)


def _write_tables(folder: RunFolder, formats: Sequence[str]) -> tuple[Tally, list[dict[str, Any]]]:
    """The tables, in one pass over the reviews; what was counted meanwhile, and the files that failed."""
    formats = [name for name in FORMATS if name in formats or (folder.path / f"summary.{name}").exists()]
    failures = list(folder.failures.rows())
    tally = Tally()
    sinks: list[Sink] = [tally]
    if "csv" in formats:
        sinks.append(CsvTable(folder.path / "summary.csv"))
    if "parquet" in formats:
        sinks.append(ParquetTable(folder.path / "summary.parquet"))
    if "xlsx" in formats:
        sinks.append(Workbook(folder.path / "summary.xlsx", failures))
    for review in folder.all_reviews():
        for sink in sinks:
            sink.add(review)
    for sink in sinks:
        sink.finish()
    return tally, failures


def rows_of(review: Review) -> Iterator[Row]:
    """The review's rows, one a criterion, in the rubric's order."""
    draft, origin = review.draft, origin_of(review)
    for criterion in review.criteria:
        low, high = criterion.interval or (None, None)
        yield Row(
            file=origin.file,
            part=origin.part,
            title=draft.title,
            kind=draft.kind,
            subject=draft.subject,
            stage=draft.stage,
            grade=draft.grade,
            school=origin.school,
            teacher=origin.teacher,
            class_=origin.class_,
            date=origin.date,
            criterion=criterion.id,
            criterion_name=criterion.name,
            status=criterion.status,
            level=criterion.level,
            low=low,
            high=high,
            reason=criterion.reason,
            suggestion=criterion.suggestion,
            overall=review.overall.level,
            chars=draft.chars,
            report=origin.report,
            sha256=draft.sha256,
        )


class CsvTable:
    """summary.csv, in UTF-8 with the mark by which Excel knows it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._scratch = path.with_name(path.name + ".new")
        self._file = self._scratch.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(COLUMNS)

    def add(self, review: Review) -> None:
        for row in rows_of(review):
            self._writer.writerow([harmless(value) for value in row.values])

    def finish(self) -> None:
        self._file.close()
        os.replace(self._scratch, self._path)  # noqa: PTH105


class ParquetTable:
    """summary.parquet, with typed columns; pyarrow is imported only where this is asked for."""

    def __init__(self, path: Path) -> None:
        import pyarrow as arrow
        from pyarrow import parquet

        kinds: dict[str, Any] = {
            "part": arrow.int32(),
            "level": arrow.int8(),
            "low": arrow.int8(),
            "high": arrow.int8(),
        }
        kinds |= {"chars": arrow.int64(), "overall": arrow.float64()}
        self._arrow = arrow
        self._schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in COLUMNS])
        self._path = path
        self._scratch = path.with_name(path.name + ".new")
        self._writer = parquet.ParquetWriter(self._scratch, self._schema)
        self._rows: list[dict[str, object]] = []

    def add(self, review: Review) -> None:
        self._rows += [dict(zip(COLUMNS, row.values, strict=True)) for row in rows_of(review)]
        if len(self._rows) >= _BATCH_ROWS:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self._writer.close()
        os.replace(self._scratch, self._path)  # noqa: PTH105

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
            self._rows = []
