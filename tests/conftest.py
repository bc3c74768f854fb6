"""Shared fixtures. Nothing here replaces a part of the reviewer: models are real where installed, else scripted."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.config import ROOT, Settings
from reviewer.library.store import build_index
from reviewer.models.embeddings import get_embedder

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that touch nothing of the user's: data in a scratch folder, network closed."""
    return Settings(data_dir=tmp_path / "data", offline=True)


@pytest.fixture(scope="session")
def make_data_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Gives fresh data folders in which the shipped exemplars are indexed already, with the installed vectors.

    Indexing takes most of a minute, so it is done once: the index stays in pytest's cache until the code that builds it
    changes. Its files are linked into each folder; the reviewer never writes into them.
    """
    code = b"".join(path.read_bytes() for path in sorted((ROOT / "reviewer" / "library").glob("*.py")))
    kept = request.config.cache.mkdir("exemplars") / hashlib.sha256(code).hexdigest()[:12]
    settings = Settings(data_dir=kept, offline=True)
    kept.mkdir(parents=True, exist_ok=True)
    with (kept / "lock").open("w") as lock:  # of tests run side by side one builds, the others wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_index(settings, get_embedder(settings), renew=True)

    def make() -> Path:
        folder = tmp_path_factory.mktemp("indexed")
        shutil.copytree(kept / "library", folder / "library", copy_function=_link)
        return folder

    return make


def _link(source: str, target: str) -> None:
    """A hard link; a copy where source and target are on two disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture
def shared() -> Path:
    """The shared development data beside the checkout; the test is skipped where it is absent."""
    folder = CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("shared data is not beside this checkout")
    return folder
