"""Suite `measures`: what code counts (minutes, student share, items, measured indicators) against labelled drafts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.agreement import indicator_table
from eval.labels import load_labelled
from eval.metrics import accuracy, mean_absolute_error
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.pipeline import Reviewer

KINDS: tuple[Kind, ...] = ("lesson", "homework")


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """The figures over all labelled drafts. `llm` is not used: nothing here asks a model."""
    reviewer = Reviewer.from_settings(settings, llm="off")
    labelled = load_labelled(data)
    reviews = [reviewer.review(reviewer.read(one.path)) for one in labelled]
    kinds, minutes, shares, items = [], [], [], []
    for one, review in zip(labelled, reviews, strict=True):
        lesson, homework = review.measures.lesson, review.measures.homework
        kinds.append((int(one.n_items is None), int(lesson is not None)))
        if lesson and one.minutes_total is not None:
            minutes.append((one.minutes_total, lesson.minutes_total or 0.0))
        if lesson and one.student_share is not None and lesson.student_share is not None:
            shares.append((one.student_share, lesson.student_share))
        if homework and one.n_items is not None:
            items.append((one.n_items, len(homework.items)))
    basis = {one.id: one.basis for kind in KINDS for one in reviewer.rubric(kind).indicators()}
    measured = {name: row for name, row in indicator_table(labelled, reviews).items() if basis[name] == "measured"}
    result = {
        "drafts": len(labelled),
        "kind_accuracy": accuracy(kinds),
        "minutes_exact": accuracy([(int(t), int(o)) for t, o in minutes]),
        "student_share_mae": mean_absolute_error(shares),
        "student_share_known": len(shares),
        "items_within_1": accuracy([(1, int(abs(t - o) <= 1)) for t, o in items]),
        "indicators": measured,
    }
    show(result)
    return result


def show(result: Mapping[str, Any]) -> None:
    for name, value in result.items():
        if name != "indicators":
            print(f"{name}: {value}")
    print(f"\n{'indicator':24}{'n':>4}{'yes':>5}{'accuracy':>10}{'balanced':>10}{'majority':>10}")
    for name, row in sorted(result["indicators"].items(), key=lambda pair: pair[1]["accuracy"]):
        figures = "".join(f"{row[key]:>10.2f}" for key in ("accuracy", "balanced", "majority"))
        print(f"{name:24}{row['n']:>4}{row['yes']:>5}{figures}")
