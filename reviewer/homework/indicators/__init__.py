"""What code can say about every indicator of the homework rubric; one module for neighbouring criteria."""

from __future__ import annotations

from reviewer.datamodels import Draft, Embedder, Finding, HomeworkMeasures
from reviewer.datamodels.script import in_simplified
from reviewer.homework.indicators import clarity, feedback, purpose, thinking, tiering, variety, workload
from reviewer.homework.indicators.evidence import Sheet
from reviewer.homework.items import find_tasks


def find_homework_indicators(
    draft: Draft, measures: HomeworkMeasures, embedder: Embedder | None = None
) -> dict[str, Finding]:
    """A Finding for every indicator id of the homework rubric; "unclear" with 0.5 where the text alone doesn't say."""
    draft = in_simplified(draft)
    sheet = Sheet(draft, measures, find_tasks(draft))
    findings: list[Finding] = []
    for room in (purpose, tiering, workload, variety, thinking, feedback, clarity):
        findings += room.find(sheet)
    return {finding.indicator: finding for finding in findings}
