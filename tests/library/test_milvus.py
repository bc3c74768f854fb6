"""The Milvus backend against milvus-lite: the same hits as on this machine, filters included."""

from __future__ import annotations

from pathlib import Path

import pytest
from bigrams import BigramEmbedder

from reviewer.config import Settings
from reviewer.errors import UnavailableError
from reviewer.library.milvus import write_filter
from reviewer.library.query import Query
from reviewer.library.store import open_library

pytest.importorskip("milvus_lite")

QUERIES = (
    Query("平面镜成像"),
    Query("断尺子 起点对齐", kind="homework"),
    Query("小组探究", subject="数学", stage="小学"),
    Query("当堂检测", kind="lesson", criterion="feedback"),
    Query("浮力", exclude=frozenset({"l-physics-j8-buoyancy"})),
    Query("浮力", subject="音乐"),
)


def test_a_filter_becomes_an_expression() -> None:
    query = Query("x", kind="lesson", subject='数"学', criterion="tasks", exclude=frozenset({"b", "a"}))
    expected = 'kind == "lesson" and subject == "数\\"学" and criteria like "%|tasks|%" and exemplar not in ["a", "b"]'
    assert write_filter(query) == expected
    assert write_filter(Query("x")) == write_filter(None) == ""


@pytest.mark.filterwarnings("ignore")  # pymilvus and grpc warn about their own insides
def test_milvus_finds_what_this_machine_finds(four: Settings, tmp_path: Path) -> None:
    embedder = BigramEmbedder()
    here = open_library(four, embedder)
    remote = four.model_copy(update={"milvus_uri": str(tmp_path / "milvus.db")})
    there = open_library(remote, embedder)
    for query in QUERIES:
        hits = [
            [(hit.exemplar.id, hit.passage, round(hit.similarity, 3)) for hit in one.search(query)]
            for one in (here, there)
        ]
        assert hits[0] == hits[1]
    again = open_library(remote, embedder)  # the collection is there already
    assert again.search(QUERIES[0])[0].exemplar.id == "h-phy-m8-mirror"


@pytest.mark.filterwarnings("ignore")
def test_a_server_that_does_not_answer_is_named(four: Settings) -> None:
    with pytest.raises(UnavailableError, match="milvus_uri"):
        open_library(four.model_copy(update={"milvus_uri": "/nowhere/at/all.db"}), BigramEmbedder())
