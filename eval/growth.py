"""Suite `growth`: what measuring costs beside reading and embedding, and how it grows with the draft. One core, no model.

Cost: seconds of a full measured review of each labelled draft over those of extracting its text and embedding its sentences (both
with a fresh memory for vectors, best of REPEATS; at most LIMIT is wanted). Growth: plans and sheets made longer by joining the drafts of eval/data, and the slope of
seconds over length on log scales (1: linear; n log n: about 1.1 over these lengths). The plot goes to docs/plots.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.labels import load_labelled
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Draft
from reviewer.documents import draft_from_text
from reviewer.errors import UnavailableError
from reviewer.homework import measure_homework
from reviewer.lessons import find_lesson_indicators, measure_lesson
from reviewer.models.embeddings import CachedEmbedder, get_embedder
from reviewer.pipeline import Reviewer

SIZES = (2_000, 4_000, 8_000, 16_000, 32_000, 64_000)  # characters
REFERENCE = ROOT / "eval" / "data" / "drafts"
PLOT = ROOT / "docs" / "plots" / "growth.png"
REPEATS = 3
LIMIT = 3.0


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Ratios on the labelled drafts, slopes on the joined ones. `llm` is not used."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    ratios = [_ratio(settings, one.path) for one in load_labelled(data)]
    curves = {
        "lesson": grow("r-l*.txt", "lesson", lambda draft: find_lesson_indicators(draft, measure_lesson(draft))),
        "homework": grow("r-h*.txt", "homework", measure_homework),
    }
    slopes = {name: slope(curve) for name, curve in curves.items()}
    plot(curves, slopes, PLOT, "characters")
    result = {
        "drafts": len(ratios),
        "ratio_median": round(statistics.median(ratios), 2),
        "ratio_worst": round(max(ratios), 2),
        "ratio_limit": LIMIT,
        "within_limit": sum(ratio <= LIMIT for ratio in ratios),
        "slopes": slopes,
        "curves": curves,
    }
    for name, value in result.items():
        print(f"{name}: {value}")
    print(f"plot: {PLOT.relative_to(ROOT)}")
    return result


def _ratio(settings: Settings, path: Path) -> float:
    """Seconds of the whole measured review over those of reading and embedding alone, each with no vector remembered."""
    reviewer = Reviewer.from_settings(settings, llm="off")
    embedder = get_embedder(settings)
    if not isinstance(embedder, CachedEmbedder):
        raise UnavailableError("需要默认的向量模型：reviewer models get all", "the default embedding model is needed")
    for kind in ("lesson", "homework"):  # everything loaded
        reviewer.review(draft_from_text("教学目标\n1. 认识面积。\n教学过程\n1. 学生说一说。", name="x", kind=kind))

    def read_and_embed(name: str) -> None:
        draft = reviewer.read(path, name=name)
        embedder.encode([draft.text[one.start : one.end] for one in draft.sentences])

    def review(name: str) -> None:
        reviewer.review(reviewer.read(path, name=name))

    def best(act: Callable[[str], None]) -> float:
        seconds = []
        for number in range(REPEATS):  # each time another draft: a measure may remember what it found in the last one
            embedder.forget()
            since = time.perf_counter()
            act(f"{number}.txt")
            seconds.append(time.perf_counter() - since)
        return min(seconds)

    return best(review) / best(read_and_embed)


def grow(pattern: str, kind: str, measure: Callable[[Draft], object]) -> list[tuple[int, float]]:
    """(characters, best seconds of measuring) for joined drafts of each size."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob(pattern))]
    curve = []
    for size in SIZES:
        text = ""
        while len(text) < size:
            text += texts[len(text) % len(texts)] + "\n"
        # Each time another draft: a measure may remember what it found in the last one.
        drafts = [draft_from_text(text[:size], name=f"{number}.txt", kind=kind) for number in range(REPEATS)]
        curve.append((size, min(_timed(measure, draft) for draft in drafts)))
    return curve


def _timed(measure: Callable[[Draft], object], draft: Draft) -> float:
    since = time.perf_counter()
    measure(draft)
    return time.perf_counter() - since


def slope(curve: Sequence[tuple[int, float]]) -> float:
    """The exponent of growth: least squares on log scales."""
    import numpy as np

    sizes, seconds = np.log(np.array(curve, dtype=float)).T
    return round(float(np.polyfit(sizes, seconds, 1)[0]), 2)


def plot(curves: dict[str, list[tuple[int, float]]], slopes: dict[str, float], path: Path, unit: str) -> None:
    """Draw seconds over size, counted in `unit`, on log scales; the PNG goes to `path`."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for name, curve in curves.items():
        axes.loglog(*zip(*curve, strict=True), marker="o", label=f"{name}, slope {slopes[name]}")
    axes.set(xlabel=unit, ylabel="seconds", title=f"Time against number of {unit}")
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100, bbox_inches="tight", metadata={"Software": None})
