"""Evidence finders: for each indicator a small linear classifier that says which sentences of a draft show it.

Trained on the written sentences in `finders/KIND/INDICATOR.yaml` (those that show it, and near misses), and on the
sentences of this project's own reference drafts (`finders/KIND.drafts.jsonl`, written by `python -m eval finders`): those
their labels quote for it, and those of drafts that don't show it anywhere. Embedded by the model in use. Few-shot learning after SetFit
(Tunstall et al. 2022, arXiv 2209.11055) with the encoder left frozen: tuned on the same sentences it does not find better on
drafts (`python -m eval tuning`), and a tuned one would have to be fetched by everybody.
They run in milliseconds once the draft's sentences are embedded, point at the sentence (verbatim evidence by construction)
and choose the passage a language model is asked about.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.datamodels import Draft, Embedder, Kind
from reviewer.errors import SettingError

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where there is one
SENTENCES = Path(__file__).with_name("finders")
# scikit-learn's C on standardised vectors, and the weight of a sentence of a draft that is quoted for it (often only part
# of what shows it) or known not to show it, beside 1 for a written one.
# Chosen on reference drafts that are not blind.
RIDGE, QUOTED_WEIGHT, ABSENT_WEIGHT = 0.03, 0.6, 0.3


class Examples(BaseModel):
    """One file: sentences that by themselves show the indicator, and near misses that don't."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str
    shows: list[str] = Field(min_length=30)
    near: list[str] = Field(min_length=30)


class DraftSentence(BaseModel):
    """A sentence of a reference draft: the indicators it is quoted for, and those its draft does not show anywhere."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    shows: list[str]
    absent: list[str]


def drafts_path(kind: Kind) -> Path:
    return SENTENCES / f"{kind}.drafts.jsonl"


def load_draft_sentences(kind: Kind) -> list[DraftSentence]:
    lines = drafts_path(kind).read_text(encoding="utf-8").splitlines()
    return [DraftSentence.model_validate_json(line) for line in lines]


def load_examples(kind: Kind) -> dict[str, Examples]:
    """By indicator id. Raises SettingError naming the file that can't be read."""
    found = {}
    for path in sorted((SENTENCES / kind).glob("*.yaml")):
        try:
            examples = Examples.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER))
        except (yaml.YAMLError, ValidationError) as error:
            raise SettingError(f"例句文件 {path} 读不懂：{error}", f"{path}: {error}") from error
        found[examples.indicator] = examples
    return found


@dataclass(frozen=True, slots=True)
class Finders:
    """Weights of all indicators of one kind: `weights` (n, d) and `offsets` (n,), rows in the order of `names`."""

    names: tuple[str, ...]
    weights: np.ndarray
    offsets: np.ndarray

    def score(self, vectors: np.ndarray) -> dict[str, np.ndarray]:
        """Indicator id -> log-odds that each of the embedded sentences (m, d) shows it, shape (m,)."""
        if not len(vectors):
            return {name: np.zeros(0, dtype=np.float32) for name in self.names}
        return dict(zip(self.names, self.weights @ vectors.T + self.offsets[:, None], strict=True))


def train_finders(examples: Mapping[str, Examples], drafts: Sequence[DraftSentence], embedder: Embedder) -> Finders:
    """Logistic regression per indicator. Vectors are standardised by all sentences: e5's lie in a narrow cone."""
    from sklearn.linear_model import LogisticRegression

    texts = [text for one in examples.values() for text in (*one.shows, *one.near)]
    vectors = embedder.encode(texts)
    mean, scale = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    others = (embedder.encode([one.text for one in drafts]) - mean) / scale if drafts else np.zeros((0, len(mean)))
    weights, offsets, at = [], [], 0
    for one in examples.values():
        count = len(one.shows) + len(one.near)
        rows = (vectors[at : at + count] - mean) / scale
        quoted = others[[one.indicator in other.shows for other in drafts]] if drafts else others
        absent = others[[one.indicator in other.absent for other in drafts]] if drafts else others
        truth = [1] * len(one.shows) + [0] * len(one.near) + [1] * len(quoted) + [0] * len(absent)
        weight = [1.0] * count + [QUOTED_WEIGHT] * len(quoted) + [ABSENT_WEIGHT] * len(absent)
        model = LogisticRegression(C=RIDGE, max_iter=2000)
        fitted = model.fit(np.vstack([rows, quoted, absent]), truth, sample_weight=weight)
        slope = fitted.coef_[0] / scale
        weights.append(slope)
        offsets.append(float(fitted.intercept_[0]) - float(slope @ mean))
        at += count
    return Finders(tuple(examples), np.array(weights, dtype=np.float32), np.array(offsets, dtype=np.float32))


@cache
def sentences_hash(kind: Kind) -> str:
    """Changes with any sentence or the way of training. Read once a process: it is asked for at every review."""
    parts = [
        str((RIDGE, QUOTED_WEIGHT, ABSENT_WEIGHT)),
        *(one.model_dump_json() for one in load_examples(kind).values()),
    ]
    parts += [one.model_dump_json() for one in load_draft_sentences(kind)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def get_finders(kind: Kind, embedder: Embedder, folder: Path) -> Finders:
    """The finders for these vectors: shipped, or trained once (about a minute) and kept in `folder`."""
    name = file_name(kind, embedder)
    for path in (SENTENCES / name, folder / name):
        if path.is_file():
            return _load(path)
    finders = train_finders(load_examples(kind), load_draft_sentences(kind), embedder)
    save_finders(finders, folder / name)
    return finders


def file_name(kind: Kind, embedder: Embedder) -> str:
    return f"{kind}-{embedder.fingerprint}-{sentences_hash(kind)}.npz"


def save_finders(finders: Finders, path: Path) -> None:
    """The file appears whole, also where several workers of a batch have trained the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".training-") as folder:
        scratch = Path(folder) / path.name
        np.savez(scratch, names=np.array(finders.names), weights=finders.weights, offsets=finders.offsets)
        scratch.replace(path)


@lru_cache(maxsize=4)
def _load(path: Path) -> Finders:
    with np.load(path, allow_pickle=False) as held:
        return Finders(tuple(held["names"].tolist()), held["weights"], held["offsets"])


def embed_sentences(draft: Draft, embedder: Embedder) -> np.ndarray:
    """(sentences, d): the draft's sentences as finders want them."""
    texts: Sequence[str] = [draft.text[sentence.start : sentence.end] for sentence in draft.sentences]
    return embedder.encode(texts)
