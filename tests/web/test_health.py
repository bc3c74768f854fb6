"""/healthz and /metrics on an application whose page takes every other path."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from reviewer.config import Settings
from reviewer.logs import PIPELINE, set_up_logs
from reviewer.web.health import ReviewMetrics, mount_health


@dataclass
class Service:
    llm_name: str | None = None


@pytest.fixture
def client():
    app = FastAPI()

    @app.get("/{page:path}")
    def page(page: str) -> str:
        return "page"

    mount_health(app, Service("local:x"))
    yield TestClient(app)
    logger = logging.getLogger(PIPELINE)
    for handler in [one for one in logger.handlers if isinstance(one, ReviewMetrics)]:
        logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def test_health_says_ok_and_the_page_is_untouched(client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "llm": "local:x"}
    assert client.get("/other").json() == "page"


def test_metrics_count_reviews_and_name_no_draft(client) -> None:
    log = logging.getLogger(PIPELINE)
    log.info("reviewed", extra={"draft": "张老师.docx", "kind": "lesson", "llm": None, "seconds": 0.7})
    log.info("reviewed", extra={"draft": "b.txt", "kind": "homework", "llm": "local:x", "seconds": 40.0})
    text = client.get("/metrics").text
    assert 'reviewer_reviews_total{kind="lesson",llm="off"} 1.0' in text
    assert 'reviewer_reviews_total{kind="homework",llm="local:x"} 1.0' in text
    assert 'reviewer_review_seconds_bucket{kind="lesson",le="0.5"} 0.0' in text
    assert 'reviewer_review_seconds_bucket{kind="lesson",le="1.0"} 1.0' in text
    assert "张老师" not in text


def test_logs_are_json_lines_with_what_was_given(tmp_path) -> None:
    path = tmp_path / "log.jsonl"
    set_up_logs(Settings(log_file=str(path)))
    logger = logging.getLogger("reviewer")
    try:
        logging.getLogger(PIPELINE).info("reviewed", extra={"draft": "一.txt", "seconds": 0.5})
        try:
            raise ValueError("x")
        except ValueError:
            logger.exception("failed")
    finally:
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(logging.NOTSET)
    first, second = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert (first["message"], first["draft"], first["seconds"], first["level"]) == ("reviewed", "一.txt", 0.5, "info")
    assert first["time"].endswith("+00:00") and "ValueError: x" in second["exception"]
