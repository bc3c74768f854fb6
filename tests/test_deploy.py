"""docs/deploy.md: what it says the tests run, and that every command is either run or marked."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from reviewer.config import ROOT, Settings, load_settings

COMMAND = re.compile(r"(sudo|make|curl|cd|vllm|ray|reviewer|pip|export|journalctl|\d+ )")
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


def split(page: str) -> list[tuple[str, str, str]]:
    """(what stands before, language, block) of every block of a page."""
    parts = re.split(r"^```(\w*)\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=False))


def blocks(language: str = "", page: str = PAGE) -> list[str]:
    return [block for _, named, block in split(page) if named == language]


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


MARKED = re.compile(r"未在测试中运行|未在测试中启动|测试中运行|测试中检查")


@pytest.mark.parametrize("page", ["deploy.md", "batch.md"])
def test_every_command_is_run_here_or_marked(page: str) -> None:
    """The heading, the paragraph before a block, or every line in it says whether the tests run it."""
    heading = ""
    for before, language, block in split((ROOT / "docs" / page).read_text(encoding="utf-8")):
        headings = re.findall(r"^#+ .*$", before, re.MULTILINE)
        heading = headings[-1] if headings else heading
        near = before.strip().rsplit("\n\n", 1)[-1]
        commands = [line for line in block.splitlines() if COMMAND.match(line)] if language == "" else []
        if not MARKED.search(heading) and not MARKED.search(near):
            assert all(MARKED.search(line) for line in commands), f"{heading}: {commands}"


def test_the_commands_of_reviewer_are_commands() -> None:
    from reviewer.cli import build_parser

    found = []
    for page in ("deploy.md", "batch.md"):
        for block in blocks(page=(ROOT / "docs" / page).read_text(encoding="utf-8")):
            found += re.findall(
                r"(?:^|bin/| )reviewer ((?:batch|rank|backup|restore|accounts|serve|models) [^#\n]*)", block
            )
    for command in [re.sub(r"\$\(.*?\)", "x", one) for one in found]:
        assert build_parser().parse_args(shlex.split(command)).command == command.split()[0]
    assert {command.split()[0] for command in found} == {"batch", "rank", "backup", "accounts"}


def test_the_backup_table_is_a_crontab() -> None:
    (table,) = [block for block in blocks() if "reviewer backup" in block]
    for line in table.splitlines():
        minute, hour, *days, user, _ = line.split(maxsplit=6)[:7]
        assert (int(minute) < 60, int(hour) < 24, days, user) == (True, True, ["*"] * 3, "reviewer")
        assert not re.search(r"(?<!\\)%", line), "cron takes a bare % for the end of the line"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_takes_the_unit(tmp_path) -> None:
    (text,) = blocks("ini")
    here = re.sub(r"^(ExecStart=)\S+", rf"\g<1>{sys.executable}", text, flags=re.MULTILINE)
    unit = tmp_path / "reviewer.service"
    unit.write_text(here.replace("User=reviewer\n", "").replace(" postgresql.service", ""), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "reviewer.service" in line]
    assert complaints == [] and done.returncode == 0, done.stderr
