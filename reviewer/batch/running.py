"""One batch from source to summaries: what is left is reviewed by an engine, and every outcome is put down at once."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from reviewer.batch.costs import check_tried, foretell_batch, is_asked_afar
from reviewer.batch.folder import RunFolder
from reviewer.batch.local import Bounds, run_local
from reviewer.batch.progress import BatchProgress
from reviewer.batch.scratch import scratch_folder
from reviewer.batch.sources import Task, list_tasks
from reviewer.batch.summaries import FORMATS, write_summaries
from reviewer.batch.tally import Tally
from reviewer.batch.work import Bench, Failure, Outcome
from reviewer.config import Settings
from reviewer.datamodels import Usage
from reviewer.errors import UnavailableError, UsageError
from reviewer.models.chat import serve_local
from reviewer.models.costs import describe_cost
from reviewer.pipeline import Reviewer

_log = logging.getLogger(__name__)
SECONDS_OFF, SECONDS_MODEL = 180.0, 3600.0  # for one file, without and with a language model
MEMORY_MB = 3072
SILENT = 5  # files in a row that the model said nothing about


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is asked to do. None: chosen by what is there."""

    source: Path
    out: Path
    llm: str | None = None
    kind: str = "auto"
    rubric: Path | None = None
    workers: int | None = None
    engine: Literal["local", "ray"] = "local"
    fresh: bool = False
    formats: Sequence[str] = FORMATS
    seconds: float | None = None
    memory_mb: int = MEMORY_MB
    ray_address: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the folder when the run ends: files with reviews, reviews, files without.

    `unanswered` reviews have a question that the model failed on; `without_level` criteria have no level for that.
    """

    files: int
    reviewed: int
    reviews: int
    failures: int
    unanswered: int
    without_level: int


def run_batch(plan: Plan, settings: Settings) -> Counts:
    """Review everything in `plan.source` that `plan.out` does not hold yet, and write the summaries.

    Raises UsageError for a wrong plan or a folder begun with other settings, UnavailableError for a model or engine
    that can't be had; then what is done stays, and the same call goes on from there.
    """
    since = time.perf_counter()
    _check(plan)
    reviewer = Reviewer.from_settings(settings, llm=plan.llm, rubric=plan.rubric)
    for notice in reviewer.notices:
        sys.stderr.write(f"{notice}\n")
    described = settings_of(plan, reviewer)
    check_tried(reviewer)
    with scratch_folder() as scratch:
        tasks = _tasks(plan, scratch)
        with RunFolder.start(plan.out, described, fresh=plan.fresh) as folder:
            before = folder.read_run()
            begun = time.perf_counter()
            _review(plan, reviewer, folder, tasks, scratch)
            reviewing = time.perf_counter() - begun
            tally = write_summaries(folder, plan.formats, _workers(plan))
            counts = _count(folder, tally)
            folder.write_run(
                before
                | {
                    "state": "done",
                    "finished": datetime.now(UTC).isoformat(timespec="seconds"),
                    "source": str(plan.source),
                    "engine": plan.engine,
                    "workers": _workers(plan),
                    "counts": asdict(counts),
                    "seconds": round(time.perf_counter() - since, 1),
                    "reviewing_seconds": round(reviewing, 1),  # the workers' part; start and summaries are the rest
                    "tokens": asdict(tally.tokens),
                    "yuan": None if tally.yuan is None else round(tally.yuan, 4),
                }
            )
            if is_asked_afar(reviewer):
                used = Usage(**asdict(tally.tokens), yuan=tally.yuan)
                sys.stderr.write(f"语言模型一共用了 {describe_cost(used)}（以前运行的也算在内）。\n")
    return counts


def settings_of(plan: Plan, reviewer: Reviewer) -> dict[str, str | None]:
    """What may not change between two runs into one folder."""
    return reviewer.describe() | {"kind": plan.kind, "max_upload_mb": str(reviewer.settings.max_upload_mb)}


def _check(plan: Plan) -> None:
    unknown = [name for name in plan.formats if name not in FORMATS]
    if unknown:
        raise UsageError(
            f"--formats 不认识 {'、'.join(unknown)}，可以写：{','.join(FORMATS)}。", f"formats: {','.join(FORMATS)}"
        )
    if plan.workers is not None and plan.workers < 1:
        raise UsageError("--workers 至少是 1。", "--workers must be at least 1")
    if (plan.seconds is not None and plan.seconds <= 0) or plan.memory_mb <= 0:
        raise UsageError("--seconds 和 --memory 要大于 0。", "--seconds and --memory must be above 0")
    if plan.out.resolve() == plan.source.resolve():
        raise UsageError("--out 不能就是放材料的文件夹，请换一个。", "--out can't be the source itself")


def _tasks(plan: Plan, scratch: Path) -> list[Task]:
    """What lies in the source, without the results of earlier runs where they are kept in a folder inside it."""
    tasks, source, out = list_tasks(plan.source, scratch), plan.source.resolve(), plan.out.resolve()
    if source.is_dir() and source in out.parents:
        inside = f"{out.relative_to(source).as_posix()}/"
        tasks = [task for task in tasks if not task.file.startswith(inside)]
    return tasks


def _workers(plan: Plan) -> int:
    return plan.workers or os.cpu_count() or 1


def _review(plan: Plan, reviewer: Reviewer, folder: RunFolder, tasks: Sequence[Task], scratch: Path) -> None:
    """Review what is left. `scratch` is thrown away after the run."""
    left = folder.left(tasks)
    for task in left:
        if task.skipped:
            folder.fail(task, Failure("skipped", f"{task.skipped}。", "skipped: not a draft"))
    left = [task for task in left if not task.skipped]
    if not left:
        return
    if is_asked_afar(reviewer):
        sys.stderr.write(f"{foretell_batch(left, reviewer, plan.kind)}\n")
    done = len(tasks) - len(left)
    workers = min(_workers(plan), len(left))
    progress = BatchProgress(len(tasks), done)
    bench = Bench(
        settings=reviewer.settings.model_copy(update={"threads": 1}),
        llm=_name_of(plan, reviewer),
        kind=plan.kind,
        rubric=plan.rubric,
        server=serve_local(reviewer.chat, reviewer.settings, workers),
        vectors=scratch / "vectors.sqlite",
    )
    with closing(_engine(plan, left, bench, workers)) as outcomes:
        for outcome in heard(outcomes):
            if outcome.stop and outcome.failure is not None:
                raise UnavailableError(outcome.failure.chinese, outcome.failure.english)
            folder.add(outcome)
            progress.advance(failed=outcome.failure is not None)
            _log.info("file done", extra=_told(outcome))
    progress.close()


def heard(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Outcomes as they come, but those on which the model said nothing only when it has answered about another.

    Raises UnavailableError when SILENT of them wait: the model is gone, and their files are left for when it is back.
    """
    waiting: list[Outcome] = []
    for outcome in outcomes:
        if outcome.silent:
            waiting.append(outcome)
            if len(waiting) == SILENT:
                raise UnavailableError(
                    f"语言模型接连 {SILENT} 份没有回答，已停下；评好的都在。请检查模型服务，再运行同一条命令接着评。",
                    f"the model answered nothing about {SILENT} files in a row; check it, then run the same command again",
                )
            continue
        if outcome.reviews:
            yield from waiting
            waiting = []
        yield outcome
    yield from waiting


