"""Suite `embedding`: the shipped int8 graph against the same model as float in sentence-transformers, same texts, same run.

Texts are the library's passages as they are indexed. `--size` bounds how many. Each side encodes once to warm up, then
ROUNDS times in turn; the median is reported.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from eval.float_model import load_float_model
from reviewer.config import Settings
from reviewer.errors import UnavailableError
from reviewer.library.exemplars import load_exemplars
from reviewer.library.passages import cut_passages, index_text
from reviewer.models.embeddings import PREFIXES, CachedEmbedder, get_embedder
from reviewer.models.manifest import EMBEDDING_MODEL

TEXTS, ROUNDS, QUERIES = 400, 3, 50


def run(settings: Settings, data: Path, llm: str, size: int = TEXTS) -> dict[str, Any]:
    ours = get_embedder(settings)
    if not isinstance(ours, CachedEmbedder):
        raise UnavailableError(f"没有装 {EMBEDDING_MODEL}，请运行：reviewer models get {EMBEDDING_MODEL}")
    exemplars = load_exemplars(settings.library_dir)
    every = [index_text(one, passage) for one in exemplars for passage in cut_passages(one)]
    texts = [every[place] for place in np.random.default_rng(0).permutation(len(every))[:size]]
    with tempfile.TemporaryDirectory() as folder:
        model = load_float_model(Path(folder))
    prefixed = [PREFIXES[1] + text for text in texts]

    def by_float() -> np.ndarray:
        return np.asarray(model.encode(prefixed, normalize_embeddings=True, show_progress_bar=False))

    def by_ours() -> np.ndarray:
        ours.forget()
        return ours.encode(texts)

    theirs_rows, our_rows = by_float(), by_ours()
    seconds = [(_time(by_float), _time(by_ours)) for _ in range(ROUNDS)]
    cosines = np.sum(theirs_rows * our_rows, axis=1)
    theirs_s, ours_s = (statistics.median(column) for column in zip(*seconds, strict=True))
    result = {
        "texts": len(texts),
        "mean_chars": round(statistics.mean(map(len, texts))),
        "float_texts_per_s": round(len(texts) / theirs_s, 1),
        "ours_texts_per_s": round(len(texts) / ours_s, 1),
        "times_as_fast": round(statistics.median(theirs / mine for theirs, mine in seconds), 2),
        "cosine_mean": round(float(cosines.mean()), 4),
        "cosine_p1": round(float(np.quantile(cosines, 0.01)), 4),
        "top10_overlap": round(_overlap(theirs_rows, our_rows), 3),
    }
    for name, value in result.items():
        print(f"{name}: {value}")
    return result


def _time(call: Callable[[], object]) -> float:
    since = time.perf_counter()
    call()
    return time.perf_counter() - since


def _overlap(theirs: np.ndarray, ours: np.ndarray) -> float:
    """Mean share of the ten nearest texts that both sides name, over the first QUERIES texts."""
    shares = []
    for place in range(min(QUERIES, len(theirs))):
        near = [set(np.argsort(-(rows @ rows[place]))[1:11].tolist()) for rows in (theirs, ours)]
        shares.append(len(near[0] & near[1]) / 10)
    return float(np.mean(shares))
