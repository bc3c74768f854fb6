"""Pictures on slides that may hold text: written to the exchange folder for recognition, each file once."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from reviewer.documents.pieces import Extract, Scan
from reviewer.documents.slides.deck import Deck, Slide, relation_of
from reviewer.documents.word.elements import local

MIN_SIZE = (600, 300)  # pixels; smaller ones are ornaments, or too coarse to be read
MOST = 20


class Pictures:
    """Counts the large pictures of a deck and hands them on."""

    def __init__(self, deck: Deck, exchange: Path | None, extract: Extract) -> None:
        self.deck = deck
        self.exchange = exchange
        self.extract = extract
        self.seen: set[str] = set()
        self.large = 0

    def offer(self, picture: Any, slide: Slide, *, at: int) -> None:
        """Take the picture if it is large, new and within the limit. `at` is the index of the next piece."""
        relation = next((relation_of(e, "embed") for e in picture.iter() if local(e) == "blip"), "")
        name = self.deck.related(slide.name, "image").get(relation)
        if not name or name in self.seen:
            return
        self.seen.add(name)
        data = self.deck.data(name)
        suffix = _suffix_of_large(data)
        if data is None or suffix is None:
            return
        self.large += 1
        if self.exchange is None or self.large > MOST:
            return
        file = f"slide{slide.number}-{self.large}{suffix}"
        (self.exchange / file).write_bytes(data)
        self.extract.scans.append(Scan(file, at, f"第{slide.number}张幻灯片图{self.large}", slide.number))

    def report(self, *, has_text: bool) -> None:
        """A warning where pictures that may hold text were left unread."""
        unread = self.large - len(self.extract.scans)
        if unread and (has_text or self.extract.scans):
            self.extract.warnings.append(f"有 {unread} 张较大的图片没有识别，其中的文字不在评阅范围内。")


def _suffix_of_large(data: bytes | None) -> str | None:
    """The suffix of a raster picture of at least `MIN_SIZE`; None for small, unknown and vector pictures."""
    if not data:
        return None
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:  # reads the header only
                width, height, kind = *picture.size, picture.format
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        return None
    suffix = {"JPEG": ".jpg", "PNG": ".png", "BMP": ".bmp", "GIF": ".gif", "TIFF": ".tif", "WEBP": ".webp"}.get(
        kind or ""
    )
    return suffix if suffix and width >= MIN_SIZE[0] and height >= MIN_SIZE[1] else None
