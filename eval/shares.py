"""Where the time of a batch goes: the work of one worker done in this process, looked at some hundred times a second.

What the processor spent since the last look counts for the innermost frame that lies in a room of reviewer/, so libraries
count for whoever calls them. Looking costs little and, unlike a tracer, the same for Python and for compiled code; and
processor time, unlike looks, says the same when compiled code lets the looker in more often, and on a busy machine.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any

from reviewer.batch.folder import RunFolder
from reviewer.batch.sources import Task, list_tasks
from reviewer.batch.summaries import FORMATS, write_summaries
from reviewer.batch.work import Bench, Desk
from reviewer.config import ROOT, Settings

PACKAGE = str(ROOT / "reviewer") + "/"
EVERY_SECONDS = 0.004
WARM = 8  # drafts before the clock starts: models are loaded and the commonest sentences known
STEPS = {
    "documents": "读文件", "safety": "安全检查", "lessons": "数教案", "homework": "数作业", "models": "算句向量",
    "judging": "找证据、定答案", "library": "查范例", "rubrics": "汇成评阅", "writing": "汇成评阅", "pipeline": "汇成评阅",
    "datamodels": "汇成评阅", "reports": "写评阅网页", "batch": "存盘",
}  # fmt: skip
OTHER = "其他"


class Sampler:
    """Looks at the thread that made it, until closed; `spent` holds its processor seconds by room."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._thread_id = threading.get_ident()
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def close(self) -> None:
        self._ended.set()
        self._watcher.join()

    def _watch(self) -> None:
        clock = time.pthread_getcpuclockid(self._thread_id)
        before = time.clock_gettime(clock)
        while not self._ended.wait(EVERY_SECONDS):
            now = time.clock_gettime(clock)
            self.spent[room_of(sys._current_frames().get(self._thread_id))] += now - before
            before = now


def room_of(frame: FrameType | None) -> str:
    """The room of reviewer/ that is at work in this frame; empty outside of all."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(PACKAGE):
            return file.removeprefix(PACKAGE).split("/")[0].removesuffix(".py")
        frame = frame.f_back
    return ""


def measure_shares(source: Path, scratch: Path, settings: Settings) -> dict[str, Any]:
    """Seconds a draft and the share of each step, one worker's work; then the summaries, per draft, beside it."""
    tasks = list_tasks(source, scratch)
    desk = Desk(Bench(settings.model_copy(update={"threads": 1}), "off"), 0)
    since = time.perf_counter()
    desk.review(tasks[0])
    start = time.perf_counter() - since
    with RunFolder.start(scratch / "shares", {}) as folder:
        for task in tasks[1:WARM]:
            folder.add(desk.review(task))
        seconds, cpu, shares = _sampled(desk, folder, tasks[WARM:])
        since = time.perf_counter()
        write_summaries(folder, FORMATS)
        summaries = time.perf_counter() - since
    count = len(tasks) - WARM
    return {
        "drafts": count,
        "first_draft_s": round(start, 2),
        "draft_ms": round(seconds / count * 1000),
        "draft_cpu_ms": round(cpu / count * 1000),
        "summaries_ms": round(summaries / len(folder.reviews.places) * 1000),
        "shares": shares,
    }


def _sampled(desk: Desk, folder: RunFolder, tasks: list[Task]) -> tuple[float, float, dict[str, float]]:
    since, cpu = time.perf_counter(), time.process_time()
    with closing(Sampler()) as sampler:
        for task in tasks:
            folder.add(desk.review(task))
    seconds, cpu = time.perf_counter() - since, time.process_time() - cpu
    steps: defaultdict[str, float] = defaultdict(float)
    for room, spent in sampler.spent.items():
        steps[STEPS.get(room, OTHER)] += spent
    largest = sorted(steps.items(), key=lambda step: -step[1])
    return seconds, cpu, {name: round(spent / sum(steps.values()), 3) for name, spent in largest}
