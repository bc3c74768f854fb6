"""Punctuation as it is written in Chinese: a recogniser often gives the half-width form of what is printed full-width."""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"
MARK = re.compile(rf"(?<=[{HAN}”》」）])[,;:?!](?!\d)")
OPEN = re.compile(rf"\((?=[^()]*）)|\((?=[{HAN}][^()]*\))")
CLOSE = re.compile(rf"(?<=[{HAN}])\)|(?<=\d)\)(?=[。，；])")
FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")


def chinese_marks(text: str) -> str:
    """`text` with the marks that follow Chinese, and brackets around Chinese, in full width: 关系? → 关系？"""
    text = MARK.sub(lambda match: match.group().translate(FULL_WIDTH), text)
    text = CLOSE.sub("）", OPEN.sub("（", text))
    return re.sub(r"（([^()（）]*)\)", r"（\1）", re.sub(r"\(([^()（）]*)）", r"（\1）", text))
