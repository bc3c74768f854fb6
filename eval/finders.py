"""Suite `finders`: trains the evidence finders for the vectors in use, ships them, and says how well they find.

Three figures per indicator, as areas under the ROC curve: on held-out sentences of its own file (5-fold), on the blind
reference drafts (score of a draft = its best sentence), and for the plain similarity to the indicator's `seek` wording
that needs no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.metrics import auc
from eval.witnesses import blind, seen
from reviewer.config import Settings
from reviewer.datamodels import Embedder, Kind
from reviewer.documents import read_draft
from reviewer.errors import UnavailableError
from reviewer.judging.finders import (
    SENTENCES,
    DraftSentence,
    Examples,
    drafts_path,
    embed_sentences,
    file_name,
    load_draft_sentences,
    load_examples,
    save_finders,
    train_finders,
)
from reviewer.models.embeddings import get_embedder
from reviewer.pipeline import EMBEDDING_MISSING, Reviewer

FOLDS = 5


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Replaces the shipped files of these vectors. `data` and `llm` are not used."""
    embedder = get_embedder(settings)
    if embedder is None:
        raise UnavailableError(EMBEDDING_MISSING, "no embedding model")
    result: dict[str, Any] = {"embedding": embedder.name}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        write_draft_sentences(settings, kind)
        examples, drafts = load_examples(kind), load_draft_sentences(kind)
        for old in SENTENCES.glob(f"{kind}-*.npz"):
            old.unlink()
        save_finders(train_finders(examples, drafts, embedder), SENTENCES / file_name(kind, embedder))
        sentences = cross_validate(examples, drafts, embedder)
        result[kind] = on_drafts(settings, kind, embedder)
        for name, row in result[kind].items():
            row["sentences"] = sentences.get(name, float("nan"))
        show(kind, result[kind])
    return result


def write_draft_sentences(settings: Settings, kind: Kind) -> None:
    """The sentences of all reference drafts that are not blind, with what they are quoted for and what their draft lacks."""
    asked = set(load_examples(kind))
    shows: dict[str, set[str]] = {}
    absent: dict[str, set[str]] = {}
    for one in seen(kind):
        draft = read_draft(one.path, settings=settings, kind=kind)
        no = {name for name, answer in one.answers.items() if answer == "no" and name in asked}
        for sentence in draft.sentences:
            text = draft.text[sentence.start : sentence.end].strip()
            quoted = {name for name, quote in one.quotes.items() if name in asked and _overlap(text, quote)}
            shows.setdefault(text, set()).update(quoted)
            absent[text] = absent[text] & no if text in absent else set(no)
    rows = [
        DraftSentence(text=text, shows=sorted(shows[text]), absent=sorted(absent[text] - shows[text]))
        for text in shows
        if len(text) > 3
    ]
    lines = [row.model_dump_json() for row in rows if row.shows or row.absent]
    drafts_path(kind).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _overlap(sentence: str, quote: str) -> bool:
    """Whether one holds the other; blanks and the bars of tables don't count."""
    sentence, quote = (re.sub(r"[\s|]", "", text) for text in (sentence, quote))
    return bool(sentence and quote) and (sentence in quote or quote in sentence)


def cross_validate(
    examples: Mapping[str, Examples], drafts: Sequence[DraftSentence], embedder: Embedder
) -> dict[str, float]:
    """AUC per indicator on sentences held out of training, in FOLDS parts."""
    order = np.random.default_rng(0)
    parts = {name: order.permutation(len(one.shows) + len(one.near)) % FOLDS for name, one in examples.items()}
    truth: dict[str, list[bool]] = {name: [] for name in examples}
    scores: dict[str, list[float]] = {name: [] for name in examples}
    for fold in range(FOLDS):
        kept = {name: subset(one, parts[name] != fold) for name, one in examples.items()}
        finders = train_finders(kept, drafts, embedder)
        for name, one in examples.items():
            held = subset(one, parts[name] == fold)
            found = finders.score(embedder.encode([*held.shows, *held.near]))[name]
            truth[name] += [True] * len(held.shows) + [False] * len(held.near)
            scores[name] += found.tolist()
    return {name: auc(list(zip(truth[name], scores[name], strict=True))) for name in examples}


def subset(one: Examples, keep: np.ndarray) -> Examples:
    """Some of the sentences, in order; fewer than a file must have, so not validated again."""
    texts = [*one.shows, *one.near]
    shows = [text for text, kept in zip(texts[: len(one.shows)], keep, strict=False) if kept]
    near = [text for text, kept in zip(texts[len(one.shows) :], keep[len(one.shows) :], strict=True) if kept]
    return Examples.model_construct(indicator=one.indicator, shows=shows, near=near)


def on_drafts(settings: Settings, kind: Kind, embedder: Embedder) -> dict[str, dict[str, float]]:
    """AUC per indicator over the blind drafts: the finder's best sentence, and the best cosine with `seek`."""
    reviewer = Reviewer.from_settings(settings, llm="off")
    rubric = reviewer.rubric(kind)
    asked = [indicator for indicator in rubric.indicators() if indicator.basis != "measured"]
    wordings = embedder.encode([indicator.seek for indicator in asked], query=True)
    rows: dict[str, list[tuple[bool, float, float]]] = {indicator.id: [] for indicator in asked}
    for one in blind(kind):
        draft = reviewer.quieten(reviewer.read(one.path, kind=kind))
        scan = reviewer.scan(draft, reviewer.measure(draft))
        nearest = (wordings @ embed_sentences(draft, embedder).T).max(axis=1)
        for indicator, near in zip(asked, nearest, strict=True):
            rows[indicator.id].append((one.answers[indicator.id] == "yes", scan.best(indicator.id), float(near)))
    return {
        name: {
            column: auc([(truth, scores[at]) for truth, *scores in held])
            for at, column in enumerate(("drafts", "similarity"))
        }
        for name, held in rows.items()
    }


def show(kind: str, table: Mapping[str, Mapping[str, float]]) -> None:
    columns = ("sentences", "drafts", "similarity")
    print(f"\n{kind}: AUC\n{'':24}" + "".join(f"{column:>12}" for column in columns))
    for name, row in table.items():
        print(f"{name:24}" + "".join(f"{row[column]:>12.2f}" for column in columns))
    print(f"{'mean':24}" + "".join(f"{np.nanmean([row[c] for row in table.values()]):>12.2f}" for c in columns))
