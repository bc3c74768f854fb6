"""Blind scoring: a reader scores, sees the machine's scores, and settles what stands; figures of agreement; export."""

from __future__ import annotations

import csv
import io
import math
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from reviewer.cells import harmless
from reviewer.datamodels import Review
from reviewer.errors import UsageError
from reviewer.kappa import quadratic_kappa
from reviewer.store import audit
from reviewer.store.accounts import Visitor
from reviewer.store.drafts import newest_review, readable, to_draft, to_review
from reviewer.store.tables import Account, KeptDraft, Reading, Score

_UNSAFE = re.compile(r"[^\w.-]+")
FINAL = "final"  # the reader's name of settled scores in the export
HEAD = ("draft", "reader", "id", "value", "quote")


@dataclass(frozen=True, slots=True)
class Mark:
    """One score: 1–5 or yes/no, with the passage that decided it, by offsets into the draft's text."""

    about: str
    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two sets of levels agree: `qwk` is NaN below two drafts or where all have one level."""

    n: int
    exact: float
    qwk: float


def find_reading(session: Session, visitor: Visitor, kept: KeptDraft) -> Reading:
    """The reading of the draft by this reader, begun if there is none."""
    query = select(Reading).where(Reading.draft_id == kept.id, Reading.account_id == visitor.id)
    reading = session.scalar(query)
    if reading is None:
        reading = Reading(draft_id=kept.id, account_id=visitor.id, revealed=None)
        session.add(reading)
        session.flush()
    return reading


def save(session: Session, reading: Reading, marks: Sequence[Mark], *, final: bool = False) -> None:
    """Replace the scores of a reading. Blind ones are closed once revealed; final ones open only then."""
    if final is (reading.revealed is None):
        raise UsageError(
            "请先完成自己的评分，再看机器的结果。" if final else "已经看过机器的结果，盲评不能再改；请在“定稿”里改。",
            "scores are settled after the reveal, blind ones before it",
        )
    kept = session.get(KeptDraft, reading.draft_id)
    assert kept is not None  # held by the foreign key
    text = to_draft(kept).text
    session.execute(delete(Score).where(Score.reading_id == reading.id, Score.final.is_(final)))
    for mark in marks:
        quote = text[mark.start : mark.end] if mark.start is not None and mark.end is not None else ""
        session.add(
            Score(
                reading_id=reading.id,
                about=mark.about,
                value=mark.value,
                quote=quote.replace("\x00", "")[:400],
                start=mark.start if quote else None,
                end=mark.end if quote else None,
                final=final,
            )
        )


def scores_of(session: Session, reading: Reading, *, final: bool = False) -> dict[str, Score]:
    """Scores by what they are about."""
    found = session.scalars(select(Score).where(Score.reading_id == reading.id, Score.final.is_(final)))
    return {score.about: score for score in found}


def reveal(session: Session, visitor: Visitor, reading: Reading) -> None:
    """Close the blind scoring; from now on this reader may see the machine's scores."""
    if reading.revealed is None:
        if not scores_of(session, reading):
            raise UsageError("还没有评分，先评再看。", "nothing scored yet")
        reading.revealed = time.time()
        kept = session.get(KeptDraft, reading.draft_id)
        audit.record(session, visitor.name, "盲评完成，查看机器评分", kept.title if kept is not None else "")


def machine_values(review: Review) -> dict[str, str]:
    """The review's own levels and answers, in the form scores have; what it left open is left out."""
    levels = {one.id: str(one.level) for one in review.criteria if one.level is not None}
    found = (one for criterion in review.criteria for one in criterion.indicators)
    return levels | {one.id: one.answer for one in found if one.answer != "unclear"}


def level_pairs(session: Session, visitor: Visitor) -> dict[str, list[tuple[int, int]]]:
    """(reader's blind level, machine's level) of every draft this reader has finished, by criterion."""
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    query = select(Reading).where(Reading.account_id == visitor.id, Reading.revealed.is_not(None))
    for reading in session.scalars(query.order_by(Reading.id)):
        kept = session.get(KeptDraft, reading.draft_id)
        found = newest_review(session, kept) if kept is not None else None
        if found is None:
            continue
        machine = machine_values(to_review(found))
        for about, score in scores_of(session, reading).items():
            if score.value.isdigit() and about in machine:
                pairs[about].append((int(score.value), int(machine[about])))
    return dict(pairs)


