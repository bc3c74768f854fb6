"""The tables. Times are seconds since 1970 (UTC): the same number in SQLite and PostgreSQL."""

from __future__ import annotations

import time

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def _gone_with(column: str) -> ForeignKey:
    """A row that goes when the row it belongs to goes."""
    return ForeignKey(column, ondelete="CASCADE")


class Table(DeclarativeBase):
    """All tables of the project."""


class Account(Table):
    """Who may log in. Without a `password` nobody can: that is the one account of a page without login."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(12))
    password: Mapped[str | None] = mapped_column(String(200))  # an argon2 hash
    disabled: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)  # wrong passwords in a row
    locked_until: Mapped[float] = mapped_column(default=0.0)
    cautioned: Mapped[bool] = mapped_column(default=False)  # has read what the results are and are not
    created: Mapped[float] = mapped_column(default=time.time)


class LoginSession(Table):
    """One browser logged in. The cookie's value is not kept, only its hash."""

    __tablename__ = "sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(_gone_with("accounts.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created: Mapped[float] = mapped_column(default=time.time)
    seen: Mapped[float] = mapped_column(default=time.time)


class Lesson(Table):
    """One lesson that its drafts (初备、研备、精备) belong to."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(_gone_with("accounts.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))


class KeptDraft(Table):
    """A draft as read, with the file it came from. `shared`: its owner lets researchers read and score it."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("owner_id", "sha256", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(_gone_with("accounts.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    part: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    draft: Mapped[str] = mapped_column(Text)  # the Draft as JSON
    # As uploaded; none where it was several photographs. Fetched when it is asked for: a list of drafts needs no files.
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    shared: Mapped[bool] = mapped_column(default=False, index=True)
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id", ondelete="SET NULL"))
    stage: Mapped[str | None] = mapped_column(String(12))  # 初备 研备 精备
    created: Mapped[float] = mapped_column(default=time.time)


class KeptReview(Table):
    """One review of a draft, whole, as JSON."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_draft_created", "draft_id", "created"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(_gone_with("drafts.id"))
    review: Mapped[str] = mapped_column(Text)
    created: Mapped[float] = mapped_column(default=time.time)


class Disagreement(Table):
    """What someone thinks instead of what the review says of an indicator or a criterion, with a word of reason."""

    __tablename__ = "disagreements"
    __table_args__ = (UniqueConstraint("review_id", "account_id", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(_gone_with("reviews.id"))
    account_id: Mapped[int] = mapped_column(_gone_with("accounts.id"), index=True)
    about: Mapped[str] = mapped_column(String(60))  # id of the criterion or indicator
    value: Mapped[str] = mapped_column(String(8))  # 1–5 for a criterion, yes or no for an indicator
    reason: Mapped[str] = mapped_column(String(400))
    created: Mapped[float] = mapped_column(default=time.time)


class Reading(Table):
    """One reader's blind scoring of a draft: closed once the machine's scores were shown to this reader."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("draft_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(_gone_with("drafts.id"))
    account_id: Mapped[int] = mapped_column(_gone_with("accounts.id"), index=True)
    revealed: Mapped[float | None]


class Score(Table):
    """One answer of a reading. `final` ones were set in arbitration, after the machine's were seen."""

    __tablename__ = "scores"
    __table_args__ = (UniqueConstraint("reading_id", "about", "final"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(_gone_with("readings.id"))
    about: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(8))
    quote: Mapped[str] = mapped_column(String(400), default="")
    start: Mapped[int | None]  # characters into the draft's text
    end: Mapped[int | None]
    final: Mapped[bool] = mapped_column(default=False)


class SchoolRubric(Table):
    """A school's own rubric as uploaded; the newest of a kind is in force while `active`."""

    __tablename__ = "rubrics"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), index=True)
    source: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[float] = mapped_column(default=time.time)


class LocalSeverity(Table):
    """A severity fitted to people's levels, as JSON; one of a kind of draft is in force, or none."""

    __tablename__ = "severities"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), index=True)
    name: Mapped[str] = mapped_column(String(120))
    fitted_by: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=False)
    created: Mapped[float] = mapped_column(default=time.time)


class AuditEntry(Table):
    """Who did what to what. Names, not keys: an entry outlives the account and the draft it speaks of."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[float] = mapped_column(default=time.time, index=True)
    account: Mapped[str] = mapped_column(String(60), index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
