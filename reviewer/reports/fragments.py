"""Pieces of HTML that the page and the single-file report share. Every text is escaped here and nowhere else.

Class names start with `lr-`; `review.css` beside this file styles them. A quote is a link to `#ev-start-end` in the
marked draft and carries `data-ev`, which the page's script uses to scroll and flash.
"""

from __future__ import annotations

from html import escape

from reviewer.datamodels import Change, CriterionResult, ExemplarHit, IndicatorResult, Review
from reviewer.reports import words
from reviewer.reports.marked import anchor


def text(value: str, limit: int = 0) -> str:
    return escape(words.one_line(value, limit))


def quote_link(quote: str, start: int, end: int, where: str, limit: int = 0) -> str:
    """A quote that leads to its place in the draft."""
    where = words.place(where, quote)
    place = f'<span class="lr-where">{text(where)}</span>' if where else ""
    name = anchor(start, end)
    return f'<a class="lr-quote" href="#ev-{name}" data-ev="{name}">“{text(quote, limit)}”{place}</a>'


def safety_html(review: Review) -> str:
    """The warning that comes before everything else; empty if nothing was found."""
    safety = review.safety
    spans = [(found.start, found.end) for found in safety.red_lines]
    spans += [(found.start, found.end) for found in safety.instructions]
    lines = []
    for index, (what, quote) in enumerate(words.safety_lines(review)):
        shown = quote_link(quote, *spans[index], "", 200) if index < len(spans) else f"“{text(quote, 200)}”"
        lines.append(f"<li><b>{text(what)}</b>{shown}</li>")
    if not lines:
        return ""
    return f'<section class="lr-safety" role="alert"><h2>请先处理</h2><ul>{"".join(lines)}</ul></section>'


def head_html(review: Review, *, pending: bool = False) -> str:
    """Title, what it is, the one-sentence verdict; `pending` while a model is still at work."""
    about = "".join(f"<span>{text(part)}</span>" for part in words.about(review.draft))
    notes = [words.NO_MODEL] if review.provenance.llm is None and not pending else []
    note = "".join(
        f'<p class="lr-note">{line}</p>'
        for line in [*words.kind_doubt(review.draft), *notes, *words.editing_lines(review)]
    )
    return (
        f'<header class="lr-head"><p class="lr-about">{about}</p><h1>{text(words.title_of(review))}</h1>'
        f'<p class="lr-verdict">{text(words.verdict(review))}</p>{note}</header>'
    )


def changes_html(review: Review) -> str:
    if not review.changes:
        body = f"<p>{words.NO_CHANGES}</p>"
    else:
        cards = "".join(_change(number, change) for number, change in enumerate(review.changes, 1))
        body = f'<ol class="lr-cards">{cards}</ol>'
    return f'<section class="lr-changes"><h2>{words.changes_title(review)}</h2>{body}</section>'


def _change(number: int, change: Change) -> str:
    quoted = quote_link(change.quote, change.start, change.end, change.where, 90) if change.quote else ""
    return f'<li><span class="lr-number">{number}</span><p>{text(change.text)}</p>{quoted}</li>'


def levels_html(review: Review) -> str:
    """Bars from 缺失 to 优秀, the interval as a whisker; the words say it too, so colour is never needed."""
    rows = "".join(_level(criterion) for criterion in review.criteria)
    return (
        '<section class="lr-levels"><h2>各方面的水平</h2>'
        f'<ul>{rows}</ul><p class="lr-quiet">{words.SCALE}</p></section>'
    )


def _level(criterion: CriterionResult) -> str:
    word, doubt = words.level_word(criterion), words.interval_text(criterion)
    bar = ""
    if criterion.level is not None:
        bar = f'<i class="lr-fill" style="width:{criterion.level * 20}%"></i>'
        if doubt and criterion.interval is not None:
            low, high = criterion.interval
            bar += f'<i class="lr-whisker" style="left:{low * 20}%;width:{(high - low) * 20}%"></i>'
    return (
        f'<li class="lr-l{criterion.level or 0}"><a href="#c-{text(criterion.id)}" data-go="c-{text(criterion.id)}">'
        f'{text(criterion.name)}</a><span class="lr-bar" aria-hidden="true">{bar}</span>'
        f"<b>{word}{f'<small>{criterion.level}</small>' if criterion.level else ''}</b>"
        f'<span class="lr-doubt">{doubt}</span></li>'
    )


def criteria_html(review: Review, *, opened: bool) -> str:
    """One <details> a criterion; `opened` for print, where nothing can be clicked."""
    known = {hit.id: hit for hit in review.exemplars}
    parts = [_criterion(criterion, known, opened=opened) for criterion in review.criteria]
    return f'<section class="lr-criteria"><h2>逐项看</h2>{"".join(parts)}</section>'


def _criterion(criterion: CriterionResult, known: dict[str, ExemplarHit], *, opened: bool) -> str:
    advice = ""
    if criterion.suggestion:
        advice = f'<p class="lr-advice"><b>怎么改</b>{text(criterion.suggestion)}</p>'
    rows = "".join(_indicator(found) for found in criterion.indicators if not words.hollow(found))
    unanswered = [text(found.name) for found in criterion.indicators if words.hollow(found)]
    if unanswered:
        rows += (
            f'<li class="lr-unclear">{_mark("unclear")}<div class="lr-quiet">没能判断：'
            f"{'；'.join(unanswered)}</div></li>"
        )
    links = "".join(_exemplar_link(known[ref.id], criterion.id) for ref in criterion.exemplars if ref.id in known)
    models = f'<p class="lr-see">看看好的怎么写：{links}</p>' if links else ""
    reason = f"<p>{text(criterion.reason)}</p>" if criterion.reason else ""
    return (
        f'<details class="lr-criterion" id="c-{text(criterion.id)}" data-about="{text(criterion.id)}"{" open" if opened else ""}><summary>'
        f'<span>{text(criterion.name)}</span><b class="lr-badge lr-l{criterion.level or 0}">'
        f"{words.level_word(criterion)}</b></summary>"
        f'<div class="lr-body">{reason}{advice}<ul class="lr-indicators">{rows}</ul>{models}</div></details>'
    )


def _mark(answer: str) -> str:
    return f'<span class="lr-mark" title="{words.MARK_WORDS[answer]}">{words.MARKS[answer]}</span>'


def _indicator(found: IndicatorResult) -> str:
    note = f'<span class="lr-quiet">{text(found.note)}</span>' if found.note else ""
    quotes = "".join(quote_link(e.quote, e.start, e.end, e.where, 160) for e in found.evidence)
    return (
        f'<li class="lr-{found.answer}" data-about="{text(found.id)}">{_mark(found.answer)}<div><span>{text(found.name)}</span>'
        f"{note}{quotes}</div></li>"
    )


def _exemplar_link(hit: ExemplarHit, criterion: str) -> str:
    """Straight to the passage that shows this criterion where there is one."""
    shown = any(passage.criterion == criterion for passage in hit.passages)
    name = text(f"x-{hit.id}-{criterion}" if shown else f"x-{hit.id}")
    return f'<a href="#{name}" data-go="{name}">{text(hit.title, 30)}</a>'


def provenance_html(review: Review) -> str:
    lines = [*review.draft.warnings, *words.provenance_lines(review)]
    return (
        f'<footer class="lr-provenance"><p>{words.CLOSING}</p>'
        f"<ul>{''.join(f'<li>{text(line)}</li>' for line in lines)}</ul></footer>"
    )
