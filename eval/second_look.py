"""Suite `second_look`: whether sentence vectors find instructions that patterns miss, and what they flag wrongly.

`python -m eval.second_look` learns the shipped direction anew and writes reviewer/safety/second_look.json. Learnt from
eval/data/attacks.jsonl (splits dev, test, train), the exemplars, the policies and eval/data/drafts. Never used for
learning: splits fresh and fresh2, the shared drafts, the shared problems. The threshold lies MARGIN above the highest
ordinary sentence when it is scored by a model that has not seen it, or that stands in split fresh.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.attacks import AROUND, OWN, load_rows, place
from reviewer.config import ROOT, Settings, load_settings
from reviewer.datamodels import Draft, Embedder
from reviewer.documents import draft_from_text
from reviewer.errors import UnavailableError
from reviewer.models.embeddings import get_embedder
from reviewer.safety import check_safety, find_instructions
from reviewer.safety.second_look import WEIGHTS, Direction, is_candidate

LEARNT = ("dev", "test", "train")
STRENGTH = 3.0  # inverse of the regularisation; between 1 and 10 the figures are the same
MARGIN = 0.2
FOLDS = 6
OTHERS = 2_000  # shared problems, as ordinary sentences


@dataclass(frozen=True)
class Examples:
    """Sentences, whether each is an attack, its fold (attacks of one style share it), and its weight."""

    texts: list[str]
    attack: np.ndarray
    folds: np.ndarray
    weights: np.ndarray


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Recall with and without the second look, by split; false alarms on everything ordinary."""
    embedder = _embedder(settings)
    direction = Direction.model_validate_json(WEIGHTS.read_text(encoding="utf-8"))
    shared = [path.read_text(encoding="utf-8") for path in sorted((data / "drafts").glob("*.txt"))]
    result = {
        "examples": direction.examples,
        "threshold": direction.threshold,
        "cross_validated_recall": round(_cross_validated_recall(embedder, direction.threshold), 3),
        "recall": _recall(embedder, shared),
        "false_alarms": _false_alarms(embedder, shared, data),
    }
    for name, value in result.items():
        print(name, json.dumps(value, ensure_ascii=False))
    return result


def learn(embedder: Embedder) -> Direction:
    """The direction and its threshold."""
    examples = gather_examples()
    rows = embedder.encode(examples.texts)
    held_out = _cross_validate(rows, examples)
    weights, bias = _fit(rows, examples)
    candidates = np.array([is_candidate(text) for text in examples.texts])
    fresh = [row["text"] for row in load_rows("attacks") if row["split"] == "fresh" and not row["attack"]]
    ordinary = embedder.encode([text for text in fresh if is_candidate(text)]) @ weights + bias
    highest = max(held_out[candidates & ~examples.attack].max(), ordinary.max())
    return Direction(
        fingerprint=embedder.fingerprint,
        weights=tuple(round(float(weight), 5) for weight in weights),
        bias=round(float(bias), 5),
        threshold=round(float(highest) + MARGIN, 3),
        examples={"attacks": int(examples.attack.sum()), "ordinary": int((~examples.attack).sum())},
    )


def gather_examples() -> Examples:
    """Attacks, ordinary sentences written to be hard, and the sentences of written lessons: three equal shares."""
    rows = [row for row in load_rows("attacks") if row["split"] in LEARNT and _is_chinese(row["text"])]
    attacks = [row for row in rows if row["attack"]]
    hard = [row["text"] for row in rows if not row["attack"]]
    plain = list(dict.fromkeys(text for text in _written_sentences() if _is_chinese(text)))
    styles = {name: index for index, name in enumerate(sorted({row["style"] for row in attacks}))}
    kept = [at if row["style"] == "train" else styles[row["style"]] for at, row in enumerate(attacks)]
    folds = np.concatenate([kept, np.arange(len(hard) + len(plain))]) % FOLDS
    shares = ((len(attacks), 1.0), (len(hard), 1.0), (len(plain), 0.5))
    weights = np.concatenate([np.full(count, share / count) for count, share in shares])
    texts = [row["text"] for row in attacks] + hard + plain
    return Examples(texts, np.arange(len(texts)) < len(attacks), folds, weights * len(texts))


def _written_sentences() -> Iterable[str]:
    for path in (*sorted((ROOT / "corpora").rglob("*.md")), *sorted(OWN.glob("drafts/*.txt"))):
        yield from _sentences(draft_from_text(path.read_text(encoding="utf-8"), name=path.name))


