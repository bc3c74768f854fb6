from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reviewer.datamodels import Question, Reply
from reviewer.models.replies import RememberingChat


class CountingChat:
    """Answers from a table and counts what it is asked."""

    name = "local:counted"

    def __init__(self, table: dict[str, float | None]) -> None:
        self.table = table
        self.asked: list[str] = []

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        self.asked += [question.key for question in questions]
        return [Reply(q.key, self.table[q.key], "" if self.table[q.key] is not None else "坏了") for q in questions]

    def choose(self, system: str, context: str, questions: Sequence[Question], numbers: int) -> list[tuple[int, ...]]:
        self.asked += [question.key for question in questions]
        return [(3, 1) if question.key == "a" else () for question in questions]


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


def test_sentence_numbers_are_remembered_apart_from_answers(tmp_path: Path) -> None:
    chat = CountingChat({"a": 0.9})
    remembering = RememberingChat(chat, tmp_path / "r.sqlite")
    remembering.ask("s", "教案", [A])
    assert remembering.choose("s", "教案", [A, B], 9) == [(3, 1), ()]
    assert remembering.choose("s", "教案", [A], 9) == [(3, 1)]
    assert chat.asked == ["a", "a", "b"]


def test_no_text_of_the_draft_is_stored(tmp_path: Path) -> None:
    RememberingChat(CountingChat({"a": 0.9}), tmp_path / "r.sqlite").ask("s", "王小明同学的教案", [A])
    assert "王小明".encode() not in (tmp_path / "r.sqlite").read_bytes()
