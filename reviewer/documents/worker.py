"""The reading process: `python -m reviewer.documents.worker FILE EXCHANGE KIND` prints one JSON object.

KIND is word, pdf or slides; EXCHANGE is a folder where a reader leaves pictures that may hold text. Imports only what
the format needs: starting up is most of the cost of reading a short document. See sandbox.py and reading.py.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from reviewer.documents.pieces import Extract, Unreadable


def read_file(path: Path, exchange: Path, kind: str) -> Extract:
    """Read by what the parent found the file to be."""
    if kind == "word":
        from reviewer.documents.word.document import read_word

        return read_word(path, exchange)
    if kind == "slides":
        from reviewer.documents.slides.document import read_slides

        return read_slides(path, exchange)
    from reviewer.documents.pdf.document import read_pdf

    return read_pdf(path, exchange)


def main() -> int:
    path, exchange, kind = sys.argv[1:4]
    try:
        answer: dict[str, object] = {"extract": asdict(read_file(Path(path), Path(exchange), kind))}
    except Unreadable as error:
        answer = {"error": [error.chinese, error.english]}
    # ASCII only: lone surrogates in a broken file must not break the answer.
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
