"""Making an index folder, from the one before as far as it goes: only what is new is read, embedded and cut into words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reviewer.datamodels import Embedder
from reviewer.errors import LibraryError
from reviewer.library.dense import VECTORS, build_dense
from reviewer.library.exemplars import Exemplar, read_exemplar
from reviewer.library.lexical import LexicalIndex, Words, number_words
from reviewer.library.passages import IndexedPassage, cut_passages, index_text
from reviewer.library.shelf import Shelf

KEYS, NUMBERS, ENDS, VOCABULARY = "keys.npy", "words.npy", "words.ends.npy", "vocabulary.json"
EMBEDDED_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into an index. The first `kept` passages are the first of the index before, in the same order."""

    exemplars: list[Exemplar]
    passages: list[IndexedPassage]
    kept: int


def gather(files: Mapping[str, Path], previous: Path | None) -> Contents:
    """The exemplars in `files` (by checksum): those of the index before in its order, then the new ones, read from disk.

    Raises LibraryError for a file that is not in order or an id that is there twice.
    """
    exemplars: list[Exemplar] = []
    passages: list[IndexedPassage] = []
    kept, whole = 0, True
    if previous is not None:
        shelf = Shelf(previous)
        staying = {exemplar.id: exemplar for exemplar in shelf.exemplars.values() if exemplar.sha256 in files}
        exemplars = list(staying.values())
        for row in range(len(shelf)):
            passage = shelf.passage(row)
            if passage.exemplar in staying:
                passages.append(passage)
                kept += whole
            else:
                whole = False
    known = {exemplar.sha256 for exemplar in exemplars}
    for checksum, path in files.items():
        if checksum not in known:
            exemplar = read_exemplar(path)
            exemplars.append(exemplar)
            passages += cut_passages(exemplar)
    _refuse_twins(exemplars)
    return Contents(exemplars, passages, kept)


def write_index(folder: Path, contents: Contents, embedder: Embedder | None, previous: Path | None) -> None:
    """All files of an index but its seal."""
    by_id = {exemplar.id: exemplar for exemplar in contents.exemplars}
    texts = [index_text(by_id[passage.exemplar], passage) for passage in contents.passages]
    keys = np.array([hashlib.sha256(text.encode()).digest()[:16] for text in texts], dtype="V16")
    np.save(folder / KEYS, keys)
    Shelf.write(folder, contents.exemplars, contents.passages)
    before = _rows_before(keys, previous)
    _write_words(folder, texts, before, previous)
    if embedder is not None:
        _write_vectors(folder / VECTORS, texts, embedder, before, previous)
        build_dense(folder, previous, contents.kept)


def _refuse_twins(exemplars: Sequence[Exemplar]) -> None:
    seen: set[str] = set()
    for exemplar in exemplars:
        if exemplar.id in seen:
            raise LibraryError(f"范例编号 {exemplar.id} 重复，请改掉一个。", f"duplicate exemplar id {exemplar.id}")
        seen.add(exemplar.id)


def _rows_before(keys: np.ndarray, previous: Path | None) -> np.ndarray:
    """For each passage its row in the index before, or -1."""
    if previous is None:
        return np.full(len(keys), -1)
    rows = {key.tobytes(): row for row, key in enumerate(np.load(previous / KEYS))}
    return np.array([rows.get(key.tobytes(), -1) for key in keys], dtype=np.int64)


def _write_words(folder: Path, texts: Sequence[str], before: np.ndarray, previous: Path | None) -> None:
    vocabulary: dict[str, int] = {}
    kept: list[np.ndarray] = []
    if previous is not None:
        vocabulary = json.loads((previous / VOCABULARY).read_text(encoding="utf-8"))
        kept = Words(vocabulary, np.load(previous / NUMBERS, mmap_mode="r"), np.load(previous / ENDS)).rows
    new = iter(number_words([text for text, row in zip(texts, before, strict=True) if row < 0], vocabulary))
    rows = [kept[row] if row >= 0 else next(new) for row in before]
    numbers = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
    words = Words(vocabulary, numbers, np.cumsum([len(row) for row in rows], dtype=np.int64))
    np.save(folder / NUMBERS, words.numbers)
    np.save(folder / ENDS, words.ends)
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    LexicalIndex.build(words).save(folder / "lexical")


def _write_vectors(
    path: Path, texts: Sequence[str], embedder: Embedder, before: np.ndarray, previous: Path | None
) -> None:
    """Kept as 16-bit floats: a cosine changes by less than 0.001."""
    missing = np.flatnonzero(before < 0)
    old = np.load(previous / VECTORS, mmap_mode="r") if previous and (previous / VECTORS).exists() else None
    if old is None:
        missing = np.arange(len(texts))
    width = old.shape[1] if old is not None else embedder.encode(texts[:1]).shape[1]
    vectors = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(len(texts), width))
    for start in range(0, len(missing), EMBEDDED_AT_ONCE):
        rows = missing[start : start + EMBEDDED_AT_ONCE]
        vectors[rows] = embedder.encode([texts[row] for row in rows])
    if old is not None:
        there = np.flatnonzero(before >= 0)
        for start in range(0, len(there), 100_000):
            rows = there[start : start + 100_000]
            vectors[rows] = old[before[rows]]
    vectors.flush()
