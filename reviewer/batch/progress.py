"""How far a run is: counts, rate and remaining time, on one line of stderr."""

from __future__ import annotations

import sys
import time
from collections import deque

WINDOW = 200  # files the rate is taken over: it follows a change, and one slow file does not upset it
EVERY = 10.0  # seconds between lines where stderr is a file


class BatchProgress:
    """One line that rewrites itself on a terminal; where stderr is a file, a line now and then."""

    def __init__(self, total: int, done: int = 0) -> None:
        self._total = total
        self._done = done
        self._failed = 0
        self._times = deque([time.monotonic()], maxlen=WINDOW + 1)
        self._said = 0.0
        self._live = sys.stderr.isatty()

    def advance(self, *, failed: bool) -> None:
        self._done += 1
        self._failed += failed
        self._times.append(time.monotonic())
        now = time.monotonic()
        if self._live or now - self._said >= EVERY or self._done == self._total:
            self._said = now
            sys.stderr.write(f"\r\033[K{self.line()}" if self._live else f"{self.line()}\n")
            sys.stderr.flush()

    def close(self) -> None:
        if self._live:
            sys.stderr.write("\n")

    def line(self) -> str:
        """`已评 120/1000，每分钟 310 份，还要约 3 分钟；2 个评不了`"""
        passed = self._times[-1] - self._times[0]
        rate = (len(self._times) - 1) / passed * 60 if passed > 0 else 0.0
        said = f"已评 {self._done}/{self._total}"
        if rate:
            shown = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
            said += f"，每分钟 {shown} 份，还要{duration((self._total - self._done) / rate * 60)}"
        return said + (f"；{self._failed} 个评不了" if self._failed else "")


def duration(seconds: float) -> str:
    """`约 3 分钟`; in hours from 100 minutes on, in seconds below 100."""
    if seconds < 100:
        return f"约 {seconds:.0f} 秒"
    minutes = seconds / 60
    return f"约 {minutes:.0f} 分钟" if minutes < 100 else f"约 {minutes / 60:.1f} 小时"
