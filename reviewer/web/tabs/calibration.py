"""Calibrating on the page: a severity from the scores gathered here, looked at, switched on, switched off again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape
from typing import cast

from sqlalchemy.orm import Session
from starlette.routing import Route

from reviewer.calibrate import Read, count_levels, fit_severity
from reviewer.datamodels import Kind
from reviewer.errors import UsageError
from reviewer.judging.severity import Agreement, Leaning, parse_severity
from reviewer.judging.severity_fit import LEAST_DRAFTS
from reviewer.reports import words
from reviewer.rubrics import Rubric
from reviewer.store import readings, severities
from reviewer.store.accounts import Visitor
from reviewer.store.tables import LocalSeverity
from reviewer.web.asking import Asked, answer_get, answer_post
from reviewer.web.site import Site

KINDS: tuple[Kind, ...] = ("lesson", "homework")

UNTRIED = "现在的模型还没有用过。请先用它评一份稿子，再来校准。"


def build_calibration(site: Site) -> list[Route]:
    def show(asked: Asked) -> str:
        _allow(site, asked.visitor)
        with site.database.begin() as session:
            return calibration_html(site, session, asked.visitor)

    def fit(asked: Asked) -> str:
        _allow(site, asked.visitor)
        kind = _kind(asked)
        rubric = site.service.rubric(kind)
        with site.database.begin() as session:
            usable, _ = _gather(site, session, asked.visitor, rubric)
        missing = _missing(usable, rubric)
        if missing:
            raise UsageError(missing, "more scored drafts are needed")
        name = f"{words.KIND_WORDS[kind]} {time.strftime('%Y-%m-%d %H:%M')}（{len(usable)} 份）"
        severity = fit_severity(usable, rubric, name)
        with site.database.begin() as session:
            severities.keep(session, asked.visitor, kind, name, severity.model_dump_json())
            return calibration_html(site, session, asked.visitor)

    def switch(asked: Asked) -> str:
        _allow(site, asked.visitor)
        on = asked.text("action") == "on"
        with site.database.begin() as session:
            kept = severities.switch(session, asked.visitor, asked.number("severity"), on=on)
            rubric = site.service.rubric(cast(Kind, kept.kind))
            severity = parse_severity(kept.severity)
            if on:
                if severity is None or not severity.criteria or severity.scale != site.service.scale(rubric.kind):
                    raise UsageError(
                        "这个尺度现在用不上，请重新算一个。", "the severity does not fit rubric and model in use"
                    )
                site.service.weigh_like(severity)
            else:
                site.service.weigh_plainly(rubric)
            return calibration_html(site, session, asked.visitor)

    return [
        answer_get("/parts/calibration", show),
        answer_post("/parts/calibration/fit/{kind}", fit),
        answer_post("/parts/calibration/{severity}/{action}", switch),
    ]


def _allow(site: Site, visitor: Visitor) -> None:
    if not visitor.scores:
        raise UsageError("只有教研员和管理员能校准。", "only researchers and administrators calibrate")
    if not site.service.knows_model():
        raise UsageError(UNTRIED, "the model was never tried")


def _kind(asked: Asked) -> Kind:
    kind = asked.text("kind")
    if kind not in KINDS:
        raise UsageError("没有这种标准。", "no such kind")
    return kind


def _gather(site: Site, session: Session, visitor: Visitor, rubric: Rubric) -> tuple[list[Read], int]:
    """Scored drafts reviewed by the rubric, model and weights in use, and how many others there are."""
    found = readings.gather_levels(session, visitor, rubric.kind)
    scale = site.service.scale(rubric.kind) if found else ""
    usable = [Read(*one) for one in found if one[0].provenance.scale == scale]
    return usable, len(found) - len(usable)


def _missing(usable: Sequence[Read], rubric: Rubric) -> str:
    """What is missing until a first criterion can be fitted; nothing if one can."""
    people, both = max((count_levels(usable, criterion.id) for criterion in rubric.criteria), key=lambda one: one[::-1])
    if both >= LEAST_DRAFTS:
        return ""
    silent = f"打过的 {people} 份里有 {people - both} 份机器没有评出等级，不能算。" if people > both else ""
    return (
        f"还差 {LEAST_DRAFTS - both} 份：同一条内容至少要给 {LEAST_DRAFTS} 份稿子打过等级"
        f"（评完并看过机器的结果），才能校准。{silent}"
    )


def calibration_html(site: Site, session: Session, visitor: Visitor) -> str:
    """The section below the scores: for each kind of draft what can be fitted, and what was fitted."""
    parts = f"<p>{UNTRIED}</p>"
    if site.service.knows_model():  # else to try it would hold the database for minutes
        parts = "".join(_kind_html(site, session, visitor, kind) for kind in KINDS)
    return (
        '<section class="lr lr-calibration"><h2>按您的尺度校准</h2>'
        '<p class="lr-quiet">机器定等级的松紧可以学您的：用上面打过的等级算一次，看看是不是更接近您，再决定用不用。'
        f"启用以后，大家新评的稿子都按这个尺度定等级，结果里会注明；随时可以停用。</p>{parts}</section>"
    )


def _kind_html(site: Site, session: Session, visitor: Visitor, kind: Kind) -> str:
    rubric = site.service.rubric(kind)
    usable, others = _gather(site, session, visitor, rubric)
    kept = severities.list_kept(session, kind)
    if not usable and not others and not kept:
        return ""
    missing = _missing(usable, rubric)
    note = f"另有 {others} 份的评阅用的不是现在的标准、模型或权重，没有算进来；请老师重新评一次。" if others else ""
    action = f"<p>{missing}</p>"
    if not missing:
        action = (
            f'<form action="/parts/calibration/fit/{kind}" data-into="lr-calibration" data-wait="正在算，约十几秒……">'
            '<button class="lr-main">算一个尺度</button></form>'
        )
    newest = max((one.id for one in kept), default=0)
    scale = site.service.scale(kind) if kept else ""
    listed = "".join(_kept_html(one, scale, rubric, opened=one.active or one.id == newest) for one in kept)
    return (
        f'<div class="lr-scale"><h3>{words.KIND_WORDS[kind]}</h3><p>打过等级的有 {len(usable)} 份。'
        f'<span class="lr-quiet">{note}</span></p>{action}{listed}</div>'
    )


def _kept_html(kept: LocalSeverity, scale: str, rubric: Rubric, *, opened: bool) -> str:
    severity = parse_severity(kept.severity)
    if severity is None:
        return f'<p class="lr-quiet"><span lang="zh-CN">{escape(kept.name)}</span> · 旧版程序算的，用不上了，请重新算一个</p>'
    names = {criterion.id: criterion.name for criterion in rubric.criteria}
    fits = severity.scale == scale
    path = f"/parts/calibration/{kept.id}"
    act = _button(path, "off", "停用", "停用以后，新评的稿子按标准原来的松紧定等级。停用吗？")
    state = '<b class="lr-tag">正在用</b>' if fits else '<b class="lr-apart">标准、模型或权重换过，没有起作用</b>'
    if not kept.active:
        act = _button(path, "on", "启用", "启用以后，大家新评的稿子都按这个尺度定等级。启用吗？")
        state = ""
        if not severity.criteria or not fits:
            act = f'<span class="lr-quiet">{"标准、模型或权重换过，用不上了" if not fits else "没有一条更好，不用启用"}</span>'
    gained = "".join(_gain(names.get(about, about), one) for about, one in severity.criteria.items())
    refused = "".join(
        f"<tr><th scope='row' lang='zh-CN'>{escape(names.get(about, about))}</th><td colspan='3' lang='zh-CN'>不调整：{escape(why)}</td></tr>"
        for about, why in severity.refused.items()
    )
    return (
        f'<details class="lr-fitted"{" open" if opened else ""}><summary><span lang="zh-CN">{escape(kept.name)}</span>{state}'
        f'<span class="lr-quiet"><span lang="zh-CN">{escape(kept.fitted_by)}</span> · {len(severity.criteria)} 条更接近 · {len(severity.refused)} 条不调整</span>'
        f'</summary><div class="lr-scroll" tabindex="0" role="region" aria-label="校准前后"><table><thead><tr><th>内容</th><th>份数</th>'
        "<th>和人的一致程度<br><small>原来 → 校准后（95% 区间）</small></th><th>平均差几级<br><small>原来 → 校准后</small></th></tr></thead>"
        f"<tbody>{gained}{refused}</tbody></table></div>"
        '<p class="lr-quiet">一致程度是加权 κ：1 是完全一致，0 等于碰运气；都是拿没有参加计算的稿子比出来的。</p>'
        f'<div class="lr-acts">{act}</div></details>'
    )


def _gain(name: str, one: Leaning) -> str:
    return (
        f"<tr><th scope='row' lang='zh-CN'>{escape(name)}</th><td>{one.drafts}</td><td>{_kappa(one.before)} → <b>{_kappa(one.after)}</b></td>"
        f"<td>{one.before.mae:.2f} → <b>{one.after.mae:.2f}</b></td></tr>"
    )


def _kappa(found: Agreement) -> str:
    low, high = found.qwk_95
    return f"{found.qwk:.2f}（{low:.2f}–{high:.2f}）"


def _button(path: str, action: str, label: str, ask: str) -> str:
    look = ' class="lr-main"' if action == "on" else ""
    return f'<form action="{path}/{action}" data-into="lr-calibration" data-ask="{ask}"><button{look}>{label}</button></form>'
