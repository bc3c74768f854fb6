"""Pictures in a document: which may hold text, and their copies for recognition."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewer.documents.pieces import Scan, Source
from reviewer.documents.word.package import Package

MAX_OFFERED = 20
MAX_BYTES = 10 * 2**20
MAX_PIXELS = 60_000_000
SMALLEST = (300, 80)  # pixels; a smaller picture holds no readable lines
SMALLEST_BESIDE_TEXT = (600, 300)  # where the text itself is there, small pictures only illustrate
MUCH_TEXT = 400  # Chinese characters
JPEG_SIZES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of a frame header


@dataclass(frozen=True, slots=True)
class Found:
    """A picture of the document: its part, its number from 1, and the index of the piece that follows it."""

    name: str
    number: int
    at: int
    page: int | None
    sources: list[Source]


@dataclass(slots=True)
class Album:
    """The pictures met while reading, in order."""

    package: Package
    found: list[Found] = field(default_factory=list)

    def add(self, name: str, at: int, page: int | None, sources: list[Source]) -> None:
        self.found.append(Found(name, len(self.found) + 1, at, page, sources))

    def cut(self, at: int) -> None:
        """No piece from index `at` on was kept: the pictures there belong before it."""
        for index in range(len(self.found) - 1, -1, -1):
            one = self.found[index]
            if one.at <= at:
                return
            self.found[index] = replace(one, at=at)

    def offer(self, exchange: Path | None, chinese: int) -> tuple[list[Scan], int]:
        """Copies of pictures that may hold text, as word-N.png in `exchange`, and how many more there were."""
        smallest = SMALLEST_BESIDE_TEXT if chinese > MUCH_TEXT else SMALLEST
        scans: list[Scan] = []
        left = 0
        seen: set[tuple[int, int]] = set()
        for one in self.found:
            key = self.package.size(one.name)
            if key in seen or key == (0, 0):
                continue
            seen.add(key)
            data = self.package.data(one.name) if key[0] <= MAX_BYTES else None
            suffix = _fit(data, smallest) if data is not None else ("" if key[0] <= MAX_BYTES else "large")
            if not suffix:
                continue
            if exchange is None or data is None or len(scans) >= MAX_OFFERED:
                left += 1
                continue
            file = f"word-{len(scans) + 1}.{suffix}"
            (exchange / file).write_bytes(data)
            scans.append(Scan(file, one.at, f"图{one.number}", one.page, one.sources))
        return scans, left


def _fit(data: bytes, smallest: tuple[int, int]) -> str:
    """The suffix of a raster picture that is large enough; "" for all others."""
    suffix, width, height = measure(data)
    return suffix if width >= smallest[0] and height >= smallest[1] and width * height <= MAX_PIXELS else ""


def measure(data: bytes) -> tuple[str, int, int]:
    """Suffix, width and height in pixels from the first bytes of a PNG, JPEG, GIF, BMP or TIFF; ("", 0, 0) for others."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png", *struct.unpack(">II", data[16:24])
        if data.startswith(b"\xff\xd8"):
            return "jpg", *_jpeg(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return "gif", *struct.unpack("<HH", data[6:10])
        if data.startswith(b"BM"):
            width, height = struct.unpack("<ii", data[18:26])
            return "bmp", width, abs(height)
        if data.startswith((b"II*\0", b"MM\0*")):
            return "tif", *_tiff(data)
    except (struct.error, IndexError):
        pass
    return "", 0, 0


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            at += 1
        elif data[at + 1] in JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        elif data[at + 1] == 0xFF or 0xD0 <= data[at + 1] <= 0xD8 or data[at + 1] == 0x01:
            at += 1 if data[at + 1] == 0xFF else 2
        else:
            at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return 0, 0


def _tiff(data: bytes) -> tuple[int, int]:
    order = "<" if data.startswith(b"II") else ">"
    at = struct.unpack(order + "I", data[4:8])[0]
    sizes = {256: 0, 257: 0}
    for number in range(struct.unpack(order + "H", data[at : at + 2])[0]):
        entry = data[at + 2 + 12 * number : at + 14 + 12 * number]
        tag, kind = struct.unpack(order + "HH", entry[:4])
        if tag in sizes:
            sizes[tag] = struct.unpack(order + ("H" if kind == 3 else "I"), entry[8 : 10 if kind == 3 else 12])[0]
    return sizes[256], sizes[257]