def gather_levels(session: Session, visitor: Visitor, kind: str) -> list[tuple[Review, str, dict[str, list[int]]]]:
    """Of every draft of this kind: its newest review, its text, and the levels people gave it by criterion, one a reader.

    The settled level counts where there is one. A reader has their own scores, an administrator those of all readers on
    drafts handed in too.
    """
    found: dict[int, dict[tuple[str, int], int]] = defaultdict(dict)  # draft -> (criterion, reader) -> level
    query = (
        select(Score, Reading.account_id, KeptDraft.id)
        .join(Reading, Score.reading_id == Reading.id)
        .join(KeptDraft, Reading.draft_id == KeptDraft.id)
        .where(KeptDraft.kind == kind, Reading.revealed.is_not(None), _visible(visitor))
        .order_by(KeptDraft.id, Score.final)
    )
    for score, reader, draft_id in session.execute(query):
        if score.value.isdigit():
            found[draft_id][score.about, reader] = int(score.value)
    gathered = []
    for draft_id, given in found.items():
        kept = session.get(KeptDraft, draft_id)
        newest = newest_review(session, kept) if kept is not None else None
        if kept is not None and newest is not None:
            levels: dict[str, list[int]] = defaultdict(list)
            for (about, _), level in given.items():
                levels[about].append(level)
            gathered.append((to_review(newest), to_draft(kept).text, dict(levels)))
    return gathered


def _visible(visitor: Visitor) -> ColumnElement[bool]:
    """Whose scores a reader may use: their own, also on a draft taken back since; an administrator all on drafts handed in."""
    own = Reading.account_id == visitor.id
    return own | KeptDraft.shared.is_(True) if visitor.administers else own


def measure_agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Exact agreement and quadratic weighted kappa of (reader, machine) levels; NaN where a figure is not defined."""
    exact = sum(ours == theirs for ours, theirs in pairs) / len(pairs) if pairs else math.nan
    return Agreement(len(pairs), exact, quadratic_kappa(pairs))


def export(session: Session, visitor: Visitor) -> tuple[str, dict[str, bytes]]:
    """All labels this visitor may see as CSV (`draft,reader,id,value,quote`), and the drafts they are about by name.

    A reader exports their own; an administrator those of every reader on drafts handed in. A draft that its owner has
    taken back is left out, whoever scored it. Settled scores stand under the reader `final`.
    """
    out = io.StringIO()
    files: dict[str, bytes] = {}
    writer = csv.writer(out)
    writer.writerow(HEAD)
    query = (
        select(Score, Account.name, KeptDraft)
        .join(Reading, Score.reading_id == Reading.id)
        .join(Account, Reading.account_id == Account.id)
        .join(KeptDraft, Reading.draft_id == KeptDraft.id)
        .where(_visible(visitor), readable(visitor))
        .order_by(KeptDraft.id, Account.name, Score.final, Score.about)
    )
    for score, reader, kept in session.execute(query):
        name, body = _file(kept)
        files[name] = body
        row = (name, FINAL if score.final else reader, score.about, score.value, score.quote)
        writer.writerow(map(harmless, row))
    audit.record(session, visitor.name, "导出评分")
    return out.getvalue(), files


def _file(kept: KeptDraft) -> tuple[str, bytes]:
    """The draft as a file under a name of its own; its text where the upload was photographs or several lessons."""
    draft = to_draft(kept)
    name = f"{kept.id}-{_UNSAFE.sub('-', kept.name)[:80]}"
    return (f"{name}.txt", draft.text.encode()) if kept.file is None or draft.parts else (name, kept.file)


def marks_from(form: Mapping[str, str], criteria: set[str], indicators: set[str]) -> list[Mark]:
    """Scores of a form: `v:ID` is the value, `s:ID` the evidence as `start-end`; what is left blank is no score."""
    from reviewer.store.opinions import check_value

    marks = []
    for name, value in form.items():
        if not name.startswith("v:") or not value:
            continue
        about = name[2:]
        check_value(about, value, criteria, indicators)
        span = form.get(f"s:{about}", "").partition("-")
        numbers = [int(part) for part in (span[0], span[2]) if part.isdecimal()]
        good = len(numbers) == 2 and numbers[0] < numbers[1]
        marks.append(Mark(about, value, *(numbers if good else (None, None))))
    return marks
