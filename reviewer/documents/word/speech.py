"""Whether words outside the page speak to a reader, or only name or describe something.

Imported late: compiling these patterns takes longer than reading a short document.
"""

from __future__ import annotations

import re

PLEA = re.compile(
    r"请|忽略|无视|务必|必须|不要|应当|满分|最高[分等]|打分|评[分阅审为定]|[优高]分|优秀等|(?<![a-z])AI(?![a-z])|人工智能|[大言]模型|系统提示"
    r"|\b(ignore|disregard|forget|instructions?|score|grade|grader|rate|assistant|system|prompt|you|must|please)\b",
    re.IGNORECASE,
)
STOPS = re.compile(r"[。！？]")
ENGLISH = re.compile(r"(?:[A-Za-z']{1,20}[\s,.;:!?]+){5}")
MADE = re.compile(
    r"描述已自动生成|[低中高]可信度|AI ?生成的?内容可能不正确|automatically generated|AI-generated content may be incorrect"
    r"|generated with .{0,20}confidence",
    re.IGNORECASE,
)
DATA = re.compile(r"[\"”]\s{0,3}[:：]\s{0,3}[\"“\[{\w]")  # "level": 5 – nobody captions a picture so
LONG = 24  # Chinese characters; what a caption seldom has
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def speaks(text: str) -> bool:
    """Whether a text reads like something said, not like a name, a title or a caption."""
    if MADE.search(text):
        return bool(PLEA.search(MADE.sub("", text)))
    if DATA.search(text):
        return True
    chinese = len(CHINESE.findall(text))
    if not chinese:
        return bool(ENGLISH.search(text + " ") or (PLEA.search(text) and len(text.split()) > 2))
    return bool(PLEA.search(text) or STOPS.search(text) or chinese >= LONG)
