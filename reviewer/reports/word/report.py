"""Review → a plain Word file that teachers can edit, print and forward."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer.datamodels import CriterionResult, Draft, ExemplarHit, Review
from reviewer.reports import figures, words
from reviewer.reports.words import one_line

_GREY = (0x59, 0x63, 0x6E)


def to_docx(review: Review, draft: Draft, path: Path) -> None:
    """Write the review as .docx to `path`. Quotes are given with their place; the draft itself is not repeated."""
    import docx

    document = docx.Document()
    set_fonts(document)
    document.core_properties.title = one_line(f"{words.title_of(review)} · 评阅", 120)
    document.core_properties.author = ""
    _safety(document, review)
    document.add_heading(words.title_of(review), level=0)
    document.add_paragraph(one_line(" · ".join(words.about(review.draft))))
    document.add_paragraph().add_run(one_line(words.verdict(review))).bold = True
    for line in [*words.kind_doubt(review.draft), *([words.NO_MODEL] if review.provenance.llm is None else [])]:
        _small(document, line)
    _changes(document, review)
    _levels(document, review.criteria)
    document.add_heading("逐项看", level=1)
    known = {hit.id: hit for hit in review.exemplars}
    for criterion in review.criteria:
        _criterion(document, criterion, known)
    _measures(document, review)
    _exemplars(document, review)
    for line in [words.CLOSING, *draft.warnings, *words.provenance_lines(review)]:
        _small(document, line)
    document.save(str(path))


def set_fonts(document: Any) -> None:
    """A Chinese face for Chinese text: python-docx's own template leaves it to chance."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "List Number", "Quote"):
        style = document.styles[name]
        style.font.name = "Microsoft YaHei"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "微软雅黑")
    document.styles["Normal"].font.size = Pt(10.5)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2.2)


def _small(document: Any, line: str) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(one_line(line))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(*_GREY)


def _quote(document: Any, quote: str, where: str, limit: int = 200) -> None:
    place = words.place(where, quote)
    place = f"（{place}）" if place else ""
    document.add_paragraph(f"“{one_line(quote, limit)}”{place}", style="Quote")


def _safety(document: Any, review: Review) -> None:
    lines = words.safety_lines(review)
    if lines:
        document.add_heading("请先处理", level=1)
    for what, quote in lines:
        document.add_paragraph().add_run(one_line(what)).bold = True
        _quote(document, quote, "")


def _changes(document: Any, review: Review) -> None:
    document.add_heading(words.changes_title(review), level=1)
    if not review.changes:
        document.add_paragraph(words.NO_CHANGES)
    for change in review.changes:
        document.add_paragraph(one_line(change.text), style="List Number")
        if change.quote:
            _quote(document, change.quote, change.where)


def _table(document: Any, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = one_line(value)


def _levels(document: Any, criteria: list[CriterionResult]) -> None:
    document.add_heading("各方面的水平", level=1)
    rows = [
        (item.name, words.level_word(item), str(item.level or "—"), words.interval_text(item) or "—")
        for item in criteria
    ]
    _table(document, ("方面", "水平", "等级（1–5）", "把握"), rows)


def _criterion(document: Any, criterion: CriterionResult, known: dict[str, ExemplarHit]) -> None:
    document.add_heading(one_line(f"{criterion.name}：{words.level_word(criterion)}"), level=2)
    if criterion.reason:
        document.add_paragraph(one_line(criterion.reason))
    if criterion.suggestion:
        paragraph = document.add_paragraph()
        paragraph.add_run("怎么改：").bold = True
        paragraph.add_run(one_line(criterion.suggestion))
    for found in criterion.indicators:
        if words.hollow(found):
            continue
        note = f"（{one_line(found.note)}）" if found.note else ""
        document.add_paragraph(f"{words.MARKS[found.answer]} {one_line(found.name)}{note}", style="List Bullet")
        for evidence in found.evidence:
            _quote(document, evidence.quote, evidence.where)
    unanswered = [one_line(found.name) for found in criterion.indicators if words.hollow(found)]
    if unanswered:
        _small(document, f"? 没能判断：{'；'.join(unanswered)}")
    titles = [one_line(known[ref.id].title) for ref in criterion.exemplars if ref.id in known]
    if titles:
        document.add_paragraph(f"好的怎么写：见文末“{'”“'.join(titles)}”")


def _measures(document: Any, review: Review) -> None:
    lesson, homework = review.measures.lesson, review.measures.homework
    if lesson is not None:
        lines = [*figures.lesson_sentences(lesson), figures.st_note(lesson)]
        _figures(document, "这节课的时间和活动", lines, figures.activity_table(lesson))
    if homework is not None:
        lines = figures.homework_sentences(homework)
        _figures(document, "这份作业的题和量", lines, figures.item_table(homework))


def _figures(document: Any, title: str, lines: list[str], table: figures.Table) -> None:
    lines = [line for line in lines if line]
    if not lines and not table.rows:
        return
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(one_line(line), style="List Bullet")
    if table.rows:
        _table(document, table.head, table.rows)


def _exemplars(document: Any, review: Review) -> None:
    if not review.exemplars:
        return
    names = {criterion.id: criterion.name for criterion in review.criteria}
    document.add_heading("看看好的怎么写", level=1)
    for hit in review.exemplars:
        about = " ".join(part for part in (hit.subject, hit.grade) if part)
        document.add_heading(one_line(f"{hit.title}（{about}）"), level=2)
        if hit.why:
            document.add_paragraph(one_line(hit.why))
        for passage in hit.passages:
            paragraph = document.add_paragraph(style="Quote")
            paragraph.add_run(f"{one_line(names.get(passage.criterion, passage.criterion))}：").bold = True
            paragraph.add_run(words.passage_text(passage.text))
        _small(document, f"来源：{hit.source}；许可：{hit.licence}")
