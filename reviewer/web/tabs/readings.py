"""“教研员评分”: score a draft without seeing the machine's scores, then compare, settle, and export."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from html import escape
from typing import cast

from sqlalchemy.orm import Session
from starlette.routing import Route

from reviewer.datamodels import Draft, Kind, Review
from reviewer.errors import UsageError
from reviewer.reports import words
from reviewer.rubrics import Criterion, Rubric
from reviewer.store import drafts, readings
from reviewer.store.accounts import Visitor
from reviewer.store.tables import KeptDraft, Reading, Score
from reviewer.web.asking import Asked, FileAnswer, answer_get, answer_post
from reviewer.web.site import Site
from reviewer.web.tabs.agreement import agreement_html
from reviewer.web.tabs.calibration import calibration_html

_BOM = b"\xef\xbb\xbf"  # so that Excel reads the Chinese
_ANSWERS = {"yes": "做到了", "no": "没做到"}


def build_readings(site: Site) -> list[Route]:
    def show(asked: Asked) -> str:
        _allow(asked.visitor)
        with site.database.begin() as session:
            listed = _list(session, asked.visitor)
            below = calibration_html(site, session, asked.visitor)
            return f'<div class="lr lr-readings">{listed}<div id="lr-calibration">{below}</div></div>'

    def read(asked: Asked) -> str:
        _allow(asked.visitor)
        with site.database.begin() as session:
            return _desk(site, session, asked)

    def save(asked: Asked) -> str:
        _allow(asked.visitor)
        with site.database.begin() as session:
            _save(site, session, asked)
            return '<p class="lr-done" role="status">已保存。</p>' + _desk(site, session, asked)

    def export(asked: Asked) -> FileAnswer:
        _allow(asked.visitor)
        with site.database.begin() as session:
            table, _ = readings.export(session, asked.visitor)
        return FileAnswer("评分.csv", _BOM + table.encode(), "text/csv; charset=utf-8")

    def pack(asked: Asked) -> FileAnswer:
        _allow(asked.visitor)
        with site.database.begin() as session:
            table, files = readings.export(session, asked.visitor)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("labels.csv", _BOM + table.encode())
            for name, body in files.items():
                archive.writestr(name, body)
        return FileAnswer("评分和稿子.zip", out.getvalue(), "application/zip")

    return [
        answer_get("/parts/readings", show),
        answer_get("/parts/readings/labels.csv", export),
        answer_get("/parts/readings/labels.zip", pack),
        answer_get("/parts/readings/{draft}", read),
        answer_post("/parts/readings/{draft}", save),
    ]


def _save(site: Site, session: Session, asked: Asked) -> None:
    """Keep what was marked; final once the machine's levels have been seen."""
    kept = drafts.find_draft(session, asked.visitor, asked.number("draft"))
    reading = readings.find_reading(session, asked.visitor, kept)
    rubric = _rubric(site, kept)
    marks = readings.marks_from(
        asked.values,
        {criterion.id for criterion in rubric.criteria},
        {indicator.id for indicator in rubric.indicators()},
    )
    final = reading.revealed is not None
    readings.save(session, reading, marks, final=final)
    if asked.text("then") == "reveal":
        readings.reveal(session, asked.visitor, reading)


def _allow(visitor: Visitor) -> None:
    if not visitor.scores:
        raise UsageError("只有教研员和管理员能评分。", "only researchers and administrators score")


def _date(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))


def _rubric(site: Site, kept: KeptDraft) -> Rubric:
    return site.service.rubric(cast(Kind, kept.kind))


