"""Libraries for the tests: the shipped exemplars once, and a small folder of four that a test may change."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from reviewer.config import ROOT, Settings
from reviewer.library.search import Library
from reviewer.library.store import open_library

sys.path.insert(0, str(Path(__file__).parent))

from bigrams import BigramEmbedder

EXEMPLARS = ROOT / "corpora" / "exemplars"
FOUR = (
    "lessons/l-math-p3-area",
    "lessons/l-physics-j8-buoyancy",
    "homework/h-phy-m8-mirror",
    "homework/h-math-p2-length",
)


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Library]:
    """The shipped exemplars, opened with words alone and with vectors too."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("library"), offline=True)
    hybrid = open_library(settings, BigramEmbedder())
    return {"hybrid": hybrid, "lexical": open_library(settings, None)}


@pytest.fixture(params=["lexical", "hybrid"])
def library(request: pytest.FixtureRequest, libraries: dict[str, Library]) -> Library:
    return libraries[request.param]


@pytest.fixture
def four(settings: Settings, tmp_path: Path) -> Settings:
    """Settings whose library is a scratch folder with four exemplars."""
    folder = tmp_path / "exemplars"
    folder.mkdir()
    for name in FOUR:
        shutil.copy(EXEMPLARS / f"{name}.md", folder)
    return settings.model_copy(update={"library_dir": folder})
