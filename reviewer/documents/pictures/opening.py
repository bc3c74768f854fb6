"""A picture file → grey pages, decoded with care: the file may be broken or made to hurt. Runs in the worker only."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "HEIF", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000", "PPM")
LONG_SIDE = 2_400  # pixels; A4 at 200 dpi is 2,339 high
MAX_PIXELS = 50_000_000  # to decode: 50-megapixel phones pass; JPEGs of 200 million are decoded at half size or less
MAX_FRAMES = 30  # pages of one TIFF


class BrokenPicture(Exception):
    """A file that is no picture we can open."""


class LargePicture(Exception):
    """A picture of more pixels than we are ready to decode."""


def open_pages(path: Path) -> Iterator[np.ndarray]:
    """The pages of the picture as grey arrays (height, width), uint8, upright by EXIF, at most LONG_SIDE long.

    A TIFF gives up to MAX_FRAMES pages, anything else its first picture. Raises BrokenPicture and LargePicture.
    """
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = 2 * MAX_PIXELS  # Pillow's own guard: a warning above this, an error above its double
    formats = FORMATS if _know_heif() else [name for name in FORMATS if name != "HEIF"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd metadata, which we don't use
            with Image.open(path, formats=formats) as picture:
                frames = min(getattr(picture, "n_frames", 1), MAX_FRAMES) if picture.format == "TIFF" else 1
                for frame in range(frames):
                    if frames > 1:
                        picture.seek(frame)
                    yield _grey(picture)
    except Image.DecompressionBombError as error:
        raise LargePicture(str(error)) from error
    except (LargePicture, MemoryError):
        raise
    except (
        UnidentifiedImageError,
        OSError,
        EOFError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
    ) as error:
        raise BrokenPicture(f"{type(error).__name__}: {error}") from error


def _know_heif() -> bool:
    """Teach Pillow the format of iPhone photos, where the library for it is installed."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener(thumbnails=False, decode_threads=1)
    return True


def _grey(picture: Image) -> np.ndarray:
    import numpy as np
    from PIL import ImageOps

    picture.draft("L", (LONG_SIDE, LONG_SIDE))  # JPEG only: decodes at 1/2, 1/4 or 1/8 of the size
    if picture.width * picture.height > MAX_PIXELS:
        raise LargePicture(f"{picture.width} × {picture.height}")
    page = _eight_bits(picture)
    if max(page.size) > LONG_SIDE:
        page.thumbnail((LONG_SIDE, LONG_SIDE))
    return np.asarray(ImageOps.exif_transpose(page), dtype=np.uint8)


def _eight_bits(picture: Image) -> Image:
    """In 256 greys, on white paper where the picture is transparent."""
    import numpy as np
    from PIL import Image

    if picture.mode.startswith(("I", "F")):  # 16 or 32 bits: stretched to the range that is used
        deep = np.nan_to_num(np.asarray(picture, dtype=np.float32))
        low, high = float(deep.min()), float(deep.max())
        return Image.fromarray(((deep - low) * (255 / max(high - low, 1.0))).astype(np.uint8))
    if picture.has_transparency_data:
        ink = picture.convert("LA")
        paper = Image.new("L", ink.size, 255)
        paper.paste(ink.getchannel("L"), mask=ink.getchannel("A"))
        paper.info = picture.info  # the orientation
        return paper
    return picture.convert("L")
