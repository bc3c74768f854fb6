"""The recognising process: `python -m reviewer.documents.pictures.worker FOLDER SECONDS`; see filling.py.

Reads SCANS in the folder and appends a line to ANSWERS for every page as soon as it is done, so that nothing is lost
when time or memory runs out. Prints how many pages it read.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.documents.pictures.answers import ANSWERS, CHINESE, SCANS, TRIAL, Recognised
from reviewer.documents.pieces import Piece

if TYPE_CHECKING:
    import numpy as np

    from reviewer.documents.pictures.engine import Recogniser

MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h


def recognise_page(page: np.ndarray, recogniser: Recogniser) -> tuple[list[Piece], float]:
    """The pieces of one page of a picture and the mean probability of its characters."""
    from reviewer.documents.pictures.printed_page import read_printed
    from reviewer.documents.pictures.sheets import cut_out_sheet, even_light
    from reviewer.documents.pictures.turning import turn_upright

    sheet = even_light(cut_out_sheet(page))
    return read_printed(turn_upright(sheet, recogniser), recogniser)


def recognise_all(folder: Path, seconds: float) -> Iterator[Recognised]:
    """What stands on the pictures listed in the folder, page by page, as long as another page fits into the time."""
    from reviewer.documents.pictures.engine import Recogniser
    from reviewer.documents.pictures.opening import BrokenPicture, LargePicture, open_pages
    from reviewer.documents.pictures.sheets import is_blank

    begin = time.monotonic()
    recogniser = Recogniser()
    tried, chinese = 0, False
    for scan, file in enumerate(json.loads((folder / SCANS).read_text(encoding="utf-8"))):
        frame = 0
        try:
            for frame, page in enumerate(open_pages(folder / file), 1):
                spent = time.monotonic() - begin
                if spent + spent / max(tried, 1) > seconds or (tried >= TRIAL and not chinese):
                    return
                if is_blank(page):
                    yield Recognised(scan, frame, problem="blank")
                    continue
                tried += 1
                try:
                    pieces, confidence = recognise_page(page, recogniser)
                except Exception:  # one page of an odd shape, or too much for the memory, must not cost the others
                    traceback.print_exc()
                    yield Recognised(scan, frame, problem="failed")
                    continue
                chinese = chinese or any(CHINESE.search(piece.text) for piece in pieces)
                yield Recognised(scan, frame, pieces, confidence)
        except (BrokenPicture, LargePicture) as error:
            yield Recognised(scan, frame + 1, problem="large" if isinstance(error, LargePicture) else "broken")


def give_memory_back() -> None:
    """Have glibc return large blocks at once: pages differ in shape, and what it keeps adds up to 150 MB."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, 4 * 2**20)


def main() -> int:
    give_memory_back()
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    pages = 0
    with (folder / ANSWERS).open("w", encoding="utf-8") as file:
        for recognised in recognise_all(folder, seconds):
            file.write(json.dumps(asdict(recognised)) + "\n")
            file.flush()
            pages += 1
    sys.stdout.write(f"{pages}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
