"""What code can say about every indicator of the lesson rubric; one module a group of criteria."""

from __future__ import annotations

from reviewer.datamodels import Draft, Embedder, Finding, LessonMeasures
from reviewer.lessons import (
    findings_alignment,
    findings_feedback,
    findings_learning,
    findings_norms,
    findings_objectives,
)
from reviewer.lessons.plan import read_plan

GROUPS = (findings_objectives, findings_learning, findings_feedback, findings_alignment, findings_norms)


def find_lesson_indicators(
    draft: Draft, measures: LessonMeasures, embedder: Embedder | None = None
) -> dict[str, Finding]:
    """Indicator id -> finding, for every indicator of the lesson rubric.

    `measures` are those of the same draft; their alignment already holds what an embedder adds, so `embedder` is accepted for
    the sake of one signature with the other rooms. Measured indicators are decided, judged ones proposed.
    """
    plan = read_plan(draft)
    findings = [finding for group in GROUPS for finding in group.find(plan, measures)]
    return {finding.indicator: finding for finding in findings}
