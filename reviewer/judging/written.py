"""Suggestions in a strong model's own words: one call for all weak criteria of a draft, each answer checked before it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationInfo, model_validator

from reviewer.advising.advice import Suggestion
from reviewer.advising.places import shorten
from reviewer.advising.topics import name_topic
from reviewer.datamodels import ChatModel, Question
from reviewer.errors import UnavailableError
from reviewer.judging.focus import Focus, Shown, as_passage
from reviewer.judging.forms import Named, Strict, check_complete
from reviewer.judging.opinions import LEAST_CHARS, TOKENS_PER_CHAR, Told
from reviewer.judging.worth import LEAST, Wording, distinct, is_worth_saying
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Criterion, Rubric

WRITING = "正在写修改建议"
ASKED_MOST = 120  # characters asked for: models overrun, and a few more are taken (worth.MOST)
PASSAGE_CHARS = 120  # of an exemplar: a sentence or two show how it is done
WRITTEN_TOKENS = 130  # of one suggestion, for the estimate
NEIGHBOURS = 2  # sentences on either side of the place: what a suggestion about it speaks of
ANY_PLACE = "材料里没有，请找一句最合适的"


@dataclass(frozen=True, slots=True)
class Weak:
    """A criterion below 良好, with the rule's suggestion, which stays where the model's is none to show.

    `passage` is of an exemplar that does it well, harmless inside a prompt; or "".
    """

    criterion: Criterion
    suggestion: Suggestion
    passage: str = ""


class Rewriting(Named):
    """The place first, then what to change there, then how it reads changed."""

    sentence: int
    change: str
    rewrite: str


class SuggestionForm(Strict):
    """One suggestion for every criterion asked about."""

    suggestions: list[Rewriting]

    @model_validator(mode="after")
    def _complete(self, info: ValidationInfo) -> SuggestionForm:
        check_complete(self.suggestions, info)
        return self


SCHEMA_CHARS = len(json.dumps(SuggestionForm.model_json_schema(), ensure_ascii=False))


class Author:
    """Has suggestions on one draft written. `asking` are the prompts that show a draft and ask for a form."""

    def __init__(self, chat: ChatModel, focus: Focus, asking: Mapping[str, Prompt]) -> None:
        self.prompts: Mapping[str, Prompt] = {name: load_prompt(name) for name in ("suggestion", "weak", "passage")}
        self._chat = chat
        self._focus = focus
        self._asking = asking

    def estimate(self, rubric: Rubric, room: int) -> tuple[int, int]:
        """Tokens at most: as if every criterion were weak."""
        weak = [Weak(one, Suggestion(one.indicators[0], "", None), "例" * PASSAGE_CHARS) for one in rubric.criteria]
        asked = self._question(weak, Shown("", frozenset(), frozenset()))
        fixed = sum(len(self._asking[name].template) for name in ("structured", "form")) + SCHEMA_CHARS
        words = fixed + min(self._focus.chars, room) + len(asked.about("")) + len(asked.text)
        return round(words * TOKENS_PER_CHAR), WRITTEN_TOKENS * len(weak)

    def write(self, weak: Sequence[Weak], room: int, tell: Told) -> dict[str, Suggestion]:
        """The suggestions fit to be shown, by criterion; a model that fails costs none of the rule's.

        An endpoint that finds the text too long is shown half of it.
        """
        if not weak:
            return {}
        tell(WRITING, 0, 0)
        places = {number for one in weak for number in self._places(one)}
        shown = self._focus.show([one.suggestion.indicator.id for one in weak], room, places)
        asked = self._question(weak, shown)
        try:
            (filled,) = self._chat.fill(self._asking["structured"].render(), "", [asked], SuggestionForm)
        except UnavailableError:
            return {}
        half = min(room, len(shown.text)) // 2
        if filled.cause == "too long" and half >= LEAST_CHARS:
            return self.write(weak, half, tell)
        return self._choose(weak, filled.form, shown) if isinstance(filled.form, SuggestionForm) else {}

    def _question(self, weak: Sequence[Weak], shown: Shown) -> Question:
        text = self.prompts["suggestion"].render(
            least=str(LEAST), most=str(ASKED_MOST), weak="\n".join(self._describe(one, shown) for one in weak)
        )
        context = self._asking["draft"].render(kind=self._focus.kind, draft=shown.text)
        return Question("suggestions", text, context, tuple(one.criterion.id for one in weak))

    def _describe(self, weak: Weak, shown: Shown) -> str:
        criterion, indicator = weak.criterion, weak.suggestion.indicator
        numbers = [str(number) for number in self._places(weak) if number in shown.numbers]
        row = self.prompts["weak"].render(
            id=criterion.id,
            criterion=criterion.name,
            question=criterion.question,
            missing=indicator.name,
            yes_when=indicator.yes_when,
            sentences="、".join(numbers) or ANY_PLACE,
        )
        if not weak.passage:
            return row
        passage = as_passage([" ".join(weak.passage.split()).lstrip("-•> ")], PASSAGE_CHARS)
        return f"{row}\n{self.prompts['passage'].render(kind=f'写得好的{self._focus.kind}', passage=passage)}"

    def _places(self, weak: Weak) -> list[int]:
        """Numbers of the sentences that the rule's suggestion points at."""
        return self._focus.numbers_in(*weak.suggestion.span) if weak.suggestion.span else []

    def _choose(self, weak: Sequence[Weak], form: SuggestionForm, shown: Shown) -> dict[str, Suggestion]:
        given = {one.id: one for one in form.suggestions}
        hidden = self._focus.mask
        wordings = {
            one.criterion.id: Wording.of(hidden.restore(row.change), hidden.restore(row.rewrite))
            for one in weak
            for row in [given[one.criterion.id]]
        }
        alone = distinct(wordings)
        chosen = {}
        for one in weak:
            name = one.criterion.id
            span = self._place(given[name].sentence, wordings[name], shown) if name in alone else None
            if span is not None:
                lead = one.suggestion.lead
                chosen[name] = replace(one.suggestion, text=lead + wordings[name].text, span=span)
        return chosen

    def _place(self, number: int, wording: Wording, shown: Shown) -> tuple[int, int] | None:
        """Where the sentence stands that the wording is about; None if it was not shown or the wording is not fit for it."""
        draft = self._focus.draft
        if number not in shown.numbers:
            return None
        index = next(i for i, one in enumerate(draft.sentences) if one.number == number)
        near = draft.sentences[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1]
        about = " ".join([name_topic(draft), *(draft.text[one.start : one.end] for one in near)])
        place = draft.sentences[index]
        fit = is_worth_saying(wording, draft.text[place.start : place.end], about, draft.text)
        return shorten(draft.text, (place.start, place.end)) if fit else None
