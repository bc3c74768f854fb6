"""The Ray engine: the same desks as actors, on this machine or on a cluster. The only place that imports ray.

Files travel as bytes, since another machine may not see them, and are read just before they are sent, so that ray's
store (which spills to disk) holds as many as there are actors.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reviewer.batch.local import TRIES, Bounds
from reviewer.batch.sources import Task
from reviewer.batch.work import CRASHED, TOO_SLOW, Bench, Desk, Outcome
from reviewer.errors import UnavailableError, UsageError

WAIT_SECONDS = 0.5


def run_ray(
    tasks: Sequence[Task], bench: Bench, workers: int, bounds: Bounds, *, address: str | None = None
) -> Generator[Outcome, None, None]:
    """As `run_local`, over ray actors. `address` is a running cluster; None starts ray on this machine.

    Memory is bounded by ray itself, which ends the actor that takes too much. Raises UnavailableError without ray,
    UsageError for a local model on a cluster of several machines.
    """
    ray = _import_ray()
    started = not ray.is_initialized()
    if started:
        _connect(ray, workers, address)
    try:
        alive = [node for node in ray.nodes() if node["Alive"]]
        if bench.server is not None and len({node["NodeManagerAddress"] for node in alive}) > 1:
            raise UsageError(
                "集群上的各台机器够不到本机的语言模型。请用 openai:模型名 和 llm_base_url 指向一个都能访问的服务（例如 vLLM）。",
                "a local model can't be reached from other nodes; use openai:NAME with llm_base_url (vLLM)",
            )
        actor = ray.remote(num_cpus=1, max_restarts=0)(Desk)
        yield from _run(ray, actor, deque((task, 1) for task in tasks), bench, min(workers, len(tasks)), bounds)
    finally:
        if started:
            ray.shutdown()


@dataclass(frozen=True, slots=True)
class _Running:
    place: int
    task: Task
    tries: int
    since: float


def _run(
    ray: Any, actor: Any, waiting: deque[tuple[Task, int]], bench: Bench, workers: int, bounds: Bounds
) -> Generator[Outcome, None, None]:
    desks: dict[int, Any] = {}
    running: dict[Any, _Running] = {}
    while waiting or running:
        for place in set(range(workers)) - {one.place for one in running.values()}:
            if waiting:
                task, tries = waiting.popleft()
                desk = desks[place] = desks.get(place) or actor.remote(bench, place)
                running[desk.review.remote(_with_data(task))] = _Running(place, task, tries, time.monotonic())
        ready, _ = ray.wait(list(running), timeout=WAIT_SECONDS)
        for reference in ready:
            one = running.pop(reference)
            try:
                yield replace(ray.get(reference), task=one.task)
            except ray.exceptions.RayError:  # the actor or its machine is gone, or took too much memory
                desks.pop(one.place)
                if one.tries < TRIES:
                    waiting.appendleft((one.task, one.tries + 1))
                else:
                    yield Outcome(one.task, (), CRASHED, round(time.monotonic() - one.since, 3))
        for reference, one in list(running.items()):
            if time.monotonic() - one.since > bounds.seconds:
                ray.kill(desks.pop(one.place))
                del running[reference]
                yield Outcome(one.task, (), TOO_SLOW, round(time.monotonic() - one.since, 3))


def _with_data(task: Task) -> Task:
    try:
        return replace(task, data=task.path.read_bytes())
    except OSError:
        return task  # reading it will say what is wrong


def _import_ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise UnavailableError(
            '用 --engine ray 需要 ray：pip install "lesson-reviewer[ray]"。不装也可以用 --engine local。',
            'the ray engine needs ray: pip install "lesson-reviewer[ray]"; or use --engine local',
        ) from error
    return ray


def _connect(ray: Any, workers: int, address: str | None) -> None:
    try:
        if address is None:
            ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
        else:
            ray.init(address=address, log_to_driver=False, configure_logging=False)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise UnavailableError(
            f"连不上 Ray（{str(error)[:120]}）。请检查 --ray-address，或改用 --engine local。",
            f"cannot reach ray: {error}",
        ) from error
