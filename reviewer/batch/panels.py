"""Pieces of the dashboard as HTML. Every text that came from a draft is escaped; nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from reviewer.batch.tally import DIMENSIONS, LEAST_IN_GROUP, Day, Dimension, KindTally, Levels, Weakness
from reviewer.reports.words import LEVEL_WORDS

MOST_DAYS, MOST_GROUPS = 15, 12
LEGEND = (
    "".join(f'<span class="l{level}"><i></i>{level} {word}</span>' for level, word in reversed(LEVEL_WORDS.items()))
    + '<span class="l0"><i></i>没有评等级</span>'
)


def figures(entries: Sequence[tuple[str, str, bool]]) -> str:
    """Large numbers: (number, what it counts, whether it needs attention)."""
    cells = "".join(
        f"<li{' class=warn' if warn else ''}><b>{escape(number)}</b>{escape(what)}</li>"
        for number, what, warn in entries
    )
    return f'<ul class="figures">{cells}</ul>'


def card(title: str, body: str, note: str = "") -> str:
    said = f'<p class="quiet">{escape(note)}</p>' if note else ""
    return f'<section class="card"><h3>{escape(title)}</h3>{body}{said}</section>'


def distribution(kind: KindTally) -> str:
    """One stacked bar a criterion, best levels first."""
    rows = []
    for levels in kind.levels.values():
        parts = "".join(
            f'<span class="l{level}" style="--n:{count}" title="{_level_name(level)} {count} 份">{count}</span>'
            for level in (5, 4, 3, 2, 1, 0)
            if (count := levels.counts[level])
        )
        mean = f"平均 {levels.mean:.1f}" if levels.mean is not None else "—"
        rows.append(
            f'<div class="stack"><span>{escape(levels.name)}</span><div class="parts">{parts}</div><span class="mean">{mean}</span></div>'
        )
    return f'<p class="legend">{LEGEND}</p>{"".join(rows)}'


def groups(kind: KindTally, dimension: Dimension) -> str:
    """Means by group and criterion, coloured by level; empty where no group is large enough."""
    shown = kind.shown_groups(dimension)
    hidden = kind.hidden_groups(dimension)
    note = f"还有 {hidden} 组不到 {LEAST_IN_GROUP} 份，不显示。" if hidden else ""
    if not shown:
        return f'<p class="quiet">{note}</p>' if hidden else ""
    head = "".join(f"<th>{escape(levels.name)}</th>" for levels in kind.levels.values())
    rows = []
    for name in shown[:MOST_GROUPS]:
        cells = "".join(_mean_cell(kind.groups[dimension][name].get(key)) for key in kind.levels)
        rows.append(f'<tr><td class="name">{escape(name)}</td><td>{kind.sizes[dimension][name]}</td>{cells}</tr>')
    if len(shown) > MOST_GROUPS:
        note = f"只列出最大的 {MOST_GROUPS} 组。{note}"
    table = f"<table><thead><tr><th>{DIMENSIONS[dimension]}</th><th>份数</th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="scroll">{table}</div><p class="quiet">{note}</p>'


def weaknesses(found: Sequence[Weakness]) -> str:
    """What is missing most, with passages that show it and lead to their reports."""
    items = []
    for one in found:
        share = one.missing / max(1, one.answered)
        quotes = "".join(
            f'<blockquote>“{escape(example.quote)}”<a href="{escape(example.report)}">{escape(example.title[:40])}</a></blockquote>'
            for example in one.examples
        )
        items.append(
            f'<li><div class="top"><b>{escape(one.name)}</b><span>{one.missing} 份没做到，占 {share:.0%}</span></div>'
            f'<div class="bar"><i style="--w:{share:.0%}"></i></div>{quotes}</li>'
        )
    return f'<ol class="weak">{"".join(items)}</ol>'


def histogram(counts: Sequence[int], labels: Sequence[str]) -> str:
    """Columns with their counts above them."""
    most = max(counts, default=0) or 1
    bars = "".join(
        f'<div style="--h:{count / most:.1%}"{"" if count else " class=empty"}><b>{count or ""}</b></div>'
        for count in counts
    )
    axis = "".join(f"<span>{escape(label)}</span>" for label in labels)
    return f'<div class="columns">{bars}</div><div class="axis">{axis}</div>'


def day_list(days: Sequence[Day]) -> str:
    """Class days with their minutes and a line at the cap, furthest over first."""
    longest = max([day.minutes for day in days] + [day.cap or 0 for day in days], default=0) or 1
    items = []
    for day in days[:MOST_DAYS]:
        cap = f'<u style="--cap:{day.cap / longest:.1%}"></u>' if day.cap else ""
        said = f"{day.minutes:.0f} 分钟" + (f" / 上限 {day.cap:.0f}" if day.cap is not None else "")
        where = " ".join(part for part in (day.school, day.class_, day.date) if part)
        items.append(
            f"<li{' class=over' if day.over else ''}><span>{escape(where)}（{day.sheets} 份）</span>"
            f'<div class="track"><i style="--w:{day.minutes / longest:.1%}"></i>{cap}</div><span class="say">{said}</span></li>'
        )
    return f'<ul class="days">{"".join(items)}</ul>'


def week_table(weeks: Mapping[str, Mapping[str, tuple[int, int]]]) -> str:
    """Share of items handed out before, by school and week."""
    names = sorted({week for found in weeks.values() for week in found})
    head = "".join(f"<th>{_week_name(week)}</th>" for week in names)
    rows = []
    for school, found in weeks.items():
        cells = "".join(_share_cell(found.get(week)) for week in names)
        rows.append(f'<tr><td class="name">{escape(school)}</td>{cells}</tr>')
    return f'<div class="scroll"><table><thead><tr><th>学校</th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def pair_list(entries: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    """(tag, HTML of who, passages): who is made of escaped text and links by the caller."""
    items = []
    for tag, who, passages in entries:
        quotes = "".join(f"<blockquote>{escape(passage)}</blockquote>" for passage in passages)
        items.append(f'<li><span class="tag">{escape(tag)}</span>{who}{quotes}</li>')
    return f'<ul class="pairs">{"".join(items)}</ul>'


def link(title: str, report: str) -> str:
    return f'<a href="{escape(report)}">{escape(title[:50])}</a>'


def _level_name(level: int) -> str:
    return f"{level} {LEVEL_WORDS[level]}" if level else "没有评等级"


def _mean_cell(levels: Levels | None) -> str:
    if levels is None or levels.mean is None or levels.scored < LEAST_IN_GROUP:
        return "<td>—</td>"
    return f'<td class="l{round(levels.mean)}" title="{levels.scored} 份">{levels.mean:.1f}</td>'


def _share_cell(counted: tuple[int, int] | None) -> str:
    if counted is None or not counted[1]:
        return "<td>—</td>"
    share = counted[0] / counted[1]
    level = 2 if share >= 0.3 else 3 if share >= 0.1 else 4
    return f'<td class="l{level}" title="{counted[1]} 题中 {counted[0]} 题">{share:.0%}</td>'


def _week_name(week: str) -> str:
    year, number = week.split("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    return f"{monday.month}月{monday.day}日起"
