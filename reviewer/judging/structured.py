"""Asking a strong model: one call per criterion that gives a reason, sentence numbers and an answer for each indicator.

One more call writes the suggestions of the weak criteria (`written`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from reviewer.advising.advice import Suggestion
from reviewer.datamodels import ChatModel, Filled, Question
from reviewer.judging.focus import Focus, Shown
from reviewer.judging.forms import Named, Strict, check_complete
from reviewer.judging.opinions import LEAST_CHARS, SAID, TOKENS_PER_CHAR, Opinion, Told
from reviewer.judging.written import Author, Weak
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Criterion, Rubric

CONTEXT_CHARS = 16000  # of a draft in one call: about 12,000 tokens, well inside the 32,000 of today's usual models
AT_ONCE = 3  # criteria sent together: the endpoint answers them side by side, and progress still moves
MOST_NUMBERS = 3
ANSWER_TOKENS = 70  # of one indicator: its reason, numbers and answer; for the estimate
REASON_CHARS = 200
LEFT_OUT = "材料较长，模型没有细读其中 {} 句（{}）；数出来的结果不受影响。"
NOTHING_SHOWN = Shown("", frozenset(), frozenset())
NO_NUMBER = "说有，却没有指出是哪一句，不算数"


def _first(most: int) -> BeforeValidator:
    """What is too long is cut: a wordy reason must not cost the answers of a whole form."""
    return BeforeValidator(lambda given: given[:most] if isinstance(given, str | list) else given)


class Judgement(Named):
    """In the order a careful reader works: the reason first, the answer last."""

    reason: Annotated[str, Field(max_length=REASON_CHARS), _first(REASON_CHARS)]
    sentences: Annotated[list[int], Field(max_length=MOST_NUMBERS), _first(MOST_NUMBERS)]
    answer: Literal["yes", "no"]


class CriterionForm(Strict):
    """Complete: a form that lacks an answer asked for (`names` in the validation context) is none."""

    judgements: list[Judgement]

    @model_validator(mode="after")
    def _complete(self, info: ValidationInfo) -> CriterionForm:
        check_complete(self.judgements, info)
        return self


SCHEMA_CHARS = len(json.dumps(CriterionForm.model_json_schema(), ensure_ascii=False))


class Structured:
    """A `Strategy` of one structured call per criterion, and one for the suggestions.

    A yes counts only with the number of a sentence that was shown. An endpoint that finds the text too long is shown half
    of it, for this criterion and all later ones.
    """

    trust = 1.0
    sure = 0.92  # a call costs about the same with one indicator more

    def __init__(self, chat: ChatModel, focus: Focus, rubric: Rubric) -> None:
        names = ("structured", "draft", "criterion", "indicator", "form", "retry")
        self.prompts: Mapping[str, Prompt] = {name: load_prompt(name) for name in names}
        self._author = Author(chat, focus, self.prompts)
        self.writing = self._author.prompts
        self._chat = chat
        self._focus = focus
        self._rubric = rubric
        self._room = CONTEXT_CHARS
        self._read_whole: set[int] = set()  # numbers of the sentences that some answered question showed
        self._known = True

    @property
    def left_out(self) -> int:
        return self._focus.size - len(self._read_whole) if self._read_whole else 0

    @property
    def limits(self) -> str:
        which = "与各条标准关系最远的" if self._known else "后面的"
        return LEFT_OUT.format(self.left_out, which) if self.left_out else ""

    def estimate(self, names: Sequence[str]) -> tuple[int, int]:
        wanted = set(names)
        asked = [self._question(criterion, wanted, NOTHING_SHOWN) for criterion in self._criteria(wanted)]
        fixed = sum(len(self.prompts[name].template) for name in ("structured", "form")) + SCHEMA_CHARS
        fixed += min(self._focus.chars, self._room)
        words = sum(fixed + len(one.about("")) + len(one.text) for one in asked)
        read, written = self._author.estimate(self._rubric, self._room)
        return round(words * TOKENS_PER_CHAR) + read, ANSWER_TOKENS * len(names) + written

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Opinion]:
        """Opinions of all indicators named."""
        wanted = set(names)
        criteria = self._criteria(wanted)
        self._known = any(map(self._focus.knows, names))
        opinions: dict[str, Opinion] = {}
        for start in range(0, len(criteria), AT_ONCE):
            chunk = criteria[start : start + AT_ONCE]
            tell(f"正在细读：{'、'.join(criterion.name for criterion in chunk)}", start, len(criteria))
            opinions |= self._ask_together(chunk, wanted)
        return opinions

    def write(self, weak: Sequence[Weak], tell: Told) -> dict[str, Suggestion]:
        """In one call for all of them."""
        return self._author.write(weak, self._room, tell)

    def _criteria(self, wanted: set[str]) -> list[Criterion]:
        return [c for c in self._rubric.criteria if _names(c, wanted)]

    def _ask_together(self, criteria: Sequence[Criterion], wanted: set[str]) -> dict[str, Opinion]:
        shown = [self._focus.show(_names(criterion, wanted), self._room) for criterion in criteria]
        questions = [self._question(criterion, wanted, one) for criterion, one in zip(criteria, shown, strict=True)]
        filled = self._chat.fill(self.prompts["structured"].render(), "", questions, CriterionForm)
        opinions: dict[str, Opinion] = {}
        for criterion, form, one in zip(criteria, filled, shown, strict=True):
            opinions |= self._read(form, _names(criterion, wanted), one)
        too_long = [criterion for criterion, form in zip(criteria, filled, strict=True) if form.cause == "too long"]
        room = min(self._room, max(len(one.text) for one in shown)) // 2
        if too_long and room >= LEAST_CHARS:
            self._room = room
            opinions |= self._ask_together(too_long, wanted)
        return opinions

    def _question(self, criterion: Criterion, wanted: set[str], shown: Shown) -> Question:
        lines = [
            self.prompts["indicator"].render(id=one.id, ask=one.ask, yes_when=one.yes_when)
            for one in criterion.indicators
            if one.id in wanted
        ]
        text = self.prompts["criterion"].render(
            criterion=criterion.name, question=criterion.question, indicators="\n".join(lines)
        )
        context = self.prompts["draft"].render(kind=self._focus.kind, draft=shown.text)
        return Question(criterion.id, text, context, tuple(_names(criterion, wanted)))

    def _read(self, filled: Filled, names: Sequence[str], shown: Shown) -> dict[str, Opinion]:
        if not isinstance(filled.form, CriterionForm):
            return {name: Opinion(None, error=filled.error) for name in names}
        self._read_whole |= shown.whole
        given = {one.id: one for one in filled.form.judgements}
        return {name: self._opinion(given[name], shown) for name in names}

    def _opinion(self, judgement: Judgement, shown: Shown) -> Opinion:
        """A yes that points at nothing the model was shown is no witness either way."""
        numbers = tuple(number for number in judgement.sentences if number in shown.numbers)
        reason = self._focus.mask.restore(judgement.reason)
        if judgement.answer == "no":
            return Opinion(1 - SAID, numbers, reason)
        return (
            Opinion(SAID, numbers, reason) if numbers else Opinion(None, reason=reason, error=NO_NUMBER, failed=False)
        )


def _names(criterion: Criterion, wanted: set[str]) -> list[str]:
    return [indicator.id for indicator in criterion.indicators if indicator.id in wanted]
