"""评选: order, ties, doubts, near-duplicates, and the order that people's comparisons give."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.batch.comparisons import HEAD, pairs_of, read_pairs, strengths, write_pairs
from reviewer.batch.folder import RunFolder
from reviewer.batch.ranking import Ranking, rank
from reviewer.cli import main
from reviewer.errors import UsageError


@pytest.fixture(scope="module")
def ranking(finished: RunFolder) -> Ranking:
    return rank(finished, ["重复性", "分层"], "homework")


def test_scores_are_means_of_levels_and_ties_share_a_rank(ranking: Ranking, finished: RunFolder) -> None:
    levels = {review.draft.name: {one.name: one.level for one in review.criteria} for review in finished.all_reviews()}
    assert [one.score for one in ranking.candidates] == sorted((one.score for one in ranking.candidates), reverse=True)
    for one in ranking.candidates:
        held = levels[one.origin.file]
        assert one.score == (held["重复性"] + held["分层"]) / 2
        assert one.rank == 1 + sum(other.score > one.score for other in ranking.candidates)
        assert one.best <= one.rank <= one.worst and one.low <= one.score <= one.high
    assert len(ranking.shortlist(1)) == sum(one.rank == 1 for one in ranking.candidates)


def test_what_has_no_level_is_not_ranked_and_why(finished: RunFolder) -> None:
    found = rank(finished, ["思维与素养"], "homework")
    assert found.candidates == ()
    assert all(why == "没有等级：思维与素养" for _, why in found.unranked) and len(found.unranked) == 6


def test_a_copied_plan_is_reported_with_what_differs(finished: RunFolder) -> None:
    found = rank(finished, ["备课规范"], "lesson")
    (pair,) = found.near
    assert {pair["first"], pair["second"]} == {"r-l01.txt", "copied.txt"}
    assert pair["shared"] > 0.6
    assert any("学生" in line for line in pair["only_first"] + pair["only_second"])
    assert [one.near for one in found.candidates if one.origin.file == "copied.txt"] == [("r-l01.txt",)]


def test_unknown_criteria_and_mixed_kinds_are_refused(finished: RunFolder) -> None:
    with pytest.raises(UsageError, match=r"没有 好看 这条标准。可以选：.*重复性"):
        rank(finished, ["好看"], "homework")
    with pytest.raises(UsageError, match="--kind lesson"):
        rank(finished)


@pytest.mark.parametrize(("count", "met"), [(2, 1), (5, 10), (8, 28), (12, 48)])
def test_everyone_meets_equally_often(count: int, met: int) -> None:
    pairs = pairs_of(count)
    assert len({frozenset(pair) for pair in pairs}) == len(pairs) == met
    assert len({sum(one in pair for pair in pairs) for one in range(count)}) == 1


def test_strengths_follow_the_wins() -> None:
    found = strengths([("a", "b")] * 4 + [("b", "c")] * 4 + [("a", "c")] * 3 + [("c", "b")])
    assert [one.file for one in found] == ["a", "b", "c"]
    assert [one.rank for one in found] == [1, 2, 3]
    assert all(one.low < one.strength < one.high for one in found)
    assert [one.compared for one in found] == [7, 9, 8]


def test_a_name_that_looks_like_a_formula_comes_back_as_it_was(ranking: Ranking, tmp_path: Path) -> None:
    one, two = ranking.candidates[:2]
    shortlist = [replace(one, origin=replace(one.origin, file="-副本.docx")), two]
    write_pairs(tmp_path / "pairs.csv", shortlist)
    rows = list(csv.reader((tmp_path / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][1] == "'-副本.docx"
    rows[1][5] = "甲"
    with (tmp_path / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert read_pairs(tmp_path / "pairs.csv") == [("-副本.docx", two.origin.file)]


def test_a_tie_leaves_two_equal() -> None:
    assert [one.rank for one in strengths([("a", "b"), ("b", "a")])] == [1, 1]


def test_the_sheet_is_filled_in_and_read_again(
    finished: RunFolder, ranking: Ranking, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    path = tmp_path / "pairs.csv"
    assert write_pairs(path, ranking.shortlist(3)) >= 3
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert tuple(rows[0]) == HEAD and (finished.path / rows[1][3]).is_file()
    assert main(["rank", str(finished.path), "--comparisons", str(path)]) == 2
    assert "还没有填" in capsys.readouterr().err
    best = rows[1][1]
    for row in rows[1:]:
        row[5] = "甲" if row[1] == best else "乙" if row[2] == best else "一样"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    assert main(["rank", str(finished.path), "--comparisons", str(path), "--format", "json"]) == 0
    order = json.loads(capsys.readouterr().out)
    assert order[0]["file"] == best and order[0]["rank"] == 1
    rows[2][5] = "左边"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(UsageError, match="第 3 行：“左边”读不懂"):
        read_pairs(path)


def test_the_command_prints_a_table(finished: RunFolder, capsys) -> None:
    assert main(["rank", str(finished.path), "--kind", "homework", "--criteria", "重复性，分层", "--top", "2"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("按 重复性、分层 的平均等级排名，共 6 份") and "| 1" in out


def test_the_sheet_of_pairs_gets_its_folder_or_a_word(finished: RunFolder, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    command = ["rank", str(finished.path), "--kind", "homework", "--criteria", "分层", "--top", "2", "--pairs"]
    assert main([*command, str(tmp_path / "new" / "pairs.csv")]) == 0
    (tmp_path / "file").touch()
    assert main([*command, str(tmp_path / "file" / "pairs.csv")]) == 2
    assert (tmp_path / "new" / "pairs.csv").is_file() and "cannot write" in capsys.readouterr().err
