"""What a child process does first: `python -P -m reviewer.documents.launcher MEMORY CPU OUTPUT module|program TARGET ARGS…`.

It takes on its limits and gives up the network, and only then becomes the worker module or the program. Done here and
not by the parent, because code between fork and exec is not safe in a process with threads, such as the page.
"""

from __future__ import annotations

import contextlib
import os
import resource
import runpy
import sys

CLONE_NEWNET = 0x4000_0000
CLONE_NEWUSER = 0x1000_0000


def limit_resources(memory: int, cpu_seconds: int, output: int) -> None:
    """Bound this process. macOS ignores the memory limit; the parent's watch and the wall clock remain.

    RLIMIT_DATA, because RLIMIT_AS also counts address space that is only reserved, gigabytes of it in some libraries.
    """
    wanted = {
        resource.RLIMIT_DATA: (memory, memory),
        resource.RLIMIT_CPU: (cpu_seconds, cpu_seconds + 1),  # the first limit sends SIGXCPU, the second kills
        resource.RLIMIT_FSIZE: (output, output),
        resource.RLIMIT_CORE: (0, 0),
    }
    for which, amounts in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, amounts)


def leave_network() -> bool:
    """Move into an empty network of our own, where the kernel allows it (Linux, not in every container)."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return any(unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def main() -> None:
    memory, cpu_seconds, output = map(int, sys.argv[1:4])
    way, target, *arguments = sys.argv[4:]
    limit_resources(memory, cpu_seconds, output)
    leave_network()
    if way == "program":
        os.execv(target, [target, *arguments])
    sys.argv = [target, *arguments]
    runpy.run_module(target, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
