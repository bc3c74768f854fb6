"""The same vector search on a Milvus server or cluster, through langchain-milvus. The only place that imports it.

Milvus holds the vectors and the columns that filters need; texts and words stay in the index folder of each machine, so
a hit is read locally. One collection an index: a new one is filled before it is used, and those before are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.config import Settings
from reviewer.errors import UnavailableError
from reviewer.library.dense import VECTORS
from reviewer.library.query import Query
from reviewer.library.shelf import Shelf

PREFIX = "exemplars_"
BATCH = 1_000
# On a cluster Milvus chooses and tunes the index; milvus-lite knows the flat one only and takes AUTOINDEX for it.
INDEX = {"index_type": "AUTOINDEX", "metric_type": "IP", "params": {}}


class MilvusIndex:
    """`VectorSearch` on Milvus. Raises UnavailableError where the package or the server is missing."""

    def __init__(self, store: Any, vectors: np.ndarray) -> None:
        self._store = store
        self._vectors = vectors

    @classmethod
    def open(cls, settings: Settings, folder: Path, shelf: Shelf) -> MilvusIndex:
        """The collection of this index folder, filled first where it is not complete."""
        name = PREFIX + folder.name
        vectors = np.load(folder / VECTORS, mmap_mode="r")
        try:
            store = _connect(settings, name)
            if _count(store, name) != len(vectors):
                if _count(store, name):
                    store.client.drop_collection(name)
                    store = _connect(settings, name)
                _fill(store, shelf, vectors)
                _drop_others(store, name)
        except ImportError as error:
            raise UnavailableError(
                '设置了 milvus_uri，还需要：pip install "lesson-reviewer[milvus]"',
                'milvus_uri is set: pip install "lesson-reviewer[milvus]"',
            ) from error
        except Exception as error:  # pymilvus raises many kinds, grpc's among them
            said = str(error).strip().split("\n")[0][:200]
            raise UnavailableError(
                f"连不上 Milvus（{settings.milvus_uri}）：{said}。请检查地址和服务，或去掉 milvus_uri 设置。",
                f"cannot use Milvus at {settings.milvus_uri}: {said}",
            ) from error
        return cls(store, vectors)

    def search(
        self, vector: np.ndarray, k: int, admitted: np.ndarray | None = None, query: Query | None = None
    ) -> list[tuple[int, float]]:
        """The filters go to Milvus as an expression; `admitted` is what they come to on this machine."""
        if admitted is not None and not admitted.any():
            return []
        found = self._store.similarity_search_with_score_by_vector(
            vector.reshape(-1).astype(float).tolist(), k=k, expr=write_filter(query) or None
        )
        return [(int(document.metadata["pk"]), float(score)) for document, score in found]

    def cosines(self, vector: np.ndarray, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        cosines: np.ndarray = self._vectors[rows].astype(np.float32) @ vector.reshape(-1).astype(np.float32)
        return cosines


def write_filter(query: Query | None) -> str:
    """A query's filters as a Milvus expression, "" for none."""
    if query is None:
        return ""
    parts = [
        f'{name} == "{_quote(value)}"'
        for name, value in (("kind", query.kind), ("subject", query.subject), ("stage", query.stage))
        if value is not None
    ]
    if query.criterion is not None:
        parts.append(f'criteria like "%|{_quote(query.criterion)}|%"')
    if query.exclude:
        names = ", ".join(f'"{_quote(name)}"' for name in sorted(query.exclude))
        parts.append(f"exemplar not in [{names}]")
    return " and ".join(parts)


def _quote(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _connect(settings: Settings, name: str) -> Any:
    from langchain_core.embeddings import Embeddings
    from langchain_milvus import Milvus

    class Given(Embeddings):
        """Vectors come from the index folder; nothing is embedded here."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise NotImplementedError

        embed_query = embed_documents  # type: ignore[assignment]

    where = {"uri": settings.milvus_uri} | ({"token": settings.milvus_token} if settings.milvus_token else {})
    return Milvus(
        embedding_function=Given(),
        collection_name=name,
        connection_args=where,
        index_params=INDEX,
        consistency_level="Strong",
    )


def _count(store: Any, name: str) -> int:
    if not store.client.has_collection(name):
        return 0
    return int(store.client.query(name, filter="", output_fields=["count(*)"])[0]["count(*)"])


def _fill(store: Any, shelf: Shelf, vectors: np.ndarray) -> None:
    for start in range(0, len(vectors), BATCH):
        rows = range(start, min(start + BATCH, len(vectors)))
        columns = [_columns(shelf, row) for row in rows]
        store.add_embeddings(
            texts=[""] * len(rows),
            embeddings=vectors[start : rows.stop].astype(float).tolist(),
            metadatas=columns,
            ids=[str(row) for row in rows],
        )


def _columns(shelf: Shelf, row: int) -> dict[str, str]:
    passage = shelf.passage(row)
    exemplar = shelf.exemplars[passage.exemplar]
    return {
        "exemplar": exemplar.id,
        "kind": exemplar.kind,
        "subject": exemplar.subject,
        "stage": exemplar.stage,
        "criteria": "|" + "|".join(passage.criteria) + "|",
    }


def _drop_others(store: Any, name: str) -> None:
    for other in store.client.list_collections():
        if other.startswith(PREFIX) and other != name:
            store.client.drop_collection(other)
