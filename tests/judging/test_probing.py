"""What the probe finds out about a model, and for how long it is believed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from reviewer.config import Settings
from reviewer.datamodels import ChatModel
from reviewer.documents import draft_from_text
from reviewer.judging import probing
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import Strategy, Unusable
from reviewer.judging.probing import FILE_NAME, TRUTH, choose_strategy, find_skill, probe
from reviewer.judging.structured import Structured
from reviewer.judging.yes_no import YesNo
from reviewer.models.chat import get_chat
from reviewer.models.replies import RememberingChat
from reviewer.models.scripted import load_script
from reviewer.rubrics import get_rubric
from reviewer.safety import PersonalMask

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "models"))
from chat_server import reply, serving

RUBRIC = get_rubric("lesson")


def script(tmp_path: Path, **table: object) -> Path:
    path = tmp_path / "script.yaml"
    path.write_text(yaml.safe_dump(table), encoding="utf-8")
    return path


def form_of(right: bool = True) -> dict[str, Any]:
    rows = [
        {"id": name, "reason": "", "sentences": [4], "answer": answer if right else "yes"}
        for name, (_, answer, _) in TRUTH.items()
    ]
    return {"judgements": rows}


FORM = json.dumps(form_of(), ensure_ascii=False)


def strategy_of(chat: ChatModel | None, folder: Path) -> Strategy:
    assert chat is not None
    draft = draft_from_text("教学过程\n学生做题。", name="x.txt", kind="lesson")
    relevance = {i.id: np.zeros(len(draft.sentences)) for i in RUBRIC.indicators()}
    return choose_strategy(chat, Focus(draft, draft.text, relevance, PersonalMask()), RUBRIC, folder)


def is_form(body: dict[str, Any]) -> bool:
    return "JSON Schema" in body["messages"][1]["content"]


@pytest.mark.parametrize(("right", "structured"), [(True, True), (False, False)])
def test_the_probe_tells_a_model_that_reads_from_one_that_says_yes(tmp_path: Path, right, structured) -> None:
    chat = load_script(script(tmp_path, forms={"probe": form_of(right)}, default=0.9))
    skill = find_skill(chat, tmp_path / "data")
    assert skill is not None and skill.structured is structured
    assert find_skill(load_script(script(tmp_path, default=None)), tmp_path / "data") == skill  # kept, not tried again


def test_a_model_that_can_not_be_reached_is_tried_again_next_time(tmp_path: Path) -> None:
    chat = load_script(script(tmp_path, default=None))
    assert probe(chat) is None
    assert find_skill(chat, tmp_path / "data") is None
    assert isinstance(strategy_of(chat, tmp_path / "data"), YesNo)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "refusal",
    [
        None,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
        "parameter.enable_thinking must be set to false for non-streaming calls",
    ],
)
def test_a_thinking_model_is_asked_by_form_in_the_manner_it_takes(tmp_path: Path, refusal: str | None) -> None:
    def answer(body):
        fits = {
            "max_tokens": "max_tokens" not in body,
            "temperature": "temperature" not in body,
            "enable_thinking": body.get("enable_thinking") is False,
        }
        if refusal is not None and not next(fit for name, fit in fits.items() if name in refusal):
            return 400, {"error": {"message": refusal}}
        return 200, reply(f"<think>\n想一想\n</think>\n{FORM}" if is_form(body) else "<think>")

    with serving(answer, ["m"]) as (url, received):
        strategy = strategy_of(get_chat("openai:m", Settings(llm_base_url=url)), tmp_path)
    assert isinstance(strategy, Structured)
    assert sum(map(is_form, received)) == 1  # what was refused is learned from the word


def test_a_model_stopped_while_thinking_gets_more_room(tmp_path: Path) -> None:
    def answer(body):
        if not is_form(body):
            return 200, reply("")
        said = reply(FORM if body["max_tokens"] > 5000 else "<think>先看 {第一句}")
        said["choices"][0]["finish_reason"] = "stop" if body["max_tokens"] > 5000 else "length"
        return 200, said

    with serving(answer, ["m"]) as (url, received):
        assert isinstance(strategy_of(get_chat("openai:m", Settings(llm_base_url=url)), tmp_path), Structured)
    assert [body["max_tokens"] for body in received if is_form(body)] == [2000, 4000, 8000]
    assert all(len(body["messages"]) == 2 for body in received)  # not told off for what it could not help


def test_a_model_that_nobody_can_read_is_not_asked_and_the_reason_told_for_a_day(tmp_path: Path) -> None:
    with serving(lambda body: (200, reply("<think>")), ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        strategy = strategy_of(chat, tmp_path)
        calls = len(received)
        assert isinstance(strategy_of(chat, tmp_path), Unusable)
        opinions = strategy.ask(["fb.use"], lambda *_: None)
        assert len(received) == calls
        age(tmp_path, 25 * 3600)
        strategy_of(chat, tmp_path)
        assert len(received) > calls
    assert opinions["fb.use"].probability is None
    assert "思考" in strategy.limits and "openai:m" in strategy.limits


def age(folder: Path, seconds: float) -> None:
    path = folder / FILE_NAME
    known = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({name: one | {"at": one["at"] - seconds} for name, one in known.items()}), "utf-8")


def test_loading_is_not_timed_and_a_slow_answer_not_held_against_a_model_for_ever(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(probing, "FIRST_SECONDS", 0.4)
    slow = iter([0.6, 0.0, 0.0])  # the first question loads the model

    def answer(body):
        time.sleep(next(slow, 0.0))
        return 200, reply(FORM if is_form(body) else "是", None if is_form(body) else {"是": 0.9, "否": 0.1})

    with serving(answer, ["m"]) as (url, received):
        chat = RememberingChat(get_chat("openai:m", Settings(llm_base_url=url)), tmp_path / "r.sqlite")
        assert isinstance(strategy_of(chat, tmp_path / "a"), Structured)
        slow = iter([0.0, 0.6])
        assert isinstance(strategy_of(chat, tmp_path / "b"), YesNo)  # timed anew, though the answers are known
        calls = len(received)
        assert isinstance(strategy_of(chat, tmp_path / "b"), YesNo)
        assert len(received) == calls
        age(tmp_path / "b", 25 * 3600)
        assert isinstance(strategy_of(chat, tmp_path / "b"), Structured)
        age(tmp_path / "a", 10**8)
        calls = len(received)
        assert isinstance(strategy_of(chat, tmp_path / "a"), Structured)  # what it can do does not get old
        assert len(received) == calls


def test_other_words_are_another_probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = load_script(script(tmp_path, forms={"probe": form_of()}, default=0.9))
    find_skill(chat, tmp_path)
    monkeypatch.setattr(probing, "TRUTH", TRUTH | {"use": ("写了怎么办吗？", "yes", 4)})
    find_skill(chat, tmp_path)
    assert len(json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))) == 2
    assert [path.name for path in tmp_path.glob(FILE_NAME + "*")] == [FILE_NAME]


def test_a_refused_form_is_no_verdict(tmp_path: Path) -> None:
    def answer(body):
        return (400, {"error": {"message": "no"}}) if is_form(body) else (200, reply("是", {"是": 0.9, "否": 0.1}))

    with serving(answer, ["m"]) as (url, _):
        assert find_skill(get_chat("openai:m", Settings(llm_base_url=url)), tmp_path) is None
