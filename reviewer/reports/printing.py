"""HTML → PDF through a Chromium that is on the machine: without network, with a profile of its own, within a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from reviewer.errors import UnavailableError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
)
SECONDS = 120.0  # a busy school server needs most of a minute, an idle one two seconds
# No host resolves and the proxy leads nowhere: whatever a page asks for, nothing leaves the machine.
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
)
MISSING = (
    "生成 PDF 需要 Chromium、Chrome 或 Edge 浏览器，这台电脑上没有找到。请装一个（Debian/Ubuntu：apt install chromium），"
    "或用 --format page 得到网页，在任何浏览器里打印。",
    "a PDF needs Chromium, Chrome or Edge, and none was found (Debian: apt install chromium). "
    "Or use --format page and print it from any browser.",
)
FAILED = (
    "浏览器没能生成 PDF。请再试一次，或用 --format page 得到网页，在浏览器里打印。",
    "the browser made no PDF. Try again, or use --format page and print it from a browser.",
)


def find_browser() -> Path | None:
    """A Chromium, Chrome or Edge on PATH or in the usual places; None where there is none."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((Path(place) for place in (*on_path, *USUAL_PLACES) if place and Path(place).is_file()), None)


def print_pdf(html: str, *, seconds: float = SECONDS) -> bytes:
    """The page as PDF. Raises UnavailableError where there is no browser, or it makes none within `seconds`."""
    browser = find_browser()
    if browser is None:
        raise UnavailableError(*MISSING)
    with tempfile.TemporaryDirectory(prefix="print-", ignore_cleanup_errors=True) as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [str(browser), *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium's own sandbox refuses to start as root; the page runs no script
        _run([*command, page.as_uri()], seconds)
        data = made.read_bytes() if made.is_file() else b""
    if not data.startswith(b"%PDF"):
        raise UnavailableError(*FAILED)
    return data


def _run(command: list[str], seconds: float) -> None:
    """Run the browser; it and whatever it started is ended when the time is up."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise UnavailableError(*FAILED) from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
