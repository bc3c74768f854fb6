"""What is asked of the library, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.library.exemplars import Exemplar
from reviewer.library.parts import BORROW
from reviewer.library.passages import IndexedPassage


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `kind`, `subject`, `stage`, `criterion` filter; what is `near_…` is only preferred.

    `about` belongs to the text and is said in the same words for many drafts, as a criterion's question is: its vector
    is kept. `by` names the ranking: both fused, or one of them alone (for comparing).
    """

    text: str
    kind: str | None = None
    subject: str | None = None
    stage: str | None = None
    criterion: str | None = None
    near_subject: str | None = None
    near_stage: str | None = None
    near_types: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    about: str = ""
    by: Literal["fused", "lexical", "dense"] = "fused"

    @property
    def words(self) -> str:
        """All that is asked, as one text."""
        return f"{self.text} {self.about}".strip()


@dataclass(frozen=True, slots=True)
class Hit:
    """One exemplar with its best passage. `similarity` is 0–1: rescaled cosine, or lexical share without vectors."""

    exemplar: Exemplar
    passage: IndexedPassage
    similarity: float
    score: float
    criterion: str = ""  # what the passage is offered for: the one asked for, else the first it shows
    row: int = -1  # the passage's number in the index

    @property
    def why(self) -> str:
        """One plain sentence: where it is from and what to borrow."""
        about = f"{self.exemplar.stage}{self.exemplar.subject}《{self.exemplar.title}》（{self.exemplar.lesson_type}）"
        reason = self.passage.why or BORROW.get(self.criterion, "")
        return f"{about}：{reason}" if reason else about
