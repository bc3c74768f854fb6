"""Suite `library_scale`: a library of `--size` passages (1,000,000 by default): build time, size, memory, latency, recall.

Vectors are synthetic, shaped like those of the shipped passages (eval/synthetic.py); words are those of real passages
with edits. A query is filtered, has words and a vector, and goes through `Library.search`; embedding its text is
measured apart. LanceDB, where installed, gets the same vectors and filters in the same run. Memory is that of a fresh
process that opened the index and answered the queries.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from eval.synthetic import NEW_WORDS, Shape, edit_words, multiply
from reviewer.config import Settings
from reviewer.datamodels import Embedder
from reviewer.library.building import VOCABULARY
from reviewer.library.dense import VECTORS, DenseIndex, build_dense
from reviewer.library.exemplars import load_exemplars
from reviewer.library.lexical import LexicalIndex, Words, number_words
from reviewer.library.passages import cut_passages, index_text
from reviewer.library.query import Query
from reviewer.library.search import Library
from reviewer.library.shelf import Shelf
from reviewer.library.store import build_index
from reviewer.models.embeddings import get_embedder

SIZE, BESIDE = 1_000_000, 100_000
QUERIES, CHECKED = 300, 100
CHUNK = 50_000
GROUPS = 12  # parts of the vectors that the side by side filters by
Side = Callable[[np.ndarray, int], set[int]]  # (vector, part) → its ten nearest


class GivenVectors:
    """An embedder that knows the vectors of the queries beforehand: what is timed is the search."""

    name = fingerprint = "given"

    def __init__(self, vectors: dict[str, np.ndarray]) -> None:
        self._vectors = vectors

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        return np.stack([self._vectors[text] for text in texts])


def run(settings: Settings, data: Path, llm: str, size: int = SIZE) -> dict[str, Any]:
    embedder = get_embedder(settings)
    exemplars = load_exemplars(settings.library_dir)
    passages = [passage for one in exemplars for passage in cut_passages(one)]
    by_id = {one.id: one for one in exemplars}
    texts = [index_text(by_id[passage.exemplar], passage) for passage in passages]
    real = _real_vectors(settings, embedder)
    shape = Shape(real)
    result: dict[str, Any] = {"size": size, "real_passages": len(texts), "real_vectors": embedder is not None}
    result["mean_cosine"] = {"real": _mean_cosine(real), "synthetic": _mean_cosine(shape.draw(1_000))}
    folder = Path(tempfile.mkdtemp(prefix="library-scale-"))
    try:
        result["build_s"] = _build(folder, shape, exemplars, passages, texts, size)
        result["disk_mb"] = {path.name: _megabytes(path) for path in sorted(folder.iterdir())}
        result["disk_mb"]["total"] = _megabytes(folder)
        queries = _queries(folder, shape, texts)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            result["serving"] = pool.apply(serve, (folder, queries))
        result["recall@10"] = _recall(folder, queries)
        result["beside"] = _beside(folder, shape, min(size, BESIDE))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if embedder is not None:
        result["embed_query_ms"] = _quantiles([_clock(embedder, text) for text in (q[0].text for q in queries[:50])])
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return result


def _real_vectors(settings: Settings, embedder: Embedder | None) -> np.ndarray:
    """Those of the shipped passages; without a model, clusters around one common direction as e5's are."""
    if embedder is not None:
        kept = np.load(build_index(settings, embedder) / VECTORS, mmap_mode="r")
        return np.asarray(kept, dtype=np.float32)
    rows = np.random.default_rng(0).normal(size=(400, 384)) + 2.0
    vectors: np.ndarray = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def _build(
    folder: Path, shape: Shape, exemplars: list[Any], passages: list[Any], texts: Sequence[str], size: int
) -> dict[str, float]:
    """Seconds of each step; making the synthetic data is counted apart and not in the total."""
    since = time.perf_counter()
    vectors = np.lib.format.open_memmap(folder / VECTORS, mode="w+", dtype=np.float16, shape=(size, 384))
    for start in range(0, size, CHUNK):
        vectors[start : start + CHUNK] = shape.draw(min(CHUNK, size - start))
    vectors.flush()
    vocabulary: dict[str, int] = {}
    rows = number_words(texts, vocabulary)
    known = len(vocabulary)
    edited, lengths = zip(*edit_words(rows, known, size), strict=True)
    vocabulary |= {f"新{number}": known + number for number in range(NEW_WORDS)}
    words = Words(vocabulary, np.concatenate(edited), np.cumsum(np.concatenate(lengths)))
    del edited
    made = multiply(exemplars, passages, size)
    making = round(time.perf_counter() - since, 1)
    seconds = {
        "shelf": _time(lambda: Shelf.write(folder, *made)),
        "words": _time(lambda: LexicalIndex.build(words).save(folder / "lexical")),
        "vectors": _time(lambda: build_dense(folder, None, 0)),
    }
    (folder / VOCABULARY).write_text("{}", encoding="utf-8")
    return {**seconds, "total": round(sum(seconds.values()), 1), "making_data": making}


