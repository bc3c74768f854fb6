"""`reviewer accounts …`: who may log in to a page that others can reach."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from reviewer.config import Settings
from reviewer.errors import UsageError


def add_accounts(commands: Any) -> None:
    parser = commands.add_parser("accounts", help="账号：新建、列出、停用、改密码、删除")
    parser.set_defaults(run=run_accounts)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="有哪些账号")
    add = actions.add_parser("add", help="新建账号；密码按提示输入，或从标准输入读一行")
    add.add_argument("name", metavar="账号")
    add.add_argument(
        "--role", choices=["teacher", "researcher", "admin"], default="teacher", help="教师、教研员、管理员"
    )
    for name, label in (
        ("disable", "停用账号，已登录的立即退出"),
        ("enable", "重新启用"),
        ("password", "改密码"),
        ("remove", "删除账号和它的全部稿子"),
    ):
        actions.add_parser(name, help=label).add_argument("name", metavar="账号")


def run_accounts(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.store import accounts, audit
    from reviewer.store.database import Database

    password = _ask_password() if args.action in ("add", "password") else ""
    database = Database.open(settings)
    try:
        with database.begin() as session:
            if args.action == "list":
                return _print_accounts(accounts.list_accounts(session))
            if args.action == "add":
                account = accounts.add_account(session, args.name, password, args.role)
            else:
                account = accounts.find_account(session, args.name)
            if args.action == "password":
                accounts.set_password(session, account, password)
            elif args.action in ("disable", "enable"):
                accounts.set_disabled(session, account, disabled=args.action == "disable")
            elif args.action == "remove":
                accounts.remove_account(session, account)
            done = {"add": "新建", "password": "改密码", "disable": "停用", "enable": "启用", "remove": "删除"}[
                args.action
            ]
            audit.record(session, "命令行", f"{done}账号", args.name)
    finally:
        database.close()
    print(f"已{done}：{args.name}", file=sys.stderr)


def _print_accounts(found: Any) -> None:
    from reviewer.store.accounts import ROLES

    for account in found:
        print(f"{account.name}\t{ROLES[account.role]}\t{'已停用' if account.disabled else '可用'}")
    if not found:
        print("还没有账号。新建：reviewer accounts add 名字 --role teacher", file=sys.stderr)


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("密码（至少 8 个字符，输入时不显示）：")
    if getpass.getpass("再输一遍：") != first:
        raise UsageError("两次输入的密码不一样，请再来一次。", "the two passwords differ")
    return first
