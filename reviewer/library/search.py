"""Hybrid search over exemplar passages: dense and lexical ranks fused, filtered, nearest subject and stage first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reviewer.datamodels import Embedder
from reviewer.errors import LibraryError
from reviewer.library.dense import DenseIndex
from reviewer.library.exemplars import Exemplar, IndexedPassage
from reviewer.library.lexical import LexicalIndex

# Reciprocal rank fusion with the constant of Cormack, Clarke and Büttcher (SIGIR 2009).
RRF = 60
# A preferred subject or stage outweighs about half of a first place in one ranking (1/61): enough to bring the
# same subject forward among near equals, too little to lift a passage that neither ranking likes.
SUBJECT_BOOST, STAGE_BOOST = 0.010, 0.006
# e5 cosines of unrelated Chinese passages start near 0.75 and near-copies end near 0.95 (MODELS.md).
COSINE_LOW, COSINE_HIGH = 0.75, 0.95


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `kind`, `subject`, `stage`, `criterion` filter; `near_subject`, `near_stage` only prefer."""

    text: str
    kind: str | None = None
    subject: str | None = None
    stage: str | None = None
    criterion: str | None = None
    near_subject: str | None = None
    near_stage: str | None = None
    exclude: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """One exemplar with its best passage. `similarity` is 0–1: rescaled cosine, or lexical share without vectors."""

    exemplar: Exemplar
    passage: IndexedPassage
    similarity: float
    score: float

    @property
    def why(self) -> str:
        about = f"{self.exemplar.stage}{self.exemplar.subject}《{self.exemplar.title}》（{self.exemplar.lesson_type}）"
        return f"{about}：{self.passage.why}" if self.passage.why else about


def rescale(cosine: float) -> float:
    return float(min(1.0, max(0.0, (cosine - COSINE_LOW) / (COSINE_HIGH - COSINE_LOW))))


class Library:
    """The opened library: exemplars, their passages, and one or two indexes over them."""

    def __init__(
        self,
        exemplars: Sequence[Exemplar],
        passages: Sequence[IndexedPassage],
        lexical: LexicalIndex,
        dense: tuple[DenseIndex, Embedder] | None,
        fingerprint: str,
    ) -> None:
        self.exemplars = {exemplar.id: exemplar for exemplar in exemplars}
        self.passages = list(passages)
        self.fingerprint = fingerprint
        self._lexical = lexical
        self._dense = dense
        if any(passage.exemplar not in self.exemplars for passage in passages):
            raise LibraryError("范例索引与范例文件不一致，请运行 reviewer library build。", "stale library index")

    def search(self, query: Query, k: int = 5) -> list[Hit]:
        """The best `k` exemplars, each with its best passage, best first; at most one hit per exemplar."""
        cosines, ranks = self._rank(query.text)
        best: dict[str, Hit] = {}
        for row, fused in ranks.items():
            passage = self.passages[row]
            exemplar = self.exemplars[passage.exemplar]
            if not _admits(query, exemplar, passage):
                continue
            score = fused + _boost(query, exemplar)
            if exemplar.id not in best or score > best[exemplar.id].score:
                best[exemplar.id] = Hit(exemplar, passage, cosines.get(row, 0.0), score)
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.exemplar.id))[:k]

    def _rank(self, text: str) -> tuple[dict[int, float], dict[int, float]]:
        """(similarity 0–1 by passage, fused score by passage) for every passage that either index ranks."""
        total = len(self.passages)
        lexical = self._lexical.search(text, total)
        similar: dict[int, float] = {}
        fused = {row: 1 / (RRF + rank) for rank, (row, _) in enumerate(lexical, 1)}
        if self._dense is not None:
            index, embedder = self._dense
            found = index.search(np.asarray(embedder.encode([text], query=True)[0]), total)
            similar = {row: rescale(cosine) for row, cosine in found}
            for rank, (row, _) in enumerate(found, 1):
                fused[row] = fused.get(row, 0.0) + 1 / (RRF + rank)
        elif lexical:
            similar = {row: score / lexical[0][1] for row, score in lexical}
        return similar, fused


def _admits(query: Query, exemplar: Exemplar, passage: IndexedPassage) -> bool:
    wanted = [
        (query.kind, exemplar.kind),
        (query.subject, exemplar.subject),
        (query.stage, exemplar.stage),
        (query.criterion, passage.criterion),
    ]
    return exemplar.id not in query.exclude and all(given is None or given == value for given, value in wanted)


def _boost(query: Query, exemplar: Exemplar) -> float:
    boost = SUBJECT_BOOST if query.near_subject == exemplar.subject else 0.0
    return boost + (STAGE_BOOST if query.near_stage == exemplar.stage else 0.0)
