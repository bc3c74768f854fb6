"""The real local model through the real server."""

import json
import time
import urllib.request
from pathlib import Path

import pytest
from pydantic import BaseModel

from reviewer.config import Settings
from reviewer.datamodels import Question
from reviewer.errors import UnavailableError
from reviewer.models.chat import get_chat
from reviewer.models.downloads import model_path
from reviewer.models.local import start_server, stop_servers
from reviewer.models.manifest import CHAT_MODEL
from reviewer.models.openai_chat import Endpoint, OpenAIChat

SYSTEM = "你是教研员，阅读教学设计后回答问题。"
PLAN = """[1] 《认识三角形》教学设计
[2] 一、教学目标
[3] 学生能用小棒搭出三角形，并说出三角形有三条边、三个角。
[4] 二、教学过程
[5] （一）动手操作（15分钟）
[6] 学生四人一组，用不同长度的小棒尝试搭三角形，记录哪三根能搭成、哪三根不能。
[7] 小组代表上台展示记录，其他组补充或质疑。
[8] （二）归纳（10分钟）
[9] 师生一起归纳：三角形任意两边之和大于第三边。
[10] 三、板书设计
[11] 三角形的三边关系"""


@pytest.fixture(scope="module")
def chat():
    if model_path(CHAT_MODEL, Settings()) is None:
        pytest.skip(f"{CHAT_MODEL} 没有安装：reviewer models get {CHAT_MODEL}")
    return get_chat(f"local:{CHAT_MODEL}", Settings())


@pytest.mark.llm
def test_what_is_written_gets_more_than_what_is_not(chat, capfd):
    questions = [
        Question("groups", "教学过程中有没有学生分小组动手操作？只回答“是”或“否”。"),
        Question("homework", "有没有布置课后作业？只回答“是”或“否”。"),
    ]
    groups, homework = chat.ask(SYSTEM, PLAN, questions)
    assert (groups.error, homework.error) == ("", "")
    assert groups.probability > 0.5
    assert groups.probability > homework.probability + 0.1
    assert capfd.readouterr().out == ""  # standard output carries results only


@pytest.mark.llm
def test_a_second_question_reuses_the_first_ones_context(chat):
    context = PLAN.replace("三角形", "四边形")
    counted, seconds = [], []
    for key in ("展示", "板书"):
        before, started = chat.tokens.prompt, time.perf_counter()
        chat.ask(SYSTEM, context, [Question(key, f"教案里写了{key}吗？只回答“是”或“否”。")])
        counted.append(chat.tokens.prompt - before)
        seconds.append(time.perf_counter() - started)
    assert counted[0] > 150
    assert counted[1] < 40
    assert seconds[1] < seconds[0] / 2


class Found(BaseModel):
    sentences: list[int]


@pytest.mark.llm
def test_a_form_is_filled_in_and_points_at_the_sentence(chat):
    question = Question("goal", "哪一句写了教学目标的具体内容？写出句子编号。")
    (filled,) = chat.fill(SYSTEM, PLAN, [question], Found)
    assert isinstance(filled.form, Found), filled.error
    assert {2, 3} & set(filled.form.sentences)


@pytest.mark.llm
def test_a_text_beyond_the_context_is_a_reply_with_a_reason(chat):
    long = "学生分组讨论浮力的大小与哪些因素有关，设计实验并记录。\n" * 1500
    (reply,) = chat.ask(SYSTEM, long, [Question("a", "有实验吗？")])
    assert (reply.probability, reply.error) == (None, "文本超过模型的长度上限")


def test_a_file_that_is_no_model(tmp_path: Path):
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"not a model")
    with pytest.raises(UnavailableError, match=r"bad\.gguf"):
        start_server(path)


@pytest.mark.llm
def test_a_server_is_started_anew_for_more_slots_and_kept_for_fewer():
    path = model_path(CHAT_MODEL, Settings())
    if path is None:
        pytest.skip(f"{CHAT_MODEL} 没有安装：reviewer models get {CHAT_MODEL}")
    stop_servers()
    first = start_server(path)
    more = start_server(path, slots=2)
    assert (_slots(first), _slots(more)) == (0, 2)
    assert start_server(path, slots=1) is more
    stop_servers()


def _slots(address):
    """How many slots the server has; 0 if it is gone."""
    request = urllib.request.Request(
        address.base_url.removesuffix("/v1") + "/props", headers={"Authorization": f"Bearer {address.key}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return json.load(response)["total_slots"]
    except OSError:
        return 0


@pytest.mark.llm
def test_two_drafts_taking_turns_keep_their_contexts():
    path = model_path(CHAT_MODEL, Settings())
    if path is None:
        pytest.skip(f"{CHAT_MODEL} 没有安装：reviewer models get {CHAT_MODEL}")
    stop_servers()
    address = start_server(path, slots=2)
    drafts = [PLAN, PLAN.replace("三角形", "平行四边形")]
    chats = [
        OpenAIChat("local:x", lambda slot=slot: Endpoint(address.base_url, address.key, path.stem, True, slot))
        for slot in (0, 1)
    ]
    counted: list[list[int]] = [[], []]
    for key in ("展示", "板书"):
        for draft, chat, counts in zip(drafts, chats, counted, strict=True):
            before = chat.tokens.prompt
            (reply,) = chat.ask(SYSTEM, draft, [Question(key, f"教案里写了{key}吗？只回答“是”或“否”。")])
            assert reply.error == ""
            counts.append(chat.tokens.prompt - before)
    for chat in chats:
        chat.close()
    stop_servers()
    assert all(first > 100 and second < 40 for first, second in counted)
