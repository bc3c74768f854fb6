"""Reading a model's short answers: yes or no from token probabilities or text."""

from __future__ import annotations

import math
from collections.abc import Iterable

YES = ("是", "有", "对", "yes")
NO = ("否", "不", "没", "无", "no")
NEITHER = ("是否", "有没有", "是不是", "不确定", "无法", "not sure")  # begin like an answer and are none
SURE = 0.9  # what a bare 是 is worth when the endpoint gives no token probabilities


def yes_probability(tokens: Iterable[tuple[str, float]]) -> float | None:
    """P(yes) / (P(yes) + P(no)) over the candidates (text, log probability) of the first token; None if none is either."""
    yes = no = 0.0
    for text, log_probability in tokens:
        answer = _read_word(text)
        if answer is True:
            yes += math.exp(log_probability)
        elif answer is False:
            no += math.exp(log_probability)
    return yes / (yes + no) if yes + no > 0 else None


def yes_from_text(text: str) -> float | None:
    """SURE or 1 - SURE from a written answer; None if it starts with neither."""
    answer = _read_word(without_thoughts(text))
    return None if answer is None else SURE if answer else 1 - SURE


def without_thoughts(text: str) -> str:
    """What a thinking model says after `</think>`; some servers leave the opening mark out."""
    return text.rpartition("</think>")[2]


def _read_word(text: str) -> bool | None:
    word = text.strip(" \n\t\"'“”‘’*#：:。「」▁Ġ").lower()
    if not word or word.startswith(NEITHER):
        return None
    if word.startswith(NO):
        return False
    return True if word.startswith(YES) else None
