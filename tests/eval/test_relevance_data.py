"""The judged sets of retrieval: every judgement names an exemplar of the library, quotes are its own words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eval.relevance import DATA, Asked, Suggested, load_queries, read_lines
from reviewer.config import ROOT

EXEMPLARS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "corpora" / "exemplars").rglob("*-*.md")}
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "relevance.jsonl").read_text(encoding="utf-8").splitlines()
]


def _bare(text: str) -> str:
    return "".join(text.split())


def test_the_judged_queries_are_those_that_were_written_before_the_judgements() -> None:
    written = read_lines(DATA / "relevance_queries.jsonl", Asked)
    judged = load_queries()
    assert len(judged) >= 60
    assert [one.model_copy(update={"judgements": []}) for one in judged] == written


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_judgements_are_in_order(line: dict[str, Any]) -> None:
    judgements = line["judgements"]
    names = [one["id"] for one in judgements]
    assert len(names) >= 8
    assert len(set(names)) == len(names)
    assert set(names) <= EXEMPLARS.keys()
    assert {one["grade"] for one in judgements} <= {0, 1, 2, 3}
    assert any(one["grade"] >= 2 for one in judgements)
    assert all(len(one["reason"]) >= 4 for one in judgements)
    for one in judgements:
        assert _bare(one.get("quote", "")) in _bare(EXEMPLARS[one["id"]])
        if line["form"] == "criterion" and one["grade"] >= 2:
            assert len(_bare(one["quote"])) >= 6, "a passage that shows the criterion is quoted"


def test_suggested_passages_are_in_their_exemplars() -> None:
    suggested = read_lines(DATA / "suggestions.jsonl", Suggested)
    assert len(suggested) >= 100
    assert len({(one.criterion, one.exemplar, one.passage) for one in suggested}) == len(suggested)
    for one in suggested:
        assert _bare(one.passage) in _bare(EXEMPLARS[one.exemplar])
