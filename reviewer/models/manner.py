"""How an endpoint wants to be asked: learned from what it refuses, since no two take the same options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from reviewer.models.answers import without_thoughts

TOP_LOGPROBS = (12, 5, None)  # asked for in turn until the endpoint takes it; None: no token probabilities
FORMATS = ("json_schema", "json_object", None)  # likewise
TEXT_TOKENS = 8  # room for 是 or 否 where the text has to be read
FORM_TOKENS = 2000  # a reason of 200 characters, numbers and an answer for each of up to eight indicators
MOST_FORM_TOKENS = 8000  # for a model that writes its thoughts first


@dataclass(frozen=True, slots=True)
class Manner:
    """What an endpoint takes, as far as it is known. `level` and `format` are indices into TOP_LOGPROBS and FORMATS.

    A client keeps one and puts what `after` says in its place; a thread that learns works on its own copy.
    """

    level: int = 0
    format: int = 0
    form_tokens: int = FORM_TOKENS
    cap: str = "max_tokens"  # which newer endpoints refuse for `max_completion_tokens`
    temperature: bool = True  # reasoning models take no other than their own
    thinks: bool = False  # has to be told not to: DashScope refuses Qwen3 without streaming otherwise

    def word(self) -> dict[str, Any]:
        """The options of a call whose reply should be one word."""
        top = TOP_LOGPROBS[self.level]
        if top is None:
            return self._options(TEXT_TOKENS, {})
        return {"logprobs": True, "top_logprobs": top, **self._options(1, {})}

    def form(self, form: type[BaseModel]) -> dict[str, Any]:
        """The options of a call whose reply should be `form`."""
        if FORMATS[self.format] == "json_schema":
            schema = {"name": form.__name__, "schema": form.model_json_schema(), "strict": True}
            return self._options(self.form_tokens, {"response_format": {"type": "json_schema", "json_schema": schema}})
        if FORMATS[self.format] == "json_object":
            return self._options(self.form_tokens, {"response_format": {"type": "json_object"}})
        return self._options(self.form_tokens, {})

    def _options(self, tokens: int, body: dict[str, Any]) -> dict[str, Any]:
        # in the body as it is: the client would send max_completion_tokens, which many servers don't know
        body = {self.cap: tokens, **body} | ({"enable_thinking": False} if self.thinks else {})
        return {"extra_body": body} | ({"temperature": 0} if self.temperature else {})

    def after(self, reply: Any, *, form: bool) -> Manner:
        """The manner to ask again in, after this reply (a message or an exception); itself if there is no better one.

        `form`: it should have been a form, which needs room.
        """
        if not isinstance(reply, Exception):
            longer = form and self.form_tokens < MOST_FORM_TOKENS and _is_cut_while_thinking(reply)
            return replace(self, form_tokens=self.form_tokens * 2) if longer else self
        if getattr(reply, "status_code", None) not in (400, 422):
            return self
        said = str(reply).lower()
        if "max_completion_tokens" in said and self.cap == "max_tokens":
            return replace(self, cap="max_completion_tokens")
        if "temperature" in said and self.temperature:
            return replace(self, temperature=False)
        if "enable_thinking" in said and not self.thinks:
            return replace(self, thinks=True)
        if "logprob" in said and self.level + 1 < len(TOP_LOGPROBS):
            return replace(self, level=self.level + 1)
        if ("response_format" in said or "json_schema" in said) and self.format + 1 < len(FORMATS):
            return replace(self, format=self.format + 1)
        return self


def _is_cut_while_thinking(message: Any) -> bool:
    """Whether the model was stopped before it began with the form."""
    begun = without_thoughts(message.text).lstrip(" \n`json").startswith("{")
    return message.response_metadata.get("finish_reason") == "length" and not begun
