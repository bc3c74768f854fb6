"""Adding to the library: anyone's good draft becomes a proposal, an administrator reads it and accepts or rejects it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import cast

from starlette.routing import Route

from reviewer.errors import UsageError
from reviewer.growing import Grower
from reviewer.library.queue import Queued, accept, list_queue, reject
from reviewer.pipeline import Reviewer
from reviewer.store import audit
from reviewer.store.accounts import Visitor
from reviewer.web.asking import Asked, answer_get, answer_post
from reviewer.web.exemplar import exemplar_html
from reviewer.web.site import Site

_DONE = '<p class="lr-done" role="status">{}</p>'


def build_queue(site: Site, listing: Callable[[Asked], str]) -> list[Route]:
    """Routes of the queue; `listing` shows the whole tab again afterwards."""

    def propose(asked: Asked) -> str:
        _allow(asked.visitor)
        source, licence = asked.text("source"), asked.text("licence")
        name, body = asked.files.get("file", ("", b""))
        if not (source and licence and body):
            raise UsageError("请选一个文件，并写明出处和许可。", "a file, its source and its licence are needed")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(name.replace("\\", "/")).name
            path.write_bytes(body)
            told = [
                f"{one.name}：已送审，{one.note}" if one.id else f"{one.name}：没有收。{one.note}"
                for one in Grower(cast(Reviewer, site.service), source, licence).add([path])
            ]
        _note(site, asked, "推荐范例", name)
        return _DONE.format(escape("；".join(told))) + listing(_plain(asked))

    def decide(asked: Asked) -> str:
        _allow(asked.visitor)
        name, action = asked.text("id"), asked.text("action")
        if action not in ("accept", "reject"):
            raise UsageError("没有这种操作。", "no such action")
        if action == "accept":
            accept(site.service.settings, [name])
            site.service.reopen_library()
        else:
            reject(site.service.settings, [name])
        _note(site, asked, "收进范例库" if action == "accept" else "不收范例", name)
        return _DONE.format("已收进范例库。" if action == "accept" else "已删去。") + listing(_plain(asked))

    def read(asked: Asked) -> str:
        _allow(asked.visitor)
        for one in list_queue(site.service.settings):
            if one.id == asked.text("id") and one.exemplar is not None:
                return exemplar_html(one.exemplar)
        raise UsageError("待审的里面没有这一份。", "not in the queue")

    return [
        answer_get("/parts/library/queue/{id}", read),
        answer_post("/parts/library", propose),
        answer_post("/parts/library/queue/{id}/{action}", decide),
    ]


def _allow(visitor: Visitor) -> None:
    if not visitor.administers:
        raise UsageError("只有管理员能增添范例。", "only administrators add exemplars")


def _plain(asked: Asked) -> Asked:
    return Asked(asked.visitor, {}, {})


def _note(site: Site, asked: Asked, action: str, subject: str) -> None:
    with site.database.begin() as session:
        audit.record(session, asked.visitor.name, action, subject)


def queue_html(site: Site) -> str:
    """What waits to be decided, and the form to propose."""
    waiting = list_queue(site.service.settings)
    rows = "".join(_row(one) for one in waiting)
    listed = f'<ul class="lr-list">{rows}</ul>' if rows else '<p class="lr-quiet">没有待审的。</p>'
    return (
        f'<section class="lr-queue"><h2>待审的范例（{len(waiting)}）</h2>{listed}'
        '<details class="lr-upload"><summary>推荐一份范例</summary><form action="/parts/library" data-into="p-library">'
        '<p class="lr-quiet">程序会挑出可以借鉴的片段，您看过再收进范例库。</p>'
        '<label>文件<input type="file" name="file" required></label>'
        '<label>出处：谁写的，从哪里来<input name="source" required maxlength="200"></label>'
        '<label>许可：凭什么可以给大家用<input name="licence" required maxlength="200" placeholder="例如：作者同意在全市使用"></label>'
        "<button>送去审</button></form></details></section>"
    )


def _row(one: Queued) -> str:
    name = escape(one.id)
    title = escape(one.exemplar.title) if one.exemplar is not None else name
    about = f"{one.exemplar.subject} · {one.exemplar.grade}" if one.exemplar is not None else one.problem
    path = f"/parts/library/queue/{name}"
    link = (
        f'<a href="#" data-load="{path}" data-into="lr-exemplar" lang="zh-CN">{title}</a>'
        if one.exemplar is not None
        else title
    )
    take = f'<form action="{path}/accept" data-into="p-library"><button>收进范例库</button></form>'
    return (
        f'<li><div>{link}<span class="lr-quiet" lang="zh-CN">{escape(about)}</span></div><div class="lr-acts">'
        f"{take if one.exemplar is not None else ''}"
        f'<form action="{path}/reject" data-into="p-library" data-ask="不收这一份？"><button>不收</button></form></div></li>'
    )
