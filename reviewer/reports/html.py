"""Review → one self-contained HTML file: no outside asset, no script, fit for the phone and for print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reviewer.datamodels import Draft, Review
from reviewer.reports import charts, drawings, fragments
from reviewer.reports.marked import mark_draft, marked_spans
from reviewer.reports.pairs import pairs_html

# The file may be opened from anywhere: forbid it to load or run anything, whatever a draft may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@cache
def load_css(name: str = "review.css") -> str:
    """A style sheet beside this file; `review.css` is what the review and the page share."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def page_of(title: str, body: str, *sheets: str) -> str:
    """A whole HTML file around `body`, which is markup; `title` is plain text, `sheets` name style sheets here."""
    styles = "\n".join(load_css(name) for name in sheets)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{fragments.text(title)}</title><style>{styles}</style></head>"
        f'<body class="lr-page">{body}</body></html>\n'
    )


def to_html(review: Review, draft: Draft) -> str:
    """The whole review, then the draft with the quoted passages marked. Every text from a draft is escaped."""
    exemplars = pairs_html(review)
    body = [
        fragments.safety_html(review),
        fragments.head_html(review),
        fragments.changes_html(review),
        fragments.levels_html(review),
        drawings.radar_svg(review.criteria),
        fragments.criteria_html(review, opened=True),
        charts.measures_html(review),
        f'<section class="lr-exemplars"><h2>看看好的怎么写</h2>{exemplars}</section>' if exemplars else "",
        f'<section class="lr-draft"><h2>原文（标出了依据）</h2>{mark_draft(draft, marked_spans(review))}</section>',
        fragments.provenance_html(review),
    ]
    title = f"{review.draft.title or review.draft.name} · 评阅"
    return page_of(title, f'<main class="lr">{"".join(body)}</main>', "review.css")
