"""What rooms ask of one another: embedder, language model, progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from pydantic import BaseModel

from reviewer.datamodels.review import Review


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `fingerprint` go into every index and report."""

    name: str
    fingerprint: str

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        """(n, d) float32, rows of length 1. `query` chooses the model's query prefix."""
        ...


class Reranker(Protocol):
    """Reads a query and a passage together and says how well they fit: slower and finer than comparing vectors."""

    name: str

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        """(n,) float32, higher is better; only the order means something."""
        ...


# Why there is no answer: no reply came; the endpoint refused the call; the text is longer than the model takes; a reply
# came and could not be used.
Cause = Literal["", "unreached", "refused", "too long", "unfit"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a context shared with others, or its own; `key` comes back with its answer.

    `names` are what a filled form must have an answer for (a form checks it in its validation context). `fresh`: the
    model must answer now, also where its answer to this very question is known.
    """

    key: str
    text: str
    context: str | None = None
    names: tuple[str, ...] = ()
    fresh: bool = False

    def about(self, shared: str) -> str:
        """The context it is asked about."""
        return shared if self.context is None else self.context


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's answer: `probability` of yes read from the token probabilities, or None and why it failed.

    `error` says it to the user, `cause` to the program.
    """

    key: str
    probability: float | None
    error: str = ""
    cause: Cause = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form the model filled in, validated; or None and why not, as in `Reply`."""

    key: str
    form: BaseModel | None
    error: str = ""
    cause: Cause = ""


@dataclass(slots=True)
class Tokens:
    """Counted over the life of a client: prompt tokens evaluated, prompt tokens reused from the cache, generated."""

    prompt: int = 0
    cached: int = 0
    generated: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.prompt + other.prompt, self.cached + other.cached, self.generated + other.generated)

    def __sub__(self, other: Tokens) -> Tokens:
        return Tokens(self.prompt - other.prompt, self.cached - other.cached, self.generated - other.generated)


class ChatModel(Protocol):
    """A language model behind one narrow door; every backend serves it.

    `name` is what the user calls it; `fingerprint` also tells apart what stands behind the same name elsewhere.
    """

    name: str
    fingerprint: str

    @property
    def tokens(self) -> Tokens: ...

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        """Yes/no for each question; the shared `context` goes first so that its evaluation is reused.

        Questions with contexts of their own are independent: a remote model is asked them side by side.
        """
        ...

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        """For each question a validated `form`; a reply that doesn't fit it is asked again, then reported as failed."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of one review, for the page and the terminal."""

    name: Literal["read", "measure", "retrieve", "judge", "report"]
    message: str
    done: int = 0
    total: int = 0
    partial: Review | None = field(default=None, compare=False)  # what is known so far
    note: str = ""  # said once and worth keeping in view to the end: what it will cost


Progress = Callable[[Step], None]
