"""“范例库”: search, filter and read exemplars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

from sqlalchemy.orm import Session
from starlette.routing import Route

from reviewer.datamodels import Draft, Kind
from reviewer.errors import UsageError
from reviewer.library.exemplars import Exemplar
from reviewer.library.matching import copy_test, query_for
from reviewer.library.query import Query
from reviewer.reports import words
from reviewer.store import drafts
from reviewer.web.asking import Asked, answer_get
from reviewer.web.exemplar import exemplar_html
from reviewer.web.fields import STAGES
from reviewer.web.site import Site
from reviewer.web.tabs.queue import build_queue, queue_html

SHOWN = 24  # exemplars listed when nothing is asked
FOUND = 12
KINDS: tuple[Kind, ...] = ("lesson", "homework")


def build_library(site: Site) -> list[Route]:
    def search(asked: Asked) -> str:
        library = site.service.library  # one for the whole answer: another may be opened meanwhile
        with site.database.begin() as session:
            own = drafts.list_titles(session, asked.visitor)
            draft = _draft(session, asked) if asked.text("draft") else None
        query = _query(site, asked, draft)
        if query is None:
            fit = (one for one in library.exemplars.values() if _fits(one, asked))
            found = [(one, one.strengths[0].why) for one in list(fit)[:SHOWN]]
        else:
            is_copy = copy_test(draft) if draft is not None else lambda exemplar: False
            hits = (hit for hit in library.search(query, FOUND) if not is_copy(hit.exemplar))
            found = [(hit.exemplar, hit.passage.text) for hit in hits]
        subjects = sorted({one.subject for one in library.exemplars.values()})
        results = "".join(_hit(one, passage) for one, passage in found)
        waiting = queue_html(site) if asked.visitor.administers else ""
        return (
            f'<div class="lr lr-library"><h2>范例库</h2>{_search_form(asked, subjects, _criteria(site), own)}'
            f'<p class="lr-quiet" role="status">{_count(query is not None, len(found), len(library.exemplars))}</p>'
            f'<ul class="lr-list" lang="zh-CN">{results}</ul><div id="lr-exemplar"></div>{waiting}</div>'
        )

    def read(asked: Asked) -> str:
        exemplar = site.service.library.exemplars.get(asked.text("id"))
        if exemplar is None:
            raise UsageError("没有这份范例。", "no such exemplar")
        return exemplar_html(exemplar)

    return [
        answer_get("/parts/library", search),
        answer_get("/parts/library/{id}", read),
        *build_queue(site, search),
    ]


def _draft(session: Session, asked: Asked) -> Draft:
    return drafts.to_draft(drafts.find_draft(session, asked.visitor, asked.number("draft"), own=True))


def _query(site: Site, asked: Asked, draft: Draft | None) -> Query | None:
    """What the form asks for: a draft, a criterion and free words, each alone or together; None for filters alone."""
    kind, criterion, question = _criterion(site, asked.text("criterion")) or (asked.text("kind"), None, "")
    about = asked.text("q")[:200] or question
    if draft is not None:
        query = replace(query_for(draft, criterion), about=about)
    elif about:
        query = Query(about, criterion=criterion)
    else:
        return None
    subject, stage = (asked.text(name) or None for name in ("subject", "stage"))
    return replace(query, kind=kind or query.kind, subject=subject, stage=stage)


def _fits(exemplar: Exemplar, asked: Asked) -> bool:
    return all(asked.text(name) in ("", getattr(exemplar, name)) for name in ("kind", "subject", "stage"))


def _criteria(site: Site) -> list[tuple[str, str]]:
    """(kind.id, 教案 · 当堂反馈) of every criterion in force."""
    rubrics = [site.service.rubric(kind) for kind in KINDS]
    return [
        (f"{rubric.kind}.{one.id}", f"{words.KIND_WORDS[rubric.kind]} · {one.name}")
        for rubric in rubrics
        for one in rubric.criteria
    ]


def _criterion(site: Site, chosen: str) -> tuple[str, str, str] | None:
    """Kind and id of the criterion chosen, and the words to look for where none were typed; None without one."""
    for kind in KINDS:
        for one in site.service.rubric(kind).criteria:
            if chosen == f"{kind}.{one.id}":
                return kind, one.id, f"{one.name} {one.question}"
    return None


def _count(asked: bool, found: int, total: int) -> str:
    if not found:
        return "没有找到，换几个词，或者放宽学科和学段。"
    return f"找到 {found} 份，最接近的在前。" if asked else f"共 {total} 份 · 列出 {found} 份"


def _search_form(
    asked: Asked, subjects: Iterable[str], criteria: Iterable[tuple[str, str]], own: Mapping[int, str]
) -> str:
    def choice(name: str, label: str, options: Iterable[tuple[str, str]], none: str = "全部") -> str:
        chosen = asked.text(name)
        body = "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
            for value, text in (("", none), *options)
        )
        own = "" if name == "kind" else " lang=zh-CN"  # names of subjects and stages
        return f'<label>{label}<select name="{name}"{own}>{body}</select></label>'

    return (
        '<form class="lr-search" method="get" action="/parts/library" data-into="p-library" role="search">'
        f'<label class="lr-wide">找什么<input name="q" type="search" maxlength="200" value="{escape(asked.text("q"))}" '
        'placeholder="例如：小组合作测量影子"></label>'
        + (
            choice("draft", "像我的哪份稿子", ((str(draft_id), title) for draft_id, title in own.items()), "不选")
            if own
            else ""
        )
        + choice("kind", "类型", (("lesson", "教案"), ("homework", "作业")))
        + choice("subject", "学科", ((name, name) for name in subjects))
        + choice("stage", "学段", ((name, name) for name in STAGES))
        + choice("criterion", "哪一条写得好", criteria)
        + "<button>查找</button></form>"
    )


def _hit(exemplar: Exemplar, passage: str) -> str:
    about = f"{words.KIND_WORDS[exemplar.kind]} · {exemplar.subject} · {exemplar.grade} · {exemplar.lesson_type}"
    return (
        f'<li><div><a href="#" data-load="/parts/library/{escape(exemplar.id)}" data-into="lr-exemplar">{escape(exemplar.title)}</a>'
        f'<span class="lr-quiet">{escape(about)}</span><p>{escape(words.one_line(words.passage_text(passage), 110))}</p></div></li>'
    )
