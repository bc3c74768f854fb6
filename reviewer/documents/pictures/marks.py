"""Question marks and brackets in full width, as printed: the recogniser at times gives their half-width form."""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"
WRITES_FULL = re.compile("[，。；：！？（）]")  # a line that has none may well be typed with half-width marks
MARK = re.compile(rf"(?<=[{HAN}”》」）])[?!]")
CLOSE = re.compile(r"（([^()（）]*)\)")
OPEN = re.compile(r"\(([^()（）]*)）")
FULL_WIDTH = str.maketrans("?!", "？！")


def chinese_marks(text: str) -> str:
    """`text` with half-width ? ! after Chinese, and brackets that don't match, as the other marks of the line are."""
    if not WRITES_FULL.search(text):
        return text
    text = MARK.sub(lambda match: match.group().translate(FULL_WIDTH), text)
    return CLOSE.sub(r"（\1）", OPEN.sub(r"（\1）", text))
