import queue
import sys
import threading
import time
from pathlib import Path

import pytest
from teaching_plan import Paced

from reviewer.config import Settings
from reviewer.datamodels import Question, Step
from reviewer.errors import UnavailableError
from reviewer.models.chat import get_chat
from reviewer.terminal import TerminalProgress
from reviewer.web.desk import TROUBLE, WAITING, Desk, News, Queue, _newest
from reviewer.web.views import progress_html

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "models"))
from chat_server import reply, serving


def until(news, wanted):
    """Take news until one fits."""
    for one in news:
        if wanted(one):
            return one
    raise AssertionError("the news ended first")


def test_without_a_model_the_review_is_final_at_once(paced, reviewed):
    news = list(Desk(paced).run(reviewed[0], use_model=False, stop=threading.Event()))
    assert news[-1].state == "done"
    assert news[-1].review is reviewed[1]


def test_measured_results_come_while_the_model_reads(paced, reviewed):
    news = Desk(paced).run(reviewed[0], use_model=True, stop=threading.Event())
    early = until(news, lambda one: one.review is not None)
    assert (early.state, early.step.done, early.step.total) == ("working", 1, 4)
    assert early.review is reviewed[1]
    paced.gate.set()
    late = until(news, lambda one: one.state != "working")
    assert late.state == "done"
    assert late.review is not reviewed[1]


def test_stopping_keeps_what_is_known_and_ends_the_worker(paced, reviewed):
    stop = threading.Event()
    news = Desk(paced).run(reviewed[0], use_model=True, stop=stop)
    until(news, lambda one: one.review is not None)
    stop.set()
    last = list(news)[-1]
    assert (last.state, last.review) == ("stopped", reviewed[1])
    paced.gate.set()
    for thread in threading.enumerate():
        if thread.name.endswith("(_guard)"):
            thread.join(5)
    assert (paced.running, paced.ended) == (0, 1)


def test_a_closed_tab_ends_the_worker(paced, reviewed):
    stop = threading.Event()
    news = Desk(paced).run(reviewed[0], use_model=True, stop=stop)
    next(news)
    news.close()
    assert stop.is_set()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UnavailableError("模型没有回答。请稍后再试。"), "模型没有回答。请稍后再试。"),
        (ZeroDivisionError("x"), TROUBLE),
    ],
)
def test_a_failure_is_told_plainly_and_keeps_the_measured_results(reviewed, error, message, caplog):
    service = Paced(*reviewed, error=error)
    service.gate.set()
    last = list(Desk(service).run(reviewed[0], use_model=True, stop=threading.Event()))[-1]
    assert (last.state, last.message, last.review) == ("failed", message, reviewed[1])


def test_the_model_serves_one_at_a_time_and_whoever_waits_sees_measures(paced, reviewed):
    desk = Desk(paced)
    first = desk.run(reviewed[0], use_model=True, stop=threading.Event())
    until(first, lambda one: one.review is not None)
    second = desk.run(reviewed[0], use_model=True, stop=threading.Event())
    waiting = until(second, lambda one: one.review is not None)
    assert (waiting.state, waiting.step.message) == ("working", WAITING)
    paced.gate.set()
    assert until(first, lambda one: one.state != "working").state == "done"
    assert until(second, lambda one: one.state != "working").state == "done"
    assert paced.most == 1


def test_turns_go_by_the_order_in_which_they_came():
    line = Queue()
    first, second, third = line.join(), line.join(), line.join()
    assert [place.is_set() for place in (first, second, third)] == [True, False, False]
    line.leave(second)  # stopped while waiting
    assert not third.is_set()
    line.leave(first)
    late = line.join()
    assert third.is_set() and not late.is_set()
    line.leave(third)
    assert late.is_set()


def test_a_remote_model_serves_teachers_side_by_side(paced, reviewed):
    paced.llm_name = "openai:m"
    desk = Desk(paced)
    both = [desk.run(reviewed[0], use_model=True, stop=threading.Event()) for _ in range(2)]
    for one in both:
        assert until(one, lambda news: news.review is not None).step.message != WAITING
    assert paced.most == 2
    paced.gate.set()
    for one in both:
        assert until(one, lambda news: news.state != "working").state == "done"


def test_a_note_stays_in_view():
    told = queue.Queue()
    for step in (Step("judge", "细读", note="约 900 个字元"), Step("judge", "正在看：目标", 1, 4)):
        told.put(News("working", step, note=step.note))
    news = _newest(told, News("working"))
    assert (news.step.message, news.note) == ("正在看：目标", "约 900 个字元")
    assert "约 900 个字元" in progress_html(news.step, 3, use_model=True, note=news.note)


def test_stopping_leaves_the_call_under_way():
    gate, stop = threading.Event(), threading.Event()

    class Asking:
        llm_name = "openai:m"

        def review(self, draft, *, on_progress=None, previous=(), use_model=True):
            return chat.ask("", "文", [Question("a", "有学情吗？")])

    def answer(body):
        gate.wait(20)
        return 200, reply("是")

    with serving(answer, ["m"]) as (url, received):
        chat = get_chat("openai:m", Settings(llm_base_url=url))
        others = set(threading.enumerate())  # workers of other tests may wait still
        news = Desk(Asking()).run(None, use_model=True, stop=stop)
        while not received:
            next(news)
        stop.set()
        assert list(news)[-1].state == "stopped"
        deadline = time.monotonic() + 3
        while any(one.name.endswith("(_guard)") for one in set(threading.enumerate()) - others):
            assert time.monotonic() < deadline  # the worker is gone though no answer ever came
            time.sleep(0.05)
        gate.set()


def test_the_terminal_keeps_a_note_on_a_line_of_its_own(capsys):
    with TerminalProgress() as progress:
        progress(Step("judge", "细读", note="约 900 个字元"))
        progress(Step("judge", "正在看：目标", 1, 4))
    assert capsys.readouterr().err.splitlines() == ["约 900 个字元"]
