"""dashboard.html: the whole run on one page, with no script and nothing loaded from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from reviewer.batch import panels
from reviewer.batch.folder import NAMES
from reviewer.batch.repeats import Origin, Place, Repeats
from reviewer.batch.tally import BINS, DIMENSIONS, LEAST_IN_GROUP, NO_SCHOOL, KindTally, Tally, repeated_share_by_week
from reviewer.reports.words import KIND_WORDS

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SHOWN = 10
_TELLING = 14  # characters of an item
NO_MODEL = "这次没有用语言模型，只有能直接数出来的；要读懂意思才能判断的没有评等级。"


def dashboard_html(
    tally: Tally, repeats: Repeats, failures: Sequence[Mapping[str, Any]], settings: Mapping[str, Any]
) -> str:
    """The page for what was counted, what repeats, and the files that failed."""
    body = [_head(tally, repeats, failures)]
    for kind in ("lesson", "homework"):
        if kind in tally.kinds:
            body.append(_kind(kind, tally.kinds[kind], tally))
    body += [_days(tally), _repeats(repeats), _near(repeats), _failed(failures), _foot(settings)]
    css = (Path(__file__).parent / "dashboard.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>评阅总览</title><style>{css}</style></head><body><main>{''.join(body)}</main></body></html>\n"
    )


def _head(tally: Tally, repeats: Repeats, failures: Sequence[Mapping[str, Any]]) -> str:
    counts = [
        (str(kind.drafts), f"份{KIND_WORDS[name]}", False) for name, kind in sorted(tally.kinds.items(), reverse=True)
    ]
    entries = [*counts, (str(len(failures)), "个文件没评成", bool(failures))]
    if repeats.near:
        entries.append((str(len(repeats.near)), "对材料大段相同", True))
    if tally.sheet_minutes:
        entries.append((str(tally.over_cap), "份作业一份就超过当天上限", tally.over_cap > 0))
    models = sorted(str(one) for one in tally.models if one)
    note = "语言模型：" + "、".join(models) if models else NO_MODEL
    if tally.unanswered:
        note += f" 语言模型没有答全的有 {tally.unanswered} 份，{tally.without_level} 条标准因此没有等级。"
    return f'<h1>评阅总览</h1><p class="lead">{escape(note)}</p>{panels.figures(entries)}'


def _kind(name: str, kind: KindTally, tally: Tally) -> str:
    word = KIND_WORDS[name]
    parts = [f"<h2>{word}（{kind.drafts} 份）</h2>", panels.card("各条标准的等级", panels.distribution(kind))]
    for dimension, title in DIMENSIONS.items():
        table = panels.groups(kind, dimension)
        if table:
            parts.append(panels.card(f"按{title}看平均等级", table))
    weak = kind.commonest()
    if weak:
        parts.append(
            panels.card(f"{word}里最常缺的", panels.weaknesses(weak), "引文是各份原文；点题目看那一份的完整评阅。")
        )
    if name == "lesson" and any(tally.shares):
        chart = panels.histogram(tally.shares, [f"{number * 100 // BINS}%" for number in range(BINS)])
        note = f"{sum(tally.shares)} 份教案能算出学生活动占比；柱上是份数，30% 那一柱是 30%–40%。"
        parts.append(panels.card("学生活动占课堂的多少", chart, note))
    return "".join(parts)


def _days(tally: Tally) -> str:
    if not tally.sheet_minutes:
        return ""
    days = tally.sorted_days()
    edges = (0, 10, 20, 30, 45, 60, 90, 120)
    counts = [0] * len(edges)
    for minutes, _ in tally.sheet_minutes:
        counts[max(at for at, edge in enumerate(edges) if minutes >= edge)] += 1
    labels = [str(edge) for edge in edges]
    note = "横轴是分钟，柱上是份数；20 那一柱是 20–30 分钟，最后一柱是 120 分钟以上。"
    chart = panels.card("每份作业大约要做几分钟", panels.histogram(counts, labels), note)
    if not days:
        note = "清单里没有写班级和日期，所以不能把同一天各科的作业加起来。"
        return f'<h2>作业用时</h2>{chart}<p class="quiet">{note}</p>'
    over = sum(day.over for day in days)
    note = f"共 {len(days)} 个班次，{over} 个超过上限。竖线是国家规定的每天书面作业上限，各科合计；一、二年级不布置。"
    return f"<h2>作业用时</h2>{chart}{panels.card('各班每天的作业加起来', panels.day_list(days), note)}"


def _repeats(repeats: Repeats) -> str:
    if not repeats.items:
        return ""
    # Sheets in order of their dates: an item counts as handed out before from its second sheet on.
    before: Counter[int] = Counter()
    for places in repeats.items:
        dated = sorted(places, key=lambda place: (repeats.sheets[place.sheet].date or "9", place.sheet))
        before.update(place.sheet for place in dated[1:])
    weeks = repeated_share_by_week(repeats.sheets, repeats.item_counts, before)
    parts = ["<h2>重复布置的作业</h2>"]
    if weeks:
        note = "百分数是这一周的题里，以前布置过（或别的老师布置过）的占多少；做法相同、只换数字的也算。"
        sheets = Counter(sheet.school for sheet in repeats.sheets if sheet.week is not None)
        small = {school or NO_SCHOOL for school, count in sheets.items() if count < LEAST_IN_GROUP}
        if small:
            note += f"还有 {len(small)} 所学校不到 {LEAST_IN_GROUP} 份，不显示。"
        shown = {school: found for school, found in weeks.items() if school not in small}
        parts.append(panels.card("各校各周的重复率", panels.week_table(shown) if shown else "", note))
    common = [(f"{len(places)} 份作业里都有", _who(repeats, places), _words(places)) for places in _telling(repeats)]
    parts.append(panels.card("重复最多的题", panels.pair_list(common)))
    if repeats.pairs:
        pairs = [
            (
                f"{pair.items} 题里 {pair.shared} 题相同 · {pair.why}",
                f"{_sheet(repeats, pair.first)} 与 {_sheet(repeats, pair.second)}",
                [f"不同处：{'；'.join(pair.differs)}"] if pair.differs else [],
            )
            for pair in repeats.pairs[:_SHOWN]
        ]
        parts.append(panels.card(f"几乎一样的作业（{len(repeats.pairs)} 对）", panels.pair_list(pairs)))
    return "".join(parts)


def _near(repeats: Repeats) -> str:
    if not repeats.near:
        return ""
    pairs: list[tuple[str, str, Sequence[str]]] = [
        (
            f"较短的一份有 {pair.shared:.0%} 与另一份相同",
            f"{_draft(repeats.drafts[pair.first])} 与 {_draft(repeats.drafts[pair.second])}",
            [],
        )
        for pair in repeats.near[: 2 * _SHOWN]
    ]
    note = "文字相同不一定是抄：可能是同一份交了两次，或都来自同一本参考书。具体差别在 repeats.json。"
    return f"<h2>大段相同的材料</h2>{panels.card(f'{len(repeats.near)} 对', panels.pair_list(pairs), note)}"


def _failed(failures: Sequence[Mapping[str, Any]]) -> str:
    if not failures:
        return ""
    rows = "".join(
        f"<tr><td>{escape(str(row['file']))}</td><td>{escape(str(row['chinese']))}</td></tr>" for row in failures[:200]
    )
    table = f'<div class="scroll"><table class="plain"><thead><tr><th>文件</th><th>原因和办法</th></tr></thead><tbody>{rows}</tbody></table></div>'
    return (
        f"<h2>没评成的文件</h2>{panels.card(f'{len(failures)} 个', table, '改好后再运行一次同一条命令，只重评这些。')}"
    )


def _foot(settings: Mapping[str, Any]) -> str:
    told = [(NAMES.get(key, key), str(value)[:16]) for key, value in settings.items() if value and key != "kind"]
    said = "　".join(f"{escape(name)} {escape(value)}" for name, value in told)
    return f"<footer>等级从低到高：1 缺失、2 薄弱、3 基本达到、4 良好、5 优秀，由程序给出，供教研参考，不是对老师的评定。<br>{said}</footer>"


def _telling(repeats: Repeats) -> list[Sequence[Place]]:
    """Items worth showing: long enough to be known again, and one for each set of sheets."""
    chosen: dict[tuple[int, ...], Sequence[Place]] = {}
    for places in repeats.items:
        if len(places[0].text) >= _TELLING:
            chosen.setdefault(tuple(place.sheet for place in places), places)
    return list(chosen.values())[:_SHOWN]


def _who(repeats: Repeats, places: Sequence[Place]) -> str:
    shown = [_sheet(repeats, place.sheet) for place in places[:3]]
    return "、".join(shown) + (f" 等 {len(places)} 份" if len(places) > 3 else "")


def _draft(draft: Origin) -> str:
    shown = panels.link(draft.title, draft.report)
    return shown if draft.title == draft.file else f"{shown}（{escape(draft.file)}）"


def _sheet(repeats: Repeats, number: int) -> str:
    sheet = repeats.sheets[number]
    told = "，".join(one for one in (sheet.school, sheet.teacher, sheet.date) if one)
    return panels.link(sheet.title, sheet.report) + (f"（{escape(told)}）" if told else "")


def _words(places: Sequence[Place]) -> list[str]:
    first = " ".join(places[0].text.split())[:80]
    changes = list(dict.fromkeys(place.differs for place in places[1:] if place.differs not in ("", "完全相同")))[:3]
    return [first + (f"　（改动：{'；'.join(changes)}）" if changes else "　（一字不差）")]
