"""Pictures that may hold text are offered for recognition; all others only illustrate."""

from __future__ import annotations

import io
import struct

import pytest
from ooxml import cell, par, row, run, table
from PIL import Image

from reviewer.documents.pieces import Unreadable
from reviewer.documents.word.pictures import measure


def picture(width: int, height: int, kind: str = "PNG", shade: int = 255) -> bytes:
    data = io.BytesIO()
    Image.new("L", (width, height), shade).save(data, kind)
    return data.getvalue()


def shown(key: str, how: str = "embed") -> str:
    return (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f"<a:blip r:{how}='{key}'/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("BMP", "bmp"), ("TIFF", "tif")]
)
def test_sizes_from_the_first_bytes(kind, suffix):
    assert measure(picture(640, 81, kind)) == (suffix, 640, 81)
    assert measure(picture(640, 81, kind)[:9])[1:] == (0, 0)


def test_a_jpeg_with_other_segments_first_and_what_is_no_picture():
    data = picture(321, 123, "JPEG")
    comment = b"\xff\xfe" + struct.pack(">H", 1002) + b"x" * 1000
    assert measure(data[:2] + comment + data[2:]) == ("jpg", 321, 123)
    assert measure(b"\xd7\xcd\xc6\x9a wmf") == ("", 0, 0)
    assert measure(b"") == ("", 0, 0)


def test_each_picture_is_offered_once_where_it_stands(read, tmp_path):
    body = (
        par("甲") + par(run("乙") + shown("image1")) + par(shown("image2")) + par("丙")
        + table(row("丁", cell(par(run("戊") + shown("image3")))), row("", cell(par(shown("image4"))))) + par(shown("image1"))
    )  # fmt: skip
    images = {
        "image1": picture(300, 80), "image2": picture(299, 80), "image3": picture(800, 600, "JPEG"),
        "image4": picture(400, 400, shade=0),
    }  # fmt: skip
    extract = read(body, exchange=tmp_path, **images).extract
    assert [piece.text for piece in extract.pieces] == ["甲", "乙", "丙", "丁", "戊"]
    assert [(scan.file, scan.at, scan.where) for scan in extract.scans] == [
        ("word-1.png", 2, "图1"),
        ("word-2.jpg", 5, "图3"),
        ("word-3.png", 5, "图4"),
    ]
    assert (tmp_path / "word-2.jpg").read_bytes() == images["image3"]
    assert extract.warnings == []


def test_beside_much_text_only_large_pictures(read, tmp_path):
    body = par("圆" * 401) + par(shown("image1") + shown("image2"))
    images = {"image1": picture(599, 300), "image2": picture(600, 300)}
    assert [scan.where for scan in read(body, exchange=tmp_path, **images).extract.scans] == ["图2"]


def test_pictures_that_are_not_offered_are_told(read, tmp_path):
    body = par("正文" + "") + "".join(par(shown(f"image{number}")) for number in range(1, 24))
    images = {f"image{number}": picture(400, 200, shade=number) for number in range(1, 24)}
    extract = read(body, exchange=tmp_path, **images).extract
    assert len(extract.scans) == 20 and extract.warnings == ["文中有 3 张图片里可能有文字，没有读取。"]
    counted = read(body, **images).extract
    assert counted.scans == [] and counted.warnings == ["文中有 23 张图片里可能有文字，没有读取。"]


def test_linked_pictures_are_never_fetched_and_broken_ones_do_no_harm(read, tmp_path):
    body = par(run("正文") + shown("image1", "link") + shown("image9") + shown("image2"))
    extract = read(body, exchange=tmp_path, image1=picture(900, 900), image2=b"\x89PNG\r\n\x1a\n").extract
    assert (extract.scans, extract.warnings) == ([], [])


def test_a_document_of_pictures_alone(read, tmp_path):
    body = par(shown("image1"))
    assert [scan.at for scan in read(body, exchange=tmp_path, image1=picture(900, 900)).extract.scans] == [0]
    with pytest.raises(Unreadable) as caught:
        read(body, image1=picture(900, 900))
    assert "只有 1 张图片" in caught.value.chinese
    with pytest.raises(Unreadable):
        read(body, exchange=tmp_path, image1=picture(20, 20))


def test_the_page_of_a_picture(read, tmp_path):
    body = par("甲") + par("<w:r><w:lastRenderedPageBreak/></w:r>" + shown("image1"))
    assert [scan.page for scan in read(body, exchange=tmp_path, image1=picture(900, 900)).extract.scans] == [2]
