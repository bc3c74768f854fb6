"""The Ray engine: the same desks as actors, on this machine or on a cluster. The only place that imports ray.

Files travel as bytes, since another machine may not see them, and are read just before they are sent, so that ray's
store (which spills to disk) holds as many as there are actors. Actors and not a ray.data pipeline, because a file that
takes too long must be ended alone, and an outcome must be on the disk as soon as it is there.
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
STARTS = 3  # failed starts in a row, for each place, after which no desk will start


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
        team = _Team(ray, bench, min(workers, len(tasks)))
        yield from _run(team, deque((task, 1) for task in tasks), bounds)
    finally:
        if started:
            ray.shutdown()


@dataclass(frozen=True, slots=True)
class _Running:
    place: int
    desk: Any
    task: Task
    tries: int
    since: float


class _Team:
    """The desks of a run: some starting, some free, some at a file. A place whose desk is gone gets another.

    A file is given only to a desk that is there: after a machine was lost the cluster may have room for fewer, and a
    file must not wait for one that never comes.
    """

    def __init__(self, ray: Any, bench: Bench, workers: int) -> None:
        self.running: dict[Any, _Running] = {}  # by the reference that the outcome comes with
        self.free: dict[int, Any] = {}  # by place
        self._starting: dict[Any, tuple[int, Any]] = {}  # by the reference that tells when it is there
        self._failed_starts = 0
        self._ray = ray
        self._bench = bench
        self._workers = workers
        self._actor = ray.remote(num_cpus=1, max_restarts=0)(Desk)

    def fill(self) -> None:
        """Start a desk at every place that has none."""
        taken = {*self.free, *(one.place for one in self.running.values()), *(at for at, _ in self._starting.values())}
        for place in set(range(self._workers)) - taken:
            desk = self._actor.remote(self._bench, place)
            self._starting[desk.__ray_ready__.remote()] = place, desk

    def give(self, task: Task, tries: int) -> None:
        """Hand a file to a free desk."""
        place, desk = self.free.popitem()
        reference = desk.review.remote(_with_data(task))
        self.running[reference] = _Running(place, desk, task, tries, time.monotonic())

    def wait(self) -> list[tuple[_Running, Outcome | None]]:
        """What is done by now: outcomes, or None for a file whose desk is gone. Frees desks.

        Raises UnavailableError when desks keep dying before they have started.
        """
        ready, _ = self._ray.wait([*self.running, *self._starting], num_returns=1, timeout=WAIT_SECONDS)
        done: list[tuple[_Running, Outcome | None]] = []
        for reference in ready:
            if reference in self._starting:
                self._welcome(reference)
                continue
            one = self.running.pop(reference)
            try:
                done.append((one, replace(self._ray.get(reference), task=one.task)))
                self.free[one.place] = one.desk
            except self._ray.exceptions.RayError:  # it or its machine is gone, or took too much memory
                done.append((one, None))
        return done

    def end_late(self, seconds: float) -> list[_Running]:
        """The files that took longer than this; their desks are ended."""
        late = [(reference, one) for reference, one in self.running.items() if time.monotonic() - one.since > seconds]
        for reference, one in late:
            self._ray.kill(one.desk)
            del self.running[reference]
        return [one for _, one in late]

    def _welcome(self, reference: Any) -> None:
        place, desk = self._starting.pop(reference)
        try:
            self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            self._failed_starts += 1
            if self._failed_starts > STARTS * self._workers:
                raise UnavailableError(
                    f"Ray 上的进程总是起不来（{str(error)[:120]}）。请检查各台机器上的安装，或改用 --engine local。",
                    f"ray workers do not start: {str(error)[:300]}",
                ) from error
            return
        self._failed_starts = 0
        self.free[place] = desk


def _run(team: _Team, waiting: deque[tuple[Task, int]], bounds: Bounds) -> Generator[Outcome, None, None]:
    while waiting or team.running:
        if waiting:
            team.fill()
        while waiting and team.free:
            team.give(*waiting.popleft())
        for one, outcome in team.wait():
            if outcome is not None:
                yield outcome
            elif one.tries < TRIES:
                waiting.appendleft((one.task, one.tries + 1))
            else:
                yield Outcome(one.task, (), CRASHED, _took(one))
        for one in team.end_late(bounds.seconds):
            yield Outcome(one.task, (), TOO_SLOW, _took(one))


def _took(one: _Running) -> float:
    return round(time.monotonic() - one.since, 3)


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
    except Exception as error:  # ray raises many kinds, a bare Exception where a node is slow to start
        raise UnavailableError(
            f"连不上 Ray（{str(error)[:120]}）。请检查 --ray-address，或改用 --engine local。",
            f"cannot reach ray: {error}",
        ) from error
