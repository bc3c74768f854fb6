"""Suite `baseline`: the usual way, one prompt per criterion that asks for reason, quotes and a level, beside ours.

On the same model server, the same labelled drafts, in one run: exact agreement and error against the readers' levels,
spread of the levels, quotes that stand in the draft, and seconds per criterion. The answers of this way are not cached.
Beside them `majority`: for each criterion the commonest level among the plans of other sources.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from eval.labels import Labelled, load_labelled, source_of
from eval.metrics import accuracy, kappa, mean_absolute_error, spread
from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Draft, Question
from reviewer.errors import UnavailableError
from reviewer.models.chat import get_chat
from reviewer.pipeline import MODEL_MISSING, Reviewer
from reviewer.prompts import load_prompt
from reviewer.rubrics import Criterion, Rubric
from reviewer.safety import neutralise

DRAFTS = 2  # a plan takes a local model about six minutes this way
KIND = "教学设计"
WAYS = ("majority", "usual", "ours")


class Usual(BaseModel):
    """What the usual way asks for."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    quotes: list[str] = Field(max_length=3)
    level: Literal[1, 2, 3, 4, 5]


def run(settings: Settings, data: Path, llm: str, drafts: int = DRAFTS) -> dict[str, Any]:
    """Both ways on `drafts` of the labelled lessons, spread over them. Raises UnavailableError without a model."""
    chat = get_chat(llm, settings)
    if chat is None:
        raise UnavailableError(MODEL_MISSING, "no language model")
    lessons = lessons_of(load_labelled(data))
    chosen = spread_over(lessons, drafts)
    ours = Reviewer.from_settings(settings, llm=llm)
    ours.chat = chat  # without the answers kept from earlier runs: seconds are of asking
    rows: dict[str, dict[str, list[Any]]] = {name: {"pairs": [], "quotes": [], "seconds": []} for name in WAYS}
    for one in chosen:
        draft = ours.read(one.path, kind="lesson")
        rows["majority"]["pairs"] += [(level, commonest(lessons, one, name)) for name, level in one.levels.items()]
        _usual(chat, draft, ours.rubric("lesson"), one, rows["usual"])
        _ours(ours, draft, one, rows["ours"])
        print(f"{one.path.name}: {len(rows['usual']['pairs'])} and {len(rows['ours']['pairs'])} levels", flush=True)
    result = {"llm": chat.name, "drafts": len(chosen)} | {name: figures(row) for name, row in rows.items()}
    show(result)
    return result


def commonest(lessons: Sequence[Labelled], one: Labelled, criterion: str) -> int:
    """The level that most plans of other sources have."""
    own = source_of(one.path.stem)
    others = [other.levels[criterion] for other in lessons if source_of(other.path.stem) != own]
    return Counter(others).most_common(1)[0][0]


def _usual(chat: ChatModel, draft: Draft, rubric: Rubric, one: Labelled, row: Mapping[str, list[Any]]) -> None:
    for criterion in rubric.criteria:
        since = time.perf_counter()
        given = _ask(chat, draft, criterion)
        row["seconds"].append(time.perf_counter() - since)
        if given is not None:
            row["pairs"].append((one.levels[criterion.id], given.level))
            row["quotes"] += [quote in draft.text for quote in given.quotes]


def _ask(chat: ChatModel, draft: Draft, criterion: Criterion) -> Usual | None:
    """One call for one criterion, with the whole draft; None where the reply fits no form."""
    context = load_prompt("draft").render(kind=KIND, draft=neutralise(draft.text))
    question = Question(criterion.id, usual_question(criterion))
    (filled,) = chat.fill(load_prompt("structured").render(), context, [question], Usual)
    return filled.form if isinstance(filled.form, Usual) else None


def ask_usual(reviewer: Reviewer, labelled: Sequence[Labelled], drafts: int) -> dict[str, dict[str, int]]:
    """Levels of the usual way by draft and criterion, for `drafts` of the lessons; answers kept earlier are used."""
    assert reviewer.chat is not None
    found: dict[str, dict[str, int]] = {}
    for one in spread_over(lessons_of(labelled), drafts):
        draft, levels = reviewer.read(one.path, kind="lesson"), found.setdefault(one.path.stem, {})
        for criterion in reviewer.rubric("lesson").criteria:
            given = _ask(reviewer.chat, draft, criterion)
            if given is not None and criterion.id in one.levels:
                levels[criterion.id] = given.level
        print(f"{one.path.name}: one prompt a criterion, {len(levels)} levels", flush=True)
    return found


def lessons_of(labelled: Sequence[Labelled]) -> list[Labelled]:
    return [one for one in labelled if one.kind == "lesson"]


def spread_over(drafts: Sequence[Labelled], count: int) -> list[Labelled]:
    """`count` of the drafts, from the first to the last."""
    return [drafts[round(place)] for place in np.linspace(0, len(drafts) - 1, min(count, len(drafts)))]


def usual_question(criterion: Criterion) -> str:
    """What the usual way asks about one criterion, after the draft."""
    anchors = "\n".join(f"{level} 级：{text}" for level, text in sorted(criterion.anchors.items()))
    return load_prompt("usual").render(criterion=criterion.name, question=criterion.question, anchors=anchors)


def _ours(reviewer: Reviewer, draft: Draft, one: Labelled, row: Mapping[str, list[Any]]) -> None:
    since = time.perf_counter()
    review = reviewer.review(draft)
    row["seconds"] += [(time.perf_counter() - since) / len(review.criteria)] * len(review.criteria)
    for criterion in review.criteria:
        if criterion.level is not None:
            row["pairs"].append((one.levels[criterion.id], criterion.level))
        quotes = [quote for indicator in criterion.indicators for quote in indicator.evidence]
        row["quotes"] += [draft.text[quote.start : quote.end] == quote.quote for quote in quotes]


def figures(row: Mapping[str, Sequence[Any]]) -> dict[str, float]:
    pairs = list(row["pairs"])
    return {
        "levels": len(pairs),
        "exact": accuracy(pairs),
        "mae": mean_absolute_error(pairs),
        "qwk": kappa(pairs, quadratic=True),
        "spread": spread([ours for _, ours in pairs]),
        "verbatim": float(np.mean(row["quotes"])) if row["quotes"] else float("nan"),
        "s/criterion": float(np.mean(row["seconds"])) if row["seconds"] else float("nan"),
    }


def show(result: Mapping[str, Any]) -> None:
    columns = list(result["ours"])
    print(f"\n{result['llm']}, {result['drafts']} drafts\n{'':10}" + "".join(f"{column:>13}" for column in columns))
    for name in WAYS:
        print(f"{name:10}" + "".join(f"{result[name][column]:>13.3g}" for column in columns))
