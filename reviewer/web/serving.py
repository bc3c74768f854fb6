"""Start the page, on this machine only."""

from __future__ import annotations

import ipaddress
import logging
import sys
import threading
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.errors import ReviewerError, UsageError
from reviewer.reports.html import load_css
from reviewer.web.desk import Service
from reviewer.web.files import find_sample
from reviewer.web.health import mount_health

_log = logging.getLogger(__name__)

_HERE = Path(__file__).parent


def check_host(host: str) -> None:
    """Accept loopback addresses only: there are no accounts, so whoever reaches the page could read drafts.

    Raises UsageError with the cure.
    """
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = host.lower() == "localhost"
    if not inside:
        raise UsageError(
            f"不能在 {host} 上开页面：现在还没有账号，别人连上来就能用、能看。请用 127.0.0.1；要从别的电脑用，"
            "先在那台电脑上运行 ssh -L 7860:127.0.0.1:7860 用户名@这台电脑，或在前面放一个要登录的反向代理。",
            f"refusing to serve on {host}: there are no accounts yet. Use 127.0.0.1, and an SSH tunnel "
            "(ssh -L 7860:127.0.0.1:7860 user@host) or a reverse proxy that asks for a login.",
        )


def build_head() -> str:
    """Style and script of the page, inline: nothing is fetched from elsewhere."""
    css = load_css() + (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return f"<style>{css}</style><script>{script}</script>"


def launch_options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    """Everything Gradio would otherwise share, record or fetch is turned off here."""
    import gradio as gr

    names = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    fonts = [gr.themes.Font(name) for name in names]
    theme = gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=fonts)
    return {
        "server_name": host,
        "server_port": port,
        "share": False,
        "theme": theme,
        "head": build_head(),
        "footer_links": [],
        "run_history": False,  # Gradio would keep runs, drafts included, in the browser
        "enable_monitoring": False,
        "mcp_server": False,
        "ssr_mode": False,
        "pwa": False,
        "show_error": False,
        "quiet": True,
        "favicon_path": _HERE / "favicon.png",
        # Far above the reader's own limit: the reader says in Chinese what to do, Gradio only shows an alert.
        "max_file_size": f"{settings.max_upload_mb * 10}mb",
    }


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Build the reviewer and its page and serve until interrupted.

    Raises UsageError for a host beyond this machine or a port in use, UnavailableError if a named model is missing.
    """
    check_host(host)
    if not 0 < port < 65536:
        raise UsageError(f"端口 {port} 不能用，请给 1–65535 之间的数。", f"port {port} is out of range 1–65535")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    _say("正在准备；第一次要给范例建索引，约半分钟……")
    from reviewer.pipeline import Reviewer
    from reviewer.web.page import build_page

    reviewer = Reviewer.from_settings(settings)
    page = build_page(reviewer)
    try:
        page.launch(**launch_options(settings, host, port), prevent_thread_lock=True)
    except OSError as error:
        raise UsageError(
            f"端口 {port} 已被占用。换一个，例如：PORT={port + 1} make run",
            f"port {port} is in use; try PORT={port + 1} make run",
        ) from error
    mount_health(page.app, reviewer)
    _say(f"评阅页面已打开：http://{host}:{port}（按 Ctrl+C 关闭）")
    threading.Thread(target=warm_up, args=(reviewer,), daemon=True).start()
    page.block_thread()


def warm_up(service: Service) -> None:
    """Review the sample once, unseen, so that the first teacher does not wait for libraries to load."""
    sample = find_sample()
    if sample is None:
        return
    try:
        service.review(service.read(sample), use_model=False)
    except ReviewerError as error:
        _log.warning("warm-up: %s", error.english)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
