"""`reviewer rubrics …`: list, show and check rubric files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.errors import UsageError


def add_rubrics(commands: Any) -> None:
    parser = commands.add_parser("rubrics", help="量规：列出、查看、检查")
    parser.set_defaults(run=run_rubrics)
    rubrics = parser.add_subparsers(dest="action", required=True)
    rubrics.add_parser("list")
    rubrics.add_parser("show").add_argument("id")
    rubrics.add_parser("check").add_argument("file", type=Path, nargs="?")


def run_rubrics(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.rubrics import list_rubrics, load_rubric

    paths = [args.file] if args.action == "check" and args.file else list_rubrics()
    rubrics = [load_rubric(path) for path in paths]
    if args.action == "show":
        from reviewer.terminal import format_rubric

        chosen = [rubric for rubric in rubrics if rubric.id == args.id]
        if not chosen:
            known = "、".join(rubric.id for rubric in rubrics)
            raise UsageError(f"没有叫 {args.id} 的量规，现有：{known}。", f"no rubric {args.id}; known: {known}")
        return print(format_rubric(chosen[0]))
    for path, rubric in zip(paths, rubrics, strict=True):
        state = "合格 " if args.action == "check" else ""
        print(f"{state}{rubric.id} {rubric.version}\t{rubric.name}\t{len(rubric.criteria)} 条\t{path}")
