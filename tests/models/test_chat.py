from pathlib import Path

import pytest
from chat_server import reply, serving

from reviewer.config import Settings
from reviewer.datamodels import Question, Reply, Tokens
from reviewer.errors import SettingError, UnavailableError
from reviewer.models.chat import get_chat, join_server, serve_local, tokens_of
from reviewer.models.local import Address
from reviewer.models.replies import RememberingChat

ASKED = [Question("a", "有学生活动吗？"), Question("b", "有分层吗？"), Question("c", "有评价吗？")]


def ask(answer, *, questions=ASKED):
    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        assert chat is not None
        return chat.ask("你是教研员。", "【教案】", questions), received, chat


def test_probabilities_come_back_in_order_with_their_keys():
    shares = {"有学生活动吗？": 0.9, "有分层吗？": 0.2, "有评价吗？": 0.5}

    def answer(body):
        share = shares[body["messages"][1]["content"].split("\n\n")[1]]
        return 200, reply("是", {"是": share, "否": 1 - share})

    replies, received, chat = ask(answer)
    assert [(r.key, r.error) for r in replies] == [("a", ""), ("b", ""), ("c", "")]
    assert [r.probability for r in replies] == pytest.approx([0.9, 0.2, 0.5])
    assert chat.name == "openai:m"
    assert chat.tokens == Tokens(prompt=60, cached=240, generated=3)
    assert [
        {"role": "system", "content": "你是教研员。"},
        {"role": "user", "content": "【教案】\n\n有学生活动吗？"},
    ] in [body["messages"] for body in received]
    assert (received[0]["max_tokens"], received[0]["temperature"], received[0]["top_logprobs"]) == (1, 0, 12)


@pytest.mark.parametrize(("most", "text", "expected"), [(5, "是", 0.7), (0, "否", 0.1), (0, "是的", 0.9)])
def test_an_endpoint_with_fewer_or_no_token_probabilities(most, text, expected):
    def answer(body):
        if body.get("top_logprobs", 0) > most:
            return 400, {"error": {"message": f"top_logprobs must be at most {most}"}}
        return 200, reply(text, {"是": 0.7, "否": 0.3} if most else None)

    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        assert chat is not None
        replies = [reply for one in ASKED for reply in chat.ask("你是教研员。", "【教案】", [one])]
    assert [r.probability for r in replies] == pytest.approx([expected] * 3)
    refused = 1 if most else 2
    assert len(received) == refused + 3  # learned once, not for every question


def test_probabilities_left_out_without_a_word():
    replies, _, _ = ask(lambda body: (200, reply("否")))
    assert [r.probability for r in replies] == pytest.approx([0.1] * 3)


def test_an_unreadable_answer_is_asked_again_once():
    answers = iter(["该教案", "是"])
    replies, received, _ = ask(lambda body: (200, reply(next(answers))), questions=ASKED[:1])
    assert replies == [Reply("a", 0.9)]
    assert len(received) == 2


def test_a_failure_is_a_reply_with_a_reason_and_never_a_number():
    replies, received, _ = ask(lambda body: (200, reply("该教案很好")), questions=ASKED[:1])
    assert replies == [Reply("a", None, "模型的回答读不懂：'该教案很好'", "unfit")]
    assert len(received) == 2


@pytest.mark.parametrize(
    ("status", "message", "reason", "cause"),
    [
        (401, "invalid key", "不接受密钥", "unreached"),
        (400, "maximum context length is 8192", "超过模型的长度上限", "too long"),
        (400, "no such model", "不接受请求", "refused"),
    ],
)
def test_a_refusal_is_reported_in_chinese_and_not_repeated(status, message, reason, cause):
    replies, received, _ = ask(lambda body: (status, {"error": {"message": message}}), questions=ASKED[:1])
    assert replies[0].probability is None
    assert reason in replies[0].error
    assert replies[0].cause == cause
    assert len(received) == 1


def test_one_failed_call_leaves_the_others():
    def answer(body):
        if "分层" in body["messages"][1]["content"]:
            return 403, {"error": {"message": "no"}}
        return 200, reply("是", {"是": 0.75, "否": 0.25})

    replies, _, _ = ask(answer)
    assert [r.probability for r in replies] == [pytest.approx(0.75), None, pytest.approx(0.75)]


