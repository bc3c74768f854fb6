"""`python -m eval SUITE [--llm …] [--data DIR] [--out FILE.json]`: runs a suite and writes its JSON.

An option that a suite's `run` does not take is refused. The JSON ends with `measured_with`: options, hashes, version.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import sys
import time
from pathlib import Path

from eval.record import describe, plain
from reviewer.config import ROOT, language, load_settings
from reviewer.errors import ReviewerError

SUITES = (
    "measures",
    "scoring",
    "levels",
    "speed",
    "finders",
    "tuning",
    "witnesses",
    "wordings",
    "calibrating",
    "robustness",
    "baseline",
    "reading",
    "malformed",
    "describing",
    "aligning",
    "serving",
    "attacks",
    "second_look",
    "sentences",
    "hidden",
    "sheets",
    "repetition",
    "growth",
    "throughput",
    "page",
    "retrieval",
    "pooling",
    "library_scale",
    "adding",
    "embedding",
    "knowledge",
)
OPTIONS = ("fast", "drafts", "size", "shipped", "also", "usual", "report")  # handed on to the suites that know them
OWN_OPTIONS = ("throughput",)  # suites that read more from the command line themselves


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval", description="评测：数得准不准、判得准不准、快不快")
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--llm", default="auto")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--size", type=int, help="library_scale：多少段；embedding：多少段文字")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--fast", action="store_true", help="scoring、robustness：少量材料，几分钟内看完")
    parser.add_argument("--shipped", action="store_true", help="scoring：用随项目发布的权重（材料没有参加过拟合时）")
    parser.add_argument(
        "--also",
        type=Path,
        action="append",
        help="calibrating、scoring、levels、witnesses：再有一个文件夹的标注材料参加拟合（不参加检验；可写几次）",
    )
    parser.add_argument("--drafts", type=int, help="baseline、robustness、witnesses、wordings、throughput：多少份草稿")
    parser.add_argument(
        "--usual", type=int, help="scoring：这么多份教案再用通常的做法（每条标准问一次）评一遍，每份约四分钟"
    )
    parser.add_argument("--report", type=Path, metavar="FILE.md", help="scoring：写一页报告，旁边是图")
    args, more = parser.parse_known_args()
    if more and args.suite not in OWN_OPTIONS:
        parser.error(f"不认识 {' '.join(more)}")
    suite = importlib.import_module(f"eval.{args.suite}").run
    given = {name: value for name in OPTIONS if (value := getattr(args, name))}
    if unknown := set(given) - set(inspect.signature(suite).parameters):
        parser.error(f"{args.suite} 没有 {'、'.join(f'--{name}' for name in sorted(unknown))}")
    if args.out:  # before an hour of measuring, not after it
        args.out.parent.mkdir(parents=True, exist_ok=True)
    try:
        since = time.perf_counter()
        settings = load_settings()
        result = suite(settings, args.data, args.llm, **given)
        result |= {"suite": args.suite, "seconds": round(time.perf_counter() - since, 1)}
        if args.out:
            result["measured_with"] = describe(settings, result.get("llm"), args.data, {"llm": args.llm, **given})
            args.out.write_text(json.dumps(plain(result), ensure_ascii=False, indent=2, default=str), encoding="utf-8")
    except ReviewerError as error:
        print(error.message(language()), file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
