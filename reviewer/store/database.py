"""The database: opened by URL, brought up to date, and handed out as sessions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from reviewer.config import Settings
from reviewer.errors import SettingError, UnavailableError

FILE_NAME = "reviewer.sqlite"
_MIGRATIONS = Path(__file__).parent / "migrations"


def find_url(settings: Settings) -> URL:
    """The database in force. Raises SettingError for one that is neither SQLite nor PostgreSQL."""
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.data_dir / FILE_NAME))
    try:
        url = make_url(settings.database_url)
    except ArgumentError as error:
        raise _refuse() from error
    backend = url.drivername.partition("+")[0]
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise _refuse()


def _refuse() -> SettingError:
    return SettingError(
        "设置 database_url 不能用：请写 sqlite:////路径/文件 或 postgresql://用户:密码@主机/库名。",
        "database_url must be sqlite:////path/file or postgresql://user:password@host/name",
    )


class Database:
    """An engine with its tables in order. Thread-safe; close it when done."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @classmethod
    def open(cls, settings: Settings) -> Database:
        """The database of the settings, created or migrated where needed.

        Raises UnavailableError where it does not answer or the driver is missing.
        """
        url = find_url(settings)
        try:
            engine = create_engine(url, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise UnavailableError(
                '连 PostgreSQL 需要 psycopg：pip install "lesson-reviewer[postgres]"',
                'PostgreSQL needs psycopg: pip install "lesson-reviewer[postgres]"',
            ) from error
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _set_up_sqlite)
        try:
            if url.get_backend_name() == "sqlite":
                Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
            migrate(engine)
        except (OperationalError, OSError) as error:
            where = url.render_as_string(hide_password=True)
            raise UnavailableError(
                f"打不开数据库 {where}：请看看它是否在运行、地址和密码对不对、文件夹能不能写。",
                f"cannot open the database {where}: {getattr(error, 'orig', error)}",
            ) from error
        return cls(engine)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session in one transaction: kept at the end, undone if anything goes wrong."""
        with self._sessions.begin() as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


def migrate(engine: Engine) -> None:
    """Bring the tables up to date."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two servers starting at once take turns
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(72905)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """Readers don't wait for a writer, a writer waits its turn, and what belongs together goes together."""
    for setting in ("journal_mode=WAL", "busy_timeout=15000", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {setting}")
