"""What a draft may cost to read, in one place. Sized for one lesson or one sheet on a school's 4 GB machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child process may use: bytes of memory (it and its children together), seconds, bytes of output."""

    memory: int
    cpu_seconds: int
    wall_seconds: float
    output: int


READING = Limits(memory=640 * 2**20, cpu_seconds=9, wall_seconds=8.5, output=64 * 2**20)
OFFICE = Limits(memory=640 * 2**20, cpu_seconds=10, wall_seconds=11, output=64 * 2**20)
UNPACKING = Limits(memory=256 * 2**20, cpu_seconds=15, wall_seconds=15, output=256 * 2**20)
RECOGNISING = Limits(memory=896 * 2**20, cpu_seconds=120, wall_seconds=60, output=16 * 2**20)

MAX_PAGES = 150
MAX_CHARS = 200_000
MIN_CHINESE = 20  # fewer Chinese characters than this is no draft to review

MAX_INFLATED = 200 * 2**20  # all members of a .docx together
MAX_PART = 40 * 2**20  # one XML part: its tree takes about ten times as much memory
LARGE_MEMBER = 5 * 2**20
MAX_RATIO = 200  # inflated to packed size of a large member; real documents stay below 30
MAX_MEMBERS = 5_000

MAX_UNPACKED = 2**30  # all drafts of one archive together
MAX_PHOTOS = 30  # one draft photographed page by page
