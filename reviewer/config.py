"""Settings: the only place that reads the environment, reviewer.toml and standard folders.

Order, strongest first: `REVIEWER_*` in the environment, `reviewer.toml` in the working directory, the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import SettingError

PREFIX = "REVIEWER_"
FILE_NAME = "reviewer.toml"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")  # of faiss and BLAS, and of tokenizers
SECRETS = {"llm_api_key", "milvus_token", "database_url"}
ROOT = Path(__file__).resolve().parent.parent  # the checkout: rubrics/, prompts/, corpora/ lie beside the package


def _user_data() -> Path:
    return Path(platformdirs.user_data_dir("lesson-reviewer", appauthor=False))


class Settings(BaseModel):
    """What is in force. `reviewer config` prints it with where each value came from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    llm: str = "auto"
    llm_base_url: str | None = None
    llm_api_key: str | None = None
    embedding: str = "default"
    reranker: str | None = None  # a cross-encoder that puts found passages into a finer order
    milvus_uri: str | None = None  # vectors on a Milvus server (http://host:19530) or in a milvus-lite file
    milvus_token: str | None = None
    library_dir: Path = ROOT / "corpora" / "exemplars"
    data_dir: Path = Field(default_factory=_user_data)
    database_url: str | None = None
    max_upload_mb: int = Field(default=20, ge=1, le=200)
    offline: bool = False
    llm_price_in: float | None = Field(default=None, ge=0)  # yuan for a million prompt tokens of the remote model
    llm_price_cached: float | None = Field(
        default=None, ge=0
    )  # yuan for a million prompt tokens that its provider has in a cache; None: as llm_price_in
    llm_price_out: float | None = Field(default=None, ge=0)  # yuan for a million generated tokens
    severity: Path | None = None  # a local severity (reviewer calibrate), applied to every review
    threads: int | None = Field(
        default=None, ge=1, le=256
    )  # for sentence vectors; None: as many as there are cores, at most 8
    log_file: str | None = None  # JSON lines; - for stderr
    model_mirror: str | None = None  # a folder or base URL that holds finished model files, tried first

    @property
    def models_dir(self) -> Path:
        """Models are large and can be fetched again: they live in the user's cache folder."""
        return Path(platformdirs.user_cache_dir("lesson-reviewer", appauthor=False)) / "models"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A setting's value and where it came from."""

    value: Any
    source: str


def _given(cwd: Path) -> dict[str, Sourced]:
    given: dict[str, Sourced] = {}
    path = cwd / FILE_NAME
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingError(f"{path} 不是正确的 TOML：{error}。请改正后再试。", f"{path}: {error}") from error
        given |= {name: Sourced(value, str(path)) for name, value in table.items()}
    for name in Settings.model_fields:
        value = os.environ.get(PREFIX + name.upper())
        if value is not None:
            given[name] = Sourced(value or None, PREFIX + name.upper())
    return given


def load_settings(cwd: Path | None = None, **overrides: Any) -> Settings:
    """Settings in force. `overrides` (from command options) win; None means "not given".

    Raises SettingError naming the setting, its source and the cure.
    """
    given = _given(cwd or Path.cwd())
    values = {name: sourced.value for name, sourced in given.items()}
    values |= {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        source = given[name].source if name in given else "命令行"
        known = "、".join(Settings.model_fields)
        cure = f"可用的设置：{known}。" if first["type"] == "extra_forbidden" else "请改正后再试。"
        raise SettingError(
            f"设置 {name}（来自 {source}）不能用：{first['msg']}。{cure}",
            f"setting {name} (from {source}): {first['msg']}",
        ) from error


def describe_settings(cwd: Path | None = None) -> list[tuple[str, str, str]]:
    """(name, value, source) of every setting; secrets masked."""
    given = _given(cwd or Path.cwd())
    settings = load_settings(cwd)
    rows = []
    for name in Settings.model_fields:
        value = getattr(settings, name)
        shown = "" if value is None else str(value)
        if name in SECRETS and shown:
            shown = "******"
        rows.append((name, shown, given[name].source if name in given else "默认"))
    return rows


def language() -> str:
    """`zh`, or `en` where LANG asks for English messages."""
    return "en" if os.environ.get("LANG", "").lower().startswith("en") else "zh"


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Processes started inside calculate on one thread each, unless the environment already says on how many.

    Libraries take a thread a core by themselves; with a worker a core these would wait for one another.
    """
    added = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
