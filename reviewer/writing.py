"""From answers to the Review that goes out: levels, reasons, suggestions, first changes, exemplars."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from types import MappingProxyType
from typing import cast

from reviewer.advising.advice import WEAK_LEVEL, Suggestion, explain, first_changes, pick_suggestion, suggest
from reviewer.advising.borrowing import borrow, same_subject
from reviewer.datamodels import (
    CriterionResult,
    Draft,
    DraftInfo,
    ExemplarHit,
    ExemplarRef,
    IndicatorResult,
    Kind,
    Overall,
    Passage,
    Provenance,
    Review,
    RubricInfo,
    Safety,
    Seconds,
    Usage,
)
from reviewer.judging.levels import score_level
from reviewer.judging.severity import Severity
from reviewer.judging.severity_measures import measures_of
from reviewer.judging.written import Weak
from reviewer.library.matching import match_exemplars
from reviewer.library.query import Hit
from reviewer.library.search import Library
from reviewer.measuring import Measured
from reviewer.rubrics import Criterion, Indicator, Rubric

MOVED = "按量规是 {} 级，按本地的尺度是 {} 级。"
FIRM_UP = "样样都有，“{}”还可以更好："


@dataclass
class Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, name: str, since: float) -> float:
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - since
        return now


Matches = Mapping[str, Sequence[Hit]]  # criterion -> passages of exemplars, best first


@dataclass(frozen=True, slots=True)
class Scored:
    """Criteria with their levels, what to say of the weak ones, and passages that show how it is done."""

    results: Sequence[CriterionResult]
    suggestions: Mapping[str, Suggestion]
    found: Matches
    severity: Severity | None
    scale: str | None

    def reworded(self, written: Mapping[str, Suggestion]) -> Scored:
        """With the suggestions of `written` in place of the rule's."""
        results = [
            one.model_copy(update={"suggestion": written[one.id].text}) if one.id in written else one
            for one in self.results
        ]
        return replace(self, results=results, suggestions={**self.suggestions, **written})


@dataclass(frozen=True, slots=True)
class ReviewWriter:
    """Turns answers into a Review: once for the measured part, once more when the model is done.

    `quiet` is the draft without words to the grader and the like: what is suggested is made of it, never of them.
    """

    library: Library
    embedding: str | None
    draft: Draft
    quiet: Draft
    rubric: Rubric
    measured: Measured
    safety: Safety
    clock: Clock
    severity: Severity | None = None
    matches: dict[tuple[str, ...], Matches] = field(default_factory=dict)  # found already, by the weak criteria

    def score(self, answers: Mapping[str, IndicatorResult], *, scale: str | None = None) -> Scored:
        """Levels and suggestions. `scale` is the hash of what the answers rest on."""
        results: list[CriterionResult] = []
        suggestions: dict[str, Suggestion] = {}
        own = self.severity
        severity = own if own is not None and own.criteria and own.scale == scale else None
        for criterion in self.rubric.criteria:
            told = [one.text for one in suggestions.values()]
            result, suggestion = self._score(criterion, [answers[i.id] for i in criterion.indicators], severity, told)
            results.append(result)
            if suggestion is not None:
                suggestions[criterion.id] = suggestion
        since = time.perf_counter()
        found = self._match(results)
        self.clock.time("retrieve", since)
        return Scored(results, suggestions, found, severity, scale)

    def write(
        self,
        scored: Scored,
        *,
        llm: str | None = None,
        prompts: Mapping[str, str] = MappingProxyType({}),
        calibration: str | None = None,
        usage: Usage | None = None,
        warnings: Sequence[str] = (),
    ) -> Review:
        results = self._add_exemplars(scored)
        levels = [result.level for result in results if result.level is not None]
        seconds = {
            name: round(self.clock.seconds.get(name, 0.0), 3) for name in ("read", "measure", "retrieve", "judge")
        }
        return Review(
            draft=_describe(self.draft, warnings),
            rubric=RubricInfo(id=self.rubric.id, version=self.rubric.version, sha256=self.rubric.sha256),
            provenance=Provenance(
                reviewer=version("lesson-reviewer"),
                llm=llm,
                prompts=dict(prompts),
                embedding=self.embedding,
                library=self.library.fingerprint,
                calibration=calibration,
                usage=usage,
                severity=scored.severity.name if scored.severity is not None else None,
                scale=scored.scale,
            ),
            criteria=results,
            overall=Overall(
                level=round(sum(levels) / len(levels), 1) if levels else None, scored=len(levels), total=len(results)
            ),
            changes=first_changes(self.draft, self.rubric, results, scored.suggestions),
            measures=self.measured.measures,
            exemplars=_gather(scored.found),
            safety=self.safety,
            seconds=Seconds(**seconds, total=round(sum(seconds.values()), 3)),
        )

    def place(self, indicator: Indicator) -> tuple[int, int] | None:
        """Where in the draft something that an indicator misses should have stood: where its suggestion will point."""
        return suggest(self.quiet, self.measured.measures, indicator).span

    def _score(
        self, criterion: Criterion, answers: list[IndicatorResult], severity: Severity | None, told: Sequence[str]
    ) -> tuple[CriterionResult, Suggestion | None]:
        missing = set(criterion.requires) - self.measured.material
        rule, measures = self.rubric.rule, self.measured.measures
        plain = score = score_level(answers, rule)
        if severity is not None:
            score = severity.score(criterion.id, answers, measures_of(criterion.id, measures), rule)
        reason = explain(criterion, answers, rule)
        if score.level != plain.level:  # the rule's cap did not hold
            reason = explain(criterion, answers, rule.model_copy(update={"essential": ()}))
            reason += MOVED.format(plain.level, score.level)
        result = CriterionResult(
            id=criterion.id,
            name=criterion.name,
            status="insufficient" if missing else score.status,
            level=None if missing else score.level,
            interval=None if missing else score.interval,
            reason=reason,
            suggestion="",
            indicators=answers,
            exemplars=[],
        )
        if missing:
            return result.model_copy(update={"reason": _say_missing(missing, answers)}), None
        if result.level is None:
            answered = sum(answer.answer != "unclear" for answer in answers)
            note = f"这一条有 {len(answers)} 项，现在只能确定 {answered} 项，暂不评等级。"
            return result.model_copy(update={"reason": note + result.reason}), None
        if result.level >= WEAK_LEVEL:
            return result, None
        suggestion = pick_suggestion(self.quiet, measures, criterion, answers, rule, told) or self._firm_up(
            criterion, answers
        )
        return result.model_copy(update={"suggestion": suggestion.text}), suggestion

    def _firm_up(self, criterion: Criterion, answers: Sequence[IndicatorResult]) -> Suggestion:
        """For a criterion in which a severity wants more although nothing is missing: about the least sure answer."""
        least = min(answers, key=lambda answer: answer.probability)
        indicator = next(one for one in criterion.indicators if one.id == least.id)
        return suggest(self.quiet, self.measured.measures, indicator, least).led_by(FIRM_UP.format(indicator.name))

    def _match(self, results: Sequence[CriterionResult]) -> Matches:
        """Passages for every criterion below 良好, weakest first; on a draft without a weak one, for all."""
        about = {criterion.id: criterion.question for criterion in self.rubric.criteria}
        weak = [result for result in results if result.level is None or result.level < WEAK_LEVEL] or results
        weak = sorted(weak, key=lambda result: result.level or 5)
        key = tuple(result.id for result in weak)
        if key not in self.matches:
            self.matches[key] = match_exemplars(self.library, self.draft, [(name, about[name]) for name in key])
        return self.matches[key]

    def weak(self, scored: Scored) -> list[Weak]:
        """The criteria that have a suggestion, with a passage of the same subject where there is one."""
        return [
            Weak(criterion, scored.suggestions[criterion.id], text)
            for criterion in self.rubric.criteria
            if criterion.id in scored.suggestions
            for text in [next((text for _, text in self._near(scored.found.get(criterion.id, ()))), "")]
        ]

    def _near(self, hits: Sequence[Hit]) -> list[tuple[str, str]]:
        """(title, passage) of the exemplars in the draft's own subject, and in its stage where that is known."""
        subject, stage = self.draft.subject.value, self.draft.stage.value
        return [
            (hit.exemplar.title, hit.passage.text)
            for hit in hits
            if same_subject(hit.exemplar.subject, subject) and stage in (None, hit.exemplar.stage)
        ]

    def _add_exemplars(self, scored: Scored) -> list[CriterionResult]:
        """The results with their exemplars. A suggestion ends with a few words of the first passage that has something near it."""
        shown = []
        for result in scored.results:
            hits = scored.found.get(result.id, [])
            update: dict[str, object] = {"exemplars": [ExemplarRef(id=hit.exemplar.id) for hit in hits]}
            if result.id in scored.suggestions:
                indicator = scored.suggestions[result.id].indicator
                update["suggestion"] = result.suggestion + borrow(indicator, self._near(hits))
            shown.append(result.model_copy(update=update))
        return shown


