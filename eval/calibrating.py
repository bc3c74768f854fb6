"""Suite `calibrating`: weighs code, finder and model per indicator and writes what ships.

Fitted on the blind reference drafts (eval/data) on the drafts labelled by readers (`data`) and on
real drafts of further folders (`also`), so that the weights know how often teachers' own drafts say yes. Writes
reviewer/judging/calibrations/KIND.json, refused for other finder sentences and vectors, and KIND.MODEL.json, refused for
other prompts and, question by question, for other wordings. The fit is `fitting.fit`; the tables of the suite `witnesses`
say what it reaches on drafts and sources left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.fitting import MODEL_SLOPE, Row, fit
from eval.leanings import find_leanings
from eval.witnesses import QUICK, collect_all, collect_more
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.judging.calibration import (
    SHIPPED,
    Calibration,
    Hearing,
    Leaning,
    Weights,
    calibration_path,
    hearing_path,
)
from reviewer.judging.finders import sentences_hash
from reviewer.judging.wording import hash_prompts, hash_questions
from reviewer.pipeline import Reviewer


def run(settings: Settings, data: Path, llm: str, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Fits and writes `off`, and the model's where there is one."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        ours, theirs = collect_all(reviewer, kind, data, asked=0)
        leanings = find_leanings(reviewer.chat, reviewer.rubric(kind)) if reviewer.chat is not None else None
        write_all(reviewer, kind, [*ours, *theirs, *collect_more(reviewer, kind, also)], leanings, SHIPPED)
    return {"llm": reviewer.llm_name}


def write_all(
    reviewer: Reviewer, kind: Kind, rows: Sequence[Row], leanings: Mapping[str, float] | None, folder: Path
) -> None:
    """The weights of one kind, fitted on `rows`, and what the model is worth beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = fit(rows, QUICK[-1])
    means = {
        name: round(float(np.mean([getattr(one, name) for one in weights.values()])), 4)
        for name in ("offset", "code", "finder")
    }
    calibration = Calibration(
        name=f"{kind}-code-finder",
        wording=sentences_hash(kind),
        embedding=reviewer.embedding,
        others=Weights(**means),
        indicators=dict(weights),
    )
    calibration_path(kind, folder).write_text(_as_json(calibration), encoding="utf-8")
    if reviewer.chat is not None and leanings is not None:
        asked = hash_questions(reviewer.rubric(kind))
        hearing = Hearing(
            name=f"{kind}-{reviewer.chat.name}",
            prompts=hash_prompts(reviewer.witnesses.usual_strategy(reviewer.rubric(kind))),
            slope=MODEL_SLOPE,
            leanings={name: Leaning(asked=asked[name], log_odds=round(said, 4)) for name, said in leanings.items()},
        )
        hearing_path(reviewer.chat.name, kind, folder).write_text(_as_json(hearing), encoding="utf-8")


def _as_json(file: Calibration | Hearing) -> str:
    return file.model_dump_json(indent=1) + "\n"