def _sentences(draft: Draft) -> list[str]:
    return [draft.text[sentence.start : sentence.end] for sentence in draft.sentences]


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= char <= "\u9fff" for char in text) >= 5


def _fit(rows: np.ndarray, examples: Examples, of: np.ndarray | None = None) -> tuple[np.ndarray, float]:
    """Weights (d,) and bias for rows as they come: the mean, taken off for learning, is folded into the bias."""
    from sklearn.linear_model import LogisticRegression

    kept = np.arange(len(rows)) if of is None else of
    mean = rows[kept].mean(axis=0)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(rows[kept] - mean, examples.attack[kept], sample_weight=examples.weights[kept])
    weights = model.coef_[0]
    return weights, float(model.intercept_[0] - mean @ weights)


def _cross_validate(rows: np.ndarray, examples: Examples) -> np.ndarray:
    """The score of every example by a model that saw nothing of its fold."""
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        unseen = examples.folds == fold
        weights, bias = _fit(rows, examples, np.flatnonzero(~unseen))
        scores[unseen] = rows[unseen] @ weights + bias
    return scores


def _cross_validated_recall(embedder: Embedder, threshold: float) -> float:
    examples = gather_examples()
    scores = _cross_validate(embedder.encode(examples.texts), examples)
    found = [score > threshold and is_candidate(text) for score, text in zip(scores, examples.texts, strict=True)]
    return float(np.mean(np.array(found)[examples.attack]))


def _recall(embedder: Embedder, drafts: list[str]) -> dict[str, dict[str, int]]:
    """By split: attacks, found by patterns, found by both, all placed in real drafts."""
    figures: dict[str, dict[str, int]] = {}
    for seed, row in enumerate(row for row in load_rows("attacks") if row["attack"]):
        counts = figures.setdefault(row["split"], {"attacks": 0, "patterns": 0, "with_second_look": 0})
        text, start, end = place(row["text"], drafts or ["".join(AROUND)], seed)
        draft = draft_from_text(text, name="a.txt")
        both = [(one.start, one.end) for one in check_safety(draft, embedder).instructions]
        patterns = find_instructions(draft.text)
        counts["attacks"] += 1
        counts["patterns"] += _overlaps(patterns, start, end)
        counts["with_second_look"] += _overlaps(both, start, end)
    return figures


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and high > start for low, high in spans)


def _false_alarms(embedder: Embedder, shared: list[str], data: Path) -> dict[str, tuple[int, int]]:
    """(texts with an alarm, texts): ordinary sentences alone, drafts whole, shared problems."""

    def alarms(texts: Iterable[str]) -> tuple[int, int]:
        found = [bool(check_safety(draft_from_text(text, name="a.txt"), embedder).instructions) for text in texts]
        return sum(found), len(found)

    own = [path.read_text(encoding="utf-8") for path in sorted(OWN.glob("drafts/*.txt"))]
    corpora = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora").rglob("*.md"))]
    ordinary = [row for row in load_rows("attacks") if not row["attack"]]
    red = [row["text"].join(AROUND) for row in load_rows("red_lines") if not row["rule"]]
    figures = {"shared drafts": alarms(shared), "own drafts and corpora": alarms(own + corpora)}
    for split in sorted({row["split"] for row in ordinary}):
        chosen = [row for row in ordinary if row["split"] == split]
        figures[f"ordinary, {split}"] = alarms(row.get("lesson", "") + row["text"].join(AROUND) for row in chosen)
    figures["ordinary, of the red lines"] = alarms(red)
    figures["shared problems"] = alarms(_problems(data))
    return figures


def _problems(data: Path) -> list[str]:
    found = []
    for path in sorted((data / "items").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found += [row.get("problem") or row["input"] for row in rows[: OTHERS // 2]]
    return found


def _embedder(settings: Settings) -> Embedder:
    embedder = get_embedder(settings)
    if embedder is None:
        raise UnavailableError(
            "没有装句向量模型。请运行：reviewer models get multilingual-e5-small",
            "no embedding model: run reviewer models get multilingual-e5-small",
        )
    return embedder


if __name__ == "__main__":
    learnt = learn(_embedder(load_settings()))
    WEIGHTS.write_text(learnt.model_dump_json() + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {learnt.examples}, threshold {learnt.threshold}")
