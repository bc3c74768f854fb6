"""Suite `pooling`: what a judge needs to see. `--out FILE.json` writes it, nothing is scored here.

`pools`: for every query the exemplars that any of the three rankings puts among its first DEPTH, by id, so that a judge
can't tell which ranking found them. `suggestions`: every passage that a review of the drafts in eval/data/drafts would
show for a weak criterion, each pair of criterion and passage once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from eval.relevance import DATA, WAYS, Asked, load_queries
from reviewer.config import Settings
from reviewer.datamodels import Kind
from reviewer.errors import UsageError
from reviewer.library.query import Hit
from reviewer.library.search import Library
from reviewer.library.store import open_library
from reviewer.models.embeddings import get_embedder
from reviewer.pipeline import Reviewer
from reviewer.rubrics import get_rubric

DEPTH = 12


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    library = open_library(settings, get_embedder(settings))
    queries = load_queries()
    if not queries:
        raise UsageError(f"{DATA} 里没有 relevance.jsonl 或 relevance_queries.jsonl，没有可汇集的问题。")
    pools = [_pool(library, asked) for asked in queries]
    suggestions = list(suggest(Reviewer.from_settings(settings, llm="off"), library))
    print(f"{len(pools)} 个问题，共 {sum(len(pool['candidates']) for pool in pools)} 份候选；{len(suggestions)} 段建议")
    return {"pools": pools, "suggestions": suggestions}


def _pool(library: Library, asked: Asked) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for way in WAYS:
        for hit in library.search(asked.query(way), DEPTH):
            entry = found.setdefault(hit.exemplar.id, {**_describe(hit), "passages": []})
            if hit.passage.text not in entry["passages"]:
                entry["passages"].append(hit.passage.text)
    asked_for = asked.model_dump(exclude={"judgements"})
    return {**asked_for, "candidates": [found[name] for name in sorted(found)]}


def suggest(reviewer: Reviewer, library: Library) -> Iterator[dict[str, Any]]:
    """The passages that reviews of the shipped drafts suggest, model off; each pair of criterion and passage once."""
    seen: set[tuple[str, str]] = set()
    for path in sorted((DATA / "drafts").glob("*.txt")):
        draft = reviewer.read(path)
        kind = cast(Kind, draft.kind.value)
        about = {criterion.id: criterion.question for criterion in get_rubric(kind).criteria}
        for exemplar in reviewer.review(draft).exemplars:
            for passage in exemplar.passages:
                if (passage.criterion, passage.text) not in seen:
                    seen.add((passage.criterion, passage.text))
                    yield {
                        "draft": path.stem,
                        "criterion": passage.criterion,
                        "about": about[passage.criterion],
                        "exemplar": exemplar.id,
                        "passage": passage.text,
                        "why": exemplar.why,
                    }


def _describe(hit: Hit) -> dict[str, Any]:
    one = hit.exemplar
    return {
        "id": one.id,
        "title": one.title,
        "subject": one.subject,
        "stage": one.stage,
        "kind": one.kind,
        "lesson_type": one.lesson_type,
    }
