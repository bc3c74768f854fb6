"""What a model says of an indicator, and the one interface behind which the ways of asking stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reviewer.prompts import Prompt

if TYPE_CHECKING:  # `written` asks in the manner that stands here
    from reviewer.advising.advice import Suggestion
    from reviewer.judging.written import Weak

Told = Callable[[str, int, int], None]  # message, done, total

TOKENS_PER_CHAR = 0.7  # of Chinese text, for today's tokenizers (0.6–0.8): an estimate before a run, no more
LEAST_CHARS = 500  # of a draft: a model that takes less than this beside the questions can't be asked
SAID = 0.93  # what a written 是 of a model is worth that gives no probabilities; a 否 is worth 1 - SAID


@dataclass(frozen=True, slots=True)
class Opinion:
    """P(yes) and the sentences that show it; or None and why there is no answer.

    Not `failed`: no call went wrong. There was nothing fit to show the model, or its yes pointed at no sentence.
    """

    probability: float | None
    numbers: tuple[int, ...] = ()
    reason: str = ""
    error: str = ""
    failed: bool = True


class Strategy(Protocol):
    """A way to ask one model about one draft."""

    prompts: Mapping[str, Prompt]  # the files it asks with: their hashes go into the report
    writing: Mapping[str, Prompt]  # the files it has suggestions written with; no judgement rests on them
    sure: float  # where the other witnesses are at least this sure the model is not asked: it would hardly change the answer
    trust: float  # 0–1: what an answer of a model is worth that nobody has measured (`Hearing.slope`)

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Opinion]:
        """An opinion on each indicator named."""
        ...

    def write(self, weak: Sequence[Weak], tell: Told) -> dict[str, Suggestion]:
        """Criterion -> a suggestion in the model's own words, where it writes any that is fit to be shown."""
        ...

    def estimate(self, names: Sequence[str]) -> tuple[int, int]:
        """About how many tokens asking, and writing for every criterion, will take at most: prompt, generated."""
        ...

    @property
    def limits(self) -> str:
        """What the model has not read by now, or why it was not asked: a plain sentence for the teacher; "" if nothing."""
        ...


class Unusable:
    """A `Strategy` for a model whose answers nobody can read: it is asked nothing, and the reader told why."""

    sure = 0.92
    trust = 0.0

    def __init__(self, why: str) -> None:
        self.prompts: Mapping[str, Prompt] = {}
        self.writing: Mapping[str, Prompt] = {}
        self.limits = why

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Opinion]:
        return dict.fromkeys(names, Opinion(None, error=self.limits.rstrip("。"), failed=False))

    def write(self, weak: Sequence[Weak], tell: Told) -> dict[str, Suggestion]:
        return {}

    def estimate(self, names: Sequence[str]) -> tuple[int, int]:
        return 0, 0
