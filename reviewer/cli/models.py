"""`reviewer models …`: what can be fetched, what is there."""

from __future__ import annotations

import argparse
from typing import Any

from reviewer.config import Settings
from reviewer.errors import UsageError


def add_models(commands: Any) -> None:
    parser = commands.add_parser("models", help="模型：查看、下载、路径")
    parser.set_defaults(run=run_models)
    models = parser.add_subparsers(dest="action", required=True)
    models.add_parser("list", help="有哪些模型，装了没有")
    models.add_parser("get", help="下载模型").add_argument("name", help="模型名称，或 all")
    models.add_parser("path", help="模型文件在哪里").add_argument("name")


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
