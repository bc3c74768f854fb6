"""What code counts in a draft, and what it can say about the indicators, before anything is judged."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reviewer.datamodels import Draft, Embedder, Finding, LessonMeasures, Measures
from reviewer.datamodels.simplified import in_simplified
from reviewer.documents import draft_from_text
from reviewer.library.search import Library

if TYPE_CHECKING:
    from reviewer.homework import KnownItems


OUR_WORDS = frozenset({"kind", "actor", "mode", "bloom", "dimension", "remarks", "components"})  # not the plan's


@dataclass(frozen=True, slots=True)
class Measured:
    """What one draft's text gave before anything was judged."""

    measures: Measures
    findings: Mapping[str, Finding]
    material: frozenset[str]  # which components or items are there, for `requires` of a criterion
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # part of a lesson plan -> its span


class Measurer:
    """Measures lessons and sheets; of a library it keeps the items of the exemplary sheets. Thread-safe.

    A room's patterns take a third of a second to compile: only that of the draft's kind is opened.
    """

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._known: tuple[Library, KnownItems] | None = None
        self._lock = threading.Lock()

    def measure_lesson(self, draft: Draft) -> Measured:
        from reviewer.lessons import find_lesson_indicators, measure_lesson

        simple = in_simplified(draft)  # places stay, so spans hold for the draft as written
        lesson = measure_lesson(simple, self._embedder)
        material = set(lesson.components) | ({"process"} if lesson.activities else set())
        findings = find_lesson_indicators(simple, lesson, self._embedder)
        if simple is not draft:
            lesson = LessonMeasures.model_validate(_as_written(lesson.model_dump(), simple.text, draft.text))
        return Measured(Measures(lesson=lesson), findings, frozenset(material), lesson.components)

    def measure_homework(self, draft: Draft, previous: Sequence[Draft], library: Library) -> Measured:
        """`previous` are earlier sheets of the same class: items they or the library's sheets held count as repeated."""
        from reviewer.homework import find_homework_indicators, measure_homework

        homework = measure_homework(draft, self._embedder, previous, self._known_items(draft, library))
        findings = find_homework_indicators(draft, homework, self._embedder)
        return Measured(Measures(homework=homework), findings, frozenset({"items"} if homework.items else ()))

    def _known_items(self, draft: Draft, library: Library) -> KnownItems | None:
        """The items of the library's sheets, read at the first sheet measured; None for a sheet that is one of them."""
        sheets = [one for one in library.exemplars.values() if one.kind == "homework"]
        if any(one.body == draft.text for one in sheets):
            return None
        with self._lock:
            if self._known is None or self._known[0] is not library:
                from reviewer.homework import KnownItems

                drafts = [draft_from_text(one.body, name=one.title, kind="homework") for one in sheets]
                self._known = library, KnownItems(drafts)
            return self._known[1]


def _as_written(value: Any, simple: str, written: str) -> Any:
    """Every text in `value` that stands in `simple`, in the characters that `written` has there."""
    if isinstance(value, str):
        at = simple.find(value) if value else -1
        return value if at < 0 else written[at : at + len(value)]
    if isinstance(value, dict):
        return {key: one if key in OUR_WORDS else _as_written(one, simple, written) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_written(one, simple, written) for one in value]
    return value
