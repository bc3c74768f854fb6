"""The hash of everything that is asked: a calibration measured with other words is refused."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.judging.calibration import hash_wording
from reviewer.judging.finders import sentences_hash
from reviewer.rubrics import Rubric


def hash_questions(rubric: Rubric, prompts: Sequence[str]) -> str:
    """Covers the prompts' hashes (none without a model), the indicators' questions and the finders' sentences."""
    words = {f"prompt {number}": digest for number, digest in enumerate(prompts)}
    words["finders"] = sentences_hash(rubric.kind)
    if prompts:
        words |= {indicator.id: indicator.ask + indicator.seek for indicator in rubric.indicators()}
    return hash_wording(words)
