"""The run folder: what was set, what is done, and one process at a time that writes in it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from reviewer.batch.journal import Journal
from reviewer.batch.sources import Task
from reviewer.batch.work import Failure, Outcome
from reviewer.datamodels import Review
from reviewer.errors import UsageError

REVIEWS, FAILURES, RUN, LOCK, REPORTS, TEXTS = (
    "reviews.jsonl", "failures.jsonl", "run.json", ".lock", "reports", "texts",
)  # fmt: skip
WRITTEN = (REVIEWS, FAILURES, "summary.csv", "summary.xlsx", "summary.parquet", "dashboard.html", "repeats.json")
NAMES = {
    "reviewer": "程序版本", "llm": "语言模型", "model": "语言模型的文件或服务", "kind": "--kind", "rubric lesson": "教案量规", "rubric homework": "作业量规",
    "wording lesson": "教案的问法", "wording homework": "作业的问法", "severity": "本地尺度", "embedding": "句向量模型",
    "weights lesson": "教案各项的权重", "weights homework": "作业各项的权重", "library": "范例库", "reranker": "重排模型", "max_upload_mb": "文件大小上限",
}  # fmt: skip
_UNSAFE = re.compile(r"[^\w\u3400-\u9fff-]+")


class RunFolder:
    """A folder that a batch fills, opened for writing; close it, or use it in `with`, to let others in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.reviews = Journal(folder / REVIEWS)
        self.failures = Journal(folder / FAILURES)
        self._lock: IO[str] | None = None

    @classmethod
    def start(cls, folder: Path, settings: Mapping[str, str | None], *, fresh: bool = False) -> RunFolder:
        """The folder, made if missing, locked, and mended after a run that was killed.

        Raises UsageError if another run is writing in it, or if it was begun with other `settings` (says which).
        """
        run = cls(folder)
        try:
            (folder / REPORTS).mkdir(parents=True, exist_ok=True)
            (folder / TEXTS).mkdir(exist_ok=True)
            run._take_lock()
        except OSError as error:
            raise UsageError(
                f"写不进 {folder}：{error.strerror}。请换个位置。", f"cannot write {folder}: {error}"
            ) from error
        try:
            if fresh:
                run._clear()
            run._check(settings)
            run.reviews.mend()
            run.failures.mend()
            run.write_run({"settings": dict(settings), "state": "running"})
        except BaseException:
            run.close()
            raise
        return run

    @classmethod
    def read(cls, folder: Path) -> RunFolder:
        """A folder a batch has filled or is filling, for reading. Raises UsageError if it holds none."""
        run = cls(folder)
        if not run.reviews.path.is_file():
            raise UsageError(
                f"{folder} 里没有 {REVIEWS}。请先运行 reviewer batch 材料 --out {folder}。",
                f"no {REVIEWS} in {folder}; run: reviewer batch SOURCE --out {folder}",
            )
        run.reviews.load()
        run.failures.load()
        return run

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others write in the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def left(self, tasks: Sequence[Task]) -> list[Task]:
        """The tasks not done yet. A file that failed and was changed since is done again.

        Raises UsageError for files that were reviewed and have been changed since.
        """
        reviewed = {place.file: place.sha256 for place in self.reviews.places}
        changed = [
            task.file for task in tasks if reviewed.get(task.file, task.submission.sha256) != task.submission.sha256
        ]
        if changed:
            named = "、".join(changed[:5]) + (f" 等 {len(changed)} 个" if len(changed) > 5 else "")
            raise UsageError(
                f"{named}评过之后改动了。请换一个 --out，或加 --fresh 全部重评。",
                f"changed since they were reviewed: {', '.join(changed[:5])}; use another --out, or --fresh",
            )
        sums = {task.file: task.submission.sha256 for task in tasks}
        same = {place.file for place in self.failures.places if sums.get(place.file) == place.sha256}
        self.failures.keep(same - reviewed.keys())
        done = reviewed.keys() | {place.file for place in self.failures.places}
        return [task for task in tasks if task.file not in done]

    def add(self, outcome: Outcome) -> None:
        """Put down what came of one file: its reports first, so that every line of the journal has its own."""
        for one in outcome.reviews:
            stem = stem_of(outcome.task.file, one.part)
            _write(self.path / TEXTS / f"{stem}.txt", one.text)
            _write(self.path / REPORTS / f"{stem}.html", one.html)
        if outcome.reviews:
            self.reviews.append([one.line for one in outcome.reviews])
        elif outcome.failure is not None:
            self.fail(outcome.task, outcome.failure, outcome.seconds)

    def fail(self, task: Task, failure: Failure, seconds: float = 0.0) -> None:
        row = task.submission.model_dump(by_alias=True) | asdict(failure) | {"seconds": seconds}
        self.failures.append([json.dumps(row, ensure_ascii=False)])

    def all_reviews(self) -> Iterator[Review]:
        """Every review, in order of file names; one at a time, so that memory stays flat."""
        for line in self.reviews.lines():
            yield Review.model_validate_json(line)

    def text_of(self, review: Review) -> str:
        """The draft's text as extracted."""
        return self.read_text(review_file(review), review.draft.part)

    def read_text(self, file: str, part: int = 1) -> str:
        """The text of one draft by the name of its file."""
        return (self.path / TEXTS / f"{stem_of(file, part)}.txt").read_text(encoding="utf-8")

    def write(self, name: str, content: str) -> None:
        """A file of the folder; it appears whole or not at all."""
        _write(self.path / name, content)

    def write_run(self, content: Mapping[str, Any]) -> None:
        _write(self.path / RUN, json.dumps(content, ensure_ascii=False, indent=2))

    def read_run(self) -> dict[str, Any]:
        path = self.path / RUN
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return found

    def _take_lock(self) -> None:
        self._lock = (self.path / LOCK).open("w", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # let go by the system however the process ends
        except BlockingIOError as error:
            self.close()
            raise UsageError(
                f"另一个 reviewer batch 正在写 {self.path}。请等它做完，或换一个 --out。",
                f"another batch is writing in {self.path}",
            ) from error

    def _clear(self) -> None:
        """Remove what earlier runs wrote; run.json last, so that after a kill the folder is still known as theirs.

        Raises UsageError for a folder of reports that are no run's: they are somebody's own.
        """
        known = any((self.path / name).exists() for name in (RUN, REVIEWS))
        if not known and any(True for name in (REPORTS, TEXTS) for _ in (self.path / name).iterdir()):
            raise UsageError(
                f"{self.path} 里有 {REPORTS} 或 {TEXTS}，但不是 reviewer batch 写的，没有清掉。请换一个 --out。",
                f"{self.path} holds {REPORTS} or {TEXTS} that no batch wrote; use another --out",
            )
        for name in WRITTEN:
            (self.path / name).unlink(missing_ok=True)
        for name in (REPORTS, TEXTS):
            shutil.rmtree(self.path / name)
            (self.path / name).mkdir()
        (self.path / RUN).unlink(missing_ok=True)

    def _check(self, settings: Mapping[str, str | None]) -> None:
        before = self.read_run().get("settings")
        if before is None:
            if self.reviews.path.exists():
                raise UsageError(
                    f"{self.path} 里有 {REVIEWS}，但没有 {RUN}，不知道是怎么评的。请换一个 --out，或加 --fresh。",
                    f"{self.path} holds {REVIEWS} without {RUN}; use another --out, or --fresh",
                )
            return
        different = [key for key in sorted({*before, *settings}) if before.get(key) != settings.get(key)]
        if different:
            said = "；".join(
                f"{NAMES.get(key, key)} {_shown(before.get(key))} → {_shown(settings.get(key))}" for key in different
            )
            raise UsageError(
                f"{self.path} 是用别的设置评的：{said}。请换一个 --out，或加 --fresh 全部重评。",
                f"{self.path} was begun with other settings ({', '.join(different)}); use another --out, or --fresh",
            )


def stem_of(file: str, part: int = 1) -> str:
    """The name of a draft's report and text, without suffix: readable, safe on every system, and different for each."""
    readable = _UNSAFE.sub("-", Path(file).stem)[:40].strip("-")
    return f"{readable or 'draft'}-{sha256(file.encode('utf-8', 'replace')).hexdigest()[:8]}-{part}"


def review_file(review: Review) -> str:
    """The name of the file that the reviewed draft came in."""
    return review.draft.submission.file if review.draft.submission else review.draft.name


def _shown(value: object) -> str:
    text = "无" if value is None else str(value)
    return text[:12] + "…" if len(text) > 24 else text


def _write(path: Path, content: str) -> None:
    """The file appears whole or not at all."""
    scratch = path.with_name(path.name + ".new")
    with scratch.open("w", encoding="utf-8", errors="replace") as file:
        file.write(content)
    os.replace(scratch, path)  # noqa: PTH105 (the one atomic step, said plainly)
