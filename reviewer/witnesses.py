"""The witnesses of a review: what code counts, what the finders hear, what a model says, and what each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from reviewer.advising.advice import Suggestion
from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Kind, Usage
from reviewer.documents import draft_from_text
from reviewer.judging.calibration import SHIPPED, Calibration, Hearing, find_calibration, find_hearing, hash_words
from reviewer.judging.finders import sentences_hash
from reviewer.judging.focus import Focus
from reviewer.judging.indicators import Scales
from reviewer.judging.opinions import Strategy, Told
from reviewer.judging.probing import choose_strategy, is_tried
from reviewer.judging.scan import Scan
from reviewer.judging.wording import hash_prompts, hash_questions
from reviewer.judging.written import Weak
from reviewer.models.calls import impatient
from reviewer.models.chat import is_remote
from reviewer.models.costs import count_cost
from reviewer.rubrics import Rubric
from reviewer.safety import PersonalMask, find_instructions, neutralise, personal_mask


class Witnesses:
    """How one model, or none, is asked about drafts, and how its answers are weighed beside code and finders.

    `embedding` is the fingerprint of the finders' vectors; `calibrations` the folder with the weights.
    """

    def __init__(self, settings: Settings, chat: ChatModel | None, embedding: str | None) -> None:
        self.chat = chat
        self.calibrations: Path = SHIPPED
        self._settings = settings
        self._embedding = embedding

    def strategy(self, chat: ChatModel, scan: Scan, rubric: Rubric) -> Strategy:
        """How this model is asked about this draft; a model never tried before is tried first."""
        draft = scan.draft
        mask = personal_mask(draft.text) if is_remote(chat) else PersonalMask()
        focus = Focus(draft, neutralise(draft.text), scan.relevance, mask=mask)
        with impatient():  # a wait would be taken for a slow model
            return choose_strategy(chat, focus, rubric, self._settings.data_dir)

    def write(self, strategy: Strategy, weak: Sequence[Weak], tell: Told) -> dict[str, Suggestion]:
        """Suggestions in the model's own words, for those weak criteria for which it wrote any that may be shown.

        What speaks to a grader, or holds marks that only a program reads, is none: a draft may have put it there.
        """
        safe = [replace(one, passage=self._lend(one.passage)) for one in weak]
        written = strategy.write(safe, tell)
        return {
            name: one
            for name, one in written.items()
            if not find_instructions(one.text) and neutralise(one.text) == one.text
        }

    def _lend(self, passage: str) -> str:
        """An exemplar's passage, safe inside a prompt; "" where it would carry somebody's data away."""
        private = self.chat is not None and is_remote(self.chat) and personal_mask(passage).marks
        return "" if private else neutralise(passage)

    def usual_strategy(self, rubric: Rubric) -> Strategy | None:
        """How its model is asked, before there is a draft; None without a model."""
        nothing = draft_from_text("。", name="", kind=rubric.kind)
        return self.strategy(self.chat, Scan(nothing, {}), rubric) if self.chat is not None else None

    def knows_model(self) -> bool:
        """Whether its model has been tried: how it is asked follows from that. A scripted one needs no trial."""
        chat = self.chat
        return chat is None or chat.name.startswith("scripted:") or is_tried(chat, self._settings.data_dir)

    def estimate(self, scan: Scan, rubric: Rubric) -> Usage:
        """About what the model takes for this draft at most: as if every judged indicator had to be asked."""
        if self.chat is None:
            return Usage(prompt=0, cached=0, generated=0)
        names = [one.id for one in rubric.indicators() if one.basis != "measured"]
        return count_cost(self._settings, self.chat, *self.strategy(self.chat, scan, rubric).estimate(names))

    def calibration(self, kind: Kind) -> Calibration:
        """The shipped weights of code and finder that were measured with just these vectors, else UNCALIBRATED."""
        return find_calibration(kind, sentences_hash(kind), self._embedding, self.calibrations)

    def hearing(self, strategy: Strategy, kind: Kind) -> Hearing:
        """What this model was measured to be worth, asked this way; of an unknown one, what its way of answering is."""
        prompts = hash_prompts(strategy)
        known = find_hearing(cast(ChatModel, self.chat).name, kind, prompts, self.calibrations)
        return known or Hearing(name=self.calibration(kind).name, prompts=prompts, slope=strategy.trust)

    def scales(self, rubric: Rubric, strategy: Strategy | None) -> Scales:
        """The weights of a review, with the model's where it is asked."""
        quick = self.calibration(rubric.kind)
        if strategy is None:
            return Scales(quick, quick)
        return Scales(quick, quick.hearing(self.hearing(strategy, rubric.kind), hash_questions(rubric)))

    def weights_hash(self, rubric: Rubric, strategy: Strategy | None) -> str:
        """Changes with any number that the witnesses are weighed by."""
        scales = self.scales(rubric, strategy)
        return hash_words({"quick": scales.quick.model_dump_json(), "full": scales.full.model_dump_json()})

    def scale(self, rubric: Rubric, strategy: Strategy | None) -> str:
        """Hash of all that an indicator's probability rests on besides the draft: equal ones can be compared."""
        model = self.chat.fingerprint if self.chat is not None and strategy is not None else ""
        return hash_words(
            {
                "rubric": rubric.sha256,
                "llm": model,
                "prompts": hash_prompts(strategy),
                "embedding": self._embedding or "",
                "weights": self.weights_hash(rubric, strategy),
            }
        )
