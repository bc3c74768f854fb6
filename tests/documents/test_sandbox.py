"""A child process that eats memory or time, forks or fails is ended, with everything it started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import docx
import psutil
import pytest

from reviewer.documents import sandbox
from reviewer.documents.apart import read_apart
from reviewer.documents.limits import READING, Limits
from reviewer.documents.pieces import Unreadable
from reviewer.documents.sandbox import run_program, run_worker

SMALL = Limits(memory=128 * 2**20, cpu_seconds=20, wall_seconds=20, output=2**20)


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make a module of `code` that the child process can import, and return its name."""
    monkeypatch.setattr(sandbox, "PACKAGE_PARENT", f"{sandbox.PACKAGE_PARENT}{os.pathsep}{tmp_path}")

    def make(code: str) -> str:
        (tmp_path / "made_worker.py").write_text(code, encoding="utf-8")
        return "made_worker"

    return make


def test_the_answer_is_what_the_worker_prints(worker):
    assert run_worker(worker("import sys; print(sys.argv[1:])"), ["一", "b"], SMALL) == "['一', 'b']\n".encode()


@pytest.mark.parametrize(
    ("code", "limits", "says"),
    [
        ("data = bytearray(900 * 2**20)", SMALL, "内存太多"),
        ("import time; time.sleep(30)", Limits(128 * 2**20, 20, 0.5, 2**20), "太久"),
        ("while True: pass", Limits(128 * 2**20, 1, 20, 2**20), "太久"),
        ("raise SystemExit(3)", SMALL, "已损坏"),
        ("import os; os.abort()", SMALL, "已损坏"),
        ("pass", SMALL, "已损坏"),
        ("print('x' * 2**21)", SMALL, "已损坏"),
        ("open('/dev/full', 'w').write('x' * 10**6)", SMALL, "已损坏"),
    ],
    ids=["memory", "sleeps", "spins", "fails", "aborts", "silent", "floods", "full"],
)
def test_what_goes_wrong_in_the_child_is_one_message(worker, code, limits, says):
    began = time.perf_counter()
    with pytest.raises(Unreadable) as caught:
        run_worker(worker(code), [], limits)
    assert says in caught.value.chinese and time.perf_counter() - began < 5


def test_memory_of_all_children_counts_together(worker, tmp_path):
    """Three children of 60 MB each keep their own limit of 128 MB, but not that of the family."""
    code = (
        "import os, time\n"
        "for _ in range(3):\n"
        "    if os.fork() == 0:\n"
        "        data = bytearray(os.urandom(2**20) * 60)\n"
        "        time.sleep(20)\n"
        "time.sleep(20)\n"
    )
    with pytest.raises(Unreadable, match="内存太多"):
        run_worker(worker(code), [], SMALL)


def test_what_the_child_started_is_ended_too(worker, tmp_path):
    note = tmp_path / "pid"
    code = f"import os, sys, time\npid = os.fork()\nif pid: open({str(note)!r}, 'w').write(str(pid))\ntime.sleep(60)\n"
    with pytest.raises(Unreadable, match="太久"):
        run_worker(worker(code), [], Limits(128 * 2**20, 20, 1.0, 2**20))
    pid = int(note.read_text())
    deadline = time.monotonic() + 3
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can take a process off the network")
def test_the_child_has_no_network(worker):
    code = (
        "import socket\n"
        "from reviewer.documents.launcher import leave_network\n"
        "try:\n    socket.create_connection(('192.0.2.1', 9), timeout=2); print('open')\n"
        "except OSError as error:\n    print(error.errno, leave_network())\n"
    )
    answer = run_worker(worker(code), [], SMALL).decode().split()
    if answer[1] == "False":
        pytest.skip("this kernel or container gives no network namespaces")
    assert answer[0] == "101"  # ENETUNREACH, at once


def test_a_program_runs_in_a_home_of_its_own(tmp_path):
    assert run_program(Path("/bin/sh"), ["-c", 'echo "$HOME"'], SMALL, home=tmp_path).decode().strip() == str(tmp_path)
    assert run_program(Path("/bin/sh"), ["-c", "exit 0"], SMALL, home=tmp_path) == b""
    with pytest.raises(Unreadable, match="已损坏"):
        run_program(Path("/bin/sh"), ["-c", "exit 1"], SMALL, home=tmp_path)


def test_a_draft_read_apart_and_stopped_when_time_is_up(tmp_path):
    path = tmp_path / "教案.docx"
    document = docx.Document()
    document.add_paragraph("学生能够正确计算圆的面积。")
    document.save(str(path))
    assert [piece.text for piece in read_apart(path, tmp_path, "word").pieces] == ["学生能够正确计算圆的面积。"]
    began = time.perf_counter()
    with pytest.raises(Unreadable, match="太久"):
        read_apart(path, tmp_path, "word", limits=Limits(READING.memory, 9, 0.01, READING.output))
    assert time.perf_counter() - began < 2
