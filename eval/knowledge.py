"""Suite `knowledge`: how many knowledge points a subject has, and how many drafts of a folder are found to be on one.

Also of lesson titles (eval/data/lessons_by_lot*.tsv, 150 each: subject, stage, grade, title) that people who did not know
the bank drew by lot from the usual textbooks, in the proportions in which lessons are planned: the first before the third
round of writing it, the second after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from eval.labels import load_labelled
from reviewer.advising.knowledge import FOLDER
from reviewer.advising.knowledge_match import find_lesson_point, find_sheet_point
from reviewer.config import ROOT, Settings
from reviewer.documents import draft_from_text
from reviewer.pipeline import Reviewer

LOTS = sorted((ROOT / "eval" / "data").glob("lessons_by_lot*.tsv"))


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Points by subject; (matched, all) of the drafts under `data` by kind. `llm` is not used."""
    counted: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.yaml")):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        counted["、".join(held["subjects"])] += len(held["points"])
    reviewer = Reviewer.from_settings(settings, llm="off")
    matched: Counter[str] = Counter()
    drafts: Counter[str] = Counter()
    for labelled in load_labelled(data):
        draft = reviewer.read(labelled.path, kind=labelled.kind)
        measures = reviewer.measure(draft).measures
        lesson, sheet = measures.lesson, measures.homework
        point = find_lesson_point(draft, lesson) if lesson else find_sheet_point(draft, sheet) if sheet else None
        drafts[labelled.kind] += 1
        matched[labelled.kind] += point is not None
    for path in LOTS:
        titles = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        matched[path.stem] = sum(_is_known(reviewer, *fields) for fields in titles)
        drafts[path.stem] = len(titles)
    result = {"points": dict(counted), "matched": dict(matched), "drafts": dict(drafts)}
    show(result)
    return result


def _is_known(reviewer: Reviewer, subject: str, stage: str, grade: str, title: str) -> bool:
    """Whether the bank has the lesson of this title, which is all that is known of it."""
    text = f"# {title} 教学设计\n\n学科：{subject}　学段：{stage}　年级：{grade}\n\n教学过程：\n讲。\n"
    draft = draft_from_text(text, name="", kind="lesson")
    lesson = reviewer.measure(draft).measures.lesson
    return lesson is not None and find_lesson_point(draft, lesson) is not None


def show(result: Mapping[str, Any]) -> None:
    for subject, points in sorted(result["points"].items(), key=lambda pair: -pair[1]):
        print(f"{subject:<20}{points:>6}")
    print(f"{'合计':<20}{sum(result['points'].values()):>6}")
    for kind, drafts in result["drafts"].items():
        print(f"{kind}: {result['matched'].get(kind, 0)} / {drafts}")
