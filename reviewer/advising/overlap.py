"""How much two stretches of text have in common, by words."""

from __future__ import annotations

import re
from functools import lru_cache

REMEMBERED = 8192  # stretches of a draft and of the bank whose words are kept: each is held against many


def shared(one: str, other: str) -> int:
    """How many words two texts share: pairs of Chinese characters without those of any lesson, and Latin words."""
    return len(_words(one) & _words(other))


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> frozenset[str]:
    text = _COMMON.sub(" ", text)
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    pairs = (run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return frozenset(pairs) | frozenset(re.findall("[A-Za-z]{2,}", text))


_COMMON = re.compile(
    r"用自己的话|说出|解释|举例?|例子|一个|至少|两点|理由|学生|老师|教师|同学|课文|自己|完成|练习|方法|知识|内容|使用|运用|指出|依据|哪里|什么|怎样|[的了和与能会并在]"
)
