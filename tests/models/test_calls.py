"""An endpoint that is busy, out of order, silent or not there, over real HTTP; and who waits for it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from chat_server import reply, serving

from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Question, Tokens
from reviewer.models import calls, openai_chat
from reviewer.models.chat import get_chat

YES = reply("是", {"是": 0.9, "否": 0.1})
ASKED = [Question(key, f"有{key}吗？") for key in "甲乙丙丁戊己"]
BUSY = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}


def chat_at(url: str) -> ChatModel:
    chat = get_chat("openai:m", Settings(llm_base_url=url))
    assert chat is not None
    return chat


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(calls, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(openai_chat, "SECONDS", 0.5)


@pytest.fixture
def hanging():
    """An answer that does not come before the end of the test, and what lets it."""
    gate = threading.Event()

    def answer(body):
        gate.wait(20)
        return 200, YES

    yield answer
    gate.set()


def in_turn(*answers):
    left = list(answers)
    return lambda body: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("wish", ["0.3", "soon", None])
def test_a_busy_endpoint_is_asked_again_when_it_says(quick, wish):
    busy = (429, BUSY, {} if wish is None else {"Retry-After": wish})
    following, times = in_turn(busy, busy, (200, YES)), []

    def answer(body):
        times.append(time.monotonic())
        return following(body)

    with serving(answer, ["m"]) as (url, _):
        (found,) = chat_at(url).ask("", "文", ASKED[:1])
    assert (found.probability, len(times)) == (pytest.approx(0.9), 3)
    assert times[2] - times[1] >= (0.3 if wish == "0.3" else 0.1)
    assert times[1] - times[0] >= (0.3 if wish == "0.3" else 0.05)


def test_a_date_to_come_back_at_is_understood(quick):
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    since = time.monotonic()
    with serving(in_turn((429, BUSY, {"Retry-After": at}), (200, YES)), ["m"]) as (url, _):
        assert chat_at(url).ask("", "文", ASKED[:1])[0].error == ""
    assert time.monotonic() - since > 0.8


@pytest.mark.parametrize(
    ("answer", "asked", "says"),
    [
        ((429, BUSY, {"Retry-After": "3600"}), 1, "请求太多"),  # nobody waits an hour
        ((429, {"error": {"message": "no money", "code": "insufficient_quota"}}), 1, "额度用完"),
        ((503, {"error": {"message": "down"}}), 3, "出错（503）"),
    ],
)
def test_what_waiting_does_not_mend_is_said(quick, answer, asked, says):
    with serving(in_turn(answer), ["m"]) as (url, received):
        (found,) = chat_at(url).ask("", "文", ASKED[:1])
    assert (found.probability, len(received)) == (None, asked)
    assert says in found.error


def test_patience_ends(quick, monkeypatch):
    monkeypatch.setattr(calls, "PATIENCE", 0.3)
    with serving(in_turn((429, BUSY)), ["m"]) as (url, received):
        since = time.monotonic()
        (found,) = chat_at(url).ask("", "文", ASKED[:1])
        assert "请求太多" in found.error and time.monotonic() - since < 5
    assert 3 <= len(received) <= 5


def test_an_endpoint_out_of_order_for_a_moment_is_asked_again(quick):
    with serving(in_turn((500, {}), (502, {}), (200, YES)), ["m"]) as (url, _):
        assert chat_at(url).ask("", "文", ASKED[:1])[0].error == ""


def test_after_two_silences_the_rest_fails_at_once_and_later_it_is_tried_again(quick, hanging, monkeypatch):
    monkeypatch.setattr(calls, "REST", 1.0)
    silent = True

    def answer(body):
        return hanging(body) if silent else (200, YES)

    with serving(answer, ["m"]) as (url, received):
        chat = chat_at(url)
        since = time.monotonic()
        errors = [chat.ask("", "文", [one])[0].error for one in ASKED]
        assert time.monotonic() - since < 2  # two silences of half a second, not six
        assert errors[:2] == ["语言模型没有及时回答"] * 2
        assert errors[2:] == ["语言模型接连没有回答，先不再问"] * 4
        assert len(received) == 2
        silent = False
        time.sleep(1.0)
        assert [one.error for one in chat.ask("", "文", ASKED)] == [""] * 6


def test_a_trickle_is_no_answer(quick):
    """Bytes that keep coming restart the client's own clock; the call as a whole has an end."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def trickle():
            held, _ = server.accept()
            held.recv(65536)
            held.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n")
            try:
                while not stop.wait(0.2):
                    held.sendall(b" ")
            except OSError:
                pass
            held.close()

        thread = threading.Thread(target=trickle)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        chat = openai_chat.OpenAIChat("openai:m", lambda: openai_chat.Endpoint(url, "k", "m"))
        since = time.monotonic()
        assert chat.ask("", "文", ASKED[:1])[0].error == "语言模型没有及时回答"
        assert time.monotonic() - since < 2
        stop.set()
        thread.join()


