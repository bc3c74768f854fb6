"""The documents with known text, really built and really read: Word with every feature; the figures' own arithmetic."""

from __future__ import annotations

import pytest

from eval.reading.scoring import Case, read_ours, score_text
from eval.reading.sources import Block, Cell, Source, load_sources
from eval.reading.word import HOSTILE, STYLES, UNSEEN, with_extras, write_word
from reviewer.config import Settings

SOURCES = load_sources()


@pytest.mark.parametrize("number", range(0, len(SOURCES), 5))
def test_nothing_is_lost_between_a_word_file_and_its_text(number, tmp_path):
    source = with_extras(SOURCES[number], number)
    path = tmp_path / "plan.docx"
    write_word(source, path, style=number, hidden=HOSTILE)
    score = read_ours(Case("Word", path, source), Settings())
    assert (score.recall, score.lost, score.doubled, score.let_in) == (1.0, 0, 0, 0)
    assert score.order >= 0.99  # difflib's blocks fall a little short of the longest common sequence
    assert score.roles == score.titled


def test_the_sources_hold_what_is_to_be_measured():
    assert len(SOURCES) >= 30
    assert sum(cell.role is not None for source in SOURCES for cell in source.cells()) >= 500
    assert len(STYLES) == 4 and len(UNSEEN) == 6


TABLE = Block(
    "table",
    rows=((Cell("教师活动"), Cell("学生活动")), (Cell("出示两块手帕", "教师活动"), Cell("比一比再说一说", "学生活动"))),
)


@pytest.mark.parametrize(
    ("text", "recall", "lost", "doubled"),
    [
        ("教师活动 | 学生活动\n出示两块手帕 | 比一比再说一说", 1.0, 0, 0),
        ("教师活动 | 学生活动\n出示两块手帕", 14 / 21, 1, 0),
        ("教师活动 学生活动 出示两块手帕 比一比再说一说 出示两块手帕", 1.0, 0, 1),
        ("", 0.0, 2, 0),
    ],
)
def test_what_is_lost_shows_in_the_figures(text, recall, lost, doubled, tmp_path):
    score = score_text(Case("Word", tmp_path, Source("x", (TABLE,))), text, 0.0, None)
    assert (score.recall, score.lost, score.doubled) == (pytest.approx(recall), lost, doubled)


def test_recognised_cells_may_differ_in_width_and_one_character_of_ten(tmp_path):
    source = Source("x", (Block("table", rows=((Cell("导入（5分钟）看一看、说一说图上有什么", "学生活动"),),)),))
    text = "导入(5分钟)看一看、说一说图上有什公"
    assert score_text(Case("scan, clean", tmp_path, source), text, 0.0, None).lost == 0
    assert score_text(Case("Word", tmp_path, source), text, 0.0, None).lost == 1
