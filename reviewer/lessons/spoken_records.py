"""Records of what teacher and pupils said (课堂实录): where somebody speaks, steps have begun."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Sequence

BOXED = re.compile(r"[【〔〖](?!.{0,4}意图)[^】〕〗\n]{1,16}[】〕〗]")  # 【一、导入】, no 【设计意图】
_TITLED = re.compile(rf"{BOXED.pattern}|[一二三四五六七八九十]{{1,2}}[、.．]")
TALK = 2  # lines near each other that say who speaks; steps that begin so
_SAID = re.compile(r"(?:师|生)(?:\d{1,2}|[甲乙丙丁齐])?\s*[:：]")


def is_talk(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether a record of what was said in class follows, which no list of objectives holds."""
    return sum(bool(_SAID.match(text)) for _, text in lines) >= TALK


def find_resumed_talk(lines: Sequence[tuple[int, str]], marks: Sequence[tuple[int, int, str]]) -> list[int]:
    """Where a record of what was said goes on under a title of its own (【三、论证方法】) below a 板书： of the step before."""
    bare = [(offset, text.strip(" \t#*\u3000")) for offset, text in lines]
    found = []
    for (start, _, name), (end, *_) in itertools.pairwise([*marks, (sys.maxsize, 0, "")]):
        inside = [i for i, (offset, _) in enumerate(bare) if start < offset < end] if name == "board" else []
        heads = (bare[i][0] for i in inside if _TITLED.match(bare[i][1]) and is_talk(bare[i + 1 : i + 4]))
        found += list(itertools.islice(heads, 1))
    return found