def _gather(found: Matches) -> list[ExemplarHit]:
    """One entry per exemplar with all its passages, in the order in which the weakest criteria need them."""
    gathered: dict[str, ExemplarHit] = {}
    for criterion, hits in found.items():
        for hit in hits:
            exemplar = hit.exemplar
            passage = Passage(criterion=criterion, text=hit.passage.text)
            known = gathered.get(exemplar.id)
            gathered[exemplar.id] = (
                known.model_copy(update={"passages": [*known.passages, passage]})
                if known
                else ExemplarHit(
                    id=exemplar.id,
                    title=exemplar.title,
                    subject=exemplar.subject,
                    stage=exemplar.stage,
                    grade=exemplar.grade,
                    kind=exemplar.kind,
                    similarity=round(hit.similarity, 3),
                    why=hit.why,
                    source=exemplar.source,
                    licence=exemplar.licence,
                    passages=[passage],
                )
            )
    return list(gathered.values())


def with_warning(review: Review, warning: str) -> Review:
    """The review with one more thing said at its end."""
    warnings = [*review.draft.warnings, warning]
    return review.model_copy(update={"draft": review.draft.model_copy(update={"warnings": warnings})})


_MATERIAL = {"process": "分环节写的教学过程", "items": "一道道的题目"}


def _say_missing(missing: set[str], answers: Sequence[IndicatorResult]) -> str:
    """Why there is no level; passages found all the same stand below and must not seem to contradict it."""
    wanted = "、".join(_MATERIAL.get(name, name) for name in sorted(missing))
    found = "下面找到的几处只供参考。" if any(answer.answer == "yes" for answer in answers) else ""
    return f"材料里没有认出{wanted}，这一条不评等级。{found}"


def _describe(draft: Draft, warnings: Sequence[str]) -> DraftInfo:
    return DraftInfo(
        name=draft.name,
        sha256=draft.sha256,
        kind=cast(Kind, draft.kind.value),
        kind_confidence=round(draft.kind.confidence, 2),
        title=draft.title.value,
        subject=draft.subject.value,
        stage=draft.stage.value,
        grade=draft.grade.value,
        textbook=draft.textbook.value,
        lesson_number=draft.lesson_number.value,
        part=draft.part,
        parts=draft.parts,
        chars=len(draft.text),
        warnings=[*draft.warnings, *warnings],
    )
