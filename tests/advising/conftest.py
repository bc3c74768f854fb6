import pytest


@pytest.fixture
def without_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    """No knowledge points: what suggestions are made of on a draft that is on none."""
    monkeypatch.setattr("reviewer.advising.knowledge_match.points_of", lambda subject: ())
