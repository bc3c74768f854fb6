"""A small server that speaks the OpenAI API over real HTTP, for tests of the client."""

from __future__ import annotations

import itertools
import json
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Ports come back within a run, and a client is kept per address: each server has a path that no other had.
_numbers = itertools.count(1)

Answer = Callable[[dict[str, Any]], tuple[int, dict[str, Any]] | tuple[int, dict[str, Any], dict[str, str]]]


def reply(text: str, tops: dict[str, float] | None = None) -> dict[str, Any]:
    """A chat completion; `tops` are the probabilities of the first token's candidates."""
    choice: dict[str, Any] = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": text},
    }
    if tops is not None:
        listed = [{"token": word, "logprob": math.log(share), "bytes": None} for word, share in tops.items()]
        choice["logprobs"] = {"content": [{**listed[0], "top_logprobs": listed}]}
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 1,
        "total_tokens": 101,
        "prompt_tokens_details": {"cached_tokens": 80},
    }
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [choice],
        "usage": usage,
    }


@contextmanager
def serving(answer: Answer, models: list[str] | None = None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(base URL, requests received). `answer` turns a request body into a status, a body and, if need be, headers."""
    received: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def _send(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            if models is None:
                self._send(404, {})
            elif self.headers["Authorization"] == "Bearer wrong":
                self._send(401, {})
            else:
                self._send(200, {"data": [{"id": name} for name in models]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append(body)
            with suppress(ConnectionError):  # whoever asked may have left
                self._send(*answer(body))

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{next(_numbers)}/v1", received
        finally:
            server.shutdown()
            thread.join()
