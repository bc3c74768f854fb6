"""“账号”: one's own password; for an administrator everybody's account and the log."""

from __future__ import annotations

import time
from html import escape

from sqlalchemy.orm import Session
from starlette.routing import Route

from reviewer.errors import UsageError
from reviewer.store import accounts, audit
from reviewer.store.accounts import ROLES, Visitor
from reviewer.web.asking import Asked, answer_get, answer_post
from reviewer.web.site import Site

_CHANGES = {"password": "重设密码", "disable": "停用账号", "enable": "启用账号"}
_DONE = '<p class="lr-done" role="status">{}</p>'


def build_accounts(site: Site) -> list[Route]:
    def show(asked: Asked) -> str:
        return _page(site, asked.visitor)

    def own_password(asked: Asked) -> str:
        with site.database.begin() as session:
            tried = accounts.log_in(session, asked.visitor.name, asked.values.get("old", ""))
        if tried.visitor is None:
            said = "试错太多，请过一刻钟再来。" if tried.wait else "原来的密码不对。"
            raise UsageError(said, "the old password is wrong, or was tried too often")
        with site.database.begin() as session:
            account = accounts.find_account(session, asked.visitor.name)
            accounts.set_password(session, account, asked.values.get("new", ""))
            audit.record(session, asked.visitor.name, "改自己的密码")
        return _DONE.format("密码已改，请重新登录。")

    def add(asked: Asked) -> str:
        _allow(asked.visitor)
        with site.database.begin() as session:
            account = accounts.add_account(
                session, asked.text("name"), asked.values.get("password", ""), asked.text("role")
            )
            audit.record(session, asked.visitor.name, "新建账号", account.name)
        return _DONE.format("已新建。") + _page(site, asked.visitor)

    def change(asked: Asked) -> str:
        _allow(asked.visitor)
        with site.database.begin() as session:
            _change(session, asked)
        return _page(site, asked.visitor)

    return [
        answer_get("/parts/accounts", show),
        answer_post("/parts/accounts", add),
        answer_post("/parts/accounts/password", own_password),
        answer_post("/parts/accounts/change/{action}", change),
    ]


def _allow(visitor: Visitor) -> None:
    if not visitor.administers:
        raise UsageError("只有管理员能管账号。", "only administrators manage accounts")


def _change(session: Session, asked: Asked) -> None:
    account, action = accounts.find_account(session, asked.text("name")), asked.text("action")
    if account.id == asked.visitor.id:
        raise UsageError(
            "自己的账号不能在这里改：密码请在“改密码”里改，停用请找别的管理员。", "not for your own account"
        )
    if action not in _CHANGES:
        raise UsageError("没有这种操作。", "no such action")
    if action == "password":
        accounts.set_password(session, account, asked.values.get("password", ""))
    else:
        accounts.set_disabled(session, account, disabled=action == "disable")
    audit.record(session, asked.visitor.name, _CHANGES[action], account.name)


def _page(site: Site, visitor: Visitor) -> str:
    own = (
        '<section><h2>改密码</h2><form class="lr-search" action="/parts/accounts/password" data-into="p-accounts">'
        '<label>原来的密码<input type="password" name="old" required autocomplete="current-password"></label>'
        '<label>新密码（至少 8 个字符）<input type="password" name="new" required minlength="8" autocomplete="new-password"></label>'
        "<button>改密码</button></form></section>"
    )
    if not visitor.administers:
        return f'<div class="lr">{own}</div>'
    with site.database.begin() as session:
        people = "".join(
            _row(account.name, ROLES[account.role], disabled=account.disabled)
            for account in accounts.list_accounts(session)
        )
        log = "".join(
            f"<tr><td>{time.strftime('%m-%d %H:%M', time.localtime(entry.created))}</td><td>{escape(entry.account)}</td>"
            f"<td>{escape(entry.action)}</td><td>{escape(entry.subject)}</td></tr>"
            for entry in audit.list_entries(session)
        )
    roles = "".join(f'<option value="{role}">{word}</option>' for role, word in ROLES.items())
    return (
        f'<div class="lr lr-accounts">{own}<section><h2>所有账号</h2><ul class="lr-list">{people}</ul>'
        '<form class="lr-search" action="/parts/accounts" data-into="p-accounts"><label>账号<input name="name" required maxlength="60" '
        'autocomplete="off"></label><label>初始密码<input name="password" type="password" required minlength="8" autocomplete="new-password">'
        f'</label><label>身份<select name="role">{roles}</select></label><button>新建账号</button></form></section>'
        "<section><h2>谁做了什么</h2><div class='lr-scroll' tabindex='0' role='region' aria-label='谁做了什么'><table><thead><tr><th>时间</th>"
        f"<th>账号</th><th>做了什么</th><th>对什么</th></tr></thead><tbody lang='zh-CN'>{log}</tbody></table></div></section></div>"
    )


def _row(name: str, role: str, *, disabled: bool) -> str:
    action, label = ("enable", "重新启用") if disabled else ("disable", "停用")
    hidden = f'<input type="hidden" name="name" value="{escape(name)}">'
    return (
        f'<li><div><span lang="zh-CN">{escape(name)}</span><span class="lr-quiet">{role}{" · 已停用" if disabled else ""}</span></div><div class="lr-acts">'
        f'<form action="/parts/accounts/change/{action}" data-into="p-accounts">{hidden}<button>{label}</button></form>'
        f'<details><summary>重设密码</summary><form action="/parts/accounts/change/password" data-into="p-accounts">{hidden}'
        '<label>新密码<input name="password" type="password" minlength="8" required autocomplete="new-password"></label>'
        "<button>确定</button></form></details></div></li>"
    )
