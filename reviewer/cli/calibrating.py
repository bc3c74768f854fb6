"""`reviewer calibrate`: the severity of a district or of one reviewer, from 20–50 scored drafts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from reviewer.cli.files import emit
from reviewer.config import Settings


def add_calibrate(commands: Any) -> None:
    calibrate = commands.add_parser("calibrate", help="按本地教研员打过分的 20–50 份草稿校准等级的松紧")
    calibrate.set_defaults(run=run_calibrate)
    calibrate.add_argument("labels", type=Path, metavar="标注.csv", help="列：draft,reader,id,value")
    calibrate.add_argument("--out", type=Path, required=True, help="写到哪个文件；评阅时用 --calibration 指定它")
    calibrate.add_argument("--rubric", type=Path, help="换用自己的量规文件")
    calibrate.add_argument("--llm", help="auto、off、openai:名称、local:名称、scripted:文件")


def run_calibrate(args: argparse.Namespace, settings: Settings) -> None:
    from reviewer.calibrate import calibrate
    from reviewer.datamodels import Step
    from reviewer.labels import read_labels
    from reviewer.pipeline import Reviewer
    from reviewer.terminal import TerminalProgress, format_severity

    labels = read_labels(args.labels)
    reviewer = Reviewer.from_settings(settings.model_copy(update={"severity": None}), llm=args.llm, rubric=args.rubric)
    with TerminalProgress() as progress:
        severity = calibrate(
            reviewer,
            labels,
            args.labels.stem,
            lambda name, done, total: progress(Step("judge", f"正在评阅 {name}", done, total)),
        )
    emit(severity.model_dump_json(indent=1) + "\n", args.out)
    print(format_severity(severity))
    if severity.criteria:
        print(f"已写好：{args.out}。评阅时加上 --calibration {args.out}，或设置 severity。")
    else:
        print(
            f"没有学到：没有一条校准后比量规更接近打分的人，等级照量规来定，不用加 --calibration。原因记在 {args.out}。"
        )
