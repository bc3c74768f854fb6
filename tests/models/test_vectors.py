"""Vectors shared among processes: the same rows, found elsewhere, and never a reason to fail."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from reviewer.models import vectors
from reviewer.models.embeddings import CachedEmbedder
from reviewer.models.vectors import SharedVectors


def rows_of(texts):
    return {text: np.random.default_rng(len(text)).random(384, dtype=np.float32) for text in texts}


def add_some(path, first):
    shared = SharedVectors(path)
    for number in range(first, first + 50):
        shared.add(rows_of([f"第{number}句"]))


def test_rows_come_back_as_they_were(tmp_path):
    rows = rows_of(["学生讨论", "", "\ud800残缺", *(f"第{number}句" for number in range(1_200))])
    SharedVectors(tmp_path / "v.sqlite").add(rows)
    found = SharedVectors(tmp_path / "v.sqlite").find([*rows, "没有的"])
    assert found.keys() == rows.keys()
    for text, row in rows.items():
        np.testing.assert_array_equal(found[text], row)


def test_processes_write_at_the_same_time(tmp_path):
    path = tmp_path / "v.sqlite"
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(add_some, [path] * 3, [0, 25, 50]))
    assert len(SharedVectors(path).find([f"第{number}句" for number in range(120)])) == 100


def test_the_oldest_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(vectors, "LIMIT", 10)
    shared = SharedVectors(tmp_path / "v.sqlite")
    for number in range(30):
        shared.add(rows_of([f"第{number}句"]))
    assert set(shared.find([f"第{number}句" for number in range(30)])) == {f"第{number}句" for number in range(20, 30)}


def test_an_embedder_computes_only_what_nobody_has(tmp_path):
    computed = []

    def run(texts):
        computed.extend(texts)
        return np.stack(list(rows_of(texts).values()))

    first, second = (CachedEmbedder("e", "f", run, ("query: ", "passage: ")) for _ in range(2))
    for embedder in (first, second):
        embedder.share(SharedVectors(tmp_path / "v.sqlite"))
    before = first.encode(["学生讨论", "老师板书"])
    after = second.encode(["老师板书", "学生讨论", "下课"])
    np.testing.assert_array_equal(after[:2], before[::-1])
    assert computed == ["passage: 学生讨论", "passage: 老师板书", "passage: 下课"]
    second.encode(["学生讨论"], query=True)
    assert computed[-1] == "query: 学生讨论"


@pytest.mark.parametrize("case", ["no folder", "no database", "taken away"])
def test_without_the_file_all_is_computed(tmp_path, case):
    path = tmp_path / "elsewhere" / "v.sqlite" if case == "no folder" else tmp_path / "v.sqlite"
    if case == "no database":
        path.write_bytes(b"not a database" * 100)
    shared = SharedVectors(path)
    if case == "taken away":
        shared._db.execute("DROP TABLE vectors")
    assert shared.find(["学生讨论"]) == {}
    shared.add(rows_of(["学生讨论"]))
    embedder = CachedEmbedder("e", "f", lambda texts: np.ones((len(texts), 2)))
    embedder.share(shared)
    assert embedder.encode(["学生讨论"]).shape == (1, 2)
