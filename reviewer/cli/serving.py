"""`reviewer serve` opens the page; `reviewer config` says what is in force."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from reviewer.config import Settings, describe_settings


def add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="打开网页")
    serve.set_defaults(run=run_serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=7860)
    serve.add_argument("--login", action="store_true", help="只给本机用时也要登录；放在反向代理后面时用")
    serve.add_argument("--certificate", type=Path, help="TLS 证书文件")
    serve.add_argument("--key", type=Path, help="TLS 私钥文件")


def add_config(commands: Any) -> None:
    commands.add_parser("config", help="现在生效的设置和来处").set_defaults(run=run_config)


def run_serve(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.web import Address, serve

    serve(settings, Address(args.host, args.port, args.login, args.certificate, args.key))


def run_config(args: argparse.Namespace, settings: Settings) -> None:
    for name, value, source in describe_settings():
        print(f"{name}\t{value}\t{source}")
