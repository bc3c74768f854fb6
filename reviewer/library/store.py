"""The library's index on disk: opened by its fingerprint, built where needed.

A folder's name is a hash of the exemplar files and the embedding's fingerprint, and it appears by one rename when it
is complete. So a killed build leaves nothing half done and the index before goes on serving, and two processes that
build at once end with the same folder. `current.json` says which index was opened last and with which embedding:
vectors of two models never meet.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from reviewer.config import Settings
from reviewer.datamodels import Embedder, Reranker
from reviewer.errors import LibraryError, ReviewerError
from reviewer.library.building import gather, write_index
from reviewer.library.dense import DenseIndex, VectorSearch
from reviewer.library.exemplars import Exemplar, load_exemplars
from reviewer.library.folder import is_sound, read_meta, seal
from reviewer.library.lexical import LexicalIndex
from reviewer.library.search import Library
from reviewer.library.shelf import Shelf

LAYOUT = "4"  # raise when what is stored, or how passages are cut and tagged, changes
LEXICAL = "lexical"  # stands for the embedding of an index without vectors
KEPT_FOLDERS = 3
STALE_SECONDS = 24 * 3600  # after a day a scratch folder belongs to a build that was killed
CHANGED_MODEL = (
    "范例索引是用另一个句向量模型（{}）建的，现在的模型是 {}，两者的向量不能混用。请运行：reviewer library build",
    "the exemplar index was built with another embedding ({}), now {} is set; run: reviewer library build",
)
OLD_INDEX = "范例有改动，但新的索引没有建成（{}）。现在用的还是上一次的索引。"


def library_root(settings: Settings) -> Path:
    return settings.data_dir / "library"


def accepted_dir(settings: Settings) -> Path:
    """The city's own exemplars, searched together with those of `library_dir`."""
    return library_root(settings) / "accepted"


def list_paths(settings: Settings) -> list[Path]:
    """All exemplar files: those of `library_dir`, then the accepted ones, in the order of their paths."""
    if not settings.library_dir.is_dir():
        where = settings.library_dir
        raise LibraryError(f"找不到范例文件夹 {where}，请检查设置 library_dir。", f"no exemplar folder {where}")
    return [*sorted(settings.library_dir.rglob("*.md")), *sorted(accepted_dir(settings).rglob("*.md"))]


def list_files(settings: Settings) -> dict[str, Path]:
    """All exemplar files by the checksum of their content: the same file twice counts once."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in list_paths(settings)}


def load_all(settings: Settings) -> list[Exemplar]:
    """Every exemplar, the city's own too. Raises LibraryError for the first file that is not in order."""
    folders = [settings.library_dir, *([accepted_dir(settings)] if accepted_dir(settings).is_dir() else [])]
    return [exemplar for folder in folders for exemplar in load_exemplars(folder)]


def build_index(settings: Settings, embedder: Embedder | None, *, renew: bool = False, fresh: bool = False) -> Path:
    """The index folder for the exemplars there are and this embedding; made if missing or damaged.

    `renew` allows another embedding than the index before has, which else raises LibraryError; `fresh` takes nothing
    over from the index before. Raises LibraryError for exemplar files that are not in order.
    """
    root = library_root(settings)
    files = list_files(settings)
    embedding = embedder.fingerprint if embedder is not None else LEXICAL
    before = _current(root)
    if before is not None and not renew and not fresh:
        _refuse_other(before["embedding"], embedding)
        if embedder is None and before["embedding"] != LEXICAL:
            embedding = before["embedding"]  # vectors can wait for their model, unless new exemplars need some
    target = root / _fingerprint(files, embedding)
    if not fresh and is_sound(target):
        _point(root, target, embedding)
        return target
    if embedder is None:
        embedding, target = LEXICAL, root / _fingerprint(files, LEXICAL)
    previous = None if fresh or before is None else root / before["folder"]
    if previous is not None and not _can_follow(previous, embedding):
        previous = None
    _build(target, files, embedder, previous)
    _point(root, target, embedding)
    _tidy(root, target)
    return target


