"""“不同意”: what a reader thinks instead of what a review says, with a word of reason; it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewer.datamodels import Review
from reviewer.errors import UsageError
from reviewer.store import audit
from reviewer.store.accounts import Visitor
from reviewer.store.tables import Disagreement, KeptReview

LEVELS = ("1", "2", "3", "4", "5")
ANSWERS = ("yes", "no")


def check_value(about: str, value: str, criteria: set[str], indicators: set[str]) -> None:
    """Raises UsageError unless `value` fits: 1–5 for a criterion, yes or no for an indicator."""
    fits = value in LEVELS if about in criteria else value in ANSWERS if about in indicators else False
    if not fits:
        raise UsageError("请选一个等级，或选“做到了”“没做到”。", f"{value!r} is no value for {about!r}")


def disagree(session: Session, visitor: Visitor, review_id: int, opinion: tuple[str, str, str]) -> None:
    """Keep an opinion (about, value, reason); a later one about the same thing replaces it."""
    about, value, reason = opinion
    kept = session.get(KeptReview, review_id)
    if kept is None:
        raise UsageError("没有这份评阅。", "no such review")
    review = Review.model_validate_json(kept.review)
    check_value(
        about,
        value,
        {criterion.id for criterion in review.criteria},
        {found.id for criterion in review.criteria for found in criterion.indicators},
    )
    if not reason.strip():
        raise UsageError("请写一句理由，一两个词也行。", "a word of reason is needed")
    withdraw(session, visitor, review_id, about)
    session.add(
        Disagreement(review_id=review_id, account_id=visitor.id, about=about, value=value, reason=reason.strip()[:400])
    )
    audit.record(session, visitor.name, "不同意评阅", _name_in(review, about))


def _name_in(review: Review, about: str) -> str:
    names = {criterion.id: criterion.name for criterion in review.criteria}
    names |= {found.id: found.name for criterion in review.criteria for found in criterion.indicators}
    return names.get(about, about)


def withdraw(session: Session, visitor: Visitor, review_id: int, about: str) -> None:
    session.execute(
        delete(Disagreement).where(
            Disagreement.review_id == review_id, Disagreement.account_id == visitor.id, Disagreement.about == about
        )
    )


def list_disagreements(session: Session, review_id: int) -> Sequence[Disagreement]:
    return session.scalars(
        select(Disagreement).where(Disagreement.review_id == review_id).order_by(Disagreement.id)
    ).all()
