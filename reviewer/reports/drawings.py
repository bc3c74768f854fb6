"""Drawings as inline SVG: levels as a radar, the S-T curve, the Rt–Ch chart. Text is text, in the page's own font.

Every drawing says in `aria-label` what it shows; widths are in units of about one pixel at 340 pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from reviewer.datamodels import CriterionResult, LessonMeasures
from reviewer.reports.fragments import text
from reviewer.reports.words import LEVEL_WORDS, short_name

Point = tuple[float, float]

RADIUS, CENTRE = 96.0, (210.0, 140.0)
LEFT, TOP, SIDE = 40.0, 12.0, 230.0  # of a square plot


def _svg(kind: str, size: tuple[int, int], label: str, body: str) -> str:
    width, height = size
    return f'<svg class="lr-svg lr-{kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{text(label)}">{body}</svg>'


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def radar_svg(criteria: Sequence[CriterionResult]) -> str:
    """Levels around a circle with their intervals as a band; empty with fewer than three criteria."""
    count = len(criteria)
    if count < 3:
        return ""
    rings = "".join(
        f'<polygon class="lr-ring" points="{_points([_spoke(at, count, level) for at in range(count)])}"/>'
        for level in range(1, 6)
    )
    spokes, labels, dots = [], [], []
    for at, criterion in enumerate(criteria):
        x, y = _spoke(at, count, 5)
        spokes.append(f'<line class="lr-ring" x1="{CENTRE[0]}" y1="{CENTRE[1]}" x2="{x:.1f}" y2="{y:.1f}"/>')
        labels.append(_radar_label(at, count, criterion))
        if criterion.level is not None:
            dot = _spoke(at, count, criterion.level)
            dots.append(f'<circle class="lr-dot" cx="{dot[0]:.1f}" cy="{dot[1]:.1f}" r="3.5"/>')
    scored = [(at, one) for at, one in enumerate(criteria) if one.level is not None]
    shape = ""
    if len(scored) >= 3:
        intervals = [(at, one.interval or (one.level or 0, one.level or 0)) for at, one in scored]
        outer = [_spoke(at, count, interval[1]) for at, interval in intervals]
        inner = [_spoke(at, count, interval[0]) for at, interval in intervals]
        band = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outer) + "Z"
        band += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in inner) + "Z"
        line = _points([_spoke(at, count, one.level or 0) for at, one in scored])
        shape = f'<path class="lr-band" fill-rule="evenodd" d="{band}"/><polygon class="lr-shape" points="{line}"/>'
    said = "，".join(f"{one.name} {LEVEL_WORDS[one.level] if one.level else '没有等级'}" for one in criteria)
    return _svg("radar", (420, 280), f"各方面等级：{said}", rings + "".join(spokes) + shape + "".join(dots + labels))


def _spoke(at: int, count: int, level: float) -> Point:
    angle = 2 * math.pi * at / count - math.pi / 2
    reach = RADIUS * level / 5
    return CENTRE[0] + reach * math.cos(angle), CENTRE[1] + reach * math.sin(angle)


def _radar_label(at: int, count: int, criterion: CriterionResult) -> str:
    x, y = _spoke(at, count, 5.65)
    anchor = "middle" if abs(x - CENTRE[0]) < 12 else "start" if x > CENTRE[0] else "end"
    shown = str(criterion.level) if criterion.level is not None else "—"
    name = text(short_name(criterion.name), 7)
    return f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}">{name} <tspan class="lr-strong">{shown}</tspan></text>'


def _frame(across: str, up: str) -> str:
    """A square with its two axes named."""
    bottom, right = TOP + SIDE, LEFT + SIDE
    return (
        f'<path class="lr-axis" d="M{LEFT} {TOP}V{bottom}H{right}"/>'
        f'<text x="{right}" y="{bottom + 34}" text-anchor="end">{text(across)}</text>'
        f'<text x="{LEFT - 35}" y="{TOP + SIDE / 2}" text-anchor="middle" '
        f'transform="rotate(-90 {LEFT - 29} {TOP + SIDE / 2})">{text(up)}</text>'
    )


def _at(x: float, y: float) -> Point:
    """A place in the plot for x and y from 0 to 1."""
    return LEFT + SIDE * x, TOP + SIDE * (1 - y)


def st_curve_svg(measures: LessonMeasures) -> str:
    """Teacher time against student time; steep where the students act. Empty with fewer than two units."""
    curve = measures.st_curve
    if len(curve) < 2:
        return ""
    top = max(1, *(max(pair) for pair in curve))
    points = [_at(0, 0), *(_at(teacher / top, student / top) for teacher, student in curve)]
    ticks = "".join(
        f'<text class="lr-tick" x="{_at(share, 0)[0]:.0f}" y="{TOP + SIDE + 16}" text-anchor="middle">{top * share:.0f}</text>'
        f'<text class="lr-tick" x="{LEFT - 6}" y="{_at(0, share)[1] + 4:.0f}" text-anchor="end">{top * share:.0f}</text>'
        for share in (0.5, 1)
    )
    diagonal = (
        f'<line class="lr-half" x1="{_at(0, 0)[0]}" y1="{_at(0, 0)[1]}" x2="{_at(1, 1)[0]}" y2="{_at(1, 1)[1]}"/>'
    )
    teacher, student = curve[-1]
    label = f"S-T 曲线：教师活动 {teacher} 个时间单位，学生活动 {student} 个"
    body = _frame("教师活动的时间", "学生活动的时间") + ticks + diagonal
    return _svg("st", (300, 285), label, body + f'<polyline class="lr-line" points="{_points(points)}"/>')


def rt_ch_svg(measures: LessonMeasures) -> str:
    """The lesson among the four modes; empty where Rt and Ch are not known."""
    if measures.rt is None or measures.ch is None:
        return ""
    areas = (
        ("练习型", 0.0, 0.0, 0.3, 1.0),
        ("讲授型", 0.7, 0.0, 1.0, 1.0),
        ("对话型", 0.3, 0.4, 0.7, 1.0),
        ("混合型", 0.3, 0.0, 0.7, 0.4),
    )
    drawn = []
    for name, left, low, right, high in areas:
        (x, y), (x2, y2) = _at(left, high), _at(right, low)
        chosen = " lr-chosen" if name == measures.mode else ""
        drawn.append(
            f'<rect class="lr-area{chosen}" x="{x:.1f}" y="{y:.1f}" width="{x2 - x:.1f}" height="{y2 - y:.1f}"/>'
            f'<text class="lr-mode" x="{(x + x2) / 2:.1f}" y="{y + 20 if low or high == 1 else y2 - 10:.1f}" '
            f'text-anchor="middle">{name}</text>'
        )
    ticks = "".join(
        f'<text class="lr-tick" x="{_at(at, 0)[0]:.0f}" y="{TOP + SIDE + 16}" text-anchor="middle">{at:g}</text>'
        for at in (0, 0.3, 0.7, 1)
    )
    ticks += "".join(
        f'<text class="lr-tick" x="{LEFT - 6}" y="{_at(0, at)[1] + 4:.0f}" text-anchor="end">{at:g}</text>'
        for at in (0.4, 1)
    )
    x, y = _at(measures.rt, measures.ch)
    anchor, shift = ("end", -10) if measures.rt > 0.6 else ("start", 10)
    mark = (
        f'<circle class="lr-here" cx="{x:.1f}" cy="{y:.1f}" r="6"/><text class="lr-strong" x="{x + shift:.1f}" y="{y - 8:.1f}" '
        f'text-anchor="{anchor}">这节课</text>'
    )
    label = f"Rt–Ch 图：Rt {measures.rt:.2f}，Ch {measures.ch:.2f}，{measures.mode or '没有归类'}"
    body = "".join(drawn) + _frame("教师行为占有率 Rt", "师生行为转换率 Ch") + ticks + mark
    return _svg("rtch", (300, 285), label, body)