def _list(session: Session, visitor: Visitor) -> str:
    rows = []
    for kept in drafts.list_readable(session, visitor):
        reading = readings.find_reading(session, visitor, kept)
        state = "未评"
        if reading.revealed is not None:
            state = "已定稿" if readings.scores_of(session, reading, final=True) else "已评，待定稿"
        elif readings.scores_of(session, reading):
            state = "评了一部分"
        rows.append(
            f'<li><div><a href="#" data-load="/parts/readings/{kept.id}" data-into="p-readings" lang="zh-CN">{escape(kept.title)}</a>'
            f'<span class="lr-quiet">{words.KIND_WORDS[kept.kind]} · {_date(kept.created)} · {state}</span></div></li>'
        )
    if not rows:
        return '<p class="lr-empty">还没有可评的稿子。老师在“我的稿子”里点“交给教研员”，就会到这里。</p>'
    return (
        '<h2>教研员评分</h2><p class="lr-quiet">先自己评，评完才能看到机器的结果，这样比出来的数才算数。</p>'
        f'<ul class="lr-list">{"".join(rows)}</ul>{agreement_html(readings.level_pairs(session, visitor))}'
        '<p><a class="lr-action" href="/parts/readings/labels.csv" download>导出评分（CSV）</a>'
        '<a class="lr-action" href="/parts/readings/labels.zip" download>连同稿子一起导出（ZIP）</a></p>'
    )


def _desk(site: Site, session: Session, asked: Asked) -> str:
    """The draft on one side, the form on the other."""
    kept = drafts.find_draft(session, asked.visitor, asked.number("draft"))
    reading = readings.find_reading(session, asked.visitor, kept)
    draft, rubric = drafts.to_draft(kept), _rubric(site, kept)
    back = '<p><a href="#" class="lr-back" data-load="/parts/readings" data-into="p-readings">← 回到列表</a></p>'
    form = _form(session, reading, rubric) if reading.revealed is None else _settle(session, kept, reading, rubric)
    return (
        f'<div class="lr lr-reading">{back}<h2 lang="zh-CN">{escape(kept.title)}</h2><div class="lr-cols"><div class="lr-left">'
        f'<form action="/parts/readings/{kept.id}" data-into="p-readings">{form}</form></div>'
        f'<aside class="lr-right" aria-label="原文" tabindex="0"><div class="lr-pane lr-shown lr-source" id="lr-source" tabindex="0">'
        f"{source_html(draft)}</div></aside></div></div>"
    )


def source_html(draft: Draft) -> str:
    """The draft with each block's offset, so that a selection can be told as a span of the text."""
    parts = []
    for block in draft.blocks:
        text = draft.text[block.start : block.end]
        shown = "".join(char if char >= " " or char in "\n\t" else " " for char in text)  # no offset moves
        kind = "lr-h" if block.kind == "heading" else "lr-cell" if block.table is not None else "lr-pre"
        if shown.strip():
            parts.append(f'<p class="{kind}" data-start="{block.start}">{escape(shown)}</p>')
    return "".join(parts)


def _form(session: Session, reading: Reading, rubric: Rubric) -> str:
    kept = readings.scores_of(session, reading)
    fields = "".join(_blind(criterion, rubric, kept) for criterion in rubric.criteria)
    return (
        '<p class="lr-quiet">要给依据：在原文里选中一段话，再点“引用选中的话”。没把握的可以空着。</p>'
        f'{fields}<div class="lr-submit"><button name="then" value="save">保存</button>'
        '<button class="lr-main" name="then" value="reveal" data-ask="看过机器的结果以后，盲评就不能再改了。现在看吗？">'
        "评完了，看机器的结果</button></div>"
    )


