"""Suite `throughput`: drafts a minute, memory, growth, and five kills, all through the `reviewer batch` command.

    python -m eval throughput                      all figures without a model, about half an hour on two idle cores
    python -m eval throughput --parts rate,ray     only some: rate, ray, memory, growth, loop, kill, word, model
    python -m eval throughput --parts kill --many 200       fewer files than the 1,000 of the full run
    python -m eval throughput --sizes 100,1000,10000 --parts growth
    python -m eval throughput --parts model --llm local:qwen2.5-coder-1.5b      20 drafts with the model, about 40 minutes

Drafts are made by editing the labelled ones (eval/edited.py), no two equal, 3% of the files broken. What was measured is
kept in docs/benchmarks.json part by part, and docs/benchmarks.md is written from it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from eval.benchmarks import write_page
from eval.edited import write_drafts
from eval.growth import slope
from reviewer.config import ROOT, Settings
from reviewer.documents.sandbox import memory_of

FIGURES = ROOT / "docs" / "benchmarks.json"
RATE, KILLED, LOOP, WORD, MODEL = 200, 1000, 8, 40, 20
SIZES = (100, 1_000)
KILLS = 5
DEFAULT = ("rate", "ray", "memory", "growth", "loop", "kill", "word")


@dataclass
class Ran:
    """One finished command: its seconds, exit code, and peak MB of all its processes by the number of drafts done."""

    seconds: float
    code: int
    memory: list[tuple[int, float]] = field(default_factory=list)


@dataclass
class Bench:
    """Where the drafts come from and where runs are made."""

    texts: list[str]
    folder: Path
    data_dir: Path
    sizes: tuple[int, ...]
    llm: str
    count: int  # drafts of rate and ray
    many: int  # files of memory and kill

    def drafts(self, count: int, *, seed: int = 0) -> Path:
        """A list of `count` edited drafts, made once."""
        folder = self.folder / f"drafts-{count}-{seed}"
        return folder / "list.csv" if folder.exists() else write_drafts(folder, self.texts, count, seed=seed)

    def run(self, source: Path, out: Path, *options: str, llm: str = "off") -> Ran:
        """Run the batch command to its end, watching memory."""
        process = self.start(source, out, *options, llm=llm)
        ran = Ran(0.0, 0)
        since = time.perf_counter()
        watcher = threading.Thread(target=_watch, args=(process, out, ran.memory), daemon=True)
        watcher.start()
        ran.code = process.wait()
        ran.seconds = time.perf_counter() - since
        watcher.join()
        return ran

    def start(self, source: Path, out: Path, *options: str, llm: str = "off") -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "reviewer.cli",
            "batch",
            str(source),
            "--out",
            str(out),
            "--llm",
            llm,
            *options,
        ]
        return subprocess.Popen(command, env=self.environment(), stderr=subprocess.DEVNULL, start_new_session=True)

    def environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(ROOT), "REVIEWER_DATA_DIR": str(self.data_dir)}


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Measure the parts asked for on the command line and write docs/benchmarks.md."""
    options = argparse.ArgumentParser()
    options.add_argument("--parts", default=",".join(DEFAULT))
    options.add_argument("--count", type=int, default=RATE)
    options.add_argument("--many", type=int, default=KILLED)
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    chosen, _ = options.parse_known_args()
    known: dict[str, Callable[[Bench], dict[str, Any]]] = {
        "rate": rate, "ray": ray_rate, "memory": memory, "growth": growth, "loop": loop, "kill": kill, "word": word, "model": model,
    }  # fmt: skip
    kept: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    with tempfile.TemporaryDirectory(prefix="throughput-") as scratch:
        folder = Path(scratch)
        bench = Bench(
            _texts(data),
            folder,
            settings.data_dir,
            tuple(map(int, chosen.sizes.split(","))),
            llm,
            chosen.count,
            chosen.many,
        )
        bench.run(bench.drafts(4), folder / "warm", "--workers", "1")  # the library's index, built once
        for part in chosen.parts.split(","):
            load = os.getloadavg()[0]
            kept[part] = known[part](bench) | {"measured": date.today().isoformat(), "load_before": round(load, 1)}
            print(part, json.dumps(kept[part], ensure_ascii=False), flush=True)
            kept["machine"] = {"cores": os.cpu_count(), "cpu": _cpu(), "python": platform.python_version()}
            FIGURES.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            write_page(kept)
    return kept


def rate(bench: Bench) -> dict[str, Any]:
    """Drafts a minute with one worker and two; start-up (the seconds a run of 4 takes) is given beside."""
    source = bench.drafts(bench.count)
    seconds = {w: bench.run(source, bench.folder / f"rate-{w}", "--workers", str(w)).seconds for w in (1, 2)}
    start = bench.run(bench.drafts(4), bench.folder / "start", "--workers", "1").seconds
    per_minute = {f"workers_{w}": round(bench.count / s * 60, 1) for w, s in seconds.items()}
    return (
        {"drafts": bench.count, "start_s": round(start, 1)}
        | per_minute
        | {"speedup": round(seconds[1] / seconds[2], 2)}
    )


def ray_rate(bench: Bench) -> dict[str, Any]:
    """The same with ray, and whether the reviews are the same."""
    source = bench.drafts(bench.count)
    local, ray = bench.folder / "rate-2", bench.folder / "ray-2"
    if not local.exists():
        bench.run(source, local, "--workers", "2")
    seconds = bench.run(source, ray, "--workers", "2", "--engine", "ray").seconds
    return {
        "drafts": bench.count,
        "workers_2": round(bench.count / seconds * 60, 1),
        "same_reviews": _reviews(local) == _reviews(ray),
    }


