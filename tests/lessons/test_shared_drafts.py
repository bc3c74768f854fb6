"""Accuracy on the shared lesson plans, with a small margin below what is reached (CHANGELOG and eval report the figures)."""

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from reviewer.datamodels import Draft, Finding, LessonMeasures
from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

MEASURED = [
    "obj.student_subject",
    "obj.key_points",
    "lc.student_share",
    "hw.present",
    "hw.no_drill",
    "nm.components",
    "nm.timing",
    "nm.intent",
    "nm.board",
    "nm.materials",
    "nm.reflection",
]
BOTH = [
    "obj.learner_analysis",
    "obj.observable",
    "lc.collaboration",
    "lc.presentation",
    "tk.open_questions",
    "fb.check",
    "fb.criteria",
    "al.activities",
    "al.assessment",
    "al.homework",
    "df.levels",
    "df.choice",
    "hw.tiered",
    "hw.practice",
]
JUDGED = [
    "obj.competency",
    "lc.inquiry",
    "lc.initiative",
    "tk.context",
    "tk.sequence",
    "tk.transfer",
    "tk.practice",
    "fb.all_students",
    "fb.use",
    "fb.anticipate",
    "df.support",
    "df.extension",
]


@lru_cache(maxsize=1)
def lessons(folder: Path) -> list[tuple[dict[str, Any], Draft, LessonMeasures, dict[str, Finding]]]:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    rows = []
    for path in sorted(folder.glob("d-l*.txt")):
        draft = draft_from_text(path.read_text(encoding="utf-8"), name=path.name)
        measures = measure_lesson(draft)
        rows.append((labels[path.stem]["final"], draft, measures, find_lesson_indicators(draft, measures)))
    return rows


def accuracy(folder: Path, indicators: list[str]) -> float:
    right: list[bool] = [
        (found[name].probability >= 0.5) == (truth["answers"][name] == "yes")
        for truth, _, _, found in lessons(folder)
        for name in indicators
    ]
    return sum(right) / len(right)


def test_minutes_are_exact(shared: Path) -> None:
    for truth, draft, measures, _ in lessons(shared / "drafts"):
        assert measures.minutes_total == truth["minutes_total"], draft.name


def test_student_share_error(shared: Path) -> None:
    errors = [abs(m.student_share - t["student_share"]) for t, _, m, _ in lessons(shared / "drafts") if m.student_share]
    assert len(errors) == 16
    assert sum(errors) / len(errors) <= 0.06


@pytest.mark.parametrize("indicator", MEASURED)
def test_each_measured_indicator(shared: Path, indicator: str) -> None:
    assert accuracy(shared / "drafts", [indicator]) >= 0.92


@pytest.mark.parametrize(("indicators", "least"), [(MEASURED, 0.97), (BOTH, 0.95), (JUDGED, 0.9)])
def test_groups_of_indicators(shared: Path, indicators: list[str], least: float) -> None:
    assert accuracy(shared / "drafts", indicators) >= least


def test_every_quote_is_whole_and_verbatim(shared: Path) -> None:
    for _, draft, _, found in lessons(shared / "drafts"):
        assert set(found) == {*MEASURED, *BOTH, *JUDGED}
        for finding in found.values():
            assert len(finding.spans) <= 3
            assert all(0 <= start < end <= len(draft.text) for start, end in finding.spans), finding


def test_a_long_plan_is_measured_in_no_time(shared: Path) -> None:
    text = (shared / "drafts" / "d-l14.txt").read_text(encoding="utf-8")
    draft = draft_from_text(text + " ", name="fresh")  # another text than in the table above: nothing is cached
    begun = time.process_time()  # others may be using the machine
    find_lesson_indicators(draft, measure_lesson(draft))
    assert time.process_time() - begun < 0.5  # 0.03 s alone
