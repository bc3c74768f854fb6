"""Hybrid search over exemplar passages: dense and lexical ranks fused, filtered, nearest subject and stage first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from reviewer.datamodels import Embedder, Reranker
from reviewer.library.dense import VectorSearch
from reviewer.library.exemplars import Exemplar
from reviewer.library.intent import read_intent
from reviewer.library.lexical import LexicalIndex
from reviewer.library.passages import IndexedPassage
from reviewer.library.query import Hit, Query
from reviewer.library.ranking import RRF, fuse
from reviewer.library.shelf import Shelf

# A first place is worth 1/61 = 0.016. Whoever asks for a subject wants it more than any likeness of words, so the
# subject weighs more than that, the stage less, the lesson type decides between near equals. Chosen with WEIGHTS.
SUBJECT_BOOST, STAGE_BOOST, TYPE_BOOST = 0.020, 0.012, 0.004
# An author's own word that a passage shows the criterion asked for is better than the rule's.
STRENGTH_BOOST = 0.010
# e5 cosines of unrelated Chinese passages start near 0.75 and near-copies end near 0.95 (MODELS.md).
COSINE_LOW, COSINE_HIGH = 0.75, 0.95
TEXT_SHARE = 1 / 3  # of a draft's title in the vector; what it is asked about, the rest
DEPTH = 200  # passages taken from each ranking, at least
RERANKED = 30  # hits that a cross-encoder reads


def rescale(cosine: float) -> float:
    return float(min(1.0, max(0.0, (cosine - COSINE_LOW) / (COSINE_HIGH - COSINE_LOW))))


class Library:
    """The opened library: the shelf, and one or two indexes over its passages.

    `exemplars` are all of them by id; `notice` says in plain words what is not as it should be, or is empty.
    """

    def __init__(
        self,
        shelf: Shelf,
        lexical: LexicalIndex,
        dense: tuple[VectorSearch, Embedder] | None,
        fingerprint: str,
        *,
        reranker: Reranker | None = None,
        notice: str = "",
    ) -> None:
        self.fingerprint = fingerprint
        self.notice = notice
        self._shelf = shelf
        self._lexical = lexical
        self._dense = dense
        self._reranker = reranker

    @property
    def exemplars(self) -> Mapping[str, Exemplar]:
        return self._shelf.exemplars

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._shelf)

    def passage(self, row: int) -> IndexedPassage:
        return self._shelf.passage(row)

    def search(self, query: Query, k: int = 5) -> list[Hit]:
        """The best `k` exemplars, each with its best passage, best first; at most one hit per exemplar.

        Free words that name a subject, a stage or a type bring those forward (`read_intent`).
        """
        query = read_intent(query)
        admitted = self._shelf.admit(query)
        depth = max(DEPTH, 20 * k)
        rankings: dict[str, list[tuple[int, float]]] = {}
        similar: dict[int, float] = {}
        if query.by != "dense" or self._dense is None:
            rankings["lexical"] = self._lexical.search(query.words, depth, admitted)
        if self._dense is None:
            similar = {row: score / rankings["lexical"][0][1] for row, score in rankings["lexical"]}
        elif query.by != "lexical":
            vector = self._vector(query)
            rankings["dense"] = self._dense[0].search(vector, depth, admitted, query)
        wanted = max(k, RERANKED) if self._reranker is not None else k
        hits = self._best_passages(query, fuse(rankings), wanted)
        if self._reranker is not None:
            hits = _rerank(self._reranker, query.words, hits)
        return self._with_similarity(query, hits[:k], similar)

    def _best_passages(self, query: Query, fused: Mapping[int, float], k: int) -> list[Hit]:
        """The best `k` exemplars by their best passage. Texts are read only for those that win."""
        rows = np.fromiter(fused, dtype=np.int64, count=len(fused))
        scores = np.fromiter(fused.values(), dtype=np.float64, count=len(fused)) + self._nearness(query, rows)
        hits: dict[int, Hit] = {}
        for place in np.argsort(-scores, kind="stable"):
            owner = int(self._shelf.owners[rows[place]])
            if owner not in hits:
                hits[owner] = self._hit(query, int(rows[place]), float(scores[place]))
                if len(hits) == k:
                    break
        return list(hits.values())

    def _nearness(self, query: Query, rows: np.ndarray) -> np.ndarray:
        shelf = self._shelf
        nearness: np.ndarray = (
            SUBJECT_BOOST * shelf.is_of(rows, "subject", query.near_subject)
            + STAGE_BOOST * shelf.is_of(rows, "stage", query.near_stage)
            + TYPE_BOOST * shelf.is_of_type(rows, query.near_types)
            + STRENGTH_BOOST * shelf.is_strength(rows, query.criterion)
        )
        return nearness

    def _hit(self, query: Query, row: int, score: float) -> Hit:
        passage = self._shelf.passage(row)
        shown = query.criterion or next(iter(passage.criteria), "")
        return Hit(self.exemplars[passage.exemplar], passage, 0.0, score, shown, row)

    def _vector(self, query: Query) -> np.ndarray:
        assert self._dense is not None
        texts = [text for text in (query.text, query.about) if text.strip()] or [query.text]
        rows = self._dense[1].encode(texts, query=True)
        mean = np.average(rows, axis=0, weights=(TEXT_SHARE, 1 - TEXT_SHARE)[: len(rows)])
        return np.asarray(mean / np.linalg.norm(mean))

    def _with_similarity(self, query: Query, hits: list[Hit], similar: Mapping[int, float]) -> list[Hit]:
        if self._dense is None or not hits:
            return [replace(hit, similarity=similar.get(hit.row, 0.0)) for hit in hits]
        cosines = self._dense[0].cosines(self._vector(query), [hit.row for hit in hits])
        return [replace(hit, similarity=rescale(float(cosine))) for hit, cosine in zip(hits, cosines, strict=True)]


def _rerank(reranker: Reranker, text: str, hits: list[Hit]) -> list[Hit]:
    """The order of a cross-encoder fused with the order so far: neither alone decides."""
    scores = reranker.score(text, [hit.passage.text for hit in hits])
    places = [int(place) for place in np.argsort(-scores, kind="stable")]
    again = {place: 1 / (RRF + rank) for rank, place in enumerate(places, 1)}
    scored = [
        replace(hit, score=1 / (RRF + place + 1) + 2 * again[place]) for place, hit in enumerate(hits)
    ]  # the cross-encoder has read both texts together: its word counts twice
    return sorted(scored, key=lambda hit: -hit.score)
