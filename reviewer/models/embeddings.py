"""Texts to unit vectors: the default e5 graph through onnxruntime, any other model by name through sentence-transformers."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.config import Settings
from reviewer.datamodels import Embedder
from reviewer.errors import SettingError, UnavailableError
from reviewer.models.downloads import model_path
from reviewer.models.manifest import EMBEDDING_MODEL
from reviewer.models.onnx_export import GRAPH, META, TOKENIZER
from reviewer.models.vectors import SharedVectors

PREFIXES = ("query: ", "passage: ")  # e5 was trained with them (Wang et al. 2024, arXiv 2402.05672)
MAX_TOKENS = 512
MAX_THREADS = 8
CACHE_SIZE = 8192  # vectors of 384 float32: 12 MB
SCHEME = "sentence-transformers:"

Run = Callable[[list[str]], np.ndarray]

_loaded: dict[str, Embedder] = {}
_lock = threading.Lock()


def get_embedder(settings: Settings) -> Embedder | None:
    """The embedder that `settings.embedding` names, one per process; None if it is the default and not installed.

    Raises SettingError for a name of another form, UnavailableError for a named model that can't be loaded.
    """
    name = settings.embedding
    build: Callable[[], Embedder]
    if name.startswith(SCHEME):
        key, build = name, partial(_load_sentence_model, name.removeprefix(SCHEME), settings.offline)
    elif name in ("default", EMBEDDING_MODEL):
        folder = model_path(EMBEDDING_MODEL, settings)
        if folder is None:
            return None
        threads = settings.threads or min(_cores(), MAX_THREADS)
        key, build = str(folder), partial(_load_graph, folder, threads)
    else:
        raise SettingError(
            f"设置 embedding = {name} 不能用。请写 default 或 sentence-transformers:模型名或文件夹。",
            f"embedding = {name} is not usable; write default or sentence-transformers:NAME_OR_PATH",
        )
    with _lock:
        if key not in _loaded:
            _loaded[key] = build()
        return _loaded[key]


def share_vectors(settings: Settings, path: Path) -> None:
    """Let this process and all that name the same file use each other's vectors."""
    embedder = get_embedder(settings)
    if isinstance(embedder, CachedEmbedder):
        embedder.share(SharedVectors(path))


class CachedEmbedder:
    """An `Embedder` around any function from texts to unit rows; keeps recent vectors. Safe to share among threads."""

    def __init__(self, name: str, fingerprint: str, run: Run, prefixes: tuple[str, str] = ("", "")) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self._run = run
        self._prefixes = prefixes
        self._rows: OrderedDict[str, np.ndarray] = OrderedDict()
        self._shared: SharedVectors | None = None
        self._lock = threading.Lock()

    def share(self, vectors: SharedVectors) -> None:
        """Look there for what is not known here, and put there what was computed."""
        with self._lock:
            self._shared = vectors

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        """(n, d) float32, rows of length 1, in the order of `texts`; (0, 0) for no texts."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        prefix = self._prefixes[0 if query else 1]
        asked = [prefix + text for text in texts]
        with self._lock:
            missing = list(dict.fromkeys(text for text in asked if text not in self._rows))
            if missing:
                self._rows.update(self._get(missing))
            for text in asked:
                self._rows.move_to_end(text)
            result = np.stack([self._rows[text] for text in asked]).astype(np.float32, copy=False)
            while len(self._rows) > CACHE_SIZE:
                self._rows.popitem(last=False)
        return result

    def _get(self, texts: list[str]) -> dict[str, np.ndarray]:
        found = self._shared.find(texts) if self._shared else {}
        left = [text for text in texts if text not in found]
        computed = dict(zip(left, self._run(left), strict=True)) if left else {}
        if self._shared:
            self._shared.add(computed)
        return found | computed

    def forget(self) -> None:
        """Drop the vectors kept so far: for honest timing."""
        with self._lock:
            self._rows.clear()


# ----------------------------------------------------------------------------- the default: onnxruntime


def _load_graph(folder: Path, threads: int) -> Embedder:
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    return CachedEmbedder(EMBEDDING_MODEL, meta["fingerprint"], _LazyGraph(folder, threads), PREFIXES)


class _LazyGraph:
    """Loads tokenizer and graph (about 0.5 s) when the first vector is asked for. Its caller holds a lock.

    Every text is run alone, several at a time on threads. The graph is quantised with ranges found as it runs: in a
    batch a text's vector would depend on its neighbours (cosine 0.997), so the same draft could get another review in
    another order. Alone it is also faster, since nothing is padded (30 sentences on one core: 0.27 s against 0.52 s).
    """

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder = folder
        self._threads = threads
        self._parts: tuple[Any, Any] | None = None

    def __call__(self, texts: list[str]) -> np.ndarray:
        if self._parts is None:
            self._parts = self._load()
        tokenizer, session = self._parts
        encoded = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        encode = partial(_encode_one, session)
        if self._threads == 1 or len(texts) == 1:
            return np.stack([encode(ids) for ids in encoded])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(encode, encoded)))

    def _load(self) -> tuple[Any, Any]:
        import onnxruntime
        from tokenizers import Tokenizer

        onnxruntime.set_default_logger_severity(3)
        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        tokenizer.enable_truncation(MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(self._folder / GRAPH), options, providers=["CPUExecutionProvider"])
        return tokenizer, session


def _encode_one(session: Any, ids: list[int]) -> np.ndarray:
    row = np.array([ids], dtype=np.int64)
    (vectors,) = session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
    return np.asarray(vectors[0])


def _cores() -> int:
    """Cores this process may use: fewer than the machine has where it is tied to some."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# ----------------------------------------------------------------------------- any other: sentence-transformers


def _load_sentence_model(name: str, offline: bool) -> Embedder:
    try:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(name, device="cpu", local_files_only=offline)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise UnavailableError(
            f"向量模型 {name} 不能用：{first_line(error)}。请检查名称或文件夹，或去掉 embedding 设置改用默认模型。",
            f"cannot load sentence-transformers model {name}: {first_line(error)}",
        ) from error

    def run(texts: list[str]) -> np.ndarray:
        rows = model.encode(texts, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    prefixes = PREFIXES if "e5" in Path(name).name.lower().split("-") else ("", "")
    return CachedEmbedder(name, _weights_fingerprint(model), run, prefixes)


def _weights_fingerprint(model: Any) -> str:
    """From names, shapes and the first values of all weights: the same wherever the model was loaded from."""
    digest = hashlib.sha256()
    for name, values in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(values.shape)}".encode())
        digest.update(values.flatten()[:64].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:16]


def first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:200]
