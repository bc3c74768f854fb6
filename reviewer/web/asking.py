"""One request to a part of the page: what was asked, by whom; the answer is a piece of HTML or a file."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from reviewer.errors import ReviewerError, UsageError
from reviewer.store.accounts import Visitor
from reviewer.web.desk import TROUBLE
from reviewer.web.views import error_html

_log = logging.getLogger(__name__)

MAX_FIELDS = 400
MAX_FILE = 20_000_000  # bytes
MAX_FIELD = 100_000  # bytes of one value
TOO_MUCH = "送来的内容太长，或者文件不止一个。请减少一些再试。"


@dataclass(frozen=True, slots=True)
class Asked:
    """Values of the path, the query and the form together, and the files that came along, by field."""

    visitor: Visitor
    values: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]

    def number(self, name: str) -> int:
        """A whole number. Raises UsageError for anything else."""
        value = self.values.get(name, "")
        if not value.isascii() or not value.isdigit() or len(value) > 9:
            raise UsageError("地址不对，请从页面上的链接进来。", f"{name} must be a number")
        return int(value)

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """A file to keep, or with `shown` one that the browser opens itself."""

    name: str
    body: bytes
    media: str = "application/octet-stream"
    shown: bool = False


Answer = str | FileAnswer
Part = Callable[[Asked], Answer]


def answer_get(path: str, part: Part) -> Route:
    """A part that only shows something."""
    return _route(path, part, "GET")


def answer_post(path: str, part: Part) -> Route:
    """A part that changes something: the visitor's token must come along."""
    return _route(path, part, "POST")


def _route(path: str, part: Part, method: str) -> Route:
    async def endpoint(request: Request) -> Response:
        visitor: Visitor = request.scope["visitor"]
        try:
            asked = await _read(request, visitor)
            return _respond(await run_in_threadpool(part, asked))
        except ReviewerError as error:
            return HTMLResponse(error_html(error.chinese, "没有做成", error.english), 422)
        except HTTPException as error:  # what the form parser refuses: too many fields or files, or one too large
            return HTMLResponse(error_html(TOO_MUCH, "没有做成", error.detail), 422)
        except Exception:
            _log.exception("a part of the page failed")
            return HTMLResponse(error_html(TROUBLE, "没有做成"), 500)

    return Route(path, endpoint, methods=[method])


async def _read(request: Request, visitor: Visitor) -> Asked:
    values = dict(request.query_params) | {name: str(value) for name, value in request.path_params.items()}
    files: dict[str, tuple[str, bytes]] = {}
    if request.method == "POST":
        async with request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD) as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    body = await value.read(MAX_FILE + 1)
                    if len(body) > MAX_FILE:
                        raise UsageError("文件太大，最多 20 MB。", "the file is larger than 20 MB")
                    files[name] = (value.filename or "", body)
                else:
                    values[name] = value.replace("\x00", "")  # which PostgreSQL does not keep
        token = request.headers.get("x-csrf") or values.pop("csrf", "")
        if not visitor.csrf or not secrets.compare_digest(token.encode(), visitor.csrf.encode()):
            raise UsageError("页面放得太久了，请刷新后再试。", "the page is stale: reload it")
    return Asked(visitor, values, files)


def _respond(answer: Answer) -> Response:
    if isinstance(answer, str):
        return HTMLResponse(answer)
    headers = {
        "content-disposition": f"{'inline' if answer.shown else 'attachment'}; filename*=UTF-8''{quote(answer.name)}"
    }
    return Response(answer.body, media_type=answer.media, headers=headers)
