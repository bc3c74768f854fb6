"""docs/deploy.md: what it says the tests run, and that every command is either run or marked."""

from __future__ import annotations

import configparser
import re

from reviewer.config import ROOT, Settings, load_settings

PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


def blocks(language: str = "") -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_settings_it_names_are_settings(tmp_path, monkeypatch) -> None:
    (lines,) = [block for block in blocks() if block.startswith("REVIEWER_DATA_DIR")]
    for line in lines.splitlines():
        name, _, value = line.partition("=")
        monkeypatch.setenv(name, value)
    settings = load_settings(tmp_path)
    assert settings.max_upload_mb == 20 and settings.log_file == "-"
    assert settings.llm == "openai:Qwen/Qwen2.5-7B-Instruct"
    named = {name.lower() for name in re.findall(r"REVIEWER_([A-Z_]+)", PAGE)}
    assert named <= set(Settings.model_fields)


def test_the_unit_starts_the_command_as_it_is() -> None:
    (text,) = blocks("ini")
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text)
    command = unit["Service"]["ExecStart"].split()
    from reviewer.cli import build_parser

    args = build_parser().parse_args(command[1:])
    assert (args.command, args.host, args.port) == ("serve", "127.0.0.1", 7860)


def test_every_command_is_run_here_or_marked() -> None:
    """A section or its lines say 测试中运行 or 未在测试中运行."""
    for section in re.split(r"^#{2,3} ", PAGE, flags=re.MULTILINE)[1:]:
        for block in re.findall(r"```\n(.*?)```", section, re.DOTALL):
            commands = [
                line for line in block.splitlines() if re.match(r"(sudo|make|curl|cd|vllm|journalctl|\d+ )", line)
            ]
            assert not commands or "在测试中" in section or "测试中运行" in section, block
