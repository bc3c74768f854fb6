"""What each sentence of a draft sounds like to each indicator: the finders' view, in milliseconds and without a model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from reviewer.datamodels import Draft, Embedder
from reviewer.judging.evidence import Span
from reviewer.judging.finders import embed_sentences, get_finders
from reviewer.rubrics import Rubric

# Where a sentence counts in full: parts of the plan (ids of `lessons.components`). Elsewhere it loses OUTSIDE.
PLACES: Mapping[str, tuple[str, ...]] = {
    "obj.learner_analysis": ("learner_analysis", "textbook_analysis"),
    "obj.observable": ("objectives",),
    "obj.competency": ("objectives",),
    "fb.anticipate": ("process",),
    "fb.check": ("process",),
    "fb.all_students": ("process",),
    "al.homework": ("homework",),
    "hw.tiered": ("homework",),
    "hw.practice": ("homework",),
}
OUTSIDE = 1.5  # log-odds; soft, because teachers' headings are not always recognised
LIMIT = 4.0  # log-odds beyond this say no more: one odd sentence must not outvote everything else
LEAST_SIGNS = 4  # letters or characters; what is shorter is quoted only where nothing else is there
SHOWS = -1.0  # log-odds; a sentence at least this likely to show the indicator may be quoted for a yes


@dataclass(frozen=True, slots=True)
class Scan:
    """Indicator id -> log-odds per sentence that it shows the indicator; empty without an embedder."""

    draft: Draft
    relevance: Mapping[str, np.ndarray]

    def best(self, name: str) -> float:
        """The log-odds of the likeliest sentence; 0 where nothing is known."""
        row = self.relevance.get(name)
        return float(np.clip(row.max(), -LIMIT, LIMIT)) if row is not None and row.size else 0.0

    def over(self, draft: Draft) -> Scan:
        """The same scan with quotes cut from `draft`, whose text differs from the scanned one only in what was blanked there.

        A row counts the sentences of the scanned draft, so its sentences stay: a blanked one has no place in any row.
        """
        return Scan(replace(draft, sentences=self.draft.sentences), self.relevance)

    def rank(self, name: str, among: Sequence[int] = (), margin: float = 2.0) -> list[Span]:
        """Spans of the sentences that show it, likeliest first: at least SHOWS, and within `margin` of the best.

        `among` (sentence numbers a model named) come first where they pass the same check within twice the margin, so that
        a passage a model points at is shown only if it sounds like the indicator: never below SHOWS - `margin`.
        """
        row = self.relevance.get(name)
        sentences = self.draft.sentences
        by_number = {sentence.number: index for index, sentence in enumerate(sentences)}
        named = [by_number[number] for number in among if number in by_number]
        if row is None or not row.size:  # nothing to check them against
            return [(sentences[index].start, sentences[index].end) for index in named]
        best = float(row.max())
        named = [index for index in named if row[index] >= max(SHOWS - margin, best - 2 * margin)]
        ranked = [int(index) for index in np.argsort(-row, kind="stable") if row[index] >= max(SHOWS, best - margin)]
        telling = [
            index for index in ranked if not _is_mute(self.draft.text[sentences[index].start : sentences[index].end])
        ]
        ranked = telling or ranked
        return [(sentences[index].start, sentences[index].end) for index in dict.fromkeys([*named, *ranked])]


def _is_mute(sentence: str) -> bool:
    """选项, 数量, 结论: the head of a column shows nothing to a reader, whatever it sounds like."""
    return len(re.findall(r"\w", sentence)) < LEAST_SIGNS


def scan_draft(
    draft: Draft, rubric: Rubric, embedder: Embedder | None, places: Mapping[str, Span], folder: Path
) -> Scan:
    """The scan of one draft. `places` are the spans of its parts; `folder` keeps finders trained for other vectors.

    An indicator of a school's own rubric has no written sentences: its `seek` wording stands in for them. Measured ones
    are decided by code: nobody asks what sounds like them.
    """
    if embedder is None or not draft.sentences or draft.kind.value not in ("lesson", "homework"):
        return Scan(draft, {})
    vectors = embed_sentences(draft, embedder)
    found = get_finders(rubric.kind, embedder, folder).score(vectors)
    others = [one for one in rubric.indicators() if one.id not in found and one.basis != "measured"]
    if others:
        cosines = embedder.encode([indicator.seek for indicator in others], query=True) @ vectors.T
        found |= {one.id: to_nearness(row) for one, row in zip(others, cosines, strict=True)}
    starts = np.array([sentence.start for sentence in draft.sentences])
    return Scan(draft, {name: row - _outside(name, starts, places) for name, row in found.items()})


def _outside(name: str, starts: np.ndarray, places: Mapping[str, Span]) -> np.ndarray:
    spans = [places[place] for place in PLACES.get(name, ()) if place in places]
    inside = np.zeros(len(starts), dtype=bool)
    for start, end in spans:
        inside |= (starts >= start) & (starts < end)
    return np.where(inside, 0.0, OUTSIDE) if inside.any() else np.zeros(len(starts))


def to_nearness(cosine: np.ndarray) -> np.ndarray:
    """e5 cosines on a scale of about −2 to 2: unrelated sentences lie near .83, close ones above .9 (MODELS.md)."""
    return (cosine - 0.87) / 0.02
