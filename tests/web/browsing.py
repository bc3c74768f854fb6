"""What tests in a real Chromium share: pictures, uploads, and what axe-core finds."""

from __future__ import annotations

import os
import shutil
import time
import urllib.request

from reviewer.config import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
]
QUIET += ["--disable-component-update", "--disable-sync"]
WAIT = 60_000


PASSWORD = "only for tests"
SERIOUS = ("serious", "critical")


def wait_for(url, server, log):
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"the page did not open:\n{log.read_text(encoding='utf-8')[-3000:]}")


def picture(page, name, *, full_page=True):
    """Kept where SCREENSHOTS says, else not taken."""
    if folder := os.environ.get("SCREENSHOTS"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ROOT / folder / f"{name}.png", full_page=full_page)


def both_pictures(page, name):
    """At 1280 and 390 pixels; nothing may stick out on the phone."""
    picture(page, f"{name}-1280")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, f"{name}-390")
    page.set_viewport_size({"width": 1280, "height": 900})


def upload(page, path):
    page.set_input_files("#lr-file input[type=file]", str(path))


def complaints_of_axe(page):
    """(rule, first element) of each serious finding of axe-core on the page as it is."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in SERIOUS]
