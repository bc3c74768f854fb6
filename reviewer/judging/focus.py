"""What of a draft a question shows: the sentences that matter to it, where they stand, within a budget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from reviewer.datamodels import Draft, Sentence
from reviewer.judging.scan import SHOWS

KIND_WORDS = {"lesson": "教学设计", "homework": "作业"}
LONGEST_SHARE = 8  # one sentence takes at most this part of the room: a table run together must not crowd out the rest


class Mask(Protocol):
    """Hides personal data before a text leaves the machine, and puts it back into what comes back."""

    def hide(self, text: str) -> str: ...

    def restore(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """Numbered sentences as the model sees them; `whole` are the numbers of those that were not cut."""

    text: str
    numbers: frozenset[int]
    whole: frozenset[int]


class Focus:
    """Chooses and numbers the sentences of one draft.

    `safe_text` is the draft's text with anything that could steer a model defused, every character in its place.
    `relevance` holds one number per sentence for each indicator, higher for nearer (empty without an embedder: then the
    first sentences go in).
    """

    def __init__(
        self,
        draft: Draft,
        safe_text: str,
        relevance: Mapping[str, np.ndarray],
        mask: Mask,
    ) -> None:
        self.kind = KIND_WORDS[draft.kind.value or "lesson"]
        self.mask = mask
        self.draft = draft
        self._text = safe_text
        self._relevance = relevance

    @property
    def chars(self) -> int:
        """Length of the whole draft as `show` writes it."""
        return sum(len(line) + 1 for line in self._lines)

    @property
    def size(self) -> int:
        """How many sentences the draft has."""
        return len(self.draft.sentences)

    def knows(self, name: str) -> bool:
        """Whether it is known which sentences are near this indicator."""
        return name in self._relevance

    def numbers_in(self, start: int, end: int) -> list[int]:
        """The numbers of the sentences that a span of the draft touches."""
        return [one.number for one in self.draft.sentences if one.start < end and start < one.end]

    def show(self, names: Sequence[str], chars: int, first: Collection[int] = ()) -> Shown:
        """The numbered sentences for these indicators, in order: all where they fit into `chars`, else the nearest.

        `first` are the numbers of sentences that go in before any other.

        A long draft shows each indicator its own nearest sentences, in turn; with each goes the heading it stands under,
        and with one that may well show the indicator what stands beside it in the same paragraph or row of a table.
        """
        sentences, lines = self.draft.sentences, self._lines
        longest = chars if self.chars <= chars else chars // LONGEST_SHARE
        chosen = range(len(lines)) if self.chars <= chars else self._choose(names, chars, longest, first)
        return Shown(
            "\n".join(lines[index][:longest] for index in chosen),
            frozenset(sentences[index].number for index in chosen),
            frozenset(sentences[index].number for index in chosen if len(lines[index]) <= longest),
        )

    def show_nearest(self, name: str, most: int, each: int) -> str:
        """The `most` nearest sentences for one indicator, in order, a line each, cut to `each` characters.

        Without their numbers: what is written elsewhere in the draft would change those, and with them the answer.
        """
        nearest = [self.draft.sentences[index] for index in sorted(self._by_turns([name])[:most])]
        # hidden before it is cut: half a telephone number would not be known as one
        return as_passage((self.mask.hide(one_line(self._text, sentence)) for sentence in nearest), each)

    @cached_property
    def _lines(self) -> list[str]:
        return [f"[{one.number}] {self.mask.hide(one_line(self._text, one))}" for one in self.draft.sentences]

    def _choose(self, names: Sequence[str], chars: int, longest: int, first: Collection[int]) -> list[int]:
        chosen: set[int] = set()

        def take(index: int) -> bool:
            nonlocal chars
            room = min(len(self._lines[index]), longest) + 1
            if index not in chosen and room <= chars:
                chosen.add(index)
                chars -= room
            return index in chosen

        wanted = [index for index, one in enumerate(self.draft.sentences) if one.number in first]
        for index in dict.fromkeys([*wanted, *self._by_turns(names)]):
            if take(index):
                for one in self._around(index, names):
                    take(one)
        return sorted(chosen)

    def _around(self, index: int, names: Sequence[str]) -> Iterator[int]:
        """The heading over a sentence; and what is beside it, if the sentence may show one of the indicators."""
        sentences = self.draft.sentences
        section = self.draft.section_at(sentences[index].start)
        if section is not None:
            heading = bisect_left(sentences, section.start, key=lambda one: one.start)
            if sentences[heading].start < section.body:
                yield heading
        if any(self._relevance[name][index] >= SHOWS for name in names if name in self._relevance):
            for beside in (index - 1, index + 1):
                if 0 <= beside < len(sentences) and self._place(beside) == self._place(index):
                    yield beside

    def _place(self, index: int) -> tuple[int, ...]:
        number = self.draft.sentences[index].block
        block = self.draft.blocks[number]
        return (number,) if block.table is None or block.row is None else (block.table, block.row)

    def _by_turns(self, names: Sequence[str]) -> list[int]:
        """Indices of the sentences: the nearest of each indicator first, then the second nearest of each …"""
        known = [self._relevance[name] for name in names if name in self._relevance]
        if not known:
            return list(range(len(self.draft.sentences)))
        ranks = [np.argsort(-row, kind="stable") for row in known]
        return list(dict.fromkeys(int(index) for turn in zip(*ranks, strict=True) for index in turn))


def one_line(text: str, sentence: Sentence) -> str:
    """The sentence without line breaks. `text` is safe to show."""
    return " ".join(text[sentence.start : sentence.end].split())


def as_passage(sentences: Iterable[str], each: int) -> str:
    """As the prompt `passage` shows them: a line each, cut to `each` characters."""
    return "\n".join(f"- {sentence[:each]}" for sentence in sentences)
