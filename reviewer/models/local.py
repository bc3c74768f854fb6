"""The local language model: llama.cpp inside this process, serving the OpenAI API on a loopback port."""

from __future__ import annotations

import atexit
import os
import secrets
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.errors import UnavailableError

CONTEXT_TOKENS = 16384  # a 20,000-character plan with a question; its memory (about 470 MB) is taken at the start
BATCH_TOKENS = 256  # evaluated in one go, about 6 s: Ctrl-C and a closed page take effect between batches
PROMPT_CACHE_MB = 512  # states of other drafts kept for a return, when two people review at the same time
HEALTH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens, and the key it asks for: pages open in a browser must not reach it."""

    base_url: str
    key: str
    slot: int | None = None  # the slot one of several askers keeps to


_running: dict[Path, tuple[Any, Address, int]] = {}  # server, where it is, its slots
_lock = threading.Lock()


def start_server(model: Path, slots: int = 1) -> Address:
    """The server for `model`, started on the first call (about 4 s) and kept until the process ends.

    It answers `slots` prompts at a time (continuous batching), each with a context of its own. Asked for more slots
    than it has, it is started anew. Raises UnavailableError if the file can't be loaded or the server does not become ready.
    """
    with _lock:
        if model in _running and _running[model][2] < slots:
            del _running[model]  # it ends with its last reference, before another takes as much memory
        if model not in _running:
            key = secrets.token_hex(16)
            server = _start(model, key, slots)
            _wait_until_ready(server.listening_address, key)
            if not _running:
                atexit.register(stop_servers)
            _running[model] = (server, Address(server.listening_address + "/v1", key), slots)
        return _running[model][1]


def stop_servers() -> None:
    """Stop every local server; a later `start_server` starts anew."""
    with _lock:
        _running.clear()  # a server ends with its last reference


def _start(model: Path, key: str, slots: int) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx = CONTEXT_TOKENS * slots
    params.n_parallel = slots
    params.n_batch = params.n_ubatch = BATCH_TOKENS
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = os.cpu_count() or 2
    params.cache_ram_mib = PROMPT_CACHE_MB
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # any free one
    params.api_keys = [key]
    params.cors_origins = ""
    params.ui = False
    params.warmup = False  # it costs a second and the first question is long enough to warm everything
    params.verbosity = 0
    try:
        return xllamacpp.Server(params)
    except (RuntimeError, OSError, ValueError) as error:
        raise _unusable(model.name, str(error)) from error


def _wait_until_ready(address: str, key: str) -> None:
    """Until it answers what only its own loop can: let go before that loop runs, a server would never end."""
    loop = urllib.request.Request(address + "/slots", headers={"Authorization": f"Bearer {key}"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback: never through a proxy
    deadline = time.monotonic() + HEALTH_SECONDS
    while True:
        try:
            with opener.open(address + "/health", timeout=5), opener.open(loop, timeout=HEALTH_SECONDS):
                return
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise _unusable(address, str(error)) from error
            time.sleep(0.1)


def _unusable(what: str, reason: str) -> UnavailableError:
    return UnavailableError(
        f"本地语言模型启动失败（{what}：{reason[:160]}）。请检查内存（需要约 2 GB），或改用 --llm off。",
        f"the local language model did not start ({what}: {reason[:160]}); it needs about 2 GB of memory; or use --llm off",
    )
