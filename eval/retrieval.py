"""Suite `retrieval`: how well exemplars are found, for words alone, vectors alone and both fused, in one table.

The weights of the fusion were chosen on one half of the judged queries; `tuning` and `reporting` are the two halves.
"""

from __future__ import annotations

import csv
import json
import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.metrics import kappa
from eval.pooling import suggest
from eval.relevance import DATA, WAYS, Asked, By, Judge, Suggested, half_of, load_queries, ndcg, read_lines, recall
from reviewer.config import Settings
from reviewer.datamodels import Embedder
from reviewer.library.dense import DenseIndex
from reviewer.library.lexical import LexicalIndex, Words, number_words
from reviewer.library.ranking import fuse
from reviewer.library.search import Library
from reviewer.library.store import open_library
from reviewer.models.embeddings import get_embedder
from reviewer.pipeline import Reviewer

TRIAL = Path("retrieval") / "cmrc2018_trial"
RESAMPLES = 2_000


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    embedder = get_embedder(settings)
    library = open_library(settings, embedder)
    result: dict[str, Any] = {"exemplars": len(library.exemplars), "passages": len(library)}
    result["embedding"] = embedder.fingerprint if embedder else None
    if embedder is None:
        print("没有装句向量模型：只有字词检索。")
    result["judged"] = _judged(library)
    result["cmrc2018"] = _trial(data / TRIAL, embedder)
    result["suggestions"] = _suggestions(settings, library)
    return result


def _judged(library: Library) -> dict[str, Any] | None:
    queries = [asked for asked in load_queries() if asked.judgements]
    if not queries:
        print("eval/data/relevance.jsonl 还没有，跳过判过分的问题。")
        return None
    print(f"判过分的问题 {len(queries)} 个（nDCG@10，95% 区间；recall@10 算 2 分以上的范例）")
    result: dict[str, Any] = {"queries": len(queries)}
    for form in ("all", "words", "criterion", "tuning", "reporting"):
        chosen = [asked for asked in queries if form in ("all", asked.form, half_of(asked))]
        for way in WAYS:
            result[f"{form}/{way}"] = row = _row(library, chosen, way)
            print(f"  {form:9} {way:8} " + "  ".join(f"{name} {value}" for name, value in row.items()))
    result["fused_above"] = _above(library, queries)
    print(f"  融合高出单用（同一问题成对相减）：{result['fused_above']}")
    result["agreement"] = _agreement(queries)
    print(f"  两位判断者：{result['agreement']}")
    for judge in ("first", "second"):
        result[judge] = {way: _row(library, queries, way, judge)["ndcg"] for way in WAYS}
        print(f"  只用第{'一' if judge == 'first' else '二'}位的：{result[judge]}")
    return result


def _row(library: Library, chosen: Sequence[Asked], way: By, judge: Judge = "both") -> dict[str, Any]:
    ranked = [_names(library, asked, way) for asked in chosen]
    grades = [asked.grades(judge) for asked in chosen]
    gains = [ndcg(names, known) for names, known in zip(ranked, grades, strict=True)]
    return {
        "n": len(chosen),
        "ndcg": _mean(gains),
        "interval": _interval(gains),
        "recall": _mean([recall(names, known) for names, known in zip(ranked, grades, strict=True)]),
        "judged": _mean([name in known for names, known in zip(ranked, grades, strict=True) for name in names]),
    }


def _names(library: Library, asked: Asked, way: By) -> list[str]:
    return [hit.exemplar.id for hit in library.search(asked.query(way), 10)]


def _above(library: Library, queries: Sequence[Asked]) -> dict[str, Any]:
    """What fusing adds to nDCG@10 over each ranking alone, query by query: mean and 95% interval."""
    gains = {way: np.array([ndcg(_names(library, asked, way), asked.grades()) for asked in queries]) for way in WAYS}
    added = {way: (gains["fused"] - gains[way]).tolist() for way in WAYS if way != "fused"}
    return {way: {"mean": _mean(values), "interval": _interval(values)} for way, values in added.items()}


