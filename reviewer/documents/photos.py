"""Photos of a draft, one a page, handed to text recognition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reviewer.documents.limits import MAX_PHOTOS
from reviewer.documents.pieces import Extract, Scan, Unreadable


def photos_extract(photos: Sequence[bytes], folder: Path) -> Extract:
    """What is written on the photos, in the order given; pages count from 1. `folder` is private to this draft.

    Raises Unreadable when there are none or too many, or recognition fails.
    """
    if not photos:
        raise Unreadable("没有选图片。请至少选一张。", "no picture given.")
    if len(photos) > MAX_PHOTOS:
        raise Unreadable(
            f"有 {len(photos)} 张图片，超过 {MAX_PHOTOS} 张的上限。请只保留一节课或一份作业。",
            f"{len(photos)} pictures, over the limit of {MAX_PHOTOS}. Keep one lesson or one sheet.",
        )
    from reviewer.documents.pictures import fill_scans

    scans = []
    for number, data in enumerate(photos, 1):
        file = f"photo-{number:02}"  # what kind of picture it is, its bytes say
        (folder / file).write_bytes(data)
        scans.append(Scan(file, at=0, where=f"第{number}张图", page=number))
    return fill_scans(Extract(scans=scans), folder)
