"""The index on disk: incremental, atomic, checked by checksum, and never two embeddings in one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from bigrams import BigramEmbedder

from reviewer.config import ROOT, Settings
from reviewer.errors import LibraryError, UnavailableError
from reviewer.library.passages import cut_passages, index_text
from reviewer.library.query import Query
from reviewer.library.store import build_index, library_root, open_library


class BrokenEmbedder(BigramEmbedder):
    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        raise UnavailableError("模型坏了。", "broken model")


def add_one(settings: Settings, name: str = "lessons/l-biology-j7-microscope") -> Path:
    return Path(shutil.copy((ROOT / "corpora" / "exemplars") / f"{name}.md", settings.library_dir))


def stamp(folder: Path) -> int:
    return (folder / "meta.json").stat().st_mtime_ns


def test_an_index_is_built_once(four: Settings) -> None:
    first = build_index(four, BigramEmbedder())
    made = stamp(first)
    again = BigramEmbedder()
    assert build_index(four, again) == first
    assert stamp(first) == made and again.texts == []


def test_only_new_passages_are_embedded_and_the_result_is_the_same(four: Settings, tmp_path: Path) -> None:
    build_index(four, BigramEmbedder())
    path = add_one(four)
    embedder = BigramEmbedder()
    grown = open_library(four, embedder)
    new = [one for one in grown.exemplars.values() if one.id == "l-biology-j7-microscope"]
    assert embedder.texts == [index_text(new[0], passage) for passage in cut_passages(new[0])]
    path.write_text(path.read_text(encoding="utf-8").replace("我没有料到的？", "我没有料到？"), encoding="utf-8")
    embedder = BigramEmbedder()
    changed = open_library(four, embedder)
    assert len(embedder.texts) == 1 and "我没有料到？" in embedder.texts[0]
    afresh = open_library(four.model_copy(update={"data_dir": tmp_path / "other"}), BigramEmbedder())
    for text in ("显微镜 气泡 细胞", "断尺子", "浮力", "自评"):
        hits = [
            [(h.exemplar.id, h.passage, round(h.similarity, 3)) for h in one.search(Query(text))]
            for one in (changed, afresh)
        ]
        assert hits[0] == hits[1]


def test_an_exemplar_taken_away_is_found_no_more(four: Settings) -> None:
    build_index(four, BigramEmbedder())
    (four.library_dir / "h-phy-m8-mirror.md").unlink()
    library = open_library(four, BigramEmbedder())
    assert len(library.exemplars) == 3
    assert "h-phy-m8-mirror" not in {hit.exemplar.id for hit in library.search(Query("平面镜成像"), 9)}


@pytest.mark.parametrize("file", ["vectors.npy", "passages.jsonl", "lexical/data.csc.index.npy", "meta.json"])
def test_a_damaged_index_is_seen_and_built_again(four: Settings, file: str) -> None:
    folder = build_index(four, BigramEmbedder())
    whole = (folder / file).read_bytes()
    (folder / file).write_bytes(whole[:-40] + b"#" * 40)
    library = open_library(four, BigramEmbedder())
    assert library.search(Query("浮力"), 1)[0].exemplar.id == "l-physics-j8-buoyancy"
    assert (folder / file).read_bytes() == whole


def test_another_embedding_is_refused_until_the_index_is_built_for_it(four: Settings) -> None:
    first = build_index(four, BigramEmbedder("one"))
    with pytest.raises(LibraryError, match="reviewer library build") as refused:
        open_library(four, BigramEmbedder("two"))
    assert "one" in refused.value.english and "two" in refused.value.english
    second = build_index(four, BigramEmbedder("two"), renew=True)
    assert second != first
    assert open_library(four, BigramEmbedder("two")).fingerprint == second.name


def test_without_the_model_the_words_serve_and_the_vectors_wait(four: Settings) -> None:
    folder = build_index(four, BigramEmbedder())
    words = open_library(four, None)
    assert words.fingerprint == folder.name
    assert words.search(Query("平面镜 成像"), 1)[0].exemplar.id == "h-phy-m8-mirror"
    embedder = BigramEmbedder()
    assert open_library(four, embedder).fingerprint == folder.name and embedder.texts == []


def test_the_index_before_serves_where_a_new_one_can_not_be_made(four: Settings) -> None:
    before = build_index(four, BigramEmbedder())
    add_one(four)
    library = open_library(four, BrokenEmbedder())
    assert library.fingerprint == before.name and "模型坏了" in library.notice
    (four.library_dir / "坏.md").write_text("没有说明", encoding="utf-8")
    library = open_library(four, BigramEmbedder())
    assert library.fingerprint == before.name and "坏.md" in library.notice
    with pytest.raises(LibraryError, match=r"坏\.md"):
        open_library(four, BigramEmbedder(), renew=True)


BUILD = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from bigrams import BigramEmbedder
from reviewer.config import Settings
from reviewer.library.store import build_index

class Slow(BigramEmbedder):
    def encode(self, texts, *, query=False):
        print("embedding", flush=True)
        time.sleep(60)

build_index(Settings(library_dir=Path(sys.argv[2]), data_dir=Path(sys.argv[3])), Slow())
"""


def test_a_killed_build_leaves_the_old_index_serving(four: Settings) -> None:
    before = build_index(four, BigramEmbedder())
    serving = open_library(four, BigramEmbedder())
    path = add_one(four)
    arguments = [sys.executable, "-c", BUILD, str(Path(__file__).parent), str(four.library_dir), str(four.data_dir)]
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "embedding\n"
    child.kill()
    child.communicate()
    root = library_root(four)
    [left] = root.glob(".building-*")
    assert json.loads((root / "current.json").read_text(encoding="utf-8"))["folder"] == before.name
    assert serving.search(Query("浮力"), 1)[0].exemplar.id == "l-physics-j8-buoyancy"
    path.rename(path.with_suffix(".later"))
    embedder = BigramEmbedder()
    assert open_library(four, embedder).fingerprint == before.name and embedder.texts == []
    path.with_suffix(".later").rename(path)
    assert len(open_library(four, BigramEmbedder()).exemplars) == 5
    assert left.exists()  # it might belong to a build that is under way
    old = time.time() - 3 * 24 * 3600
    os.utime(left, (old, old))
    build_index(four, BigramEmbedder(), fresh=True)
    assert not left.exists()


def test_few_index_folders_are_kept(four: Settings) -> None:
    names = ("j7-microscope", "j8-outbreak", "s1-greenhouse", "s2-glucose")
    for name in names:
        add_one(four, f"lessons/l-biology-{name}")
        newest = build_index(four, None)
    folders = [path for path in library_root(four).iterdir() if path.is_dir()]
    assert len(folders) == 3 and newest in folders
