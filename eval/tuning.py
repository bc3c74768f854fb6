"""Suite `tuning`: do finders find better when the encoder itself is tuned on their sentences (SetFit) than with frozen vectors?

SetFit (Tunstall et al. 2022, arXiv 2209.11055): the encoder learns from pairs of the written sentences, two that show an
indicator alike, one that shows it and a near miss unlike; then the same classifier is trained on its vectors. Both sides
start from the same float weights, learn from the same sentences (one in HELD of every file is kept out) and are asked
about the same held-out sentences and blind drafts. `finders` and the shipped int8 vectors are left as they are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.finders import subset
from eval.float_model import load_float_model
from eval.metrics import auc
from eval.witnesses import blind
from reviewer.config import Settings
from reviewer.datamodels import Draft, Embedder, Kind
from reviewer.judging.finders import Examples, embed_sentences, load_draft_sentences, load_examples, train_finders
from reviewer.models.embeddings import get_embedder
from reviewer.pipeline import Reviewer

HELD = 5
FROZEN = "frozen"
ROUNDS = (1,)  # pairs of each kind per showing sentence
BATCH, RATE, WARM_UP, SEED, SAMPLES = 32, 2e-5, 0.1, 0, 300
KINDS: tuple[Kind, ...] = ("lesson", "homework")
Truths = Mapping[str, list[tuple[str, bool, float]]]  # indicator -> (draft, truth, score)


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Prints mean AUC over indicators, frozen and tuned. `data` and `llm` are not used."""
    reviewer = Reviewer.from_settings(settings, llm="off")
    drafts = {kind: _read_blind(reviewer, kind) for kind in KINDS}
    told: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = load_float_model(folder)
        for rounds in (0, *ROUNDS):
            for seed in range(max((done for done in ROUNDS if done < rounds), default=0), rounds):
                tune(model, seed)
            embedder = saved_embedder(settings, model, folder / f"tuned-{rounds}-e5")
            for kind in KINDS:
                told[kind][f"tuned, {rounds} rounds" if rounds else FROZEN] = compare_to(kind, embedder, drafts[kind])
    return {kind: show(kind, told[kind]) for kind in KINDS}


def _read_blind(reviewer: Reviewer, kind: Kind) -> dict[str, tuple[Draft, Mapping[str, str]]]:
    """Name -> the draft as a review sees it, and its answers."""
    return {one.path.stem: (reviewer.quieten(reviewer.read(one.path, kind=kind)), one.answers) for one in blind(kind)}


def saved_embedder(settings: Settings, model: Any, path: Path) -> Embedder:
    """The model as reviews use one; its folder's name tells the embedder to put e5's prefixes before a text."""
    model.save(str(path))
    embedder = get_embedder(settings.model_copy(update={"embedding": f"sentence-transformers:{path}"}))
    assert embedder is not None  # just saved
    return embedder


def kept_and_held(kind: Kind) -> tuple[dict[str, Examples], dict[str, Examples]]:
    """The written sentences to learn from, and those kept out, the same for every side."""
    order = np.random.default_rng(SEED)
    kept, held = {}, {}
    for name, one in load_examples(kind).items():
        out = order.permutation(len(one.shows) + len(one.near)) % HELD == 0
        kept[name], held[name] = subset(one, ~out), subset(one, out)
    return kept, held


def pair_up(seed: int) -> list[tuple[str, str, float]]:
    """Every sentence that shows an indicator with another that does (1), and with a near miss of it (0)."""
    chance = np.random.default_rng(seed)
    pairs = []
    for kind in KINDS:
        for one in kept_and_held(kind)[0].values():
            for place, text in enumerate(one.shows):
                others = [*one.shows[:place], *one.shows[place + 1 :]]
                pairs.append((text, others[chance.integers(len(others))], 1.0))
                pairs.append((text, one.near[chance.integers(len(one.near))], 0.0))
    return [pairs[place] for place in chance.permutation(len(pairs))]


