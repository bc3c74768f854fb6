"""The page in a real Chromium: a Word file goes in, levels, changes and quotes come out, nothing leaves the machine.

SCREENSHOTS=docs/screenshots keeps pictures of the page at 1280 and 390 pixels.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from teaching_plan import TERM, write_plan

from reviewer.config import ROOT

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="module")
def address(tmp_path_factory, data_dir):
    """The page of app.py on a free port, with the scripted model."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    script = folder / "answers.yaml"
    script.write_text("default: 0.9\n", encoding="utf-8")
    environment = os.environ | {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "REVIEWER_LLM": f"scripted:{script}",
        "REVIEWER_DATA_DIR": str(data_dir),
        "GRADIO_TEMP_DIR": str(folder / "uploads"),
        "PYTHONUTF8": "1",
    }
    url = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(url, server, folder / "log")
            yield url
        finally:
            server.terminate()
            server.wait(20)


def wait_for(url, server, log):
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"the page did not open:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser, address):
    """A page with a record of every request and complaint; both are judged after the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(address)
    page.wait_for_selector("#lr-start", timeout=WAIT)
    yield page
    context.close()
    assert hosts <= {"127.0.0.1", None}  # None: data and blob addresses have no host
    assert complaints == []


def picture(page, name, *, full_page=True):
    if folder := os.environ.get("SCREENSHOTS"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ROOT / folder / f"{name}.png", full_page=full_page)


def upload(page, path):
    page.set_input_files("#lr-file input[type=file]", str(path))


def test_a_word_file_becomes_levels_changes_and_quotes(watched, tmp_path):
    page = watched
    picture(page, "start-1280")
    upload(page, write_plan(tmp_path / "面积的认识.docx"))
    page.wait_for_selector(".lr-found", timeout=WAIT)
    assert "识别为教案" in page.inner_text("#lr-found")
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)

    assert page.inner_text(".lr-verdict").startswith("这份教案")
    assert "这次没有用语言模型" in page.inner_text(".lr-head")
    levels = page.locator(".lr-levels li b").all_inner_texts()
    words = ("缺失", "薄弱", "基本达到", "良好", "优秀", "材料不足", "暂不评")
    assert len(levels) >= 5 and all(level.startswith(words) for level in levels)
    assert 1 <= page.locator(".lr-cards li").count() <= 3
    picture(page, "review-1280")

    page.locator(".lr-criterion summary").first.click()
    quote = page.locator(".lr-criterion[open] a.lr-quote").first
    name = quote.get_attribute("data-ev")
    quote.click()
    mark = page.locator(f'mark[data-ev~="{name}"]').first
    assert "lr-flash" in mark.get_attribute("class")
    page.wait_for_timeout(900)
    box, pane = mark.bounding_box(), page.locator(".lr-draft").bounding_box()
    assert pane["y"] - 2 <= box["y"] <= pane["y"] + pane["height"]
    assert 0 <= box["y"] <= 900
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, "page-1280", full_page=False)

    with page.expect_download() as download:
        page.click("#lr-downloads >> text=下载 JSON")
    assert download.value.suggested_filename == "评阅-面积的认识.json"
    review = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert review["schema"] == "review/1"
    assert len(review["criteria"]) == len(levels)

    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, "review-390")


def test_a_model_judges_what_can_not_be_counted(watched, tmp_path):
    page = watched
    upload(page, write_plan(tmp_path / "面积的认识.docx"))
    page.wait_for_selector(".lr-found", timeout=WAIT)
    assert page.is_checked("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    assert "这次没有用语言模型" not in page.inner_text(".lr-head")
    assert "语言模型：scripted:answers.yaml" in page.inner_text(".lr-provenance")
    assert "暂不评" not in page.inner_text(".lr-levels")


def test_a_broken_file_is_told_and_nothing_is_lost(watched, tmp_path):
    page = watched
    page.click("#lr-sample")
    page.wait_for_selector(".lr-found p", timeout=WAIT)
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    verdict = page.inner_text(".lr-verdict")
    broken = tmp_path / "照片.docx"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 500)
    page.click("#lr-file button[aria-label]")
    upload(page, broken)
    page.wait_for_selector(".lr-error", timeout=WAIT)
    assert "没能评阅" in page.inner_text(".lr-error")
    assert page.inner_text(".lr-verdict") == verdict


def test_of_several_lessons_the_teacher_picks_one_and_corrects_the_grade(watched, tmp_path):
    page = watched
    path = tmp_path / "语文教案.txt"
    path.write_text(TERM, encoding="utf-8")
    upload(page, path)
    page.wait_for_selector("#lr-part input", timeout=WAIT)
    before = page.inner_text("#lr-found")
    page.click("#lr-part input")
    page.click("ul[role=listbox] >> text=走月亮")
    page.wait_for_function("before => document.querySelector('#lr-found').innerText !== before", arg=before)
    page.click("#lr-grade input")
    page.click("ul[role=listbox] >> text=四年级")
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    picture(page, "parts-1280", full_page=False)
    assert "走月亮" in page.inner_text(".lr-draft") and "观潮" not in page.inner_text(".lr-draft")
    with page.expect_download() as download:
        page.click("#lr-downloads >> text=下载 JSON")
    draft = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["draft"]
    assert (draft["part"], draft["grade"]) == (2, "四年级")
