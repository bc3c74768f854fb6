"""`python -m eval SUITE [--llm …] [--data DIR] [--out FILE.json]`"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from pathlib import Path

from reviewer.config import ROOT, language, load_settings
from reviewer.errors import ReviewerError

SUITES = (
    "measures",
    "scoring",
    "speed",
    "calibrating",
    "reading",
    "malformed",
    "describing",
    "attacks",
    "second_look",
    "hidden",
    "sheets",
    "repetition",
    "growth",
    "page",
    "retrieval",
    "pooling",
    "library_scale",
    "adding",
    "embedding",
    "throughput",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval", description="评测：数得准不准、判得准不准、快不快")
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--llm", default="auto")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--size", type=int, help="library_scale：多少段；embedding：多少段文字")
    parser.add_argument("--out", type=Path)
    args, _ = parser.parse_known_args()  # a suite may take more
    try:
        since = time.perf_counter()
        result = importlib.import_module(f"eval.{args.suite}").run(
            load_settings(), args.data, args.llm, **({"size": args.size} if args.size else {})
        )
    except ReviewerError as error:
        print(error.message(language()), file=sys.stderr)
        return error.exit_code
    result |= {"suite": args.suite, "seconds": round(time.perf_counter() - since, 1)}
    if args.out:
        args.out.write_text(json.dumps(result, ensure_ascii=False, indent=2, default=str), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
