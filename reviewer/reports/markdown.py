"""Review → Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import CriterionResult, Draft, Evidence, ExemplarHit, IndicatorResult, Review
from reviewer.reports import figures, words

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~!])")


def escape(text: str, limit: int = 0) -> str:
    """`text` on one line, with nothing left that Markdown, HTML or an automatic link would read as markup."""
    flat = words.one_line(text, limit)
    flat = _SPECIAL.sub(r"\\\1", flat)
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return flat.replace("://", "&#58;//").replace("www.", "www&#46;").replace("@", "&#64;")


def to_markdown(review: Review, draft: Draft) -> str:
    """The whole review as Markdown. Every text from the draft or an exemplar is escaped."""
    exemplars = {hit.id: hit for hit in review.exemplars}
    parts = [
        f"# {escape(words.title_of(review))}",
        " · ".join(escape(part) for part in words.about(review.draft)),
    ]
    parts += _safety(review)
    parts.append(f"**{escape(words.verdict(review))}**")
    parts += words.kind_doubt(review.draft)
    if review.provenance.llm is None:
        parts.append(words.NO_MODEL)
    parts += _changes(review)
    parts += _levels(review.criteria)
    parts.append("## 逐项看")
    parts += [_criterion(criterion, exemplars) for criterion in review.criteria]
    parts += _measures(review)
    parts += _exemplars(review.exemplars, {criterion.id: criterion.name for criterion in review.criteria})
    parts += [
        "---",
        "\n".join(f"- {escape(line)}" for line in [*draft.warnings, *words.provenance_lines(review)]),
    ]
    parts.append(words.CLOSING)
    return "\n\n".join(part for part in parts if part) + "\n"


def _safety(review: Review) -> list[str]:
    lines = [f"- **{escape(what)}**：“{escape(quote, 200)}”" for what, quote in words.safety_lines(review)]
    return ["## 请先处理", "\n".join(lines)] if lines else []


def _changes(review: Review) -> list[str]:
    if not review.changes:
        return [f"## {words.changes_title(review)}", words.NO_CHANGES]
    lines = []
    for number, change in enumerate(review.changes, 1):
        lines.append(f"{number}. {escape(change.text)}")
        if change.quote:
            lines.append(f"   > {_quote(change.quote, change.where)}")
    return [f"## {words.changes_title(review)}", "\n".join(lines)]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(escape(cell) or " " for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _levels(criteria: list[CriterionResult]) -> list[str]:
    rows = [
        (
            criterion.name,
            words.level_word(criterion),
            str(criterion.level or "—"),
            words.interval_text(criterion) or "—",
        )
        for criterion in criteria
    ]
    return ["## 各方面的水平", _table(("方面", "水平", "等级（1–5）", "把握"), rows)]


def _criterion(criterion: CriterionResult, exemplars: dict[str, ExemplarHit]) -> str:
    doubt = words.interval_text(criterion)
    heading = f"### {escape(criterion.name)}：{words.level_word(criterion)}" + (f"（{doubt}）" if doubt else "")
    parts = [heading]
    if criterion.reason:
        parts.append(escape(criterion.reason))
    if criterion.suggestion:
        parts.append(f"**怎么改**：{escape(criterion.suggestion)}")
    lines = [_indicator(indicator) for indicator in criterion.indicators if not words.hollow(indicator)]
    unanswered = [escape(indicator.name) for indicator in criterion.indicators if words.hollow(indicator)]
    if unanswered:
        lines.append(f"- {words.MARKS['unclear']} 没能判断：{'；'.join(unanswered)}")
    parts.append("\n".join(lines))
    titles = [escape(exemplars[ref.id].title) for ref in criterion.exemplars if ref.id in exemplars]
    if titles:
        parts.append(f"好的怎么写：见文末“{'”“'.join(titles)}”")
    return "\n\n".join(part for part in parts if part)


def _indicator(indicator: IndicatorResult) -> str:
    line = f"- {words.MARKS[indicator.answer]} {escape(indicator.name)}"
    if indicator.note:
        line += f"（{escape(indicator.note)}）"
    return "\n".join([line, *(_evidence(evidence) for evidence in indicator.evidence)])


def _evidence(evidence: Evidence) -> str:
    return f"  - {_quote(evidence.quote, evidence.where)}"


def _quote(quote: str, where: str) -> str:
    place = words.place(where, quote)
    return f"“{escape(quote)}”" + (f"（{escape(place)}）" if place else "")


def _measures(review: Review) -> list[str]:
    parts: list[str] = []
    lesson, homework = review.measures.lesson, review.measures.homework
    if lesson is not None:
        sentences = [*figures.lesson_sentences(lesson), figures.st_note(lesson)]
        parts += _figures("这节课的时间和活动", sentences, figures.activity_table(lesson))
    if homework is not None:
        parts += _figures("这份作业的题和量", figures.homework_sentences(homework), figures.item_table(homework))
    return parts


def _figures(title: str, sentences: list[str], table: figures.Table) -> list[str]:
    lines = "\n".join(f"- {escape(sentence)}" for sentence in sentences if sentence)
    body = [lines] if lines else []
    if table.rows:
        body.append(_table(table.head, table.rows))
    return [f"## {title}", *body] if body else []


def _exemplars(exemplars: list[ExemplarHit], names: dict[str, str]) -> list[str]:
    if not exemplars:
        return []
    parts = ["## 看看好的怎么写"]
    for hit in exemplars:
        about = " ".join(part for part in (hit.subject, hit.grade) if part)
        lines = [f"### {escape(hit.title)}（{escape(about)}）", escape(hit.why)]
        lines += [
            f"> **{escape(names.get(passage.criterion, passage.criterion))}**：{escape(words.passage_text(passage.text))}"
            for passage in hit.passages
        ]
        lines.append(f"来源：{escape(hit.source)}；许可：{escape(hit.licence)}")
        parts.append("\n\n".join(line for line in lines if line))
    return parts
