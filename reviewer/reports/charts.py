"""Measures as HTML: sentences, the lesson as a strip of time, and tables. No script, no images."""

from __future__ import annotations

from reviewer.datamodels import Activity, HomeworkMeasures, LessonMeasures, Review
from reviewer.reports import figures
from reviewer.reports.fragments import text


def measures_html(review: Review) -> str:
    """What was counted, for a lesson or a homework sheet; empty if nothing was."""
    parts = []
    if review.measures.lesson is not None:
        parts.append(_lesson(review.measures.lesson))
    if review.measures.homework is not None:
        parts.append(_homework(review.measures.homework))
    return "".join(parts)


def _section(title: str, *body: str) -> str:
    joined = "".join(body)
    return f'<section class="lr-measures"><h2>{title}</h2>{joined}</section>' if joined else ""


def _lesson(measures: LessonMeasures) -> str:
    note = figures.st_note(measures)
    return _section(
        "这节课的时间和活动",
        _sentences(figures.lesson_sentences(measures)),
        _strip(measures.activities),
        _table(figures.activity_table(measures)),
        f'<p class="lr-quiet">{text(note)}</p>' if note else "",
    )


def _homework(measures: HomeworkMeasures) -> str:
    return _section(
        "这份作业的题和量",
        _sentences(figures.homework_sentences(measures)),
        _table(figures.item_table(measures)),
    )


def _sentences(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{text(line)}</li>' for line in lines)}</ul>" if lines else ""


def _strip(activities: list[Activity]) -> str:
    """The lesson from left to right, widths by minutes; only where most steps state their minutes."""
    timed = [activity for activity in activities if activity.minutes]
    if len(timed) < 2 or len(timed) * 2 < len(activities):
        return ""
    cells = "".join(
        f'<span class="lr-{activity.actor}" style="flex-grow:{activity.minutes:g}" '
        f'title="{text(activity.name)} {figures.minutes_text(activity.minutes)}">'
        f"<b>{text(activity.name, 8)}</b><small>{figures.ACTOR_WORDS[activity.actor]}"
        f" {figures.minutes_text(activity.minutes)}</small></span>"
        for activity in timed
    )
    return f'<div class="lr-strip">{cells}</div>'


def _table(table: figures.Table) -> str:
    if not table.rows:
        return ""
    head = "".join(f"<th>{text(cell)}</th>" for cell in table.head)
    rows = "".join(
        "<tr>"
        + "".join(f'<td data-head="{text(name)}">{text(cell)}</td>' for name, cell in zip(table.head, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="lr-scroll"><table class="lr-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
