"""Answers of a model kept on disk: the same question about the same text is neither computed nor paid for twice.

The key is a hash of the model's fingerprint, the system prompt, the draft's text and the question, so a changed prompt,
rubric or draft asks again. Of yes/no answers only numbers are stored; a filled form holds the model's reasons in its own
words, which may repeat words of the draft: the file lies with the user's data and nowhere else.
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

from pydantic import BaseModel

from reviewer.datamodels import ChatModel, Filled, Question, Reply, Tokens

SCHEMA = "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, value TEXT NOT NULL)"


class RememberingChat:
    """A `ChatModel` that asks `chat` only what `path` does not hold yet. Failed replies are not kept."""

    def __init__(self, chat: ChatModel, path: Path) -> None:
        self.name = chat.name
        self.fingerprint = chat.fingerprint
        self._chat = chat
        self._path = path
        self._lock = threading.Lock()

    @property
    def tokens(self) -> Tokens:
        return self._chat.tokens

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        keys = [_key("ask", self.fingerprint, system, context, question.text) for question in questions]
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

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        shape = json.dumps(form.model_json_schema(), sort_keys=True)
        keys = [_key("fill", self.fingerprint, system, context, question.text, shape) for question in questions]
        held = self._read(keys)
        new = [question for question, key in zip(questions, keys, strict=True) if key not in held]
        asked = {filled.key: filled for filled in self._chat.fill(system, context, new, form)} if new else {}
        self._write(
            {
                key: found.form.model_dump()
                for question, key in zip(questions, keys, strict=True)
                if (found := asked.get(question.key)) is not None and found.form is not None
            }
        )
        return [
            asked[question.key] if question.key in asked else Filled(question.key, form.model_validate(held[key]))
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
