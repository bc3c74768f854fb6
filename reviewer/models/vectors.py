"""Vectors that several processes share: what one has computed the others need not.

Drafts of one evening have sentences in common. Each worker of a batch keeps what it has seen, but the other one would
compute it again: of 1,000 drafts edited from 100, two workers run the model over the hundred twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

_log = logging.getLogger(__name__)
SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (place INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, row BLOB NOT NULL)"
LIMIT = 65_536  # rows of 384 float32: 100 MB; then the oldest go
ASKED = 500  # keys in one statement
PATIENCE = 5  # seconds to wait for another process that writes


class SharedVectors:
    """Rows of float32 by text, in a file made for one run of one model. Not safe to share among threads.

    Only hashes of the texts are kept. Nothing depends on it: where the file can't be read or written, as on another
    machine, there is just nothing to find.
    """

    def __init__(self, path: Path) -> None:
        self._db: sqlite3.Connection | None = None
        try:
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA synchronous=OFF")  # lost with the machine, not with a process
            with contextlib.suppress(sqlite3.OperationalError):  # another is just doing it: no waiting for this one
                self._db.execute("PRAGMA journal_mode=WAL")
            self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA}; COMMIT")
        except sqlite3.Error as error:
            self._leave(error)

    def find(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The rows that are there, by text."""
        keys = {_key(text): text for text in texts}
        found: dict[str, np.ndarray] = {}
        asked = list(keys)
        if self._db is None:
            return {}
        try:
            for start in range(0, len(asked), ASKED):
                some = asked[start : start + ASKED]
                marks = ",".join("?" * len(some))
                rows = self._db.execute(f"SELECT key, row FROM vectors WHERE key IN ({marks})", some)
                found |= {keys[key]: np.frombuffer(row, dtype=np.float32) for key, row in rows}
        except sqlite3.Error as error:
            self._leave(error)
        return found

    def add(self, rows: Mapping[str, np.ndarray]) -> None:
        """Keep these rows for everybody."""
        if self._db is None or not rows:
            return
        values = [(_key(text), np.asarray(row, dtype=np.float32).tobytes()) for text, row in rows.items()]
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany("INSERT OR IGNORE INTO vectors (key, row) VALUES (?, ?)", values)
                self._db.execute("DELETE FROM vectors WHERE place <= (SELECT max(place) FROM vectors) - ?", (LIMIT,))
        except sqlite3.Error as error:
            self._leave(error)

    def _leave(self, error: sqlite3.Error) -> None:
        _log.warning("vectors are not shared with other processes: %s", error)
        self._db = None


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
