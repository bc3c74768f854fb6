"""Pages and pictures without text, rendered for recognition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.documents.pdf.geometry import Box

if TYPE_CHECKING:
    import numpy

DPI = 200
MAX_SIDE = 3_000  # pixels; A4 at 200 dpi has 2,340
CHECK_SIDE = 1_200  # pixels of the picture that tells what is seen; 72 dpi for A4
MAX_SCANS = 30


def can_render(page: Any) -> bool:
    """Whether the page has an extent to draw; broken files name pages of no width (found by fuzzing)."""
    return all(side >= 1 for side in page.get_size())


def render_to(page: Any, target: Path, box: Box | None = None) -> None:
    """Write the page, or the part of it in `box` (points from the top left), to `target` as a grey PNG."""
    width, height = page.get_size()
    shown = box or Box(0, 0, width, height)
    scale = min(DPI / 72, MAX_SIDE / max(shown.x1 - shown.x0, shown.bottom - shown.top, 1))
    crop = (shown.x0, height - shown.bottom, width - shown.x1, shown.top)
    bitmap = page.render(scale=scale, grayscale=True, crop=tuple(max(side, 0) for side in crop))
    bitmap.to_pil().save(target, "PNG", compress_level=1)  # 3 times as fast as the usual level, a tenth larger
    bitmap.close()


def render_small(page: Any) -> numpy.ndarray[Any, Any]:
    """The page in grey, one point a dot, to see which characters show."""
    scale = min(1.0, CHECK_SIDE / max(*page.get_size(), 1))
    bitmap = page.render(scale=scale, grayscale=True)
    array: numpy.ndarray[Any, Any] = bitmap.to_numpy().copy()
    bitmap.close()
    return array[:, :, 0] if array.ndim == 3 else array
