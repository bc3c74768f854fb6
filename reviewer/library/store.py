"""The library's index on disk: built once for a set of exemplars and an embedding, opened by its fingerprint.

The folder's name is a hash of the exemplar files and the embedding's fingerprint, and it appears by one rename when
it is complete. So a killed build leaves nothing half done, changed exemplars or another embedding can never meet an
old index, and two processes that build at once end with the same folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reviewer.config import Settings
from reviewer.datamodels import Embedder
from reviewer.library.dense import DenseIndex
from reviewer.library.exemplars import Exemplar, IndexedPassage, cut_passages, load_exemplars
from reviewer.library.lexical import LexicalIndex
from reviewer.library.search import Library

LAYOUT = "2"  # raise when what is stored, or how passages are cut, changes


def _fingerprint(exemplars: Sequence[Exemplar], embedder: Embedder | None) -> str:
    parts = [LAYOUT, embedder.fingerprint if embedder else "lexical", *(exemplar.sha256 for exemplar in exemplars)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _index_root(settings: Settings) -> Path:
    return settings.data_dir / "library"


def _write_index(folder: Path, passages: Sequence[IndexedPassage], embedder: Embedder | None) -> None:
    texts = [passage.text for passage in passages]
    LexicalIndex.build(texts).save(folder / "lexical")
    if embedder is not None:
        DenseIndex.build(embedder.encode(texts)).save(folder / "dense.faiss")
    checksums = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    (folder / "meta.json").write_text(json.dumps({"passages": len(passages), "files": checksums}), encoding="utf-8")


def _is_sound(folder: Path) -> bool:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in meta["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def build_index(
    settings: Settings, exemplars: Sequence[Exemplar], embedder: Embedder | None, *, fresh: bool = False
) -> Path:
    """The index folder for these exemplars and this embedding; made if missing, damaged or `fresh`."""
    root = _index_root(settings)
    target = root / _fingerprint(exemplars, embedder)
    if not fresh and _is_sound(target):
        return target
    root.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=root))
    try:
        _write_index(scratch, [passage for exemplar in exemplars for passage in cut_passages(exemplar)], embedder)
        if target.exists():
            shutil.rmtree(target)
        os.replace(scratch, target)  # noqa: PTH105 (the one atomic step, said plainly)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def open_library(settings: Settings, embedder: Embedder | None, *, fresh: bool = False) -> Library:
    """The library ready to search; its index is built first where needed. Without an embedder: lexical search only."""
    exemplars = load_exemplars(settings.library_dir)
    folder = build_index(settings, exemplars, embedder, fresh=fresh)
    dense = (DenseIndex.load(folder / "dense.faiss"), embedder) if embedder is not None else None
    return Library(
        exemplars,
        [passage for exemplar in exemplars for passage in cut_passages(exemplar)],
        LexicalIndex.load(folder / "lexical"),
        dense,
        folder.name,
    )
