"""What of a draft a question shows: the sentences that matter to it, within a budget, and what was never shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from reviewer.datamodels import Draft, Sentence

KIND_WORDS = {"lesson": "教学设计", "homework": "作业"}


class Mask(Protocol):
    """Hides personal data before a text leaves the machine, and puts it back into what comes back."""

    def hide(self, text: str) -> str: ...

    def restore(self, text: str) -> str: ...


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
        self._draft = draft
        self._text = safe_text
        self._relevance = relevance
        self.mask = mask
        self._shown: set[int] = set()

    @property
    def chars(self) -> int:
        """Length of the whole draft."""
        return len(self._text)

    @property
    def left_out(self) -> int:
        return len(self._draft.sentences) - len(self._shown)

    def show(self, names: Sequence[str], chars: int) -> str:
        """The numbered sentences for these indicators, in order: all where they fit into `chars`, else the nearest.

        A long draft shows each indicator its own nearest sentences, in turn.
        """
        sentences = self._choose(names, chars)
        self._shown |= {sentence.number for sentence in sentences}
        return self.mask.hide("\n".join(f"[{one.number}] {one_line(self._text, one)}" for one in sentences))

    def show_nearest(self, name: str, most: int, each: int) -> str:
        """The `most` nearest sentences for one indicator, in order, a line each, cut to `each` characters.

        Without their numbers: what is written elsewhere in the draft would change those, and with them the answer.
        """
        nearest = [self._draft.sentences[index] for index in sorted(self._by_turns([name])[:most])]
        return self.mask.hide(as_passage((one_line(self._text, sentence) for sentence in nearest), each))

    def _choose(self, names: Sequence[str], chars: int) -> list[Sentence]:
        sentences = self._draft.sentences
        if sum(one.end - one.start for one in sentences) <= chars:
            return list(sentences)
        chosen: set[int] = set()
        room = chars
        for index in self._by_turns(names):
            room -= sentences[index].end - sentences[index].start
            if room < 0:
                break
            chosen.add(index)
        return [sentences[index] for index in sorted(chosen)]

    def _by_turns(self, names: Sequence[str]) -> list[int]:
        """Indices of the sentences: the nearest of each indicator first, then the second nearest of each …"""
        known = [self._relevance[name] for name in names if name in self._relevance]
        if not known:
            return list(range(len(self._draft.sentences)))
        ranks = [np.argsort(-row, kind="stable") for row in known]
        return list(dict.fromkeys(int(index) for turn in zip(*ranks, strict=True) for index in turn))


def one_line(text: str, sentence: Sentence) -> str:
    """The sentence without line breaks. `text` is safe to show."""
    return " ".join(text[sentence.start : sentence.end].split())


def as_passage(sentences: Iterable[str], each: int) -> str:
    """As the prompt `passage` shows them: a line each, cut to `each` characters."""
    return "\n".join(f"- {sentence[:each]}" for sentence in sentences)
