"""The generated sheets: the same seed gives the same sheet, spans hold their items, truth is what was built in."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from eval.growth import slope
from eval.sheets import TrueItem, build_sheet, load_bank
from eval.sheets.bank import Content, vary
from eval.sheets.baselines import minhash_groups, numbering_spans
from eval.sheets.scoring import f1, match, same_tier, sort_of
from eval.sheets.variants import change_numbers, reword
from reviewer.errors import UsageError


def test_a_seed_gives_one_sheet_whose_spans_hold_the_items(shared: Path) -> None:
    bank = load_bank(shared)
    for seed in range(40):
        sheet = build_sheet(seed, bank)
        assert sheet == build_sheet(seed, bank)
        for item in sheet.items:
            assert item.content.text in sheet.text[item.start : item.end]
        assert all(one.end <= two.start for one, two in zip(sheet.items, sheet.items[1:], strict=False))
        assert (sheet.real is None) == all(item.tier is None for item in sheet.items)


def test_without_the_items_folder_the_error_says_where(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="items"):
        load_bank(tmp_path)


def test_numbers_change_and_words_stay() -> None:
    text = "一桶油45.6元，买3桶要多少元？"
    changed = change_numbers(Random(1), text)
    assert changed != text
    assert [sign for sign in changed if not sign.isdigit()] == [sign for sign in text if not sign.isdigit()]


def test_rewording_needs_two_rules() -> None:
    assert reword(Random(1), "计算3+5") is None
    again = reword(Random(1), "小明买了5个苹果，吃了2个，还剩多少个？")
    assert again is not None
    assert "苹果" not in again
    assert "小明" not in again


def _true(text: str, family: str, start: int = 0) -> TrueItem:
    return TrueItem(start, start + len(text), Content(text, family, 2), None)


@pytest.mark.parametrize(
    ("first", "second", "families", "sort"),
    [
        ("3+5=", "4+6=", "aa", "numbers"),
        ("用“高兴”造句", "用“温暖”造句", "aa", "reworded"),
        ("3+5=", "4-2=", "ab", "unrelated"),
    ],
)
def test_sort_of_a_pair(first: str, second: str, families: str, sort: str) -> None:
    assert sort_of(_true(first, families[0]), _true(second, families[1])) == sort


def test_items_match_by_half_their_union_and_only_once() -> None:
    true = [_true("0123456789", "a"), _true("0123456789", "b", 10)]
    assert match([(0, 10), (1, 10), (14, 30)], true) == {0: 0}
    assert match([(0, 9), (8, 20)], true) == {0: 0, 1: 1}


@pytest.mark.parametrize(
    ("written", "ours", "same"),
    [
        ("A组（基础题）", "A组", True),
        ("★★ 提高题", "★★", True),
        ("★★ 提高题", "★", False),
        (None, None, True),
        (None, "基础", False),
        ("基础作业", None, False),
        ("必做题", "选做题", False),
    ],
)
def test_same_tier(written: str | None, ours: str | None, same: bool) -> None:
    assert same_tier(written, ours) is same


def test_figures_and_baselines() -> None:
    assert f1([(1, 1), (1, 0), (0, 1), (0, 0)]) == 0.5
    assert slope([(10, 1), (100, 10), (1000, 100)]) == pytest.approx(1)
    assert numbering_spans("题\n1. 甲\n2. 乙") == [(2, 6), (7, 11)]
    copy = "小明有5个苹果，吃了2个，还剩几个？"
    assert minhash_groups([copy, "画出三角形的高。", copy], 0.5) == [[0, 2], [1]]


def test_a_copy_is_word_for_word() -> None:
    content = Content("背诵《山行》。", "背诵", 1)
    again = vary(Random(0), content, "copy")
    assert again is not None
    assert (again.text, again.how) == (content.text, "copy")
