"""The throughput suite's own parts: what it counts, and what the page says about it."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from eval.batches import DRAFTS, Ran, labelled_texts, reviews
from eval.benchmarks import SECTIONS, write_page
from eval.questions import count_questions
from eval.shares import Sampler, room_of
from eval.throughput import PARTS, _account
from reviewer.config import ROOT, Settings
from reviewer.documents import draft_from_text
from reviewer.safety import check_safety

MEASURED = {"measured": "2026-01-01", "took_s": 60, "load_before": 0.1}


def line(file: str, part: int = 1, seconds: float = 1.0) -> str:
    return json.dumps({"draft": {"part": part, "submission": {"file": file}}, "seconds": seconds})


def test_every_part_has_a_section() -> None:
    assert set(PARTS) == set(SECTIONS)


def test_blind_drafts_are_left_out() -> None:
    texts = labelled_texts(Path("/nowhere"))
    blind = {(DRAFTS / f"{name}.txt").read_text(encoding="utf-8") for name in ("r-l53", "r-h33")}
    assert len(texts) == 52 + 32 and not blind & set(texts)


@pytest.mark.parametrize(
    ("reviewed", "failed", "lost", "doubled"),
    [
        ([line("a"), line("b")], ["c"], 0, 0),
        ([line("a"), line("a", 2), line("b")], ["c"], 0, 0),  # two lessons in one file
        ([line("a")], ["c"], 1, 0),
        ([line("a"), line("a"), line("b")], ["c"], 0, 1),
        ([line("a"), line("b")], ["c", "b"], 0, 1),
    ],
)
def test_lost_and_doubled_files_are_seen(
    reviewed: list[str], failed: list[str], lost: int, doubled: int, tmp_path: Path
) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (out / "reports").mkdir(parents=True)
    for name in ("a", "b", "c", "list.csv"):
        (source / name).touch()
    (out / "reviews.jsonl").write_text("".join(f"{one}\n" for one in reviewed), encoding="utf-8")
    (out / "failures.jsonl").write_text("".join(f'{{"file": "{one}"}}\n' for one in failed), encoding="utf-8")
    found = _account(source / "list.csv", out)
    assert (found["lost"], found["doubled"]) == (lost, doubled)


def test_reviews_are_equal_but_for_order_and_seconds(tmp_path: Path) -> None:
    for name, lines in {"x": [line("a", seconds=1), line("b")], "y": [line("b", seconds=3), line("a")]}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "reviews.jsonl").write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    assert reviews(tmp_path / "x") == reviews(tmp_path / "y") != []


RATE = {
    "drafts": 120, "start_s": 6, "workers_1": 110.0, "workers_2": 176.0, "speedup": 1.6, "reviewing_speedup": 1.8,
    "reviewing_s": 30.0, "whole_s": 41.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "figures", "says"),
    [
        ("rate", RATE, "1.7 倍：**没有达到**／达到"),
        ("rate", RATE, "300 份：**没有"),
        ("growth", {"seconds": {"100": 30.0, "1000": 300.0}, "start_s": 6, "exponent": 1.0}, "推算约 50 分钟"),
        ("growth", {"seconds": {"100": 30.0, "1000": 300.0}, "start_s": 6, "exponent": 1.0}, "100,1000,10000"),
        ("memory", {"drafts": 9, "window": 4, "first_mb": 800, "last_mb": 900, "ratio": 1.12, "summing_mb": None}, "**没有"),
    ],
)  # fmt: skip
def test_the_page_says_whether_a_figure_was_reached(
    part: str, figures: dict[str, Any], says: str, tmp_path: Path
) -> None:
    write_page({part: figures | MEASURED}, tmp_path / "page.md")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert says in page and page.count("还没有量") == len(SECTIONS) - 1


def test_time_counts_for_the_room_at_work() -> None:
    draft = draft_from_text((DRAFTS / "r-l01.txt").read_text(encoding="utf-8"), name="x")
    with closing(Sampler()) as sampler:
        until = time.process_time() + 0.5
        while time.process_time() < until:
            check_safety(draft, None)
    assert sampler.spent["safety"] > 0.7 * sum(sampler.spent.values()) > 0
    assert room_of(None) == ""


def test_drafts_a_minute() -> None:
    assert Ran(Path(), seconds=30.0).per_minute(100) == 200.0


def test_questions_are_counted_beside_the_usual_way(tmp_path: Path) -> None:
    script = tmp_path / "s.json"
    script.write_text('{"default": 0.9}', encoding="utf-8")
    library = tmp_path / "exemplars"
    for kind in ("lessons", "homework"):
        (library / kind).mkdir(parents=True)
        for path in sorted((ROOT / "corpora" / "exemplars" / kind).glob("*.md"))[:2]:
            shutil.copy(path, library / kind)
    settings = Settings(data_dir=tmp_path, library_dir=library, offline=True)
    found = count_questions(settings, f"scripted:{script}", [DRAFTS / "r-l19.txt"])
    assert found["counted"] == "characters"
    assert found["questions"] > 5 and found["question_tokens"] > 10 * found["questions"]
    # ten criteria, the draft in each: many times what a server evaluates that keeps the draft
    assert found["usual_asked"] > 8 * found["draft_tokens"] and found["usual_cached"] < found["usual_asked"] / 2
