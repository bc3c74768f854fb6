"""Evidence: quotes that are verbatim by construction, because they are cut from the draft by their place."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.datamodels import Draft, Evidence

MAX_QUOTES = 3

Span = tuple[int, int]


def make_evidence(draft: Draft, spans: Iterable[Span]) -> list[Evidence]:
    """Quotes of `spans`, at most MAX_QUOTES, without repeats. A span outside the text or empty is dropped, so a quote
    that is not in the draft can't be shown.
    """
    found: list[Evidence] = []
    for start, end in spans:
        quote = draft.text[start:end] if 0 <= start < end <= len(draft.text) else ""
        if quote.strip() and all(start >= one.end or end <= one.start for one in found):
            found.append(Evidence(quote=quote, start=start, end=end, where=draft.where(start)))
    return found[:MAX_QUOTES]
