"""Answers of a model kept on disk: the same question about the same text is neither computed nor paid for twice.

The key is a hash of the model's fingerprint, the system prompt, the draft's text and the question, so a changed prompt,
rubric or draft asks again. Of yes/no answers only numbers are stored; a filled form holds the model's reasons in its own
words, which may repeat words of the draft: the file lies with the user's data and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from reviewer.datamodels import ChatModel, Filled, Question, Reply, Tokens
from reviewer.models.forms import describe_form, validate_form

_log = logging.getLogger(__name__)

SCHEMA = "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
BUSY_SECONDS = 5  # that another process may write; then this answer is not remembered


class RememberingChat:
    """A `ChatModel` that asks `chat` only what `path` does not hold yet. Failed replies are not kept.

    A file that can't be read or written (full, read-only, damaged) costs the memory, never the review.
    """

    def __init__(self, chat: ChatModel, path: Path) -> None:
        self.name = chat.name
        self.fingerprint = chat.fingerprint
        self._chat = chat
        self._path = path
        self._lock = threading.Lock()
        self._troubled = False

    @property
    def tokens(self) -> Tokens:
        return self._chat.tokens

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        keys = [_key("ask", self.fingerprint, system, question.about(context), question.text) for question in questions]
        held = self._read(_of_old(questions, keys))
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
        shape = describe_form(form)
        keys = [
            _key("fill", self.fingerprint, system, question.about(context), question.text, shape)
            for question in questions
        ]
        kept = self._read(_of_old(questions, keys))
        forms = {
            key: _as_form(kept[key], form, question)
            for question, key in zip(questions, keys, strict=True)
            if key in kept
        }
        held = {key: filled for key, filled in forms.items() if filled is not None}
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
            asked[question.key] if question.key in asked else Filled(question.key, held[key])
            for question, key in zip(questions, keys, strict=True)
        ]

    def holds_all(self, work: Callable[[ChatModel], object]) -> bool:
        """Whether everything that `work` asks is held; nothing is asked."""
        mute = _Mute(self.name, self.fingerprint)
        work(RememberingChat(mute, self._path))
        return not mute.asked

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS)
        connection.execute(SCHEMA)
        return connection

    def _read(self, keys: Sequence[str]) -> dict[str, Any]:
        marks = ",".join("?" * len(keys))
        try:
            with self._lock, closing(self._connect()) as connection:
                rows = connection.execute(f"SELECT key, value FROM replies WHERE key IN ({marks})", list(keys))
                return {key: json.loads(value) for key, value in rows}
        except (sqlite3.Error, OSError) as error:
            self._note(error)
            return {}

    def _write(self, values: dict[str, Any]) -> None:
        if not values:
            return
        rows = [(key, json.dumps(value)) for key, value in values.items()]
        try:
            with self._lock, closing(self._connect()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO replies VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._note(error)

    def _note(self, error: Exception) -> None:
        if not self._troubled:  # once: there are up to 26 questions about a draft
            self._troubled = True
            _log.warning("answers are not remembered: %s: %s", self._path, error)


class _Mute:
    """A `ChatModel` that answers nothing and counts what it was asked."""

    def __init__(self, name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.tokens = Tokens()
        self.asked = 0

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        self.asked += len(questions)
        return [Reply(question.key, None, "没有问") for question in questions]

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        self.asked += len(questions)
        return [Filled(question.key, None, "没有问") for question in questions]


def _of_old(questions: Sequence[Question], keys: Sequence[str]) -> list[str]:
    return [key for question, key in zip(questions, keys, strict=True) if not question.fresh]


def _as_form(value: Any, form: type[BaseModel], question: Question) -> BaseModel | None:
    """A kept form; None for one that would not be accepted today: it is asked for again."""
    try:
        return validate_form(value, form, question.names)
    except ValidationError:
        return None


def _key(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
