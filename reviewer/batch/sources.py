"""What is to be reviewed: the files of a folder, a .zip or a CSV list, each with what is known of its school."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewer.datamodels import Submission
from reviewer.documents import list_drafts
from reviewer.documents.archives import Source
from reviewer.errors import UsageError

MOST_FILES = 200_000
COLUMNS = {
    "file": ("path", "file", "文件", "路径", "文件名"),
    "school": ("school", "学校"),
    "teacher": ("teacher", "teacher_code", "教师", "教师编号", "教师代码"),
    "class": ("class", "class_", "班级"),
    "date": ("date", "日期", "布置日期"),
}
_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Task:
    """One file and whose it is. `skipped` says in Chinese why it is not even opened.

    `data` holds its bytes where the worker can't see `path` (a cluster).
    """

    submission: Submission
    path: Path
    skipped: str = ""
    data: bytes | None = None

    @property
    def file(self) -> str:
        return self.submission.file


def list_tasks(source: Path, scratch: Path) -> list[Task]:
    """The files in a folder, a .zip (unpacked into `scratch`) or a .csv list; any other file is a source of one.

    Raises UsageError for a source that is missing, empty or a list with mistakes, DraftError for a broken archive.
    """
    if not source.exists():
        raise UsageError(f"找不到 {source}，请检查路径。", f"no such folder or file: {source}")
    tasks = _from_list(source) if source.suffix.lower() == ".csv" else _from_files(source, scratch)
    if not tasks:
        raise UsageError(f"{source} 里没有文件。请放入教案或作业后再试。", f"no files in {source}")
    return tasks


def hash_file(path: Path) -> str:
    """sha256 of the file's bytes; empty if it can't be read, which the review will then say."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _from_files(source: Path, scratch: Path) -> list[Task]:
    listing = list_drafts(source, scratch, most=MOST_FILES)
    found = [Task(Submission(file=one.name, sha256=hash_file(one.path)), one.path) for one in _apart(listing.drafts)]
    skipped = [Task(Submission(file=name, sha256=""), source / name, reason) for name, reason in listing.skipped]
    return found + skipped


def _apart(drafts: Sequence[Source]) -> Iterator[Source]:
    """Two members of an archive may have one name: the second becomes `name (2)`."""
    seen: dict[str, int] = {}
    for draft in drafts:
        seen[draft.name] = seen.get(draft.name, 0) + 1
        count = seen[draft.name]
        yield draft if count == 1 else Source(f"{draft.name} ({count})", draft.path)


def _from_list(source: Path) -> list[Task]:
    rows = decode_table(source)
    named = _columns(source, rows.fieldnames or [])
    tasks: dict[str, Task] = {}
    for line, row in enumerate(rows, 2):
        given = {key: (row.get(column) or "").strip() or None for key, column in named.items()}
        if not any(given.values()):
            continue
        file = given["file"]
        if file is None:
            raise _mistake(source, line, "没有写文件路径", "no path")
        if file in tasks:
            raise _mistake(source, line, f"文件 {file} 写了两次，请只留一行", f"{file} is listed twice")
        path = source.parent / file
        tasks[file] = Task(
            Submission(
                file=file,
                sha256=hash_file(path),
                school=given.get("school"),
                teacher=given.get("teacher"),
                class_=given.get("class"),
                date=_read_date(source, line, given.get("date")),
            ),
            path,
        )
    return list(tasks.values())


def decode_table(path: Path) -> csv.DictReader[str]:
    """The rows of a CSV file in UTF-8 or GB18030. Raises UsageError if it is missing or neither."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} 打不开：{error.strerror}。", f"cannot open {path}: {error}") from error
    for encoding in ("utf-8-sig", "gb18030"):  # Excel in Chinese writes GBK
        with contextlib.suppress(UnicodeDecodeError):
            return csv.DictReader(io.StringIO(data.decode(encoding)))
    raise UsageError(f"{path} 的文字编码读不懂，请在 Excel 里另存为“CSV UTF-8”。", f"{path}: neither UTF-8 nor GB18030")


def _columns(source: Path, titles: Sequence[str]) -> dict[str, str]:
    given = {title.strip().lower(): title for title in titles if title}
    named = {
        key: next(given[name] for name in names if name in given)
        for key, names in COLUMNS.items()
        if any(name in given for name in names)
    }
    if "file" not in named:
        raise UsageError(
            f"{source} 的第一行要有“文件”（或 path）一列；还可以有：学校、教师编号、班级、日期。",
            f"{source} needs a column path; school, teacher, class and date are optional",
        )
    return named


def _read_date(source: Path, line: int, given: str | None) -> str | None:
    if given is None:
        return None
    match = _DATE.fullmatch(given)
    try:
        if match:
            return date(*map(int, match.groups())).isoformat()
    except ValueError:
        pass
    raise _mistake(source, line, f"日期“{given}”读不懂，请写成 2026-09-01", f"date {given!r}: write 2026-09-01")


def _mistake(source: Path, line: int, chinese: str, english: str) -> UsageError:
    return UsageError(f"{source} 第 {line} 行：{chinese}。", f"{source}, line {line}: {english}")
