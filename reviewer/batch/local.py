"""The local engine: worker processes, each with its own pipe, watched for time and memory.

Not a pool from a library: those share one pipe among their workers, which a worker killed while writing corrupts for
all, and none bounds the memory of a task.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from reviewer.batch.sources import Task
from reviewer.batch.work import CRASHED, TOO_LARGE, TOO_SLOW, Bench, Desk, Failure, Outcome
from reviewer.config import one_thread_each
from reviewer.documents.sandbox import memory_of

TRIES = 2  # a worker may be killed for no fault of its file; twice is no chance
WATCH_SECONDS = 0.5
_spawn = multiprocessing.get_context("spawn")  # a fork of a process with threads is not safe


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may take: seconds, and bytes of its worker and that one's children together."""

    seconds: float
    memory: int


def run_local(tasks: Sequence[Task], bench: Bench, workers: int, bounds: Bounds) -> Generator[Outcome, None, None]:
    """The outcome of every task, as they come. Whatever happens to a worker, each task has just one outcome."""
    waiting = deque((task, 1) for task in tasks)
    team = [_Worker(bench, place) for place in range(min(workers, len(tasks)))]
    try:
        while True:
            for worker in team:
                if waiting and worker.task is None:
                    worker.give(*waiting.popleft())
            busy = [worker for worker in team if worker.task is not None]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], timeout=WATCH_SECONDS)
            for worker in busy:
                outcome = worker.take(bounds, ready)
                if isinstance(outcome, Outcome):
                    if waiting:  # before the outcome is written down: that takes a while
                        worker.give(*waiting.popleft())
                    yield outcome
                elif outcome is not None:
                    waiting.appendleft(outcome)
    finally:
        for worker in team:
            worker.end()


class _Worker:
    """One worker process and the task it is at. A process that died is replaced at the next task."""

    def __init__(self, bench: Bench, place: int) -> None:
        self._bench = bench
        self._place = place
        self._process: Any = None
        self.pipe: Connection
        self.task: Task | None = None
        self._tries = 0
        self._since = 0.0
        self._looked = 0.0

    def give(self, task: Task, tries: int) -> None:
        if self._process is None or not self._process.is_alive():
            self._start()
        self.task, self._tries = task, tries
        self._since = self._looked = time.monotonic()
        with contextlib.suppress(OSError):  # died this moment: noticed when the answer is taken
            self.pipe.send(task)

    def take(self, bounds: Bounds, ready: Sequence[object]) -> Outcome | tuple[Task, int] | None:
        """The outcome if there is one; the task to try again if the process died; None while it works."""
        assert self.task is not None
        if self.pipe in ready:
            try:
                outcome: Outcome = self.pipe.recv()
            except (EOFError, OSError):
                return self._died()
            self.task = None
            return outcome
        now = time.monotonic()
        if now - self._since > bounds.seconds:
            return self._give_up(TOO_SLOW)
        if now - self._looked >= WATCH_SECONDS:
            self._looked = now
            if memory_of(self._process.pid) > bounds.memory:
                return self._give_up(TOO_LARGE)
        return None

    def end(self) -> None:
        """Kill the process and whatever it started."""
        import psutil

        if self._process is None:
            return
        family: list[Any] = []
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        for child in family:
            with contextlib.suppress(psutil.Error):
                child.kill()
        self._process.join()
        self.pipe.close()
        self._process = None

    def _start(self) -> None:
        if self._process is not None:
            self.end()
        self.pipe, theirs = _spawn.Pipe()
        self._process = _spawn.Process(target=_work, args=(theirs, self._bench, self._place), daemon=False)
        with one_thread_each():
            self._process.start()
        theirs.close()  # so that the pipe ends when the process does

    def _died(self) -> Outcome | tuple[Task, int]:
        task, self.task = self.task, None
        assert task is not None
        self.end()
        if self._tries < TRIES:
            return task, self._tries + 1
        return Outcome(task, (), CRASHED, round(time.monotonic() - self._since, 3))

    def _give_up(self, failure: Failure) -> Outcome:
        task, self.task = self.task, None
        assert task is not None
        self.end()
        return Outcome(task, (), failure, round(time.monotonic() - self._since, 3))


def _work(pipe: Connection, bench: Bench, place: int) -> None:
    """The worker process: files come in, outcomes go out, until the pipe ends with the process at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all: the first process decides
    desk = Desk(bench, place)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            pipe.send(desk.review(pipe.recv()))
