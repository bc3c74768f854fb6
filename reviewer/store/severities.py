"""Severities fitted to the scores gathered on the page: kept with their history, switched on and off.

What a severity says is the business of `reviewer.judging`; here it is a piece of JSON.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reviewer.errors import UsageError
from reviewer.store import audit
from reviewer.store.accounts import Visitor
from reviewer.store.tables import LocalSeverity

SHOWN = 6


def keep(session: Session, visitor: Visitor, kind: str, name: str, severity: str) -> LocalSeverity:
    """Keep a fitted severity (JSON); it is not in force yet."""
    found = LocalSeverity(kind=kind, name=name[:120], fitted_by=visitor.name, severity=severity)
    session.add(found)
    session.flush()
    audit.record(session, visitor.name, "算出本地尺度", found.name)
    return found


def switch(session: Session, visitor: Visitor, severity_id: int, *, on: bool) -> LocalSeverity:
    """Put a severity in force instead of any other of its kind, or out of force.

    Raises UsageError if there is none, or if it is to be put out of force and is not in force.
    """
    found = session.get(LocalSeverity, severity_id)
    if found is None:
        raise UsageError("没有这个尺度，请刷新页面再试。", "no such severity")
    if not on and not found.active:
        raise UsageError("这个尺度已经停用了，请刷新页面再看。", "this severity is not in force")
    session.execute(update(LocalSeverity).where(LocalSeverity.kind == found.kind).values(active=False))
    found.active = on
    audit.record(session, visitor.name, "启用本地尺度" if on else "停用本地尺度", found.name)
    return found


def list_kept(session: Session, kind: str) -> Sequence[LocalSeverity]:
    """The one in force, then the newest, SHOWN at most."""
    query = select(LocalSeverity).where(LocalSeverity.kind == kind)
    return session.scalars(query.order_by(LocalSeverity.active.desc(), LocalSeverity.id.desc()).limit(SHOWN)).all()


def in_force(session: Session, kind: str) -> LocalSeverity | None:
    query = select(LocalSeverity).where(LocalSeverity.kind == kind, LocalSeverity.active.is_(True))
    return session.scalar(query.limit(1))
