"""A teacher's file on its way into the library: proposed, looked at, accepted or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from reviewer.cli import main
from reviewer.config import ROOT, Settings
from reviewer.errors import LibraryError, UsageError
from reviewer.growing import Grower
from reviewer.library.exemplars import read_exemplar
from reviewer.library.query import Query
from reviewer.library.queue import accept, list_queue, queue_dir, reject
from reviewer.library.store import accepted_dir, open_library
from reviewer.pipeline import Reviewer


@pytest.fixture
def grower(four: Settings) -> Grower:
    reviewer = Reviewer(four, chat=None, embedder=None, library=open_library(four, None))
    return Grower(reviewer, source="兰州某校 王老师", licence="作者同意全市使用")


def body(name: str) -> str:
    return read_exemplar(next((ROOT / "corpora" / "exemplars").rglob(f"{name}.md"))).body


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The microscope plan as a teacher has it: in Word, its course of lesson in a table."""
    document = Document()
    table: list[list[str]] = []
    for line in [*body("l-biology-j7-microscope").splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            table += [] if set(line) <= set("|-: ") else [cells]
            continue
        if table:
            made = document.add_table(len(table), len(table[0]))
            for row, cells in zip(made.rows, table, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            table = []
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), line.count("#", 0, 4))
        elif line.strip():
            document.add_paragraph(line)
    document.add_paragraph("联系人：张老师，电话13912345678。")
    path = tmp_path / "显微镜.docx"
    document.save(str(path))
    return path


def test_a_word_file_becomes_a_proposal_with_strengths_from_its_own_text(grower: Grower, plan: Path) -> None:
    [proposal] = grower.add([plan])
    assert proposal.id is not None and proposal.id.startswith("l-own-"), proposal.note
    [queued] = list_queue(grower.reviewer.settings)
    one = queued.exemplar
    assert one is not None and queued.id == one.id == proposal.id
    assert (one.kind, one.subject, one.stage, one.grade) == ("lesson", "生物学", "初中", "七年级")
    assert (one.source, one.licence) == ("兰州某校 王老师", "作者同意全市使用")
    assert "13912345678" not in one.body
    assert "| 三、鉴定所开张（12分钟） | 四人领一张假象片" in one.body
    assert len(one.strengths) >= 2
    assert all(strength.why.startswith("做到了：") and strength.passage in one.body for strength in one.strengths)


def test_accepted_it_is_found_and_survives(grower: Grower, plan: Path) -> None:
    settings = grower.reviewer.settings
    [proposal] = grower.add([plan])
    before = open_library(settings, None).search(Query("显微镜 气泡 细胞"))
    assert proposal.id not in [hit.exemplar.id for hit in before]
    [accepted] = accept(settings, [proposal.id or ""])
    assert list_queue(settings) == [] and accepted.id == proposal.id
    hit = open_library(settings, None).search(Query("显微镜 气泡 细胞"), 1)[0]
    assert (hit.exemplar.id, hit.exemplar.source) == (proposal.id, "兰州某校 王老师")


def test_what_is_there_already_is_not_taken_twice(grower: Grower, plan: Path, tmp_path: Path) -> None:
    known = tmp_path / "面积.txt"
    known.write_text("小学三年级数学\n" + body("l-math-p3-area").replace("长方形", "矩形"), encoding="utf-8")
    notes = [proposal.note for proposal in grower.add([known, plan, plan])]
    assert "l-math-p3-area" in notes[0] and "文字相同" in notes[0]
    assert "文字相同" in notes[2]
    assert len(list_queue(grower.reviewer.settings)) == 1


def test_each_file_says_why_it_was_not_taken(grower: Grower, tmp_path: Path) -> None:
    folder = tmp_path / "上传"
    folder.mkdir()
    (folder / "1短.txt").write_text(
        "小学三年级数学《认识面积》教学设计\n教学目标：知道面积。\n教学过程：讲。", encoding="utf-8"
    )
    (folder / "2坏.docx").write_bytes(b"PK\x03\x04 broken")
    unknown = "教学过程\n" + "老师讲一讲，大家听一听，再说一说。" * 60
    (folder / "3不知.txt").write_text(unknown, encoding="utf-8")
    found = {proposal.name[-7:]: proposal for proposal in grower.add([folder, tmp_path / "没有.txt"])}
    assert all(proposal.id is None for proposal in found.values())
    notes = " ".join(proposal.note for proposal in found.values())
    assert "至少要 800 字" in notes and "--subject" in notes and len(found) == 4
    assert list_queue(grower.reviewer.settings) == []


def test_known_facts_win_over_what_was_read(grower: Grower, plan: Path) -> None:
    told = Grower(
        grower.reviewer, "源", "许可", {"subject": "科学", "stage": "小学", "grade": "六年级", "kind": "lesson"}
    )
    [proposal] = told.add([plan])
    [queued] = list_queue(grower.reviewer.settings)
    assert queued.exemplar is not None and proposal.id == queued.id
    assert (queued.exemplar.subject, queued.exemplar.stage, queued.exemplar.grade) == ("科学", "小学", "六年级")


def put(settings: Settings, name: str = "l-biology-j8-outbreak") -> str:
    queue_dir(settings).mkdir(parents=True, exist_ok=True)
    source = next((ROOT / "corpora" / "exemplars").rglob(f"{name}.md")).read_text(encoding="utf-8")
    (queue_dir(settings) / f"{name}.md").write_text(source, encoding="utf-8")
    return name


def test_a_proposal_out_of_order_or_with_a_taken_id_stays_in_the_queue(four: Settings) -> None:
    put(four)
    put(four, "l-math-p3-area")
    (queue_dir(four) / "坏.md").write_text("改坏了", encoding="utf-8")
    assert [one.id for one in list_queue(four) if one.problem] == ["坏"]
    with pytest.raises(LibraryError, match="已经有了"):
        accept(four, ["l-math-p3-area"])
    with pytest.raises(LibraryError, match="缺少 ---"):
        accept(four, ["坏"])
    with pytest.raises(UsageError, match="没有 x"):
        accept(four, ["x"])
    assert [one.id for one in list_queue(four)] == ["l-biology-j8-outbreak", "l-math-p3-area", "坏"]
    assert reject(four, ["坏", "l-math-p3-area"]) == ["坏", "l-math-p3-area"]
    assert [one.id for one in accept(four, ["all"])] == ["l-biology-j8-outbreak"]
    assert (accepted_dir(four) / "l-biology-j8-outbreak.md").is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["x.txt"], "--source 和 --licence"),
        (["x.txt", "--source", "某校", "--licence", " "], "--licence"),
        ([], "--queue"),
        (["--accept", "没有"], "没有 没有"),
    ],
)
def test_the_command_refuses_what_is_not_complete(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["library", "add", *options]) == 2
    assert said in capsys.readouterr().err


def test_the_command_lists_and_rejects(
    four: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(four.data_dir))
    name = put(four)
    assert main(["library", "add", "--queue"]) == 0
    shown = capsys.readouterr().out
    assert name in shown and "出处：本项目编写　许可：CC BY 4.0" in shown
    assert main(["library", "add", "--reject", "all"]) == 0
    assert main(["library", "add", "--queue"]) == 0
    assert capsys.readouterr().out.endswith("没有待审的范例。\n")
