"""“我的稿子”: what was reviewed before, the versions of a lesson together, downloads, and deleting."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape

from sqlalchemy.orm import Session
from starlette.routing import Route

from reviewer.datamodels import Draft, Review
from reviewer.errors import UsageError
from reviewer.reports import comparison_html, history_html, words
from reviewer.store import drafts
from reviewer.store.accounts import Visitor
from reviewer.store.tables import KeptDraft, KeptReview
from reviewer.versions import compare_chain, compare_versions
from reviewer.web import views
from reviewer.web.asking import Asked, FileAnswer, answer_get, answer_post
from reviewer.web.files import render_download
from reviewer.web.site import Site


def build_mine(site: Site) -> list[Route]:
    def show(asked: Asked) -> str:
        return _page(site, asked.visitor)

    def open_draft(asked: Asked) -> str:
        with site.database.begin() as session:
            kept = drafts.find_draft(session, asked.visitor, asked.number("draft"), own=True)
            found = drafts.newest_review(session, kept)
        if found is None:
            return views.error_html("这份稿子还没有评阅结果。", "打不开")
        return views.results_html(drafts.to_review(found), drafts.to_draft(kept), review_id=found.id)

    def change(asked: Asked) -> str:
        with site.database.begin() as session:
            kept = drafts.find_draft(session, asked.visitor, asked.number("draft"), own=True)
            _change(asked, kept, session)
        return _page(site, asked.visitor)

    def erase(asked: Asked) -> str:
        if asked.text("sure") != "yes":
            return _page(site, asked.visitor) + views.error_html("请先勾选“我确定”。", "没有删除")
        with site.database.begin() as session:
            count = drafts.erase(session, asked.visitor)
        return (
            _page(site, asked.visitor) + f'<p class="lr-done" role="status">已删除您的全部资料（{count} 份稿子）。</p>'
        )

    def download(asked: Asked) -> FileAnswer:
        with site.database.begin() as session:
            found, kept = drafts.find_review(session, asked.visitor, asked.number("review"))
            file = kept.file
        name, body = render_download(drafts.to_review(found), drafts.to_draft(kept), asked.text("format"), file)
        if asked.text("format") == "page":
            return FileAnswer(name, body, "text/html; charset=utf-8", shown=True)
        return FileAnswer(name, body)

    def compare(asked: Asked) -> str:
        with site.database.begin() as session:
            versions = drafts.list_versions(session, asked.visitor, asked.number("lesson"))
        return compare_html(versions)

    return [
        answer_get("/parts/mine", show),
        answer_get("/parts/mine/{draft}", open_draft),
        answer_post("/parts/mine/erase", erase),
        answer_post("/parts/mine/{draft}/{action}", change),
        answer_get("/parts/downloads/{review}.{format}", download),
        answer_get("/parts/compare/{lesson}", compare),
    ]


def _change(asked: Asked, kept: KeptDraft, session: Session) -> None:
    action = asked.text("action")
    if action == "delete":
        drafts.remove(session, asked.visitor, kept)
    elif action in ("hand-in", "take-back"):
        drafts.hand_in(session, asked.visitor, kept, shared=action == "hand-in")
    elif action == "place":
        drafts.place(session, asked.visitor, kept, asked.text("lesson"), asked.text("stage") or None)


def _page(site: Site, visitor: Visitor) -> str:
    with site.database.begin() as session:
        own = drafts.list_own(session, visitor)
        reviews = {kept.id: drafts.newest_review(session, kept) for kept in own}
        lessons = drafts.list_lessons(session, visitor)
    if not own:
        return '<div class="lr"><p class="lr-empty">还没有稿子。在“评阅”里交一份，评完会自动存到这里。</p></div>'
    groups = [(title, [kept for kept in own if kept.lesson_id == key]) for key, title in lessons.items()]
    rest = "没有归到哪一课的" if any(filed for _, filed in groups) else ""
    groups.append((rest, [kept for kept in own if kept.lesson_id is None]))
    body = "".join(_group(title, kept, reviews, site) for title, kept in groups if kept)
    titles = "".join(f'<option value="{escape(title)}">' for title in lessons.values())
    return (
        f'<div class="lr lr-mine"><h2>我的稿子</h2><datalist id="lr-lessons">{titles}</datalist>{body}'
        '<details class="lr-erase"><summary>删除我的全部资料</summary><form action="/parts/mine/erase" data-into="p-mine">'
        "<p>稿子、评阅结果、意见和评分都会删掉，找不回来。</p>"
        '<label><input type="checkbox" name="sure" value="yes"> 我确定</label> <button class="lr-danger">全部删除</button>'
        "</form></details></div>"
    )


def _group(title: str, own: Sequence[KeptDraft], reviews: dict[int, KeptReview | None], site: Site) -> str:
    order = {stage: place for place, stage in enumerate(drafts.STAGES)}
    rows = "".join(
        _row(kept, reviews[kept.id], site) for kept in sorted(own, key=lambda one: order.get(one.stage or "", 9))
    )
    heading = f"<h3{' lang=zh-CN' if own[0].lesson_id is not None else ''}>{escape(title)}</h3>" if title else ""
    if len(own) > 1 and own[0].lesson_id is not None:
        path = f"/parts/compare/{own[0].lesson_id}"
        heading += f'<a href="#" class="lr-action" data-load="{path}" data-into="lr-opened">比一比各稿</a>'
    return f'<section class="lr-group">{heading}<ul class="lr-list">{rows}</ul></section>'


def compare_html(versions: Sequence[tuple[str, Draft, Review]]) -> str:
    """What changed from version to version. Raises UsageError for fewer than two."""
    if len(versions) < 2:
        raise UsageError("这一课只有一稿，再交一稿才能比。", "one version only")
    labels = [label for label, _, _ in versions]
    reviewed = [(draft, review) for _, draft, review in versions]
    if len(versions) == 2:
        body = comparison_html(compare_versions(reviewed[0], reviewed[1], (labels[0], labels[1])))
    else:
        body = history_html(compare_chain(reviewed, labels))
    return f'<div class="lr lr-compare" lang="zh-CN">{body}</div>'


def _row(kept: KeptDraft, found: KeptReview | None, site: Site) -> str:
    level = drafts.to_review(found).overall.level if found is not None else None
    date = time.strftime("%Y-%m-%d %H:%M", time.localtime(found.created if found else kept.created))
    about = [words.KIND_WORDS[kept.kind], date, f"平均 {level:g}" if level else ""]
    stage = f'<b class="lr-tag">{escape(kept.stage)}</b>' if kept.stage else ""
    options = "".join(
        f"<option{' selected' if kept.stage == stage_name else ''}>{stage_name}</option>"
        for stage_name in drafts.STAGES
    )
    share = ""
    if site.asks_login:
        share = _button(kept.id, "take-back", "收回") if kept.shared else _button(kept.id, "hand-in", "交给教研员")
        about.append("已交给教研员" if kept.shared else "")
    return (
        f'<li><div>{stage}<a href="#" data-load="/parts/mine/{kept.id}" data-into="lr-opened" lang="zh-CN">{escape(kept.title)}</a>'
        f'<span class="lr-quiet">{" · ".join(part for part in about if part)}</span></div><div class="lr-acts">{share}'
        f'<a href="#" class="lr-action" data-load="/parts/library?draft={kept.id}" data-tab="library">找相近的范例</a>'
        f'<details><summary>归到一课</summary><form action="/parts/mine/{kept.id}/place" data-into="p-mine">'
        f'<label>课题<input name="lesson" list="lr-lessons" maxlength="120" value="{escape(kept.title)}"></label>'
        f'<label>第几稿<select name="stage">{options}</select></label><button>确定</button></form></details>'
        f"{_button(kept.id, 'delete', '删除', '删除这份稿子和它的评阅？')}</div></li>"
    )


def _button(draft_id: int, action: str, label: str, ask: str = "") -> str:
    asks = f' data-ask="{ask}"' if ask else ""
    return f'<form action="/parts/mine/{draft_id}/{action}" data-into="p-mine"{asks}><button>{label}</button></form>'
