"""Asking a strong model: one call per criterion that gives a reason, sentence numbers and an answer for each indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reviewer.datamodels import ChatModel, Filled, Question
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import SAID, TOKENS_PER_CHAR, Opinion, Told
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Criterion, Rubric

CONTEXT_CHARS = 16000  # of a draft in one call: about 12,000 tokens, well inside the 32,000 of today's smallest
AT_ONCE = 3  # criteria sent together: the endpoint answers them side by side, and progress still moves
MOST_NUMBERS = 3
ASKED_CHARS, ANSWER_TOKENS = 160, 70  # of one indicator: its question, its reason and answer; for the estimate
REASON_CHARS = 200


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Judgement(_Strict):
    """In the order a careful reader works: the reason first, the answer last."""

    id: str
    reason: str = Field(max_length=REASON_CHARS)
    sentences: list[int] = Field(max_length=MOST_NUMBERS)
    answer: Literal["yes", "no"]


class CriterionForm(_Strict):
    judgements: list[Judgement]


class Structured:
    """A `Strategy` of one structured call per criterion."""

    trust = 1.0
    sure = 0.92  # a call costs about the same with one indicator more

    def __init__(self, chat: ChatModel, focus: Focus, rubric: Rubric) -> None:
        self.prompts: Mapping[str, Prompt] = {name: load_prompt(name) for name in ("structured", "draft", "criterion")}
        self._chat = chat
        self._focus = focus
        self._rubric = rubric

    @property
    def left_out(self) -> int:
        return self._focus.left_out

    def estimate(self, names: Sequence[str]) -> tuple[int, int]:
        wanted = set(names)
        asked = [c for c in self._rubric.criteria if wanted & {indicator.id for indicator in c.indicators}]
        words = min(self._focus.chars, CONTEXT_CHARS) * len(asked) + ASKED_CHARS * len(names)
        return round(words * TOKENS_PER_CHAR), ANSWER_TOKENS * len(names)

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Opinion]:
        """Opinions of all indicators named; a form that misses one leaves that one without an answer."""
        wanted = set(names)
        criteria = [c for c in self._rubric.criteria if wanted & {indicator.id for indicator in c.indicators}]
        opinions: dict[str, Opinion] = {}
        for start in range(0, len(criteria), AT_ONCE):
            chunk = criteria[start : start + AT_ONCE]
            tell(f"正在细读：{'、'.join(criterion.name for criterion in chunk)}", start, len(criteria))
            opinions |= self._ask_together(chunk, wanted)
        return opinions

    def _ask_together(self, criteria: Sequence[Criterion], wanted: set[str]) -> dict[str, Opinion]:
        """Criteria that are shown the same text go in one request round, so that its evaluation is reused."""
        by_text: dict[str, list[Criterion]] = {}
        for criterion in criteria:
            names = [indicator.id for indicator in criterion.indicators if indicator.id in wanted]
            by_text.setdefault(self._focus.show(names, CONTEXT_CHARS), []).append(criterion)
        opinions: dict[str, Opinion] = {}
        for text, held in by_text.items():
            context = self.prompts["draft"].render(kind=self._focus.kind, draft=text)
            questions = [Question(criterion.id, self._question(criterion, wanted)) for criterion in held]
            filled = self._chat.fill(self.prompts["structured"].render(), context, questions, CriterionForm)
            for criterion, form in zip(held, filled, strict=True):
                opinions |= self._read(form, [i.id for i in criterion.indicators if i.id in wanted])
        return opinions

    def _question(self, criterion: Criterion, wanted: set[str]) -> str:
        lines = [
            f"- {one.id}：{one.ask}（答 yes 的条件：{one.yes_when}）"
            for one in criterion.indicators
            if one.id in wanted
        ]
        return self.prompts["criterion"].render(
            criterion=criterion.name, question=criterion.question, indicators="\n".join(lines)
        )

    def _read(self, filled: Filled, names: Sequence[str]) -> dict[str, Opinion]:
        if not isinstance(filled.form, CriterionForm):
            return {name: Opinion(None, error=filled.error) for name in names}
        given = {one.id: one for one in filled.form.judgements}
        return {
            name: self._opinion(given[name]) if name in given else Opinion(None, error="模型漏答了这一项")
            for name in names
        }

    def _opinion(self, judgement: Judgement) -> Opinion:
        probability = SAID if judgement.answer == "yes" else 1 - SAID
        return Opinion(probability, tuple(judgement.sentences), self._focus.mask.restore(judgement.reason))
