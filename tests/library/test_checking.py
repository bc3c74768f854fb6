"""`library check` on exemplars with one thing wrong each, and on those that are shipped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewer.checking import check_exemplars
from reviewer.cli import main
from reviewer.config import ROOT

GOOD = (ROOT / "corpora" / "exemplars") / "homework" / "h-math-p2-length.md"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("criterion: load", "criterion: lode", "lode"),
        ("criterion: purpose", "criterion: load", "“load”写了不止一次"),
        ("实践", "活动", "没有“实践”"),
        ("subject: 数学", "subjekt: 数学", "subject"),
        ("口头与动手三天共约30分钟，", "", "找不到原文"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "one.md"
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, -1 if old == "实践" else 1), encoding="utf-8")
    count, problems = check_exemplars([path], None)
    assert count == 1
    assert any(said in problem.said for problem in problems), problems


def test_a_plan_with_its_nouns_swapped_is_a_twin(tmp_path: Path) -> None:
    text = ((ROOT / "corpora" / "exemplars") / "lessons" / "l-math-p3-area.md").read_text(encoding="utf-8")
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text(text, encoding="utf-8")
    second.write_text(text.replace("面积", "周长").replace("id: l-math-p3-area", "id: l-math-p3-b"), encoding="utf-8")
    _, problems = check_exemplars([first, second], None)
    assert [problem.exemplar for problem in problems if "文字相同" in problem.said] == ["l-math-p3-b"]


def test_a_strength_that_can_be_counted_must_hold(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    text = GOOD.read_text(encoding="utf-8")
    drill = "把下面每个词语抄写十遍：厘米、米、分米、毫米。\n"
    changed = text.replace("criterion: load", "criterion: repetition").replace(
        "## 参考答案", f"7. {drill}\n## 参考答案"
    )
    path.write_text(changed, encoding="utf-8")
    _, problems = check_exemplars([path], None)
    assert any("“repetition”" in problem.said and "re.no_copying" in problem.said for problem in problems), problems


def test_the_shipped_exemplars_are_in_order() -> None:
    count, problems = check_exemplars(sorted((ROOT / "corpora" / "exemplars").rglob("*.md")), None)
    assert count >= 75
    assert problems == []


def test_the_command_lists_every_failing_exemplar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "exemplars"
    folder.mkdir()
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("REVIEWER_LIBRARY_DIR", str(folder))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    shutil.copy(GOOD, folder)
    assert main(["library", "check"]) == 0
    assert "1 份范例都合格" in capsys.readouterr().out
    for name in ("甲", "乙"):
        (folder / f"{name}.md").write_text("没有说明", encoding="utf-8")
    assert main(["library", "check"]) == 2
    shown = capsys.readouterr()
    assert "甲.md" in shown.out and "乙.md" in shown.out and "3 份范例里有 2 份要改" in shown.err