def test_no_questions_need_no_server():
    with serving(lambda body: (500, {}), ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        assert chat is not None
        assert chat.ask("", "", []) == []
        assert chat.fill("", "", [], Settings) == []
    assert received == []


def test_auto_takes_the_endpoints_first_model_or_the_one_set():
    with serving(lambda body: (200, reply("是")), ["qwen-plus", "other"]) as (url, _):
        found = get_chat("auto", Settings(llm_base_url=url))
        named = get_chat("auto", Settings(llm_base_url=url, llm="openai:other"))
    assert found is not None
    assert named is not None
    assert (found.name, named.name) == ("openai:qwen-plus", "openai:other")


def test_an_endpoint_that_lists_nothing_needs_a_name():
    with serving(lambda body: (200, reply("是"))) as (url, _):
        named = get_chat("openai:m", Settings(llm_base_url=url))
        assert named is not None
        with pytest.raises(SettingError, match="openai:模型名"):
            get_chat("auto", Settings(llm_base_url=url))


def test_a_wrong_key_is_said_before_any_question():
    with (
        serving(lambda body: (200, {}), ["m"]) as (url, _),
        pytest.raises(UnavailableError, match="REVIEWER_LLM_API_KEY"),
    ):
        get_chat("openai:m", Settings(llm_base_url=url, llm_api_key="wrong"))


def test_an_endpoint_that_is_not_there():
    with pytest.raises(UnavailableError, match="REVIEWER_LLM_BASE_URL"):
        get_chat("openai:m", Settings(llm_base_url="http://127.0.0.1:9/v1"))


@pytest.mark.parametrize("name", ["gpt-4", "openai:", "local:", "scripted:", "foo:bar", ""])
def test_other_names_are_refused_with_the_forms(name):
    with pytest.raises(SettingError, match=r"openai:模型名"):
        get_chat(name, Settings())


def test_a_remote_model_needs_an_address():
    with pytest.raises(SettingError, match="REVIEWER_LLM_BASE_URL"):
        get_chat("openai:qwen-plus", Settings())


def test_local_models_that_are_missing_name_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))  # where macOS keeps caches
    with pytest.raises(UnavailableError, match=r"reviewer models get qwen2\.5-coder-1\.5b"):
        get_chat("local:qwen2.5-coder-1.5b", Settings())
    with pytest.raises(UnavailableError, match=r"\.gguf"):
        get_chat("local:/none/model.gguf", Settings())
    assert get_chat("auto", Settings()) is None


def test_off_and_scripted(tmp_path: Path):
    assert get_chat("off", Settings()) is None
    path = tmp_path / "s.yaml"
    path.write_text("default: 0.3", encoding="utf-8")
    chat = get_chat(f"scripted:{path}", Settings())
    assert chat is not None
    assert chat.ask("", "", ASKED[:1]) == [Reply("a", 0.3)]


def test_workers_that_share_a_local_server_keep_to_their_slots(tmp_path):
    model = tmp_path / "m.gguf"
    model.write_bytes(b"GGUF")
    settings, name = Settings(), f"local:{model}"
    with serving(lambda body: (200, reply("是", {"是": 0.9, "否": 0.1})), ["m"]) as (url, received):
        join_server(name, settings, Address(url, "key", slot=3))
        chat = get_chat(name, settings)
        assert chat is not None and chat.name == name
        chat.ask("你是教研员。", "【教案】", ASKED)
        chat.fill("你是教研员。", "【教案】", ASKED[:1], Settings)
        assert {body["id_slot"] for body in received} == {3}
        assert received[3]["response_format"]["type"] == "json_schema"
        before = tokens_of(chat)
        chat.ask("你是教研员。", "【教案】", ASKED[:1])
        assert tokens_of(RememberingChat(chat, tmp_path / "r.sqlite")) - before == Tokens(20, 80, 1)


def test_only_a_local_model_is_served_for_others(tmp_path):
    assert serve_local(None, Settings(), 2) is None
    script = tmp_path / "s.json"
    script.write_text("{}", encoding="utf-8")
    assert serve_local(get_chat(f"scripted:{script}", Settings()), Settings(), 2) is None


def test_a_model_file_that_was_replaced_or_lies_elsewhere_is_another_model(tmp_path, monkeypatch):
    from reviewer.models import chat

    def fingerprint(folder):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(chat, "_clients", {})  # as a new process
        found = get_chat("local:m.gguf", Settings())
        assert found is not None and found.name == "local:m.gguf"
        return found.fingerprint

    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "m.gguf").write_bytes(b"GGUF one")
    first = fingerprint(tmp_path / "a")
    assert fingerprint(tmp_path / "a") == first
    assert fingerprint(tmp_path / "b") != first
    (tmp_path / "a" / "m.gguf").write_bytes(b"GGUF another")
    replaced = fingerprint(tmp_path / "a")
    assert replaced != first
    monkeypatch.setattr(chat, "_clients", {})
    join_server(f"local:{tmp_path / 'a' / 'm.gguf'}", Settings(), Address("http://127.0.0.1:9/v1", "k", slot=1))
    joined = get_chat("local:m.gguf", Settings())  # a worker of a batch shares what others remember
    assert joined is not None and joined.fingerprint == replaced


def test_the_listed_model_is_told_by_its_name(tmp_path, monkeypatch):
    from reviewer.models import chat

    monkeypatch.setattr(chat, "_clients", {})
    monkeypatch.setattr(chat, "model_path", lambda name, settings: tmp_path / "q.gguf")
    found = get_chat("local:qwen2.5-coder-1.5b", Settings())
    assert found is not None
    assert (found.name, found.fingerprint) == ("local:qwen2.5-coder-1.5b",) * 2
