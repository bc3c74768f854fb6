"""Suite `repetition`: how time and memory of finding repeats grow with the library and with the length of a sheet.

A library of word problems and templates, every item with other numbers and half of them with other words, is indexed;
then a sheet of 200 items is compared with it. Sheets of 50, 500 and 5,000 items are measured whole. Each exponent is
the slope of log time over log size; n log n shows as about 1.1 over these sizes.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from eval.growth import plot, slope
from eval.sheets.bank import Bank, load_bank, vary
from eval.sheets.baselines import timed
from reviewer.config import ROOT, Settings
from reviewer.documents import draft_from_text
from reviewer.homework import measure_homework
from reviewer.homework.items import Task
from reviewer.homework.repetition import build_index, find_repeats, group_repeats

LIBRARIES = (1_000, 10_000, 100_000)
SHEETS = (50, 500, 5_000)
CURVES = (
    ("library", "items", "index_s"),
    ("library", "items", "search_s"),
    ("library", "items", "group_s"),
    ("sheet", "lines", "measure_s"),
)
PLOT = ROOT / "docs" / "plots" / "items.png"
ASKED = 200  # items of the sheet compared with the library


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Seconds and megabytes by size, with exponents. No vectors: signs alone. `llm` is not used."""
    bank, random = load_bank(data), Random(7)
    library = [_task(_text(bank, random)) for _ in range(LIBRARIES[-1])]
    asked = [_task(_text(bank, random)) for _ in range(ASKED)]
    result: dict[str, Any] = {"library": [], "sheet": []}
    for size in LIBRARIES:
        index, built = timed(lambda size=size: build_index(library[:size]))  # type: ignore[misc]
        found, searched = timed(lambda index=index: find_repeats(asked, index))  # type: ignore[misc]
        _, grouped = timed(lambda size=size: group_repeats(library[:size]))  # type: ignore[misc]
        row = {"items": size, "forms": len(index.forms), "index_s": built, "search_s": searched, "group_s": grouped}
        result["library"].append(row | {"found": len(found), "megabytes": _megabytes(library[:size])})
        _print(result["library"][-1])
    for size in SHEETS:
        text = "\n".join(f"{at % 99 + 1}. {task.body}" for at, task in enumerate(library[:size]))
        draft, read = timed(lambda text=text: draft_from_text(text, name="x.txt", kind="homework"))  # type: ignore[misc]
        measures, measured = timed(lambda draft=draft: measure_homework(draft))  # type: ignore[misc]
        result["sheet"].append({"lines": size, "items": len(measures.items), "read_s": read, "measure_s": measured})
        _print(result["sheet"][-1])
    curves = {
        f"{kind} {figure}": [(int(row[name]), float(row[figure])) for row in result[kind]]
        for kind, name, figure in CURVES
    }
    result["exponents"] = {name: slope(curve) for name, curve in curves.items()}
    print(result["exponents"])
    plot(curves, result["exponents"], PLOT, "items")
    return result


def _print(row: dict[str, Any]) -> None:
    print("  ".join(f"{name} {value:,.3g}" if value < 100 else f"{name} {value:,.0f}" for name, value in row.items()))


def _megabytes(tasks: Sequence[Task]) -> float:
    tracemalloc.start()
    index = build_index(tasks)
    used = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return used if index.forms else 0.0


def _text(bank: Bank, random: Random) -> str:
    content = bank.draw(random, random.choice(("数学", "数学", "数学", "语文", "科学")), random.choice((2, 2, 3)))
    again = (vary(random, content, random.choice(("numbers", "reworded"))) or content).text.replace("\n", " ")
    if random.random() < 0.5:  # two problems in one: as many forms as items, the hard case for an index
        return f"{again}另外，{random.choice(bank.problems).text}"
    return again


def _task(text: str) -> Task:
    return Task(0, len(text), text, text, "", "", None, False, 0, False)
