"""Answers of a local model kept on disk: the same question about the same text is never computed twice.

Only hashes and numbers are stored, no text of any draft. A local model at temperature 0 answers the same every time, so
nothing is lost; remote models are not cached, because what stands behind a name may change.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from reviewer.datamodels import ChatModel, Question, Reply

SCHEMA = "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, value TEXT NOT NULL)"


class RememberingChat:
    """A `ChatModel` that asks `chat` only what `path` does not hold yet. Failed replies are not kept."""

    def __init__(self, chat: ChatModel, path: Path) -> None:
        self.name = chat.name
        self._chat = chat
        self._path = path
        self._lock = threading.Lock()

    @property
    def chat(self) -> ChatModel:
        """The model that is asked what is not known yet."""
        return self._chat

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        keys = [_key("ask", self.name, system, context, question.text) for question in questions]
        held = self._read(keys)
        new = [question for question, key in zip(questions, keys, strict=True) if key not in held]
        asked = {reply.key: reply for reply in self._chat.ask(system, context, new)} if new else {}
        self._write(
            {
                key: asked[question.key].probability
                for question, key in zip(questions, keys, strict=True)
                if question.key in asked and asked[question.key].probability is not None
            }
        )
        return [
            asked[question.key] if question.key in asked else Reply(question.key, held[key])
            for question, key in zip(questions, keys, strict=True)
        ]

    def choose(self, system: str, context: str, questions: Sequence[Question], numbers: int) -> list[tuple[int, ...]]:
        keys = [_key("choose", self.name, system, context, f"{numbers} {question.text}") for question in questions]
        held = self._read(keys)
        new = [question for question, key in zip(questions, keys, strict=True) if key not in held]
        chosen = self._chat.choose(system, context, new, numbers) if new else []
        named = {question.key: given for question, given in zip(new, chosen, strict=True)}
        self._write({key: named[q.key] for q, key in zip(questions, keys, strict=True) if named.get(q.key)})
        return [
            named[question.key] if question.key in named else tuple(held[key])
            for question, key in zip(questions, keys, strict=True)
        ]

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=30)
        connection.execute(SCHEMA)
        return connection

    def _read(self, keys: Sequence[str]) -> dict[str, Any]:
        marks = ",".join("?" * len(keys))
        with self._lock, closing(self._connect()) as connection:
            rows = connection.execute(f"SELECT key, value FROM replies WHERE key IN ({marks})", list(keys))
            return {key: json.loads(value) for key, value in rows}

    def _write(self, values: dict[str, Any]) -> None:
        if not values:
            return
        rows = [(key, json.dumps(value)) for key, value in values.items()]
        with self._lock, closing(self._connect()) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO replies VALUES (?, ?)", rows)


def _key(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
