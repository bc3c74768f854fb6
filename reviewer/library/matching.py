"""Passages for a draft's weak criteria: nearest subject, stage and type, spread over exemplars, never the draft itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from reviewer.datamodels import Draft
from reviewer.library.exemplars import Exemplar
from reviewer.library.kinds import lesson_types
from reviewer.library.likeness import COPY, likeness
from reviewer.library.query import Hit, Query
from reviewer.library.search import Library
from reviewer.shingles import shingles

PASSAGES_PER_CRITERION = 2
CONSIDERED = 10  # hits among which the choice is made
STEP_BACK = 3  # places that an exemplar steps back each time it has been used


def match_exemplars(
    library: Library, draft: Draft, criteria: Sequence[tuple[str, str]], k: int = PASSAGES_PER_CRITERION
) -> dict[str, list[Hit]]:
    """For each (criterion, what it is about) up to `k` passages that show it, best first.

    The draft itself, or a copy of it, is never its own exemplar; an exemplar that was used steps back, so that not
    every criterion points at the same one.
    """
    is_copy = copy_test(draft)
    used: Counter[str] = Counter()
    found: dict[str, list[Hit]] = {}
    for criterion, about in criteria:
        hits = library.search(query_for(draft, criterion, about), k=CONSIDERED)
        fit = [hit for hit in hits if not is_copy(hit.exemplar)]
        places = {hit.row: place + STEP_BACK * used[hit.exemplar.id] for place, hit in enumerate(fit)}
        found[criterion] = sorted(fit, key=lambda hit: places[hit.row])[:k]
        used.update(hit.exemplar.id for hit in found[criterion])
    return found


def copy_test(draft: Draft) -> Callable[[Exemplar], bool]:
    """Tells whether an exemplar is the draft itself or a copy of it with changes here and there."""
    own = shingles(draft.text)
    known: dict[str, bool] = {}

    def is_copy(exemplar: Exemplar) -> bool:
        if exemplar.id not in known:
            known[exemplar.id] = likeness(own, _runs(exemplar.body)) >= COPY
        return known[exemplar.id]

    return is_copy


_runs = lru_cache(maxsize=1_000)(shingles)  # the same exemplars are near to many drafts


def query_for(draft: Draft, criterion: str | None = None, about: str = "") -> Query:
    """What to ask for a draft: its title and what a criterion is about; without a criterion, its title and beginning."""
    title = draft.title.value or ""
    return Query(
        text=title if criterion else f"{draft.subject.value or ''} {title}\n{_beginning(draft)}",
        about=about if criterion else "",
        kind=draft.kind.value,
        criterion=criterion,
        near_subject=draft.subject.value,
        near_stage=draft.stage.value,
        near_types=lesson_types(f"{title} {draft.text[:200]}"),
    )


def _beginning(draft: Draft, chars: int = 400) -> str:
    """The objectives where the draft has them, else its first lines."""
    for section in draft.sections:
        if "目标" in section.title:
            return draft.text[section.body : min(section.end, section.body + chars)]
    return draft.text[:chars]
