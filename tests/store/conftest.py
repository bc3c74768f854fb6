"""Every test here runs twice: on SQLite and on a real PostgreSQL started for the purpose."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from reviewer.config import Settings
from reviewer.store.accounts import Visitor
from reviewer.store.database import Database
from reviewer.store.tables import Account


def _find_programs() -> Path | None:
    """The folder that holds initdb and pg_ctl; None without PostgreSQL."""
    for folder in (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), None):
        found = shutil.which("initdb", path=str(folder) if folder else None)
        if found:
            return Path(found).resolve().parent
    return None


@pytest.fixture(scope="session")
def postgres():
    """Address of a private PostgreSQL on a free loopback port; it refuses to run as root, so it runs as `postgres`."""
    programs = _find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "timeout": 120}
    password = folder / "password"
    password.write_text("only for tests\n")
    shutil.chown(password, "postgres") if as_user else None
    arguments = ["-D", str(data), "-U", "teacher", "-A", "scram-sha-256", f"--pwfile={password}", "-E", "UTF8"]
    subprocess.run([*as_user, str(programs / "initdb"), *arguments, "--no-sync"], **run)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories={folder}"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], **run)
    yield f"postgresql://teacher:only%20for%20tests@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], **run)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def kept_settings(request, tmp_path):
    """Settings with an empty database of each kind."""
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path / "data", offline=True)
    url = request.getfixturevalue("postgres")
    from sqlalchemy import create_engine

    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return Settings(data_dir=tmp_path / "data", database_url=url, offline=True)


@pytest.fixture
def database(kept_settings):
    found = Database.open(kept_settings)
    yield found
    found.close()


@pytest.fixture(scope="session")
def password_hash():
    """argon2 takes its time by design: once is enough."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash("correct horse")


@pytest.fixture
def people(database, password_hash):
    """Two teachers, a researcher and an administrator."""
    roles = {"张老师": "teacher", "李老师": "teacher", "王教研": "researcher", "赵主任": "admin"}
    with database.begin() as session:
        found = [Account(name=name, role=role, password=password_hash) for name, role in roles.items()]
        session.add_all(found)
        session.flush()
        return {account.name: Visitor(account.id, account.name, account.role) for account in found}
