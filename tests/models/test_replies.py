from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from reviewer.datamodels import Filled, Question, Reply, Tokens
from reviewer.models.replies import RememberingChat


class Form(BaseModel):
    sentences: list[int]


class CountingChat:
    """Answers from a table and counts what it is asked."""

    name = "local:counted"
    fingerprint = "local:counted@here"

    def __init__(self, table: dict[str, float | None]) -> None:
        self.table = table
        self.tokens = Tokens()
        self.asked: list[str] = []

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        self.asked += [question.key for question in questions]
        return [Reply(q.key, self.table[q.key], "" if self.table[q.key] is not None else "坏了") for q in questions]

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        self.asked += [question.key for question in questions]
        return [
            Filled(q.key, form.model_validate({"sentences": [3, 1]})) if q.key == "a" else Filled(q.key, None, "坏了")
            for q in questions
        ]


A, B = Question("a", "有学情吗？"), Question("b", "有板书吗？")


def test_a_known_question_is_not_asked_again_also_by_another_process(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9, "b": 0.2})
    first = RememberingChat(chat, tmp_path / "r.sqlite").ask("s", "教案", [A])
    again = RememberingChat(chat, tmp_path / "r.sqlite").ask("s", "教案", [A, B])
    assert first == [Reply("a", 0.9)]
    assert again == [Reply("a", 0.9), Reply("b", 0.2)]
    assert chat.asked == ["a", "b"]


def test_another_text_or_wording_is_another_question(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9})
    remembering = RememberingChat(chat, tmp_path / "r.sqlite")
    remembering.ask("s", "教案一", [A])
    remembering.ask("s", "教案二", [A])
    remembering.ask("s", "教案一", [Question("a", "写了学情吗？")])
    assert chat.asked == ["a", "a", "a"]


def test_a_failure_is_not_remembered(tmp_path: Path) -> None:
    chat = CountingChat({"a": None})
    remembering = RememberingChat(chat, tmp_path / "r.sqlite")
    assert remembering.ask("s", "教案", [A])[0].error == "坏了"
    chat.table["a"] = 0.7
    assert remembering.ask("s", "教案", [A])[0].probability == 0.7


def test_forms_are_remembered_apart_from_answers_and_failed_ones_are_asked_again(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9})
    remembering = RememberingChat(chat, tmp_path / "r.sqlite")
    remembering.ask("s", "教案", [A])
    assert remembering.fill("s", "教案", [A, B], Form) == [
        Filled("a", Form(sentences=[3, 1])),
        Filled("b", None, "坏了"),
    ]
    assert remembering.fill("s", "教案", [A, B], Form)[0] == Filled("a", Form(sentences=[3, 1]))
    assert chat.asked == ["a", "a", "b", "b"]


def test_what_stands_behind_a_name_elsewhere_is_another_model(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9})
    RememberingChat(chat, tmp_path / "r.sqlite").ask("s", "教案", [A])
    chat.fingerprint = "local:counted@there"
    RememberingChat(chat, tmp_path / "r.sqlite").ask("s", "教案", [A])
    assert chat.asked == ["a", "a"]


def test_no_text_of_the_draft_is_stored(tmp_path: Path) -> None:
    RememberingChat(CountingChat({"a": 0.9}), tmp_path / "r.sqlite").ask("s", "王小明同学的教案", [A])
    assert "王小明".encode() not in (tmp_path / "r.sqlite").read_bytes()


def spoil(path: Path, how: str) -> sqlite3.Connection | None:
    """The memory after an accident; a connection that holds it locked, if that is the accident."""
    if how == "damaged":
        path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    elif how == "a folder":
        path.mkdir()
    elif how == "no place":
        path.parent.joinpath("file").write_text("", encoding="utf-8")
    elif how == "full":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE replies (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (0))")
        connection.close()
    else:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        return connection
    return None


@pytest.mark.parametrize("how", ["damaged", "a folder", "no place", "full", "locked"])
def test_a_memory_that_is_out_of_order_costs_no_answer(how: str, tmp_path: Path, monkeypatch, caplog) -> None:
    monkeypatch.setattr("reviewer.models.replies.BUSY_SECONDS", 0.05)
    held = spoil(tmp_path / "r.sqlite", how)
    path = tmp_path / "file" / "r.sqlite" if how == "no place" else tmp_path / "r.sqlite"
    remembering = RememberingChat(CountingChat({"a": 0.9, "b": 0.2}), path)
    assert remembering.ask("s", "教案", [A]) == [Reply("a", 0.9)]
    assert remembering.fill("s", "教案", [A], Form) == [Filled("a", Form(sentences=[3, 1]))]
    assert len(caplog.records) == 1 and "not remembered" in caplog.text
    if held is not None:
        held.close()


def test_it_knows_whether_it_holds_everything_and_asks_nothing_to_find_out(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9, "b": 0.2})
    remembering = RememberingChat(chat, tmp_path / "r.sqlite")
    remembering.ask("s", "教案", [A])
    assert remembering.holds_all(lambda one: one.ask("s", "教案", [A]))
    assert not remembering.holds_all(lambda one: one.ask("s", "教案", [A, B]))
    assert not remembering.holds_all(lambda one: one.fill("s", "教案", [A], Form))
    assert chat.asked == ["a"]


def test_a_context_of_its_own_is_remembered_like_a_shared_one(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9})
    remembering = RememberingChat(chat, tmp_path / "r.sqlite")
    remembering.ask("s", "教案", [A])
    own = Question("a", A.text, "教案")
    assert remembering.ask("s", "", [own]) == [Reply("a", 0.9)]
    remembering.ask("s", "", [Question("a", A.text, "别的教案")])
    assert chat.asked == ["a", "a"]
