"""“看看好的怎么写”: the draft's own passage and an exemplar's, side by side, criterion by criterion, the weakest first."""

from __future__ import annotations

from html import escape

from reviewer.datamodels import CriterionResult, ExemplarHit, Review
from reviewer.reports import words
from reviewer.reports.fragments import quote_link, text

GOOD = 4  # from this level on nothing needs to be shown


def pairs_html(review: Review) -> str:
    """Pairs for the criteria below GOOD, then what else was found; empty without exemplars."""
    hits = {hit.id: hit for hit in review.exemplars}
    weak = sorted((one for one in review.criteria if (one.level or 0) < GOOD), key=lambda one: one.level or 0)
    parts, shown = [], set()
    for criterion in weak:
        for ref in criterion.exemplars:
            passages = [one for one in hits[ref.id].passages if one.criterion == criterion.id] if ref.id in hits else []
            if passages:
                parts.append(_pair(review, criterion, hits[ref.id], passages[0].text))
                shown.add((ref.id, criterion.id))
    rest = [
        (hit, passage.criterion, passage.text)
        for hit in review.exemplars
        for passage in hit.passages
        if (hit.id, passage.criterion) not in shown
    ]
    names = {criterion.id: criterion.name for criterion in review.criteria}
    others = "".join(_alone(hit, criterion, names.get(criterion, ""), passage) for hit, criterion, passage in rest)
    return "".join(parts) + (f'<h3 class="lr-sub">别的可以参考的</h3>{others}' if others else "")


def _pair(review: Review, criterion: CriterionResult, hit: ExemplarHit, passage: str) -> str:
    own = _own_passage(review, criterion) or '<p class="lr-missing">您的稿子里还没有写到这一点。</p>'
    return (
        f'<article class="lr-exemplar lr-pair" id="{text(f"x-{hit.id}-{criterion.id}")}" data-exemplar="{text(hit.id)}">'
        f"<h3>{text(words.short_name(criterion.name))}</h3>{_why(hit)}"
        f'<div class="lr-sides"><div><b>您写的</b>{own}</div><div><b>范例</b><blockquote class="lr-pre">'
        f"{escape(words.passage_text(passage))}</blockquote></div></div>{_source(hit)}</article>"
    )


def _alone(hit: ExemplarHit, criterion: str, name: str, passage: str) -> str:
    heading = f"<b>{text(words.short_name(name))}</b>" if name else ""
    return (
        f'<article class="lr-exemplar" id="{text(f"x-{hit.id}-{criterion}")}" data-exemplar="{text(hit.id)}">{heading}'
        f'<blockquote class="lr-pre">{escape(words.passage_text(passage))}</blockquote>{_source(hit)}</article>'
    )


def _why(hit: ExemplarHit) -> str:
    return f"<p>{text(hit.why)}</p>" if hit.why else ""


def _source(hit: ExemplarHit) -> str:
    about = "，".join(part for part in (hit.subject, hit.grade or hit.stage) if part)
    return f'<p class="lr-quiet">《{text(hit.title)}》（{text(about)}）来源：{text(hit.source)}；许可：{text(hit.licence)}</p>'


def _own_passage(review: Review, criterion: CriterionResult) -> str:
    """The passage the criterion's trouble shows in: that of a change to make, else of an indicator not met."""
    for change in review.changes:
        if change.criterion == criterion.id and change.quote:
            return quote_link(change.quote, change.start, change.end, change.where)
    for answer in ("no", "yes"):
        for indicator in criterion.indicators:
            if indicator.answer == answer and indicator.evidence:
                found = indicator.evidence[0]
                return quote_link(found.quote, found.start, found.end, found.where)
    return ""
