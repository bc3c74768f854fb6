"""Who saw and changed what."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewer.store.tables import AuditEntry

SHOWN = 200


def record(session: Session, account: str, action: str, subject: str = "") -> None:
    """Add one entry; `action` is a short Chinese verb phrase as the administrator reads it."""
    session.add(AuditEntry(account=account, action=action, subject=subject[:200]))


def list_entries(session: Session, account: str | None = None, limit: int = SHOWN) -> Sequence[AuditEntry]:
    """The newest entries, of one account or of all."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    return session.scalars(query.where(AuditEntry.account == account) if account else query).all()
