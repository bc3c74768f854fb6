from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from reviewer.cli import main
from reviewer.config import ROOT, Settings
from reviewer.errors import RubricError, SettingError, UnavailableError, UsageError
from reviewer.rubrics import get_rubric
from reviewer.store import accounts, audit, school_rubrics, severities
from reviewer.store.backup import back_up, restore
from reviewer.store.database import Database, find_url
from reviewer.store.tables import Table


def test_migrations_make_exactly_the_tables_and_run_again_unharmed(database, kept_settings):
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []
    Database.open(kept_settings).close()


def test_an_error_leaves_nothing_half_done(database):
    with pytest.raises(UsageError), database.begin() as session:
        accounts.add_account(session, "钱老师", "correct horse")
        accounts.add_account(session, "钱老师", "correct horse")
    with database.begin() as session:
        assert accounts.list_accounts(session) == []


def test_backup_and_restore_bring_everything_back(database, people, kept_settings, tmp_path):
    backup = tmp_path / "backups" / "monday"
    assert back_up(kept_settings, backup) == backup.stat().st_size > 1000
    assert backup.stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError, match="已经有了"):
        back_up(kept_settings, backup)
    with database.begin() as session:
        accounts.remove_account(session, accounts.find_account(session, "张老师"))
    database.close()
    restore(kept_settings, backup)
    again = Database.open(kept_settings)
    with again.begin() as session:
        assert [account.name for account in accounts.list_accounts(session)] == sorted(people)
        assert accounts.log_in(session, "张老师", "correct horse").visitor is not None
    again.close()


def test_what_is_no_backup_changes_nothing(database, people, kept_settings, tmp_path):
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    (tmp_path / "text").write_text("hello", encoding="utf-8")
    for path in (other, tmp_path / "text"):
        with pytest.raises(UsageError, match="不是"):
            restore(kept_settings, path)
    with pytest.raises(UsageError, match="找不到"):
        restore(kept_settings, tmp_path / "nothing")
    with database.begin() as session:
        assert len(accounts.list_accounts(session)) == 4


def test_a_backup_is_closed_from_its_first_byte_and_whole_or_not_there(tmp_path, monkeypatch):
    settings, path = Settings(data_dir=tmp_path / "data", offline=True), tmp_path / "monday"
    modes = []

    def half(source, target):
        modes.append(target.stat().st_mode & 0o777)
        target.write_bytes(b"half")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("reviewer.store.backup._copy_sqlite", half)
    with pytest.raises(UsageError, match="disk is full"):
        back_up(settings, path)
    assert modes == [0o600] and not path.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "data").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(UnavailableError, match="打不开数据库"):
        Database.open(Settings(data_dir=tmp_path / "data", offline=True))


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        (None, "sqlite"),
        ("sqlite:////tmp/x.sqlite", "sqlite"),
        ("postgresql://a:b@host/name", "postgresql+psycopg"),
        ("postgres://a:b@host/name", "postgresql+psycopg"),
    ],
)
def test_databases_by_url(url, driver):
    assert find_url(Settings(database_url=url)).drivername == driver


@pytest.mark.parametrize("url", ["mysql://a@b/c", "sqlite://", "nonsense", "sqlite:///:memory:"])
def test_other_databases_are_refused(url):
    with pytest.raises(SettingError, match="database_url"):
        find_url(Settings(database_url=url))


def test_a_database_that_does_not_answer_is_told_without_the_password():
    with pytest.raises(UnavailableError) as told:
        Database.open(Settings(database_url="postgresql://a:secret@127.0.0.1:9/name"))
    assert "127.0.0.1:9" in told.value.chinese
    assert "secret" not in told.value.chinese + told.value.english


def test_a_school_rubric_is_in_force_until_put_aside(database, people):
    admin = people["赵主任"]
    source = (ROOT / "rubrics" / "lesson-design.yaml").read_text(encoding="utf-8")
    own = source.replace("学情与目标", "学情和目标", 1)
    with database.begin() as session:
        assert school_rubrics.in_force(session, "lesson") is None
        rubric = school_rubrics.adopt(session, admin, own, "本校.yaml")
    with database.begin() as session:
        assert school_rubrics.in_force(session, "lesson") == rubric
        changes = school_rubrics.list_changes(get_rubric("lesson"), rubric)
        assert len(changes) == 1 and "学情与目标" in changes[0][1] and "学情和目标" in changes[0][2]
        with pytest.raises(RubricError, match=r"坏\.yaml 第 1 行"):
            school_rubrics.adopt(session, admin, "- 1", "坏.yaml")
        school_rubrics.put_aside(session, admin, "lesson")
        assert school_rubrics.in_force(session, "lesson") is None
        assert [entry.action for entry in audit.list_entries(session)] == ["停用本校标准", "启用本校标准"]


def run(tmp_path: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reviewer.cli", *arguments],
        cwd=ROOT,
        env={
            "REVIEWER_DATA_DIR": str(tmp_path / "data"),
            "PYTHONUTF8": "1",
            "PATH": "/usr/bin:/bin",
            "LANG": "zh_CN.UTF-8",
        },
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_accounts_from_the_command_line(tmp_path, monkeypatch, capsys):
    done = run(tmp_path, "accounts", "add", "孙老师", "--role", "researcher", given="correct horse\n")
    assert (done.returncode, done.stdout) == (0, "") and "已新建" in done.stderr
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path / "data"))
    for arguments, code in (
        (["accounts", "disable", "孙老师"], 0),
        (["accounts", "list"], 0),
        (["accounts", "disable", "没有"], 2),
        (["backup", str(tmp_path / "b")], 0),
        (["accounts", "remove", "孙老师"], 0),
        (["restore", str(tmp_path / "b")], 0),
        (["accounts", "enable", "孙老师"], 0),
        (["accounts", "list"], 0),
    ):
        assert main(arguments) == code
    said = capsys.readouterr()
    assert said.out == "孙老师\t教研员\t已停用\n孙老师\t教研员\t可用\n"
    assert "没有叫 没有 的账号" in said.err


def test_one_severity_of_a_kind_is_in_force_and_switching_is_written_down(database, people):
    admin = people["赵主任"]
    with database.begin() as session:
        first, second = (severities.keep(session, admin, "lesson", name, "{}") for name in ("甲", "乙"))
        assert severities.in_force(session, "lesson") is None
        for one in (first, second):
            severities.switch(session, admin, one.id, on=True)
        assert severities.in_force(session, "lesson").name == "乙"
        severities.switch(session, admin, first.id, on=True)
        assert [one.name for one in severities.list_kept(session, "lesson")] == ["甲", "乙"]
        severities.switch(session, admin, first.id, on=False)
        assert severities.in_force(session, "lesson") is None
        with pytest.raises(UsageError, match="没有这个尺度"):
            severities.switch(session, admin, 99, on=True)
        done = [(entry.action, entry.subject) for entry in audit.list_entries(session)]
    assert done[:2] == [("停用本地尺度", "甲"), ("启用本地尺度", "甲")] and len(done) == 6


def test_a_severity_no_longer_in_force_puts_no_other_out_of_force(database, people):
    """The page still shows 甲 in force; meanwhile another administrator has switched to 乙."""
    admin = people["赵主任"]
    with database.begin() as session:
        first, second = (severities.keep(session, admin, "lesson", name, "{}") for name in ("甲", "乙"))
        severities.switch(session, admin, second.id, on=True)
    with pytest.raises(UsageError, match="已经停用了"), database.begin() as session:
        severities.switch(session, admin, first.id, on=False)
    with database.begin() as session:
        assert severities.in_force(session, "lesson").name == "乙"
