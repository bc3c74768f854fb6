"""Backup and restore, one call each: SQLite by its online backup, PostgreSQL through pg_dump and pg_restore."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from reviewer.config import Settings
from reviewer.errors import UnavailableError, UsageError
from reviewer.store.database import Database, find_url


def back_up(settings: Settings, path: Path) -> int:
    """Write everything that is kept into one file, also while the page is in use; its size in bytes.

    Raises UsageError where the file exists already or can't be written.
    """
    if path.exists():
        raise UsageError(f"{path} 已经有了，请换个文件名，免得盖掉以前的备份。", f"{path} exists; choose another name")
    Database.open(settings).close()  # the tables of today's version
    url = find_url(settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # nobody else reads it, from the first byte on
        _dump(url, path)
    except (OSError, sqlite3.Error) as error:
        path.unlink(missing_ok=True)
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"写不进 {path}：{why}。", f"cannot write {path}: {error}") from error
    except BaseException:  # what is not whole must not be taken for a backup
        path.unlink(missing_ok=True)
        raise
    return path.stat().st_size


def _dump(url: URL, path: Path) -> None:
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(Path(str(url.database)), path)
    else:
        _run_postgres(url, ["pg_dump", "--format=custom", "--no-owner", f"--file={path}"])


def restore(settings: Settings, path: Path) -> None:
    """Replace everything that is kept by what the backup holds. Stop the page first.

    Raises UsageError for a file that is no backup of this kind of database; nothing is changed then.
    """
    if not path.is_file():
        raise UsageError(f"找不到备份 {path}。", f"no backup at {path}")
    url = find_url(settings)
    with path.open("rb") as file:
        start = file.read(16)
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(path, start, Path(str(url.database)))
    elif start[:5] == b"PGDMP":
        arguments = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction"]
        _run_postgres(url, [*arguments, f"--dbname={url.database}", str(path)], named=False)
    else:
        raise _not_a_backup(path, "PostgreSQL")
    Database.open(settings).close()  # a backup of an older version is brought up to date


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _restore_sqlite(path: Path, start: bytes, target: Path) -> None:
    if start != b"SQLite format 3\x00":
        raise _not_a_backup(path, "SQLite")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as backup:
            backup.execute("SELECT version_num FROM alembic_version").fetchone()
            if backup.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise _not_a_backup(path, "SQLite")
    except sqlite3.DatabaseError as error:
        raise _not_a_backup(path, "SQLite") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".restoring")
    shutil.copyfile(path, fresh)
    for leftover in ("-wal", "-shm"):
        Path(f"{target}{leftover}").unlink(missing_ok=True)
    fresh.replace(target)


def _not_a_backup(path: Path, kind: str) -> UsageError:
    return UsageError(
        f"{path} 不是 {kind} 数据库的备份，或者已经损坏，没有恢复。请用 reviewer backup 写出的文件。",
        f"{path} is no intact {kind} backup; use a file written by reviewer backup",
    )


def _run_postgres(url: URL, command: list[str], *, named: bool = True) -> None:
    """Run a PostgreSQL tool on the database; the password travels in the environment, not on the command line."""
    tool = shutil.which(command[0])
    if tool is None:
        raise UnavailableError(
            f"没有找到 {command[0]}，请安装 PostgreSQL 客户端（Debian：apt install postgresql-client）。",
            f"{command[0]} not found: install the PostgreSQL client",
        )
    given = {"--host": url.host, "--port": url.port, "--username": url.username}
    options = [f"{name}={value}" for name, value in given.items() if value]
    if named:
        options.append(f"--dbname={url.database}")
    done = subprocess.run(
        [tool, *options, "--no-password", *command[1:]],
        env={"PATH": str(Path(tool).parent), "PGPASSWORD": url.password or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise UnavailableError(f"{command[0]} 没有成功：{last}", f"{command[0]} failed: {last}")
