"""The frame around the tabs: who is here, which tabs there are, and the word of caution until it was read."""

from __future__ import annotations

from html import escape

from starlette.routing import Route

from reviewer.store import accounts
from reviewer.store.accounts import ROLES, Visitor
from reviewer.web.asking import Asked, answer_get, answer_post
from reviewer.web.site import Site

PLAINLY = "这里给的是改稿子的建议，不是对老师的评价，机器会看错，以您的判断为准。"
TABS = (
    ("review", "评阅", ""),
    ("mine", "我的稿子", ""),
    ("readings", "教研员评分", "scores"),
    ("library", "范例库", ""),
    ("rubrics", "评价标准", ""),
    ("accounts", "账号", "login"),
)


def build_frame(site: Site) -> list[Route]:
    def show(asked: Asked) -> str:
        return _frame(site, asked.visitor)

    def accept(asked: Asked) -> str:
        with site.database.begin() as session:
            accounts.accept_caution(session, asked.visitor)
        return ""

    return [answer_get("/parts/frame", show), answer_post("/parts/caution", accept)]


def _frame(site: Site, visitor: Visitor) -> str:
    shown = [
        (name, label)
        for name, label, needs in TABS
        if not needs or (needs == "scores" and visitor.scores) or (needs == "login" and site.asks_login)
    ]
    buttons = "".join(
        f'<button role="tab" id="t-{name}" aria-controls="p-{name}" aria-selected="false" tabindex="-1">{label}</button>'
        for name, label in shown
    )
    who = ""
    if site.asks_login:
        who = (
            f'<span class="lr-who"><span lang="zh-CN">{escape(visitor.name)}</span> · <span>{ROLES[visitor.role]}</span></span>'
            '<form method="post" action="/logout"><input type="hidden" name="csrf" '
            f'value="{escape(visitor.csrf)}"><button class="lr-plain">退出</button></form>'
        )
    return (
        f'<div class="lr-bar-top" data-csrf="{escape(visitor.csrf)}"><div role="tablist" aria-label="页面">{buttons}</div>'
        f'<div class="lr-user">{who}<button class="lr-plain" id="lr-language" lang="en">English</button></div></div>'
        + ("" if visitor.cautioned else _caution(site))
    )


def _caution(site: Site) -> str:
    model = site.service.llm_name
    used = f"读稿子的模型是 {escape(model)}。" if model else "现在没有用语言模型，只给出能数出来的结果。"
    away = (
        "模型在别的服务器上运行，送出去之前会遮住姓名、电话和证件号。" if model and model.startswith("openai:") else ""
    )
    kept = "稿子和结果存在学校的服务器上，只有您看得到；您点了“交给教研员”，教研员才看得到。"
    if not site.asks_login:
        kept = "稿子和结果只存在这台电脑上，用这台电脑打开本页面的人都看得到。"
    return (
        '<aside class="lr-caution" role="note" id="lr-caution"><p><b>先说清楚：</b>'
        + "".join(f"<span>{line}</span>" for line in (PLAINLY, kept, used, away) if line)
        + "</p>"
        '<form action="/parts/caution" data-into="lr-caution"><button>知道了</button></form></aside>'
    )
