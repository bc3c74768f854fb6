"""The two ways of asking, over a real HTTP endpoint and the shipped scripted model."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from reviewer.advising.advice import Suggestion
from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Draft
from reviewer.documents import draft_from_text
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import TOKENS_PER_CHAR, Opinion
from reviewer.judging.structured import NO_NUMBER, Structured
from reviewer.judging.written import PASSAGE_CHARS, Weak
from reviewer.judging.yes_no import PASSAGE_SENTENCES, SENTENCE_CHARS, YesNo
from reviewer.models.chat import get_chat
from reviewer.models.replies import RememberingChat
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
        return 200, reply(filled([*feedback, "lc.inquiry"], "yes", [3]))

    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        strategy = Structured(chat, focus_on(draft), RUBRIC)
        opinions = strategy.ask([*feedback, "lc.inquiry"], quiet)
    assert len(received) == 2  # feedback, and learner-centred for the one indicator
    assert received[0]["response_format"]["type"] == "json_schema"
    assert {opinions[name].numbers for name in feedback} == {(3,)}
    assert (strategy.left_out, strategy.limits) == (0, "")


def row(name: str, reason: str = "写了", sentences: list[int] | None = None, answer: str = "yes") -> dict[str, object]:
    return {"id": name, "reason": reason, "sentences": [3] if sentences is None else sentences, "answer": answer}


def ask_structured(draft: Draft, names: list[str], texts: list[str]) -> tuple[dict[str, Opinion], list[dict]]:
    """Opinions on `names`, when the endpoint answers with `texts` one after another; and what it was sent."""
    replies = iter(texts)
    with serving(lambda body: (200, reply(next(replies))), ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        return Structured(chat, focus_on(draft), RUBRIC).ask(names, quiet), received


BOTH = filled(["fb.check", "fb.use"], "yes", [3])


@pytest.mark.parametrize(
    "short",
    [
        '{"judgements": []}',
        filled(["fb.check"], "yes", [3]),
        BOTH[: BOTH.index("}, {") + 1],  # cut off after the first judgement
        BOTH[:-12],
    ],
)
def test_a_form_that_lacks_an_answer_is_asked_again_with_what_is_missing(draft: Draft, short: str) -> None:
    opinions, received = ask_structured(draft, ["fb.check", "fb.use"], [short, BOTH])
    assert len(received) == 2
    said = received[1]["messages"][-1]["content"]
    assert ("漏答了" in said and "fb.use" in said) or "完整的 JSON" in said
    assert [opinion.probability for opinion in opinions.values()] == [0.93, 0.93]


def test_a_form_that_never_gets_complete_is_not_kept(draft: Draft, tmp_path: Path) -> None:
    texts = iter([filled(["fb.check"], "yes", [3])] * 3 + [BOTH])
    with serving(lambda body: (200, reply(next(texts))), ["m"]) as (url, received):
        chat = RememberingChat(get_chat("openai:m", Settings(llm_base_url=url)), tmp_path / "r.sqlite")
        asked = [Structured(chat, focus_on(draft), RUBRIC).ask(["fb.check", "fb.use"], quiet) for _ in range(3)]
    assert "漏答了 fb.use" in asked[0]["fb.use"].error
    assert asked[1]["fb.use"].probability == 0.93
    assert asked[2] == asked[1]
    assert len(received) == 4


def test_what_a_careless_model_writes_around_an_answer_does_not_cost_the_form(draft: Draft) -> None:
    rows = [row("- fb.use：写明了怎么办", "很" * 300, [3, 4, 5, 6, 7]), row("fb.check（检查）")]
    text = json.dumps({"judgements": rows}, ensure_ascii=False)
    opinions, received = ask_structured(draft, ["fb.check", "fb.use"], [f"<think>\n先想{{想}}\n</think>\n{text}"])
    assert len(received) == 1
    assert (opinions["fb.use"].numbers, len(opinions["fb.use"].reason)) == ((3, 4, 5), 200)
    assert opinions["fb.check"].numbers == (3,)


@pytest.mark.parametrize(("sentences", "numbers"), [([3, 900], (3,)), ([900], ()), ([], ())])
def test_a_yes_counts_only_with_a_sentence_that_was_shown(draft: Draft, sentences, numbers) -> None:
    opinions, _ = ask_structured(draft, ["fb.use"], [filled(["fb.use"], "yes", sentences)])
    opinion = opinions["fb.use"]
    assert opinion.numbers == numbers
    assert (opinion.probability, opinion.error) == ((0.93, "") if numbers else (None, NO_NUMBER))


def test_a_no_needs_no_sentence(draft: Draft) -> None:
    opinions, _ = ask_structured(draft, ["fb.use"], [filled(["fb.use"], "no", [900])])
    assert opinions["fb.use"].probability == pytest.approx(0.07)


def test_with_nothing_to_ask_nothing_is_said_to_be_left_out(draft: Draft) -> None:
    strategy = Structured(load_script(Path("/dev/null")), focus_on(draft), RUBRIC)
    assert strategy.ask([], quiet) == {}
    assert (strategy.left_out, strategy.limits) == (0, "")


def test_the_estimate_is_of_all_that_is_sent(draft: Draft) -> None:
    names = [i.id for i in RUBRIC.indicators() if i.basis != "measured"]

    weak = [Weak(c, Suggestion(c.indicators[0], "", None), "例" * PASSAGE_CHARS) for c in RUBRIC.criteria]

    def answer(body):
        asked = re.findall(r"^- ([\w.-]+)：", body["messages"][-1]["content"], re.M)
        if "rewrite" in body["messages"][1]["content"]:
            rows = [{"id": name, "sentence": 2, "change": "", "rewrite": ""} for name in asked]
            return 200, reply(json.dumps({"suggestions": rows}))
        return 200, reply(filled(asked, "no", []))

    for strategy_of in (lambda chat: Structured(chat, focus_on(draft), RUBRIC), yes_no):
        with serving(answer, ["m"]) as (url, received):
            strategy = strategy_of(get_chat("openai:m", Settings(llm_base_url=url)))
            prompt, _ = strategy.estimate(names)
            strategy.ask(names, quiet)
            assert strategy.write(weak, quiet) == {}
        first_tries = {json.dumps(body["messages"][:2], ensure_ascii=False): body["messages"][:2] for body in received}
        sent = sum(len(message["content"]) for messages in first_tries.values() for message in messages)
        assert prompt == pytest.approx(sent * TOKENS_PER_CHAR, rel=0.03)


def yes_no(chat: ChatModel) -> YesNo:
    draft = draft_from_text(TEXT, name="x.txt", kind="lesson")
    return YesNo(chat, focus_on(draft), {i.id: i for i in RUBRIC.indicators()})


def test_yes_no_says_how_little_it_read_and_asks_nothing_where_it_could_not_choose(draft: Draft) -> None:
    with serving(lambda body: (200, reply("否", {"是": 0.1, "否": 0.9})), ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        strategy = yes_no(chat)
        assert strategy.limits == ""
        strategy.ask(["fb.use"], quiet)
        assert "至多 3 句" in strategy.limits
        calls = len(received)
        blind = YesNo(chat, Focus(draft, draft.text, {}, PersonalMask()), {i.id: i for i in RUBRIC.indicators()})
        opinion = blind.ask(["fb.use"], quiet)["fb.use"]
    assert len(received) == calls
    assert (opinion.probability, opinion.failed) == (None, False)
    assert "句向量" in opinion.error
    assert "句向量" in blind.limits
    assert blind.estimate(["fb.use"]) == (0, 0)


def test_a_number_is_hidden_whole_before_a_passage_is_cut() -> None:
    text = "教学过程\n" + "家" * (SENTENCE_CHARS - 8) + "长电话13812345678。"
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    shown = Focus(draft, text, {"fb.use": np.arange(2.0)}, personal_mask(text)).show_nearest(
        "fb.use", 2, SENTENCE_CHARS
    )
    assert "138" not in shown


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
    assert begin.text.startswith("[1] ")
    assert len(draft.sentences) in end.numbers
    assert max(len(begin.text), len(end.text)) <= 2000  # with the numbers before the sentences
    assert len(begin.numbers) > 20


def test_a_sentence_that_is_too_long_is_cut_and_does_not_keep_the_others_out() -> None:
    text = "教学过程\n" + "甲" * 5000 + "。\n" + "\n".join(f"第{n}步，学生做第{n}题并说明理由。" for n in range(80))
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    row = -np.arange(len(draft.sentences), dtype=float)
    row[1] = 9
    shown = Focus(draft, text, {"fb.use": row}, PersonalMask()).show(["fb.use"], 1000)
    assert {1, 2, 3} <= shown.numbers
    assert 2 not in shown.whole
    assert 700 < len(shown.text) <= 1000


def test_a_sentence_goes_in_with_its_heading_and_a_near_one_with_what_is_beside_it() -> None:
    parts = [
        f"{'一二三四五六'[n]}、环节{n}\n" + f"甲{n}做题。乙{n}互查。丙{n}订正。\n" + "别的话。" * 60 for n in range(6)
    ]
    text = "\n".join(parts)
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    said = [draft.text[one.start : one.end] for one in draft.sentences]
    row = np.full(len(said), -6.0)
    row[said.index("乙4互查。")], row[said.index("乙5互查。")] = 2.0, -3.0
    shown = Focus(draft, text, {"fb.use": row}, PersonalMask()).show(["fb.use"], 90).text
    assert "五、环节4" in shown and "六、环节5" in shown
    assert "甲4做题。" in shown and "丙4订正。" in shown  # beside a sentence that may show it
    assert "乙5互查。" in shown and "甲5做题。" not in shown  # the far one stands under its heading, alone


def test_an_endpoint_with_less_room_is_shown_less_and_all_is_answered() -> None:
    text = "教学过程\n" + "\n".join(f"第{n}步，学生把第{n}题做完并说明理由，教师巡视。" for n in range(600))
    draft = draft_from_text(text, name="x.txt", kind="lesson")

    def answer(body):
        if len(body["messages"][-1]["content"]) > 6000:
            return 400, {"error": {"message": "This model's maximum context length is 8192 tokens."}}
        asked = re.findall(r"^- ([\w.]+)：", body["messages"][-1]["content"], re.M)
        return 200, reply(filled(asked, "no", []))

    names = [i.id for i in RUBRIC.indicators() if i.basis != "measured"]
    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        strategy = Structured(chat, focus_on(draft), RUBRIC)
        opinions = strategy.ask(names, quiet)
    assert all(opinion.probability is not None for opinion in opinions.values())
    assert len(received) <= len(RUBRIC.criteria) + 2 * 3  # two refusals of the first criteria; the rest know
    assert f"没有细读其中 {strategy.left_out} 句（与各条标准关系最远的）" in strategy.limits
    assert strategy.left_out > 300
