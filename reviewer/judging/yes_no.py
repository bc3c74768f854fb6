"""Asking a small model: one yes/no question per indicator about the few sentences nearest to it.

A small model asked about a whole plan says yes to nearly everything; asked about a passage it reads (MODELS.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewer.datamodels import ChatModel, Question
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import TOKENS_PER_CHAR, Opinion, Told
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Indicator

# Few and short: a small model reads about two seconds at a question, and says yes the more readily the more it is shown.
PASSAGE_SENTENCES, SENTENCE_CHARS = 3, 120
CHUNK = 4  # indicators asked between two looks at the stop mark


class YesNo:
    """A `Strategy` of one-token answers, read from the token probabilities.

    A small model is a quarter of a witness (`MODEL_SLOPE` in eval/fitting.py): where the others are surer than `sure` it
    could not turn an answer, and each question is time a teacher waits.
    """

    sure = 0.85
    trust = 0.25  # small models say yes to nearly everything

    def __init__(self, chat: ChatModel, focus: Focus, indicators: Mapping[str, Indicator]) -> None:
        self.prompts: Mapping[str, Prompt] = {name: load_prompt(name) for name in ("system", "passage", "ask")}
        self._chat = chat
        self._focus = focus
        self._indicators = indicators

    @property
    def left_out(self) -> int:
        return 0  # every sentence was a candidate for every question; the report says which ones decided

    def estimate(self, names: Sequence[str]) -> tuple[int, int]:
        words = len(self.prompts["system"].template) + PASSAGE_SENTENCES * SENTENCE_CHARS
        return round(len(names) * words * TOKENS_PER_CHAR), len(names)

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Opinion]:
        opinions: dict[str, Opinion] = {}
        for start in range(0, len(names), CHUNK):
            chunk = names[start : start + CHUNK]
            labels = "、".join(self._indicators[name].name for name in chunk)
            tell(f"正在看：{labels}", start, len(names))
            opinions |= {name: self._ask_one(name) for name in chunk}
        return opinions

    def _ask_one(self, name: str) -> Opinion:
        shown = self._focus.show_nearest(name, PASSAGE_SENTENCES, SENTENCE_CHARS)
        context = self.prompts["passage"].render(kind=self._focus.kind, passage=shown)
        question = Question(name, self.prompts["ask"].render(question=self._indicators[name].ask))
        (reply,) = self._chat.ask(self.prompts["system"].render(), context, [question])
        return Opinion(reply.probability, error=reply.error)
