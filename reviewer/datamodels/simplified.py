"""Drafts in traditional characters or with full-width digits, read by the same words: folded one for one, so places stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from reviewer.datamodels.draft import Draft, Guess

_ONLY_TRADITIONAL = frozenset(
    "請無視標評這個給對學們題問說寫還動項認講選擇習練測試調觀畫圖線點幾種數時書讀課導師組親訂補舉關係證據"
)
_DIGITS = {
    ord(wide): plain for wide, plain in zip("０１２３４５６７８９", "0123456789", strict=True)
}  # as an input method leaves them
ENOUGH = 10  # of them in a draft; a quoted inscription has fewer


def is_traditional(text: str) -> bool:
    return sum(char in _ONLY_TRADITIONAL for char in text) >= ENOUGH


@lru_cache(maxsize=4)
def _simplify(characters: frozenset[str]) -> Mapping[int, str]:
    """Each of the characters that has one, and its simplified form, by OpenCC; and quotation marks as the mainland has them."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    folded = {ord(char): convert(char) for char in characters if not char.isascii()}
    return {code: to for code, to in folded.items() if len(to) == 1} | str.maketrans("「」『』", "“”‘’")


def _folding(text: str) -> dict[int, str]:
    characters = frozenset(text)
    simple: dict[int, str] = dict(_simplify(characters)) if is_traditional(text) else {}
    return simple | {code: to for code, to in _DIGITS.items() if chr(code) in characters}


def simplify(text: str) -> str:
    """Traditional text with its characters folded, full-width digits, and 展示,互评 as 展示，互评; any other as it is."""
    return _between_words(text.translate(_folding(text)))


# after a Chinese character or what closes a quotation, before another, a blank or the end of the line
_HALF_MARK = re.compile(r"(?<=[\u4e00-\u9fff”’》）)])[,;:?!](?=[\u4e00-\u9fff“‘《（(\s\"]|$)", re.MULTILINE)
_FULL_MARK = dict(zip(",;:?!", "，；：？！", strict=True))


def _between_words(text: str) -> str:
    return _HALF_MARK.sub(lambda mark: _FULL_MARK[mark[0]], text)


def with_full_marks(draft: Draft) -> Draft:
    """The draft with 展示,互评 as 展示，互评, for what reads its clauses; places stay."""
    text = _between_words(draft.text)
    return draft if text == draft.text else replace(draft, text=text)


def in_simplified(draft: Draft) -> Draft:
    """The draft with its text and what is known of it folded as in `simplify`."""
    simple, text = _folding(draft.text), simplify(draft.text)
    if text == draft.text:
        return draft

    def fold(guess: Guess) -> Guess:
        return replace(guess, value=guess.value.translate(simple)) if guess.value else guess

    blocks = tuple(
        replace(block, column_title=block.column_title.translate(simple)) if block.column_title else block
        for block in draft.blocks
    )
    return replace(
        draft,
        text=text,
        blocks=blocks,
        title=fold(draft.title),
        grade=fold(draft.grade),
        stage=fold(draft.stage),
    )