def test_nobody_there(quick):
    chat = openai_chat.OpenAIChat("openai:m", lambda: openai_chat.Endpoint("http://127.0.0.1:9/v1", "k", "m"))
    errors = [reply.error for reply in chat.ask("", "文", ASKED)]
    assert errors[0] == "连不上语言模型服务" and errors[-1] == "语言模型接连没有回答，先不再问"


def test_stopping_leaves_a_running_call_at_once_and_asks_nothing_more(hanging):
    stop, ended = threading.Event(), []

    def work():
        try:
            with calls.heeding(stop.is_set):
                chat.ask("", "文", ASKED)
        except calls.Stopped:
            ended.append(time.monotonic())

    with serving(hanging, ["m"]) as (url, received):
        chat = chat_at(url)
        thread = threading.Thread(target=work)
        thread.start()
        while not received:
            time.sleep(0.01)
        stop.set()
        since = time.monotonic()
        thread.join(5)
        assert ended and ended[0] - since < 1
        assert len(received) <= calls.AT_ONCE  # those on the way when the stop came


def test_a_remote_endpoint_is_asked_side_by_side_and_by_no_more_than_its_places(monkeypatch):
    monkeypatch.setattr(calls, "AT_ONCE", 3)
    lock, at_work, most = threading.Lock(), 0, 0

    def answer(body):
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.2)
        with lock:
            at_work -= 1
        return 200, YES

    with serving(answer, ["m"]) as (url, _):
        chat = chat_at(url)
        teachers = [threading.Thread(target=chat.ask, args=("", f"文{n}", ASKED)) for n in range(3)]
        for one in teachers:
            one.start()
        for one in teachers:
            one.join(20)
        assert most == 3
        assert chat.tokens == Tokens(20 * 18, 80 * 18, 18)


def test_a_review_counts_its_own_tokens_only(quick):
    counted = {}

    def work(name, questions):
        with calls.counting() as used:
            chat.ask("", name, questions)
        counted[name] = used

    with serving(lambda body: (200, YES), ["m"]) as (url, _):
        chat = chat_at(url)
        threads = [threading.Thread(target=work, args=(f"文{n}", ASKED[: n + 1])) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert counted == {f"文{n}": Tokens(20 * (n + 1), 80 * (n + 1), n + 1) for n in range(4)}


def test_questions_with_contexts_of_their_own_go_side_by_side_and_read_as_ever(quick):
    together = threading.Barrier(3)  # broken unless all three are under way at once

    def answer(body):
        together.wait(0.4)
        return 200, YES

    questions = [Question(one.key, one.text, f"关于{one.key}") for one in ASKED[:3]]
    with serving(answer, ["m"]) as (url, received):
        found = chat_at(url).ask("", "", questions)
    assert [(one.key, one.error) for one in found] == [("甲", ""), ("乙", ""), ("丙", "")]
    assert {body["messages"][-1]["content"] for body in received} == {
        f"关于{one.key}\n\n{one.text}" for one in ASKED[:3]
    }
