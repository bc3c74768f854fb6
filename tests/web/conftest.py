from __future__ import annotations

import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from browsing import CHROMIUM, PASSWORD, QUIET, WAIT, wait_for
from teaching_plan import Paced, write_plan

from reviewer.config import ROOT, Settings
from reviewer.pipeline import Reviewer
from reviewer.store.accounts import add_account
from reviewer.store.database import Database
from reviewer.web.site import Site


@pytest.fixture(scope="session")
def data_dir(make_data_dir):
    """One scratch folder for the reviewer here and the one behind the page."""
    return make_data_dir()


@pytest.fixture(scope="session")
def reviewer(data_dir):
    """The real reviewer, without a language model."""
    settings = Settings(data_dir=data_dir, offline=True)
    return Reviewer.from_settings(settings, llm="off")


@pytest.fixture(scope="session")
def plan(tmp_path_factory):
    return write_plan(tmp_path_factory.mktemp("plan") / "面积的认识.docx")


@pytest.fixture(scope="session")
def reviewed(reviewer, plan):
    """(draft, review) of the plan, really read and reviewed."""
    draft = reviewer.read(plan)
    return draft, reviewer.review(draft)


@pytest.fixture
def paced(reviewed):
    return Paced(*reviewed)


@pytest.fixture
def site(reviewer, tmp_path):
    """A page for this machine only, with an empty database of its own."""
    database = Database.open(Settings(data_dir=tmp_path / "kept", offline=True))
    yield Site(reviewer, database)
    database.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory, data_dir):
    """A page with accounts on a free port, with the scripted model. 赵主任 manages, 张老师 teaches."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    script = folder / "answers.yaml"
    script.write_text("default: 0.9\n", encoding="utf-8")
    environment = os.environ | {
        "REVIEWER_LLM": f"scripted:{script}",
        "REVIEWER_DATA_DIR": str(data_dir),
        "GRADIO_TEMP_DIR": str(folder / "uploads"),
        "PYTHONUTF8": "1",
    }
    database = Database.open(Settings(data_dir=data_dir))
    with database.begin() as session:
        for name, role in (("赵主任", "admin"), ("张老师", "teacher")):
            add_account(session, name, PASSWORD, role)
    database.close()
    command = [sys.executable, "-m", "reviewer.cli", "serve", "--login", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment | {"PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )
        try:
            wait_for(f"{url}/healthz", server, folder / "log")
            yield url
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
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
    page.fill("[name=name]", "赵主任")
    page.fill("[name=password]", PASSWORD)
    page.click("button")
    page.wait_for_selector("#lr-start", timeout=WAIT)
    yield page
    context.close()
    assert hosts <= {"127.0.0.1", None}  # None: data and blob addresses have no host
    assert complaints == []
