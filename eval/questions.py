"""How many tokens the questions about a draft take, ours and the usual way's, counted with the model's own tokenizer.

The questions are put once more to what the batch kept of the answers, so nothing is computed a second time.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel

from eval.baseline import KIND, usual_question
from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Filled, Kind, Question, Reply, Tokens
from reviewer.judging.opinions import TOKENS_PER_CHAR
from reviewer.models.chat import serve_local
from reviewer.models.forms import describe_form
from reviewer.pipeline import Reviewer
from reviewer.prompts import load_prompt

Count = Callable[[str], int]


class Noting:
    """A `ChatModel` around another that notes the words of every question."""

    def __init__(self, chat: ChatModel) -> None:
        self.name = chat.name
        self.fingerprint = chat.fingerprint
        self.asked: list[str] = []
        self._chat = chat

    @property
    def tokens(self) -> Tokens:
        return self._chat.tokens

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        self.asked += [question.text for question in questions]
        return self._chat.ask(system, context, questions)

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        self.asked += [f"{question.text}\n\n{describe_form(form)}" for question in questions]
        return self._chat.fill(system, context, questions, form)


def count_questions(settings: Settings, llm: str, paths: Sequence[Path]) -> dict[str, Any]:
    """Tokens of the drafts themselves, of our questions about them, and of the usual way: a prompt a criterion, draft in each.

    `usual_asked` is what the usual way sends; `usual_cached` what is left of it for a server that keeps the draft as
    prefix. `counted` tells whether by the model's tokenizer or by characters (for endpoints, which don't tell).
    """
    reviewer = Reviewer.from_settings(settings, llm=llm)
    assert reviewer.chat is not None
    reviewer.chat = noting = Noting(reviewer.chat)
    count, counted = _counter(noting, settings)
    own = usual = prefixes = 0
    for path in paths:
        draft = reviewer.read(path)
        reviewer.review(draft)
        own += count(draft.text)
        prefix = count(load_prompt("structured").render()) + count(
            load_prompt("draft").render(kind=KIND, draft=draft.text)
        )
        rubric = reviewer.rubric(cast(Kind, draft.kind.value))
        asked = [count(usual_question(criterion)) for criterion in rubric.criteria]
        usual += sum(asked) + prefix * len(asked)
        prefixes += prefix * (len(asked) - 1)
    return {
        "draft_tokens": own,
        "questions": len(noting.asked),
        "question_tokens": sum(map(count, noting.asked)),
        "usual_asked": usual,
        "usual_cached": usual - prefixes,
        "counted": counted,
    }


def _counter(chat: ChatModel, settings: Settings) -> tuple[Count, str]:
    address = serve_local(chat, settings, 1)
    if address is None:
        return lambda text: round(len(text) * TOKENS_PER_CHAR), "characters"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback: never through a proxy
    head = {"Authorization": f"Bearer {address.key}", "Content-Type": "application/json"}

    def count(text: str) -> int:
        body = json.dumps({"content": text}).encode()
        request = urllib.request.Request(f"{address.base_url.removesuffix('/v1')}/tokenize", body, head)
        with opener.open(request, timeout=60) as reply:
            return len(json.load(reply)["tokens"])

    return count, "tokenizer"
