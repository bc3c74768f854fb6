import subprocess
import sys
import time

import numpy as np
import pytest

from reviewer.config import Settings, load_settings
from reviewer.errors import SettingError, UnavailableError
from reviewer.models.downloads import model_path
from reviewer.models.embeddings import CachedEmbedder, _load_graph, get_embedder
from reviewer.models.manifest import EMBEDDING_MODEL


@pytest.fixture(scope="module")
def embedder():
    found = get_embedder(Settings())
    if found is None:
        pytest.skip(f"{EMBEDDING_MODEL} 没有安装：reviewer models get {EMBEDDING_MODEL}")
    return found


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        (
            "学生分组讨论浮力的大小与哪些因素有关",
            "小组合作探究影响浮力的因素",
            "明天学校放假，我们去公园散步",
        ),
        ("能用自己的话概括课文的主要内容", "说出这篇文章讲了什么", "计算下列各题，结果保留两位小数"),
        ("作业分为必做题和选做题", "分层布置作业，学有余力的同学完成挑战题", "播放视频，导入新课"),
        ("老师板书课题", "教师在黑板上写出标题", "学生回家测量自己房间的面积"),
    ],
)
def test_like_sentences_are_nearer(embedder, text, near, far):
    query = embedder.encode([text], query=True)
    passages = embedder.encode([near, far])
    similar = (query @ passages.T)[0]
    assert similar[0] > similar[1] + 0.02


def test_rows_are_unit_float32_in_the_order_given(embedder):
    texts = ["短", "长一些的句子，" * 60, "学生讨论", "短"]
    rows = embedder.encode(texts)
    assert rows.shape == (4, 384)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(rows[0], rows[3])
    np.testing.assert_allclose(embedder.encode([texts[2]])[0], rows[2], atol=0.05)  # int8: batches differ a little


def test_query_and_passage_have_their_own_vectors(embedder):
    rows = embedder.encode(["学生讨论"]), embedder.encode(["学生讨论"], query=True)
    assert 0.7 < float(rows[0][0] @ rows[1][0]) < 0.999


def test_recent_vectors_are_kept(embedder):
    texts = [f"第{number}组学生设计实验并记录数据" for number in range(60)]
    started = time.perf_counter()
    first = embedder.encode(texts)
    middle = time.perf_counter()
    again = embedder.encode(texts)
    assert time.perf_counter() - middle < (middle - started) / 4
    np.testing.assert_array_equal(first, again)


def test_nothing_to_encode(embedder):
    assert embedder.encode([]).shape[0] == 0


def test_the_default_needs_neither_torch_nor_transformers(embedder):
    code = (
        "import sys; from reviewer.config import Settings; from reviewer.models.embeddings import get_embedder;"
        "get_embedder(Settings()).encode(['学生']); print([m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_each_model_is_loaded_once(embedder):
    assert get_embedder(Settings(embedding=EMBEDDING_MODEL)) is embedder
    assert len(embedder.fingerprint) == 16


def test_prefixes_and_the_cache_of_any_model():
    seen: list[list[str]] = []

    def run(texts: list[str]) -> np.ndarray:
        seen.append(texts)
        return np.eye(3, dtype=np.float32)[[len(text) % 3 for text in texts]]

    embedder = CachedEmbedder("probe", "0", run, ("query: ", "passage: "))
    embedder.encode(["乙", "甲", "乙"])
    embedder.encode(["甲"], query=True)
    embedder.encode(["丙", "甲"])
    assert seen == [["passage: 乙", "passage: 甲"], ["query: 甲"], ["passage: 丙"]]


def test_a_vector_does_not_depend_on_its_neighbours(embedder):
    texts = ["学生小组讨论并汇报。", "教师板书课题。", "把长方形剪成两个三角形，说说面积有什么变化，" * 12]
    embedder.forget()
    together = embedder.encode(texts)
    embedder.forget()
    alone = np.concatenate([embedder.encode([text]) for text in reversed(texts)])[::-1]
    np.testing.assert_array_equal(together, alone)


def test_a_limit_of_threads_changes_no_vector(embedder):
    folder = model_path(EMBEDDING_MODEL, Settings())
    assert folder is not None
    texts = ["学生说一说。", "量一量书桌面。", "同桌互查。"]
    np.testing.assert_array_equal(_load_graph(folder, 1).encode(texts), _load_graph(folder, 3).encode(texts))


def test_an_unknown_form_of_name_is_refused():
    with pytest.raises(SettingError, match="sentence-transformers:"):
        get_embedder(Settings(embedding="bge"))


def test_a_missing_default_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    settings = load_settings(tmp_path)
    if sys.platform == "darwin":
        pytest.skip("macOS keeps caches elsewhere")
    assert model_path(EMBEDDING_MODEL, settings) is None
    assert get_embedder(settings) is None


def test_a_sentence_transformers_folder_runs(tmp_path):
    from tokenizers import Tokenizer, pre_tokenizers
    from tokenizers.models import WordLevel
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = {word: number for number, word in enumerate(["[PAD]", "[UNK]", *"学生讨论分组观察记录"])}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words), **shape)).save_pretrained(tmp_path / "bert")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=32
    ).save_pretrained(tmp_path / "bert")

    embedder = get_embedder(Settings(embedding=f"sentence-transformers:{tmp_path / 'bert'}"))
    assert embedder is not None
    rows = embedder.encode(["学生讨论", "分组观察"])
    assert rows.shape == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert len(embedder.fingerprint) == 16


def test_a_missing_sentence_transformers_folder_is_named(tmp_path):
    settings = Settings(embedding=f"sentence-transformers:{tmp_path / 'none'}", offline=True)
    with pytest.raises(UnavailableError, match="none"):
        get_embedder(settings)
