"""The ray engine on a cluster of two nodes: the same reviews, also when a worker is killed or a node is lost."""

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
from reviewer.batch.work import Bench, Outcome
from reviewer.config import ROOT, Settings

DRAFTS = ROOT / "eval" / "data" / "drafts"
pytestmark = [
    pytest.mark.ray,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


STORE_BYTES = 80 * 2**20  # the least ray takes
QUICK = {"health_check_period_ms": 500, "health_check_failure_threshold": 3, "health_check_initial_delay_ms": 0}


@pytest.fixture(scope="module", autouse=True)
def two_nodes() -> Iterator[Any]:
    """A cluster of two nodes with one core each, both on this machine."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": STORE_BYTES}
    cluster = Cluster(initialize_head=True, head_node_args=node | {"include_dashboard": False, "_system_config": QUICK})
    cluster.add_node(**node)
    ray.init(address=cluster.address, log_to_driver=False, configure_logging=False)
    cluster.wait_for_nodes()
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def without_seconds(line: str | bytes) -> dict[str, Any]:
    review: dict[str, Any] = json.loads(line)
    del review["seconds"]
    return review


def sheets(source: Path) -> list[Task]:
    return [task for task in list_tasks(source, source.parent) if task.file.startswith(("r-h", "again", "broken"))]


def check_same(outcomes: list[Outcome], tasks: list[Task], finished: RunFolder) -> None:
    """Every file once, and each review as the local engine gave it."""
    assert sorted(outcome.task.file for outcome in outcomes) == sorted(task.file for task in tasks)
    assert [outcome.task.file for outcome in outcomes if outcome.failure] == ["broken.docx"]
    local = {row["draft"]["submission"]["file"]: without_seconds(json.dumps(row)) for row in finished.reviews.rows()}
    for outcome in outcomes:
        for one in outcome.reviews:
            assert without_seconds(one.line) == local[outcome.task.file]


def test_two_nodes_give_the_same_reviews_with_a_worker_killed(
    two_nodes: Any, source: Path, finished: RunFolder, settings: Settings
) -> None:
    tasks = sheets(source)
    bench = Bench(settings.model_copy(update={"threads": 1}), "off")
    killed: list[int] = []  # an assertion in a thread would be lost
    killer = threading.Thread(target=kill_an_actor, args=(killed,))
    outcomes = []
    for outcome in run_ray(tasks, bench, 2, Bounds(120, 2**32)):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            killer.start()
    killer.join()
    assert len(killed) == 1
    check_same(outcomes, tasks, finished)


def desks() -> list[psutil.Process]:
    """The processes of the actors, whichever node they belong to."""
    mine = psutil.Process().children(recursive=True)
    return [one for one in mine if "Desk" in " ".join(one.cmdline())]


def kill_an_actor(killed: list[int]) -> None:
    deadline = time.monotonic() + 30
    while not killed and time.monotonic() < deadline:
        for process in desks()[:1]:
            os.kill(process.pid, signal.SIGKILL)
            killed.append(process.pid)
        time.sleep(0.05)


def test_a_file_over_its_time_is_a_row(settings: Settings) -> None:
    (task,) = list_tasks(DRAFTS / "r-h01.txt", DRAFTS)
    (outcome,) = run_ray([task], Bench(settings, "off"), 1, Bounds(0.0, 2**32))
    assert outcome.failure is not None and "太久" in outcome.failure.chinese
    assert isinstance(outcome.task, Task)


def test_more_bytes_than_the_store_holds(settings: Settings, tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.docx").write_bytes(bytes(18 * 2**20))
    tasks = list_tasks(tmp_path, tmp_path)
    assert sum(task.path.stat().st_size for task in tasks) > 2 * STORE_BYTES
    outcomes = list(run_ray(tasks, Bench(settings, "off"), 2, Bounds(120, 2**32)))
    assert sorted(outcome.task.file for outcome in outcomes) == [task.file for task in tasks]
    assert {outcome.failure.stage for outcome in outcomes if outcome.failure} == {"read"}


def test_a_lost_node_loses_no_draft(two_nodes: Any, source: Path, finished: RunFolder, settings: Settings) -> None:
    """Last in this file: afterwards the cluster has room for one desk of two."""
    import ray

    tasks = sheets(source)
    outcomes = []
    for outcome in run_ray(tasks, Bench(settings.model_copy(update={"threads": 1}), "off"), 2, Bounds(60, 2**32)):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            two_nodes.remove_node(two_nodes.list_all_nodes()[-1], allow_graceful=False)
    check_same(outcomes, tasks, finished)
    until = time.monotonic() + 60  # the drafts may be done before the cluster calls the node dead
    while (alive := sum(node["Alive"] for node in ray.nodes())) != 1 and time.monotonic() < until:
        time.sleep(0.2)
    assert alive == 1
