"""The command line: parse, one call, print. stdout carries only the result; progress and notices go to stderr.

A module a command: each adds its parser and says with `set_defaults(run=…)` what it calls.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from reviewer.cli.accounts import add_accounts
from reviewer.cli.backup import add_backup
from reviewer.cli.batch import add_batch
from reviewer.cli.calibrating import add_calibrate
from reviewer.cli.comparing import add_compare
from reviewer.cli.library import add_library
from reviewer.cli.models import add_models
from reviewer.cli.rank import add_rank
from reviewer.cli.reviewing import add_review
from reviewer.cli.rubrics import add_rubrics
from reviewer.cli.serving import add_config, add_serve
from reviewer.config import language, load_settings
from reviewer.errors import ReviewerError
from reviewer.logs import set_up_logs

COMMANDS = (
    add_review,
    add_batch,
    add_rank,
    add_compare,
    add_calibrate,
    add_library,
    add_models,
    add_rubrics,
    add_serve,
    add_accounts,
    add_backup,
    add_config,
)


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reviewer", description="教案与作业评阅：等级、原文依据、先改三处、范例")
    parser.add_argument("--debug", action="store_true", help="出错时显示完整的出错位置")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    for add in COMMANDS:
        add(commands)
    for action in commands.choices.values():
        action.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 2 wrong usage, 3 unreadable draft, 4 a model or backend is missing, 5 a batch with failures."""
    args = build_parser().parse_args(argv)
    try:
        settings = load_settings()
        set_up_logs(settings)
        args.run(args, settings)
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
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        told = ReviewerError(
            f"程序出错了（{what}）。请加 --debug 再运行一次，把显示的内容发给维护者。",
            f"a bug ({what}): run it again with --debug and send what it shows to the maintainers",
        )
        print(told.message(language()), file=sys.stderr)
        return told.exit_code
    return 0
