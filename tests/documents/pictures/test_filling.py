"""What the parent makes of the recognising process's answers, good and bad."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from reviewer.documents.pictures.answers import ANSWERS, Recognised
from reviewer.documents.pictures.filling import read_answers, warnings_for
from reviewer.documents.pieces import Piece, Scan

SCANS = [Scan(str(number), 0, f"第{number}页", number) for number in range(1, 5)]
GOOD = Recognised(0, pieces=[Piece("教学目标", confidence=0.99)], confidence=0.99)
BLURRED = Recognised(1, pieces=[Piece("二、数学过程", confidence=0.955)], confidence=0.955)
MIXED = Recognised(
    2, pieces=[Piece("教学过程", confidence=1.0), Piece("出示两块手帕，可哪块大", confidence=0.57)], confidence=0.97
)
POOR = Recognised(1, pieces=[Piece("教字日标", confidence=0.62)], confidence=0.62)


def test_a_line_cut_short_or_forged_ends_the_answers(tmp_path: Path) -> None:
    good = json.dumps(asdict(GOOD))
    for bad in (good[:-9], good.replace('"scan": 0', '"scan": 99'), good.replace('"frame"', '"run"'), "[]"):
        (tmp_path / ANSWERS).write_text(f"{good}\n{bad}\n{good}\n", encoding="utf-8")
        assert read_answers(tmp_path / ANSWERS, len(SCANS)) == [GOOD]
    assert read_answers(tmp_path / "missing", len(SCANS)) == []


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([GOOD, POOR], ["第2页识别得不太清楚（平均把握 62%），请核对原文。", "第3页、第4页没有来得及识别（文字识别限时），不在评阅之内。请分开上传，或上传 Word 原件。"]),
        (
            [GOOD, BLURRED, MIXED, Recognised(3, pieces=[Piece("可一", confidence=0.5)], confidence=0.99)],
            ["第2页识别得不太清楚（平均把握 96%），请核对原文。", "第3页有 1 处看不太清（如“出示两块手帕，可哪块大”），请核对原文。"],
        ),
        ([GOOD, *(Recognised(n, problem="blank") for n in (1, 2, 3))], ["第2页、第3页、第4页没有认出文字。"]),
        (
            [Recognised(n, pieces=[Piece("abc")], confidence=0.99) for n in (0, 1, 2)],
            ["第4页没有识别：前几张里没有中文。"],
        ),
        (
            [GOOD, Recognised(1, 1, [Piece("一")], 0.98), Recognised(1, 2, problem="blank"), Recognised(2, problem="large"), Recognised(3, problem="failed")],
            ["第2页第2页没有认出文字。", "第3页像素太多，没有识别。请缩小后再试。", "第4页识别时出了错，不在评阅之内。请重拍或缩小后再试。"],
        ),
    ],
)  # fmt: skip
def test_warnings_name_the_pages(pages: list[Recognised], expected: list[str]) -> None:
    assert warnings_for(SCANS, pages) == expected
