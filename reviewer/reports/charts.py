"""Measures as HTML: sentences, drawings and tables. No script, no image files."""

from __future__ import annotations

from reviewer.datamodels import HomeworkMeasures, LessonMeasures, Review
from reviewer.reports import figures
from reviewer.reports.drawings import rt_ch_svg, st_curve_svg
from reviewer.reports.fragments import text
from reviewer.reports.timeline import matrix_html, timeline_html
from reviewer.reports.workload import load_html, repeats_html, tiers_html


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
    timeline = timeline_html(measures.activities)
    drawings = "".join(
        f"<figure>{drawing}<figcaption>{caption}</figcaption></figure>"
        for drawing, caption in (
            (st_curve_svg(measures), "S-T 曲线：线越陡，学生活动越多；虚线是各占一半。"),
            (rt_ch_svg(measures), "Rt–Ch 图：教师占的时间和师生转换的多少。"),
        )
        if drawing
    )
    return _section(
        "这节课的时间和活动",
        _sentences(figures.lesson_sentences(measures)),
        timeline or _table(figures.activity_table(measures)),
        f'<div class="lr-drawings">{drawings}</div>' if drawings else "",
        f'<p class="lr-quiet">{text(note)}</p>' if note else "",
        matrix_html(measures),
    )


def _homework(measures: HomeworkMeasures) -> str:
    return _section(
        "这份作业的题和量",
        _sentences(figures.homework_sentences(measures)),
        load_html(measures),
        tiers_html(measures.items),
        repeats_html(measures),
        _table(figures.item_table(measures)),
    )


def _sentences(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{text(line)}</li>' for line in lines)}</ul>" if lines else ""


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
