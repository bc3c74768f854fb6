"""What happens on a click. Nothing is kept here but the stop marks of the reviews under way, by browser session."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.datamodels import Draft, Review
from reviewer.errors import ReviewerError
from reviewer.store import drafts
from reviewer.web import views
from reviewer.web.desk import TROUBLE, Desk, News
from reviewer.web.fields import correct, show_fields, show_values
from reviewer.web.files import list_samples, write_sample
from reviewer.web.site import Site

_log = logging.getLogger(__name__)

NO_FILE = "请先选一个文件：把教案或作业拖到上面的框里，也可以拍照上传。"
GONE = "这个文件已从本机的暂存里清除，请重新选一次。"

Shown = tuple[Any, ...]  # progress, results, start, stop


@dataclass(frozen=True, slots=True)
class Reading:
    """The drafts in the uploaded files, with the files and kind they were read for.

    So those of an upload before are never reviewed by mistake.
    """

    files: tuple[str, ...]
    kind: str
    drafts: tuple[Draft, ...]


class Handlers:
    """The page's event functions around one desk. `name` is the visitor as the gate let them in."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self.desk = desk
        self.site = site
        self._stops: dict[str, threading.Event] = {}

    def read(self, name: str, files: list[str] | None, kind: str) -> list[Any]:
        """The reading, what it was recognised as, the message line (or why it can't be read), and the fields."""
        if not files:
            return [None, "", "", *show_fields(())]
        try:
            reading = self._read(name, tuple(files), kind)
        except ReviewerError as error:
            return [None, "", views.error_html(error.chinese, english=error.english), *show_fields(())]
        return [reading, views.draft_html(reading.drafts[0]), "", *show_fields(reading.drafts)]

    def choose(self, reading: Reading | None, part: int | None) -> list[Any]:
        """Another lesson of the same file: what it was recognised as, and its fields."""
        draft = reading.drafts[part or 0] if reading is not None else None
        return [views.draft_html(draft), *show_values(draft)] if draft is not None else ["", *show_fields(())[2:]]

    def _read(self, name: str, files: tuple[str, ...], kind: str) -> Reading:
        paths = [Path(file) for file in files]
        if any(self.site.uploads.is_of_another(file, name) for file in files) or not all(
            path.is_file() for path in paths
        ):
            raise ReviewerError(GONE)
        try:
            return Reading(files, kind, tuple(self.desk.service.read_all(paths, kind=kind)))
        except ReviewerError:
            raise
        except Exception as error:
            _log.exception("a file could not be read")
            raise ReviewerError(TROUBLE) from error

    def review(self, name: str, files: list[str] | None, kind: str, use_model: bool, *rest: Any) -> Iterator[Shown]:
        """Progress and results as they come; the last ones stay on the page whatever goes wrong.

        `rest` is the Reading, the token of the open page, then the part and the values of `fields.NAMES` as the teacher
        left them.
        """
        reading, token, *fields = rest
        if not files:
            yield _show(progress=views.error_html(NO_FILE))
            return
        try:
            draft = self._chosen(name, tuple(files), kind, reading, tuple(fields))
        except ReviewerError as error:
            yield _show(progress=views.error_html(error.chinese, english=error.english))
            return
        stop = threading.Event()
        self._stops[token] = stop
        try:
            yield from self._follow(_Task(name, draft, tuple(files)), stop, use_model=use_model)
        finally:
            stop.set()
            self._stops.pop(token, None)

    def _chosen(
        self, name: str, files: tuple[str, ...], kind: str, reading: Reading | None, fields: tuple[Any, ...]
    ) -> Draft:
        """The draft the fields speak of; the fields of an earlier upload say nothing about this one."""
        if reading is None or (reading.files, reading.kind) != (files, kind):
            return self._read(name, files, kind).drafts[0]
        part, *values = fields
        return correct(reading.drafts[part or 0], tuple(values))

    def _follow(self, task: _Task, stop: threading.Event, *, use_model: bool) -> Iterator[Shown]:
        since = time.monotonic()
        shown: Review | None = None
        yield _show(progress=views.progress_html(None, 0, use_model=use_model), working=True)
        for news in self.desk.run(task.draft, use_model=use_model, stop=stop):
            fresh = news.review is not None and news.review is not shown
            shown = news.review or shown
            seconds = time.monotonic() - since
            if news.state == "working":
                line = views.progress_html(news.step, seconds, use_model=use_model, note=news.note)
                results = views.results_html(shown, task.draft, pending=True) if shown and fresh else None
                yield _show(progress=line, results=results, working=True)
                continue
            kept = self._keep(task, shown) if shown is not None else None
            results = views.results_html(shown, task.draft, review_id=kept) if shown is not None else None
            yield _show(progress=_last_line(news, seconds), results=results)

    def _keep(self, task: _Task, review: Review) -> int | None:
        """Where the result is kept; None if that went wrong, which must not cost the teacher the result."""
        path = Path(task.files[0])
        try:
            file = path.read_bytes() if len(task.files) == 1 and path.is_file() else None
            visitor = self.site.visitor_named(task.name)
            with self.site.database.begin() as session:
                return drafts.keep(session, visitor, task.draft, review, file).id
        except Exception:
            _log.exception("a review could not be kept")
            return None

    def stop(self, token: str) -> None:
        """Stop the review that this page started."""
        mark = self._stops.get(token)
        if mark is not None:
            mark.set()

    def sample(self, path: str | None) -> Iterator[Any]:
        """A sample was picked: hands it to the file field."""
        import gradio as gr

        if path not in {sample for _, sample in list_samples()}:
            yield gr.skip()
            return
        with tempfile.TemporaryDirectory() as folder:
            yield [write_sample(Path(str(path)), Path(folder))]


@dataclass(frozen=True, slots=True)
class _Task:
    """Whose draft is reviewed, and the files it came from."""

    name: str
    draft: Draft
    files: tuple[str, ...]


def _last_line(news: News, seconds: float) -> str:
    if news.state == "done":
        return views.done_html(seconds)
    if news.state == "stopped":
        return views.stopped_html(partial=news.review is not None)
    return views.error_html(news.message)


def _show(*, progress: str, results: str | None = None, working: bool = False) -> Shown:
    """Values for the page's outputs in their order; what is None stays as it is."""
    import gradio as gr

    return (
        progress,
        gr.skip() if results is None else results,
        gr.update(interactive=not working),
        gr.update(visible=working),
    )
