"""`reviewer review`: one draft, one result on stdout or in a file."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.files import emit
from reviewer.cli.outputs import FORMATS, FORMATS_HELP, write_review
from reviewer.config import Settings

if TYPE_CHECKING:
    from reviewer.datamodels import Draft


def add_review(commands: Any) -> None:
    review = commands.add_parser("review", help="评阅一份教案或作业")
    review.set_defaults(run=run_review)
    review.add_argument("draft", type=Path, nargs="+", metavar="文件", help="一份草稿；几张照片一起给，就当作一份")
    review.add_argument("--kind", choices=["auto", "lesson", "homework"], default="auto")
    review.add_argument("--part", type=int, help="文件里有几节课时，评第几节")
    for name, label in (("subject", "学科"), ("stage", "学段"), ("grade", "年级")):
        review.add_argument(f"--{name}", metavar=label, help=f"指定{label}，不用自动识别的")
    review.add_argument("--rubric", type=Path, help="换用自己的量规文件")
    review.add_argument("--llm", help="auto、off、openai:名称、local:名称、scripted:文件")
    review.add_argument("--previous", type=Path, nargs="+", default=[], help="同一个班以前的作业，查重复用")
    review.add_argument("--format", choices=FORMATS, default="md", help=FORMATS_HELP)
    review.add_argument("--out", type=Path, help="写到文件；不写则显示在屏幕上")


def run_review(args: argparse.Namespace, settings: Settings) -> None:
    since = time.perf_counter()
    draft = _read(args, settings)
    if args.format == "text":
        return emit(draft.text, args.out)
    seconds = time.perf_counter() - since
    from reviewer.documents import read_draft

    previous = [read_draft(path, settings=settings) for path in args.previous]
    from reviewer.pipeline import Reviewer

    reviewer = Reviewer.from_settings(settings, llm=args.llm, rubric=args.rubric)
    for notice in reviewer.notices:
        print(notice, file=sys.stderr)
    from reviewer.terminal import TerminalProgress

    with TerminalProgress() as progress:
        review = reviewer.review(draft, on_progress=progress, previous=previous, read_seconds=seconds)
    write_review(args.format, review, draft, args.draft[0], args.out)


def _read(args: argparse.Namespace, settings: Settings) -> Draft:
    from reviewer.documents import read_draft, read_photos

    if len(args.draft) > 1:
        draft = read_photos(args.draft, settings=settings, kind=args.kind)
    else:
        draft = read_draft(args.draft[0], settings=settings, kind=args.kind, part=args.part)
    given = {name: getattr(args, name) for name in ("subject", "stage", "grade")}
    return draft.told(**{name: value for name, value in given.items() if value})
