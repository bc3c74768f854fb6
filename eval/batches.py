"""`reviewer batch` run as a command and watched from outside: what suite `throughput` measures with.

Runs are kept for the length of the suite, so that several figures come from one run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.edited import write_drafts
from eval.witnesses import LATER
from reviewer.batch.folder import RUN
from reviewer.config import ROOT
from reviewer.documents.sandbox import memory_of

DRAFTS = ROOT / "eval" / "data" / "drafts"
WATCH_SECONDS = 1.0
SHARED = ("library", "finders", "probes.json")  # of the data folder: what takes long and is the same for every run


@dataclass
class Ran:
    """One finished command: its folder, seconds, exit code, and (files done, MB of all its processes) each second."""

    out: Path
    seconds: float = 0.0
    code: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)

    def per_minute(self, drafts: int) -> float:
        return round(drafts / self.seconds * 60, 1)

    @property
    def reviewing_s(self) -> float:
        """Seconds in which workers reviewed: without the start of the command and the summaries."""
        run = json.loads((self.out / RUN).read_text(encoding="utf-8"))
        return float(run["reviewing_seconds"])


@dataclass
class Bench:
    """Where drafts come from and runs are made: `folder` is thrown away, `data_dir` lies in it."""

    texts: list[str]
    folder: Path
    data_dir: Path
    done: dict[tuple[object, ...], Ran] = field(default_factory=dict)

    @classmethod
    def set_up(cls, data: Path, folder: Path, data_dir: Path) -> Bench:
        """A bench with a data folder of its own: no answer of a model is remembered from before, the index is."""
        own = folder / "data"
        own.mkdir()
        for name in SHARED:
            if (data_dir / name).is_dir():
                shutil.copytree(data_dir / name, own / name)
            elif (data_dir / name).is_file():
                shutil.copy(data_dir / name, own / name)
        return cls(labelled_texts(data), folder, own)

    def drafts(self, count: int, *, seed: int = 0) -> Path:
        """A list of `count` edited drafts, made once."""
        folder = self.folder / f"drafts-{count}-{seed}"
        return folder / "list.csv" if folder.exists() else write_drafts(folder, self.texts, count, seed=seed)

    def ran(self, count: int, *, workers: int = 2, engine: str = "local", llm: str = "off") -> Ran:
        """The run over `count` drafts with these options: made at the first call, and kept."""
        key = (count, workers, engine, llm)
        if key not in self.done:
            out = self.folder / "-".join(map(str, key)).replace("/", "_").replace(":", "_")
            self.done[key] = self.run(self.drafts(count), out, "--workers", str(workers), "--engine", engine, llm=llm)
        return self.done[key]

    def run(self, source: Path, out: Path, *options: str, llm: str = "off") -> Ran:
        """Run the batch command to its end, watching memory."""
        ran, since = Ran(out), time.perf_counter()
        process = self.start(source, out, *options, llm=llm)
        watcher = threading.Thread(target=_watch, args=(process, ran), daemon=True)
        watcher.start()
        ran.code = process.wait()
        ran.seconds = time.perf_counter() - since
        watcher.join()
        if ran.code not in (0, 5):  # 5: some files could not be reviewed
            said = _log_of(out).read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"reviewer batch {source} ended with {ran.code}:\n{said}")
        return ran

    def start(self, source: Path, out: Path, *options: str, llm: str = "off") -> subprocess.Popen[bytes]:
        command = [*COMMAND, "batch", str(source), "--out", str(out), "--llm", llm, *options]
        with _log_of(out).open("wb") as log:
            return subprocess.Popen(command, env=self.environment(), stderr=log, start_new_session=True)

    def forget_answers(self) -> None:
        """So that the next run asks the model everything anew."""
        (self.data_dir / "replies.sqlite").unlink(missing_ok=True)

    def environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(ROOT), "REVIEWER_DATA_DIR": str(self.data_dir)}


COMMAND = (sys.executable, "-m", "reviewer.cli")


def labelled_texts(data: Path) -> list[str]:
    """The labelled drafts, without those kept blind: people look at what the runs put out."""
    paths = sorted(DRAFTS.glob("r-*.txt")) + sorted((data / "drafts").glob("*-*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths if not _blind(path.stem)]


def _blind(stem: str) -> bool:
    first = {"r-l": LATER["lesson"], "r-h": LATER["homework"]}.get(stem[:3])
    return first is not None and int(stem[3:]) >= first


def rows(path: Path) -> list[dict[str, Any]]:
    """Every line of a file of JSON lines; none if there is no file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def reviews(out: Path) -> list[str]:
    """The reviews of a run without their seconds, in one order: equal for equal runs."""
    found = rows(out / "reviews.jsonl")
    return sorted(json.dumps(_timeless(row), sort_keys=True) for row in found)


def _log_of(out: Path) -> Path:
    return out.with_name(f"{out.name}.log")


def _timeless(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "seconds"}


def files_done(out: Path) -> int:
    """Lines in both journals: files done, where each holds one draft."""
    return sum(_lines(out / name) for name in ("reviews.jsonl", "failures.jsonl"))


def _watch(process: subprocess.Popen[bytes], ran: Ran) -> None:
    while process.poll() is None:
        ran.memory.append((files_done(ran.out), memory_of(process.pid) / 2**20))
        time.sleep(WATCH_SECONDS)


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