def open_library(
    settings: Settings,
    embedder: Embedder | None,
    *,
    reranker: Reranker | None = None,
    renew: bool = False,
    fresh: bool = False,
) -> Library:
    """The library ready to search; its index is built first where needed. Without an embedder: lexical search only.

    `renew` and `fresh` as in `build_index`. Where exemplars have changed and no new index can be made, the one before serves on, and `notice` says so.
    """
    notice = ""
    try:
        folder = build_index(settings, embedder, renew=renew, fresh=fresh)
    except (ReviewerError, OSError) as error:
        folder = _serving(settings, embedder, error, renew or fresh)
        notice = OLD_INDEX.format(str(error).rstrip("。"))
    shelf = Shelf(folder)
    dense = None if embedder is None else (_open_dense(settings, folder, shelf), embedder)
    lexical = LexicalIndex.load(folder / "lexical")
    return Library(shelf, lexical, dense, folder.name, reranker=reranker, notice=notice)


def _open_dense(settings: Settings, folder: Path, shelf: Shelf) -> VectorSearch:
    if settings.milvus_uri is None:
        return DenseIndex.load(folder)
    from reviewer.library.milvus import MilvusIndex

    return MilvusIndex.open(settings, folder, shelf)


def _serving(settings: Settings, embedder: Embedder | None, error: Exception, asked: bool) -> Path:
    """The sound index before, of the same embedding; else the error goes on."""
    root = library_root(settings)
    before = _current(root)
    wanted = embedder.fingerprint if embedder is not None else LEXICAL
    if asked or before is None or before["embedding"] != wanted or not is_sound(root / before["folder"]):
        raise error
    return root / str(before["folder"])


def _fingerprint(files: Iterable[str], embedding: str) -> str:
    return hashlib.sha256("\n".join([LAYOUT, embedding, *sorted(files)]).encode()).hexdigest()[:16]


def _current(root: Path) -> dict[str, str] | None:
    try:
        said = json.loads((root / "current.json").read_text(encoding="utf-8"))
        return {"folder": str(said["folder"]), "embedding": str(said["embedding"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _refuse_other(before: str, now: str) -> None:
    if LEXICAL not in (before, now) and before != now:
        chinese, english = CHANGED_MODEL
        raise LibraryError(chinese.format(before, now), english.format(before, now))


def _can_follow(previous: Path, embedding: str) -> bool:
    """Whether the index before can be built upon: sound, of this layout and of this embedding."""
    meta = read_meta(previous)
    return meta is not None and (meta["layout"], meta["embedding"]) == (LAYOUT, embedding) and is_sound(previous)


def _build(target: Path, files: Mapping[str, Path], embedder: Embedder | None, previous: Path | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        contents = gather(files, previous)
        write_index(scratch, contents, embedder, previous)
        embedding = embedder.fingerprint if embedder is not None else LEXICAL
        seal(scratch, {"layout": LAYOUT, "embedding": embedding, "passages": len(contents.passages)})
        _put(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _put(scratch: Path, target: Path) -> None:
    """The one atomic step. An older folder of the same name is moved away first."""
    if target.exists():
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
        os.replace(target, aside / "old")  # noqa: PTH105
        shutil.rmtree(aside, ignore_errors=True)
    try:
        os.replace(scratch, target)  # noqa: PTH105
    except OSError:
        if not is_sound(target):  # else another process was quicker, with the same result
            raise


def _point(root: Path, target: Path, embedding: str) -> None:
    said = {"folder": target.name, "embedding": embedding}
    if _current(root) != said:
        scratch = root / f".current-{os.getpid()}.json"
        scratch.write_text(json.dumps(said), encoding="utf-8")
        os.replace(scratch, root / "current.json")  # noqa: PTH105
    os.utime(target)  # the folders used last are kept


def _tidy(root: Path, target: Path) -> None:
    """Remove all but the index folders used last, and what killed builds left behind."""
    folders = [path for path in root.iterdir() if read_meta(path) is not None and path != target]
    for path in sorted(folders, key=lambda path: path.stat().st_mtime)[: -(KEPT_FOLDERS - 1)]:
        shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(".building-*"):
        if time.time() - path.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
