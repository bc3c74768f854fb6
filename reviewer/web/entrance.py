"""Logging in and out: a page of its own, without the rest."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import defaultdict, deque
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reviewer.reports.html import load_css
from reviewer.store import accounts
from reviewer.web.gate import COOKIE
from reviewer.web.site import Site

_log = logging.getLogger(__name__)

_PRE = "lr_pre"  # ties the form to the browser it was sent to
TRIES, WITHIN_SECONDS = 30, 900.0  # wrong ones from one address, whatever names it tries
WRONG = "账号或密码不对。忘了密码请找管理员重设。"

_STYLE = """
.lr-door { max-width: 380px; margin: 12vh auto 0; padding: 28px; background: #fff; border: 1px solid #d5dde4; border-radius: 12px; }
.lr-door h1 { font-size: 22px; font-weight: 700; color: #1d2733; } .lr-door p { color: #55616d; font-size: 14px; }
.lr-door label { display: block; margin-top: 16px; font-size: 15px; } .lr-door input { display: block; width: 100%; margin-top: 4px;
 padding: 10px 12px; font: inherit; border: 1px solid #8592a0; border-radius: 8px; }
.lr-door button { width: 100%; margin-top: 22px; padding: 12px; font: inherit; color: #fff; background: #1f6098; border: 0; border-radius: 8px; cursor: pointer; }
.lr-door :focus-visible { outline: 3px solid #1f6098; outline-offset: 2px; } .lr-door [role=alert] { color: #9a3f04; margin-top: 12px; }
"""


class Tries:
    """Wrong attempts by address within the last quarter of an hour."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def too_many(self, address: str) -> bool:
        with self._lock:
            seen = self._seen.get(address)
            while seen and seen[0] < time.monotonic() - WITHIN_SECONDS:
                seen.popleft()
            return seen is not None and len(seen) >= TRIES

    def add(self, address: str) -> None:
        with self._lock:
            self._seen[address].append(time.monotonic())


def build_entrance(site: Site) -> list[Route]:
    """GET and POST /login, POST /logout."""
    tries = Tries()

    async def show(request: Request) -> Response:
        return _form(request, "") if site.asks_login else RedirectResponse("/", 303)

    async def log_in(request: Request) -> Response:
        address = request.client.host if request.client else ""
        form = await request.form(max_files=0, max_fields=8)
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        pre = request.cookies.get(_PRE, "")
        if not pre or not secrets.compare_digest(pre.encode(), given.get("pre", "").encode()):
            return _form(request, "页面放得太久了，请再试一次。", 403)
        if tries.too_many(address):
            return _form(request, "从这台电脑试错的次数太多了，请一刻钟后再试。", 429)
        entry = await run_in_threadpool(_try, site, given.get("name", ""), given.get("password", ""))
        if entry.visitor is None:
            tries.add(address)
            minutes = round(entry.wait / 60) or 1
            return _form(
                request, f"试错太多，这个账号暂时锁住了，请 {minutes} 分钟后再来。" if entry.wait else WRONG, 401
            )
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            COOKIE, entry.token, int(accounts.LASTS_SECONDS), httponly=True, samesite="lax", secure=_secure(request)
        )
        answer.delete_cookie(_PRE)
        return answer

    async def log_out(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=8)
        token = str(form.get("csrf", ""))
        if secrets.compare_digest(token.encode(), request.scope["visitor"].csrf.encode()):
            await run_in_threadpool(_end, site, request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer

    return [
        Route("/login", show, methods=["GET"]),
        Route("/login", log_in, methods=["POST"]),
        Route("/logout", log_out, methods=["POST"]),
    ]


def _secure(request: Request) -> bool:
    """Under TLS, our own or a proxy's on this machine, cookies travel nowhere else."""
    return request.url.scheme == "https"


def _try(site: Site, name: str, password: str) -> accounts.Entry:
    with site.database.begin() as session:
        return accounts.log_in(session, name, password)


def _end(site: Site, token: str) -> None:
    with site.database.begin() as session:
        accounts.log_out(session, token)


def _form(request: Request, message: str, status: int = 200) -> Response:
    pre = secrets.token_urlsafe(24)
    alert = f'<p role="alert">{escape(message)}</p>' if message else ""
    answer = HTMLResponse(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>登录 · 教案与作业评阅</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{load_css()}{_STYLE}</style></head><body class="lr-page"><main class="lr"><form class="lr-door" '
        'method="post" action="/login"><h1>教案与作业评阅</h1><p>稿子只有您自己看得到；交给教研员的，教研员也看得到。</p>'
        f'{alert}<label>账号<input name="name" required autocomplete="username" autofocus maxlength="60"></label>'
        '<label>密码<input name="password" type="password" required autocomplete="current-password" maxlength="200">'
        f'</label><input type="hidden" name="pre" value="{pre}"><button>登录</button></form></main></body></html>',
        status,
    )
    answer.set_cookie(_PRE, pre, 3600, httponly=True, samesite="strict", secure=_secure(request))
    return answer
