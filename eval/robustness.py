"""Suite `robustness`: do levels stay where they were when a draft is changed without changing its substance?

Each reference draft (eval/data, every third; `--fast` five of them, `--drafts` so many) is reviewed as it is and after
every disturbance of `eval/disturbances`; a level that is lost or gained counts as one step. Also: the same draft three
times over.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.disturbances import ALL, NEVER_RAISE
from eval.labels import load_labelled
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Draft, Review
from reviewer.documents import draft_from_text
from reviewer.pipeline import Reviewer

EVERY = 3
REPEATS = 3
LOST = 1  # steps that a level counts which is there before and not after, or the other way round

Levels = dict[str, int | None]


def run(settings: Settings, data: Path, llm: str, fast: bool = False, drafts: int | None = None) -> dict[str, Any]:
    """Mean and worst change of level by disturbance, levels raised by words alone, and repeats. `data` is not used."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    chosen = [reviewer.read(one.path) for one in load_labelled(ROOT / "eval" / "data")][:: EVERY * (6 if fast else 1)]
    if drafts is not None:  # spread over both kinds
        chosen = [chosen[round(place)] for place in np.linspace(0, len(chosen) - 1, min(drafts, len(chosen)))]
    calm: list[Levels] = []
    moves: dict[str, list[int]] = {name: [] for name in ALL}
    for draft in chosen:  # one draft after the other: the model keeps what its variants have in common
        before = levels(reviewer.review(draft))
        calm.append(before)
        for name, disturb in ALL.items():
            text = disturb(draft.text, random.Random(f"{name} {draft.name}"))
            after = levels(reviewer.review(again(draft, text)))
            moves[name] += [_move(before[key], after[key]) for key in before]
        print(f"{len(calm)}/{len(chosen)} {draft.name}", flush=True)
    rows = {name: _row(found) for name, found in moves.items()}
    result = {
        "llm": reviewer.llm_name,
        "drafts": len(chosen),
        "disturbances": rows,
        "repeats": repeats(reviewer, chosen, calm),
    }
    show(result)
    return result


def _row(moves: Sequence[int]) -> dict[str, Any]:
    return {
        "levels": len(moves),
        "mean": float(np.mean(np.abs(moves))),
        "worst": int(np.max(np.abs(moves))),
        "raised": int(np.sum(np.array(moves) > 0)),
    }


def again(draft: Draft, text: str) -> Draft:
    """The changed text as a draft of the same kind."""
    return draft_from_text(text, name=draft.name, kind=str(draft.kind.value))


def levels(review: Review) -> Levels:
    return {criterion.id: criterion.level for criterion in review.criteria}


def _move(before: int | None, after: int | None) -> int:
    if before is None or after is None:
        return 0 if before is after else LOST if before is None else -LOST
    return after - before


def repeats(reviewer: Reviewer, drafts: list[Draft], calm: list[Levels]) -> float:
    """Share of levels that stay the same when the same draft is reviewed again."""
    same = [
        before[key] == now[key]
        for draft, before in zip(drafts, calm, strict=True)
        for now in (levels(reviewer.review(draft)) for _ in range(REPEATS - 1))
        for key in before
    ]
    return float(np.mean(same))


def show(result: Mapping[str, Any]) -> None:
    for name, row in result["disturbances"].items():
        print(f"{name:24}" + "".join(f"{row[key]:>10.3g}" for key in ("mean", "worst", "raised")))
    rows = result["disturbances"].values()
    moved = sum(row["mean"] * row["levels"] for row in rows) / sum(row["levels"] for row in rows)
    raised = sum(result["disturbances"][name]["raised"] for name in NEVER_RAISE)
    print(f"\nmodel: {result['llm']}; drafts: {result['drafts']}")
    print(f"mean change {moved:.3f}, worst {max(row['worst'] for row in rows)}, raised by words alone {raised}")
    print(f"same level on {REPEATS} repeats: {result['repeats']:.3f}")
