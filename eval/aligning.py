"""Suite `aligning`: is an objective nearer in meaning to the steps of its own lesson than to those of others?

`python -m eval.aligning` learns the shipped scale anew from the exemplary lessons and writes
reviewer/lessons/nearness.json; the suite reports on drafts it was not learnt from. No labels are needed. `low` is the
median of objectives with the steps of their own lesson (half of those steps serve another objective); `high` lies so
that meaning alone links only what 99.8% of foreign steps stay below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.config import ROOT, Settings, load_settings
from reviewer.datamodels import Embedder
from reviewer.documents import draft_from_text
from reviewer.errors import UnavailableError
from reviewer.lessons.alignment import LINK, MEANING
from reviewer.lessons.measures import steps_of
from reviewer.lessons.nearness import SCALE, Meaning, Scale, get_meaning
from reviewer.lessons.plan import read_plan
from reviewer.library.exemplars import load_exemplars
from reviewer.models.embeddings import get_embedder

FOREIGN_BELOW = 0.998
OTHERS = (
    1,
    2,
)  # an objective is held against the next lessons by name: mostly of its own subject, so hard to tell apart
LONGEST = 400  # characters of a passage in the plain way


@dataclass(frozen=True)
class Lesson:
    objectives: list[str]
    steps: list[tuple[str, ...]]  # sentences of each
    texts: list[str]


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """AUC of own against foreign steps, beside the plain cosine of whole steps."""
    embedder = _embedder(settings)
    meaning = get_meaning(embedder)
    if meaning is None:
        raise UnavailableError("这个句向量模型没有配套的尺度，请运行：python -m eval.aligning")
    sets = {"shared drafts": data / "drafts", "own drafts": ROOT / "eval" / "data" / "drafts"}
    result: dict[str, Any] = {}
    for name, folder in sets.items():
        lessons = _lessons(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*-l*.txt")))
        if len(lessons) < 2:
            print(f"{name}：没有材料，跳过。")
            continue
        ways = {"whole passage": _plain(lessons, embedder), "centred sentences": _centred(lessons, meaning)}
        for way, (own, foreign) in ways.items():
            row = {"lessons": len(lessons), "own": len(own), "foreign": len(foreign), "auc": _auc(own, foreign)}
            if way == "centred sentences":
                row |= {"own_linked": _linked(own, meaning.scale), "foreign_linked": _linked(foreign, meaning.scale)}
            result[f"{name}/{way}"] = row
            print(f"{name:14} {way:18} " + "  ".join(f"{key} {value}" for key, value in row.items()))
    return result


def learn(settings: Settings) -> Scale:
    """The centres, and the cosines between which nearness goes from 0 to 1."""
    embedder = _embedder(settings)
    lessons = _lessons(one.body for one in load_exemplars(settings.library_dir) if one.kind == "lesson")
    objectives = [text for lesson in lessons for text in lesson.objectives]
    sentences = [text for lesson in lessons for step in lesson.steps for text in step]
    centres = embedder.encode(objectives, query=True).mean(axis=0), embedder.encode(sentences).mean(axis=0)
    scale = Scale(
        fingerprint=embedder.fingerprint,
        objectives=tuple(round(float(value), 5) for value in centres[0]),
        sentences=tuple(round(float(value), 5) for value in centres[1]),
        low=0.0,
        high=1.0,
        examples={"lessons": len(lessons), "objectives": len(objectives), "sentences": len(sentences)},
    )
    own, foreign = _centred(lessons, Meaning(embedder, scale))
    low = float(np.median(own))
    linking = float(np.quantile(foreign, FOREIGN_BELOW))
    high = low + (linking - low) * MEANING / LINK
    return scale.model_copy(update={"low": round(low, 4), "high": round(high, 4)})


def _centred(lessons: Sequence[Lesson], meaning: Meaning) -> tuple[np.ndarray, np.ndarray]:
    return _sides([[meaning.cosines(one.objectives, other.steps) for other in lessons] for one in lessons])


def _plain(lessons: Sequence[Lesson], embedder: Embedder) -> tuple[np.ndarray, np.ndarray]:
    """The cosine of the objective and the beginning of the step, as they come from the model."""
    aims = [embedder.encode(lesson.objectives, query=True) for lesson in lessons]
    steps = [embedder.encode([text[:LONGEST] for text in lesson.texts]) for lesson in lessons]
    return _sides([[rows @ columns.T for columns in steps] for rows in aims])


def _sides(cosines: Sequence[Sequence[np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """All cosines with the steps of the own lesson, all with those of OTHERS."""
    count = len(cosines)
    own = [cosines[at][at].ravel() for at in range(count)]
    foreign = [cosines[at][(at + on) % count].ravel() for at in range(count) for on in OTHERS if on % count]
    return np.concatenate(own), np.concatenate(foreign)


def _auc(own: np.ndarray, foreign: np.ndarray) -> float:
    return round(float((own[:, None] > foreign[None, :]).mean()), 3)


def _linked(cosines: np.ndarray, scale: Scale) -> float:
    """Share that meaning alone, without shared words, would link."""
    near = np.clip((cosines - scale.low) / (scale.high - scale.low), 0, 1)
    return round(float((MEANING * near >= LINK).mean()), 3)


def _lessons(texts: Iterable[str]) -> list[Lesson]:
    lessons = []
    for text in texts:
        plan = read_plan(draft_from_text(text, name="", kind="lesson"))
        steps = [step for step in steps_of(plan) if step.sentences]
        if plan.objectives and steps:
            objectives = [objective.text for objective in plan.objectives]
            lessons.append(Lesson(objectives, [step.sentences for step in steps], [step.text for step in steps]))
    return lessons


def _embedder(settings: Settings) -> Embedder:
    embedder = get_embedder(settings)
    if embedder is None:
        raise UnavailableError("没有装句向量模型，请运行：reviewer models get multilingual-e5-small")
    return embedder


if __name__ == "__main__":
    SCALE.write_text(learn(load_settings()).model_dump_json() + "\n", encoding="utf-8")
    print(f"写好了：{SCALE.name}")
