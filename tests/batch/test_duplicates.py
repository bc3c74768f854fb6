"""Near-duplicate drafts: every copy found, and the work bounded however many alike there are."""

from __future__ import annotations

import random

import pytest

from reviewer.batch.duplicates import MOST_COMPARED, differences, find_near
from reviewer.config import ROOT

DRAFTS = ROOT / "eval" / "data" / "drafts"
PLANS = [(DRAFTS / f"r-l{number:02d}.txt").read_text(encoding="utf-8") for number in range(1, 7)]


def reworded(text: str, share: float, seed: int) -> str:
    """The text with this share of its lines replaced by lines that nobody else has."""
    chance = random.Random(seed)
    lines = text.splitlines()
    for at in chance.sample(range(len(lines)), round(share * len(lines))):
        lines[at] = "".join(chr(0x4E00 + chance.randrange(6000)) for _ in range(len(lines[at])))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (PLANS, set()),
        ([*PLANS, PLANS[2]], {(2, 6)}),
        ([*PLANS, reworded(PLANS[2], 0.15, 1)], {(2, 6)}),
        ([*PLANS, PLANS[0][: len(PLANS[0]) * 2 // 3]], {(0, 6)}),
        (["很短。", "很短。"], set()),
    ],
)
def test_copies_are_found_and_nothing_else(texts: list[str], pairs: set[tuple[int, int]]) -> None:
    assert {(pair.first, pair.second) for pair in find_near(texts, texts.__getitem__)} == pairs


def test_a_copy_is_found_among_many_that_share_a_form() -> None:
    """Twenty plans share part of a form with the original, more of them than are compared; the copy is nearer."""
    family = [reworded(PLANS[1], 0.35, seed) for seed in range(20)]
    texts = [PLANS[1], *family, reworded(PLANS[1], 0.05, 99)]
    found = {(pair.first, pair.second): pair.shared for pair in find_near(texts, texts.__getitem__)}
    assert found[(0, 21)] == max(shared for (_, second), shared in found.items() if second == 21) > 0.85


def test_a_sheet_that_everybody_copied_costs_no_square() -> None:
    texts = [reworded(PLANS[3], 0.08, seed) for seed in range(60)]
    looked: list[int] = []

    def text_of(position: int) -> str:
        looked.append(position)
        return texts[position]

    pairs = find_near(texts, text_of)
    assert len(looked) <= MOST_COMPARED * len(texts)
    assert {pair.second for pair in pairs} == set(range(1, 60))  # all hang together: each has one like it before it


def test_what_differs_is_told_by_sentences() -> None:
    found = differences("一、导入。学生看图说话。板书课题。", "一、导入。学生看图写话。板书课题。")
    assert (found.only_first, found.only_second) == (("学生看图说话",), ("学生看图写话",))
