"""The written sentences that evidence finders learn from: complete, distinct, and named after their indicator."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

FINDERS = Path(__file__).resolve().parents[2] / "reviewer" / "judging" / "finders"
FILES = sorted(FINDERS.rglob("*.yaml"))
FEWEST = 30  # sentences that show the indicator, and as many near misses


def read(path: Path) -> dict[str, list[str]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FINDERS)))
def test_a_finder_file_is_complete_and_repeats_nothing(path: Path) -> None:
    file = read(path)
    assert list(file) == ["indicator", "shows", "near"]
    assert file["indicator"] == path.stem
    assert len(file["shows"]) >= FEWEST and len(file["near"]) >= FEWEST
    sentences = file["shows"] + file["near"]
    assert [s for s in sentences if not isinstance(s, str) or len(s) < 4] == []
    assert [s for s, times in Counter(sentences).items() if times > 1] == []


@pytest.mark.parametrize("kind", sorted({path.parent.name for path in FILES}))
def test_every_file_has_its_indicator_in_the_rubric(kind: str) -> None:
    rubric = yaml.safe_load((FINDERS.parents[2] / "rubrics" / f"{kind}-design.yaml").read_text(encoding="utf-8"))
    asked = {i["id"] for c in rubric["criteria"] for i in c["indicators"] if i["basis"] != "measured"}
    assert {path.stem for path in FILES if path.parent.name == kind} == asked


def test_no_sentence_stands_in_two_files_of_one_kind() -> None:
    places = Counter((path.parent.name, s) for path in FILES for s in read(path)["shows"] + read(path)["near"])
    assert [place for place, times in places.items() if times > 1] == []
