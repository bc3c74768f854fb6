"""Hashes of what is asked: what was measured with other words is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from reviewer.judging.calibration import hash_words
from reviewer.judging.opinions import Strategy
from reviewer.prompts import Prompt
from reviewer.rubrics import Rubric


def hash_prompts(strategy: Strategy | None) -> str:
    """One hash of the prompts that a model judges with; of nothing without a model."""
    return _hash(strategy.prompts if strategy is not None else {})


def hash_wording(strategy: Strategy | None) -> str:
    """One hash of all prompts that a review rests on, those that suggestions are written with among them."""
    return _hash({**strategy.prompts, **strategy.writing} if strategy is not None else {})


def _hash(prompts: Mapping[str, Prompt]) -> str:
    return hash_words({name: prompt.sha256 for name, prompt in prompts.items()})


def hash_questions(rubric: Rubric) -> dict[str, str]:
    """Indicator id -> hash of what is asked about it, what stands in for missing finder sentences, and what a yes means."""
    return {
        one.id: hashlib.sha256(f"{one.ask}\n{one.seek}\n{one.yes_when}".encode()).hexdigest()[:16]
        for one in rubric.indicators()
    }
