"""Suite `sentences`: suggestions that name a place, show the change, and are told to one draft only."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.sentences import find_foreign, names_place, run
from reviewer.config import ROOT, Settings


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("“演示”开讲之前先放给学生：“写一写。”", True),
        ("《黄河》的作业分成三项", True),
        ("第3题后面加一问", True),
        ("“把例题演示一遍，板书…”后面补一句", True),  # cut, and a line break stood in it
        ("这一课的作业不求多，加一项选做：“请家人听一听。”", False),
    ],
)
def test_a_place_is_words_of_the_draft_or_an_items_number(said: str, named: bool) -> None:
    assert names_place(said, "黄河\n演示\n把例题演示一遍，\n板书课题") is named


def test_a_sentence_that_fits_any_draft_has_no_word_of_its_own() -> None:
    texts = {"a": "量一量家里锅盖的直径，再算面积。第一大题", "b": "第一大题：读一读海岛的歌。"}
    told = [("a", "量家里锅盖的直径算面积"), ("a", "预计30分钟：第一大题约10分钟"), ("b", "把‘海岛’再唱一遍")]
    assert find_foreign(told, texts) == [("a", "预计30分钟：第一大题约10分钟")]


def test_the_same_words_told_to_two_drafts_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "eval/data/drafts/r-l03.txt").read_text(encoding="utf-8")
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    alone, other = tmp_path / "alone", tmp_path / "other"
    for folder, name in ((alone, "r-l03.txt"), (other, "r-l06.txt")):
        folder.mkdir()
        (folder / name).write_bytes((ROOT / "eval/data/drafts" / name).read_bytes())
    twice = run(Settings(), tmp_path, "off")
    assert twice["suggestions"] == sum(len(where) for where in twice["told_again"].values()) > 0
    apart = run(Settings(), alone, "off", also=[other])
    assert (apart["drafts"], apart["told_again"]) == (2, {})
    assert apart["name_a_place"] == apart["show_the_change"] == apart["suggestions"] > 0
    assert "别的材料也听到一样的话" in capsys.readouterr().out
