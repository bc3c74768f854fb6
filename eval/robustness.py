"""Suite `robustness`: do levels stay where they were when a draft is changed without changing its substance?

Each reference draft (eval/data, every third; `--fast` five of them, `--drafts` so many) is reviewed as it is and after
every disturbance of `eval/disturbances`. Per disturbance: mean and worst change of the levels given both times, the 95%
interval of the mean over drafts, how many rose or fell, how many were lost or came new, and how often the words put in
were reported. Also: the same draft three times over, the model asked anew each time.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from eval.disturbances import ALL, EARNED, HIDDEN, NEVER_RAISE, ORDER, write_word
from eval.labels import load_labelled
from eval.metrics import bootstrap, mean_absolute_error
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Draft, Review
from reviewer.documents import draft_from_text
from reviewer.models.chat import get_chat
from reviewer.pipeline import Reviewer

EVERY = 3
REPEATS = 3

Levels = dict[str, int | None]


@dataclass
class Row:
    """What one disturbance did: (level before, after) of each draft it could change, and in how many it was reported."""

    earned: int = 0  # no rise up to this level counts as one
    groups: list[list[tuple[int | None, int | None]]] = field(default_factory=list)
    reported: int = 0

    def figures(self) -> dict[str, Any]:
        both = [[(a, b) for a, b in group if a is not None and b is not None] for group in self.groups]
        pairs = [pair for group in both for pair in group]
        every = [pair for group in self.groups for pair in group]
        moves = [after - before for before, after in pairs]
        return {
            "drafts": len(self.groups),
            "levels": len(pairs),
            "mean": mean_absolute_error(pairs),
            "mean_95": bootstrap(both, mean_absolute_error) if both else None,
            "worst": max(map(abs, moves), default=0),
            "raised": sum(after > max(before, self.earned) for before, after in pairs),
            "lowered": sum(move < 0 for move in moves),
            "lost": sum(a is not None and b is None for a, b in every),
            "gained": sum(a is None and b is not None for a, b in every),
            "reported": self.reported,
        }


def run(settings: Settings, data: Path, llm: str, fast: bool = False, drafts: int | None = None) -> dict[str, Any]:
    """Every disturbance on every draft chosen, and repeats. `data` is not used."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    chosen = [reviewer.read(one.path) for one in load_labelled(ROOT / "eval" / "data")][:: EVERY * (6 if fast else 1)]
    if drafts is not None:  # spread over both kinds
        chosen = [chosen[round(place)] for place in np.linspace(0, len(chosen) - 1, min(drafts, len(chosen)))]
    rows = {name: Row(EARNED.get(name, 0)) for name in (*ALL, HIDDEN)}
    moved: list[dict[str, Any]] = []
    calm: list[Levels] = []
    for draft in chosen:  # one draft after the other: the model keeps what its variants have in common
        first = reviewer.review(draft)
        calm.append(levels(first))
        for name, before, after in _variants(reviewer, draft, first):
            pairs = {key: (level, levels(after)[key]) for key, level in levels(before).items()}
            rows[name].groups.append(list(pairs.values()))
            rows[name].reported += _said(after) > _said(before)
            moved += [
                {"draft": draft.name, "disturbance": name, "criterion": key, "before": a, "after": b}
                for key, (a, b) in pairs.items()
                if a != b
            ]
        print(f"{len(calm)}/{len(chosen)} {draft.name}", flush=True)
    result = {
        "llm": reviewer.llm_name,
        "settings": reviewer.describe(),
        "drafts": len(chosen),
        "sha256": {draft.name: draft.sha256 for draft in chosen},
        "disturbances": {name: row.figures() for name, row in rows.items()},
        "moved": moved,
        "repeats": repeats(reviewer, settings, llm, chosen, calm),
    }
    show(result)
    return result


def _variants(reviewer: Reviewer, draft: Draft, first: Review) -> Iterator[tuple[str, Review, Review]]:
    """(disturbance, review without it, review with it) for each that changes this draft."""
    for name, disturb in ALL.items():
        text = disturb(draft.text, random.Random(f"{name} {draft.name}"))
        if text != draft.text and not (name == "tier labels" and draft.kind.value == "lesson"):
            yield name, first, reviewer.review(again(draft, text))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(draft.name).stem}.docx"
        write_word(draft.text, path)
        plain = reviewer.review(reviewer.read(path, kind=str(draft.kind.value)))
        write_word(draft.text, path, secret=ORDER)
        yield HIDDEN, plain, reviewer.review(reviewer.read(path, kind=str(draft.kind.value)))


def again(draft: Draft, text: str) -> Draft:
    """The changed text as a draft of the same kind."""
    return draft_from_text(text, name=draft.name, kind=str(draft.kind.value))


def levels(review: Review) -> Levels:
    return {criterion.id: criterion.level for criterion in review.criteria}


def _said(review: Review) -> int:
    return len(review.safety.instructions) + len(review.safety.hidden_text)


def repeats(
    reviewer: Reviewer, settings: Settings, llm: str, drafts: Sequence[Draft], calm: Sequence[Levels]
) -> dict[str, Any]:
    """Share of levels that stay the same when the same draft is reviewed again by a model that remembers no answer."""
    reviewer.chat = get_chat(llm, settings)
    same = [
        [(before[key] or 0, now[key] or 0) for now in _anew(reviewer, draft) for key in before]
        for draft, before in zip(drafts, calm, strict=True)
    ]
    pairs = [pair for group in same for pair in group]
    return {
        "levels": len(pairs),
        "same": float(np.mean([a == b for a, b in pairs])),
        "mean": mean_absolute_error(pairs),
    }


def _anew(reviewer: Reviewer, draft: Draft) -> list[Levels]:
    return [levels(reviewer.review(draft)) for _ in range(REPEATS - 1)]


COLUMNS = ("drafts", "levels", "mean", "worst", "raised", "lowered", "lost", "gained", "reported")


def show(result: Mapping[str, Any]) -> None:
    print(f"{'':26}" + "".join(f"{name:>10}" for name in COLUMNS) + "   95% of the mean")
    rows = result["disturbances"]
    for name, row in rows.items():
        interval = "–".join(f"{end:.3f}" for end in row["mean_95"] or ())
        print(f"{name:26}" + "".join(f"{row[column]:>10.3g}" for column in COLUMNS) + f"   {interval}")
    for one in result["moved"]:
        print("moved:", *one.values())
    counted = [row for row in rows.values() if row["levels"]]
    mean = sum(row["mean"] * row["levels"] for row in counted) / sum(row["levels"] for row in counted)
    raised = sum(rows[name]["raised"] + rows[name]["gained"] for name in (*NEVER_RAISE, HIDDEN))
    lost = sum(row["lost"] for row in counted)
    print(f"\nmodel: {result['llm']}; drafts: {result['drafts']}; mean change {mean:.4f}, ", end="")
    print(f"worst {max(row['worst'] for row in counted)}, levels lost {lost}, raised by words alone {raised}")
    print(f"same level on {REPEATS} repeats: {result['repeats']['same']:.3f} of {result['repeats']['levels']}")
