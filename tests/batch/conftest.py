"""One small finished batch that the tests of summaries, dashboard and ranking share."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from reviewer.batch import Plan, run_batch
from reviewer.batch.folder import RunFolder
from reviewer.config import ROOT, Settings

DRAFTS = ROOT / "eval" / "data" / "drafts"
LISTED = ("r-l01", "r-l02", "r-l03", "r-h01", "r-h02", "r-h03", "r-h04", "r-h05")


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library's index is built once for all these tests."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def library_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few exemplars: the index over all of them takes most of a minute to build."""
    folder = tmp_path_factory.mktemp("exemplars")
    for kind in ("lessons", "homework"):
        (folder / kind).mkdir()
        for path in sorted((ROOT / "corpora" / "exemplars" / kind).glob("*.md"))[:4]:
            shutil.copy(path, folder / kind)
    return folder


@pytest.fixture(scope="session")
def batch_settings(data_dir: Path, library_dir: Path) -> Settings:
    return Settings(data_dir=data_dir, library_dir=library_dir, offline=True)


@pytest.fixture
def settings(batch_settings: Settings) -> Settings:
    return batch_settings


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of eight drafts of one school; one sheet comes again a week later with other numbers, one is copied."""
    folder = tmp_path_factory.mktemp("drafts")
    rows = []
    for number, name in enumerate(LISTED):
        (folder / f"{name}.txt").write_bytes((DRAFTS / f"{name}.txt").read_bytes())
        rows.append([f"{name}.txt", "一小", f"T{number % 3}", "三1", "2026-09-07"])
    again = (DRAFTS / "r-h03.txt").read_text(encoding="utf-8").replace("5", "6")
    (folder / "again.txt").write_text(again, encoding="utf-8")
    rows.append(["again.txt", "一小", "T9", "三1", "2026年9月14日"])
    copied = (DRAFTS / "r-l01.txt").read_text(encoding="utf-8").replace("学生", "同学")
    (folder / "copied.txt").write_text(copied, encoding="utf-8")
    rows.append(["copied.txt", "二小", "T8", "三2", ""])
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 500)
    rows.append(["broken.docx", "二小", "T8", "", ""])
    with (folder / "list.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["文件", "学校", "教师编号", "班级", "日期"], *rows])
    return folder / "list.csv"


@pytest.fixture(scope="session")
def finished(source: Path, batch_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    out = tmp_path_factory.mktemp("out")
    run_batch(Plan(source, out, llm="off", workers=2), batch_settings)
    return RunFolder.read(out)
