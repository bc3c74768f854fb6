"""`reviewer rank …`: candidates of a finished batch in order, and the order people's comparisons give."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reviewer.cli.files import writing
from reviewer.config import Settings


def add_rank(commands: Any) -> None:
    rank = commands.add_parser("rank", help="评选：给一批评好的材料排名，查雷同，出两两比较表")
    rank.set_defaults(run=run)
    rank.add_argument("folder", type=Path, metavar="文件夹", help="reviewer batch 的 --out")
    rank.add_argument("--criteria", default="", help="按哪几条标准，用逗号分开；不写则用全部")
    rank.add_argument("--kind", choices=["lesson", "homework"])
    rank.add_argument("--top", type=int, default=10, help="入围几份，默认 10；并列的一起入围")
    rank.add_argument("--pairs", type=Path, metavar="文件.csv", help="写出入围材料的两两比较表，请人来填")
    rank.add_argument("--comparisons", type=Path, metavar="文件.csv", help="填好的比较表：按人的判断排名")
    rank.add_argument("--format", choices=["md", "json"], default="md")


def run(args: argparse.Namespace, settings: Settings) -> None:
    if args.comparisons:
        return _by_people(args)
    from reviewer.batch.comparisons import write_pairs
    from reviewer.batch.folder import RunFolder
    from reviewer.batch.ranking import rank, ranking_text

    chosen = [name.strip() for name in args.criteria.replace("，", ",").split(",") if name.strip()]
    ranking = rank(RunFolder.read(args.folder), chosen, args.kind)
    if args.pairs:
        with writing(args.pairs):
            count = write_pairs(args.pairs, ranking.shortlist(args.top))
        print(
            f"比较表已写好：{args.pairs}，{count} 对。填好后运行 reviewer rank {args.folder} --comparisons {args.pairs}",
            file=sys.stderr,
        )
    print(
        json.dumps(ranking.to_json(), ensure_ascii=False, indent=2)
        if args.format == "json"
        else ranking_text(ranking, args.top)
    )


def _by_people(args: argparse.Namespace) -> None:
    from dataclasses import asdict

    from reviewer.batch.comparisons import read_pairs, strengths, strengths_text

    found = strengths(read_pairs(args.comparisons))
    if args.format == "json":
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        print(strengths_text(found))
