"""Suite `page`: what a teacher waits for in the browser, and twenty teachers at once, each with an account.

The page really runs (`reviewer serve --login`, model off), Chromium really paints. Figures are of this machine, now.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from eval.visitor import PASSWORD, Visitor
from reviewer.config import Settings
from reviewer.errors import UnavailableError
from reviewer.library.exemplars import load_exemplars

TEACHERS = 20
RUNS = 5
PAINT_LIMIT, RESULT_LIMIT, CROWD_LIMIT = 2.0, 3.0, 5.0  # seconds; the goals of the project
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One teacher's review: seconds from upload to result, what went wrong, and whose drafts showed up."""

    seconds: float
    error: str
    strangers: int


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """First paint and result time in Chromium (medians of RUNS), then TEACHERS at once: p95, errors, strangers."""
    with tempfile.TemporaryDirectory() as name, _serve(Path(name), settings) as address:
        folder = Path(name)
        drafts = [_write_draft(folder / f"draft-{number}.docx", number, settings) for number in range(TEACHERS)]
        result: dict[str, Any] = {"runs": RUNS, "chars": len(_body(settings)), "cores": os.cpu_count()}
        result |= _browse(address, drafts[0])
        result |= _crowd(address, drafts)
    for key, value in result.items():
        print(f"{key}: {value}")
    return result


def _body(settings: Settings) -> str:
    """The exemplary lesson nearest to three printed pages."""
    lessons = [one for one in load_exemplars(settings.library_dir) if one.kind == "lesson"]
    return min(lessons, key=lambda one: abs(len(one.body) - 2100)).body


def _write_draft(path: Path, number: int, settings: Settings) -> Path:
    """The lesson as a Word file with a mark that only this teacher's draft holds."""
    import docx

    document = docx.Document()
    document.add_paragraph(f"备课教师编号：{_mark(number)}")
    for line in _body(settings).splitlines():
        if line.strip():
            document.add_paragraph(line.lstrip("# "), style="Heading 2" if line.startswith("#") else None)
    document.save(str(path))
    return path


def _mark(number: int) -> str:
    return f"T{number:03d}K{(number * 7919) % 100_000:05d}"


@contextmanager
def _serve(folder: Path, settings: Settings) -> Iterator[str]:
    """The page with TEACHERS accounts on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    shared = settings.data_dir / "library"
    data = folder / "data"
    data.mkdir()
    if shared.is_dir():
        shutil.copytree(shared, data / "library", ignore=shutil.ignore_patterns(".building-*"))
    environment = os.environ | {
        "REVIEWER_DATA_DIR": str(data),
        "REVIEWER_LLM": "off",
        "GRADIO_TEMP_DIR": str(folder / "uploads"),
        "PYTHONUTF8": "1",
    }
    _add_accounts(settings.model_copy(update={"data_dir": data}))
    command = [sys.executable, "-m", "reviewer.cli", "serve", "--login", "--port", str(port)]
    log = folder / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _add_accounts(settings: Settings) -> None:
    from reviewer.store.accounts import add_account
    from reviewer.store.database import Database

    database = Database.open(settings)
    with database.begin() as session:
        for number in range(TEACHERS):
            add_account(session, f"teacher-{number}", PASSWORD)
    database.close()


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            httpx.get(f"{address}/login", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.25)
        else:
            return
    raise UnavailableError(f"网页没有打开：{log.read_text(encoding='utf-8')[-400:]}", "the page did not open")


def _browse(address: str, draft: Path) -> dict[str, Any]:
    """Seconds to the first paint of a warm page, and from the click to the result."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        return {"browser": "no Chromium on this machine"}
    from playwright.sync_api import sync_playwright

    paints, results = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{address}/login")
        page.fill("[name=name]", "teacher-0")
        page.fill("[name=password]", PASSWORD)
        page.click("button")
        page.wait_for_selector("#lr-start", timeout=120_000)
        for _ in range(RUNS):
            page.reload()
            page.wait_for_selector("#lr-start", timeout=120_000)
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000)
            since = time.perf_counter()
            page.set_input_files("#lr-file input[type=file]", str(draft))
            page.wait_for_selector(".lr-found p", timeout=120_000)
            page.click("#lr-start")
            page.wait_for_selector("#lr-progress >> text=评完了", timeout=120_000)
            results.append(time.perf_counter() - since)
        browser.close()
    return {
        "first_paint_s": _goal(statistics.median(paints), PAINT_LIMIT),
        "result_after_upload_s": _goal(statistics.median(results), RESULT_LIMIT),
        "first_paint_all_s": [round(value, 2) for value in paints],
        "result_all_s": [round(value, 2) for value in results],
    }


def _goal(seconds: float, limit: float) -> str:
    return f"{seconds:.2f} ({'within' if seconds <= limit else 'misses'} {limit:g})"


def _crowd(address: str, drafts: list[Path]) -> dict[str, Any]:
    """All teachers at once, from upload to result."""
    visitors = [Visitor.log_in(address, f"teacher-{number}") for number in range(TEACHERS)]
    with ThreadPoolExecutor(TEACHERS) as pool:
        outcomes = list(pool.map(lambda number: _review(visitors[number], drafts[number], number), range(TEACHERS)))
    seen = Counter(number for visitor in visitors for number in visitor.visible(TEACHERS + RUNS))
    for visitor in visitors:
        visitor.close()
    seconds = sorted(outcome.seconds for outcome in outcomes)
    return {
        "teachers": TEACHERS,
        "median_s": round(statistics.median(seconds), 2),
        "p95_s": _goal(seconds[max(0, round(0.95 * len(seconds)) - 1)], CROWD_LIMIT),
        "errors": [outcome.error for outcome in outcomes if outcome.error],
        "drafts_shown_to_another": sum(outcome.strangers for outcome in outcomes)
        + sum(count - 1 for count in seen.values()),
    }


def _review(visitor: Visitor, draft: Path, number: int) -> Outcome:
    since = time.perf_counter()
    try:
        shown = json.dumps(visitor.review(draft), ensure_ascii=False)
    except (httpx.HTTPError, ValueError, RuntimeError) as error:
        return Outcome(time.perf_counter() - since, f"{type(error).__name__}: {error}", 0)
    seconds = time.perf_counter() - since
    own = _mark(number) in shown
    strangers = sum(_mark(other) in shown for other in range(TEACHERS) if other != number)
    return Outcome(seconds, "" if own else "the result is not of this draft", strangers)
