"""Run what touches an untrusted file in a process of its own, with limits on memory, time and output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reviewer.documents.limits import Limits
from reviewer.documents.pieces import Unreadable

PACKAGE_PARENT = Path(__file__).resolve().parents[2]
LAUNCHER = "reviewer.documents.launcher"
MOST_PATIENT = 4.0
WATCH_SECONDS = 0.1  # how often the memory of the process and its children is added up

TOO_SLOW = (
    "读取太久仍未完成，已停止；文件可能过大、过于复杂或已损坏。请另存为新的 .docx，或只保留一节课后再试。",
    "reading took too long and was stopped; the file may be too large, too complex or broken. Save it anew or shorten it.",
)
TOO_LARGE = (
    "读取时需要的内存太多，文件过大或已损坏。请去掉大图片、只保留一节课，另存后再试。",
    "reading needs too much memory. Remove large pictures, keep one lesson, and save again.",
)
BROKEN = (
    "文件内容已损坏，读不出来。请在 Word/WPS 里打开并另存为新的 .docx 再试。",
    "the file is broken and can't be read. Open it in Word or WPS and save it as a new .docx.",
)


def run_worker(module: str, arguments: Sequence[str], limits: Limits) -> bytes:
    """What `python -m module arguments` prints, run within `limits` and without network where the system allows.

    Raises Unreadable when it takes too long or too much memory, fails, or prints nothing.
    """
    return _run(["module", module, *arguments], limits)


def run_program(program: Path, arguments: Sequence[str], limits: Limits, *, home: Path) -> bytes:
    """As `run_worker`, for a program; `home` is the private folder it sees as its own. Printing nothing is allowed."""
    return _run(["program", str(program), *arguments], limits, home=home)


def _run(job: list[str], limits: Limits, *, home: Path | None = None) -> bytes:
    # -P and our own PYTHONPATH: a module lying beside the teacher's file must never be imported.
    figures = [str(limits.memory), str(limits.cpu_seconds), str(limits.output)]
    command = [sys.executable, "-P", "-m", LAUNCHER, *figures, *job]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_PARENT), "PYTHONDONTWRITEBYTECODE": "1"}
    if home is not None:
        environment |= {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home)}
    # Files instead of pipes: RLIMIT_FSIZE then bounds the answer, and a full pipe can't block.
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=complaints,
            env=environment,
            start_new_session=True,
        )
        try:
            code = _wait(process, limits)
        finally:
            _end(process)
        answer.seek(0)
        complaints.seek(0)
        return _checked(
            answer.read(limits.output), code, complaints.read(100_000).decode(errors="replace"), home is None
        )


def _wait(process: subprocess.Popen[bytes], limits: Limits) -> int:
    """The exit code. Raises Unreadable as soon as the time is up or the memory of all processes is over the limit."""
    deadline = time.monotonic() + limits.wall_seconds * patience()
    while (left := deadline - time.monotonic()) > 0:
        try:
            return process.wait(timeout=min(WATCH_SECONDS, left))
        except subprocess.TimeoutExpired:
            if memory_of(process.pid) > limits.memory:
                raise Unreadable(*TOO_LARGE) from None
    raise Unreadable(*TOO_SLOW)


def patience() -> float:
    """How much longer to wait on a machine with more to do than it has cores: 1 to MOST_PATIENT. CPU time is limited apart."""
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), MOST_PATIENT)


def memory_of(pid: int) -> int:
    """Resident bytes of the process and all below it. Limits set by the process itself hold for each one alone."""
    import psutil

    total = 0
    try:
        leader = psutil.Process(pid)
        family = [leader, *leader.children(recursive=True)]
    except psutil.Error:
        return 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue  # ended meanwhile
    return total


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and whatever it started; it leads a session of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # already gone
    finally:
        process.wait()


def _checked(answer: bytes, code: int, complaints: str, must_answer: bool) -> bytes:
    if code == 0 and (answer or not must_answer):
        return answer
    # The cause stays attached for --debug; the user gets one line.
    cause = RuntimeError(f"process ended with {code}: {complaints[-800:]}")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable(*TOO_SLOW) from cause
    raise Unreadable(*(TOO_LARGE if "MemoryError" in complaints or "bad_alloc" in complaints else BROKEN)) from cause
