"""`reviewer backup FILE` and `reviewer restore FILE`: all accounts, drafts, reviews and scores in one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from reviewer.config import Settings


def add_backup(commands: Any) -> None:
    backup = commands.add_parser("backup", help="把账号、稿子、评阅和评分备份到一个文件")
    backup.add_argument("file", type=Path, metavar="文件")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="从备份恢复；现有内容会被备份里的替换，请先关掉网页")
    restore.add_argument("file", type=Path, metavar="文件")
    restore.set_defaults(run=run_restore)


def run_backup(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.store.backup import back_up

    size = back_up(settings, args.file)
    print(f"已备份到 {args.file}（{size / 1e6:.1f} MB）。里面有稿子和账号，请放在安全的地方。", file=sys.stderr)


def run_restore(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.store.backup import restore

    restore(settings, args.file)
    print(f"已从 {args.file} 恢复。", file=sys.stderr)
