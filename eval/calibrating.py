"""Suite `calibrating`: weighs code, finder and model per indicator and writes what ships.

Fitted on the blind reference drafts (eval/data), on the drafts labelled by readers (`data`) and on
real drafts of further folders (`also`), so that the weights know how often teachers' own drafts say yes. Writes
reviewer/judging/calibrations/MODEL.RUBRIC.json (`off` for reviews without a model), with the hash of all prompts,
questions and finder sentences: for other words, vectors or models the file is refused. Beside them fitted_on.json: which
folders, how many drafts of each kind, and the hash of their labels. The fit is `fitting.fit`; the tables of the suite
`witnesses` say what it reaches on drafts and sources left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.fitting import Row, fit, fit_model
from eval.labels import hash_labels, load_labelled
from eval.leanings import find_leanings
from eval.witnesses import QUICK, REFERENCE, blind, is_reference, training_rows
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.errors import UsageError
from reviewer.judging.calibration import SHIPPED, WITHOUT_MODEL, Calibration, Weights, calibration_path
from reviewer.judging.probing import find_skill
from reviewer.judging.wording import hash_questions
from reviewer.pipeline import Reviewer

FITTED_ON = "fitted_on.json"
KINDS: tuple[Kind, ...] = ("lesson", "homework")


def run(settings: Settings, data: Path, llm: str, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Fits and writes `off`, and the model's where there is one. Raises UsageError for a model that is asked by criterion."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    refuse_structured(reviewer)
    for kind in KINDS:
        rows = training_rows(reviewer, kind, data, also)
        leanings = find_leanings(reviewer.chat, reviewer.rubric(kind)) if reviewer.chat is not None else None
        write_all(reviewer, kind, rows, leanings, SHIPPED)
    fitted_on = describe_training(data, also)
    models = [WITHOUT_MODEL, *([reviewer.llm_name] if reviewer.llm_name else [])]
    note_training(SHIPPED / FITTED_ON, dict.fromkeys(models, fitted_on))
    return {"llm": reviewer.llm_name, "fitted_on": fitted_on}


def refuse_structured(reviewer: Reviewer) -> None:
    """Leanings are measured with yes/no questions: they say nothing of a model that is asked criterion by criterion."""
    chat = reviewer.chat
    if chat is not None and find_skill(chat, reviewer.settings.data_dir).structured:
        raise UsageError(
            f"{chat.name} 会按条目一次答完，不用“是”“否”小问题来问它；校准量的是后一种问法的偏向，对它没有意义。它不用校准就可以用。",
            f"{chat.name} is asked criterion by criterion; calibrating measures yes/no questions, so it can't be calibrated",
        )


def note_training(path: Path, models: dict[str, Any]) -> None:
    """Notes what the weights of `models` were fitted on; what is noted of other models stays."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    path.write_text(json.dumps(known | models, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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
