"""A draft's text made harmless inside a prompt."""

from __future__ import annotations

import re

from reviewer.safety.forged import BAR, CLOSE, FENCE_END, OPEN, SLASH, SPECIAL
from reviewer.safety.views import INVISIBLE

_NAMES = "s|bos|eos|pad|unk|system|user|assistant|human|model|instructions?|system_prompt|think|tools?|材\\s{0,3}料"
_TEMPLATE = re.compile(
    rf"{SPECIAL}|{FENCE_END}|{OPEN}\s?{BAR}[^|｜<>\n]{{1,40}}{BAR}\s?{CLOSE}|{OPEN}\s{{0,3}}{SLASH}?\s{{0,3}}(?:{_NAMES})\s{{0,3}}{CLOSE}"
    r"|\[/?INST\]|<</?SYS>>|\{\{[^{}\n]{0,400}\}\}",
    re.I,
)
_FENCE = re.compile(r"`{3,}|~{3,}")
# Anywhere but inside a word: each sentence is shown on a line of its own.
_SPEAKER = re.compile(r"(?<!\w)((?:system|assistant|user|human|系统|用户|助手|助理)[\]\s*]{0,20})[:：]", re.I)
_SECTION = re.compile(r"^#{3,}(?=\s{0,20}(?:system|instruction|response|user|assistant))", re.I | re.M)
# Into signs that no width folding turns back into those of a tag.
_DEFUSED = str.maketrans(
    dict.fromkeys("<＜‹〈⟨«《【[［{", "（")
    | dict.fromkeys(">＞›〉⟩»》】]］}", "）")
    | dict.fromkeys("|｜¦∣│/／∕⁄╱\\", "·")
)


def neutralise(text: str) -> str:
    """A draft's text, safe inside a prompt: chat templates, fences, role marks, invisible characters defused.

    The length never changes, so offsets and sentence numbers stay what they were.
    """
    text = "".join(" " if char in INVISIBLE else char for char in text)
    text = _TEMPLATE.sub(lambda match: match[0].translate(_DEFUSED), text)
    text = _FENCE.sub(lambda match: "'" * len(match[0]), text)
    text = _SECTION.sub(lambda match: "＃" * len(match[0]), text)
    return _SPEAKER.sub(lambda match: match[1] + "·", text)
