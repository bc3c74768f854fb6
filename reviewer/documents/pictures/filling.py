"""The parent's side of text recognition: start the process, check what it says, put the text where it belongs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from reviewer.documents.limits import RECOGNISING
from reviewer.documents.pictures.answers import ANSWERS, CHINESE, SCANS, TRIAL, Recognised
from reviewer.documents.pictures.binding import bind
from reviewer.documents.pieces import Extract, Scan, Unreadable
from reviewer.documents.sandbox import patience, run_worker

WORKER = "reviewer.documents.pictures.worker"
SPARE_SECONDS = 6.0  # of the wall time: for starting, and for a page that takes longer than those before it
# Mean probability of a page below which the teacher is asked to compare: clean scans have 0.98 and more, pages blurred so
# that 0.955 was left had one character in twenty wrong, at 0.84 it was one in six.
UNCLEAR = 0.96
UNSURE, LONG = 0.8, 4  # probability below which a single line of at least that many characters is shown
SHOWN = 8  # names in one warning
SAID = 12  # characters quoted of an unclear line
RETAKE = "请把纸放平、拍正，光线充足、对焦清楚后重拍，或上传 Word 原件"
NOTHING = (
    f"图片里没有认出文字。{RETAKE}。",
    "no text was recognised in the pictures. Take them again, straight, sharp and in good light, or upload the Word file.",
)
STOPPED = (
    "文字识别没能完成，一页也没有认出来。请减少页数、缩小图片后再试，或上传 Word 原件。",
    "text recognition failed before the first page was done. Use fewer or smaller pictures, or upload the Word file.",
)


def fill(extract: Extract, folder: Path) -> Extract:
    """See `reviewer.documents.pictures.fill_scans`."""
    if not extract.scans:
        return extract
    (folder / SCANS).write_text(json.dumps([scan.file for scan in extract.scans]), encoding="utf-8")
    failure = None
    try:
        seconds = RECOGNISING.wall_seconds * patience() - SPARE_SECONDS
        run_worker(WORKER, [str(folder), str(seconds)], RECOGNISING)
    except Unreadable as error:
        failure = error  # what was recognised before is in the folder
    pages = read_answers(folder / ANSWERS, len(extract.scans))
    filled = Extract(bind(extract, pages), [], extract.hidden, [*extract.warnings, *warnings_for(extract.scans, pages)])
    if not any(piece.text.strip() for piece in filled.pieces):
        if failure and not pages:
            raise Unreadable(*STOPPED) from failure
        if len(extract.scans) == 1 and pages and pages[0].problem in ("broken", "large"):
            raise Unreadable(filled.warnings[-1], f"the picture can't be opened ({pages[0].problem}).")
        raise Unreadable(*NOTHING)
    return filled


def read_answers(path: Path, scans: int) -> list[Recognised]:
    """The pages recognised, in order. A line cut short by the end of the process is left out."""
    if not path.is_file():
        return []
    adapter = TypeAdapter(Recognised)
    pages: list[Recognised] = []
    for line in path.read_bytes().splitlines():
        try:
            page = adapter.validate_json(line)
        except ValidationError:
            break
        if not 0 <= page.scan < scans:
            break
        pages.append(page)
    return pages


def warnings_for(scans: Sequence[Scan], pages: Sequence[Recognised]) -> list[str]:
    """What the teacher should know, each with the pages it is about."""
    several = {page.scan for page in pages if page.frame > 1}

    def name(page: Recognised) -> str:
        return scans[page.scan].where + (f"第{page.frame}页" if page.scan in several else "")

    def named(problem: str) -> list[str]:
        return [name(page) for page in pages if page.problem == problem]

    warnings = [
        f"{name(page)}识别得不太清楚（平均把握 {page.confidence:.0%}），请核对原文。"
        for page in pages
        if page.pieces and page.confidence < UNCLEAR
    ]
    warnings += [
        f"{name(page)}有 {len(lines)} 处看不太清（如“{lines[0][:SAID]}”），请核对原文。"
        for page in pages
        if page.confidence >= UNCLEAR and (lines := _unsure_lines(page))
    ]
    empty = [name(page) for page in pages if page.problem == "blank" or (not page.problem and not page.pieces)]
    seen = {page.scan for page in pages}
    left_out = [scan.where for index, scan in enumerate(scans) if index not in seen]
    for names, told in (
        (empty, "没有认出文字。"),
        (named("broken"), "打不开，文件可能已损坏或格式不支持。请另存为 JPG 或 PNG 再试。"),
        (named("large"), "像素太多，没有识别。请缩小后再试。"),
        (named("failed"), "识别时出了错，不在评阅之内。请重拍或缩小后再试。"),
        (left_out, _why_left_out(pages)),
    ):
        if names:
            warnings.append(f"{'、'.join(names[:SHOWN])}{f' 等 {len(names)} 处' if len(names) > SHOWN else ''}{told}")
    return warnings


def _unsure_lines(page: Recognised) -> list[str]:
    return [piece.text for piece in page.pieces if piece.confidence < UNSURE and len(piece.text) >= LONG]


def _why_left_out(pages: Sequence[Recognised]) -> str:
    if any(CHINESE.search(piece.text) for page in pages for piece in page.pieces) or len(pages) < TRIAL:
        return "没有来得及识别（文字识别限时），不在评阅之内。请分开上传，或上传 Word 原件。"
    return "没有识别：前几张里没有中文。"
