"""What the page shows, as HTML: results, progress, messages. Escaping happens in `reports.fragments` and here."""

from __future__ import annotations

from html import escape

from reviewer.datamodels import Draft, Review, Step
from reviewer.reports import charts, drawings, fragments, words
from reviewer.reports.marked import mark_draft, marked_spans
from reviewer.reports.pairs import pairs_html
from reviewer.web.files import formats_of

_STEPS = (("measure", "数一数"), ("retrieve", "找范例"), ("judge", "模型细读"))

WELCOME = (
    '<div class="lr lr-welcome"><ol><li><b>先改哪里</b>最该动的三处，每处都指到原文</li>'
    "<li><b>各方面怎么样</b>从“缺失”到“优秀”，附上依据</li>"
    "<li><b>好的怎么写</b>同学科、同学段的范例片段</li></ol></div>"
)


def results_html(review: Review, draft: Draft, *, pending: bool = False, review_id: int | None = None) -> str:
    """The whole result: what to do first on top, judgements on the left, the draft and exemplars on the right.

    `review_id` is where it is kept: only then it can be downloaded and disagreed with.
    """
    exemplars = pairs_html(review) or '<p class="lr-quiet">没有找到合适的范例。</p>'
    key = review_id or "now"
    kept = f' data-review="{review_id}"' if review_id is not None else ""
    radar = drawings.radar_svg(review.criteria)
    return (
        f'<div class="lr lr-results"{kept}>'
        + fragments.safety_html(review)
        + fragments.head_html(review, pending=pending)
        + (downloads_html(review, review_id) if review_id is not None else "")
        + fragments.changes_html(review)
        + '<div class="lr-cols"><div class="lr-left">'
        + fragments.levels_html(review)
        + (f'<figure class="lr-radar-box">{radar}</figure>' if radar else "")
        + fragments.criteria_html(review, opened=False)
        + charts.measures_html(review)
        + '</div><aside class="lr-right" aria-label="原文和范例">'
        + _pane_switch(key, "draft", "原文", checked=True)
        + _pane_switch(key, "models", "看看好的怎么写", checked=False)
        + f'<div class="lr-pane lr-draft" data-pane="draft" tabindex="0">{mark_draft(draft, marked_spans(review))}</div>'
        + f'<div class="lr-pane" data-pane="models" tabindex="0">{exemplars}</div>'
        + "</aside></div>"
        + fragments.provenance_html(review)
        + "</div>"
    )


def _pane_switch(key: int | str, pane: str, label: str, *, checked: bool) -> str:
    name = f"lr-{key}-{pane}"
    return (
        f'<input type="radio" name="lr-{key}" id="{name}" data-pane="{pane}"{" checked" if checked else ""}>'
        f'<label for="{name}">{label}</label>'
    )


def downloads_html(review: Review, review_id: int) -> str:
    """Links to the files of a review; the page to print opens in a tab of its own."""
    links = "".join(
        f'<a href="/parts/downloads/{review_id}.{name}" {"target=_blank rel=noopener" if name == "page" else "download"}>'
        f"{label}</a>"
        for name, label in formats_of(review).items()
    )
    return f'<nav class="lr-downloads" aria-label="下载">{links}</nav>'


def draft_html(draft: Draft) -> str:
    """What the file was recognised as, shown as soon as it is dropped."""
    found = [f"识别为{words.KIND_WORDS.get(draft.kind.value or '', '文稿')}"]
    found += [guess.value for guess in (draft.subject, draft.grade) if guess.value]
    if not draft.grade.value and draft.stage.value:
        found.append(draft.stage.value)
    found.append(f"{len(draft.text)} 字")
    shown = " · ".join(escape(words.one_line(part, 40)) for part in found)
    lines = [f'<p>{shown}<span class="lr-quiet">　不对的地方可以改</span></p>']
    if draft.kind.confidence < words.KIND_SURE:
        lines.append('<p class="lr-ask">拿不准是教案还是作业，请在“类型”里选一下。</p>')
    lines += [f'<p class="lr-quiet">{fragments.text(warning)}</p>' for warning in draft.warnings]
    return f'<div class="lr lr-found">{"".join(lines)}</div>'


def progress_html(step: Step | None, seconds: float, *, use_model: bool, note: str = "") -> str:
    """Where the review is: three steps, the message of the moment, how far; below it what stays in view."""
    names = [name for name, _ in _STEPS]
    at = names.index(step.name) if step is not None and step.name in names else 0
    marks = []
    for index, (name, label) in enumerate(_STEPS):
        if name == "judge" and not use_model:
            continue
        state = "done" if index < at else "now" if index == at else "next"
        marks.append(f'<li class="lr-{state}">{label}</li>')
    message = fragments.text(step.message) if step is not None else "开始了"
    share = f"，{step.done}/{step.total}" if step is not None and step.total else ""
    width = round(100 * step.done / step.total) if step is not None and step.total else 0
    return (
        f'<div class="lr lr-progress" role="status"><ol>{"".join(marks)}</ol>'
        f'<p>{message}{share}<span class="lr-quiet">　{seconds:.0f} 秒</span></p>'
        + (f'<p class="lr-quiet">{fragments.text(note)}</p>' if note else "")
        + f'<div class="lr-track"><i style="width:{width}%"></i></div></div>'
    )


def done_html(seconds: float) -> str:
    return f'<div class="lr lr-progress lr-quiet" role="status"><p>评完了，用时 {seconds:.1f} 秒。</p></div>'


def stopped_html(*, partial: bool) -> str:
    kept = "下面是已经得出的结果，还没有评完。" if partial else "没有得出结果。"
    return f'<div class="lr lr-progress" role="status"><p><span>已停止。</span><span>{kept}</span></p></div>'


def error_html(message: str, title: str = "没能评阅", english: str = "") -> str:
    """What went wrong; the page shows `english` instead where it is switched to English."""
    other = f' data-english="{escape(words.clean(english))}"' if english else ""
    return f'<div class="lr lr-error" role="alert"><b>{title}</b><p{other}>{escape(words.clean(message))}</p></div>'


def notices_html(notices: list[str]) -> str:
    lines = "".join(f"<p>{escape(notice)}</p>" for notice in notices)
    return f'<div class="lr lr-notices">{lines}</div>' if lines else ""
