"""`reviewer library …`: the exemplar library from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.errors import UsageError

KNOWN = ("kind", "subject", "stage", "grade", "textbook")


def add_library(commands: Any) -> None:
    parser = commands.add_parser("library", help="范例库：建索引、查找、统计、检查、增添")
    parser.set_defaults(run=run_library)
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser("build", help="建立索引：新的才重算；换了句向量模型，也用这一条")
    build.add_argument("--fresh", action="store_true", help="全部重算")
    actions.add_parser("stats", help="有多少范例，覆盖哪些学科和学段")
    check = actions.add_parser("check", help="检查每份范例是否完整、有没有雷同、亮点是否站得住")
    check.add_argument("--thorough", action="store_true", help="亮点再用句向量看一遍，要一两分钟")
    search = actions.add_parser("search", help="按话找范例")
    search.add_argument("query")
    for name in ("subject", "stage", "kind", "criterion"):
        search.add_argument(f"--{name}")
    search.add_argument("-k", type=int, default=5)
    search.add_argument("--format", choices=["json", "text"], default="text")
    add = actions.add_parser("add", help="把教案或作业送进待审，审过了才进范例库")
    add.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="文件、文件夹或 .zip")
    add.add_argument("--source", help="出处：谁写的，从哪里来（必填）")
    add.add_argument("--licence", help="许可：凭什么可以用，如 CC BY 4.0、作者同意在全市使用（必填）")
    for name in KNOWN:
        add.add_argument(f"--{name}", help="不写就从文件里认")
    add.add_argument("--llm", default="off", help="用语言模型帮着找亮点；默认不用")
    add.add_argument("--queue", action="store_true", help="看看待审的有哪些")
    add.add_argument("--accept", nargs="+", metavar="ID", help="收进范例库；all 表示全部")
    add.add_argument("--reject", nargs="+", metavar="ID", help="不收，从待审里删去；all 表示全部")


def run_library(args: argparse.Namespace, settings: Settings) -> None:
    actions: dict[str, Callable[[argparse.Namespace, Settings], None]] = {
        "build": _build,
        "stats": _stats,
        "check": _check,
        "search": _search,
        "add": _add,
    }
    actions[args.action](args, settings)


def _build(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.library.store import open_library
    from reviewer.models.embeddings import get_embedder

    library = open_library(settings, get_embedder(settings), renew=True, fresh=args.fresh)
    print(f"索引已建好：{len(library.exemplars)} 份范例，{len(library)} 段。")


def _stats(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.library.store import load_all
    from reviewer.terminal import format_stats

    print(format_stats(load_all(settings)))


def _check(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.checking import ALIKE, check_exemplars
    from reviewer.library.store import list_paths
    from reviewer.models.embeddings import get_embedder

    count, problems = check_exemplars(list_paths(settings), get_embedder(settings) if args.thorough else None)
    if problems:
        for problem in problems:
            print(f"{problem.exemplar}：{problem.said}")
        failing = len({problem.exemplar for problem in problems})
        raise UsageError(f"{count} 份范例里有 {failing} 份要改。", f"{failing} of {count} exemplars are not in order")
    print(f"{count} 份范例都合格：说明齐全，长度够，引文都是原文，没有两份的文字相同超过 {ALIKE:.0%}，亮点都站得住。")


def _search(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.library.query import Query
    from reviewer.library.store import open_library
    from reviewer.models.embeddings import get_embedder
    from reviewer.models.reranking import get_reranker
    from reviewer.terminal import describe_hit, format_hit

    library = open_library(settings, get_embedder(settings), reranker=get_reranker(settings))
    if library.notice:
        print(library.notice, file=sys.stderr)
    hits = library.search(
        Query(args.query, kind=args.kind, subject=args.subject, stage=args.stage, criterion=args.criterion), args.k
    )
    if args.format == "json":
        print(json.dumps({"hits": [describe_hit(hit) for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(format_hit(hit) for hit in hits) or "没有找到，请换几个词。")


def _add(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.library.queue import accept, list_queue, reject
    from reviewer.terminal import format_queue

    if args.accept:
        taken = accept(settings, args.accept)
        print(f"收进范例库 {len(taken)} 份：{'、'.join(one.id for one in taken)}" if taken else "没有可以收的。")
        _build(argparse.Namespace(fresh=False), settings)
    elif args.reject:
        print(f"删去待审 {len(reject(settings, args.reject))} 份。")
    elif args.queue:
        print(format_queue(list_queue(settings)))
    else:
        _propose(args, settings)


def _propose(args: argparse.Namespace, settings: Settings) -> None:
    if not args.paths:
        raise UsageError(
            "请写要增添的文件，或用 --queue 看待审的，用 --accept、--reject 处理。",
            "no files: give PATH, --queue, --accept or --reject",
        )
    missing = [f"--{name}" for name in ("source", "licence") if not (getattr(args, name) or "").strip()]
    if missing:
        raise UsageError(
            f"还缺 {' 和 '.join(missing)}：范例要写明出处和许可，才能给全市老师看。", f"missing {' and '.join(missing)}"
        )
    from reviewer.growing import Grower
    from reviewer.pipeline import Reviewer

    reviewer = Reviewer.from_settings(settings, llm=args.llm)
    known = {name: value for name in KNOWN if (value := getattr(args, name))}
    done = 0
    for proposal in Grower(reviewer, args.source.strip(), args.licence.strip(), known).add(args.paths):
        done += proposal.id is not None
        print(
            f"{proposal.name}："
            + (f"待审 {proposal.id}（{proposal.note}）" if proposal.id else f"没有收。{proposal.note}")
        )
    if done:
        print(f"{done} 份待审。看一看：reviewer library add --queue；收进来：reviewer library add --accept all")