def tune(model: Any, seed: int) -> None:
    """One round over the pairs with SetFit's loss: squared error between the cosine and 1 or 0."""
    import torch
    from sentence_transformers.losses import CosineSimilarityLoss

    torch.manual_seed(seed)
    pairs = pair_up(seed)
    loss = CosineSimilarityLoss(model)
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE)
    steps = range(0, len(pairs), BATCH)
    model.train()
    for step, start in enumerate(steps):
        optimiser.param_groups[0]["lr"] = RATE * min(1.0, (step + 1) / (WARM_UP * len(steps)))
        left, right, alike = zip(*pairs[start : start + BATCH], strict=True)
        texts = [model.tokenize([f"passage: {text}" for text in side]) for side in (left, right)]
        value = loss(texts, torch.tensor(alike))
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        if step % 20 == 0:
            print(f"round {seed}: {step}/{len(steps)} loss {value.item():.3f}", flush=True)
    model.eval()


def compare_to(
    kind: Kind, embedder: Embedder, drafts: Mapping[str, tuple[Draft, Mapping[str, str]]]
) -> dict[str, Truths]:
    """Scores of the held-out sentences and of the blind drafts (a draft's best sentence), with the truth."""
    kept, held = kept_and_held(kind)
    finders = train_finders(kept, load_draft_sentences(kind), embedder)
    sentences: dict[str, list[tuple[str, bool, float]]] = {}
    for name, one in held.items():
        scores = finders.score(embedder.encode([*one.shows, *one.near]))[name].tolist()
        truths = [True] * len(one.shows) + [False] * len(one.near)
        sentences[name] = [(str(n), truth, score) for n, (truth, score) in enumerate(zip(truths, scores, strict=True))]
    best = {stem: finders.score(embed_sentences(draft, embedder)) for stem, (draft, _) in drafts.items()}
    whole = {
        name: [(stem, drafts[stem][1][name] == "yes", float(scores[name].max())) for stem, scores in best.items()]
        for name in held
    }
    return {"sentences": sentences, "drafts": whole}


def show(kind: Kind, told: Mapping[str, Mapping[str, Truths]]) -> dict[str, Any]:
    """Mean AUC of each side; what the tuned ones gain on the frozen one, with a 95% interval over drafts (or sentences)."""
    print(f"\n{kind}: AUC, mean over indicators")
    rows: dict[str, Any] = {}
    for what in ("sentences", "drafts"):
        frozen = told[FROZEN][what]
        for side, scores in told.items():
            low, high = gain(frozen, scores[what])
            better = sum(_auc(one) > _auc(frozen[name]) for name, one in scores[what].items())
            value = mean_auc(scores[what])
            rows[f"{what}: {side}"] = {"auc": value, "gain": (low, high), "better": better}
            print(f"{what:12}{side:18}{value:.3f}   gain [{low:+.3f}, {high:+.3f}]  better {better} of {len(frozen)}")
    return rows


def _auc(rows: Sequence[tuple[str, bool, float]]) -> float:
    return auc([(truth, score) for _, truth, score in rows])


def mean_auc(scores: Truths) -> float:
    return float(np.nanmean([_auc(rows) for rows in scores.values()]))


def gain(before: Truths, after: Truths) -> tuple[float, float]:
    """95% interval of the difference of mean AUC, the same units drawn on both sides."""
    units = sorted({unit for rows in before.values() for unit, *_ in rows})
    chance = np.random.default_rng(SEED)
    differences = []
    for _ in range(SAMPLES):
        drawn = chance.choice(units, len(units)).tolist()
        sides = [{name: _draw(rows, drawn) for name, rows in side.items()} for side in (before, after)]
        differences.append(mean_auc(sides[1]) - mean_auc(sides[0]))
    low, high = np.nanpercentile(differences, [2.5, 97.5])
    return float(low), float(high)


def _draw(rows: Sequence[tuple[str, bool, float]], drawn: Sequence[str]) -> list[tuple[str, bool, float]]:
    known = {row[0]: row for row in rows}
    return [known[unit] for unit in drawn if unit in known]
