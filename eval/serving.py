"""Suite `serving`: whether every objective has an activity, and half of them a check: the learnt rules on drafts left out.

`python -m eval.serving` learns reviewer/lessons/serving.json anew: how common a term is from the exemplary lessons, the
weights from the reference drafts that are not blind. Those are labelled as wholes, so the chance that every objective is served is the product
of the chances of each (noisy-and), and the weights are what makes the labels likeliest, held near zero by PULL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.labels import Labelled, load_labelled
from eval.witnesses import seen
from reviewer.config import Settings, load_settings
from reviewer.datamodels import Draft, Embedder
from reviewer.lessons.findings_alignment import check_numbers, left_undone
from reviewer.lessons.measures import measure_lesson
from reviewer.lessons.plan import read_plan
from reviewer.lessons.serving import LEARNT, Learnt, characters_of, describe, logistic, terms_of, title_of
from reviewer.library.exemplars import load_exemplars
from reviewer.models.embeddings import get_embedder
from reviewer.pipeline import Reviewer

RARE = 4  # terms of fewer exemplary lessons are left out: the file stays small
PULL = 0.2  # weight of the squared slopes, per standard deviation


@dataclass(frozen=True)
class Case:
    draft: str
    objectives: np.ndarray  # one row each: describe()
    check: np.ndarray  # findings_alignment.check_numbers
    served: bool
    assessed: bool


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Accuracy of both rules on each reference draft, learnt from the others, and on the drafts readers labelled."""
    seen_in, lessons = count_terms(settings)
    ours = _cases(settings, seen("lesson"), Learnt(**_blank(seen_in, lessons)))
    result: dict[str, Any] = {}
    held = [(ours[:at] + ours[at + 1 :], [one]) for at, one in enumerate(ours)]
    parts = {"reference drafts, each left out": held}
    if (data / "drafts" / "labels.json").is_file():
        theirs = _cases(settings, load_labelled(data), Learnt(**_blank(seen_in, lessons)))
        parts["drafts of readers"] = [(ours, theirs)]
    for name, folds in parts.items():
        told = [
            (_all_served(weights, one) == one.served, _half_checked(checks, one) == one.assessed)
            for train, test in folds
            for weights, checks in [learn_weights(train)]
            for one in test
        ]
        result[name] = {"drafts": len(told)} | {
            key: round(float(np.mean([pair[at] for pair in told])), 3)
            for at, key in enumerate(("al.activities", "al.assessment"))
        }
        print(f"{name:34} " + "  ".join(f"{key} {value}" for key, value in result[name].items()))
    return result


def learn(settings: Settings) -> Learnt:
    seen_in, lessons = count_terms(settings)
    blank = Learnt(**_blank(seen_in, lessons))
    served, assessed = learn_weights(_cases(settings, seen("lesson"), blank))
    return blank.model_copy(update={"served": _rounded(served), "assessed": _rounded(assessed)})


def count_terms(settings: Settings) -> tuple[dict[str, int], int]:
    """In how many exemplary lessons a term stands, and how many there are."""
    bodies = [one.body for one in load_exemplars(settings.library_dir) if one.kind == "lesson"]
    counts = Counter(term for body in bodies for term in terms_of(body) | characters_of(body))
    return {term: count for term, count in sorted(counts.items()) if count >= RARE}, len(bodies)


def learn_weights(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """(offset and slopes of `served`, the same of `assessed`)."""
    rows = [case.objectives for case in cases]
    each = [case.check[None, :] for case in cases]
    served = _likeliest(rows, np.array([case.served for case in cases]))
    return served, _likeliest(each, np.array([case.assessed for case in cases]))


def _likeliest(rows: Sequence[np.ndarray], yes: np.ndarray) -> np.ndarray:
    """Offset and slopes for which the product of each draft's logistic values fits `yes` best."""
    from scipy.optimize import minimize

    whole = np.vstack(rows)
    centre, spread = whole.mean(axis=0), whole.std(axis=0) + 1e-6
    scaled = [(one - centre) / spread for one in rows]

    def misfit(weights: np.ndarray) -> float:
        chance = np.array([np.prod(_logistic(weights[0] + one @ weights[1:])) for one in scaled]).clip(1e-4, 1 - 1e-4)
        return float(-np.log(np.where(yes, chance, 1 - chance)).sum() + PULL * (weights[1:] ** 2).sum())

    weights = minimize(misfit, np.zeros(1 + whole.shape[1])).x
    slopes = weights[1:] / spread
    return np.array([weights[0] - slopes @ centre, *slopes])


def _logistic(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-values.clip(-30, 30))))


def _all_served(weights: np.ndarray, case: Case) -> bool:
    return float(np.prod(_logistic(weights[0] + case.objectives @ weights[1:]))) >= 0.5


def _half_checked(weights: np.ndarray, case: Case) -> bool:
    return logistic(float(weights[0] + case.check @ weights[1:])) >= 0.5


def _cases(settings: Settings, labelled: Sequence[Labelled], learnt: Learnt) -> list[Case]:
    """The labelled lessons that code decides by these rules: with objectives and steps, and nothing to write or recite left undone."""
    reviewer, embedder = Reviewer.from_settings(settings, llm="off"), get_embedder(settings)
    lessons = [one for one in labelled if one.kind == "lesson"]
    found = [(one, reviewer.quieten(reviewer.read(one.path, kind="lesson"))) for one in lessons]
    return [case for one, draft in found if (case := _case(one, draft, learnt, embedder)) is not None]


def _case(one: Labelled, draft: Draft, learnt: Learnt, embedder: Embedder | None) -> Case | None:
    plan = read_plan(draft)
    process = " ".join(plan.text(span) for span in plan.process)
    if not plan.objectives or not plan.details or any(left_undone(o.text, process) for o in plan.objectives):
        return None
    rows = describe([o.text for o in plan.objectives], process, title_of(draft.text), learnt)
    return Case(
        draft=one.path.stem,
        objectives=np.array(rows),
        check=np.array(check_numbers(plan, measure_lesson(draft, embedder))),
        served=one.answers["al.activities"] == "yes",
        assessed=one.answers["al.assessment"] == "yes",
    )


def _blank(seen_in: dict[str, int], lessons: int) -> dict[str, Any]:
    return {"seen_in": seen_in, "lessons": lessons, "served": (0,) * 4, "assessed": (0,) * 4}


def _rounded(weights: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in weights)


if __name__ == "__main__":
    LEARNT.write_text(learn(load_settings()).model_dump_json() + "\n", encoding="utf-8")
    print(f"写好了：{LEARNT.name}")
