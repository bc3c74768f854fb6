"""Suite `knowledge`: how many knowledge points a subject has, and how many drafts of a folder are found to be on one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from eval.labels import load_labelled
from reviewer.advising.knowledge import FOLDER
from reviewer.advising.knowledge_match import find_lesson_point, find_sheet_point
from reviewer.config import Settings
from reviewer.pipeline import Reviewer


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
    result = {"points": dict(counted), "matched": dict(matched), "drafts": dict(drafts)}
    show(result)
    return result


def show(result: Mapping[str, Any]) -> None:
    for subject, points in sorted(result["points"].items(), key=lambda pair: -pair[1]):
        print(f"{subject:<20}{points:>6}")
    print(f"{'合计':<20}{sum(result['points'].values()):>6}")
    for kind, drafts in result["drafts"].items():
        print(f"{kind}: {result['matched'].get(kind, 0)} / {drafts}")
