"""Calls to an endpoint: how many at once, how long each, when again, and when no more.

They run on an event loop in a thread of its own, so that who waits for them can leave at any moment: after a stop or
Ctrl-C the calls are cancelled, which closes their connections.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import wait
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from reviewer.datamodels import Tokens

AT_ONCE = 4  # calls on the way to a remote endpoint, of all teachers together
PATIENCE = 60.0  # seconds, in all, that a call waits for an endpoint that asks to come back later
FIRST_PAUSE = 1.0  # seconds before another try, then doubled
TRIES = 3  # of a call that an endpoint failed on or that found nobody there
TROUBLES = 2  # calls in a row without an answer, after which the endpoint is left alone for REST seconds
REST = 60.0
LOOK = 0.1  # seconds between looks at the stop mark


class Stopped(Exception):
    """The user stopped what these calls were for."""


class Resting(Exception):
    """Not called: the endpoint did not answer the calls before."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the calls of this thread are made: what `heeding`, `counting` and `impatient` set."""

    stopped: Callable[[], bool] = lambda: False
    used: Tokens | None = None
    patient: bool = True


_manner: ContextVar[_Manner] = ContextVar("manner", default=_Manner())  # noqa: B039 (frozen)


@contextmanager
def heeding(stopped: Callable[[], bool]) -> Iterator[None]:
    """Calls made inside raise Stopped once `stopped` says so, also while they wait."""
    with _set(stopped=stopped):
        yield


@contextmanager
def counting() -> Iterator[Tokens]:
    """The tokens of the calls made inside, in this thread: those of one review, whatever others do meanwhile."""
    used = Tokens()
    with _set(used=used):
        yield used


@contextmanager
def impatient() -> Iterator[None]:
    """Calls made inside are tried once: somebody takes their time."""
    with _set(patient=False):
        yield


@contextmanager
def _set(**values: Any) -> Iterator[None]:
    before = _manner.set(replace(_manner.get(), **values))
    try:
        yield
    finally:
        _manner.reset(before)


def note_use(tokens: Tokens) -> None:
    """Add to what `counting` counts."""
    used = _manner.get().used
    if used is not None:
        used.prompt += tokens.prompt
        used.cached += tokens.cached
        used.generated += tokens.generated


def look() -> None:
    """Raises Stopped if the user stopped."""
    if _manner.get().stopped():
        raise Stopped


@contextmanager
def holding(lock: threading.Lock) -> Iterator[None]:
    """The lock, waited for with the stop mark in view."""
    while not lock.acquire(timeout=LOOK):
        look()
    try:
        yield
    finally:
        lock.release()


class Calls:
    """The calls to one endpoint, from all threads: `at_once` on the way, each for at most `seconds`.

    An endpoint that is busy or out of order is tried again if `again`. After TROUBLES calls without an answer the next
    ones fail at once, for REST seconds: a draft has up to 26 questions, and nobody waits for each to time out.
    """

    def __init__(self, at_once: int, seconds: float, *, again: bool) -> None:
        self._places = asyncio.Semaphore(at_once)  # first come, first served
        self._seconds = seconds
        self._again = again
        self._troubles = 0
        self._rest_until = 0.0

    def run(self, calls: Sequence[Callable[[], Awaitable[Any]]]) -> list[Any]:
        """What each call gives, in order: a message, or the exception it ended with. Raises Stopped."""
        look()
        future = run_apart(self._run_all(calls, patient=self._again and _manner.get().patient))
        try:
            while not wait([future], LOOK).done:
                look()
            found: list[Any] = future.result()
            return found
        finally:
            future.cancel()

    async def _run_all(self, calls: Sequence[Callable[[], Awaitable[Any]]], *, patient: bool) -> list[Any]:
        return await asyncio.gather(*(self._run(call, patient) for call in calls))

    async def _run(self, call: Callable[[], Awaitable[Any]], patient: bool) -> Any:
        tries, waited = 0, 0.0
        async with self._places:
            while True:
                if self._troubles >= TROUBLES and time.monotonic() < self._rest_until:
                    return Resting()
                try:
                    reply = await asyncio.wait_for(call(), self._seconds)
                except Exception as error:  # whatever the client raises is the end of this one question
                    tries += 1
                    pause = _pause(error, tries, waited) if patient else None
                    if pause is None:
                        self._note(trouble=is_trouble(error))
                        return error
                    waited += pause
                    await asyncio.sleep(pause)
                else:
                    self._note(trouble=False)
                    return reply

    def _note(self, *, trouble: bool) -> None:
        self._troubles = self._troubles + 1 if trouble else 0
        self._rest_until = time.monotonic() + REST


def run_apart(work: Coroutine[Any, Any, Any]) -> Any:
    """A future of `work`, done in the thread of the calls."""
    return asyncio.run_coroutine_threadsafe(work, _loop())


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="calls", daemon=True).start()
    return loop


def is_timeout(error: object) -> bool:
    from openai import APITimeoutError

    return isinstance(error, TimeoutError | APITimeoutError)


def is_unreachable(error: object) -> bool:
    from openai import APIConnectionError

    return isinstance(error, APIConnectionError) and not is_timeout(error)


def is_trouble(error: object) -> bool:
    """Whether the endpoint gave no answer: silent, not there, out of order or too busy. A refusal is an answer."""
    status = getattr(error, "status_code", None) or 0
    return is_timeout(error) or is_unreachable(error) or status == 429 or status >= 500


def is_used_up(error: object) -> bool:
    """Whether a 429 means that the account is empty: waiting does not help."""
    return "insufficient_quota" in str(getattr(error, "body", ""))


def _pause(error: Exception, tries: int, waited: float) -> float | None:
    """Seconds until another try; None if there is to be none. Silence is not tried again: it has taken long enough."""
    if not is_trouble(error) or is_timeout(error) or is_used_up(error):
        return None
    busy = getattr(error, "status_code", None) == 429
    if not busy and tries >= TRIES:
        return None
    wished = _retry_after(error)
    left = PATIENCE - waited
    if wished is not None:
        return wished if wished <= left else None
    return min(FIRST_PAUSE * 2 ** (tries - 1), left) if left > 0 else None


def _retry_after(error: Exception) -> float | None:
    """What the endpoint asks for in its header, in seconds (RFC 9110, 10.2.3: a number or a date)."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    wished = headers.get("retry-after")
    if wished is None:
        return None
    try:
        return max(0.0, float(wished))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(wished) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
