"""Suite `adding`: what it takes to add exemplars to a large library, against embedding their passages alone.

`--size` exemplars (10,000 by default) are there already, a hundredth of them is added. The base is made of the shipped
exemplars with words exchanged, its vectors are drawn (eval/synthetic.py); the new ones are embedded by the real model.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.synthetic import Shape
from reviewer.config import Settings
from reviewer.errors import UnavailableError
from reviewer.library.dense import VECTORS
from reviewer.library.exemplars import Exemplar, load_exemplars
from reviewer.library.markdown import write_exemplar
from reviewer.library.passages import cut_passages, index_text
from reviewer.library.store import build_index
from reviewer.models.embeddings import CachedEmbedder, get_embedder

SIZE, ADDED_SHARE = 10_000, 100


class Drawn:
    """Stands for the model while the base is built: the same fingerprint, drawn vectors."""

    name = "drawn"

    def __init__(self, fingerprint: str, shape: Shape) -> None:
        self.fingerprint = fingerprint
        self._shape = shape

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        return self._shape.draw(len(texts))


def run(settings: Settings, data: Path, llm: str, size: int = SIZE) -> dict[str, Any]:
    embedder = get_embedder(settings)
    if not isinstance(embedder, CachedEmbedder):
        raise UnavailableError("没有装句向量模型，请运行：reviewer models get multilingual-e5-small")
    real = np.asarray(np.load(build_index(settings, embedder) / VECTORS, mmap_mode="r"), dtype=np.float32)
    shipped = load_exemplars(settings.library_dir)
    folder = Path(tempfile.mkdtemp(prefix="adding-"))
    try:
        scratch = settings.model_copy(update={"library_dir": folder / "exemplars", "data_dir": folder / "data"})
        scratch.library_dir.mkdir()
        random = np.random.default_rng(0)
        for number in range(size):
            _write(scratch.library_dir, shipped[number % len(shipped)], number, random)
        since = time.perf_counter()
        build_index(scratch, Drawn(embedder.fingerprint, Shape(real)))
        base_s = time.perf_counter() - since
        added = max(1, size // ADDED_SHARE)
        new = [_write(scratch.library_dir, shipped[n % len(shipped)], size + n, random) for n in range(added)]
        embedder.encode(["先热一热"])
        embedder.forget()
        texts = [index_text(one, passage) for one in new for passage in cut_passages(one)]
        since = time.perf_counter()
        embedder.encode(texts)
        embed_s = time.perf_counter() - since
        embedder.forget()
        since = time.perf_counter()
        build_index(scratch, embedder)
        adding_s = time.perf_counter() - since
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    result = {
        "exemplars": size,
        "added": added,
        "new_passages": len(texts),
        "base_build_s": round(base_s, 1),
        "embedding_s": round(embed_s, 1),
        "adding_s": round(adding_s, 1),
        "ratio": round(adding_s / embed_s, 2),
    }
    for name, value in result.items():
        print(f"{name}: {value}")
    return result


def _write(folder: Path, one: Exemplar, number: int, random: np.random.Generator) -> Exemplar:
    """A variant of an exemplar: its lines in place, every line with a number of its own, so that no passage is known."""
    lines = [
        f"{line}（{number}·{random.integers(1000)}）"
        if line and line[0] not in "#|"
        else line.replace(" |", f" {number} |", 1)
        for line in one.body.splitlines()
    ]
    passage = next(line for line in lines if line and line[0] not in "#|")
    strength = replace(one.strengths[0], passage=passage)
    made = replace(one, id=f"{one.kind[0]}-v-{number}", body="\n".join(lines), strengths=(strength,))
    front = {name: getattr(made, name) for name in ("id", "kind", "title", "subject", "stage", "grade", "textbook")}
    front |= {"lesson_type": made.lesson_type, "author": made.source, "licence": made.licence}
    front["strengths"] = [{"criterion": strength.criterion, "why": strength.why, "passage": strength.passage}]
    (folder / f"{made.id}.md").write_text(write_exemplar(front, made.body + "\n"), encoding="utf-8")
    return made
