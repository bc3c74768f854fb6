"""Drafts with their reviews: kept for their owner, shown to researchers once the owner hands them in."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from reviewer.datamodels import Draft, Review
from reviewer.errors import UsageError
from reviewer.store import audit
from reviewer.store.accounts import Visitor
from reviewer.store.tables import AuditEntry, Disagreement, KeptDraft, KeptReview, Lesson, Reading

STAGES = ("初备", "研备", "精备")
LISTED = 200
VIEWED = "查看别人交来的稿子"
_DRAFT = TypeAdapter(Draft)


def keep(session: Session, visitor: Visitor, draft: Draft, review: Review, file: bytes | None = None) -> KeptReview:
    """The review, and its draft unless the visitor already has the same one."""
    kept = session.scalar(
        select(KeptDraft).where(
            KeptDraft.owner_id == visitor.id, KeptDraft.sha256 == draft.sha256, KeptDraft.part == draft.part
        )
    )
    if kept is None:
        kept = KeptDraft(owner_id=visitor.id, sha256=draft.sha256, part=draft.part, file=file)
        session.add(kept)
    kept.name, kept.kind = _clean(draft.name, 200), review.draft.kind
    kept.title = _clean(draft.title.value or draft.name, 120)
    kept.draft = _DRAFT.dump_json(draft).decode()
    session.flush()
    found = KeptReview(draft_id=kept.id, review=review.to_json(indent=None))
    session.add(found)
    session.flush()
    return found


def _clean(text: str, limit: int) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\x00", "")[:limit]


def list_own(session: Session, visitor: Visitor) -> Sequence[KeptDraft]:
    """The visitor's drafts, newest first, LISTED at most."""
    query = select(KeptDraft).where(KeptDraft.owner_id == visitor.id).order_by(KeptDraft.created.desc())
    return session.scalars(query.limit(LISTED)).all()


def list_titles(session: Session, visitor: Visitor) -> dict[int, str]:
    """Titles of the visitor's drafts by id, newest first, LISTED at most."""
    query = select(KeptDraft.id, KeptDraft.title).where(KeptDraft.owner_id == visitor.id)
    newest = session.execute(query.order_by(KeptDraft.created.desc()).limit(LISTED))
    return {draft_id: title for draft_id, title in newest}


def readable(visitor: Visitor) -> ColumnElement[bool]:
    """Which drafts a visitor may read: their own and, for who scores, those handed in."""
    mine = KeptDraft.owner_id == visitor.id
    return mine | KeptDraft.shared.is_(True) if visitor.scores else mine


def list_readable(session: Session, visitor: Visitor) -> Sequence[KeptDraft]:
    """For scoring: the newest LISTED that the visitor may read, oldest first."""
    query = select(KeptDraft).where(readable(visitor)).order_by(KeptDraft.id.desc())
    return session.scalars(query.limit(LISTED)).all()[::-1]


def find_draft(session: Session, visitor: Visitor, draft_id: int, *, own: bool = False) -> KeptDraft:
    """A draft this visitor may see (with `own`: may change). One that is not theirs looks like one that is not there."""
    kept = session.get(KeptDraft, draft_id)
    mine = kept is not None and kept.owner_id == visitor.id
    if kept is None or not (mine or (kept.shared and visitor.scores and not own)):
        raise UsageError("没有这份稿子，或者它不是您的。", "no such draft, or it is not yours")
    if not mine:
        audit.record(session, visitor.name, VIEWED, kept.title)
    return kept


def find_review(session: Session, visitor: Visitor, review_id: int) -> tuple[KeptReview, KeptDraft]:
    """A review of one's own draft, with the draft."""
    review = session.get(KeptReview, review_id)
    if review is None:
        raise UsageError("没有这份评阅，或者它不是您的。", "no such review, or it is not yours")
    return review, find_draft(session, visitor, review.draft_id, own=True)


