"""One review at work: a thread walks the draft, the page picks up what is known so far.

A model serves one teacher at a time, so model reviews take turns; whoever waits gets the measured results meanwhile.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reviewer.config import Settings
from reviewer.datamodels import Draft, Kind, Progress, Review, Step
from reviewer.errors import ReviewerError
from reviewer.judging.severity import Severity
from reviewer.library.search import Library
from reviewer.rubrics import Rubric

_log = logging.getLogger(__name__)

BEAT = 0.5  # seconds between looks at the stop mark; also how fast a closed tab is noticed
WAITING = "模型正在评别人的稿子，您排在后面；先看数出来的结果"
TROUBLE = "评阅中途出了意外，没有评完。文件还在，请再点一次“开始评阅”；还是不行，请把运行窗口里的提示发给管理员。"


class Service(Protocol):
    """What the page asks of a reviewer; `reviewer.pipeline.Reviewer` is one."""

    settings: Settings
    llm_name: str | None
    notices: list[str]

    @property
    def library(self) -> Library: ...

    def reopen_library(self) -> None: ...

    def rubric(self, kind: Kind) -> Rubric: ...

    def adopt(self, rubric: Rubric) -> None: ...

    def weigh_like(self, severity: Severity) -> None: ...

    def weigh_plainly(self, rubric: Rubric) -> None: ...

    def read(self, path: Path, *, kind: str = "auto", name: str | None = None) -> Draft: ...

    def read_all(self, paths: Sequence[Path], *, kind: str = "auto") -> list[Draft]: ...

    def review(
        self,
        draft: Draft,
        *,
        on_progress: Progress | None = None,
        previous: Sequence[Draft] = (),
        use_model: bool = True,
    ) -> Review: ...


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the last look. `review` is the newest one known, final once `state` is `done`."""

    state: str  # working | done | stopped | failed
    step: Step | None = None
    review: Review | None = None
    message: str = ""


Work = Callable[[Draft, Progress], Review]


class _Stopped(Exception):
    """Raised inside the worker at the next step after the user stopped."""


class Desk:
    """Runs reviews for all open pages with one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._turn = threading.Lock()

    def run(self, draft: Draft, *, use_model: bool, stop: threading.Event) -> Iterator[News]:
        """News about one review until it is done, stopped or failed; one at least every `BEAT` seconds.

        Closing the iterator or setting `stop` ends the review at its next step.
        """
        news: queue.Queue[News] = queue.Queue()
        work = self._work_with_model if use_model else self._work
        threading.Thread(target=self._guard, args=(work, draft, news, stop), daemon=True).start()
        latest = News("working")
        try:
            while not stop.is_set():
                latest = _newest(news, latest)
                yield latest
                if latest.state != "working":
                    return
            yield News("stopped", review=latest.review)
        finally:
            stop.set()

    def _guard(self, work: Work, draft: Draft, news: queue.Queue[News], stop: threading.Event) -> None:
        try:
            news.put(News("done", review=work(draft, _teller(news, stop))))
        except _Stopped:
            pass
        except ReviewerError as error:
            news.put(News("failed", message=error.message()))
        except Exception:
            _log.exception("a review failed")
            news.put(News("failed", message=TROUBLE))

    def _work(self, draft: Draft, tell: Progress) -> Review:
        return self.service.review(draft, on_progress=tell, use_model=False)

    def _work_with_model(self, draft: Draft, tell: Progress) -> Review:
        if not self._turn.acquire(blocking=False):
            tell(Step("judge", WAITING, partial=self._work(draft, tell)))
            while not self._turn.acquire(timeout=BEAT):
                tell(Step("judge", WAITING))
        try:
            return self.service.review(draft, on_progress=tell, use_model=True)
        finally:
            self._turn.release()


def _teller(news: queue.Queue[News], stop: threading.Event) -> Progress:
    def tell(step: Step) -> None:
        if stop.is_set():
            raise _Stopped
        news.put(News("working", step, step.partial))

    return tell


def _newest(news: queue.Queue[News], known: News) -> News:
    """The last of the waiting news, keeping the step and the partial review already known."""
    try:
        found = news.get(timeout=BEAT)
        while True:
            known = News(found.state, found.step or known.step, found.review or known.review, found.message)
            found = news.get_nowait()
    except queue.Empty:
        return known
