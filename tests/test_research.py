"""The researcher's module, and its example as it stands in the documentation."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from reviewer.config import ROOT
from reviewer.research import agreement

DRAFTS = ROOT / "eval" / "data" / "drafts"


def frame(levels: list[int | None], criterion: str = "c") -> pd.DataFrame:
    rows = [{"file": f"{number}", "criterion": criterion, "level": level} for number, level in enumerate(levels)]
    return pd.DataFrame(rows).astype({"level": "Int64"})


@pytest.mark.parametrize(
    ("ours", "yours", "expected"),
    [
        ([1, 3, 5], [1, 3, 5], {"n": 3, "exact": 1.0, "within_one": 1.0, "bias": 0.0, "qwk": 1.0}),
        ([2, 4, 5], [1, 3, 4], {"n": 3, "exact": 0.0, "within_one": 1.0, "bias": 1.0}),
        ([1, None, 5], [5, 3, 1], {"n": 2, "unscored": 1, "exact": 0.0, "bias": 0.0, "qwk": -1.0}),
    ],
)
def test_agreement(ours: list[int | None], yours: list[int], expected: dict[str, float]) -> None:
    found = agreement(frame(ours), frame(yours)).loc["all"]
    assert {name: round(float(found[name]), 6) for name in expected} == expected


def test_one_level_only_has_no_kappa_and_a_machine_that_gives_one_level_has_none_above_chance() -> None:
    assert pd.isna(agreement(frame([3, 3]), frame([3, 3])).loc["c", "qwk"])
    assert agreement(frame([3, 3]), frame([3, 4])).loc["c", "qwk"] == 0.0


def test_the_example_runs(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    library = tmp_path / "exemplars"
    for kind in ("lessons", "homework"):
        (library / kind).mkdir(parents=True)
        for path in sorted((ROOT / "corpora" / "exemplars" / kind).glob("*.md"))[:3]:
            shutil.copy(path, library / kind)
    names = ("r-l01", "r-l02", "r-h01", "r-h02")
    labels = json.loads((DRAFTS / "labels.json").read_text(encoding="utf-8"))
    rows = [["file", "criterion", "level"]]
    for name in names:
        shutil.copy(DRAFTS / f"{name}.txt", tmp_path / "drafts")
        rows += [[f"{name}.txt", key, level] for key, level in labels[name]["final"]["levels"].items()]
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    environment = os.environ | {
        "REVIEWER_DATA_DIR": str(tmp_path / "data"), "REVIEWER_LIBRARY_DIR": str(library), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, str(ROOT / "examples" / "researcher.py"), "drafts", "labels.csv", "out"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    agreed = pd.read_csv(tmp_path / "out" / "agreement.csv", index_col="criterion")
    assert agreed.loc["all", "n"] + agreed.loc["all", "unscored"] == len(rows) - 1
    assert agreed.loc["all", "n"] >= 10
    assert (tmp_path / "out" / "levels-lesson.png").stat().st_size > 5_000
