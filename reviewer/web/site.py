"""What the page and its parts share: the reviewer at work, the database, and who is who."""

from __future__ import annotations

import secrets
import threading
from collections import defaultdict
from dataclasses import dataclass, field, replace

from reviewer.store import accounts
from reviewer.store.accounts import Visitor
from reviewer.store.database import Database
from reviewer.web.desk import Service


class Uploads:
    """Who uploaded which temporary file, so that nobody is handed another's."""

    def __init__(self) -> None:
        self._owners: dict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()

    def add(self, path: str, name: str) -> None:
        with self._lock:
            self._owners[path].add(name)

    def is_of(self, path: str, name: str) -> bool:
        return name in self._owners.get(path, ())

    def is_of_another(self, path: str, name: str) -> bool:
        """Files the page made itself, like a sample, belong to nobody."""
        return path in self._owners and name not in self._owners[path]


@dataclass(frozen=True)
class Site:
    """One running page. `asks_login`: every visitor needs an account; else whoever reaches it sits at this machine."""

    service: Service
    database: Database
    asks_login: bool = False
    uploads: Uploads = field(default_factory=Uploads)
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def visitor(self, token: str) -> Visitor | None:
        """Who sent the session cookie `token`; None if nobody who may be here."""
        with self.database.begin() as session:
            if self.asks_login:
                return accounts.visitor_of(session, token) if token else None
            return replace(accounts.local_visitor(session), csrf=self.csrf)

    def visitor_named(self, name: str | None) -> Visitor:
        """The visitor that the gate let in under this name."""
        with self.database.begin() as session:
            if not self.asks_login:
                return replace(accounts.local_visitor(session), csrf=self.csrf)
            account = accounts.find_account(session, name or "")
            return Visitor(account.id, account.name, account.role, cautioned=account.cautioned)
