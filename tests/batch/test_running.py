"""Real runs: every file once, through kills of workers and of the whole run, within bounds."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from reviewer.batch import Plan, run_batch
from reviewer.batch.folder import FAILURES, RunFolder
from reviewer.batch.journal import Journal
from reviewer.batch.running import heard
from reviewer.batch.scratch import scratch_folder
from reviewer.batch.sources import Task
from reviewer.batch.work import Failure, Outcome, Reviewed
from reviewer.cli import main
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Submission
from reviewer.errors import UnavailableError, UsageError
from reviewer.models import calls

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "models"))
from chat_server import reply, serving

DRAFTS = ROOT / "eval" / "data" / "drafts"
TWO_LESSONS = "\n".join(
    f"《{title}》教学设计\n教学目标\n1. 学生能说出{title}的含义，并举出例子。\n教学重点：{title}的含义。\n教学过程\n一、导入（5分钟）\n"
    f"出示生活中的例子，学生说一说。\n二、探究（20分钟）\n小组合作，动手量一量，汇报方法。\n三、检测（10分钟）\n人人完成三道题，同桌互查。\n"
    f"板书设计\n{title}\n教学反思\n无\n"
    for title in ("认识面积", "认识周长")
)


def without_seconds(line: bytes | str) -> dict[str, Any]:
    review: dict[str, Any] = json.loads(line)
    del review["seconds"]
    return review


def files_in(out: Path) -> Counter[str]:
    lines = (out / "reviews.jsonl").read_bytes().splitlines()
    return Counter(json.loads(line)["draft"]["submission"]["file"] for line in lines)


def test_a_broken_file_is_a_row_and_the_rest_is_reviewed(finished: RunFolder) -> None:
    assert len(finished.reviews.places) == 10
    (row,) = finished.failures.rows()
    assert (row["file"], row["stage"], row["school"]) == ("broken.docx", "read", "二小")
    assert "损坏" in row["chinese"]
    run = finished.read_run()
    assert run["counts"] == {"files": 11, "reviewed": 10, "reviews": 10, "failures": 1} | {
        "unanswered": 0,
        "without_level": 0,
    }
    assert run["state"] == "done" and run["settings"]["llm"] is None and run["seconds"] > run["reviewing_seconds"] > 0
    told = next(iter(finished.all_reviews())).draft.submission
    assert told is not None and (told.file, told.school, told.date) == ("again.txt", "一小", "2026-09-14")


def test_every_review_has_its_report_and_text(finished: RunFolder) -> None:
    reports = list((finished.path / "reports").iterdir())
    assert len(reports) == 10
    assert all(path.read_text(encoding="utf-8").startswith("<!doctype html>") for path in reports)
    for review in finished.all_reviews():
        text = finished.text_of(review)
        quotes = [e for c in review.criteria for i in c.indicators for e in i.evidence]
        assert all(text[e.start : e.end] == e.quote for e in quotes)


def test_a_batch_gives_what_single_reviews_give(finished: RunFolder, settings: Settings) -> None:
    from reviewer.pipeline import Reviewer

    reviewer = Reviewer.from_settings(settings, llm="off")
    for review in list(finished.all_reviews())[:3]:
        assert review.draft.submission is not None
        path = DRAFTS / review.draft.submission.file
        if not path.exists():
            continue
        alone = reviewer.review(reviewer.read(path))
        changed = alone.model_copy(
            update={"draft": alone.draft.model_copy(update={"submission": review.draft.submission})}
        )
        assert without_seconds(changed.to_json()) == without_seconds(review.to_json())


def test_again_repeats_nothing_and_new_files_are_added(settings: Settings, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("REVIEWER_LIBRARY_DIR", str(settings.library_dir))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r-h01.txt").write_bytes((DRAFTS / "r-h01.txt").read_bytes())
    (tmp_path / "in" / "two.txt").write_text(TWO_LESSONS, encoding="utf-8")
    arguments = ["batch", "in", "--out", "out", "--llm", "off", "--workers", "1", "--formats", "jsonl,csv"]
    assert main(arguments) == 0
    assert files_in(tmp_path / "out") == {"r-h01.txt": 1, "two.txt": 2}
    before = (tmp_path / "out" / "reviews.jsonl").read_bytes()
    (tmp_path / "in" / "x.docx").write_bytes(b"no document")
    assert main(arguments) == 5
    assert (tmp_path / "out" / "reviews.jsonl").read_bytes() == before
    assert "1 个文件评不了" in capsys.readouterr().err
    assert main([*arguments, "--kind", "lesson"]) == 2
    error = capsys.readouterr().err
    assert "--kind auto → lesson" in error and len(error.strip().splitlines()) <= 2


@pytest.mark.parametrize(("bound", "says"), [({"seconds": 0.05}, "太久"), ({"memory_mb": 40}, "内存不够")])
def test_a_file_over_its_bounds_is_a_row(bound: dict[str, Any], says: str, settings: Settings, tmp_path: Path) -> None:
    counts = run_batch(Plan(DRAFTS / "r-l01.txt", tmp_path, llm="off", workers=1, formats=["jsonl"], **bound), settings)
    assert (counts.reviews, counts.failures) == (0, 1)
    failures = Journal(tmp_path / FAILURES)
    failures.load()
    (row,) = failures.rows()
    assert row["stage"] == "worker" and says in row["chinese"]


def test_a_run_gone_on_takes_no_results_for_drafts_and_tells_all_tokens(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "r-h02.txt").write_bytes((DRAFTS / "r-h02.txt").read_bytes())
    plan = Plan(tmp_path, tmp_path / "结果", llm="off", workers=1, formats=["csv"])
    assert run_batch(plan, settings).files == 1
    journal = tmp_path / "结果" / "reviews.jsonl"  # as if a model had been asked in the run before
    row = json.loads(journal.read_bytes())
    row["provenance"]["usage"] = {"prompt": 700, "cached": 20, "generated": 9}
    journal.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (tmp_path / "结果" / "summary.csv").write_text("of fewer drafts", encoding="utf-8")
    assert run_batch(replace(plan, formats=["jsonl"]), settings).files == 1
    assert (tmp_path / "结果" / "summary.csv").read_text(encoding="utf-8-sig").startswith("file,part,")
    assert RunFolder.read(tmp_path / "结果").read_run()["tokens"] == {"prompt": 700, "cached": 20, "generated": 9}
    with pytest.raises(UsageError, match="--out"):
        run_batch(Plan(tmp_path, tmp_path / "结果" / "..", llm="off"), settings)


@pytest.mark.parametrize("bound", [{"seconds": 0.0}, {"memory_mb": 0}, {"workers": 0}])
def test_bounds_that_no_file_could_keep_are_refused(bound: dict[str, Any], settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--"):
        run_batch(Plan(DRAFTS / "r-l01.txt", tmp_path / "out", llm="off", **bound), settings)
    assert not (tmp_path / "out").exists()


def test_a_killed_worker_loses_and_doubles_nothing(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for path in sorted(DRAFTS.glob("r-h*.txt"))[:4]:
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    killed = threading.Thread(target=kill_a_worker)
    killed.start()
    counts = run_batch(Plan(tmp_path / "in", tmp_path / "out", llm="off", workers=2, formats=["jsonl"]), settings)
    killed.join()
    assert (counts.reviews, counts.failures) == (4, 0)
    assert set(files_in(tmp_path / "out").values()) == {1}


def kill_a_worker() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        workers = [one for one in psutil.Process().children() if "multiprocessing.spawn" in " ".join(one.cmdline())]
        old = [one for one in workers if time.time() - one.create_time() > 1.0]
        if old:
            return old[0].kill()
        time.sleep(0.05)
    raise AssertionError("no worker seen")


def test_a_killed_run_goes_on_where_it_stopped(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names = [path.name for path in sorted(DRAFTS.glob("r-*.txt"))[:8]]
    for name in names:
        (tmp_path / "in" / name).write_bytes((DRAFTS / name).read_bytes())
    command = [sys.executable, "-m", "reviewer.cli", "batch", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    command += ["--llm", "off", "--workers", "1", "--formats", "jsonl"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(Path.home())}
    environment |= {"REVIEWER_DATA_DIR": str(settings.data_dir), "REVIEWER_LIBRARY_DIR": str(settings.library_dir)}
    journal = tmp_path / "out" / "reviews.jsonl"
    first = subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 90
    while not (journal.exists() and journal.read_bytes().count(b"\n") >= 2):
        assert time.monotonic() < deadline and first.poll() is None
        time.sleep(0.02)
    first.kill()
    first.wait()
    kept = journal.read_bytes().rpartition(b"\n")[0]
    journal.write_bytes(kept + b'\n{"schema":"review/1","draft":{"na')
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert files_in(tmp_path / "out") == dict.fromkeys(names, 1)
    assert journal.read_bytes().startswith(kept)


def test_a_model_is_asked_in_every_worker(settings: Settings, tmp_path: Path) -> None:
    script = tmp_path / "s.json"
    script.write_text('{"default": 0.05}', encoding="utf-8")
    plan = Plan(DRAFTS / "r-h02.txt", tmp_path / "out", llm=f"scripted:{script}", workers=1, formats=["jsonl"])
    assert run_batch(plan, settings).reviews == 1
    (review,) = RunFolder.read(tmp_path / "out").all_reviews()
    assert review.provenance.llm == "scripted:s.json"


def test_questions_the_model_failed_on_are_counted_and_said(
    settings: Settings, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("REVIEWER_LIBRARY_DIR", str(settings.library_dir))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "s.json"
    script.write_text('{"default": null}', encoding="utf-8")
    command = ["batch", str(DRAFTS / "r-h01.txt"), "--out", "out", "--llm", f"scripted:{script}", "--workers", "1"]
    assert main([*command, "--formats", "jsonl"]) == 5
    counts = RunFolder.read(tmp_path / "out").read_run()["counts"]
    (review,) = RunFolder.read(tmp_path / "out").all_reviews()
    failed = [one for one in review.criteria if any(indicator.unanswered for indicator in one.indicators)]
    lost = [one for one in failed if one.level is None]
    assert (counts["reviews"], counts["failures"], counts["unanswered"]) == (1, 0, 1)
    assert counts["without_level"] == len(lost) >= 1
    said = capsys.readouterr().err
    assert f"有 1 份里语言模型没有答全，{len(lost)} 条标准因此没有等级" in said and "--fresh" in said
    page = (tmp_path / "out" / "dashboard.html").read_text(encoding="utf-8")
    assert f"语言模型没有答全的有 1 份，{len(lost)} 条标准因此没有等级" in page


def test_a_remote_model_that_is_away_begins_nothing_and_its_cost_is_told_before_and_after(
    settings: Settings, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr(calls, "REST", 0.0)  # the second run would have to wait in this same process
    away = True

    def answer(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return (503, {}) if away else (200, reply("是", {"是": 0.9, "否": 0.1}))

    with serving(answer, ["m"]) as (url, _):
        priced = settings.model_copy(update={"llm_base_url": url, "llm_price_in": 1000.0, "llm_price_out": 2000.0})
        plan = Plan(DRAFTS / "r-h02.txt", tmp_path / "out", llm="openai:m", workers=1, formats=["jsonl"])
        with pytest.raises(UnavailableError, match="还没有开始评"):
            run_batch(plan, priced)
        assert not (tmp_path / "out").exists()
        away = False
        assert run_batch(plan, priced).reviews == 1
    said = capsys.readouterr().err
    run = RunFolder.read(tmp_path / "out").read_run()
    tokens = run["tokens"]
    assert tokens["generated"] >= 1
    assert run["yuan"] == pytest.approx(
        ((tokens["prompt"] + tokens["cached"]) * 1000 + tokens["generated"] * 2000) / 1e6, abs=1e-3
    )
    before, after = said.index("这批约 1 份，模型细读最多大约要用 "), said.index("语言模型一共用了 ")
    assert before < said.index("已评 1/1") < after
    assert f"一共用了 {sum(tokens.values())} 个字元，{run['yuan']:.2f} 元" in said


def outcomes(marks: str) -> list[Outcome]:
    """One outcome a letter: s, the model said nothing; r, a review; f, a file that can't be read."""
    reviewed = (Reviewed(1, "{}", "", "", 0),)
    failure = Failure("read", "坏了。", "broken")
    made = []
    for number, mark in enumerate(marks):
        task = Task(Submission(file=f"{number}{mark}", sha256=""), Path())
        made.append(Outcome(task, (), failure) if mark == "f" else Outcome(task, reviewed, silent=mark == "s"))
    return made


