from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.config import describe_settings, load_settings
from reviewer.errors import SettingError


def test_environment_beats_file_beats_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reviewer.toml").write_text('llm = "off"\nmax_upload_mb = 7\n', encoding="utf-8")
    monkeypatch.setenv("REVIEWER_LLM", "openai:qwen-plus")
    settings = load_settings(tmp_path)
    assert (settings.llm, settings.max_upload_mb, settings.offline) == ("openai:qwen-plus", 7, False)
    sources = {name: source for name, _, source in describe_settings(tmp_path)}
    assert sources["llm"] == "REVIEWER_LLM"
    assert sources["max_upload_mb"].endswith("reviewer.toml")
    assert sources["offline"] == "默认"


def test_secrets_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_LLM_API_KEY", "sk-very-secret")
    shown = {name: value for name, value, _ in describe_settings(tmp_path)}
    assert shown["llm_api_key"] == "******"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max_upload_mb = 0", "max_upload_mb"),
        ('colour = "red"', "可用的设置"),
        ("llm = ", "不是正确的 TOML"),
    ],
)
def test_bad_settings_name_the_setting_and_the_cure(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "reviewer.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=expected):
        load_settings(tmp_path)