def newest_review(session: Session, kept: KeptDraft) -> KeptReview | None:
    query = select(KeptReview).where(KeptReview.draft_id == kept.id).order_by(KeptReview.id.desc()).limit(1)
    return session.scalar(query)


def to_draft(kept: KeptDraft) -> Draft:
    return _DRAFT.validate_json(kept.draft)


def to_review(found: KeptReview) -> Review:
    return Review.model_validate_json(found.review)


def hand_in(session: Session, visitor: Visitor, kept: KeptDraft, *, shared: bool) -> None:
    """Let researchers read and score a draft, or take it back."""
    kept.shared = shared
    audit.record(session, visitor.name, "把稿子交给教研员" if shared else "收回稿子", kept.title)


def place(session: Session, visitor: Visitor, kept: KeptDraft, lesson: str, stage: str | None) -> None:
    """File a draft under a lesson as 初备, 研备 or 精备; without a lesson's title it belongs to none."""
    if stage is not None and stage not in STAGES:
        raise UsageError(f"只有{'、'.join(STAGES)}三种。", f"a stage is one of {', '.join(STAGES)}")
    title = _clean(lesson.strip(), 120)
    if not title:
        kept.lesson_id, kept.stage = None, None
        return
    found = session.scalar(select(Lesson).where(Lesson.owner_id == visitor.id, Lesson.title == title))
    if found is None:
        found = Lesson(owner_id=visitor.id, title=title)
        session.add(found)
        session.flush()
    kept.lesson_id, kept.stage = found.id, stage


def list_lessons(session: Session, visitor: Visitor) -> dict[int, str]:
    """Titles of the visitor's lessons by id."""
    found = session.scalars(select(Lesson).where(Lesson.owner_id == visitor.id).order_by(Lesson.title))
    return {lesson.id: lesson.title for lesson in found}


def list_versions(session: Session, visitor: Visitor, lesson_id: int) -> list[tuple[str, Draft, Review]]:
    """(初备, 研备 or 精备; the draft; its newest review) of one's own lesson, in that order."""
    query = select(KeptDraft).where(KeptDraft.owner_id == visitor.id, KeptDraft.lesson_id == lesson_id)
    order = {stage: place for place, stage in enumerate(STAGES)}
    found = sorted(session.scalars(query), key=lambda kept: (order.get(kept.stage or "", 9), kept.id))
    reviews = [(kept, newest_review(session, kept)) for kept in found]
    return [
        (kept.stage or f"第{number}稿", to_draft(kept), to_review(review))
        for number, (kept, review) in enumerate(reviews, 1)
        if review is not None
    ]


def remove(session: Session, visitor: Visitor, kept: KeptDraft) -> None:
    """A draft with its file, reviews and everything said about it."""
    audit.record(session, visitor.name, "删除稿子", kept.title)
    session.delete(kept)


def erase(session: Session, visitor: Visitor) -> int:
    """Everything the visitor ever put in; how many drafts that were. The account itself stays.

    The log keeps that something was done, but no longer to what; also that others looked at a draft, unless somebody
    else's has the same title.
    """
    _forget_titles(session, visitor)
    count = session.scalar(select(func.count()).select_from(KeptDraft).where(KeptDraft.owner_id == visitor.id)) or 0
    for table, owner in (
        (Disagreement, Disagreement.account_id),
        (Reading, Reading.account_id),
        (KeptDraft, KeptDraft.owner_id),
        (Lesson, Lesson.owner_id),
    ):
        session.execute(delete(table).where(owner == visitor.id))
    audit.record(session, visitor.name, "删除我的全部资料")
    return count


def _forget_titles(session: Session, visitor: Visitor) -> None:
    entry = AuditEntry
    mine = select(KeptDraft.title).where(KeptDraft.owner_id == visitor.id)
    others = select(KeptDraft.title).where(KeptDraft.owner_id != visitor.id)
    seen = (entry.action == VIEWED) & entry.subject.in_(mine) & entry.subject.not_in(others)
    session.execute(update(entry).where((entry.account == visitor.name) | seen).values(subject=""))
