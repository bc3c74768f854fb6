"""Run the reader of an untrusted file in a process of its own, with limits, and check what comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.documents.limits import OUTPUT_BYTES, WALL_SECONDS
from reviewer.documents.pieces import Extract, Unreadable

PACKAGE_PARENT = Path(__file__).resolve().parents[2]


class _Answer(BaseModel):
    """What the reading process prints: an extract, or why there is none (Chinese, English)."""

    model_config = ConfigDict(extra="forbid")

    extract: Extract | None = None
    error: tuple[str, str] | None = None


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


def read_apart(path: Path, *, wall: float = WALL_SECONDS) -> Extract:
    """The extract of the .docx or .pdf at `path`, read by `reviewer.documents.worker`.

    Raises Unreadable when the file can't be read within the limits of `limits.py`.
    """
    # -P and our own PYTHONPATH: a module lying beside the teacher's file must never be imported.
    command = [sys.executable, "-P", "-m", "reviewer.documents.worker", str(path.resolve())]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_PARENT), "PYTHONDONTWRITEBYTECODE": "1"}
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
            code = process.wait(timeout=wall)
        except subprocess.TimeoutExpired:
            raise Unreadable(*TOO_SLOW) from None
        finally:
            _end(process)
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise Unreadable(*TOO_SLOW)
        answer.seek(0)
        complaints.seek(0)
        return _checked(answer.read(OUTPUT_BYTES), code, complaints.read(4000).decode(errors="replace"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and whatever it started; it leads a session of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # already gone
    finally:
        process.wait()


def _checked(answer: bytes, code: int, complaints: str) -> Extract:
    if code != 0 or not answer:
        # The cause stays attached for --debug; the user gets one line.
        cause = RuntimeError(f"worker ended with {code}: {complaints[-800:]}")
        raise Unreadable(*(TOO_LARGE if "MemoryError" in complaints else BROKEN)) from cause
    try:
        parsed = _Answer.model_validate_json(answer)
    except ValidationError as error:
        raise Unreadable(*BROKEN) from error
    if parsed.error is not None:
        raise Unreadable(*parsed.error)
    if parsed.extract is None:
        raise Unreadable(*BROKEN)
    return parsed.extract
