"""Accounts and logging in: argon2 passwords, three roles, a lock after wrong guesses, sessions that end."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from reviewer.errors import UsageError
from reviewer.store import audit
from reviewer.store.tables import Account, LoginSession

ROLES = {"teacher": "教师", "researcher": "教研员", "admin": "管理员"}
LOCAL = "本机"  # whoever uses a page that is open on this machine only
MIN_PASSWORD = 8  # NIST SP 800-63B: length counts, forced mixtures don't
GUESSES = 5  # wrong passwords in a row until the account is locked
LOCKED_SECONDS = 900.0
LASTS_SECONDS = 12 * 3600.0  # a session, at most
IDLE_SECONDS = 2 * 3600.0  # a session in which nothing is asked for


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking. `csrf` must come along with whatever changes something."""

    id: int
    name: str
    role: str
    csrf: str = ""
    cautioned: bool = False

    @property
    def scores(self) -> bool:
        """Whether this visitor reads and scores drafts that others handed in."""
        return self.role in ("researcher", "admin")

    @property
    def administers(self) -> bool:
        return self.role == "admin"


@dataclass(frozen=True, slots=True)
class Entry:
    """Outcome of an attempt to log in: a visitor with a token, or neither; `wait` seconds while locked."""

    visitor: Visitor | None = None
    token: str = ""
    wait: float = 0.0


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _matches(password: str, kept: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        return PasswordHasher().verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _check_password(name: str, password: str) -> None:
    if len(password) < MIN_PASSWORD:
        raise UsageError(f"密码至少要 {MIN_PASSWORD} 个字符。", f"a password needs {MIN_PASSWORD} characters")
    if len(password) > 200:
        raise UsageError("密码最长 200 个字符。", "a password has at most 200 characters")
    if password.lower() == name.lower() or len(set(password)) < 4:
        raise UsageError("这个密码太容易猜中，请换一个。", "this password is too easy to guess")


def add_account(session: Session, name: str, password: str, role: str = "teacher") -> Account:
    """A new account. Raises UsageError for a name in use, an unknown role or a weak password."""
    name = name.strip()
    if not 1 <= len(name) <= 60 or not name.isprintable() or name == LOCAL:
        raise UsageError("账号名要有 1 到 60 个字，不能含换行，也不能叫“本机”。", "an account name has 1–60 characters")
    if role not in ROLES:
        raise UsageError(
            f"没有 {role} 这种身份，可用：{'、'.join(ROLES)}。", f"unknown role {role}: {', '.join(ROLES)}"
        )
    if session.scalar(select(exists().where(Account.name == name))):
        raise UsageError(f"账号 {name} 已经有了，请换个名字。", f"account {name} exists")
    _check_password(name, password)
    account = Account(name=name, role=role, password=_hash(password))
    session.add(account)
    session.flush()
    return account


def find_account(session: Session, name: str) -> Account:
    account = session.scalar(select(Account).where(Account.name == name))
    if account is None or account.password is None:
        raise UsageError(f"没有叫 {name} 的账号，可用 reviewer accounts list 查看。", f"no account {name}")
    return account


def list_accounts(session: Session) -> Sequence[Account]:
    """Those who can log in, by name."""
    return session.scalars(select(Account).where(Account.password.is_not(None)).order_by(Account.name)).all()


def set_password(session: Session, account: Account, password: str) -> None:
    """A new password; ends every session of the account and its lock."""
    _check_password(account.name, password)
    account.password, account.failures, account.locked_until = _hash(password), 0, 0.0
    end_sessions(session, account.id)


def set_disabled(session: Session, account: Account, *, disabled: bool) -> None:
    account.disabled = disabled
    if disabled:
        end_sessions(session, account.id)


def remove_account(session: Session, account: Account) -> None:
    """The account and all it kept."""
    session.delete(account)


def local_visitor(session: Session) -> Visitor:
    """Whoever sits at this machine, where the page asks for no login."""
    account = session.scalar(select(Account).where(Account.name == LOCAL))
    if account is None:
        account = Account(name=LOCAL, role="admin", password=None)
        session.add(account)
        session.flush()
    return Visitor(account.id, LOCAL, account.role, cautioned=account.cautioned)


def accept_caution(session: Session, visitor: Visitor) -> None:
    account = session.get(Account, visitor.id)
    if account is not None:
        account.cautioned = True


# ----------------------------------------------------------------------------- sessions


def log_in(session: Session, name: str, password: str, now: float | None = None) -> Entry:
    """Try a password. After GUESSES wrong ones in a row the account waits LOCKED_SECONDS, also for the right one."""
    now = time.time() if now is None else now
    name = name.strip().replace("\x00", "")  # PostgreSQL takes no NUL, not even to look for
    account = session.scalar(select(Account).where(Account.name == name).with_for_update())
    if account is None or account.password is None or account.disabled:
        _hash(password[:200])  # an unknown name takes as long as a wrong password
        return Entry()
    if account.locked_until > now:
        return Entry(wait=account.locked_until - now)
    if not _matches(password[:200], account.password):
        account.failures = Account.failures + 1  # counted by the database: guesses at one moment don't hide one another
        session.flush()
        if account.failures >= GUESSES:
            account.failures, account.locked_until = 0, now + LOCKED_SECONDS
            audit.record(session, account.name, "密码连续输错，暂时锁定")
            return Entry(wait=LOCKED_SECONDS)
        return Entry()
    account.failures, account.locked_until = 0, 0.0
    session.execute(delete(LoginSession).where(LoginSession.created < now - LASTS_SECONDS))
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    session.add(LoginSession(token_sha256=_fingerprint(token), account_id=account.id, csrf=csrf, created=now, seen=now))
    audit.record(session, account.name, "登录")
    return Entry(Visitor(account.id, account.name, account.role, csrf, account.cautioned), token)


def visitor_of(session: Session, token: str, now: float | None = None) -> Visitor | None:
    """Whose session this is; None if it ended, was idle too long, or never was."""
    now = time.time() if now is None else now
    found = session.get(LoginSession, _fingerprint(token))
    if found is None:
        return None
    account = session.get(Account, found.account_id)
    if account is None or account.disabled or now > found.created + LASTS_SECONDS or now > found.seen + IDLE_SECONDS:
        log_out(session, token)
        return None
    if now > found.seen + 60:  # a write a minute is enough to know
        seen = update(LoginSession).where(LoginSession.token_sha256 == found.token_sha256).values(seen=now)
        session.execute(seen)  # not through `found`: that fails where the session is ended at this moment
    return Visitor(account.id, account.name, account.role, found.csrf, account.cautioned)


def log_out(session: Session, token: str) -> None:
    session.execute(delete(LoginSession).where(LoginSession.token_sha256 == _fingerprint(token)))


def end_sessions(session: Session, account_id: int) -> None:
    session.execute(delete(LoginSession).where(LoginSession.account_id == account_id))


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
