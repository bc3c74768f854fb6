from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from reviewer.errors import UsageError
from reviewer.store import accounts, audit
from reviewer.store.tables import Account

GOOD = "correct horse"


def test_the_right_password_opens_a_session_and_logging_out_ends_it(database, people):
    with database.begin() as session:
        entry = accounts.log_in(session, "张老师", GOOD)
        assert entry.visitor.role == "teacher" and len(entry.token) >= 40
    with database.begin() as session:
        assert accounts.visitor_of(session, entry.token) == entry.visitor
        accounts.log_out(session, entry.token)
    with database.begin() as session:
        assert accounts.visitor_of(session, entry.token) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [("张老师", "wrong horse"), ("没有这人", GOOD), ("没有\x00这人", GOOD), ("本机", ""), ("本机", GOOD)],
)
def test_a_wrong_name_or_password_opens_nothing(database, people, name, password):
    with database.begin() as session:
        accounts.local_visitor(session)
        assert accounts.log_in(session, name, password) == accounts.Entry()


def test_guessing_locks_the_account_for_a_while_and_for_nobody_else(database, people):
    with database.begin() as session:
        waits = [accounts.log_in(session, "张老师", "guess number", now=1000.0).wait for _ in range(5)]
        assert waits == [0, 0, 0, 0, accounts.LOCKED_SECONDS]
    with database.begin() as session:
        assert accounts.log_in(session, "张老师", GOOD, now=1001.0).wait == accounts.LOCKED_SECONDS - 1
        assert accounts.log_in(session, "李老师", GOOD, now=1001.0).visitor is not None
        assert accounts.log_in(session, "张老师", GOOD, now=1000.0 + accounts.LOCKED_SECONDS).visitor is not None
        assert [entry.action for entry in audit.list_entries(session, "张老师")] == ["登录", "密码连续输错，暂时锁定"]


@pytest.mark.parametrize(
    ("steps", "there"),
    [
        ([3600, 7200, 10000], True),  # used now and then
        ([accounts.IDLE_SECONDS + 1], False),
        ([3600 * hour for hour in range(1, 13)], True),
        ([3600 * hour for hour in range(1, 14)], False),  # never longer than half a day
    ],
)
def test_sessions_end_when_idle_and_after_half_a_day(database, people, steps, there):
    with database.begin() as session:
        token = accounts.log_in(session, "张老师", GOOD, now=0.0).token
    for step in steps:
        with database.begin() as session:
            found = accounts.visitor_of(session, token, now=float(step))
    assert (found is not None) is there


def test_disabling_or_a_new_password_ends_every_session(database, people):
    with database.begin() as session:
        tokens = [accounts.log_in(session, name, GOOD).token for name in ("张老师", "李老师")]
        accounts.set_disabled(session, accounts.find_account(session, "张老师"), disabled=True)
        accounts.set_password(session, accounts.find_account(session, "李老师"), "battery staple")
    with database.begin() as session:
        assert [accounts.visitor_of(session, token) for token in tokens] == [None, None]
        assert accounts.log_in(session, "张老师", GOOD) == accounts.Entry()
        assert accounts.log_in(session, "李老师", GOOD) == accounts.Entry()
        assert accounts.log_in(session, "李老师", "battery staple").visitor is not None


@pytest.mark.parametrize(
    ("name", "password", "role", "said"),
    [
        ("张老师", GOOD, "teacher", "已经有了"),
        ("本机", GOOD, "teacher", "本机"),
        ("  ", GOOD, "teacher", "1 到 60"),
        ("钱老师", "short", "teacher", "8 个字符"),
        ("钱老师", "11112222", "teacher", "太容易猜"),
        ("qianlaoshi", "QianLaoshi", "teacher", "太容易猜"),
        ("钱老师", GOOD, "headmaster", "身份"),
    ],
)
def test_accounts_that_are_refused(database, people, name, password, role, said):
    with pytest.raises(UsageError, match=said), database.begin() as session:
        accounts.add_account(session, name, password, role)


def test_passwords_and_tokens_are_not_kept(database, people):
    with database.begin() as session:
        token = accounts.log_in(session, "张老师", GOOD).token
        kept = [accounts.add_account(session, name, GOOD).password for name in ("孙老师", "周老师")]
        assert kept[0] != kept[1] and all(one.startswith("$argon2id$") for one in kept)
        rows = session.connection().exec_driver_sql("SELECT * FROM sessions").all()
    assert len(rows) == 1 and token not in str(rows)


def test_guesses_at_one_moment_all_count(database, people, monkeypatch):
    """SQLite locks no row: a guess that ends while another is being hashed must not be forgotten."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets them take turns")

    def meanwhile(password, kept):
        monkeypatch.setattr(accounts, "_matches", lambda password, kept: False)
        with database.begin() as other:
            accounts.log_in(other, "张老师", "guess two")
        return False

    monkeypatch.setattr(accounts, "_matches", meanwhile)
    with database.begin() as session:
        accounts.log_in(session, "张老师", "guess one")
    with database.begin() as session:
        assert accounts.find_account(session, "张老师").failures == 2


@pytest.mark.parametrize("later", [120.0, accounts.IDLE_SECONDS + 1])
def test_a_session_ended_at_this_moment_is_no_error(database, people, later):
    with database.begin() as session:
        token = accounts.log_in(session, "张老师", GOOD, now=0.0).token

    class Slow(Session):
        """Between looking and writing, the same session is ended elsewhere."""

        def get(self, table, key, **more):
            found = super().get(table, key, **more)
            if table is Account:
                with database.begin() as other:
                    accounts.log_out(other, token)
            return found

    with Slow(database.engine) as session, session.begin():
        accounts.visitor_of(session, token, now=later)
    with database.begin() as session:
        assert accounts.visitor_of(session, token, now=later) is None
