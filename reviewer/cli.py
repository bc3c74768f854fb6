"""The command line: parse, one call, print. stdout carries only the result; progress and notices go to stderr."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.config import Settings, describe_settings, language, load_settings
from reviewer.errors import ReviewerError, UsageError

if TYPE_CHECKING:
    from reviewer.datamodels import Draft, Review

FORMATS = ("json", "md", "html", "docx", "text")


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reviewer", description="教案与作业评阅：等级、原文依据、先改三处、范例")
    parser.add_argument("--debug", action="store_true", help="出错时显示完整的出错位置")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    review = commands.add_parser("review", help="评阅一份教案或作业")
    review.add_argument("draft", type=Path, nargs="+", metavar="文件", help="一份草稿；几张照片一起给，就当作一份")
    review.add_argument("--kind", choices=["auto", "lesson", "homework"], default="auto")
    review.add_argument("--part", type=int, help="文件里有几节课时，评第几节")
    for name, label in (("subject", "学科"), ("stage", "学段"), ("grade", "年级")):
        review.add_argument(f"--{name}", metavar=label, help=f"指定{label}，不用自动识别的")
    review.add_argument("--rubric", type=Path, help="换用自己的量规文件")
    review.add_argument("--llm", help="auto、off、openai:名称、local:名称、scripted:文件")
    review.add_argument("--previous", type=Path, nargs="+", default=[], help="同一个班以前的作业，查重复用")
    review.add_argument("--format", choices=FORMATS, default="md")
    review.add_argument("--out", type=Path, help="写到文件；不写则显示在屏幕上")
    _add_library(commands.add_parser("library", help="范例库：建索引、查找、统计"))
    models = commands.add_parser("models", help="模型：查看、下载、路径").add_subparsers(dest="action", required=True)
    models.add_parser("list", help="有哪些模型，装了没有")
    models.add_parser("get", help="下载模型").add_argument("name", help="模型名称，或 all")
    models.add_parser("path", help="模型文件在哪里").add_argument("name")
    rubrics = commands.add_parser("rubrics", help="量规：列出、查看、检查").add_subparsers(dest="action", required=True)
    rubrics.add_parser("list")
    rubrics.add_parser("show").add_argument("id")
    rubrics.add_parser("check").add_argument("file", type=Path, nargs="?")
    serve = commands.add_parser("serve", help="打开网页")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=7860)
    commands.add_parser("config", help="现在生效的设置和来处")
    for action in parser._subparsers._group_actions[0].choices.values():  # type: ignore[union-attr]
        action.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _add_library(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("build", help="重新建立索引")
    actions.add_parser("stats", help="有多少范例，覆盖哪些学科和学段")
    actions.add_parser("check", help="检查每份范例是否完整，引文是否原文")
    search = actions.add_parser("search", help="按话找范例")
    search.add_argument("query")
    for name in ("subject", "stage", "kind", "criterion"):
        search.add_argument(f"--{name}")
    search.add_argument("-k", type=int, default=5)
    search.add_argument("--format", choices=["json", "text"], default="text")


def run_review(args: argparse.Namespace, settings: Settings) -> None:
    since = time.perf_counter()
    draft = _read(args, settings)
    if args.format == "text":
        return _emit(draft.text, args.out)
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
    if args.format == "json":
        return _emit(review.to_json(), args.out)
    from reviewer import reports

    if args.format == "docx":
        return _write_docx(review, draft, args.out or args.draft[0].with_name(f"{args.draft[0].stem}-评阅.docx"))
    _emit({"md": reports.to_markdown, "html": reports.to_html}[args.format](review, draft), args.out)


def _read(args: argparse.Namespace, settings: Settings) -> Draft:
    from reviewer.documents import read_draft, read_photos

    if len(args.draft) > 1:
        draft = read_photos(args.draft, settings=settings, kind=args.kind)
    else:
        draft = read_draft(args.draft[0], settings=settings, kind=args.kind, part=args.part)
    given = {name: getattr(args, name) for name in ("subject", "stage", "grade")}
    return draft.told(**{name: value for name, value in given.items() if value})


def _emit(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    with _writing(out):
        out.write_text(text, encoding="utf-8")


def _write_docx(review: Review, draft: Draft, out: Path) -> None:
    from reviewer.reports import to_docx

    with _writing(out):
        to_docx(review, draft, out)
    print(f"已写好：{out}", file=sys.stderr)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise UsageError(f"写不进 {out}：{error.strerror}。请换个位置。", f"cannot write {out}: {error}") from error


def run_library(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.library.exemplars import load_exemplars
    from reviewer.library.search import Query
    from reviewer.library.store import open_library
    from reviewer.models.embeddings import get_embedder

    if args.action in ("stats", "check"):
        exemplars = load_exemplars(settings.library_dir)
        if args.action == "check":
            return print(f"{len(exemplars)} 份范例都合格：说明齐全、长度够、引文都是原文。")
        from reviewer.terminal import format_stats

        return print(format_stats(exemplars))
    library = open_library(settings, get_embedder(settings), fresh=args.action == "build")
    if args.action == "build":
        return print(f"索引已建好：{len(library.exemplars)} 份范例，{len(library.passages)} 段。")
    hits = library.search(Query(args.query, args.kind, args.subject, args.stage, args.criterion), args.k)
    from reviewer.terminal import describe_hit, format_hit

    if args.format == "json":
        print(json.dumps({"hits": [describe_hit(hit) for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(format_hit(hit) for hit in hits) or "没有找到，请换几个词。")


def run_models(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.models import downloads

    if args.action == "list":
        for model in downloads.list_models(settings):
            state = f"已装：{model.path}" if model.installed else "未装"
            print(f"{model.name}\t{model.bytes / 1e6:.0f} MB\t{model.licence}\t{state}\t{model.purpose}")
    elif args.action == "path":
        path = downloads.model_path(args.name, settings)
        if path is None:
            raise UsageError(f"{args.name} 还没有装，请运行 reviewer models get {args.name}", f"{args.name}: missing")
        print(path)
    else:
        names = [model.name for model in downloads.list_models(settings)] if args.name == "all" else [args.name]
        for name in names:
            downloads.model_path(name, settings)  # an unknown name is refused before a bar is drawn
            with downloads.progress_bar(name) as bar:
                print(downloads.get_model(name, settings, on_progress=bar))


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


def run_serve(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.web import serve

    serve(settings, args.host, args.port)


def run_config(args: argparse.Namespace, settings: Settings) -> None:
    for name, value, source in describe_settings():
        print(f"{name}\t{value}\t{source}")


RUNNERS = {
    "review": run_review,
    "library": run_library,
    "models": run_models,
    "rubrics": run_rubrics,
    "serve": run_serve,
    "config": run_config,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 2 wrong usage, 3 unreadable draft, 4 a model or backend is not available."""
    args = build_parser().parse_args(argv)
    try:
        RUNNERS[args.command](args, load_settings())
    except ReviewerError as error:
        if args.debug:
            raise
        print(error.message(language()), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:  # a bug of ours: the teacher still gets one line, and --debug shows where
        if args.debug:
            raise
        print(
            f"程序出错了（{type(error).__name__}：{error}）。请加 --debug 再运行一次，把显示的内容发给维护者。",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
