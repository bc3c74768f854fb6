"""Whether what a knowledge point has to say suits this draft: nothing it asks already, nothing of a neighbouring lesson."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.overlap import shared
from reviewer.datamodels import Draft, Item

DONE = 0.35  # of its words in a sentence that says it was done in an earlier lesson
ASKED, SAME_TASK = 0.33, 3  # share and number of a task's words that an item has which asks for the same
SAME_WORK, HIGH = 4, 4  # words of a task in a piece of work, and the demand from which an item is one
_WORK = ("作文", "表达", "制作", "观察", "调查", "实验", "操作")
HELD, LEAST_WORDS = 0.6, 4  # of a value's words that a draft which says the same has; a shorter value is not compared
# Words of the draft that a value of at least LEAST_FAR words has in it; tasks from elsewhere (practice, transfer) may have none.
LEAST_FAR, NEAR = 7, {"bank_probe": 1, "bank_ask": 1, "bank_wrong": 1, "bank_explore": 2}
_POINTS = re.compile("[；;→]|(?=[①-⑩])")  # of a card
SPOKEN_OF = 0.3  # of the words of a point


def repeats(value: str, text: str) -> bool:
    """Whether a sum or sentence of the value stands in the text already: an item is not given twice."""
    own, held = _bare(value), _bare(text)
    return any(run in held for run in re.findall(r"[0-9A-Za-z+\-*/=().^]{7,}", own))


def has_already(value: str, draft: Draft) -> bool:
    """Whether the draft asks or tells the same: two sentences on end hold HELD of the value's words."""
    words = shared(value, value)
    if words < LEAST_WORDS:
        return False
    told = draft.sentences
    for at, one in enumerate(told):
        both = draft.text[one.start : told[min(at + 1, len(told) - 1)].end]
        if shared(value, both) >= (DONE if _DONE_BEFORE.search(both) else HELD) * words:
            return True
    return False


def is_asked(value: str, items: Sequence[Item]) -> bool:
    """Whether an item of the sheet is this very task: a third of its words, of a piece of work a few of them."""
    words = shared(value, value)
    for one in items:
        common = shared(value, one.text)
        work = one.tier == "实践" or one.kind in _WORK or one.demand >= HIGH
        if common >= SAME_TASK and (common >= ASKED * words or (work and common >= SAME_WORK)):
            return True
    return False


def is_far(name: str, value: str, draft: Draft) -> bool:
    """Whether the draft has none of the words of what would be asked: it is of a neighbouring lesson.

    Of an English lesson the English words tell.
    """
    if draft.subject.value == "物理" and needs_formula(value, draft.text):
        return True
    if draft.subject.value == "英语":
        words = re.findall("[A-Za-z]{3,}", value)
        return bool(words) and name in NEAR and not any(re.search(rf"\b{word}", draft.text, re.I) for word in words)
    if name == "bank_help" and not _is_taught(value, draft.text):
        return True
    return shared(value, value) >= LEAST_FAR and shared(value, draft.text) < NEAR.get(name, 0)


def _is_taught(card: str, text: str) -> bool:
    """Whether the lesson speaks of a third of a support card's points: a card of the whole unit tells what comes later."""
    points = [point for point in _POINTS.split(card) if shared(point, point)]
    told = [point for point in points if shared(point, text) >= SPOKEN_OF * shared(point, point)]
    return len(told) * 3 >= len(points)


def needs_formula(value: str, text: str) -> bool:
    """Whether it works with a formula (Q＝cmΔt) that the draft does not write down: its lesson comes later."""
    symbols = set(re.findall(r"(?<![A-Za-zΔρη])([A-Za-zρη])[总热有]?\s*[＝=]", value))
    return bool(symbols) and not any(re.search(rf"(?<![A-Za-z]){one}[总热有]?\s*[＝=]", text) for one in symbols)


_DONE_BEFORE = re.compile("上一?[节次]?课|已经学|学习过|前面学|之前学")


def _bare(text: str) -> str:
    text = text.translate(_HALF_WIDTH)
    return re.sub(r"[\s$\\{}]", "", text)


def can_show(slip: str, text: str) -> bool:
    """Whether the mistake can be made on this sheet: sums of its shape stand there, it has numbers, or a third of its words stand there, more than half of English ones."""
    english = {word.lower() for word in re.findall("[A-Za-z]{4,}", slip)}
    if len(english) > 1 and sum(word in text.lower() for word in english) * 2 <= len(english):
        return False
    if sums := {_shape(*found) for found in _SUM.findall(slip)}:
        return bool(sums & {_shape(*found) for found in _SUM.findall(text)})
    return bool(re.search(r"\d", slip)) or shared(slip, text) * 3 >= shared(slip, slip)


_SUM = re.compile(r"(?<![\d.])(\d+)\s*([+＋\-－−×÷])\s*(\d+)(?![\d.])")


def _shape(one: str, sign: str, other: str) -> tuple[int, str, int]:
    """53－27 is a sum of two digits and two: no slip of a sheet on 53－7."""
    return len(one), sign.translate(_HALF_WIDTH).replace("−", "-"), len(other)


_HALF_WIDTH = str.maketrans("＋－−×÷＝（）", "+--*/=()")