def _queries(folder: Path, shape: Shape, texts: Sequence[str]) -> list[tuple[Query, np.ndarray]]:
    """Words from a real passage, a vector near one of the library's, and one to three filters."""
    random = np.random.default_rng(5)
    vectors = np.load(folder / VECTORS, mmap_mode="r")
    shelf = Shelf(folder)
    queries: list[tuple[Query, np.ndarray]] = []
    for row in random.integers(0, len(vectors), QUERIES):
        passage = shelf.passage(int(row))
        exemplar = shelf.exemplars[passage.exemplar]
        text = texts[int(random.integers(len(texts)))]
        start = int(random.integers(max(1, len(text) - 30)))
        wanted: dict[str, Any] = {"subject": exemplar.subject}
        if random.random() < 0.5:
            wanted |= {"stage": exemplar.stage}
        if random.random() < 0.5:
            wanted = {"kind": exemplar.kind, "criterion": passage.criteria[0] if passage.criteria else None}
        queries.append((Query(f"{len(queries)} {text[start : start + 30]}", **wanted), shape.near(vectors[[row]])[0]))
    return queries


def serve(folder: Path, queries: list[tuple[Query, np.ndarray]]) -> dict[str, Any]:
    """In a process of its own: opens the index, answers every query twice, and times the second round."""
    before = psutil.Process().memory_info().rss
    since = time.perf_counter()
    given = GivenVectors({query.text: vector for query, vector in queries})
    library = Library(Shelf(folder), LexicalIndex.load(folder / "lexical"), (DenseIndex.load(folder), given), "scale")
    opened = time.perf_counter() - since
    for query, _ in queries:
        library.search(query, 10)
    milliseconds = [1000 * _time(lambda query=query: library.search(query, 10), 6) for query, _ in queries]  # type: ignore[misc]
    rss = psutil.Process().memory_info().rss
    return {
        "open_s": round(opened, 2),
        "search_ms": _quantiles(milliseconds),
        "rss_mb": round(rss / 1e6),
        "rss_before_mb": round(before / 1e6),
    }


def _recall(folder: Path, queries: list[tuple[Query, np.ndarray]]) -> float:
    """Of the ten passages with the highest cosine that the filters admit, the share that the index gives."""
    index, shelf = DenseIndex.load(folder), Shelf(folder)
    vectors = np.load(folder / VECTORS, mmap_mode="r")
    shares = []
    for query, vector in queries[:CHECKED]:
        admitted = shelf.admit(query)
        rows = np.flatnonzero(admitted) if admitted is not None else np.arange(len(shelf))
        cosines = np.concatenate(
            [vectors[rows[at : at + CHUNK]].astype(np.float32) @ vector for at in range(0, len(rows), CHUNK)]
        )
        truth = set(rows[np.argsort(-cosines)[:10]].tolist())
        found = {row for row, _ in index.search(vector, 10, admitted)}
        shares.append(len(truth & found) / max(1, len(truth)))
    return round(float(np.mean(shares)), 4)


