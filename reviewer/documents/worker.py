"""The reading process: `python -m reviewer.documents.worker FILE` prints one JSON object. See sandbox.py.

Imports only what the format needs: starting up is most of the cost of reading a short document.
"""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from reviewer.documents.limits import CPU_SECONDS, MEMORY_BYTES, OUTPUT_BYTES
from reviewer.documents.pieces import Extract, Unreadable


def limit_resources() -> None:
    """Bound memory, CPU time and output of this process. macOS refuses RLIMIT_AS; the wall clock remains."""
    import resource

    wanted = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: OUTPUT_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for which, amount in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, (amount, amount))


def read_file(path: Path) -> Extract:
    """Read by the file's first bytes; the parent has compared them with the suffix."""
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    if is_zip:
        from reviewer.documents.word.document import read_word

        return read_word(path)
    from reviewer.documents.pdf.document import read_pdf

    return read_pdf(path)


def main() -> int:
    limit_resources()
    try:
        answer: dict[str, object] = {"extract": asdict(read_file(Path(sys.argv[1])))}
    except Unreadable as error:
        answer = {"error": [error.chinese, error.english]}
    # ASCII only: lone surrogates in a broken file must not break the answer.
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
