"""Asking a small model: one yes/no question per indicator about the few sentences nearest to it.

A small model asked about a whole plan says yes to nearly everything; asked about a passage it reads (MODELS.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewer.advising.advice import Suggestion
from reviewer.datamodels import ChatModel, Question
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import TOKENS_PER_CHAR, Opinion, Told
from reviewer.judging.written import Weak
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Indicator

# Few and short: a small model reads about two seconds at a question, and says yes the more readily the more it is shown.
PASSAGE_SENTENCES, SENTENCE_CHARS = 3, 120
NOT_WHOLE = "模型没有通读全文：每一项只看了最接近它的至多 {} 句，每句至多 {} 个字。"
NOTHING_TO_SHOW = "没有装句向量模型，挑不出该给语言模型看的句子，所以没有问它"
CHUNK = 4  # indicators asked together, side by side on a remote endpoint, so that progress still moves


class YesNo:
    """A `Strategy` of one-token answers, read from the token probabilities.

    A small model is a quarter of a witness (`MODEL_SLOPE` in eval/fitting.py): where the others are surer than `sure` it
    could not turn an answer, and each question is time a teacher waits.
    """

    sure = 0.85
    trust = 0.25  # small models say yes to nearly everything

    def __init__(self, chat: ChatModel, focus: Focus, indicators: Mapping[str, Indicator]) -> None:
        self.prompts: Mapping[str, Prompt] = {name: load_prompt(name) for name in ("system", "passage", "ask")}
        self.writing: Mapping[str, Prompt] = {}
        self._chat = chat
        self._focus = focus
        self._indicators = indicators
        self.limits = ""

    def estimate(self, names: Sequence[str]) -> tuple[int, int]:
        names = [name for name in names if self._focus.knows(name)]
        system = self.prompts["system"].render()
        words = sum(len(text) for name in names for text in (system, *self._words(name)))
        return round(words * TOKENS_PER_CHAR), len(names)

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Opinion]:
        """Opinions of all indicators named. Where nothing is known of what is near one, the model is not asked about it:
        its no about any three sentences would be none about the draft.
        """
        opinions = {name: Opinion(None, error=NOTHING_TO_SHOW, failed=False) for name in names}
        names = [name for name in names if self._focus.knows(name)]
        if len(names) < len(opinions):
            self.limits = NOTHING_TO_SHOW + "。"
        elif names and self._focus.size > PASSAGE_SENTENCES:
            self.limits = NOT_WHOLE.format(PASSAGE_SENTENCES, SENTENCE_CHARS)
        for start in range(0, len(names), CHUNK):
            chunk = names[start : start + CHUNK]
            labels = "、".join(self._indicators[name].name for name in chunk)
            tell(f"正在看：{labels}", start, len(names))
            questions = [Question(name, text, context) for name in chunk for context, text in [self._words(name)]]
            replies = self._chat.ask(self.prompts["system"].render(), "", questions)
            opinions |= {reply.key: Opinion(reply.probability, error=reply.error) for reply in replies}
        return opinions

    def write(self, weak: Sequence[Weak], tell: Told) -> dict[str, Suggestion]:
        """None: what a small model writes about a plan fits any plan."""
        return {}

    def _words(self, name: str) -> tuple[str, str]:
        """Passage and question, as they are sent."""
        shown = self._focus.show_nearest(name, PASSAGE_SENTENCES, SENTENCE_CHARS)
        context = self.prompts["passage"].render(kind=self._focus.kind, passage=shown)
        return context, self.prompts["ask"].render(question=self._indicators[name].ask)
