"""Suite `calibrating`: weighs code, finder and model per indicator and writes what ships.

Fitted on the blind reference drafts (eval/data) on the drafts labelled by readers (`data`) and on
real drafts of further folders (`also`), so that the weights know how often teachers' own drafts say yes. Writes
reviewer/judging/calibrations/MODEL.RUBRIC.json (`off` for reviews without a model), with the hash of all prompts,
questions and finder sentences: for other words, vectors or models the file is refused. The fit is `fitting.fit`; the tables
of the suite `witnesses` say what it reaches on drafts and sources left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.fitting import Row, fit, fit_model
from eval.leanings import find_leanings
from eval.witnesses import QUICK, collect_all, collect_more
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.judging.calibration import SHIPPED, WITHOUT_MODEL, Calibration, Weights, calibration_path
from reviewer.judging.wording import hash_questions
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
    """Both calibrations of one kind, fitted on `rows`."""
    quick = fit(rows, QUICK[-1])
    write(reviewer, kind, WITHOUT_MODEL, quick, folder)
    if reviewer.chat is not None and leanings is not None:
        write(reviewer, kind, reviewer.chat.name, fit_model(quick, leanings), folder)


def write(reviewer: Reviewer, kind: Kind, model: str, weights: Mapping[str, Weights], folder: Path) -> None:
    """`others`, for indicators nobody measured, are the means of the measured ones."""
    rubric = reviewer.rubric(kind)
    prompts = () if model == WITHOUT_MODEL else reviewer.prompt_hashes(kind)
    means = {
        name: round(float(np.mean([getattr(one, name) for one in weights.values()])), 4)
        for name in ("offset", "code", "finder", "model")
    }
    calibration = Calibration(
        name=f"{kind}-{model}",
        wording=hash_questions(rubric, prompts),
        embedding=reviewer.embedding,
        others=Weights(**means),
        indicators=dict(weights),
    )
    path = calibration_path(model, rubric.id, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
