"""The journal after a kill at any byte, and the folder's refusals."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

from reviewer.batch.folder import RunFolder, stem_of
from reviewer.batch.journal import Journal
from reviewer.batch.sources import Task
from reviewer.batch.work import Failure
from reviewer.datamodels import Submission
from reviewer.errors import UsageError


def line(file: str, part: int = 1, parts: int = 0) -> str:
    draft = {"part": part, "parts": ["课"] * parts, "submission": {"file": file, "sha256": f"sum of {file}"}}
    return json.dumps({"draft": draft, "text": "面积"}, ensure_ascii=False)


def task(file: str, sha256: str) -> Task:
    return Task(Submission(file=file, sha256=sha256), Path(file))


def test_a_kill_at_any_byte_leaves_only_whole_files(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "reviews.jsonl")
    journal.append([line("a")])
    journal.append([line("b", 1, 2), line("b", 2, 2)])
    journal.append([line("c")])
    whole = journal.path.read_bytes()
    ends = {0: [], journal.places[0].end: ["a"], journal.places[2].end: ["a", "b", "b"]}
    ends[journal.places[3].end] = ["a", "b", "b", "c"]
    for cut in {*range(0, len(whole), 7), *ends, *(end - 1 for end in ends if end), len(whole) - 40}:
        journal.path.write_bytes(whole[:cut])
        again = Journal(journal.path)
        again.mend()
        length, files = max((end, files) for end, files in ends.items() if end <= cut)
        assert [place.file for place in again.places] == files
        assert journal.path.stat().st_size == length


def test_a_damaged_line_before_the_last_is_no_kill(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text(f"{line('a')}\n{{torn\n{line('b')}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="第 2 行损坏"):
        Journal(path).mend()


def test_a_folder_is_read_while_a_run_writes_in_it(tmp_path: Path) -> None:
    """Whoever ranks must not cut off the line that a batch is writing at this moment."""
    with RunFolder.start(tmp_path, {}) as folder:
        folder.reviews.append([line("a")])
        with folder.reviews.path.open("ab") as half:
            half.write(line("b").encode()[:40])
        written = folder.reviews.path.read_bytes()
        assert [place.file for place in RunFolder.read(tmp_path).reviews.places] == ["a"]
        assert folder.reviews.path.read_bytes() == written


def test_a_disk_that_fills_up_leaves_whole_lines(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "reviews.jsonl")
    journal.append([line("a")])
    whole = journal.path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 30, hard))
    try:
        with pytest.raises(OSError, match=r"reviews\.jsonl"):
            journal.append([line("b")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert journal.path.read_bytes() == whole
    journal.append([line("c")])
    assert [row["draft"]["submission"]["file"] for row in journal.rows()] == ["a", "c"]


def test_lines_come_in_order_of_names_whatever_order_they_were_written_in(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "x.jsonl")
    for name in "cab":
        journal.append([line(name)])
    assert [row["draft"]["submission"]["file"] for row in journal.rows()] == ["a", "b", "c"]


def test_changed_settings_are_refused_with_what_differs(tmp_path: Path) -> None:
    with RunFolder.start(tmp_path, {"llm": None, "kind": "auto"}):
        pass
    with pytest.raises(UsageError, match="语言模型 无 → openai:qwen"):
        RunFolder.start(tmp_path, {"llm": "openai:qwen", "kind": "auto"})
    with RunFolder.start(tmp_path, {"llm": "openai:qwen", "kind": "auto"}, fresh=True) as folder:
        assert folder.read_run()["settings"]["llm"] == "openai:qwen"


def test_fresh_clears_what_a_run_wrote_and_nothing_else(tmp_path: Path) -> None:
    for name in ("reports", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "reports" / "我的报告.docx").write_bytes(b"years of work")
    with pytest.raises(UsageError, match="不是 reviewer batch 写的"):
        RunFolder.start(tmp_path, {}, fresh=True)
    assert (tmp_path / "reports" / "我的报告.docx").read_bytes() == b"years of work"
    with RunFolder.start(tmp_path / "run", {}) as folder:
        folder.reviews.append([line("a")])
        folder.write("reports/a.html", "")
    with RunFolder.start(tmp_path / "run", {}, fresh=True) as folder:
        assert folder.reviews.places == [] and list((folder.path / "reports").iterdir()) == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with RunFolder.start(tmp_path, {}), pytest.raises(UsageError, match="另一个 reviewer batch"):
        RunFolder.start(tmp_path, {})
    with RunFolder.start(tmp_path, {}):
        pass


def test_a_failed_file_is_done_again_only_when_it_was_changed(tmp_path: Path) -> None:
    with RunFolder.start(tmp_path, {}) as folder:
        for name in ("a", "b"):
            folder.fail(task(name, "1"), Failure("read", "坏了。", "broken"))
        left = folder.left([task("a", "1"), task("b", "2"), task("c", "1")])
        assert [one.file for one in left] == ["b", "c"]
        assert [row["file"] for row in folder.failures.rows()] == ["a"]


def test_a_reviewed_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    with RunFolder.start(tmp_path, {}) as folder:
        folder.reviews.append([line("a")])
        assert folder.left([task("a", "sum of a")]) == []
        with pytest.raises(UsageError, match="a评过之后改动了"):
            folder.left([task("a", "other")])


def test_report_names_are_safe_and_different() -> None:
    names = {stem_of(file, part) for file in ("一/教 案?.docx", "二/教 案?.docx", "…") for part in (1, 2)}
    assert len(names) == 6
    assert all("/" not in name and "?" not in name and " " not in name for name in names)
    assert any(name.startswith("教-案-") for name in names)
