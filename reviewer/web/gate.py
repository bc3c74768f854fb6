"""What every request passes: who is it, does it come from our own page, may it have this file."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.store.accounts import Visitor
from reviewer.web.site import Site

COOKIE = "lr_session"
OPEN = (
    "/login",
    "/assets/",
    "/static/",
    "/theme.css",
    "/favicon",
    "/svelte/",
    "/healthz",
    "/metrics",
)  # nothing of a draft here
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


class Gate:
    """Pure ASGI, so that Gradio's event streams pass untouched. The visitor is left in `scope["visitor"]`."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # the page uses no web sockets
        request = Request(scope)
        refusal = self._check_origin(request)
        if refusal is None and not _asked_path(request).startswith(OPEN):
            token = request.cookies.get(COOKIE, "")
            visitor = await run_in_threadpool(self.site.visitor, token)
            scope["visitor"] = visitor
            refusal = _ask_login(request) if visitor is None else self._check_file(request, visitor)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send, request))
        elif request.method == "POST" and _asked_path(request) == "/gradio_api/upload":
            await self.app(scope, receive, self._note_uploads(scope["visitor"], _with_headers(send, request)))
        else:
            await self.app(scope, receive, _with_headers(send, request))

    def _check_origin(self, request: Request) -> Response | None:
        """Another site must not act through a teacher's browser, nor reach a page of this machine under its own name."""
        host = request.headers.get("host", "")
        if not self.site.asks_login and (urlsplit(f"//{host}").hostname or "") not in _LOCAL_HOSTS:
            return PlainTextResponse("请用 127.0.0.1 打开这个页面。", 421)
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        origin = request.headers.get("origin")
        own = origin is not None and urlsplit(origin).netloc == host
        own = own or (origin is None and request.headers.get("sec-fetch-site", "same-origin") == "same-origin")
        return None if own else PlainTextResponse("这个请求不是从本页面发出的。", 403)

    def _check_file(self, request: Request, visitor: Visitor) -> Response | None:
        """Temporary files go back only to who uploaded them; addresses elsewhere are not fetched for anybody."""
        path = _asked_path(request)
        for start in ("/gradio_api/file=", "/gradio_api/file/"):
            if path.startswith(start) and not self.site.uploads.is_of(path.removeprefix(start), visitor.name):
                return PlainTextResponse("没有这个文件，或者它不是您的。", 404)
        return PlainTextResponse("", 404) if path.startswith("/gradio_api/proxy=") else None

    def _note_uploads(self, visitor: Visitor, send: Send) -> Send:
        held: list[bytes] = []

        async def note(message: Message) -> None:
            if message["type"] == "http.response.body":
                held.append(message.get("body", b""))
                if not message.get("more_body"):
                    for path in _paths(b"".join(held)):
                        self.site.uploads.add(path, visitor.name)
            await send(message)

        return note


def _asked_path(request: Request) -> str:
    """The path as the routes see it: not that of `request.url`, which is put together with the Host header."""
    return str(request.scope["path"])


def _paths(body: bytes) -> list[str]:
    try:
        found: Any = json.loads(body)
    except ValueError:
        return []
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []


def _ask_login(request: Request) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/login", 303)
    return PlainTextResponse("请先登录。", 401)


def _with_headers(send: Send, request: Request) -> Send:
    private = not _asked_path(request).startswith(OPEN)

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if private:
                headers["cache-control"] = "no-store"  # drafts stay in no cache
        await send(message)

    return add