def _engine(plan: Plan, left: Sequence[Task], bench: Bench, workers: int) -> Generator[Outcome, None, None]:
    bounds = Bounds(plan.seconds or (SECONDS_MODEL if bench.llm != "off" else SECONDS_OFF), plan.memory_mb * 2**20)
    if plan.engine == "local":
        return run_local(left, bench, workers, bounds)
    from reviewer.batch.cluster import run_ray

    return run_ray(left, bench, workers, bounds, address=plan.ray_address)


def _name_of(plan: Plan, reviewer: Reviewer) -> str:
    """The model by a name that means the same in every worker: never auto, and a script by its path."""
    if reviewer.llm_name is None:
        return "off"
    wanted = plan.llm or reviewer.settings.llm
    return wanted if wanted.startswith("scripted:") else reviewer.llm_name


def _told(outcome: Outcome) -> dict[str, object]:
    failure = outcome.failure.english if outcome.failure else None
    return {"file": outcome.task.file, "seconds": outcome.seconds, "reviews": len(outcome.reviews), "failure": failure}


def _count(folder: RunFolder, tally: Tally) -> Counts:
    reviewed = {place.file for place in folder.reviews.places}
    failed = len(folder.failures.places)
    return Counts(
        files=len(reviewed) + failed,
        reviewed=len(reviewed),
        reviews=len(folder.reviews.places),
        failures=failed,
        unanswered=tally.unanswered,
        without_level=tally.without_level,
    )
