"""What a draft may cost to read, in one place. Sized for one lesson or one sheet on a school's 4 GB machine."""

from __future__ import annotations

MAX_PAGES = 150
MAX_CHARS = 200_000
MIN_CHINESE = 20  # fewer Chinese characters than this is no draft to review

MEMORY_BYTES = 768 * 2**20  # of the reading process; leaves the parent room below 1 GB in all
CPU_SECONDS = 9
WALL_SECONDS = 8.5  # with starting up, an answer comes within 10 seconds
OUTPUT_BYTES = 16 * 2**20  # of the reading process's answer

MAX_INFLATED = 200 * 2**20  # all members of a .docx together
MAX_PART = 40 * 2**20  # one XML part: its tree takes about ten times as much memory
LARGE_MEMBER = 5 * 2**20
MAX_RATIO = 200  # inflated to packed size of a large member; real documents stay below 30
MAX_MEMBERS = 5_000
