"""Suite `calibrating`: weighs code, finder and model per indicator and writes what ships.

Fitted on the blind reference drafts (eval/data), on the drafts labelled by readers (`data`) and on
real drafts of further folders (`also`), so that the weights know how often teachers' own drafts say yes. Writes
reviewer/judging/calibrations/KIND.json, refused for other finder sentences and vectors, and KIND.MODEL.json, refused for
other prompts and, question by question, for other wordings. Beside them fitted_on.json: which folders, how many drafts of
each kind, and the hash of their labels. The fit is `fitting.fit`; the tables of the suite `witnesses` say what it reaches
on drafts and sources left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.fitting import MODEL_SLOPE, fit
from eval.labels import hash_labels, load_labelled
from eval.leanings import find_leanings
from eval.witnesses import QUICK, REFERENCE, blind, is_reference, training_rows
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.errors import UsageError
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
from reviewer.judging.probing import find_skill
from reviewer.judging.wording import hash_prompts, hash_questions
from reviewer.pipeline import Reviewer

FITTED_ON = "fitted_on.json"
KINDS: tuple[Kind, ...] = ("lesson", "homework")


def run(settings: Settings, data: Path, llm: str, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Fits and writes `off`, and the model's where there is one. Raises UsageError for a model that is asked by criterion."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    refuse_structured(reviewer)
    for kind in KINDS:
        rows = training_rows(reviewer, kind, data, also)
        write_weights(reviewer, kind, fit(rows, QUICK[-1]), SHIPPED)
        if reviewer.chat is not None:
            write_hearing(measure_hearing(reviewer, kind), reviewer.chat.name, kind, SHIPPED)
    fitted_on = describe_training(data, also)
    (SHIPPED / FITTED_ON).write_text(json.dumps(fitted_on, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return {"llm": reviewer.llm_name, "fitted_on": fitted_on}


def refuse_structured(reviewer: Reviewer) -> None:
    """Leanings are measured with yes/no questions: they say nothing of a model that is asked criterion by criterion."""
    chat = reviewer.chat
    skill = find_skill(chat, reviewer.settings.data_dir) if chat is not None else None
    if chat is not None and skill is not None and skill.structured:
        raise UsageError(
            f"{chat.name} 会按条目一次答完，不用“是”“否”小问题来问它；校准量的是后一种问法的偏向，对它没有意义。它不用校准就可以用。",
            f"{chat.name} is asked criterion by criterion; calibrating measures yes/no questions, so it can't be calibrated",
        )


def describe_training(data: Path, also: Sequence[Path]) -> list[dict[str, Any]]:
    """What the weights are fitted on, by folder: names only, nobody else has these paths."""
    held = [("eval/data, blind", REFERENCE, [*blind("lesson"), *blind("homework")])]
    held += [
        (folder.resolve().name, folder, load_labelled(folder))
        for folder in (*([] if is_reference(data) else [data]), *also)
    ]
    return [
        {"folder": name, "labels_sha256": hash_labels(folder)}
        | {kind: sum(one.kind == kind for one in drafts) for kind in KINDS}
        for name, folder, drafts in held
    ]


def write_weights(reviewer: Reviewer, kind: Kind, weights: Mapping[str, Weights], folder: Path) -> None:
    """`others`, for indicators nobody measured, are the means of the measured ones."""
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
    _write(calibration_path(kind, folder), calibration)


def measure_hearing(reviewer: Reviewer, kind: Kind) -> Hearing:
    """What the reviewer's model is worth, asked yes or no: a share of what it says beyond its leanings."""
    assert reviewer.chat is not None
    rubric = reviewer.rubric(kind)
    asked, leanings = hash_questions(rubric), find_leanings(reviewer.chat, rubric)
    return Hearing(
        name=f"{kind}-{reviewer.chat.name}",
        prompts=hash_prompts(reviewer.witnesses.usual_strategy(rubric)),
        slope=MODEL_SLOPE,
        leanings={name: Leaning(asked=asked[name], log_odds=round(said, 4)) for name, said in leanings.items()},
    )


def write_hearing(hearing: Hearing, model: str, kind: Kind, folder: Path) -> None:
    _write(hearing_path(model, kind, folder), hearing)


def _write(path: Path, file: Calibration | Hearing) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file.model_dump_json(indent=1) + "\n", encoding="utf-8")
