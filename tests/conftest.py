"""Shared fixtures. Nothing here replaces a part of the reviewer: models are real where installed, else scripted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.config import Settings

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that touch nothing of the user's: data in a scratch folder, network closed."""
    return Settings(data_dir=tmp_path / "data", offline=True)


@pytest.fixture
def shared() -> Path:
    """The shared development data beside the checkout; the test is skipped where it is absent."""
    folder = CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("shared data is not beside this checkout")
    return folder
