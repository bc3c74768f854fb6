"""`reviewer compare OLD NEW`: what changed between two versions of one lesson, or along three (初备、研备、精备)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.files import emit
from reviewer.config import Settings
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.datamodels import Draft, Review
    from reviewer.pipeline import Reviewer


def add_compare(commands: Any) -> None:
    compare = commands.add_parser("compare", help="比较一节课的两稿或三稿：改了什么、解决了什么")
    compare.set_defaults(run=run_compare)
    compare.add_argument("drafts", type=Path, nargs="+", metavar="文件", help="从旧到新：旧稿 新稿，或初备 研备 精备")
    compare.add_argument("--kind", choices=["auto", "lesson", "homework"], default="auto")
    compare.add_argument("--rubric", type=Path, help="换用自己的量规文件")
    compare.add_argument("--llm", help="auto、off、openai:名称、local:名称、scripted:文件")
    compare.add_argument("--format", choices=["json", "md", "html"], default="md")
    compare.add_argument("--out", type=Path, help="写到文件；不写则显示在屏幕上")


def run_compare(args: argparse.Namespace, settings: Settings) -> None:
    if len(args.drafts) < 2:
        raise UsageError("比较需要至少两份文件：reviewer compare 旧稿 新稿。", "give two files: compare OLD NEW.")
    from reviewer.documents import read_draft

    drafts = [read_draft(path, settings=settings, kind=args.kind) for path in args.drafts]
    if len({draft.kind.value for draft in drafts}) > 1:
        surest = max(drafts, key=lambda draft: draft.kind.confidence)
        print(f"各稿识别的类型不同，都按{surest.name}的类型评阅；不对请用 --kind 指定。", file=sys.stderr)
        drafts = [draft.told(kind=surest.kind.value) for draft in drafts]
    from reviewer.pipeline import Reviewer

    reviewer = Reviewer.from_settings(settings, llm=args.llm, rubric=args.rubric)
    for notice in reviewer.notices:
        print(notice, file=sys.stderr)
    reviewed = [(draft, _review(reviewer, draft)) for draft in drafts]
    from reviewer import reports
    from reviewer.versions import compare_chain, compare_versions

    compared = compare_versions(reviewed[0], reviewed[1]) if len(reviewed) == 2 else compare_chain(reviewed)
    if args.format == "json":
        return emit(compared.to_json(), args.out)
    write = {"md": reports.to_comparison_markdown, "html": reports.to_comparison_html}[args.format]
    emit(write(compared), args.out)


def _review(reviewer: Reviewer, draft: Draft) -> Review:
    from reviewer.terminal import TerminalProgress

    with TerminalProgress() as progress:
        return reviewer.review(draft, on_progress=progress)
