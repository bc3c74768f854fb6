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
def load_css() -> str:
    """The style sheet that this file and the page share."""
    return (Path(__file__).parent / "review.css").read_text(encoding="utf-8")


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
    title = fragments.text(review.draft.title or review.draft.name)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{title} · 评阅</title><style>{load_css()}</style></head>"
        f'<body class="lr-page"><main class="lr">{"".join(body)}</main></body></html>\n'
    )
