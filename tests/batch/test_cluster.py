"""The ray engine on a small ray of this machine: the same reviews, also when a worker is killed."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from reviewer.batch.cluster import run_ray
from reviewer.batch.folder import RunFolder
from reviewer.batch.local import Bounds
from reviewer.batch.sources import Task, list_tasks
from reviewer.batch.work import Bench
from reviewer.config import ROOT, Settings

DRAFTS = ROOT / "eval" / "data" / "drafts"
pytestmark = [
    pytest.mark.ray,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def small_ray() -> Iterator[None]:
    ray = pytest.importorskip("ray")
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
        object_store_memory=80 * 2**20,
    )
    yield
    ray.shutdown()


def without_seconds(line: str | bytes) -> dict[str, Any]:
    review: dict[str, Any] = json.loads(line)
    del review["seconds"]
    return review


def test_ray_gives_the_same_reviews_with_a_worker_killed(source: Path, finished: RunFolder, settings: Settings) -> None:
    tasks = [task for task in list_tasks(source, source.parent) if task.file.startswith(("r-h", "again", "broken"))]
    bench = Bench(settings.model_copy(update={"threads": 1}), "off")
    killer = threading.Thread(target=kill_an_actor)
    outcomes = []
    for outcome in run_ray(tasks, bench, 2, Bounds(120, 2**32)):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            killer.start()
    killer.join()
    assert sorted(outcome.task.file for outcome in outcomes) == sorted(task.file for task in tasks)
    assert [outcome.task.file for outcome in outcomes if outcome.failure] == ["broken.docx"]
    local = {row["draft"]["submission"]["file"]: without_seconds(json.dumps(row)) for row in finished.reviews.rows()}
    for outcome in outcomes:
        for one in outcome.reviews:
            assert without_seconds(one.line) == local[outcome.task.file]


def kill_an_actor() -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for process in psutil.Process().children(recursive=True):
            if "Desk" in " ".join(process.cmdline()):
                return os.kill(process.pid, signal.SIGKILL)
        time.sleep(0.05)
    raise AssertionError("no actor seen")


def test_a_file_over_its_time_is_a_row(settings: Settings) -> None:
    (task,) = list_tasks(DRAFTS / "r-h01.txt", DRAFTS)
    (outcome,) = run_ray([task], Bench(settings, "off"), 1, Bounds(0.0, 2**32))
    assert outcome.failure is not None and "太久" in outcome.failure.chinese
    assert isinstance(outcome.task, Task)
