"""`reviewer library …`: the exemplar library from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from reviewer.config import Settings


def add_library(commands: Any) -> None:
    parser = commands.add_parser("library", help="范例库：建索引、查找、统计")
    parser.set_defaults(run=run_library)
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser("build", help="建立索引：新的才重算；换了句向量模型，也用这一条")
    build.add_argument("--fresh", action="store_true", help="全部重算")
    actions.add_parser("stats", help="有多少范例，覆盖哪些学科和学段")
    actions.add_parser("check", help="检查每份范例是否完整，引文是否原文")
    search = actions.add_parser("search", help="按话找范例")
    search.add_argument("query")
    for name in ("subject", "stage", "kind", "criterion"):
        search.add_argument(f"--{name}")
    search.add_argument("-k", type=int, default=5)
    search.add_argument("--format", choices=["json", "text"], default="text")


def run_library(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.library.exemplars import load_exemplars
    from reviewer.library.query import Query
    from reviewer.library.store import open_library
    from reviewer.models.embeddings import get_embedder
    from reviewer.models.reranking import get_reranker

    if args.action in ("stats", "check"):
        exemplars = load_exemplars(settings.library_dir)
        if args.action == "check":
            return print(f"{len(exemplars)} 份范例都合格：说明齐全、长度够、引文都是原文。")
        from reviewer.terminal import format_stats

        return print(format_stats(exemplars))
    if args.action == "build":
        library = open_library(settings, get_embedder(settings), renew=True, fresh=args.fresh)
        return print(f"索引已建好：{len(library.exemplars)} 份范例，{len(library)} 段。")
    library = open_library(settings, get_embedder(settings), reranker=get_reranker(settings))
    if library.notice:
        print(library.notice, file=sys.stderr)
    hits = library.search(Query(args.query, args.kind, args.subject, args.stage, args.criterion), args.k)
    from reviewer.terminal import describe_hit, format_hit

    if args.format == "json":
        print(json.dumps({"hits": [describe_hit(hit) for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(format_hit(hit) for hit in hits) or "没有找到，请换几个词。")
