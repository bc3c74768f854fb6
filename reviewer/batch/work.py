"""What a worker does: one file read, reviewed and rendered, with the reviewer kept warm between files."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from reviewer.batch.sources import Task
from reviewer.config import Settings
from reviewer.datamodels import Draft, Review
from reviewer.documents import read_parts
from reviewer.errors import DraftError, ReviewerError, UnavailableError
from reviewer.models.chat import join_server, tokens_of
from reviewer.models.embeddings import share_vectors
from reviewer.models.local import Address
from reviewer.pipeline import Reviewer
from reviewer.reports import to_html

Stage = Literal["skipped", "read", "review", "worker"]


@dataclass(frozen=True, slots=True)
class Bench:
    """What every worker of a run is given: settings, names, and the shared model server if there is one."""

    settings: Settings
    llm: str  # as `reviewer review --llm`; never auto, so that all workers take the same
    kind: str = "auto"
    rubric: Path | None = None
    server: Address | None = None
    vectors: Path | None = None  # a file of this run in which workers share sentence vectors


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file has no review, in words for people: `stage` is where it stopped."""

    stage: Stage
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One draft done: its review as a line of JSON, its report, and its text as extracted."""

    part: int
    line: str
    html: str
    text: str
    unanswered: int  # questions the model failed on


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: reviews, one for each lesson in it, or a failure. `stop` says that no file will fare better.

    `silent`: the model was asked about it and answered nothing.
    """

    task: Task
    reviews: tuple[Reviewed, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0
    stop: bool = False
    silent: bool = False


class Desk:
    """One worker's reviewer, built at its first file. `place` numbers the workers of a run from 0."""

    def __init__(self, bench: Bench, place: int) -> None:
        self._bench = bench
        self._place = place
        self._reviewer: Reviewer | None = None

    def review(self, task: Task) -> Outcome:
        """The outcome for one file. Never raises: whatever goes wrong is a Failure."""
        since = time.perf_counter()
        try:
            reviewer = self._reviewer = self._reviewer or self._build()
            before = tokens_of(reviewer.chat)
            reviews = tuple(self._review_all(reviewer, task))
            generated = (tokens_of(reviewer.chat) - before).generated
            silent = generated == 0 and any(one.unanswered for one in reviews)
            return Outcome(task, reviews, None, _since(since), silent=silent)
        except UnavailableError as error:
            return Outcome(task, (), _failure("review", error), _since(since), stop=True)
        except DraftError as error:
            return Outcome(task, (), _failure("read", error), _since(since))
        except ReviewerError as error:
            return Outcome(task, (), _failure("review", error), _since(since))
        except MemoryError:
            return Outcome(task, (), TOO_LARGE, _since(since))
        except Exception as error:  # a bug of ours is one row, and the run goes on
            return Outcome(task, (), _bug(error), _since(since))

    def _build(self) -> Reviewer:
        bench = self._bench
        if bench.server is not None:
            join_server(bench.llm, bench.settings, replace(bench.server, slot=self._place))
        if bench.vectors is not None:
            share_vectors(bench.settings, bench.vectors)
        return Reviewer.from_settings(bench.settings, llm=bench.llm, rubric=bench.rubric)

    def _review_all(self, reviewer: Reviewer, task: Task) -> list[Reviewed]:
        since = time.perf_counter()
        drafts = self._read(task)
        seconds = (time.perf_counter() - since) / len(drafts)
        return [_reviewed(reviewer.review(draft, read_seconds=seconds), draft, task) for draft in drafts]

    def _read(self, task: Task) -> list[Draft]:
        settings, kind = self._bench.settings, self._bench.kind
        if task.data is None:
            return read_parts(task.path, settings=settings, kind=kind, name=task.file)
        with tempfile.TemporaryDirectory(prefix="batch-") as folder:
            path = Path(folder) / f"draft{Path(task.file).suffix}"
            path.write_bytes(task.data)
            return read_parts(path, settings=settings, kind=kind, name=task.file)


TOO_LARGE = Failure(
    "worker",
    "评阅时内存不够，已跳过。请拆成几个文件，或加大 --memory。",
    "out of memory; split the file or raise --memory",
)
TOO_SLOW = Failure(
    "worker",
    "评阅太久没有完成，已停止。请拆成几个文件，或加大 --seconds。",
    "took too long; split the file or raise --seconds",
)
CRASHED = Failure(
    "worker",
    "评阅它的进程两次意外结束，已跳过。请单独运行 reviewer review 看看。",
    "its worker ended unexpectedly twice; try reviewer review on it alone",
)


def _reviewed(review: Review, draft: Draft, task: Task) -> Reviewed:
    told = review.model_copy(update={"draft": review.draft.model_copy(update={"submission": task.submission})})
    unanswered = sum(one.unanswered for criterion in review.criteria for one in criterion.indicators)
    return Reviewed(draft.part, told.to_json(indent=None), to_html(review, draft), draft.text, unanswered)


def _failure(stage: Stage, error: ReviewerError) -> Failure:
    return Failure(stage, error.chinese, error.english)


def _bug(error: Exception) -> Failure:
    what = f"{type(error).__name__}: {error}"[:300].replace("\n", " ")
    return Failure("review", f"程序出错了（{what}）。请把这个文件和这句话发给维护者。", f"a bug: {what}")


def _since(since: float) -> float:
    return round(time.perf_counter() - since, 3)
