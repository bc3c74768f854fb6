"""Hashes of what is asked: what was measured with other words is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from reviewer.judging.calibration import hash_words
from reviewer.rubrics import Rubric


def hash_prompts(prompts: Iterable[str]) -> str:
    """One hash of the prompts' hashes, whatever their order."""
    return hash_words({f"prompt {number}": digest for number, digest in enumerate(sorted(prompts))})


def hash_questions(rubric: Rubric) -> dict[str, str]:
    """Indicator id -> hash of what is asked about it, what stands in for missing finder sentences, and what a yes means."""
    return {
        one.id: hashlib.sha256(f"{one.ask}\n{one.seek}\n{one.yes_when}".encode()).hexdigest()[:16]
        for one in rubric.indicators()
    }
