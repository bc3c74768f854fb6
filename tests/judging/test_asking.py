"""The two ways of asking, over a real HTTP endpoint and the shipped scripted model."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml

from reviewer.config import Settings
from reviewer.datamodels import Draft
from reviewer.documents import draft_from_text
from reviewer.judging.focus import Focus
from reviewer.judging.probing import TRUTH, find_skill, probe
from reviewer.judging.structured import Structured
from reviewer.judging.yes_no import PASSAGE_SENTENCES, YesNo
from reviewer.models.chat import get_chat
from reviewer.models.scripted import load_script
from reviewer.rubrics import get_rubric
from reviewer.safety import PersonalMask, personal_mask

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "models"))
from chat_server import reply, serving

RUBRIC = get_rubric("lesson")
TEXT = "教学过程\n" + "\n".join(f"{n}. 第{n}步，学生做第{n}题。" for n in range(1, 31))


def quiet(*_: object) -> None:
    pass


@pytest.fixture
def draft() -> Draft:
    return draft_from_text(TEXT, name="x.txt", kind="lesson")


def focus_on(draft: Draft, at: int = 0, text: str | None = None) -> Focus:
    row = np.arange(len(draft.sentences), dtype=float)
    row[at] = 100
    return Focus(draft, text or draft.text, {i.id: row for i in RUBRIC.indicators()}, PersonalMask())


def filled(names: list[str], answer: str, numbers: list[int]) -> str:
    rows = [{"id": name, "reason": "写了", "sentences": numbers, "answer": answer} for name in names]
    return json.dumps({"judgements": rows}, ensure_ascii=False)


def test_yes_no_shows_the_nearest_sentences_in_order(draft: Draft) -> None:
    asked = []

    def answer(body):
        asked.append(body["messages"][1]["content"])
        return 200, reply("是", {"是": 0.8, "否": 0.2})

    with serving(answer, ["m"]) as (url, _):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        strategy = YesNo(chat, focus_on(draft), {i.id: i for i in RUBRIC.indicators()})
        opinions = strategy.ask(["lc.inquiry"], quiet)
    assert opinions["lc.inquiry"].probability == pytest.approx(0.8)
    lines = [line for line in asked[0].splitlines() if line.startswith("- ")]
    assert len(lines) == PASSAGE_SENTENCES
    assert lines[0] == "- 教学过程"  # the nearest, though it stands first
    last = draft.sentences[-1]
    assert lines[-1] == f"- {draft.text[last.start : last.end].strip()}"


def test_structured_asks_once_per_criterion_and_reads_reason_numbers_and_answer(draft: Draft) -> None:
    feedback = [i.id for i in next(c for c in RUBRIC.criteria if c.id == "feedback").indicators]

    def answer(body):
        return 200, reply(filled(feedback, "yes", [3]))

    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        strategy = Structured(chat, focus_on(draft), RUBRIC)
        opinions = strategy.ask([*feedback, "lc.inquiry"], quiet)
    assert len(received) == 2  # feedback, and learner-centred for the one indicator
    assert received[0]["response_format"]["type"] == "json_schema"
    assert {opinions[name].numbers for name in feedback} == {(3,)}
    assert opinions["lc.inquiry"].probability is None  # the form left it out
    assert "漏答" in opinions["lc.inquiry"].error
    assert strategy.left_out == 0


@pytest.mark.parametrize(
    ("texts", "calls", "error"),
    [
        (['{"判断": []}', "GOOD"], 2, ""),  # keys translated into Chinese are asked for again
        (["```json\nGOOD\n```"], 1, ""),
        (["不知道", "还是不知道", "算了"], 3, "不合要求"),
    ],
)
def test_a_reply_that_does_not_fit_is_asked_again_then_unscored(draft: Draft, texts, calls, error) -> None:
    replies = iter(text.replace("GOOD", filled(["lc.inquiry"], "no", [])) for text in texts)
    with serving(lambda body: (200, reply(next(replies))), ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        opinion = Structured(chat, focus_on(draft), RUBRIC).ask(["lc.inquiry"], quiet)["lc.inquiry"]
    assert len(received) == calls
    assert error in opinion.error
    assert (opinion.probability is None) == bool(error)
    if calls > 1:
        assert "不合要求" in received[1]["messages"][-1]["content"]


@pytest.mark.parametrize(("knows", "formats"), [("json_object", 2), (None, 3)])
def test_an_endpoint_without_schemas_is_asked_for_what_it_knows(draft: Draft, knows, formats) -> None:
    def answer(body):
        given = (body.get("response_format") or {}).get("type")
        if given not in (knows, None):
            return 400, {"error": {"message": f"response_format {given} is not supported"}}
        return 200, reply(filled(["lc.inquiry"], "yes", [2]))

    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        opinion = Structured(chat, focus_on(draft), RUBRIC).ask(["lc.inquiry"], quiet)["lc.inquiry"]
    assert opinion.numbers == (2,)
    assert len(received) == formats


def test_names_are_hidden_from_the_model_and_put_back_into_its_reasons() -> None:
    text = "教学过程\n请王小明同学上台板演，家长电话13812345678。\n学生名单：王小明、李小红"
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    mask = personal_mask(text)
    sent = []

    def answer(body):
        sent.append(body["messages"][1]["content"])
        mark = mask.marks["13812345678"]
        row = {"id": "lc.inquiry", "reason": f"写了{mark}", "sentences": [2], "answer": "no"}
        return 200, reply(json.dumps({"judgements": [row]}))

    with serving(answer, ["m"]) as (url, _):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        focus = Focus(draft, text, {}, mask)
        opinion = Structured(chat, focus, RUBRIC).ask(["lc.inquiry"], quiet)["lc.inquiry"]
    assert "13812345678" not in sent[0]
    assert opinion.reason == "写了13812345678"


def test_a_long_draft_shows_each_criterion_its_own_part_and_says_what_no_question_showed() -> None:
    text = "教学过程\n" + "\n".join(f"第{n}步，学生把第{n}题做完并说明理由，教师巡视。" * 12 for n in range(150))
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    first, last = np.zeros(len(draft.sentences)), np.zeros(len(draft.sentences))
    first[:3], last[-3:] = 9, 9
    focus = Focus(draft, text, {"lc.inquiry": first, "fb.use": last}, PersonalMask())
    begin, end = focus.show(["lc.inquiry"], 2000), focus.show(["fb.use"], 2000)
    assert begin.startswith("[1] ")
    assert f"[{len(draft.sentences)}] " in end
    assert len(begin) < 2600
    assert 0 < focus.left_out < len(draft.sentences) - 20


def script(tmp_path: Path, **table: object) -> Path:
    path = tmp_path / "script.yaml"
    path.write_text(yaml.safe_dump(table), encoding="utf-8")
    return path


def answers_of(right: bool) -> dict[str, object]:
    rows = [
        {"id": name, "reason": "", "sentences": [4], "answer": answer if right else "yes"}
        for name, (_, answer, _) in TRUTH.items()
    ]
    return {"probe": {"judgements": rows}}


@pytest.mark.parametrize(("right", "structured"), [(True, True), (False, False)])
def test_the_probe_tells_a_model_that_reads_from_one_that_says_yes(tmp_path: Path, right, structured) -> None:
    chat = load_script(script(tmp_path, forms=answers_of(right), default=0.9))
    skill = find_skill(chat, tmp_path / "data")
    assert skill.structured is structured
    assert find_skill(load_script(script(tmp_path, default=None)), tmp_path / "data") == skill  # kept, not tried again


def test_a_model_that_can_not_be_reached_is_tried_again_next_time(tmp_path: Path) -> None:
    chat = load_script(script(tmp_path, default=None))
    assert probe(chat) is None
    assert not find_skill(chat, tmp_path / "data").structured
    assert not (tmp_path / "data").exists()