def _blind(criterion: Criterion, rubric: Rubric, kept: Mapping[str, Score]) -> str:
    level = kept[criterion.id].value if criterion.id in kept else ""
    choices = "".join(
        f'<label title="{escape(criterion.anchors[number])}"><input type="radio" name="v:{escape(criterion.id)}" value="{number}"'
        f"{' checked' if level == str(number) else ''}>{number} {escape(rubric.levels[number])}</label>"
        for number in range(1, 6)
    )
    indicators = "".join(_indicator_field(one.id, one.name, kept.get(one.id)) for one in criterion.indicators)
    anchors = "".join(f"<li>{number}　{escape(text)}</li>" for number, text in sorted(criterion.anchors.items()))
    return (
        f'<fieldset class="lr-field"><legend lang="zh-CN">{escape(criterion.name)}</legend>'
        f'<p class="lr-quiet" lang="zh-CN">{escape(criterion.question)}</p>'
        f"<details><summary>各等级什么样</summary><ol lang='zh-CN'>{anchors}</ol></details>"
        f'<div class="lr-choice" lang="zh-CN">{choices}</div>{indicators}</fieldset>'
    )


def _indicator_field(about: str, name: str, score: Score | None) -> str:
    answer, about = score.value if score is not None else "", escape(about)
    options = "".join(
        f'<option value="{value}"{" selected" if value == answer else ""}>{label}</option>'
        for value, label in {"": "—", **_ANSWERS}.items()
    )
    span = f"{score.start}-{score.end}" if score is not None and score.quote else ""
    quote = escape(words.one_line(score.quote, 60)) if score is not None and score.quote else ""
    return (
        f'<div class="lr-answer"><label><span lang="zh-CN">{escape(name)}</span><select name="v:{about}">{options}</select></label>'
        f'<input type="hidden" name="s:{about}" value="{span}"><span class="lr-cited">{quote}</span>'
        f'<button type="button" class="lr-cite" data-for="s:{about}">引用选中的话</button></div>'
    )


def _settle(session: Session, kept: KeptDraft, reading: Reading, rubric: Rubric) -> str:
    """Mine beside the machine's, and what stands."""
    found = drafts.newest_review(session, kept)
    review: Review | None = drafts.to_review(found) if found is not None else None
    machine = readings.machine_values(review) if review is not None else {}
    mine, final = readings.scores_of(session, reading), readings.scores_of(session, reading, final=True)
    rows = []
    for criterion in rubric.criteria:
        levels = {str(number): f"{number} {rubric.levels[number]}" for number in range(1, 6)}
        rows.append(_settle_row((criterion.id, criterion.name), levels, (mine, machine, final), strong=True))
        rows += [
            _settle_row((one.id, one.name), _ANSWERS, (mine, machine, final), strong=False)
            for one in criterion.indicators
            if one.id in mine or one.id in machine
        ]
    return (
        '<p class="lr-quiet">您评的和机器评的不一样的地方标了“不同”。想清楚以后在最后一列定下来。</p>'
        '<div class="lr-scroll"><table class="lr-settle"><thead><tr><th>内容</th><th>您评的</th><th>机器评的</th><th>定稿</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
        '<div class="lr-submit"><button class="lr-main" name="then" value="save">保存定稿</button></div>'
    )


def _settle_row(
    about: tuple[str, str],
    labels: Mapping[str, str],
    values: tuple[Mapping[str, Score], Mapping[str, str], Mapping[str, Score]],
    *,
    strong: bool,
) -> str:
    key, name = about
    mine, machine, final = values
    own, theirs = mine[key].value if key in mine else "", machine.get(key, "")
    stands = final[key].value if key in final else own
    apart = bool(own and theirs and own != theirs)
    options = "".join(
        f'<option value="{value}"{" selected" if value == stands else ""}>{escape(label)}</option>'
        for value, label in {"": "—", **labels}.items()
    )
    mark = '<b class="lr-apart">不同</b>' if apart else ""
    heading = f"<{'b' if strong else 'span'} lang='zh-CN'>{escape(name)}</{'b' if strong else 'span'}>"
    return (
        f'<tr{" class=lr-differs" if apart else ""}><th scope="row">{heading}{mark}</th><td>{escape(labels.get(own, "—"))}</td>'
        f'<td>{escape(labels.get(theirs, "—"))}</td><td><select name="v:{escape(key)}" aria-label="定稿：{escape(name)}">{options}</select></td></tr>'
    )
