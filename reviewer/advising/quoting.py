"""Words of the draft as they can stand in a suggestion: on one line, without marks, cut where a clause ends."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\$([^$\n]{1,40})\$")
_SIGNS = {r"\times": "×", r"\div": "÷", r"\sim": "～", r"\cdot": "·", r"\%": "%"}


def plain_formulas(text: str) -> str:
    r"""$10 \div 2=5$ as it is written on paper, 10÷2=5; one that needs more than signs in a row stays."""

    def plain(match: re.Match[str]) -> str:
        said = match[1]
        for sign, written in _SIGNS.items():
            said = re.sub(rf"\s*{re.escape(sign)}\s*", written, said)
        return match[0] if re.search(r"[\\^_{}]", said) else said

    return _FORMULA.sub(plain, text)


_TAG = re.compile(
    r"</?(?:br|[abiup]|em|strong|span|mark|font|su[bp]|div|li|[uo]l|h[1-6]|img|fig\w+|center|small)(?:\s+[\w-]+=[^<>]*)?\s*/?(?:>|$)"
)


def tidy(text: str) -> str:
    """One line of the draft without marks of Markdown, its double quotation marks made single: it will be quoted."""
    text = plain_formulas(text)
    text = _TAG.sub(lambda tag: " " if tag[0].startswith("<br") else "", text)
    text = re.sub(r"!!([^!\n]{1,40})!!", r"\1", text)  # answers of a card game, 是!!物镜!!
    text = re.sub(r"(?m)^\s*#+|(?:[*`|]|_{2,}|\s)+", " ", text)
    text = re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’").replace('"', "")
    text = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text.replace("‘’", ""))
    text = re.sub(r",(?=[^\x00-\x7f])|(?<=[^\x00-\x7f]),", "，", text)
    text = re.sub(" {2,}", " ", text).replace(";", "；").strip(" 。；：:，、-　")
    text = text.rstrip("‘")
    return text + "’" * (text.count("‘") - text.count("’"))  # a sentence that ends inside what somebody says


def unquote(text: str) -> str:
    """Without single quotation marks; the apostrophe of Where's stays."""
    return re.sub(r"‘|(?<![A-Za-z])’|’(?![A-Za-z])", "", text)


def clip(text: str, chars: int) -> str:
    """At most `chars` characters, ended where a clause or an entry of a list ends if one does; brackets stay closed."""
    if len(text) <= chars:
        return text
    run = next((one for one in _ENGLISH.finditer(text) if 0 < one.start() < chars < one.end()), None)
    if run:  # an English sentence whole, or none of it
        return text[: run.end()] if run.end() <= 2 * chars else text[: run.start()].rstrip(f"{_LOOSE}‘“：:")
    for mark in ("，。；？！：", "、 （"):
        ends = [match.start() for match in re.finditer(f"[{mark}]", text[:chars]) if match.start() >= chars // 3]
        if whole := next((text[:end] for end in reversed(ends) if _closed(text[:end])), ""):
            return whole.rstrip(_LOOSE)
    cut = text[:chars]
    if re.match(r"[A-Za-z0-9.]{2}", text[chars - 1 :]):  # no half of a Latin word
        cut = re.sub(r"[A-Za-z0-9.]+$", "", cut) or cut
    for opening, closing in _PAIRS:
        if cut.count(opening) > cut.count(closing):
            at = cut.rindex(opening)
            cut = cut[:at] or cut[1:]
    return cut.rstrip(_LOOSE)


_ENGLISH = re.compile(r"[A-Za-z][A-Za-z' ]{8,}[?!.]?")
_LOOSE = "，、；：的和与及, "
_PAIRS = (("‘", "’"), ("（", "）"), ("(", ")"), ("[", "]"), ("《", "》"), ("【", "】"))


def _closed(text: str) -> bool:
    return all(text.count(opening) <= text.count(closing) for opening, closing in _PAIRS)


def width(text: str) -> float:
    """Length in Chinese characters: a Latin letter is half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def short_point(point: str, chars: int, topic: str) -> str:
    """The point where it is short, its first clause where that is whole, else the topic; never half a list or half a phrase."""
    point = unquote(point)
    if width(point) <= chars:
        return point
    clause = re.split("[，；。]", point)[0]
    return clause if 4 <= len(clause) <= chars and _closed(clause) else unquote(topic).strip("《》")
