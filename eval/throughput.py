"""Suite `throughput`: drafts a minute, memory, growth, and five kills, all through the `reviewer batch` command.

    python -m eval throughput                      all figures; about half an hour on two idle cores, half of it with the model
    python -m eval throughput --parts rate,ray     only some: rate, thousand, ray, growth, memory, profile, word, loop, kill, pairs,
                                                   model, model_rate
    python -m eval throughput --count 60 --sizes 60,100 --many 100 --page /tmp/x     small, to see that it works
    python -m eval throughput --parts growth --sizes 100,1000,10000                  the whole curve: an hour more
    python -m eval throughput --parts model --llm local:qwen2.5-coder-1.5b --drafts 20      with the model, about six minutes

Drafts are made by editing the labelled ones (eval/edited.py), no two equal, 3% of the files broken. Parts share their
runs: the one over the largest size serves growth and memory. What was measured is kept in docs/benchmarks.json part by
part, and docs/benchmarks.md is written from it; `--page FOLDER` writes both there instead.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from eval.batches import COMMAND, Bench, files_done, reviews, rows
from eval.benchmarks import write_page
from eval.growth import slope
from eval.pairs import measure_pairs
from eval.questions import count_questions
from eval.shares import measure_shares
from reviewer.config import ROOT, Settings
from reviewer.models.chat import get_chat
from reviewer.pipeline import MODEL_MISSING

RATE, KILLED, LOOP, WORD, PROFILED, MODEL = 120, 1_000, 5, 24, 60, 20
COMPARED = 8  # drafts of each run with the model where only the rate is compared
SIZES = (100, 1_000)
KILLS = 5
STARTED = 4  # drafts of the run that shows what starting costs
DEFAULT = (
    "rate",
    "thousand",
    "ray",
    "growth",
    "memory",
    "profile",
    "word",
    "loop",
    "pairs",
    "kill",
    "model",
    "model_rate",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    settings: Settings
    llm: str
    count: int  # drafts of rate and ray
    many: int  # files of thousand and kill
    sizes: tuple[int, ...]
    drafts: int  # of the model part


def run(settings: Settings, data: Path, llm: str, drafts: int = MODEL) -> dict[str, Any]:
    """Measure the parts asked for on the command line and write docs/benchmarks.md."""
    options = argparse.ArgumentParser()
    options.add_argument("--parts", default=",".join(DEFAULT))
    options.add_argument("--count", type=int, default=RATE)
    options.add_argument("--many", type=int, default=KILLED)
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    options.add_argument("--page", type=Path, default=ROOT / "docs")
    chosen, _ = options.parse_known_args()
    asked = Asked(settings, llm, chosen.count, chosen.many, tuple(map(int, chosen.sizes.split(","))), drafts)
    figures = chosen.page / "benchmarks.json"
    chosen.page.mkdir(parents=True, exist_ok=True)
    kept: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    with tempfile.TemporaryDirectory(prefix="throughput-") as scratch:
        bench = Bench.set_up(data, Path(scratch), settings.data_dir)
        bench.run(
            bench.drafts(STARTED), bench.folder / "warm", "--workers", "1"
        )  # the library's index, if it is missing
        for part in chosen.parts.split(","):
            if part.startswith("model") and get_chat(llm, settings) is None:
                print(f"{part}: {MODEL_MISSING}", flush=True)
                continue
            load, since = os.getloadavg()[0], time.perf_counter()
            measured = PARTS[part](bench, asked)
            took = {"took_s": round(time.perf_counter() - since), "load_before": round(load, 1)}
            kept[part] = measured | {"measured": date.today().isoformat()} | took
            print(part, json.dumps(kept[part], ensure_ascii=False), flush=True)
            kept["machine"] = {"cores": os.cpu_count(), "cpu": _cpu(), "python": platform.python_version()}
            figures.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            write_page(kept, chosen.page / "benchmarks.md")
    return kept


def rate(bench: Bench, asked: Asked) -> dict[str, Any]:
    """Drafts a minute with one worker and two, start and summaries included; what the start takes is given beside."""
    one, two = (bench.ran(asked.count, workers=workers) for workers in (1, 2))
    return {
        "drafts": asked.count,
        "start_s": round(bench.ran(STARTED).seconds, 1),
        "workers_1": one.per_minute(asked.count),
        "workers_2": two.per_minute(asked.count),
        "speedup": round(one.seconds / two.seconds, 2),
        "reviewing_speedup": round(one.reviewing_s / two.reviewing_s, 2),
        "reviewing_s": two.reviewing_s,
        "whole_s": round(two.seconds, 1),
    }


def thousand(bench: Bench, asked: Asked) -> dict[str, Any]:
    """The same of an evening's drafts: so many that they are edited from each other and share sentences."""
    return rate(bench, replace(asked, count=asked.many))


