"""Labels as CSV, and a severity from them through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from circle_plan import GOOD, PLAN, WEAK

from reviewer.cli import main
from reviewer.errors import UsageError
from reviewer.labels import Label, read_labels


def test_labels_are_read_as_written(tmp_path: Path) -> None:
    rows = "甲.txt,赵,objectives,3,\n甲.txt,钱,lc.inquiry,有,学生动手\n"
    (tmp_path / "l.csv").write_text("draft,reader,id,value,quote\n" + rows, encoding="utf-8-sig")
    labels = read_labels(tmp_path / "l.csv")
    draft = (tmp_path / "甲.txt").resolve()
    assert labels == [Label(draft, "赵", "objectives", "3"), Label(draft, "钱", "lc.inquiry", "yes", "学生动手")]
    assert [label.level for label in labels] == [3, None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("draft,reader,value\n", "缺少列：id"),
        ("draft,reader,id,value\na.txt,赵,objectives,6\n", "第 2 行"),
        ("draft,reader,id,value\na.txt,赵,lc.inquiry,3\n", "yes 或 no"),
    ],
)
def test_a_wrong_file_is_refused_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "l.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_labels(tmp_path / "l.csv")


def test_calibrate_writes_a_severity_that_review_applies(tmp_path: Path, capsys, monkeypatch) -> None:
    """Reviewers who give everything one level less than the rule: their severity lowers the level of the next draft."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("REVIEWER_LIBRARY_DIR", str(small_library(tmp_path)))
    rows = ["draft,reader,id,value"]
    for number in range(24):
        good = number % 2 == 0
        name = f"{number}.txt"
        (tmp_path / name).write_text(
            PLAN.format(objectives=GOOD if good else WEAK) + f"第{number}班\n", encoding="utf-8"
        )
        rows.append(f"{name},赵,objectives,{2 if good else 1}")
    (tmp_path / "l.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["calibrate", "l.csv", "--out", "severity.json", "--llm", "off"]) == 0
    assert "objectives" in capsys.readouterr().out
    levels = []
    for more in ([], ["--calibration", "severity.json"]):
        assert main(["review", "0.txt", "--llm", "off", "--format", "json", *more]) == 0
        import json

        review = json.loads(capsys.readouterr().out)
        levels.append(next(c["level"] for c in review["criteria"] if c["id"] == "objectives"))
    assert levels[1] == 2 < levels[0]
    assert review["provenance"]["severity"] == "l"


def small_library(tmp_path: Path) -> Path:
    """Two exemplars: indexing all of them would take longer than the test."""
    from reviewer.config import ROOT

    folder = tmp_path / "library"
    folder.mkdir()
    for name in ("l-math-p3-area.md", "l-science-p2-magnet.md"):
        (folder / name).write_bytes((ROOT / "corpora" / "exemplars" / "lessons" / name).read_bytes())
    return folder
