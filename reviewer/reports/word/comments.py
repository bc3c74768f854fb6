"""Review → what each comment says, and which stretch of the draft it belongs to: the summary on the first line, then
one comment a paragraph or cell that gathers what was found there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.datamodels import CriterionResult, Draft, IndicatorResult, Review
from reviewer.reports import words
from reviewer.reports.words import one_line

Line = tuple[str, str]  # (in bold, plain)
AGAIN = "（又一处）"
SHORT = 40  # characters of a quote inside a comment
MAX_EVIDENCE = 3  # passages of one indicator that get a comment
ORDER = ("safety", "change", "no", "advice", "remark", "unclear", "yes")  # of what is said about one place


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment on `draft.text[start:end]`, line by line."""

    start: int
    end: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say about one passage. `kind` is one of ORDER."""

    start: int
    end: int
    kind: str
    line: Line


def comments_of(review: Review, draft: Draft) -> list[Comment]:
    """The summary and what is missing on the draft's first line; then the places in reading order."""
    start, end = _first_line(draft)
    top = [Comment(start, end, tuple(_summary(review)))]
    missing = tuple(_missing(review))
    if missing:
        top.append(Comment(start, end, (("原文里没有找到的", ""), *missing)))
    return top + _places(review, draft)


def _first_line(draft: Draft) -> tuple[int, int]:
    first = next((block for block in draft.blocks if block.sources), None)
    return (first.start, first.end) if first else (0, min(1, len(draft.text)))


def _summary(review: Review) -> Iterator[Line]:
    yield "评阅意见　", words.verdict(review)
    yield from (("", line) for line in words.kind_doubt(review.draft))
    for what, quote in words.safety_lines(review):
        yield "请先处理　", f"{what}：“{one_line(quote, SHORT)}”"
    yield words.changes_title(review), "" if review.changes else f"　{words.NO_CHANGES}"
    for number, change in enumerate(review.changes, 1):
        place = f"（在“{one_line(change.quote, 20)}”处）" if change.quote else ""
        yield f"{number}. ", one_line(change.text) + place
    levels = [
        f"{item.name} {words.level_word(item)}{f'（{item.level}）' if item.level else ''}" for item in review.criteria
    ]
    yield "各方面的水平　", "；".join(one_line(level) for level in levels)
    if review.provenance.llm is None:
        yield "", words.NO_MODEL
    yield "", words.CLOSING


def _missing(review: Review) -> Iterator[Line]:
    """What the criteria ask for and the draft has no passage about, with how to mend it; those of a first change apart."""
    said = {change.text for change in review.changes}
    for criterion in review.criteria:
        absent = [one_line(found.name) for found in criterion.indicators if found.answer == "no" and not found.evidence]
        advice = _advice(criterion) if not _shown(criterion, "no") and criterion.suggestion not in said else ""
        if absent or advice:
            names = f"✗ {'；✗ '.join(absent)}。" if absent else ""
            yield f"{one_line(criterion.name)}　", names + advice


def _advice(criterion: CriterionResult) -> str:
    return f"怎么改：{one_line(criterion.suggestion)}" if criterion.suggestion else ""


def _shown(criterion: CriterionResult, answer: str) -> list[IndicatorResult]:
    return [found for found in criterion.indicators if found.answer == answer and found.evidence]


def _places(review: Review, draft: Draft) -> list[Comment]:
    """The notes of each block as one comment over the passages they are about."""
    by_block: dict[int, list[Note]] = {}
    for note in _notes(review):
        block = draft.block_at(note.start)
        if block is not None and note.start >= block.end:  # a passage may begin in the blank before its block
            block = next((one for one in draft.blocks if one.start < note.end and one.end > note.start), block)
        by_block.setdefault(block.start if block else 0, []).append(note)
    return [_gathered(by_block[start]) for start in sorted(by_block)]


def _gathered(notes: list[Note]) -> Comment:
    start, end = min(note.start for note in notes), max(note.end for note in notes)
    bad = [note.line for note in sorted(notes, key=lambda note: ORDER.index(note.kind)) if note.kind != "yes"]
    twice = {bold for bold, plain in bad if plain != AGAIN}
    lines = [line for line in bad if line[1] != AGAIN or line[0] not in twice]
    good = [note.line[1] for note in notes if note.kind == "yes"]
    if good:
        lines.append(("✓ 做到了　", "；".join(dict.fromkeys(good)) + "。"))
    return Comment(start, end, tuple(dict.fromkeys(lines)))


def _notes(review: Review) -> Iterator[Note]:
    safety = review.safety
    for line in safety.red_lines:
        yield Note(line.start, line.end, "safety", ("请先处理　", f"不该出现的内容：{one_line(line.rule)}"))
    for told in safety.instructions:
        yield Note(told.start, told.end, "safety", ("请先处理　", "这是写给评阅程序看的话，没有照它做，请删去。"))
    for number, change in enumerate(review.changes, 1):
        if change.quote:
            yield Note(change.start, change.end, "change", (f"先改第{number}处　", one_line(change.text)))
    said = {change.text for change in review.changes}
    for criterion in review.criteria:
        yield from _of_criterion(criterion, criterion.suggestion not in said)
    for measures in (review.measures.lesson, review.measures.homework):
        for remark in measures.remarks if measures else ():
            yield Note(remark.start, remark.end, "remark", ("注意　", one_line(remark.text)))


def _of_criterion(criterion: CriterionResult, advise: bool) -> Iterator[Note]:
    for found in criterion.indicators:
        note = f"：{one_line(found.note)}" if found.note else ""
        for index, evidence in enumerate(found.evidence[:MAX_EVIDENCE]):
            start, end = evidence.start, evidence.end
            if found.answer == "yes":
                yield Note(start, end, "yes", ("", one_line(found.name)))
                continue
            about = f"（“{one_line(evidence.quote, SHORT)}”）" if index == 0 else ""
            mark = words.MARKS[found.answer]
            said = f"{note}{about}" if index == 0 else AGAIN
            yield Note(start, end, found.answer, (f"{mark} {one_line(found.name)}", said))
    bad = _shown(criterion, "no")
    if bad and advise and criterion.suggestion:
        first = bad[0].evidence[0]
        yield Note(first.start, first.end, "advice", ("怎么改　", one_line(criterion.suggestion)))
