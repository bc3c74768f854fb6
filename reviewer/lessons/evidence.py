"""Where something stands: sentence spans for offsets, so that every quote is whole and verbatim."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from reviewer.datamodels import Draft

Span = tuple[int, int]
MAX_SPANS = 3
_CONTENT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def _index(draft: Draft, offset: int) -> int:
    """How many sentences begin at or before `offset`."""
    return bisect_right(draft.sentences, offset, key=lambda sentence: sentence.start)


def sentence_at(draft: Draft, offset: int) -> Span | None:
    """The sentence that holds `offset`, or None where it falls between sentences."""
    index = _index(draft, offset) - 1
    if index < 0:
        return None
    sentence = draft.sentences[index]
    return (sentence.start, sentence.end) if offset < sentence.end else None


def next_sentence(draft: Draft, offset: int) -> Span | None:
    """The first sentence that begins at or after `offset`."""
    index = _index(draft, offset - 1)
    if index >= len(draft.sentences):
        return None
    return draft.sentences[index].start, draft.sentences[index].end


def sentences_in(draft: Draft, span: Span) -> list[Span]:
    """The sentences that begin inside `span`, in reading order."""
    first, last = _index(draft, span[0] - 1), _index(draft, span[1] - 1)
    return [(sentence.start, min(sentence.end, span[1])) for sentence in draft.sentences[first:last]]


def clipped_sentences(draft: Draft, span: Span) -> list[Span]:
    """Every sentence that reaches into `span`, cut to it: `学生活动：独立完成` gives what follows the label."""
    opening = sentence_at(draft, span[0])
    clipped = [(span[0], min(opening[1], span[1]))] if opening and opening[0] < span[0] else []
    return clipped + sentences_in(draft, span)


def first_sentences(draft: Draft, span: Span, *, least: int = 4) -> list[Span]:
    """Sentences of a part, at most three; where title and content share a sentence (教具：课件), that one comes first."""
    opening = sentence_at(draft, span[0]) if span[1] > span[0] else None
    inside = [opening] if opening else []
    inside += [found for found in sentences_in(draft, span) if found not in inside]
    return [found for found in inside if content_length(draft.text[found[0] : found[1]]) >= least][:MAX_SPANS]


def quote_spans(draft: Draft, offsets: Iterable[int]) -> tuple[Span, ...]:
    """Whole sentences around `offsets`, without repeats, at most three, in the order given."""
    found: list[Span] = []
    for offset in offsets:
        span = sentence_at(draft, offset)
        if span and span not in found:
            found.append(span)
        if len(found) == MAX_SPANS:
            break
    return tuple(found)


def search_all(pattern: re.Pattern[str], text: str, spans: Iterable[Span]) -> list[int]:
    """Offsets of every match of `pattern` inside `spans`."""
    return [match.start() for start, end in spans for match in pattern.finditer(text, start, end)]


def content_length(text: str) -> int:
    """Letters, digits and Chinese characters: what is left when marks and blanks don't count."""
    return len(_CONTENT.findall(text))
