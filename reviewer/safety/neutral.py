"""A draft's text made harmless inside a prompt."""

from __future__ import annotations

import re

from reviewer.safety.views import INVISIBLE

_TEMPLATE = re.compile(
    r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|</?(?:s|bos|eos|system|user|assistant|instructions?|system_prompt|think)>|\{\{[^{}\n]{0,400}\}\}",
    re.I,
)
_FENCE = re.compile(r"`{3,}|~{3,}")
_SPEAKER = re.compile(r"^([ \t>*#\-\[]*(?:system|assistant|user|human|系统|用户|助手)[\]\s]{0,20})([:：])", re.I | re.M)
_SECTION = re.compile(r"^#{3,}(?=\s{0,20}(?:system|instruction|response|user|assistant))", re.I | re.M)
_DEFUSED = str.maketrans("<>|[]{}", "＜＞｜［］｛｝")


def neutralise(text: str) -> str:
    """A draft's text, safe inside a prompt: chat templates, fences, role marks, invisible characters defused.

    The length never changes, so offsets and sentence numbers stay what they were.
    """
    text = "".join(" " if char in INVISIBLE else char for char in text)
    text = _TEMPLATE.sub(lambda match: match[0].translate(_DEFUSED), text)
    text = _FENCE.sub(lambda match: "'" * len(match[0]), text)
    text = _SECTION.sub(lambda match: "＃" * len(match[0]), text)
    return _SPEAKER.sub(lambda match: match[1] + "·", text)
