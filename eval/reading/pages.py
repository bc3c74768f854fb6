"""Source → pages: HTML printed by Chromium to PDF (one or two columns, running head, page numbers), and scans of those pages.

A scan is the page drawn at 200 dpi as grey pixels, with noise, turned by some degrees, saved as JPEG: what a copier or a phone
held flat gives. The PDF of scans holds pictures only, no text.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.reading.sources import Block, Source

DPI = 200
RUNNING_HEAD = "市第一实验学校 集体备课 内部资料"
STYLE = """
@page { size: A4; margin: 18mm 16mm }
body { font: 11pt/1.6 "Noto Serif CJK SC", "Noto Sans CJK SC", serif; margin: 0 }
table { border-collapse: collapse; width: 100%; margin: 16pt 0 }  /* Word puts an empty line between two tables */ td { border: 1px solid #000; padding: 3pt 4pt; vertical-align: top }
tr { break-inside: avoid }
p { margin: 3pt 0; text-align: justify } h1 { font-size: 16pt; text-align: center } h2, h3 { font-size: 12.5pt; margin: 8pt 0 2pt }
.two { column-count: 2; column-gap: 10mm } .two table { column-span: all } h1 { column-span: all }
.plain td { border: none }
"""


@dataclass(frozen=True, slots=True)
class Distortion:
    """What happens to a page between paper and file. `degrees` anticlockwise, `noise` as standard deviation of 255 greys."""

    degrees: float = 0.0
    noise: float = 0.0
    quality: int = 90


CLEAN = Distortion()
WORN = Distortion(degrees=3.0, noise=12.0, quality=75)


def to_page(source: Source, *, columns: int = 1) -> str:
    """The source as one HTML page."""
    body = "".join(_block(block) for block in source.blocks)
    return f'<meta charset="utf-8"><style>{STYLE}</style><body class="{"two" if columns == 2 else "one"}">{body}'


def _block(block: Block) -> str:
    text = html.escape(block.label + block.text)
    if block.kind == "table":
        rows = (
            "".join(f'<td rowspan="{cell.rows}">{html.escape(cell.text)}</td>' for cell in row) for row in block.rows
        )
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<h{block.level}>{text}</h{block.level}>" if block.kind == "heading" else f"<p>{text}</p>"


@contextmanager
def printer() -> Iterator[Any]:
    """A Chromium page that prints. Needs playwright and Chromium."""
    import shutil

    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def print_pdf(page: Any, source: Source, path: Path, *, columns: int = 1, head: bool = False) -> None:
    """Print `source` to the PDF `path`; `head` adds a running head and page numbers."""
    page.set_content(to_page(source, columns=columns))
    edge = '<div style="font-size:9px;width:100%;text-align:center">'
    page.pdf(
        path=str(path),
        prefer_css_page_size=True,
        print_background=True,
        display_header_footer=head,
        header_template=f"{edge}{RUNNING_HEAD}</div>",
        footer_template=f'{edge}第<span class="pageNumber"></span>页</div>',
    )


def draw_pages(pdf: Path) -> Iterator[Any]:
    """The pages of a PDF as grey Pillow images at `DPI`."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def distort(image: Any, how: Distortion, seed: int) -> Any:
    """The page as a copier would give it; the same seed gives the same grain."""
    import numpy as np
    from PIL import Image

    if how.degrees:
        image = image.rotate(how.degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if how.noise:
        grain = np.random.default_rng(seed).normal(0, how.noise, (image.height, image.width))
        image = Image.fromarray(np.clip(np.asarray(image, dtype=float) + grain, 0, 255).astype("uint8"))
    return image


def save_scan(images: Iterable[Any], path: Path, how: Distortion) -> None:
    """Pictures as one PDF without text, or as a photo if there is one page and `path` says so."""
    pages = [distort(image, how, seed) for seed, image in enumerate(images)]
    if path.suffix == ".pdf":
        pages[0].save(path, save_all=True, append_images=pages[1:], resolution=DPI, quality=how.quality)
    else:
        pages[0].save(path, quality=how.quality)
