"""The 作业公示 sheet of a homework: what pupils do today, how long it takes, how they hear back. As Word and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from reviewer.datamodels import HomeworkMeasures, Item, Review
from reviewer.errors import UsageError
from reviewer.reports.figures import minutes_text
from reviewer.reports.fragments import text
from reviewer.reports.html import page_of
from reviewer.reports.words import one_line, title_of

BLANK = "＿＿＿＿"
HEAD = ("层次", "题号", "题目", "谁来做", "大约用时")
FEEDBACK = "feedback"  # the criterion whose passages say how pupils hear back
SHOWN = 60  # characters of an item
TO_FILL = f"（作业上没有写，请填：批改方式{BLANK}　讲评时间{BLANK}　面批对象{BLANK}）"
NOT_HOMEWORK = (
    "公示单只能从作业生成，这份识别成了教案。如果它确实是作业，请加 --kind homework。",
    "a notice is made from homework, and this is a lesson. If it is homework, give --kind homework.",
)


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of the sheet: its rows are (number, item, who does it, minutes)."""

    name: str
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the sheet says, as plain text."""

    title: str
    about: tuple[tuple[str, str], ...]  # (学科, 数学) …
    tiers: tuple[Tier, ...]
    minutes: str
    feedback: str
    notes: tuple[str, ...]


def build_notice(review: Review, *, day: date | None = None, group: str = "") -> Notice:
    """The notice for a homework; `day` is today if None, `group` the class, left to be filled in if empty.

    Minutes say whether they were written on the sheet or estimated. Raises UsageError for a lesson.
    """
    homework = review.measures.homework
    if homework is None:
        raise UsageError(*NOT_HOMEWORK)
    day = day or date.today()
    info = review.draft
    return Notice(
        title=f"{one_line(info.subject or '')}作业公示",
        about=(
            ("作业", title_of(review)),
            ("学科", one_line(info.subject or BLANK)),
            ("班级", one_line(group) or f"{one_line(info.grade or '')}{BLANK}班"),
            ("日期", f"{day.year}年{day.month}月{day.day}日"),
        ),
        tiers=_tiers(homework.items),
        minutes=_minutes(homework),
        feedback=_feedback(review),
        notes=tuple(one_line(note) for note in homework.assumptions),
    )


def _tiers(items: list[Item]) -> tuple[Tier, ...]:
    """Items under the tier the sheet gives them, tiers in the order they come first."""
    order = list(dict.fromkeys(item.tier_labelled or "" for item in items))
    found = sorted(items, key=lambda item: order.index(item.tier_labelled or ""))
    tiers = []
    for name, members in groupby(found, key=lambda item: item.tier_labelled or ""):
        tiers.append(Tier(one_line(name) or ("其他" if len(order) > 1 else "全部题目"), tuple(map(_row, members))))
    return tuple(tiers)


def _row(item: Item) -> tuple[str, str, str, str]:
    how = "作业上写明" if item.minutes_stated else "估算"
    who = "选做" if item.optional else "必做"
    return one_line(item.id), one_line(item.text, SHOWN), who, f"{minutes_text(item.minutes)}（{how}）"


def _minutes(homework: HomeworkMeasures) -> str:
    must = sum(item.minutes for item in homework.items if not item.optional)
    parts = []
    if homework.minutes_stated is not None:
        parts.append(f"作业上写明 {minutes_text(homework.minutes_stated)}")
    if homework.items:
        total = round(sum(item.minutes for item in homework.items))
        parts.append(f"{'逐题估算' if parts else '估算'}全部做完约 {minutes_text(total)}")
    if parts and any(item.optional for item in homework.items):
        parts.append(f"只做必做题约 {minutes_text(round(must))}")
    if homework.minutes_cap:
        parts.append(f"各科合计每天不超过 {minutes_text(homework.minutes_cap)}")
    return "；".join(parts) + "。" if parts else f"约{BLANK}分钟"


def _feedback(review: Review) -> str:
    """What the sheet itself says about marking and feedback, sentence by sentence; else a line to fill in."""
    criterion = next((one for one in review.criteria if FEEDBACK in one.id), None)
    quotes = [
        one_line(evidence.quote)
        for found in (criterion.indicators if criterion else ())
        if found.answer == "yes"
        for evidence in found.evidence
    ]
    return "；".join(quote.rstrip("。；;") for quote in dict.fromkeys(quotes)) + "。" if quotes else TO_FILL


def notice_html(notice: Notice) -> str:
    """The sheet as a page of its own, for print: no script, nothing loaded."""
    about = "".join(f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in notice.about)
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    rows = "".join(_tier_html(tier) for tier in notice.tiers)
    notes = "".join(f"<li>{text(note)}</li>" for note in notice.notes)
    body = (
        f'<h1>{text(notice.title)}</h1><dl class="ln-about">{about}</dl>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>用时</h2><p>{text(notice.minutes)}</p><h2>批改与反馈</h2><p>{text(notice.feedback)}</p>"
        + (f'<ul class="ln-notes">{notes}</ul>' if notes else "")
    )
    return page_of(notice.title, f'<main class="ln">{body}</main>', "print.css")


def _tier_html(tier: Tier) -> str:
    rows = []
    for index, (number, item, who, minutes) in enumerate(tier.rows):
        first = f'<th rowspan="{len(tier.rows)}" scope="rowgroup">{text(tier.name)}</th>' if index == 0 else ""
        cells = (text(number), text(item), who, text(minutes))
        rows.append(f"<tr>{first}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return "".join(rows)


def notice_docx(notice: Notice, path: Path) -> None:
    """Write the sheet as .docx to `path`, to be edited and put up."""
    import docx

    from reviewer.reports.word.report import set_fonts

    document = docx.Document()
    set_fonts(document)
    document.core_properties.title, document.core_properties.author = notice.title, ""
    document.add_heading(notice.title, level=0)
    document.add_paragraph("　　".join(f"{name}：{value}" for name, value in notice.about))
    table = document.add_table(rows=1, cols=len(HEAD), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, HEAD, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for tier in notice.tiers:
        first = None
        for row in tier.rows:
            cells = table.add_row().cells
            for cell, value in zip(cells[1:], row, strict=True):
                cell.text = value
            first = first or cells[0]
            last = cells[0]
        if first is not None:
            first.merge(last).text = tier.name
    _set_widths(table)
    for title, words in (("用时", notice.minutes), ("批改与反馈", notice.feedback)):
        document.add_heading(title, level=1)
        document.add_paragraph(words)
    for note in notice.notes:
        document.add_paragraph(note, style="List Bullet")
    document.save(str(path))


def _set_widths(table: object) -> None:
    from docx.shared import Cm

    widths = (Cm(2.2), Cm(1.6), Cm(7.8), Cm(1.8), Cm(3.2))
    for row in table.rows:  # type: ignore[attr-defined]
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