def _agreement(queries: Sequence[Asked]) -> dict[str, Any]:
    """Of the two judges over all exemplars that both graded: quadratic weighted kappa, by form, and exact agreement."""
    pairs = {
        form: [
            (one.grade, one.second)
            for asked in queries
            if form in ("all", asked.form)
            for one in asked.judgements
            if one.second is not None
        ]
        for form in ("all", "words", "criterion")
    }
    return {
        form: {
            "n": len(found),
            "qwk": round(kappa(found, quadratic=True), 3),
            "exact": _mean([a == b for a, b in found]),
        }
        for form, found in pairs.items()
    }


def _trial(folder: Path, embedder: Embedder | None) -> dict[str, Any] | None:
    """CMRC2018 trial: one relevant passage a question."""
    if not folder.is_dir():
        print(f"{folder} 不在，跳过 CMRC2018。")
        return None
    corpus = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        wanted = {row[0]: row[1] for row in csv.reader(file, delimiter="\t")}
    rank = _ranker([entry["text"] for entry in corpus], embedder)
    names = [entry["_id"] for entry in corpus]
    result: dict[str, Any] = {"queries": len(queries), "passages": len(corpus)}
    for way in WAYS if embedder is not None else WAYS[:1]:
        places = [
            next(
                (place for place, row in enumerate(rank(query["text"], way)) if names[row] == wanted[query["_id"]]), 99
            )
            for query in queries
        ]
        result[way] = {
            "recall@10": _mean([place < 10 for place in places]),
            "recall@1": _mean([place < 1 for place in places]),
            "ndcg@10": _mean([1 / math.log2(place + 2) if place < 10 else 0.0 for place in places]),
        }
        print(f"CMRC2018 {way:8} {result[way]}")
    return result


def _ranker(texts: Sequence[str], embedder: Embedder | None) -> Callable[[str, By], list[int]]:
    """The library's own two indexes and fusion, over any texts."""
    vocabulary: dict[str, int] = {}
    rows = number_words(texts, vocabulary)
    words = Words(vocabulary, np.concatenate(rows), np.cumsum([len(row) for row in rows]))
    with tempfile.TemporaryDirectory() as folder:
        LexicalIndex.build(words).save(Path(folder))
        lexical = LexicalIndex.load(Path(folder))
    dense = DenseIndex(embedder.encode(texts)) if embedder is not None else None

    def rank(text: str, way: By) -> list[int]:
        rankings = {} if way == "dense" else {"lexical": lexical.search(text, 100)}
        if dense is not None and embedder is not None and way != "lexical":
            rankings["dense"] = dense.search(embedder.encode([text], query=True)[0], 100)
        fused = fuse(rankings)
        return sorted(fused, key=lambda row: -fused[row])

    return rank


def _suggestions(settings: Settings, library: Library) -> dict[str, Any] | None:
    """Of the passages that reviews of the shipped drafts suggest, the share that shows the criterion."""
    path = DATA / "suggestions.jsonl"
    if not path.is_file():
        print("eval/data/suggestions.jsonl 还没有，跳过建议段落（python -m eval pooling --out FILE 写出要判的段落）。")
        return None
    judged = {(one.criterion, one.exemplar, one.passage): one for one in read_lines(path, Suggested)}
    made = suggest(Reviewer.from_settings(settings, llm="off"), library)
    known = [judged.get((one["criterion"], one["exemplar"], one["passage"])) for one in made]
    result: dict[str, Any] = {"suggested": len(known)}
    for judge in ("shows", "second"):
        answers = [said for one in known if one is not None and (said := getattr(one, judge)) is not None]
        result[judge] = {"judged": len(answers), "showing": _mean(answers), "interval": _interval(answers)}
    print(f"建议段落 {len(known)} 段：第一位 {result['shows']}；第二位 {result['second']}")
    return result


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return round(float(np.mean(known)), 4) if known else math.nan


def _interval(values: Sequence[float]) -> list[float]:
    """95%, by resampling the queries."""
    known = np.array([value for value in values if not math.isnan(value)])
    if not len(known):
        return []
    means = np.random.default_rng(0).choice(known, (RESAMPLES, len(known))).mean(axis=1)
    return [round(float(bound), 4) for bound in np.quantile(means, [0.025, 0.975])]
