"""What must be said before any level: hidden text, instructions to the grader, red lines; and masking before remote calls.

Rules are patterns on purpose: they can be read, tested and explained. They prefer precision – a 法治 lesson may discuss
crime, a text may hold a wolf – so each red line has words that excuse it in the same sentence.
"""

from __future__ import annotations

import re

from reviewer.datamodels import Draft, Embedder, Hidden, HiddenText, Instruction, Safety
from reviewer.safety.clauses import find_strange
from reviewer.safety.instructions import find_instructions, merge, spoken_clauses
from reviewer.safety.neutral import neutralise
from reviewer.safety.personal import PersonalMask, mask_personal, personal_mask, unmask
from reviewer.safety.red_lines import find_red_lines
from reviewer.safety.second_look import look_again, look_askance
from reviewer.safety.slogans import find_slogans

__all__ = [
    "PersonalMask",
    "check_safety",
    "find_instructions",
    "find_red_lines",
    "find_slogans",
    "find_spoken",
    "mask_personal",
    "neutralise",
    "personal_mask",
    "unmask",
]

_DICTATES = re.compile(
    r"[给打评判]\S{0,6}(?:满分|优秀|最高|[5五]级)|\b(?:ignore|full marks|level 5)\b", re.I
)  # enough where no reader sees it
LOUD = "（其中有写给评阅者的话）"


def check_safety(draft: Draft, embedder: Embedder | None = None) -> Safety:
    """Everything a reviewer must see first, apart from the levels. Instructions in hidden text are said there, loudly.

    Patterns do the work; with an embedder, sentences are also compared by meaning (see `second_look`).
    """
    spans = find_instructions(draft.text) + _find_alike(draft, embedder)
    return Safety(
        red_lines=find_red_lines(draft),
        hidden_text=[Hidden(quote=piece.quote, how=_how(piece, embedder)) for piece in draft.hidden],
        instructions=[
            Instruction(quote=draft.text[start:end], start=start, end=end) for start, end in merge(spans, draft.text)
        ],
    )


def find_spoken(draft: Draft, safety: Safety, embedder: Embedder | None = None) -> list[tuple[int, int]]:
    """Spans that must not move a level: the clauses of what `safety` reports, and what rather speaks to a grader."""
    parts = [part for part, _ in _parts(draft)]
    askance = look_askance([draft.text[start:end] for start, end in parts], embedder)
    reported = [(one.start, one.end) for one in safety.instructions]
    doubtful = [part for part, found in zip(parts, askance, strict=True) if found]
    return [clause for start, end in reported + doubtful for clause in spoken_clauses(draft.text, start, end)]


def _find_alike(draft: Draft, embedder: Embedder | None) -> list[tuple[int, int]]:
    """Sentences that read like those that speak to a grader, whole or between clauses that are of the lesson."""
    parts = _parts(draft)
    alike = look_again([draft.text[start:end] for (start, end), _ in parts], embedder)
    return [sentence for (_, sentence), found in zip(parts, alike, strict=True) if found]


def _parts(draft: Draft) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(part, its sentence): every sentence, and what stands in it between clauses that are of the lesson."""
    return [
        (part, sentence)
        for sentence in ((one.start, one.end) for one in draft.sentences)
        for part in (sentence, *find_strange(draft.text, *sentence))
    ]


def _how(piece: HiddenText, embedder: Embedder | None) -> str:
    loud = find_instructions(piece.quote) or _DICTATES.search(piece.quote) or any(look_again([piece.quote], embedder))
    return piece.how + LOUD if loud else piece.how
