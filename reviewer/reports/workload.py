"""Homework in pictures: minutes against the cap, items by tier and demand, repeated items side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from reviewer.datamodels import HomeworkMeasures, Item, Variants
from reviewer.reports import figures
from reviewer.reports.fragments import text
from reviewer.reports.words import one_line

USUAL_SHARE = 1 / 3  # of the day's minutes, for one of three main subjects
_HOW = {"numbers": "只换了数或词", "reworded": "换了说法", "copy": "几乎一字不差"}
SHOWN_CHARS = 160


def load_html(measures: HomeworkMeasures) -> str:
    """Minutes of this sheet on a scale up to the day's cap; empty where either is unknown or the cap is none."""
    minutes, cap = measures.minutes_total, measures.minutes_cap
    if not minutes or not cap:
        return ""
    scale = max(cap * 1.15, minutes * 1.05)
    return (
        f'<div class="lr-load" role="img" aria-label="这份作业约 {minutes:.0f} 分钟，各科合计的上限是 {cap:.0f} 分钟">'
        f'<span class="lr-time"><i class="{"lr-over" if minutes > cap else "lr-student"}" style="width:{100 * minutes / scale:.1f}%"></i>'
        f'<b class="lr-cap" style="left:{100 * cap / scale:.1f}%"></b><b class="lr-usual" style="left:{100 * cap * USUAL_SHARE / scale:.1f}%"></b>'
        f"</span><p><span>这份约 {figures.minutes_text(round(minutes))}</span><span>虚线：平均到三科，一科约 "
        f"{figures.minutes_text(round(cap * USUAL_SHARE))}</span><span>实线：各科合计上限 {figures.minutes_text(cap)}</span></p></div>"
    )


def tiers_html(items: Sequence[Item]) -> str:
    """How many items of each demand every tier holds; empty where no item is in a tier."""
    tiers = list(dict.fromkeys(item.tier_labelled for item in items if item.tier_labelled))
    if not tiers:
        return ""
    rows = ""
    for tier in tiers:
        mine = [item for item in items if item.tier_labelled == tier]
        counted = Counter(item.demand for item in mine)
        cells = "".join(
            f'<i class="lr-d{demand}" style="flex-grow:{counted[demand]}">{counted[demand]}</i>'
            for demand in range(1, 6)
            if counted[demand]
        )
        mean = sum(item.demand for item in mine) / len(mine)
        rows += (
            f'<li><span class="lr-step">{text(tier, 12)}</span><span class="lr-when">{len(mine)} 题 · 要求平均 {mean:.1f}</span>'
            f'<span class="lr-stack">{cells}</span></li>'
        )
    legend = "".join(f'<span><i class="lr-d{demand}"></i>要求 {demand}</span>' for demand in range(1, 6))
    return f'<h3 class="lr-sub">各层有多少题、要求多高</h3><div class="lr-legend">{legend}</div><ul class="lr-timeline">{rows}</ul>'


def repeats_html(measures: HomeworkMeasures) -> str:
    """Each group of repeated items side by side with the first one, the differing words marked."""
    known = {item.id: item for item in measures.items}
    groups = "".join(_group(found, known) for found in measures.repetition.variants)
    return f'<h3 class="lr-sub">重复的题放在一起看</h3>{groups}' if groups else ""


def _group(found: Variants, known: dict[str, Item]) -> str:
    first = known.get(found.representative)
    if first is None:
        return ""
    others = [known[name] for name in found.items if name in known]
    cards = "".join(
        f"<blockquote><b>第 {text(item.id)} 题</b>{_mark(item.text, first.text if item is not first else others[0].text if others else item.text)}"
        "</blockquote>"
        for item in [first, *others]
    )
    return f'<div class="lr-twins"><p class="lr-quiet">{_HOW[found.how]}</p><div>{cards}</div></div>'


def _mark(words: str, other: str) -> str:
    """`words` escaped, with what `other` does not have marked."""
    words, other = one_line(words, SHOWN_CHARS), one_line(other, SHOWN_CHARS)
    parts = []
    for tag, start, end, _, _ in SequenceMatcher(None, words, other, autojunk=False).get_opcodes():
        piece = escape(words[start:end])
        parts.append(f"<ins>{piece}</ins>" if tag in ("replace", "delete") and piece else piece)
    return "".join(parts)
