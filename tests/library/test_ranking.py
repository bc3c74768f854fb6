"""The two indexes on their own: filters, compressed vectors, words of the subject, and the order of a cross-encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reviewer.config import Settings
from reviewer.errors import SettingError, UnavailableError
from reviewer.library import dense
from reviewer.library.dense import INDEX, VECTORS, DenseIndex, build_dense
from reviewer.library.lexical import LexicalIndex, Words, number_words, split_words
from reviewer.library.query import Query
from reviewer.library.ranking import fuse, largest
from reviewer.library.search import Library
from reviewer.models.reranking import get_reranker


def clustered(count: int, width: int = 32) -> np.ndarray:
    """Unit rows around 50 centres with one direction in common, as sentence vectors are."""
    random = np.random.default_rng(3)
    centres = random.normal(size=(50, width)) + 2.0
    rows = centres[random.integers(0, 50, count)] + 0.5 * random.normal(size=(count, width))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def test_words_are_scored_as_bm25s_scores_them() -> None:
    import bm25s

    vocabulary: dict[str, int] = {}
    rows = number_words(["学生 小组 讨论 面积 面积", "", "面积 公式", "小组 合作 学生 学生 学生"], vocabulary)
    words = Words(vocabulary, np.concatenate(rows), np.cumsum([len(row) for row in rows]))
    ours = LexicalIndex.build(words)
    theirs = bm25s.BM25()
    theirs.index((words.rows, vocabulary), create_empty_token=False, show_progress=False)
    for query in ("面积 公式", "学生 小组", "面积 没有这个词"):
        expected = theirs.get_scores_from_ids(theirs.get_tokens_ids(split_words(query)))
        found = dict(ours.search(query, 4))
        assert [found.get(row, 0.0) for row in range(4)] == pytest.approx(expected.tolist(), abs=1e-6)


def test_largest_and_fuse() -> None:
    assert largest(np.array([1.0, 5.0, 3.0, 4.0]), 2).tolist() == [1, 3]
    assert largest(np.array([1.0, 5.0]), 9).tolist() == [1, 0]
    lexical, dense_too = [(7, 9.0), (8, 1.0)], [(8, 0.9)]
    fused = fuse({"lexical": lexical, "dense": dense_too})
    assert fused == {7: pytest.approx(0.4 / 61), 8: pytest.approx(0.4 / 62 + 0.6 / 61)}
    assert fuse({"lexical": lexical}) == {7: pytest.approx(1 / 61), 8: pytest.approx(1 / 62)}


@pytest.fixture
def compressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, np.ndarray]:
    monkeypatch.setattr(dense, "EXACT", 1_000)
    vectors = clustered(4_000)
    np.save(tmp_path / VECTORS, vectors)
    build_dense(tmp_path, None, 0)
    return tmp_path, vectors.astype(np.float32)


def test_compressed_vectors_find_what_exact_search_finds(compressed: tuple[Path, np.ndarray]) -> None:
    folder, vectors = compressed
    assert (folder / INDEX).exists()
    index, exact = DenseIndex.load(folder), DenseIndex(vectors)
    admitted = np.arange(len(vectors)) % 3 == 0
    few = np.arange(len(vectors)) % 40 == 0
    for mask, least in ((None, 0.95), (admitted, 0.95), (few, 1.0)):
        shares = []
        for query in vectors[5::400]:
            truth = {row for row, _ in exact.search(query, 10, mask)}
            found = index.search(query, 10, mask)
            assert mask is None or all(mask[row] for row, _ in found)
            assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
            shares.append(len(truth & {row for row, _ in found}) / 10)
        assert np.mean(shares) >= least
    row, cosine = index.search(vectors[17], 1)[0]
    assert row == 17 and cosine == pytest.approx(1.0, abs=0.002)


def test_new_vectors_go_into_the_trained_lists(compressed: tuple[Path, np.ndarray], tmp_path: Path) -> None:
    folder, vectors = compressed
    grown = tmp_path / "grown"
    grown.mkdir()
    extra = clustered(4_300)[4_000:]
    np.save(grown / VECTORS, np.concatenate([vectors.astype(np.float16), extra]))
    build_dense(grown, folder, len(vectors))
    index = DenseIndex.load(grown)
    for place in (0, 150, 299):
        assert index.search(extra[place].astype(np.float32), 1)[0][0] == 4_000 + place
    assert index.search(vectors[99], 1)[0][0] == 99


def test_subject_terms_stay_whole_and_are_found_by_their_parts() -> None:
    assert "阿基米德" in split_words("阿基米德原理")
    assert "牛顿第二定律" in split_words("牛顿第二定律的应用")
    assert {"出门票", "大单元"} <= set(split_words("大单元的出门票"))
    assert "，" not in split_words("一，二")


def lexical(texts: list[str], folder: Path) -> LexicalIndex:
    vocabulary: dict[str, int] = {}
    rows = number_words(texts, vocabulary)
    LexicalIndex.build(Words(vocabulary, np.concatenate(rows), np.cumsum([len(row) for row in rows]))).save(folder)
    return LexicalIndex.load(folder)


def test_words_rank_and_filters_hold(tmp_path: Path) -> None:
    index = lexical(["浮力 实验", "浮力 浮力 实验", "平面镜", "实验 报告 安全"], tmp_path)
    assert [row for row, _ in index.search("浮力", 9)] == [1, 0]
    assert [row for row, _ in index.search("浮力", 9, np.array([True, False, True, True]))] == [0]
    assert index.search("没有的词语", 9) == [] and index.search("，", 9) == []


def test_in_a_large_library_the_commonest_words_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = lexical(["学生 实验"] * 30 + ["学生 浮力"], tmp_path)
    assert len(index.search("学生 浮力", 99)) == 31
    monkeypatch.setattr("reviewer.library.lexical.LARGE", 10)
    assert [row for row, _ in index.search("学生 浮力", 99)] == [30]
    assert len(index.search("学生", 99)) == 31  # nothing rarer to search by


@pytest.fixture(scope="module")
def tiny_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder with random weights: two layers over single characters."""
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("reader")
    letters = [chr(code) for code in range(0x4E00, 0x9FA5, 40)]
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]), "utf-8")
    config = BertConfig(
        vocab_size=len(letters) + 5,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    assert CrossEncoder(str(folder), device="cpu") is not None
    return folder


def test_a_cross_encoder_puts_hits_into_its_own_order(
    libraries: dict[str, Library], tiny_reader: Path, settings: Settings
) -> None:
    reranker = get_reranker(settings.model_copy(update={"reranker": f"sentence-transformers:{tiny_reader}"}))
    assert reranker is not None
    plain = libraries["hybrid"]
    library = Library(plain._shelf, plain._lexical, plain._dense, "x", reranker=reranker)
    before, after = (one.search(Query("小组合作探究", kind="lesson"), 30) for one in (plain, library))
    assert {hit.exemplar.id for hit in before} == {hit.exemplar.id for hit in after}
    scores = reranker.score("小组合作探究", [hit.passage.text for hit in before])
    assert scores.shape == (30,) and len(set(scores.tolist())) > 10
    places = np.argsort(np.argsort(-scores, kind="stable"))
    expected = sorted(range(30), key=lambda place: -(1 / (61 + place) + 2 / (61 + places[place])))
    assert [hit.exemplar.id for hit in after] == [before[place].exemplar.id for place in expected]
    assert len(library.search(Query("小组合作探究"), 3)) == 3


def test_a_reranker_that_can_not_be_used_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    assert get_reranker(settings) is None
    with pytest.raises(SettingError, match="sentence-transformers:"):
        get_reranker(settings.model_copy(update={"reranker": "bge"}))
    with pytest.raises(UnavailableError, match="reranker 设置"):
        get_reranker(settings.model_copy(update={"reranker": f"sentence-transformers:{tmp_path}/none"}))
