"""Reviewer of Chinese lesson plans and homework.

    from reviewer import Reviewer, load_settings
    reviewer = Reviewer.from_settings(load_settings(), llm="off")
    review = reviewer.review(reviewer.read(Path("教案.docx")))

The names below load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewer.config import Settings, load_settings
    from reviewer.datamodels import Draft, Measures, Review, Step
    from reviewer.errors import DraftError, ReviewerError, UnavailableError, UsageError
    from reviewer.pipeline import Reviewer

_HOMES = {
    "Reviewer": "pipeline",
    "Settings": "config",
    "load_settings": "config",
    "Draft": "datamodels",
    "Measures": "datamodels",
    "Review": "datamodels",
    "Step": "datamodels",
    "DraftError": "errors",
    "ReviewerError": "errors",
    "UnavailableError": "errors",
    "UsageError": "errors",
}

__all__ = [
    "Draft",
    "DraftError",
    "Measures",
    "Review",
    "Reviewer",
    "ReviewerError",
    "Settings",
    "Step",
    "UnavailableError",
    "UsageError",
    "load_settings",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'reviewer' has no attribute {name!r}")
    return getattr(import_module(f"reviewer.{_HOMES[name]}"), name)