def ray(bench: Bench, asked: Asked) -> dict[str, Any]:
    """The same with ray, and whether the reviews are the same."""
    local, clustered = bench.ran(asked.count), bench.ran(asked.count, engine="ray")
    return {
        "drafts": asked.count,
        "start_s": round(bench.ran(STARTED, engine="ray").seconds, 1),
        "workers_2": clustered.per_minute(asked.count),
        "same_reviews": reviews(local.out) == reviews(clustered.out),
    }


def growth(bench: Bench, asked: Asked) -> dict[str, Any]:
    """Seconds for each size with two workers, and the exponent of growth (1: linear) without the start."""
    start = bench.ran(STARTED).seconds
    curve = [(size, round(bench.ran(size).seconds - start, 1)) for size in asked.sizes]
    return {"seconds": dict(curve), "start_s": round(start, 1), "exponent": slope(curve) if len(curve) > 1 else None}


def memory(bench: Bench, asked: Asked) -> dict[str, Any]:
    """Peak MB of all processes over the first hundred files, over the last, and while summing up; two workers."""
    count = max(asked.sizes)
    seen = bench.ran(count).memory
    window = min(100, count // 2)
    first = max(mb for done, mb in seen if 5 <= done <= window)  # before that the workers are not all there
    last = max(mb for done, mb in seen if count - window <= done < count)
    summing = [mb for done, mb in seen if done == count]
    return {
        "drafts": count,
        "window": window,
        "first_mb": round(first),
        "last_mb": round(last),
        "ratio": round(last / first, 2),
        "summing_mb": round(max(summing)) if summing else None,
    }


def profile(bench: Bench, asked: Asked) -> dict[str, Any]:
    """What one worker's time goes into, step by step."""
    settings = asked.settings.model_copy(update={"data_dir": bench.data_dir})
    return measure_shares(bench.drafts(PROFILED, seed=3), bench.folder, settings)


def word(bench: Bench, asked: Asked) -> dict[str, Any]:
    """Drafts a minute when all are Word files, which are read in sandboxed processes; two workers."""
    from docx import Document

    folder = bench.folder / "word"
    folder.mkdir()
    for path in sorted(bench.drafts(asked.count).parent.glob("*.txt"))[:WORD]:
        document = Document()
        for line in path.read_text(encoding="utf-8").splitlines():
            document.add_paragraph(line)
        document.save(str(folder / f"{path.stem}.docx"))
    count = len(list(folder.iterdir()))
    return {
        "drafts": count,
        "per_minute": bench.run(folder, bench.folder / "word-out", "--workers", "2").per_minute(count),
    }


def loop(bench: Bench, asked: Asked) -> dict[str, Any]:
    """A plain loop over `reviewer review`, one process a draft."""
    since = time.perf_counter()
    for path in sorted(bench.drafts(asked.count).parent.glob("*.txt"))[:LOOP]:
        command = [*COMMAND, "review", str(path), "--llm", "off", "--format", "json"]
        subprocess.run(command, env=bench.environment(), check=True, capture_output=True)
    return {"drafts": LOOP, "per_minute": round(LOOP / (time.perf_counter() - since) * 60, 1)}


def pairs(bench: Bench, asked: Asked) -> dict[str, Any]:
    """Seconds to find what comes again among 1,000 and 10,000 items and drafts, and the exponents."""
    return measure_pairs(bench.texts)


def kill(bench: Bench, asked: Asked) -> dict[str, Any]:
    """1,000 files, 3% broken, killed five times at random moments with -9, workers too: what is lost and doubled."""
    source, out = bench.drafts(asked.many, seed=1), bench.folder / "killed"
    chance, moments = random.Random(2), []
    start = bench.ran(STARTED).seconds
    share = start * asked.many / STARTED / KILLS  # more than a fifth of the work: the moments spread over the run
    for _ in range(KILLS):
        process = bench.start(source, out, "--workers", "2")
        before, deadline = files_done(out), time.monotonic() + start + chance.uniform(0.0, min(20.0, share))
        while time.monotonic() < deadline or files_done(out) == before:  # every run gets something done
            if process.poll() is not None:
                raise RuntimeError("the run ended before it was killed: give more files")
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        moments.append(files_done(out))
    ran = bench.run(source, out, "--workers", "2")
    return (
        {"files": asked.many, "kills": KILLS, "done_at_kills": moments}
        | _account(source, out)
        | {"exit_code": ran.code}
    )


def _account(source: Path, out: Path) -> dict[str, int]:
    """Whether every file given has just one outcome, and every review its report."""
    drafts = [row["draft"] for row in rows(out / "reviews.jsonl")]
    lines = Counter((draft["submission"]["file"], draft["part"]) for draft in drafts)
    failures = Counter(row["file"] for row in rows(out / "failures.jsonl"))
    reviewed = {file for file, _ in lines}
    given = {path.name for path in source.parent.iterdir() if path.name != "list.csv"}
    twice = [*lines.values(), *failures.values(), *(2 for file in failures if file in reviewed)]
    return {
        "reviewed": len(reviewed),
        "failures": len(failures),
        "lost": len(given - reviewed - failures.keys()),
        "doubled": sum(count > 1 for count in twice),
        "reports": len(list((out / "reports").glob("*.html"))),
    }


def model(bench: Bench, asked: Asked) -> dict[str, Any]:
    """With the model: drafts a minute, and prompt tokens evaluated against drafts and questions themselves."""
    bench.forget_answers()
    ran = bench.ran(asked.drafts, llm=asked.llm)
    told = json.loads((ran.out / "run.json").read_text(encoding="utf-8"))
    tokens, count = told["tokens"], told["counts"]["reviews"]
    settings = asked.settings.model_copy(update={"data_dir": bench.data_dir})
    files = [row["draft"]["submission"]["file"] for row in rows(ran.out / "reviews.jsonl")]
    folder = bench.drafts(asked.drafts).parent
    llm = told["settings"]["llm"] if asked.llm == "auto" else asked.llm
    questions = count_questions(settings, llm, [folder / file for file in files])
    bound = 1.5 * questions["draft_tokens"] + questions["question_tokens"]
    return {
        "llm": told["settings"]["llm"],
        "drafts": count,
        "per_minute": ran.per_minute(count),
        "evaluated": tokens["prompt"],
        "cached": tokens["cached"],
        "generated": tokens["generated"],
        "bound": round(bound),
        "evaluated_over_bound": round(tokens["prompt"] / bound, 2),
        "unanswered": told["counts"]["unanswered"],
    } | questions


def model_rate(bench: Bench, asked: Asked) -> dict[str, Any]:
    """Drafts a minute with the model: one worker, two, and two with ray; start and summaries included."""
    count = min(asked.drafts, COMPARED)
    rates = {}
    for name, workers, engine in (("workers_1", 1, "local"), ("workers_2", 2, "local"), ("ray", 2, "ray")):
        bench.forget_answers()
        rates[name] = bench.ran(count, workers=workers, engine=engine, llm=asked.llm).per_minute(count)
    return {"llm": asked.llm, "drafts": count} | rates


PARTS: dict[str, Callable[[Bench, Asked], dict[str, Any]]] = {
    "rate": rate, "thousand": thousand, "ray": ray, "growth": growth, "memory": memory, "profile": profile, "word": word, "loop": loop,
    "pairs": pairs, "kill": kill, "model": model, "model_rate": model_rate,
}  # fmt: skip


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
