"""What tests in a real Chromium share: pictures, uploads, and what axe-core finds."""

from __future__ import annotations

import json
import os
import shutil
import time
import urllib.request
from pathlib import Path

from teaching_plan import write_plan

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
KEPT = "document.querySelector('#lr-results [data-review]')?.dataset.review ?? null"  # number of the review shown
TALLEST = 2400  # pixels of a picture
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


def picture(page, name, *, full_page=True, of=None):
    """Kept where SCREENSHOTS says, else not taken; `of` names a part of the page."""
    if folder := os.environ.get("SCREENSHOTS"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
        path = ROOT / folder / f"{name}.png"
        page.locator(of).screenshot(path=path) if of else page.screenshot(path=path, full_page=full_page)
        _make_small(path)


def _make_small(path):
    """Few colours and no endless pages: the pictures are kept with the code."""
    from PIL import Image

    with Image.open(path) as whole:
        shown = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, TALLEST)))
    shown.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def both_pictures(page, name, of=None):
    """At 1280 and 390 pixels, of the page or of one part; nothing may stick out on the phone."""
    picture(page, f"{name}-1280", of=of)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, f"{name}-390", of=of)
    page.set_viewport_size({"width": 1280, "height": 900})


def upload(page, path):
    page.set_input_files("#lr-file input[type=file]", str(path))


def open_tab(page, name):
    page.click(f"#t-{name}")
    page.wait_for_selector(f"#p-{name} .lr", timeout=WAIT)


def review_plan(page, folder, *, with_model=False, path=None):
    """Have the plan of `teaching_plan`, or the draft at `path`, reviewed on the page; the review as its JSON download."""
    clear = page.locator("#lr-file button[aria-label*=lear]:visible, #lr-file button[aria-label*=清]:visible")
    if clear.count():
        clear.first.click()
        page.wait_for_selector(".lr-found p", state="detached", timeout=WAIT)
    upload(page, path or write_plan(folder / "面积的认识.docx"))
    page.wait_for_selector(".lr-found p", timeout=WAIT)
    page.set_checked("#lr-model input", with_model)
    before = page.evaluate(KEPT)
    page.click("#lr-start")
    page.wait_for_function(f"before => ({KEPT} ?? before) !== before", arg=before, timeout=WAIT)
    with page.expect_download() as download:
        page.click("#lr-results .lr-downloads >> text=JSON")
    return json.loads(Path(download.value.path()).read_text(encoding="utf-8"))


def complaints_of_axe(page):
    """(rule, first element) of each serious finding of axe-core on the page as it is."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in SERIOUS]
