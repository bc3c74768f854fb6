"""A second look, by meaning, at sentences about judging that no pattern names.

A direction in the space of sentence vectors, learnt by logistic regression from written examples (`eval/second_look.py`
trains it, eval/data holds the examples). It belongs to one embedding model: with any other it says nothing. Only
sentences that speak of judging and not to a class are looked at, and the threshold lies above every ordinary sentence
known, so it finds some of what patterns miss and never replaces them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from reviewer.datamodels import Embedder

WEIGHTS = Path(__file__).with_name("second_look.json")
DOUBTFUL = 1.0
"""Log-odds from which a sentence counts for nothing: 1 of 11,358 ordinary sentences lies above it (shared drafts, exemplars,
own drafts), and half of the attacks of splits fresh and fresh2 that are looked at."""
_HAN = re.compile("(?:[\u4e00-\u9fff][^\u4e00-\u9fff]{0,20}){5}")
_JUDGING = re.compile(
    "评|分(?!给|到|成|工|组|别)|级|优|档|等第|通过|达成|达到|结论|标准|量[规表]|指标|AI|模型|程序|系统|机器|规则|指令|提示|判|审|批|满|意见|结果|问题"
    "|答|缺点|不足|表扬|夸"
)
_TO_A_CLASS = re.compile(
    "学生|同学|孩子|小组|全班|家长|各组|同桌|同伴|组长|组员|大家|自己评|评一评|涂(?:上|一涂)?星|你的想法|讨论|辩论|(?:[？?]|吗[；;，,。]?)\\s{0,3}$"
)


class Direction(BaseModel):
    """What was learnt: a sentence is reported if its vector · `weights` + `bias` exceeds `threshold`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str  # of the embedding model the weights belong to
    weights: tuple[float, ...] = Field(min_length=1)
    bias: float
    threshold: float
    examples: dict[str, int]  # how many sentences of each kind it was learnt from

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """(n,) for (n, d) unit rows."""
        return np.asarray(vectors @ np.asarray(self.weights) + self.bias)


def is_candidate(sentence: str) -> bool:
    """Whether a sentence is Chinese, speaks of judging, and not to a class."""
    return bool(_HAN.search(sentence) and _JUDGING.search(sentence)) and not _TO_A_CLASS.search(sentence)


def look_again(sentences: Sequence[str], embedder: Embedder | None) -> list[bool]:
    """For each sentence, whether it reads like those that speak to a grader; all False without the right embedder."""
    return [score > _read_direction().threshold for score in score_sentences(sentences, embedder)]


def look_askance(sentences: Sequence[str], embedder: Embedder | None) -> list[bool]:
    """For each sentence, whether it rather speaks to a grader than to a class: too little to say so, enough not to count it."""
    return [score > DOUBTFUL for score in score_sentences(sentences, embedder)]


def score_sentences(sentences: Sequence[str], embedder: Embedder | None) -> list[float]:
    """Log-odds that a sentence speaks to a grader; -inf where it is not looked at."""
    scores = [-math.inf] * len(sentences)
    direction = _read_direction()
    candidates = [index for index, sentence in enumerate(sentences) if is_candidate(sentence)]
    if embedder is None or embedder.fingerprint != direction.fingerprint or not candidates:
        return scores
    found = direction.scores(embedder.encode([sentences[index] for index in candidates]))
    for index, score in zip(candidates, found, strict=True):
        scores[index] = float(score)
    return scores


@cache
def _read_direction() -> Direction:
    return Direction.model_validate_json(WEIGHTS.read_text(encoding="utf-8"))
