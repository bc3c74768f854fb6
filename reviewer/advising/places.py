"""Places in a draft: which of several hold what failed, and how much of a passage is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from reviewer.datamodels import Draft, LessonMeasures

Span = tuple[int, int]
QUOTE_CHARS = 40
LEAST_CLAUSE = 6  # characters of a question that are quoted without what leads up to it
MARKS = " \t\u3000*#|>-·•"


class Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)


def among(things: Sequence[T], failing: Sequence[Span]) -> list[T]:
    """Those that hold a failing passage, in the order of the passages; all of them where none does."""
    return [one for start, end in failing for one in things if one.start < end and start < one.end] or list(things)


def place(thing: Placed | None) -> Span | None:
    return (thing.start, thing.end) if thing is not None else None


def holding(things: Sequence[T], span: Span | None) -> T | None:
    """The one in which the span begins."""
    return next((one for one in things if span and one.start <= span[0] < one.end), None)


def text_of(draft: Draft, measures: LessonMeasures, part: str) -> str:
    """A part of the plan (key_points, reflection); "" where it has none."""
    return draft.text[slice(*measures.components.get(part, (0, 0)))]


def lesson_minutes(draft: Draft, measures: LessonMeasures) -> float:
    """As stated, else those of one lesson of its stage."""
    return measures.minutes_stated or (40 if draft.stage.value == "小学" else 45)


def shorten(text: str, span: Span) -> Span | None:
    """The first line of the span that says something, without marks, ended at a clause where one ends in time; None for marks alone."""
    start, end = span
    while start < end and (text[start] in MARKS or text[start] == "\n"):
        start += 1
    line = text.find("\n", start, end)
    if line >= 0 and text[line:end].strip() and not re.search(r"[^\W\d]", text[start:line]):
        return shorten(text, (line, end))  # a number alone on its line
    end = line if line >= 0 else end
    if "<br>" in text[start:end]:
        end = text.index("<br>", start)
    if end - start > QUOTE_CHARS:
        clause = [match.start() for match in re.finditer(r"[，。；！？,;]", text[start : start + QUOTE_CHARS])]
        end = start + (clause[-1] if clause and clause[-1] >= 8 else _whole_words(text[start:end]))
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return (start, end) if re.search(r"\w", text[start:end]) else None


def _whole_words(text: str) -> int:
    """Where to cut after QUOTE_CHARS so that no English word is cut."""
    cut = text[: QUOTE_CHARS + 1]
    return len(re.sub(r"(?<=[ ?!.,])[A-Za-z']+$", "", cut)) if re.search("[A-Za-z]{2}$", cut) else QUOTE_CHARS


def asking_clause(text: str, start: int, end: int) -> Span:
    """The question without what leads up to it, where both together are too long to quote."""
    if end - start <= QUOTE_CHARS:
        return start, end
    clauses = [at.end() for at in re.finditer("[，,；;：:。]", text[start:end])]
    return start + next((at for at in reversed(clauses) if end - start - at >= LEAST_CLAUSE), 0), end
