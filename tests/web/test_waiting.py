"""What a teacher does while the model reads, in Chromium: sees the measured results, goes elsewhere, stops; and photos."""

from __future__ import annotations

import threading
import time

import pytest
from browsing import WAIT, open_tab, picture, upload
from http_client import build
from teaching_plan import Paced

from reviewer.config import Settings
from reviewer.store.database import Database
from reviewer.web.site import Site

pytestmark = pytest.mark.browser


class PacedReviewer(Paced):
    """The real reviewer but for its model, which answers when the gate opens."""

    def __init__(self, reviewer, reviewed):
        super().__init__(*reviewed)
        self._reviewer = reviewer

    def __getattr__(self, name):
        return getattr(self._reviewer, name)


@pytest.fixture
def slow(reviewer, reviewed, tmp_path):
    """(service, address) of a page in this process whose model takes its time."""
    import uvicorn

    settings = Settings(data_dir=tmp_path / "slow", offline=True)
    service, database = PacedReviewer(reviewer, reviewed), Database.open(settings)
    server = uvicorn.Server(
        uvicorn.Config(build(Site(service, database), settings), port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield service, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    service.gate.set()
    server.should_exit = True
    thread.join(20)
    database.close()


def test_the_page_is_usable_while_the_model_reads_and_stopping_keeps_the_results(browser, slow, plan):
    service, address = slow
    page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector("#lr-start", timeout=WAIT)
    upload(page, plan)
    page.wait_for_selector(".lr-found p", timeout=WAIT)
    page.click("#lr-start")
    page.wait_for_selector("#lr-results .lr-levels", timeout=WAIT)  # measured, while the model is at work
    assert service.running == 1 and "1/4" in page.inner_text("#lr-progress")
    picture(page, "progress-1280", full_page=False)
    open_tab(page, "library")
    assert "共 127 份" in page.inner_text("#p-library")
    page.click("#t-review")
    page.click("#lr-stop")
    page.wait_for_selector("#lr-progress >> text=已停止", timeout=WAIT)
    assert page.locator("#lr-results .lr-levels").count() == 1
    service.gate.set()
    page.wait_for_function("document.querySelector('#lr-start').disabled === false", timeout=WAIT)
    page.close()


def test_several_photographs_are_one_draft(watched, tmp_path):
    page = watched
    paths = [tmp_path / "1.jpg", tmp_path / "2.jpg"]
    for path, lines in zip(paths, PAGES, strict=True):
        _photograph(page.context.browser, lines, path)
    page.set_input_files("#lr-file input[type=file]", [str(path) for path in paths])
    page.wait_for_selector(".lr-found p", timeout=WAIT)
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    text = page.inner_text("#lr-results .lr-draft")
    assert 0 <= text.index("教学目标") < text.index("教学过程") < text.index("作业")


PAGES = (
    ("《面积的认识》教学设计", "一、教学目标", "学生能说出什么是面积，并举出两个例子。"),
    ("二、教学过程", "小组合作铺方片，记录块数，说说方法。", "三、作业", "量一量书桌面有多大。"),
)


def _photograph(browser, lines, path):
    """A picture of a printed page, drawn by the browser in its own Chinese font."""
    sheet = browser.new_page(viewport={"width": 1000, "height": 700})
    sheet.set_content("".join(f"<p style='font-size:34px;margin:26px 40px'>{line}</p>" for line in lines))
    sheet.screenshot(path=path, type="jpeg", quality=90)
    sheet.close()