@pytest.mark.parametrize(
    ("marks", "order"),
    [
        ("rsr", ["0r", "1s", "2r"]),
        ("sfr", ["1f", "0s", "2r"]),  # a file that can't be read does not show that the model is there
        ("ssss", ["0s", "1s", "2s", "3s"]),
        ("ssssrssss", ["0s", "1s", "2s", "3s", "4r", "5s", "6s", "7s", "8s"]),
        ("rssssfs", ["0r", "5f", UnavailableError]),
    ],
)
def test_a_model_that_says_nothing_any_more_stops_the_run(marks: str, order: list[Any]) -> None:
    seen: list[Any] = []
    try:
        for outcome in heard(outcomes(marks)):
            seen.append(outcome.task.file)
    except UnavailableError as error:
        assert "接连 5 份没有回答" in error.chinese
        seen.append(UnavailableError)
    assert seen == order


def test_the_scratch_of_a_killed_run_is_cleared_by_the_next_one(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, other = tmp_path / "batch-left", tmp_path / "batch-other"
    for folder in (left, other):
        folder.mkdir()
        (folder / "draft.txt").write_text("教案", encoding="utf-8")
    (left / ".lock").touch()
    with scratch_folder() as first:
        (first / "draft.txt").write_text("教案", encoding="utf-8")
        with scratch_folder() as second:
            assert first != second and (first / "draft.txt").is_file()
        assert not left.exists() and other.exists() and not second.exists()
    assert not first.exists()
