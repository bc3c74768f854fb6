"""One client for every language model that speaks the OpenAI API: the local server and remote endpoints alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import BaseModel

from reviewer.datamodels import Cause, Filled, Question, Reply, Tokens
from reviewer.models import calls
from reviewer.models.answers import without_thoughts, yes_from_text, yes_probability
from reviewer.models.forms import describe_form, read_form
from reviewer.models.manner import Manner
from reviewer.prompts import load_prompt

FILL_TRIES = 3  # of a form: a reply that doesn't fit is shown to the model with what is wrong
# For one call; the first question about a long plan takes minutes on an old computer.
SECONDS, CONNECT_SECONDS, LOCAL_SECONDS = 60, 10, 900

Prompt = list[tuple[str, str]]
Read = Callable[[Any], Any]  # what is wanted from a message; None if it can't be read


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served. `local`: a llama.cpp server of this machine, which takes schemas.

    `slot` is the one of its slots to ask for, where workers share it: each keeps its draft's prefix in its own.
    """

    base_url: str
    key: str
    model: str
    local: bool = False
    slot: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call gave nothing, in Chinese; `final` if asking again can't help."""

    reason: str
    final: bool = False
    cause: Cause = "unreached"


class OpenAIChat:
    """A `ChatModel` on langchain-openai.

    The endpoint is found at the first call, so that a local model loads late. Safe to share among threads. A remote
    endpoint is asked side by side. A local model is asked about one draft at a time, because two drafts taking turns
    would undo the prefix cache.
    """

    def __init__(self, name: str, find_endpoint: Callable[[], Endpoint], *, fingerprint: str = "") -> None:
        self.name = name
        self.fingerprint = fingerprint or name
        self.tokens = Tokens()
        self._find_endpoint = find_endpoint
        self._endpoint: Endpoint | None = None
        self._client: Any = None
        self._calls: Any = None
        self._manner = Manner()
        self._finding, self._counting, self._turn = threading.Lock(), threading.Lock(), threading.Lock()

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        """P(yes) of each question, in order; a call that failed twice is a Reply with `error`."""
        prompts = [_messages(system, context, question) for question in questions]
        return [
            Reply(question.key, None, answer.reason, answer.cause)
            if isinstance(answer, Failure)
            else Reply(question.key, answer)
            for question, answer in zip(questions, self._answers(prompts), strict=True)
        ]

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        """A validated `form` for each question, in order; one that doesn't fit after FILL_TRIES is failed."""
        described = [Question(one.key, f"{one.text}\n\n{describe_form(form)}", one.context) for one in questions]
        prompts = [_messages(system, context, question) for question in described]
        if not prompts:
            return []
        with self._ready():
            filled: list[Any] = [None] * len(prompts)
            waiting = list(range(len(prompts)))
            for _ in range(FILL_TRIES):
                for i, reply in zip(waiting, self._try([prompts[i] for i in waiting], form), strict=True):
                    filled[i] = self._read(reply, partial(_read_form, form=form, names=questions[i].names))
                    if isinstance(filled[i], str):
                        again = load_prompt("retry").render(wrong=filled[i])
                        prompts[i] += [("assistant", without_thoughts(reply.text)), ("user", again)]
                waiting = [i for i in waiting if isinstance(filled[i], str) or _may_pass(filled[i])]
        return [_as_filled(question.key, value) for question, value in zip(questions, filled, strict=True)]

    def _try(self, prompts: list[Prompt], form: type[BaseModel] | None = None) -> list[Any]:
        """Replies, asked for in the manner that the endpoint takes: a refusal tells which."""
        manner = self._manner
        replies = self._batch(prompts, manner.word() if form is None else manner.form(form))
        while True:
            manners = [manner.after(reply, form=form is not None) for reply in replies]
            again = [i for i, one in enumerate(manners) if one != manner]
            if not again:
                return replies
            self._manner = manner = manners[again[0]]
            options = manner.word() if form is None else manner.form(form)
            for i, reply in zip(again, self._batch([prompts[i] for i in again], options), strict=True):
                replies[i] = reply

    def close(self) -> None:
        """Let go of the connection; the next question opens another."""
        with self._finding:
            if self._client is not None:
                calls.run_apart(self._client.root_async_client.close()).result(CONNECT_SECONDS)
                self._client = None

    @contextmanager
    def _ready(self) -> Iterator[None]:
        """With an endpoint to call, and alone if it is this machine's."""
        self._find()
        if self._endpoint is not None and self._endpoint.local:
            with calls.holding(self._turn):
                yield
        else:
            yield

    def _find(self) -> None:
        with calls.holding(self._finding):
            if self._client is None:
                self._endpoint = endpoint = self._find_endpoint()
                self._calls = (
                    calls.Calls(1, LOCAL_SECONDS, again=False)
                    if endpoint.local
                    else calls.Calls(calls.AT_ONCE, SECONDS, again=True)
                )
                self._client = _connect(endpoint)

    def _answers(self, prompts: list[Prompt]) -> list[Any]:
        """P(yes) of each reply, or a Failure."""
        if not prompts:
            return []
        with self._ready():
            results = [self._read(reply, _read_probability) for reply in self._try(prompts)]
            again = [i for i, result in enumerate(results) if _may_pass(result)]
            for i, reply in zip(again, self._try([prompts[i] for i in again]), strict=True):
                results[i] = self._read(reply, _read_probability)
            return results

    def _batch(self, prompts: list[Prompt], options: dict[str, Any]) -> list[Any]:
        if not prompts:
            return []
        if self._endpoint and self._endpoint.slot is not None:
            options["extra_body"] = {**options["extra_body"], "id_slot": self._endpoint.slot}
        replies = self._call(prompts, options)
        if self._endpoint and self._endpoint.local and any(calls.is_unreachable(reply) for reply in replies):
            self.close()  # a local server that was stopped meanwhile is started anew
            self._find()
            lost = [i for i, reply in enumerate(replies) if isinstance(reply, Exception)]
            for i, reply in zip(lost, self._call([prompts[i] for i in lost], options), strict=True):
                replies[i] = reply
        return replies

    def _call(self, prompts: list[Prompt], options: dict[str, Any]) -> list[Any]:
        client = self._client.bind(**options)
        replies: list[Any] = self._calls.run([partial(client.ainvoke, prompt) for prompt in prompts])
        for reply in replies:
            self._count(reply)
        return replies

    def _count(self, reply: Any) -> None:
        """Adds what the call took; it is billed whether or not its reply can be used."""
        usage = getattr(reply, "usage_metadata", None) or {}
        cached = (usage.get("input_token_details") or {}).get("cache_read") or 0
        used = Tokens(usage.get("input_tokens", 0) - cached, cached, usage.get("output_tokens", 0))
        calls.note_use(used)
        with self._counting:
            self.tokens += used

    def _read(self, reply: Any, read: Read) -> Any:
        if isinstance(reply, Exception):
            return _failure(reply)
        value = read(reply)
        return Failure(f"模型的回答读不懂：{reply.text[:20]!r}", cause="unfit") if value is None else value


