"""For researchers: a finished batch as pandas frames, agreement with one's own labels, and plots.

    from reviewer import Reviewer, load_settings
    from reviewer.research import agreement, criteria_frame, plot_levels, read_reviews
    frame = criteria_frame(read_reviews("run"))

pandas and matplotlib come with `pip install "lesson-reviewer[research]"`; they load at the first call.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.batch.folder import RunFolder, review_file
from reviewer.batch.summaries import COLUMNS, rows_of
from reviewer.datamodels import Review
from reviewer.errors import UnavailableError
from reviewer.kappa import quadratic_kappa

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

LEVELS = (1, 2, 3, 4, 5)


def read_reviews(folder: str | Path) -> Iterator[Review]:
    """The reviews of a finished batch, in order of file names. Raises UsageError if the folder holds none."""
    return RunFolder.read(Path(folder)).all_reviews()


def criteria_frame(reviews: Iterable[Review]) -> DataFrame:
    """One row per draft and criterion, with the columns of summary.csv; `level` is a nullable integer."""
    pandas = _import("pandas")
    rows = [list(asdict(row).values()) for review in reviews for row in rows_of(review)]
    kinds = {"part": "int64", "level": "Int64", "low": "Int64", "high": "Int64", "overall": "Float64"}
    frame: DataFrame = pandas.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)
    return frame


def indicators_frame(reviews: Iterable[Review]) -> DataFrame:
    """One row per draft and indicator: answer, probability of yes, what decided, note, first quote."""
    rows = [
        {
            "file": review_file(review),
            "part": review.draft.part,
            "kind": review.draft.kind,
            "criterion": criterion.id,
            "indicator": indicator.id,
            "answer": indicator.answer,
            "probability": indicator.probability,
            "basis": indicator.basis,
            "note": indicator.note,
            "quote": indicator.evidence[0].quote if indicator.evidence else None,
        }
        for review in reviews
        for criterion in review.criteria
        for indicator in criterion.indicators
    ]
    frame: DataFrame = _import("pandas").DataFrame(rows)
    return frame


def agreement(frame: DataFrame, labels: DataFrame) -> DataFrame:
    """How far levels agree with one's own, by criterion and over all (`all`).

    `labels` has the columns file, criterion, level. Drafts without a level on either side are left out and counted in
    `unscored`. `n` pairs; `exact` and `within_one` are shares; `bias` is the mean of ours minus yours; `qwk` is Cohen's
    kappa with quadratic weights (Cohen 1968), NaN below two drafts or where all levels are one.
    """
    joined = frame.merge(labels, on=["file", "criterion"], suffixes=("", "_label"))
    groups = [*joined.groupby("criterion"), ("all", joined)]
    found = _import("pandas").DataFrame([{"criterion": name} | _agreed(group) for name, group in groups])
    result: DataFrame = found.set_index("criterion")
    return result


def _agreed(group: DataFrame) -> dict[str, float]:
    both = group.dropna(subset=["level", "level_label"])
    ours, yours = both["level"].astype(int), both["level_label"].astype(int)
    apart = ours - yours
    return {
        "n": len(both),
        "unscored": len(group) - len(both),
        "exact": float((apart == 0).mean()) if len(both) else math.nan,
        "within_one": float((apart.abs() <= 1).mean()) if len(both) else math.nan,
        "bias": float(apart.mean()) if len(both) else math.nan,
        "qwk": quadratic_kappa(list(zip(yours, ours, strict=True))),
    }


def plot_levels(frame: DataFrame, *, kind: str = "lesson") -> Figure:
    """How often each level was given, a stacked bar a criterion. Bars are named by criterion id: fonts may lack Chinese."""
    _import("matplotlib")
    from matplotlib.figure import Figure

    from reviewer.batch.colours import LEVEL_COLOURS

    shown = frame[frame["kind"] == kind]
    counts = shown.groupby(["criterion", "level"]).size().unstack(fill_value=0).reindex(columns=LEVELS, fill_value=0)
    figure = Figure(figsize=(8, 0.5 * len(counts) + 1.5), layout="constrained")
    axes = figure.subplots()
    left = counts[1] * 0
    for level in LEVELS:
        axes.barh(
            counts.index, counts[level], left=left, color=LEVEL_COLOURS[level][0], edgecolor="white", label=str(level)
        )
        left = left + counts[level]
    axes.invert_yaxis()
    axes.set(xlabel="drafts", title=f"Levels, {kind}")
    axes.legend(title="level", loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def _import(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise UnavailableError(
            f'需要 {name}：pip install "lesson-reviewer[research]"。',
            f'{name} is needed: pip install "lesson-reviewer[research]"',
        ) from error