def memory(bench: Bench) -> dict[str, Any]:
    """Peak MB of all processes over the first hundred drafts and over the last, one worker, 1,000 drafts."""
    ran = bench.run(bench.drafts(bench.many), bench.folder / "memory", "--workers", "1", "--formats", "jsonl")
    first = [mb for done, mb in ran.memory if 5 <= done <= 100]
    last = [mb for done, mb in ran.memory if bench.many * 0.97 - 100 <= done <= bench.many * 0.97]
    return {
        "drafts": bench.many,
        "first_100_mb": round(max(first)),
        "last_100_mb": round(max(last)),
        "ratio": round(max(last) / max(first), 2),
        "per_minute": round(bench.many / ran.seconds * 60, 1),
    }


def growth(bench: Bench) -> dict[str, Any]:
    """Seconds for each size with two workers, and the exponent of growth (1: linear) without the start-up."""
    start = bench.run(bench.drafts(4), bench.folder / "start-2", "--workers", "2").seconds
    curve = []
    for size in bench.sizes:
        ran = bench.run(bench.drafts(size), bench.folder / f"grow-{size}", "--workers", "2")
        curve.append((size, round(ran.seconds - start, 1)))
    return {"seconds": dict(curve), "start_s": round(start, 1), "exponent": slope(curve) if len(curve) > 1 else None}


def loop(bench: Bench) -> dict[str, Any]:
    """A plain loop over `reviewer review`, one process a draft."""
    folder = bench.drafts(bench.count).parent
    since = time.perf_counter()
    for path in sorted(folder.glob("*.txt"))[:LOOP]:
        command = [sys.executable, "-m", "reviewer.cli", "review", str(path), "--llm", "off", "--format", "json"]
        subprocess.run(command, env=bench.environment(), check=True, capture_output=True)
    return {"drafts": LOOP, "per_minute": round(LOOP / (time.perf_counter() - since) * 60, 1)}


def word(bench: Bench) -> dict[str, Any]:
    """Drafts a minute when all are Word files, which are read in sandboxed processes; two workers."""
    from docx import Document

    folder = bench.folder / "word"
    folder.mkdir()
    for path in sorted(bench.drafts(bench.count).parent.glob("*.txt"))[:WORD]:
        document = Document()
        for line in path.read_text(encoding="utf-8").splitlines():
            document.add_paragraph(line)
        document.save(str(folder / f"{path.stem}.docx"))
    seconds = bench.run(folder, bench.folder / "word-out", "--workers", "2").seconds
    return {"drafts": WORD, "per_minute": round(WORD / seconds * 60, 1)}


def kill(bench: Bench) -> dict[str, Any]:
    """1,000 files, 3% broken, killed five times at random moments with -9, workers too: what is lost and doubled."""
    source, out = bench.drafts(bench.many, seed=1), bench.folder / "killed"
    chance, kills, moments = random.Random(2), 0, []
    whole = 60.0
    while kills < KILLS:
        process = bench.start(source, out, "--workers", "2")
        time.sleep(chance.uniform(8.0, whole / 2))
        if process.poll() is not None:
            break
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kills += 1
        moments.append(_lines(out / "reviews.jsonl") + _lines(out / "failures.jsonl"))
    ran = bench.run(source, out, "--workers", "2")
    files = Counter(row["draft"]["submission"]["file"] for row in _rows(out / "reviews.jsonl"))
    failed = Counter(row["file"] for row in _rows(out / "failures.jsonl"))
    given = {path.name for path in source.parent.iterdir() if path.name != "list.csv"}
    return {
        "files": len(given),
        "kills": kills,
        "lines_at_kills": moments,
        "reviewed": len(files),
        "failures": len(failed),
        "lost": len(given - files.keys() - failed.keys()),
        "doubled": sum(count > 1 for count in (files + failed).values()),
        "exit_code": ran.code,
    }


def model(bench: Bench) -> dict[str, Any]:
    """20 drafts with the model: drafts a minute, and prompt tokens evaluated against what the drafts themselves hold."""
    source, out = bench.drafts(MODEL), bench.folder / "model"
    ran = bench.run(source, out, "--workers", "2", llm=bench.llm)
    tokens = json.loads((out / "run.json").read_text(encoding="utf-8"))["tokens"]
    reviews = _rows(out / "reviews.jsonl")
    chars = sum(row["draft"]["chars"] for row in reviews)
    questions = sum(len(criterion["indicators"]) for row in reviews for criterion in row["criteria"])
    asked = tokens["prompt"] + tokens["cached"]
    return {
        "drafts": len(reviews),
        "per_minute": round(len(reviews) / ran.seconds * 60, 2),
        "characters": chars,
        "indicators": questions,
        "prompt_tokens_evaluated": tokens["prompt"],
        "prompt_tokens_cached": tokens["cached"],
        "evaluated_per_draft": round(tokens["prompt"] / max(1, len(reviews))),
        "evaluated_over_asked": round(tokens["prompt"] / max(1, asked), 3),
        "generated": tokens["generated"],
    }


def _texts(data: Path) -> list[str]:
    folders = (ROOT / "eval" / "data" / "drafts", data / "drafts")
    return [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*-*.txt"))]


def _watch(process: subprocess.Popen[bytes], out: Path, seen: list[tuple[int, float]]) -> None:
    while process.poll() is None:
        seen.append((_lines(out / "reviews.jsonl"), memory_of(process.pid) / 2**20))
        time.sleep(1.0)


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def _reviews(out: Path) -> list[str]:
    rows = _rows(out / "reviews.jsonl")
    for row in rows:
        del row["seconds"]
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    return names[0] if names else platform.processor()
