"""One review at work: a thread walks the draft, the page picks up what is known so far.

The local model serves one teacher at a time, so its reviews take turns, first come, first served; whoever waits gets the
measured results meanwhile. A remote one serves them side by side.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reviewer.config import Settings
from reviewer.datamodels import Draft, Kind, Progress, Review, Step
from reviewer.errors import ReviewerError
from reviewer.judging.severity import Severity
from reviewer.library.search import Library
from reviewer.models.calls import Stopped, heeding
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

    def scale(self, kind: Kind) -> str: ...

    def knows_model(self) -> bool: ...

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
    note: str = ""  # of the latest step that had one


Work = Callable[[Draft, Progress], Review]


class Queue:
    """Whose turn it is, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: deque[threading.Event] = deque()

    def join(self) -> threading.Event:
        """A place: set once it is its turn. Whoever takes one leaves it."""
        place = threading.Event()
        with self._lock:
            self._places.append(place)
            self._places[0].set()
        return place

    def leave(self, place: threading.Event) -> None:
        with self._lock:
            self._places.remove(place)
            if self._places:
                self._places[0].set()


class Desk:
    """Runs reviews for all open pages with one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._queue = Queue()

    def run(self, draft: Draft, *, use_model: bool, stop: threading.Event) -> Iterator[News]:
        """News about one review until it is done, stopped or failed; one at least every `BEAT` seconds.

        Closing the iterator or setting `stop` ends the review at its next step or question, and a call under way.
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
            with heeding(stop.is_set):
                news.put(News("done", review=work(draft, _teller(news, stop))))
        except Stopped:
            pass
        except ReviewerError as error:
            news.put(News("failed", message=error.message()))
        except Exception:
            _log.exception("a review failed")
            news.put(News("failed", message=TROUBLE))

    def _work(self, draft: Draft, tell: Progress) -> Review:
        return self.service.review(draft, on_progress=tell, use_model=False)

    def _work_with_model(self, draft: Draft, tell: Progress) -> Review:
        if (self.service.llm_name or "").startswith("openai:"):
            return self.service.review(draft, on_progress=tell, use_model=True)
        place = self._queue.join()
        try:
            if not place.is_set():
                tell(Step("judge", WAITING, partial=self._work(draft, tell)))
            while not place.wait(BEAT):
                tell(Step("judge", WAITING))
            return self.service.review(draft, on_progress=tell, use_model=True)
        finally:
            self._queue.leave(place)


def _teller(news: queue.Queue[News], stop: threading.Event) -> Progress:
    def tell(step: Step) -> None:
        if stop.is_set():
            raise Stopped
        news.put(News("working", step, step.partial, note=step.note))

    return tell


def _newest(news: queue.Queue[News], known: News) -> News:
    """The last of the waiting news, keeping the step, the partial review and the note already known."""
    try:
        found = news.get(timeout=BEAT)
        while True:
            step, review, note = found.step or known.step, found.review or known.review, found.note or known.note
            known = News(found.state, step, review, found.message, note)
            found = news.get_nowait()
    except queue.Empty:
        return known
