"""The lesson as rows of time, and what serves each objective as a grid. HTML, so that it reflows on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.datamodels import Activity, AlignmentRow, LessonMeasures
from reviewer.reports import figures
from reviewer.reports.fragments import text

_SERVED = (("课堂活动", "activities"), ("评价", "assessments"), ("作业", "homework"))


def timeline_html(activities: Sequence[Activity]) -> str:
    """One row an activity, from when it starts to when it ends; empty unless most steps state their minutes."""
    timed = [activity for activity in activities if activity.minutes]
    if len(timed) < 2 or len(timed) * 2 < len(activities):
        return ""
    total, at, rows = sum(activity.minutes or 0 for activity in timed), 0.0, []
    for activity in timed:
        minutes = activity.minutes or 0
        rows.append(
            f'<li><span class="lr-step">{text(activity.name, 28)}</span><span class="lr-when">'
            f"{figures.ACTOR_WORDS[activity.actor]} · {figures.minutes_text(minutes)}"
            f'{" · " + text(activity.kind) if activity.kind else ""}</span><span class="lr-time" aria-hidden="true">'
            f'<i class="lr-{activity.actor}" style="margin-left:{100 * at / total:.1f}%;width:{100 * minutes / total:.1f}%"></i></span></li>'
        )
        at += minutes
    legend = "".join(f'<span><i class="lr-{actor}"></i>{word}</span>' for actor, word in figures.ACTOR_WORDS.items())
    left_out = [activity.name for activity in activities if not activity.minutes]
    note = f'<p class="lr-quiet">没写时间的：{text("、".join(left_out), 80)}</p>' if left_out else ""
    return f'<div class="lr-legend" aria-hidden="true">{legend}</div><ol class="lr-timeline">{"".join(rows)}</ol>{note}'


def matrix_html(measures: LessonMeasures) -> str:
    """Objectives against activities, assessment and homework; an empty cell says 没有, an empty row is an orphan."""
    if not measures.alignment:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name, _ in _SERVED)
    rows = "".join(_objective(row) for row in measures.alignment)
    unaligned = ""
    if measures.unaligned:
        unaligned = f'<p class="lr-quiet">没有对应到任何目标的：{text("、".join(one.rstrip("。；，") for one in measures.unaligned), 120)}</p>'
    return (
        '<h3 class="lr-sub">目标、活动、评价、作业对得上吗</h3><div class="lr-scroll"><table class="lr-matrix">'
        f'<thead><tr><th scope="col">目标</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>{unaligned}'
    )


def _objective(row: AlignmentRow) -> str:
    served: list[tuple[str, list[str]]] = [(name, getattr(row, field)) for name, field in _SERVED]
    orphan = not any(found for _, found in served)
    cells = "".join(
        f'<td data-head="{name}" class="{"lr-has" if found else "lr-hasnt"}">'
        f"{'✓ ' + text('、'.join(found), 46) if found else '✗ 没有'}</td>"
        for name, found in served
    )
    mark = '<b class="lr-apart">都没有落实</b>' if orphan else ""
    return f'<tr{" class=lr-orphan" if orphan else ""}><th scope="row">{text(row.objective, 60)}{mark}</th>{cells}</tr>'
