"""Evidence: numbered sentences for the model, the nearest sentences to a wording, and quotes that are verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from reviewer.datamodels import Draft, Embedder, Evidence, Sentence

MAX_QUOTES = 3
# The local model evaluates 40–55 tokens a second (MODELS.md): 6,000 characters are about 100 s of reading, the most a
# teacher would wait for. Longer drafts lose the sentences that no indicator's wording comes near.
CONTEXT_CHARS = 6000


def make_evidence(draft: Draft, spans: Iterable[tuple[int, int]]) -> list[Evidence]:
    """Quotes of `spans`, at most MAX_QUOTES, without repeats. A span outside the text or empty is dropped, so a quote
    that is not in the draft can't be shown.
    """
    found: list[Evidence] = []
    for start, end in spans:
        quote = draft.text[start:end] if 0 <= start < end <= len(draft.text) else ""
        if quote.strip() and all(start >= one.end or end <= one.start for one in found):
            found.append(Evidence(quote=quote, start=start, end=end, where=draft.where(start)))
    return found[:MAX_QUOTES]


def nearest_sentences(draft: Draft, wordings: Sequence[str], embedder: Embedder) -> np.ndarray:
    """Cosine of every wording with every sentence: (wordings, sentences)."""
    if not draft.sentences:
        return np.zeros((len(wordings), 0), dtype=np.float32)
    texts = [draft.text[sentence.start : sentence.end] for sentence in draft.sentences]
    return np.asarray(embedder.encode(list(wordings), query=True) @ embedder.encode(texts).T)


def choose_sentences(draft: Draft, relevance: np.ndarray | None) -> list[Sentence]:
    """The sentences the model gets to read, in order: all where they fit into CONTEXT_CHARS, else the most relevant.

    `relevance` is one number per sentence (the best cosine with any indicator's wording), or None without an embedder.
    """
    sentences = list(draft.sentences)
    if sum(sentence.end - sentence.start for sentence in sentences) <= CONTEXT_CHARS:
        return sentences
    order = range(len(sentences)) if relevance is None else np.argsort(-relevance, kind="stable").tolist()
    chosen: list[int] = []
    room = CONTEXT_CHARS
    for index in order:
        room -= sentences[index].end - sentences[index].start
        if room < 0:
            break
        chosen.append(index)
    return [sentences[index] for index in sorted(chosen)]


def number_sentences(text: str, sentences: Sequence[Sentence]) -> str:
    """One sentence a line with its number: `[12] 学生独立完成练习`. `text` is the draft's text made safe to show."""
    return "\n".join(f"[{s.number}] {' '.join(text[s.start : s.end].split())}" for s in sentences)
