from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from reviewer.documents.pictures import opening
from reviewer.documents.pictures.opening import BrokenPicture, LargePicture, open_pages


def half_dark(mode: str) -> Image.Image:
    """40 wide, 20 high, its left half black on white."""
    page = Image.new("L", (40, 20), 255)
    page.paste(0, (0, 0, 20, 20))
    if mode == "I;16":
        return Image.fromarray(np.asarray(page).astype(np.uint16) * 257)
    if mode == "RGBA":  # the ink is black, the paper is transparent black
        ink = Image.new("RGBA", page.size, (0, 0, 0, 0))
        ink.paste((0, 0, 0, 255), (0, 0, 20, 20))
        return ink
    return page.convert(mode)


@pytest.mark.parametrize(
    ("mode", "format"),
    [
        ("L", "PNG"),
        ("RGB", "BMP"),
        ("1", "TIFF"),
        ("P", "GIF"),
        ("RGBA", "PNG"),
        ("I;16", "PNG"),
        ("CMYK", "JPEG"),
        ("RGB", "WEBP"),
        ("RGB", "HEIF"),
    ],
)
def test_any_kind_of_picture_opens_in_grey(tmp_path: Path, mode: str, format: str) -> None:
    if format == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    half_dark(mode).resize((400, 200)).save(tmp_path / "picture", format)
    (page,) = open_pages(tmp_path / "picture")
    assert page.dtype == np.uint8 and page.shape == (200, 400)
    assert page[:, :180].mean() < 12 and page[:, 220:].mean() > 243


def test_a_photo_taken_upright_opens_upright(tmp_path: Path) -> None:
    photo = half_dark("RGB")
    exif = photo.getexif()
    exif[0x0112] = 6  # the camera was held upright: turn by 90° clockwise
    photo.save(tmp_path / "photo", "JPEG", exif=exif)
    (page,) = open_pages(tmp_path / "photo")
    assert page.shape == (40, 20)
    assert page[:15].mean() < 20 and page[25:].mean() > 235


def test_a_tiff_gives_its_pages_and_an_animation_its_first_picture(tmp_path: Path) -> None:
    frames = [Image.new("L", (60, 30), 60 * number) for number in range(3)]
    frames[0].save(tmp_path / "scan", "TIFF", save_all=True, append_images=frames[1:])
    frames[0].save(tmp_path / "moving", "GIF", save_all=True, append_images=frames[1:])
    assert [int(page.mean()) for page in open_pages(tmp_path / "scan")] == [0, 60, 120]
    assert [int(page.mean()) for page in open_pages(tmp_path / "moving")] == [0]


def test_large_photos_are_made_smaller(tmp_path: Path) -> None:
    Image.new("L", (5_000, 2_500), 200).save(tmp_path / "photo", "JPEG")
    (page,) = open_pages(tmp_path / "photo")
    assert max(page.shape) == opening.LONG_SIDE


def test_a_picture_made_to_fill_the_memory_is_refused(tmp_path: Path) -> None:
    Image.new("1", (15_000, 15_000)).save(tmp_path / "bomb", "PNG")  # 30 kB that want 225 MB
    with pytest.raises(LargePicture):
        list(open_pages(tmp_path / "bomb"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
        b"II*\x00\xff\xff\xff\xff",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg/>",
    ],
)
def test_what_is_no_picture_is_called_broken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BrokenPicture):
        list(open_pages(tmp_path / "file"))


def test_a_picture_cut_short_is_called_broken(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "whole", "PNG")
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:20_000])
    with pytest.raises(BrokenPicture):
        list(open_pages(tmp_path / "cut"))
