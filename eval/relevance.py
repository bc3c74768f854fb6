"""The judged sets of retrieval: queries with graded exemplars, suggested passages with a yes or no.

`eval/data/relevance.jsonl`: a query a line, `id`, `form` (words: what a teacher types; criterion: a draft with a weak
criterion), `text`, `kind`, `subject`, `stage`, `criterion`, and `judgements`: `id` of an exemplar, `grade` 0–3, `reason`,
and where a second judge read it `second`, 0–3. Exemplars without a judgement count as grade 0. Until they are judged the
queries alone stand in relevance_queries.jsonl.

`eval/data/suggestions.jsonl`: a passage a line, `criterion`, `exemplar`, `passage`, `shows` true or false, `reason`, and
`second` for what the second judge said; where one of them did not read it, only the other's word stands.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.config import ROOT
from reviewer.documents import draft_from_text
from reviewer.errors import UsageError
from reviewer.library.matching import query_for
from reviewer.library.query import Query
from reviewer.rubrics import get_rubric

DATA = ROOT / "eval" / "data"
Line = TypeVar("Line", bound=BaseModel)
By = Literal["fused", "lexical", "dense"]
Judge = Literal["first", "second", "both"]
WAYS: tuple[By, ...] = ("lexical", "dense", "fused")


class Judgement(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    grade: int = Field(ge=0, le=3)
    second: int | None = Field(default=None, ge=0, le=3)


class Asked(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    form: Literal["words", "criterion"]
    text: str
    kind: Literal["lesson", "homework"] | None = None
    subject: str | None = None
    stage: str | None = None
    criterion: str | None = None
    judgements: list[Judgement] = []

    def query(self, by: By = "fused") -> Query:
        """The query the reviewer would ask: for words what the page asks with the kind chosen, for a draft what a review asks."""
        if self.form == "words" or self.kind is None:
            return Query(self.text, kind=self.kind, criterion=self.criterion, by=by)
        draft = draft_from_text(self.text, name=self.id, kind=self.kind).told(subject=self.subject, stage=self.stage)
        about = {criterion.id: criterion.question for criterion in get_rubric(self.kind).criteria}
        return replace(query_for(draft, self.criterion, about.get(self.criterion or "", "")), by=by)

    def grades(self, by: Judge = "both") -> dict[str, float]:
        """By one judge, or the mean of both; where the second did not judge, the first alone."""
        found = {}
        for one in self.judgements:
            second = one.grade if one.second is None else one.second
            found[one.id] = {"first": one.grade, "second": second, "both": (one.grade + second) / 2}[by]
        return found


class Suggested(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    criterion: str
    exemplar: str
    passage: str
    shows: bool | None = None
    second: bool | None = None


def read_lines(path: Path, shape: type[Line]) -> list[Line]:
    """Raises UsageError with the number of the first line that is not in order."""
    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            lines += [shape.model_validate_json(line)] if line.strip() else []
        except ValidationError as error:
            said = error.errors()[0]
            raise UsageError(f"{path} 第 {number} 行的 {said['loc']} 不对：{said['msg']}") from error
    return lines


def load_queries() -> list[Asked]:
    """The judged queries; those not yet judged where there are none."""
    paths = [DATA / "relevance.jsonl", DATA / "relevance_queries.jsonl"]
    return next((read_lines(path, Asked) for path in paths if path.is_file()), [])


def half_of(asked: Asked) -> str:
    """`tuning` for the queries with even numbers, on which weights were chosen, else `reporting`."""
    return "reporting" if int(asked.id[1:]) % 2 else "tuning"


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], k: int = 10) -> float:
    """Discounted gain (2^grade − 1) of the first `k` over that of the best order; NaN where nothing is relevant."""
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best[:k])
    return _gain([grades.get(name, 0) for name in ranked[:k]]) / ideal if ideal else math.nan


def _gain(grades: Sequence[float]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(ranked: Sequence[str], grades: Mapping[str, float], k: int = 10, least: int = 2) -> float:
    """Share of the exemplars of grade `least` or better that are among the first `k` (of at most `k`); NaN for none."""
    wanted = {name for name, grade in grades.items() if grade >= least}
    return len(wanted & set(ranked[:k])) / min(len(wanted), k) if wanted else math.nan
