"""Growing the library: a teacher's file becomes a proposed exemplar, with strengths that the reviewer found."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from reviewer.advising.advice import WEAK_LEVEL
from reviewer.datamodels import CriterionResult, Draft, Kind
from reviewer.documents import draft_from_text, list_drafts
from reviewer.errors import ReviewerError
from reviewer.library.exemplars import MIN_CHARS, Exemplar
from reviewer.library.kinds import lesson_types
from reviewer.library.likeness import COPY, likeness
from reviewer.library.markdown import write_body, write_exemplar
from reviewer.library.matching import query_for
from reviewer.library.passages import cut_passages
from reviewer.library.queue import list_queue, propose
from reviewer.pipeline import Reviewer
from reviewer.safety import mask_personal
from reviewer.shingles import shingles

CONSIDERED = 10  # exemplars that a new one is compared with, nearest first
STRENGTHS = 6
UNKNOWN = "未注明"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of one draft: the exemplar put into the queue, or why it was not."""

    name: str
    id: str | None
    note: str


class _Unfit(Exception):
    """Why a draft can't become an exemplar, in Chinese."""


@dataclass(frozen=True, slots=True)
class Grower:
    """Proposes exemplars. `source` and `licence` go into each; `known` overrides what was read off a draft.

    `known` may hold kind, subject, stage, grade, textbook, lesson_type.
    """

    reviewer: Reviewer
    source: str
    licence: str
    known: Mapping[str, str] = field(default_factory=dict)

    def add(self, paths: Sequence[Path]) -> Iterator[Proposal]:
        """A proposal for every draft in these files, folders and archives; one that fails does not end the run."""
        with tempfile.TemporaryDirectory() as scratch:
            for path in paths:
                try:
                    listing = list_drafts(path, Path(scratch))
                except (ReviewerError, OSError) as error:
                    yield Proposal(path.name, None, str(error))
                    continue
                yield from (Proposal(name, None, reason) for name, reason in listing.skipped)
                for one in listing.drafts:
                    yield from self._add_file(one.name, one.path)

    def _add_file(self, name: str, path: Path) -> Iterator[Proposal]:
        try:
            drafts = self.reviewer.read_all([path], kind=self.known.get("kind", "auto"))
        except (ReviewerError, OSError) as error:
            yield Proposal(name, None, str(error))
            return
        for draft in drafts:
            called = name if len(drafts) == 1 else f"{name}（{draft.part}）"
            try:
                exemplar = self._propose(draft)
                yield Proposal(called, exemplar.id, "、".join(strength.criterion for strength in exemplar.strengths))
            except (_Unfit, ReviewerError) as error:
                yield Proposal(called, None, str(error))

    def _propose(self, draft: Draft) -> Exemplar:
        front = self._describe(draft)
        body = mask_personal(write_body(draft))[0].strip()
        if len(body) < MIN_CHARS:
            raise _Unfit(f"正文只有 {len(body)} 字，范例至少要 {MIN_CHARS} 字。")
        self._refuse_copies(draft, body)
        text = draft_from_text(body, name=draft.name, kind=str(front["kind"]))
        review = self.reviewer.review(text.told(subject=front["subject"], stage=front["stage"]))
        if review.safety.red_lines:
            raise _Unfit(f"有不该出现的内容：“{review.safety.red_lines[0].quote}”。")
        exemplar = Exemplar(**front, licence=self.licence, source=self.source, strengths=(), body=body, sha256="")
        strengths = self._find_strengths(exemplar, review.criteria)
        if not strengths:
            raise _Unfit("没有找到做得好、又有原话为证的地方。")
        said = {**front, "author": self.source, "licence": self.licence, "strengths": strengths}
        propose(self.reviewer.settings, exemplar.id, write_exemplar(said, body + "\n"))
        return next(
            one.exemplar
            for one in list_queue(self.reviewer.settings)
            if one.id == exemplar.id and one.exemplar is not None
        )

    def _describe(self, draft: Draft) -> dict[str, Any]:
        kind = self.known.get("kind") or draft.kind.value
        found = {
            "title": draft.title.value or Path(draft.name).stem,
            "subject": draft.subject.value,
            "stage": draft.stage.value,
            "grade": draft.grade.value or UNKNOWN,
            "textbook": draft.textbook.value or UNKNOWN,
            "lesson_type": " · ".join(sorted(lesson_types(f"{draft.title.value} {draft.text[:300]}"))) or UNKNOWN,
        } | {name: value for name, value in self.known.items() if name != "kind"}
        for name, called in (("subject", "学科"), ("stage", "学段")):
            if not found[name]:
                raise _Unfit(f"认不出{called}，请加 --{name} 再试。")
        checksum = hashlib.sha256(draft.text.encode()).hexdigest()[:8]
        return {"id": f"{str(kind)[0]}-own-{checksum}", "kind": kind, **found}

    def _refuse_copies(self, draft: Draft, body: str) -> None:
        """Against the queue and the nearest exemplars of the library."""
        runs = shingles(body)
        library = self.reviewer.library
        near = [hit.exemplar for hit in library.search(query_for(draft), CONSIDERED)]
        waiting = [one.exemplar for one in list_queue(self.reviewer.settings) if one.exemplar is not None]
        for exemplar in (*near, *waiting):
            alike = likeness(runs, shingles(exemplar.body))
            if alike >= COPY:
                raise _Unfit(f"与范例 {exemplar.id}《{exemplar.title}》有 {alike:.0%} 的文字相同。")

    def _find_strengths(self, exemplar: Exemplar, results: Sequence[CriterionResult]) -> list[dict[str, str]]:
        """For each criterion that is 良好 or better, or where all that is known is good, the passage with most evidence."""
        present = {one.id: one.present for one in self.reviewer.rubric(cast(Kind, exemplar.kind)).indicators()}
        passages = [passage.text for passage in cut_passages(exemplar)]
        strengths = []
        for result in sorted(results, key=lambda result: -(result.level or 0)):
            answers = {indicator.answer for indicator in result.indicators}
            if "yes" not in answers or "no" in answers or (result.level or WEAK_LEVEL) < WEAK_LEVEL:
                continue
            best = max(passages, key=lambda text: len(_shown(text, result)))
            shown = _shown(best, result)
            if shown:
                why = "做到了：" + "；".join(present[name].rstrip("。") for name in shown)
                strengths.append({"criterion": result.id, "why": why, "passage": best})
        return strengths[:STRENGTHS]


def _shown(text: str, result: CriterionResult) -> list[str]:
    """The indicators whose evidence stands in the text."""
    squeezed = re.sub(r"\s+", "", text)
    return [
        indicator.id
        for indicator in result.indicators
        if indicator.answer == "yes"
        and any(re.sub(r"\s+", "", evidence.quote) in squeezed for evidence in indicator.evidence)
    ]
