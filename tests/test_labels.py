"""Labels as CSV, and a severity from them through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from circle_plan import another_lesson

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


@pytest.fixture
def room(tmp_path: Path, monkeypatch) -> Path:
    """Twenty-four lessons, every other one with good objectives, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("REVIEWER_LIBRARY_DIR", str(small_library(tmp_path)))
    for number in range(24):
        (tmp_path / f"{number}.txt").write_text(another_lesson(number, good=number % 2 == 0), encoding="utf-8")
    return tmp_path


def calibrate(room: Path, level, about: str = "objectives") -> int:
    rows = ["draft,reader,id,value"] + [f"{number}.txt,赵,{about},{level(number)}" for number in range(24)]
    (room / "l.csv").write_text("\n".join(rows), encoding="utf-8")
    return main(["calibrate", "l.csv", "--out", "severity.json", "--llm", "off"])


def review(capsys, *more: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["review", "0.txt", "--llm", "off", "--format", "json", *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_calibrate_writes_a_severity_that_review_applies(room: Path, capsys) -> None:
    """Reviewers who give everything one level less than the rule: their severity lowers the level of the next draft."""
    assert calibrate(room, lambda number: 1 + (number % 2 == 0)) == 0
    told = capsys.readouterr().out
    assert "objectives" in told and "已写好" in told
    plain, ours = review(capsys), review(capsys, "--calibration", "severity.json")
    before, after = (next(c for c in one["criteria"] if c["id"] == "objectives") for one in (plain, ours))
    assert after["level"] == 2 < before["level"]
    assert f"按量规是 {before['level']} 级，按本地的尺度是 2 级。" in after["reason"]
    assert ours["provenance"]["severity"] == "l"
    stopped(room, capsys)


def stopped(room: Path, capsys) -> None:
    """The same severity where it can do nothing: said before the first draft is read, as wrong usage."""
    fitted = json.loads((room / "severity.json").read_text(encoding="utf-8"))
    for changed, said in (
        ({"llm": "openai:other"}, "是用模型 openai:other 得出的"),
        ({"scale": "other"}, "问法、句向量模型或各项的权重换过"),
        ({"rubric_sha256": "other"}, "改动前的量规"),
        ({"rubric": "lesson-ours"}, "是给量规 lesson-ours 的"),
    ):
        (room / "other.json").write_text(json.dumps(fitted | changed), encoding="utf-8")
        (room / "reviewer.toml").write_text('severity = "other.json"\n', encoding="utf-8")
        assert main(["batch", ".", "--out", "run", "--llm", "off"]) == 2
        assert said in capsys.readouterr().err
        assert not (room / "run").exists()


def test_where_nothing_is_learnt_it_is_said_and_nothing_applied(room: Path, capsys) -> None:
    assert calibrate(room, lambda number: 3) == 0
    told = capsys.readouterr().out
    assert "没有学到" in told and "已写好" not in told
    assert main(["review", "0.txt", "--llm", "off", "--format", "json", "--calibration", "severity.json"]) == 0
    shown = capsys.readouterr()
    assert "没有一条比量规更接近打分的人" in shown.err
    assert json.loads(shown.out)["provenance"]["severity"] is None


def test_a_criterion_the_rubric_has_not_is_refused_with_those_it_has(room: Path, capsys) -> None:
    assert calibrate(room, lambda number: 3, "objektives") == 2
    told = capsys.readouterr().err
    assert "objektives" in told and "learner-centred" in told
    assert not (room / "severity.json").exists()


def small_library(tmp_path: Path) -> Path:
    """Two exemplars: indexing all of them would take longer than the test."""
    from reviewer.config import ROOT

    folder = tmp_path / "library"
    folder.mkdir()
    for name in ("l-math-p3-area.md", "l-science-p2-magnet.md"):
        (folder / name).write_bytes((ROOT / "corpora" / "exemplars" / "lessons" / name).read_bytes())
    return folder
