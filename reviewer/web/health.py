"""`/healthz` for a watchdog and `/metrics` for Prometheus, beside the page on the same port.

What is counted comes from the log records of the pipeline, so that no part of the review knows of this.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from reviewer.logs import PIPELINE

BUCKETS = (0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300)


class ReviewMetrics(logging.Handler):
    """Prometheus counters fed by the records that the pipeline logs, one for each review."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        super().__init__(logging.INFO)
        self.registry = CollectorRegistry()
        self._reviews = Counter("reviewer_reviews", "Reviews done", ["kind", "llm"], registry=self.registry)
        self._seconds = Histogram(
            "reviewer_review_seconds", "Seconds of a review", ["kind"], buckets=BUCKETS, registry=self.registry
        )
        started = Gauge("reviewer_start_time_seconds", "When the page was opened, Unix time", registry=self.registry)
        started.set(time.time())

    def emit(self, record: logging.LogRecord) -> None:
        kind = getattr(record, "kind", None)
        if kind is not None:
            self._reviews.labels(kind, getattr(record, "llm", None) or "off").inc()
            self._seconds.labels(kind).observe(getattr(record, "seconds", 0.0))


def mount_health(app: Any, service: Any) -> None:
    """Answer /healthz and /metrics on `app` before any route that takes every path.

    Neither says anything about a draft. Keep /metrics from the outside in the proxy (docs/deploy.md).
    """
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    metrics = ReviewMetrics()
    logger = logging.getLogger(PIPELINE)
    logger.addHandler(metrics)
    logger.setLevel(logging.INFO)

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "llm": service.llm_name})

    async def measured(request: Request) -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    app.router.routes[:0] = [Route("/healthz", health), Route("/metrics", measured)]