def _beside(folder: Path, shape: Shape, size: int) -> dict[str, Any] | None:
    """LanceDB and our vector index on the first `size` vectors; a filter that admits about one passage in twelve."""
    try:
        import lancedb
    except ImportError:
        print("没有装 lancedb，跳过并排比较。")
        return None
    rows = np.asarray(np.load(folder / VECTORS, mmap_mode="r")[:size], dtype=np.float32)
    groups = np.random.default_rng(7).integers(0, GROUPS, size)
    asked = [shape.near(rows[[place]])[0] for place in np.random.default_rng(8).integers(0, size, CHECKED)]
    truth = []
    for number, vector in enumerate(asked):
        inside = np.flatnonzero(groups == number % GROUPS)
        truth.append(set(inside[np.argsort(-(rows[inside] @ vector))[:10]].tolist()))
    sides = {"ours": _ours, f"lancedb {lancedb.__version__}": _lance}
    result: dict[str, Any] = {"size": size}
    for name, open_side in sides.items():
        own = folder / name.split()[0]
        own.mkdir()
        since = time.perf_counter()
        search = open_side(own, rows, groups)
        built = round(time.perf_counter() - since, 1)
        answers = _answers(lambda number, search=search: search(asked[number], number % GROUPS), truth)  # type: ignore[misc]
        result[name] = {"build_s": built, **answers, "disk_mb": _megabytes(own)}
    return result


def _ours(folder: Path, rows: np.ndarray, groups: np.ndarray) -> Side:
    np.save(folder / VECTORS, rows.astype(np.float16))
    build_dense(folder, None, 0)
    index = DenseIndex.load(folder)
    return lambda vector, group: {row for row, _ in index.search(vector, 10, groups == group)}


def _lance(folder: Path, rows: np.ndarray, groups: np.ndarray) -> Side:
    import lancedb

    pa: Any = importlib.import_module("pyarrow")
    vectors = pa.FixedSizeListArray.from_arrays(rows.ravel(), rows.shape[1])
    columns = pa.table({"id": np.arange(len(rows)), "part": groups, "vector": vectors})
    table = lancedb.connect(str(folder)).create_table("p", columns)
    table.create_index(metric="dot", vector_column_name="vector", index_type="IVF_HNSW_SQ")

    def search(vector: np.ndarray, group: int) -> set[int]:
        asked = table.search(vector).distance_type("dot").where(f"part = {group}", prefilter=True)
        found = asked.limit(10).nprobes(20).refine_factor(4).select(["id", "_distance"]).to_arrow()
        return set(found["id"].to_pylist())

    return search


def _answers(search: Callable[[int], set[int]], truth: Sequence[set[int]]) -> dict[str, Any]:
    milliseconds, shares = [], []
    for number in (*range(len(truth)), *range(len(truth))):
        since = time.perf_counter()
        found = search(number)
        milliseconds.append(1000 * (time.perf_counter() - since))
        shares.append(len(found & truth[number]) / 10)
    return {"search_ms": _quantiles(milliseconds[len(truth) :]), "recall@10": round(float(np.mean(shares)), 4)}


def _time(call: Callable[[], object], digits: int = 1) -> float:
    since = time.perf_counter()
    call()
    return round(time.perf_counter() - since, digits)


def _clock(embedder: Embedder, text: str) -> float:
    return 1000 * _time(lambda: embedder.encode([text], query=True), 6)


def _quantiles(milliseconds: Sequence[float]) -> dict[str, float]:
    return {name: round(float(np.quantile(milliseconds, q)), 1) for name, q in (("p50", 0.5), ("p99", 0.99))}


def _mean_cosine(rows: np.ndarray) -> float:
    chosen = rows[:400]
    return round(float((chosen @ chosen.T)[np.triu_indices(len(chosen), 1)].mean()), 3)


def _megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return round(sum(one.stat().st_size for one in files) / 1e6, 1)
