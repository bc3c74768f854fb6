"""Figures of retrieval on rankings small enough to work out by hand, and the shapes of the judged sets."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from eval.relevance import Asked, Suggested, half_of, load_queries, ndcg, read_lines, recall
from reviewer.errors import UsageError
from reviewer.rubrics import get_rubric

GRADES = {"a": 3, "b": 2, "c": 0, "d": 1}


@pytest.mark.parametrize(
    ("ranked", "k", "expected"),
    [
        ("abd", 10, 1.0),
        ("xabd", 10, (7 / math.log2(3) + 3 / 2 + 1 / math.log2(5)) / (7 + 3 / math.log2(3) + 1 / 2)),
        ("bx", 1, 3 / 7),
        ("xyz", 10, 0.0),
    ],
)
def test_ndcg(ranked: str, k: int, expected: float) -> None:
    assert ndcg(list(ranked), GRADES, k) == pytest.approx(expected)


def test_ndcg_and_recall_are_not_defined_where_nothing_is_relevant() -> None:
    assert math.isnan(ndcg(["a"], {"a": 0}))
    assert math.isnan(recall(["a"], {"a": 1}))


def test_recall_counts_good_exemplars_and_no_more_than_fit() -> None:
    assert recall(list("axy"), GRADES) == 0.5
    assert recall(list("ab"), GRADES, k=1) == 1.0


def test_the_queries_ask_for_criteria_that_exist() -> None:
    known = {kind: {criterion.id for criterion in get_rubric(kind).criteria} for kind in ("lesson", "homework")}  # type: ignore[arg-type]
    queries = load_queries()
    assert len(queries) >= 60
    for asked in queries:
        assert asked.criterion is None or asked.criterion in known[asked.kind or ""], asked.id
        assert asked.query("lexical").by == "lexical"


def test_a_draft_with_a_weak_criterion_is_asked_as_a_review_asks() -> None:
    text = "《凸透镜成像的规律》｜初中物理｜教学设计。教师演示，学生观看。"
    asked = Asked(
        id="c", form="criterion", text=text, kind="lesson", subject="物理", stage="初中", criterion="feedback"
    )
    query = asked.query()
    assert (query.kind, query.criterion, query.near_subject, query.near_stage) == ("lesson", "feedback", "物理", "初中")
    assert query.subject is None


def test_half_of_the_queries_is_kept_for_reporting() -> None:
    halves = [half_of(asked) for asked in load_queries()]
    assert halves.count("tuning") == halves.count("reporting") == 32


def test_a_line_out_of_order_is_named(tmp_path: Path) -> None:
    path = tmp_path / "suggestions.jsonl"
    path.write_text(
        '{"criterion": "tasks", "exemplar": "a", "passage": "b", "shows": true}\n{"criterion": 1}\n', "utf-8"
    )
    with pytest.raises(UsageError, match="第 2 行"):
        read_lines(path, Suggested)
