"""`reviewer batch …`: a folder, a .zip or a list of drafts, reviewed in worker processes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from reviewer.config import Settings

FORMATS = "jsonl,csv,xlsx,parquet"


def add_batch(commands: Any) -> None:
    batch = commands.add_parser("batch", help="一次评很多份：文件夹、zip 或 CSV 清单")
    batch.set_defaults(run=run)
    batch.add_argument(
        "source", type=Path, metavar="材料", help="文件夹、.zip，或列出文件的 .csv（可带学校、教师编号、班级、日期）"
    )
    batch.add_argument("--out", type=Path, required=True, metavar="文件夹", help="结果放在哪里；再运行一次会接着做")
    batch.add_argument("--llm", help="auto、off、openai:名称、local:名称、scripted:文件")
    batch.add_argument("--kind", choices=["auto", "lesson", "homework"], default="auto")
    batch.add_argument("--rubric", type=Path, help="换用自己的量规文件")
    batch.add_argument("--workers", type=int, help="同时评几份，默认等于处理器的核数")
    batch.add_argument("--engine", choices=["local", "ray"], default="local", help="local：本机；ray：本机或集群")
    batch.add_argument("--ray-address", help="已有的 Ray 集群，例如 auto 或 ray://主机:10001")
    batch.add_argument("--fresh", action="store_true", help="清掉以前的结果，全部重评")
    batch.add_argument("--formats", default=FORMATS, help=f"汇总写成哪些格式，默认 {FORMATS}")
    batch.add_argument("--seconds", type=float, help="每个文件最多几秒，默认 180，用语言模型时 3600")
    batch.add_argument("--memory", type=int, default=3072, help="评一个文件最多用多少 MB 内存，默认 3072")


def run(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.batch import Plan, run_batch
    from reviewer.errors import BatchIncomplete

    plan = Plan(
        source=args.source,
        out=args.out,
        llm=args.llm,
        kind=args.kind,
        rubric=args.rubric,
        workers=args.workers,
        engine=args.engine,
        fresh=args.fresh,
        formats=[name.strip() for name in args.formats.split(",") if name.strip()],
        seconds=args.seconds,
        memory_mb=args.memory,
        ray_address=args.ray_address,
    )
    counts = run_batch(plan, settings)
    print(
        f"评完 {counts.files} 个文件，{counts.reviews} 份。结果在 {args.out}：先看 dashboard.html 和 summary.xlsx。",
        file=sys.stderr,
    )
    chinese, english = [], []
    if counts.failures:
        chinese.append(
            f"有 {counts.failures} 个文件评不了，原因在 {args.out / 'failures.jsonl'}。改好后再运行一次，只重评这些。"
        )
        english.append(f"{counts.failures} files could not be reviewed; see {args.out / 'failures.jsonl'}")
    if counts.unanswered:
        chinese.append(
            f"有 {counts.unanswered} 份里语言模型没有答全，{counts.without_level} 条标准因此没有等级。"
            "加 --fresh 再运行一次：答过的不会再问，只补没答的。"
        )
        english.append(
            f"the model left questions about {counts.unanswered} drafts open, {counts.without_level} criteria have no "
            "level; run again with --fresh: what was answered is not asked again"
        )
    if chinese:
        raise BatchIncomplete("".join(chinese), "; ".join(english))
