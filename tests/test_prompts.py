from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.prompts import PROMPTS_DIR, load_prompt


def test_every_shipped_prompt_renders_with_its_inputs() -> None:
    for path in PROMPTS_DIR.glob("*.md"):
        prompt = load_prompt(path.stem)
        values = {name: f"<{name}-value>" for name in prompt.inputs}
        assert all(value in prompt.render(**values) for value in values.values())
        assert prompt.name == path.stem


def test_braces_in_a_draft_stay_as_they_are() -> None:
    prompt = load_prompt("draft")
    assert "print(f'{c:.1f}')" in prompt.render(kind="作业", draft="print(f'{c:.1f}')")


def test_missing_or_unknown_variable_is_an_error_before_any_call() -> None:
    with pytest.raises(UsageError, match="question"):
        load_prompt("ask").render()
    with pytest.raises(UsageError, match="colour"):
        load_prompt("ask").render(question="?", colour="red")


def test_hash_changes_with_the_text(tmp_path: Path) -> None:
    text = '---\nname: x\nversion: "1"\ninputs: []\n---\n问题'
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    before = load_prompt("x", tmp_path).sha256
    (tmp_path / "x.md").write_text(text + "？", encoding="utf-8")
    assert load_prompt("x", tmp_path).sha256 != before


def test_a_prompt_without_front_matter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("只有正文", encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.md"):
        load_prompt("x", tmp_path)
