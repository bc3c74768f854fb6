"""Start the page: on this machine without accounts, anywhere else with them."""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.errors import ReviewerError, RubricError, UsageError
from reviewer.judging.severity import parse_severity
from reviewer.reports.html import load_css
from reviewer.reports.words import KIND_WORDS
from reviewer.store import school_rubrics, severities
from reviewer.store.accounts import list_accounts
from reviewer.store.database import Database
from reviewer.web.desk import Service
from reviewer.web.files import list_samples
from reviewer.web.site import Site

_log = logging.getLogger(__name__)

_HERE = Path(__file__).parent
UNREADABLE = "本校的{kind}标准现在的程序读不懂，暂用随附的标准，评出的等级会不一样。请管理员改好后在“评价标准”里重新上传。（{why}）"

OUTDATED = (
    "本校{kind}的本地尺度“{name}”是旧版程序算的，现在用不上，等级照标准来定。请教研员在“教研员评分”里重新算一个。"
)


def is_local(host: str) -> bool:
    """Whether only this machine reaches a page on this address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def check_host(host: str, *, accounts: int) -> None:
    """Beyond this machine nobody is served without accounts: whoever reached the page could read drafts.

    Raises UsageError with the cure.
    """
    if not is_local(host) and not accounts:
        raise UsageError(
            f"不能在 {host} 上开页面：还没有账号，别人连上来就能看稿子。先建一个：reviewer accounts add 名字 --role admin",
            f"refusing to serve on {host} without accounts; first: reviewer accounts add NAME --role admin",
        )


def build_head() -> str:
    """Style and script of the page, inline: nothing is fetched from elsewhere."""
    css = (
        load_css()
        + load_css("comparison.css")
        + "".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "tabs.css"))
    )
    english = (_HERE / "english.json").read_text(encoding="utf-8")
    script = f"window.lrEnglish = {english};" + "".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("page.js", "tabs.js", "opinions.js")
    )
    return f"<style>{css}</style><script>{script}</script>"


def page_options(settings: Settings) -> dict[str, Any]:
    """Everything Gradio would otherwise record, show or fetch is turned off here."""
    import gradio as gr

    names = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    fonts = [gr.themes.Font(name) for name in names]
    return {
        "theme": gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=fonts),
        "head": build_head(),
        "footer_links": [],
        "run_history": False,  # Gradio would keep runs, drafts included, in the browser
        "enable_monitoring": False,
        "mcp_server": False,
        "ssr_mode": False,
        "pwa": False,
        "show_error": False,
        "favicon_path": str(_HERE / "favicon.png"),
        # Far above the reader's own limit: the reader says in Chinese what to do, Gradio only shows an alert.
        "max_file_size": f"{settings.max_upload_mb * 10}mb",
    }


@dataclass(frozen=True, slots=True)
class Address:
    """Where to serve. `login` asks for accounts on this machine too, as behind a proxy; TLS where both files are given."""

    host: str = "127.0.0.1"
    port: int = 7860
    login: bool = False
    certificate: Path | None = None
    key: Path | None = None


def serve(settings: Settings, address: Address) -> None:
    """Build the reviewer and its page and serve until interrupted.

    Raises UsageError for an address that can't be served or a port in use, UnavailableError if a named model or the
    database is missing.
    """
    host, port = address.host, address.port
    if not 0 < port < 65536:
        raise UsageError(f"端口 {port} 不能用，请给 1–65535 之间的数。", f"port {port} is out of range 1–65535")
    _check_free(host, port)
    database = Database.open(settings)
    with database.begin() as session:
        count = len(list_accounts(session))
    asks_login = address.login or not is_local(host)
    check_host("0.0.0.0" if address.login else host, accounts=count)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    _say("正在准备；第一次要给范例建索引，约半分钟……")
    from reviewer.pipeline import Reviewer

    reviewer = Reviewer.from_settings(settings)
    take_up(reviewer, database)
    import uvicorn

    from reviewer.web.application import build_application

    site = Site(reviewer, database, asks_login=asks_login)
    threading.Thread(target=warm_up, args=(reviewer,), daemon=True).start()
    application = build_application(site, settings)  # seconds; only then is there something at the address
    _say(f"评阅页面：http{'s' if address.certificate else ''}://{host}:{port}（按 Ctrl+C 关闭）")
    uvicorn.run(
        application,
        host=host,
        port=port,
        log_level="warning",
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    database.close()


def take_up(service: Service, database: Database) -> None:
    """What the school has put in force on the page: its own rubrics, and its own severities.

    A rubric that no longer holds, as after an upgrade, is named in the notices; it stays in the store as it is.
    """
    with database.begin() as session:
        for kind in ("lesson", "homework"):
            try:
                own = school_rubrics.in_force(session, kind)
            except RubricError as error:
                service.notices.append(UNREADABLE.format(kind=KIND_WORDS[kind], why=error.chinese))
                _log.warning("the school's %s rubric is not used: %s", kind, error.english)
                own = None
            if own is not None:
                service.adopt(own)
            local = severities.in_force(session, kind)
            severity = parse_severity(local.severity) if local is not None else None
            if severity is not None:
                service.weigh_like(severity)
            elif local is not None:
                service.notices.append(OUTDATED.format(kind=KIND_WORDS[kind], name=local.name))


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"端口 {port} 已被占用，或者这台电脑没有 {host} 这个地址。换一个端口，例如：PORT={port + 1} make run",
                f"cannot listen on {host}:{port} ({error.strerror}); try PORT={port + 1} make run",
            ) from error


def warm_up(service: Service) -> None:
    """Review the sample once, unseen, so that the first teacher does not wait for libraries to load."""
    for _, sample in list_samples()[:1]:
        try:
            service.review(service.read(Path(sample)), use_model=False)
        except ReviewerError as error:
            _log.warning("warm-up: %s", error.english)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
