"""The optional cross-encoder: reads query and passage together, through sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from reviewer.config import Settings
from reviewer.datamodels import Reranker
from reviewer.errors import SettingError, UnavailableError
from reviewer.models.embeddings import SCHEME, first_line

MAX_TOKENS = 512

_loaded: dict[str, Reranker] = {}
_lock = threading.Lock()


def get_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that `settings.reranker` names, one per process; None if none is named.

    Raises SettingError for a name of another form, UnavailableError for a model that can't be loaded.
    """
    if not settings.reranker:
        return None
    if not settings.reranker.startswith(SCHEME):
        raise SettingError(
            f"设置 reranker = {settings.reranker} 不能用。请写 sentence-transformers:模型名或文件夹，或去掉这项设置。",
            f"reranker = {settings.reranker} is not usable; write sentence-transformers:NAME_OR_PATH",
        )
    name = settings.reranker.removeprefix(SCHEME)
    with _lock:
        if name not in _loaded:
            _loaded[name] = CrossReader(name, settings.offline)
        return _loaded[name]


class CrossReader:
    """A `Reranker` around a sentence-transformers CrossEncoder. Safe to share among threads."""

    def __init__(self, name: str, offline: bool) -> None:
        self.name = name
        try:
            from sentence_transformers import CrossEncoder

            self._model = CrossEncoder(name, device="cpu", max_length=MAX_TOKENS, local_files_only=offline)
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise UnavailableError(
                f"重排模型 {name} 不能用：{first_line(error)}。请检查名称或文件夹，或去掉 reranker 设置。",
                f"cannot load cross-encoder {name}: {first_line(error)}",
            ) from error

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.zeros(0, dtype=np.float32)
        scores = self._model.predict([(query, text) for text in texts], show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32).reshape(len(texts))
