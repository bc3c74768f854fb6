"""Review → one A4 page to print and take to the meeting: verdict, first changes, levels, what was counted."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.datamodels import CriterionResult, Review
from reviewer.reports import figures, words
from reviewer.reports.fragments import text
from reviewer.reports.html import page_of

# What fits one page whatever a draft holds; every text is cut to these lengths.
QUOTE, CHANGE, ADVICE, FACT, VERDICT, FILE = 44, 120, 54, 84, 100, 40
MAX_CRITERIA, MAX_FACTS, MAX_SAFETY = 10, 5, 2


def to_page_html(review: Review) -> str:
    """The one-page report as HTML with print rules for A4; no script, nothing loaded."""
    body = (
        _head(review),
        "".join(f'<p class="lp-safety">{line}</p>' for line in _safety(review)),
        _changes(review),
        _levels(review),
        _facts(review),
        _foot(review),
    )
    return page_of(words.title_of(review), f'<main class="lp">{"".join(body)}</main>', "print.css")


def _head(review: Review) -> str:
    about = "　".join(text(part, 20) for part in words.about(review.draft))
    return (
        f"<header><h1>{text(words.title_of(review), 40)}</h1><p>{about}</p></header>"
        f'<p class="lp-verdict">{text(words.verdict(review), VERDICT)}</p>'
    )


def _safety(review: Review) -> Iterator[str]:
    lines = words.safety_lines(review)
    for what, quote in lines[:MAX_SAFETY]:
        yield f"<b>请先处理</b>　{text(what, 60)}：“{text(quote, QUOTE)}”"
    if len(lines) > MAX_SAFETY:
        yield f"<b>请先处理</b>　另有 {len(lines) - MAX_SAFETY} 处，见完整报告。"


def _changes(review: Review) -> str:
    items = "".join(
        f"<li>{text(change.text, CHANGE)}"
        + (f"<q>{text(change.quote, QUOTE)}</q>" if change.quote else "")
        + (f"<small>{text(place, 30)}</small>" if (place := words.place(change.where, change.quote)) else "")
        + "</li>"
        for change in review.changes[:3]
    )
    body = f"<ol>{items}</ol>" if items else f"<p>{words.NO_CHANGES}</p>"
    return f"<section><h2>{words.changes_title(review)}</h2>{body}</section>"


def _levels(review: Review) -> str:
    above = {change.text: f"见上面第 {number} 处。" for number, change in enumerate(review.changes[:3], 1)}
    rows = "".join(_level(criterion, above) for criterion in review.criteria[:MAX_CRITERIA])
    more = len(review.criteria) - MAX_CRITERIA
    left = f'<p class="lp-quiet">另有 {more} 个方面，见完整报告。</p>' if more > 0 else ""
    return f"<section><h2>各方面的水平</h2><table><tbody>{rows}</tbody></table>{left}</section>"


def _level(criterion: CriterionResult, above: dict[str, str]) -> str:
    """A criterion as a row: filled and empty squares say the level without colour."""
    level = criterion.level or 0
    boxes = "■" * level + "□" * (5 - level) if level else ""
    doubt = words.interval_text(criterion)
    said = above.get(criterion.suggestion) or criterion.suggestion or criterion.reason
    return (
        f"<tr><th>{text(criterion.name, 16)}</th><td class='lp-boxes'>{boxes}</td>"
        f"<td>{words.level_word(criterion)}{f'<small>{doubt}</small>' if doubt else ''}</td>"
        f"<td>{text(said, ADVICE)}</td></tr>"
    )


def _facts(review: Review) -> str:
    lesson, homework = review.measures.lesson, review.measures.homework
    lines = figures.lesson_sentences(lesson) if lesson else figures.homework_sentences(homework) if homework else []
    if not lines:
        return ""
    items = "".join(f"<li>{text(line, FACT)}</li>" for line in lines[:MAX_FACTS])
    return f"<section><h2>数出来的</h2><ul>{items}</ul></section>"


def _foot(review: Review) -> str:
    source = review.provenance
    model = f"语言模型 {source.llm}" if source.llm else words.NO_MODEL
    lines = (
        words.CLOSING,
        f"{text(review.draft.name, FILE)}　评价标准 {text(review.rubric.id, 30)} {text(review.rubric.version, 12)}　"
        f"{text(model, 60)}",
    )
    return f"<footer>{''.join(f'<p>{line}</p>' for line in lines)}</footer>"