def _messages(system: str, context: str, question: Question) -> Prompt:
    return [("system", system), ("user", f"{question.about(context)}\n\n{question.text}")]


def _connect(endpoint: Endpoint) -> Any:
    from langchain.chat_models import init_chat_model
    from openai import DefaultAsyncHttpxClient, Timeout

    async def key() -> str:
        return endpoint.key

    seconds = LOCAL_SECONDS if endpoint.local else SECONDS
    return init_chat_model(
        endpoint.model,
        model_provider="openai",  # langchain-openai: the protocol that every endpoint here speaks
        base_url=endpoint.base_url,
        api_key=key,
        max_retries=0,  # `Calls` tries again
        timeout=Timeout(seconds, connect=CONNECT_SECONDS),
        # a proxy set for the network must not be asked for this machine's own port
        http_async_client=DefaultAsyncHttpxClient(trust_env=not endpoint.local),
    )


def _may_pass(value: Any) -> bool:
    """Whether asking again may help: a failure of the moment, not a refusal."""
    return isinstance(value, Failure) and not value.final


def _as_filled(key: str, value: Any) -> Filled:
    if isinstance(value, BaseModel):
        return Filled(key, value)
    if isinstance(value, Failure):
        return Filled(key, None, value.reason, value.cause)
    return Filled(key, None, f"模型的回答不合要求：{value[:80]}", "unfit")


def _read_form(message: Any, form: type[BaseModel], names: Sequence[str]) -> BaseModel | str:
    return read_form(message.text, form, names)


def _read_probability(message: Any) -> float | None:
    content = (message.response_metadata.get("logprobs") or {}).get("content") or []
    if content and content[0].get("top_logprobs"):
        return yes_probability((top["token"], top["logprob"]) for top in content[0]["top_logprobs"])
    return yes_from_text(message.text)


def _failure(error: Exception) -> Failure:
    """The reason in words a teacher can act on."""
    status, text = getattr(error, "status_code", None), str(error)
    if status in (401, 403):
        return Failure("语言模型服务不接受密钥，请检查 llm_api_key", final=True)
    if status == 429:
        used_up = calls.is_used_up(error)
        return Failure("语言模型服务的额度用完了" if used_up else "语言模型服务忙（请求太多）", final=True)
    if status in (400, 413, 422):
        long = "context" in text.lower() or "length" in text.lower()
        if long:
            return Failure("文本超过模型的长度上限", final=True, cause="too long")
        return Failure(f"语言模型服务不接受请求：{text[:120]}", final=True, cause="refused")
    if status is not None:
        return Failure(f"语言模型服务出错（{status}）", final=calls.is_trouble(error))
    if isinstance(error, calls.Resting):
        return Failure("语言模型接连没有回答，先不再问", final=True)
    return Failure(
        "语言模型没有及时回答" if calls.is_timeout(error) else "连不上语言模型服务", final=calls.is_trouble(error)
    )
