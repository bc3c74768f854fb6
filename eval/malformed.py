"""Suite `malformed`: broken, odd, locked and hostile files of other readers' test sets: text or one line, in bounds."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.documents import read_draft
from reviewer.documents.sandbox import memory_of
from reviewer.errors import DraftError

SECONDS = 20.0  # no file may take longer
MEGABYTES = 1024.0  # of this process and all its children together, at any time
SAMPLE_SECONDS = 0.02
OUTCOMES = ("text", "foreign", "message", "crash")
FOREIGN = "个汉字，不足以评阅"  # read, and found to be no Chinese draft


@dataclass(frozen=True, slots=True)
class Row:
    """How one file ended: text, foreign (read, but not Chinese), message (another expected error) or crash.

    `says` is the message in Chinese.
    """

    source: str
    file: str
    outcome: str
    seconds: float
    cpu_seconds: float  # of all processes: what remains of `seconds` on a busy machine is waiting
    megabytes: float
    says: str = ""


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Read every file of `data`/malformed, one after the other. `llm` is not used."""
    files = sorted(path for path in (data / "malformed").rglob("*") if path.is_file())
    rows = [read(path, data / "malformed", settings) for path in files]
    result = summarise(rows)
    show(result)
    return result


def read(path: Path, root: Path, settings: Settings) -> Row:
    """Read one file and note the outcome, the seconds and the peak memory of all processes together."""
    outcome, says = "text", ""
    began, cpu = time.perf_counter(), sum(os.times()[:4])
    with peak_memory() as peak:
        try:
            read_draft(path, settings=settings)
        except DraftError as error:
            says = error.chinese
            outcome = "crash" if "\n" in says else "foreign" if FOREIGN in says else "message"
        except Exception as error:
            outcome, says = "crash", repr(error)
    seconds = time.perf_counter() - began
    cpu = sum(os.times()[:4]) - cpu
    source = path.relative_to(root).parts[0]
    return Row(source, path.name, outcome, round(seconds, 2), round(cpu, 2), round(peak[0]), says)


@contextmanager
def peak_memory() -> Iterator[list[float]]:
    """A list whose one number becomes the most MB that this process and its children held at once."""
    peak = [0.0]
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            peak[0] = max(peak[0], memory_of(os.getpid()) / 2**20)
            done.wait(SAMPLE_SECONDS)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def summarise(rows: Sequence[Row]) -> dict[str, Any]:
    """Counts by source and outcome, the slowest and largest files, and whether all bounds hold."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        table[row.source][row.outcome] += 1
    slowest = sorted(rows, key=lambda row: -row.seconds)
    largest = sorted(rows, key=lambda row: -row.megabytes)
    return {
        "files": len(rows),
        "handled": sum(row.outcome != "crash" for row in rows),
        "over_seconds": sum(row.seconds > SECONDS for row in rows),
        "over_megabytes": sum(row.megabytes > MEGABYTES for row in rows),
        "seconds": round(sum(row.seconds for row in rows), 1),
        "table": {source: {outcome: counts[outcome] for outcome in OUTCOMES} for source, counts in table.items()},
        "slowest": [asdict(row) for row in slowest[:10]],
        "largest": [asdict(row) for row in largest[:10]],
        "rows": [asdict(row) for row in rows],
    }


def show(result: Mapping[str, Any]) -> None:
    print(f"{'source':16}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES))
    for source, counts in sorted(result["table"].items()):
        print(f"{source:16}" + "".join(f"{counts[outcome]:>9}" for outcome in OUTCOMES))
    for name in ("files", "handled", "over_seconds", "over_megabytes", "seconds"):
        print(f"{name}: {result[name]}")
    for name in ("slowest", "largest"):
        print(f"\n{name}")
        for row in result[name]:
            figures = f"{row['seconds']:>7.2f} s {row['cpu_seconds']:>7.2f} s CPU {row['megabytes']:>6.0f} MB"
            print(f"{figures}  {row['outcome']:8} {row['source']}/{row['file']}")
