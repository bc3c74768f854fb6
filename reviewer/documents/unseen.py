"""Characters that take no room on the page: taken out of the text, and reported."""

from __future__ import annotations

import re

from reviewer.datamodels import HiddenText

# Zero-width spaces and joiners, bidirectional controls, invisible operators, a BOM inside, and "tag" characters,
# which spell ASCII that no reader sees. A joiner between two symbols builds an emoji and stays.
UNSEEN = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
    "|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
TAGS = re.compile("[\U000e0020-\U000e007e]+")
OPEN, CLOSE = "<!--", "-->"
FENCED = re.compile(r"(^[ \t]*```[^\n]*\n(?:(?![ \t]*```).*\n){0,2000}[ \t]*```[^\n]*$)", re.M)
MAX_QUOTE = 2_000  # characters
SHOWN = 12


def take_out_unseen(text: str) -> tuple[str, tuple[HiddenText, ...]]:
    """`text` without invisible characters, and what was found: one entry for all, one for each tag message."""
    found = UNSEEN.findall(text)
    if not found:
        return text, ()
    messages = tuple(
        HiddenText("".join(chr(ord(char) - 0xE0000) for char in match.group()), "不可见的标签字符")
        for match in TAGS.finditer(text)
    )
    plain = [char for char in found if not TAGS.match(char)]
    hidden = messages
    if plain:
        codes = " ".join(f"U+{ord(char):04X}" for char in plain[:SHOWN]) + (" …" if len(plain) > SHOWN else "")
        hidden += (HiddenText(codes, f"零宽字符，共 {len(plain)} 个"),)
    return UNSEEN.sub("", text), hidden


def take_out_comments(text: str) -> tuple[str, tuple[HiddenText, ...]]:
    """Markdown without its comments (<!-- … -->), which no reader of the page sees; those inside code fences are content."""
    kept: list[str] = []
    found: list[HiddenText] = []
    for index, part in enumerate(FENCED.split(text)):
        start = part.find(OPEN) if index % 2 == 0 else -1
        place = 0
        while start >= 0 and (end := part.find(CLOSE, start)) >= 0:
            kept.append(part[place:start])
            said = part[start + len(OPEN) : end].strip()
            found += [HiddenText(said[:MAX_QUOTE], "Markdown 注释")] if said else []
            place = end + len(CLOSE)
            start = part.find(OPEN, place)
        kept.append(part[place:])
    return "".join(kept), tuple(found[:SHOWN])
