"""Suite `calibrating`: weighs code, finder and model per indicator on the blind reference drafts and writes what ships.

Writes reviewer/judging/calibrations/MODEL.RUBRIC.json (`off` for reviews without a model), with the hash of all prompts,
questions and finder sentences: for other words, vectors or models the file is refused. The fit is `witnesses.fit`; the
table of that suite says what it reaches on drafts left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from eval.witnesses import ASKED, QUICK, blind, collect, compare, fit, fit_model, show
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.judging.calibration import WITHOUT_MODEL, Calibration, Weights, calibration_path
from reviewer.judging.wording import hash_questions
from reviewer.pipeline import Reviewer


def run(settings: Settings, data: Path, llm: str, drafts: int = ASKED) -> dict[str, Any]:
    """Fits and writes `off`, and the model's where there is one. `data` is not used."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    result: dict[str, Any] = {"llm": reviewer.llm_name, "labels": "by construction (eval/data)"}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        quick = fit(collect(reviewer, kind, blind(kind), asked=0), QUICK[-1])
        write(reviewer, kind, WITHOUT_MODEL, quick, ())
        rows = collect(reviewer, kind, blind(kind), asked=drafts)
        result[kind] = compare(rows)
        show(f"{kind}: blind reference drafts, each left out of its own fit", result[kind])
        if reviewer.chat is not None:
            write(reviewer, kind, reviewer.chat.name, fit_model(rows, quick), reviewer.prompt_hashes(kind))
    return result


def write(reviewer: Reviewer, kind: Kind, model: str, weights: dict[str, Weights], prompts: tuple[str, ...]) -> None:
    """`others`, for indicators nobody measured, are the means of the measured ones."""
    rubric = reviewer.rubric(kind)
    means = {
        name: round(float(np.mean([getattr(one, name) for one in weights.values()])), 4)
        for name in ("offset", "code", "finder", "model")
    }
    calibration = Calibration(
        name=f"reference-{kind}-{model}",
        wording=hash_questions(rubric, prompts),
        embedding=reviewer.embedding,
        others=Weights(**means),
        indicators=weights,
    )
    path = calibration_path(model, rubric.id)
    path.parent.mkdir(exist_ok=True)
    path.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(f"{path.name}: {means}")
