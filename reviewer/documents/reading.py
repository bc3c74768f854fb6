"""From a path to what is in the file: let it in, read it apart by its kind, recognise its pictures, lay it out."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reviewer.datamodels import HiddenText
from reviewer.documents import limits
from reviewer.documents.apart import read_apart
from reviewer.documents.archives import Listing, list_files
from reviewer.documents.content import Content
from reviewer.documents.door import Arrival, admit, not_what_it_says
from reviewer.documents.layout import lay_out
from reviewer.documents.office import WAYS, convert
from reviewer.documents.photos import photos_extract
from reviewer.documents.pieces import Extract, Unreadable
from reviewer.documents.plain import decode, lay_out_text
from reviewer.documents.sniff import expected_kind
from reviewer.documents.unseen import take_out_comments, take_out_unseen

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
SHOWN = 8  # names listed in a message


def read_content(path: Path, name: str, max_mb: int) -> Content:
    """What the file holds. Raises Unreadable for anything that can't be read, is too large or holds no draft."""
    arrival = admit(path, name, max_mb)
    if arrival.found.kind == "zip":
        arrival, name = _only_one_in(arrival, name, max_mb)
    sha256 = hashlib.sha256(arrival.data).hexdigest()
    if arrival.found.kind == "text":
        content = _read_text(arrival, name, sha256)
    else:
        with tempfile.TemporaryDirectory(prefix="draft-") as folder:
            content = content_of(_extract(arrival, Path(folder)), name, sha256)
    if arrival.warning:
        content = replace(content, warnings=(arrival.warning, *content.warnings))
    check_chinese(content.text)
    return content


def read_photos_content(paths: Iterable[Path], name: str, max_mb: int) -> Content:
    """Several photos as one content, in the order given, each a page. Raises Unreadable."""
    arrivals = [(path, admit(path, path.name, max_mb)) for path in paths]
    for path, arrival in arrivals:
        if arrival.found.kind != "picture":
            raise Unreadable(
                f"{path.name} 是{arrival.found.chinese}，不是图片。多张照片请只选图片，其他文件请单独上传。",
                f"{path.name} is {arrival.found.english}, not a picture. Choose pictures only.",
            )
    digest = hashlib.sha256(b"".join(arrival.data for _, arrival in arrivals)).hexdigest()
    with tempfile.TemporaryDirectory(prefix="draft-") as folder:
        extract = photos_extract([arrival.data for _, arrival in arrivals], Path(folder))
        content = content_of(extract, name, digest)
    check_chinese(content.text)
    return content


def plain_content(text: str, name: str, sha256: str | None = None) -> Content:
    """The content of a plain or Markdown text."""
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text, unseen = take_out_unseen(text)
    text, blocks, hidden = lay_out_text(text)
    return Content(name, digest, text, blocks, unseen + hidden)


def content_of(extract: Extract, name: str, sha256: str) -> Content:
    """Pieces laid out as one text; invisible characters go to `hidden`."""
    unseen: tuple[HiddenText, ...] = ()
    for piece in extract.pieces:
        before = piece.text
        piece.text, found = take_out_unseen(before)
        if found:
            piece.sources = [(len(take_out_unseen(before[:at])[0]), there, child) for at, there, child in piece.sources]
        unseen += found
    text, blocks = lay_out(extract.pieces)
    _check_length(text)
    hidden = tuple(HiddenText(quote, how) for quote, how in extract.hidden) + unseen
    return Content(name, sha256, text, blocks, hidden, tuple(extract.warnings))


def _read_text(arrival: Arrival, name: str, sha256: str) -> Content:
    try:
        text, warnings = decode(arrival.data)
    except Unreadable as error:
        if arrival.suffix and expected_kind(arrival.suffix) != "text":
            raise not_what_it_says(arrival.suffix) from error
        raise
    _check_length(text)
    comments: tuple[HiddenText, ...] = ()
    if arrival.suffix in (".md", ".markdown"):
        text, comments = take_out_comments(text)
    content = plain_content(text, name, sha256)
    return replace(content, warnings=tuple(warnings), hidden=content.hidden + comments)


def _extract(arrival: Arrival, folder: Path) -> Extract:
    """Read a file that is no text in other processes; everything they see lies in `folder`, which is private."""
    found = arrival.found
    if found.kind == "picture":
        return photos_extract([arrival.data], folder)
    exchange = folder / "exchange"
    exchange.mkdir()
    if found.kind in WAYS:
        path = convert(arrival.data, found.kind, folder, chinese=found.chinese, english=found.english)
        kind = "slides" if path.suffix == ".pptx" else "word"
    else:
        path, kind = folder / "draft", found.kind
        path.write_bytes(arrival.data)
    extract = read_apart(path, exchange, kind)
    if extract.scans:
        from reviewer.documents.pictures import fill_scans

        extract = fill_scans(extract, exchange)
    return extract


def _only_one_in(arrival: Arrival, name: str, max_mb: int) -> tuple[Arrival, str]:
    """The draft in an archive that holds just one, and its name. Raises Unreadable naming them if there are several."""
    with tempfile.TemporaryDirectory(prefix="archive-") as folder:
        source = Path(folder) / "archive.zip"
        source.write_bytes(arrival.data)
        (Path(folder) / "drafts").mkdir()
        listing = list_files(source, Path(folder) / "drafts")
        if len(listing.drafts) == 1:
            only = listing.drafts[0]
            inner = admit(only.path, only.name, max_mb)
            if inner.found.kind != "zip":  # else an archive that holds itself would never end
                return inner, f"{name}/{only.name}"
            listing = Listing((), ((only.name, "其实是压缩包，不打开"),))
    if not listing.drafts:
        why = "；".join(f"{skipped}（{reason}）" for skipped, reason in listing.skipped[:SHOWN])
        raise Unreadable(
            f"压缩包里没有可读的教案或作业{'：' + why if why else ''}。请放入 .docx、.pdf 等文件后再试。",
            "the archive holds no readable draft.",
        )
    names = "、".join(draft.name for draft in listing.drafts[:SHOWN]) + (" 等" if len(listing.drafts) > SHOWN else "")
    raise Unreadable(
        f"压缩包里有 {len(listing.drafts)} 个文件：{names}。请解压后选其中一个。",
        f"{len(listing.drafts)} drafts in the archive: {names}. Pick one.",
    )


def _check_length(text: str) -> None:
    if len(text) > limits.MAX_CHARS:
        raise Unreadable(
            f"全文有 {len(text)} 字，超过 {limits.MAX_CHARS} 字的上限。请只保留一节课或一份作业。",
            f"{len(text)} characters, over the limit of {limits.MAX_CHARS}. Keep one lesson or one sheet.",
        )


def check_chinese(text: str) -> None:
    """Raise Unreadable when `text` is too short or not Chinese."""
    found = len(CHINESE.findall(text))
    if found < limits.MIN_CHINESE:
        raise Unreadable(
            f"只找到 {found} 个汉字，不足以评阅。请确认这是中文教案或作业；若文字在图片里，请换更清楚的图片。",
            f"only {found} Chinese characters found; is this a Chinese draft? Text in pictures may be too faint.",
        )
