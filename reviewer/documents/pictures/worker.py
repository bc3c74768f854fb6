"""The recognising process: `python -m reviewer.documents.pictures.worker FOLDER SECONDS`; see filling.py.

Reads SCANS in the folder and appends a line to ANSWERS for every page as soon as it is done, so that nothing is lost
when time or memory runs out. Prints how many pages it read.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.documents.pictures.answers import ANSWERS, CHINESE, SCANS, TRIAL, Recognised
from reviewer.documents.pieces import Piece

if TYPE_CHECKING:
    import numpy as np

    from reviewer.documents.pictures.engine import Recogniser


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

    end = time.monotonic() + seconds
    recogniser = Recogniser()
    longest, tried, chinese = 0.0, 0, False
    for scan, file in enumerate(json.loads((folder / SCANS).read_text(encoding="utf-8"))):
        frame = 0
        try:
            for frame, page in enumerate(open_pages(folder / file), 1):
                start = time.monotonic()
                if start + longest > end or (tried >= TRIAL and not chinese):
                    return
                if is_blank(page):
                    yield Recognised(scan, frame, problem="blank")
                    continue
                pieces, confidence = recognise_page(page, recogniser)
                tried += 1
                chinese = chinese or any(CHINESE.search(piece.text) for piece in pieces)
                longest = max(longest, time.monotonic() - start)
                yield Recognised(scan, frame, pieces, confidence)
        except (BrokenPicture, LargePicture) as error:
            yield Recognised(scan, frame + 1, problem="large" if isinstance(error, LargePicture) else "broken")


def main() -> int:
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
