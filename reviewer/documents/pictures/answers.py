"""What the recognising process says about one picture, or one page of a picture with several; see worker.py.

Only the standard library here: both processes import this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from reviewer.documents.pieces import Piece

ANSWERS = "recognised.jsonl"  # in the exchange folder; one `Recognised` a line, written as soon as a page is done
SCANS = "scans.json"  # in the exchange folder: the file names, in order
TRIAL = 3  # pages: when none of the first ones holds Chinese, the others are not tried
CHINESE = re.compile("[\u4e00-\u9fff]")

Problem = Literal["blank", "broken", "large", "failed"]


@dataclass(slots=True)
class Recognised:
    """The text of one page. `scan` is the index in `Extract.scans`, `frame` counts the pages of a picture from 1.

    Tables are numbered from 1 on each page. `confidence` is the mean over all characters seen, 0–1, also over those
    too unsure to be kept in `pieces`.
    """

    scan: int
    frame: int = 1
    pieces: list[Piece] = field(default_factory=list)
    confidence: float = 0.0
    problem: Problem | None = None

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
