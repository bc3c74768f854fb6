"""Several lessons in one file: each cut out with its own offsets, chosen by number, or all at once."""

from __future__ import annotations

import docx
import pytest

from reviewer.documents import draft_from_text, read_draft, read_parts
from reviewer.errors import DraftError

TITLES = ("圆的认识", "圆的周长", "圆的面积")


def write_term(path, lessons=TITLES):
    """A term's lessons in one Word file, each with objectives, a process and a table."""
    document = docx.Document()
    for number, title in enumerate(lessons, 1):
        document.add_heading(f"第{number}课 {title}", 1)
        document.add_heading("教学目标", 2)
        document.add_paragraph(f"学生通过操作认识{title}，能解决与{title}有关的实际问题。")
        document.add_heading("教学过程", 2)
        document.add_paragraph(f"一、情境导入（5分钟）出示与{title}有关的图片，学生提出数学问题。")
        table = document.add_table(2, 2)
        for cell, words in zip(
            [cell for row in table.rows for cell in row.cells],
            ["教师活动", "学生活动", f"出示{title}问题", "动手操作，小组交流"],
            strict=True,
        ):
            cell.text = words
        document.add_heading("板书设计", 2)
        document.add_paragraph(title)
    document.save(str(path))
    return path


def test_the_first_lesson_with_a_warning_unless_one_is_chosen(tmp_path, settings):
    path = write_term(tmp_path / "六上.docx")
    first = read_draft(path, settings=settings)
    assert (first.part, len(first.parts)) == (1, 3)
    assert "圆的认识" in first.text and "圆的周长" not in first.text
    assert any("有 3 份教案" in note and "--part N" in note for note in first.warnings)
    second = read_draft(path, settings=settings, part=2)
    assert second.part == 2 and second.parts == first.parts and second.warnings == ()
    assert second.text.startswith("第2课 圆的周长") and "圆的面积" not in second.text
    assert [title for title, wanted in zip(second.parts, TITLES, strict=True) if wanted not in title] == []


def test_offsets_of_a_part_count_from_its_start(tmp_path, settings):
    draft = read_draft(write_term(tmp_path / "六上.docx"), settings=settings, part=3)
    quotes = [draft.quote(block.start, block.end) for block in draft.blocks]
    assert quotes[:3] == ["第3课 圆的面积", "教学目标", "学生通过操作认识圆的面积，能解决与圆的面积有关的实际问题。"]
    assert [
        block.column_title for block in draft.blocks if draft.quote(block.start, block.end) == "动手操作，小组交流"
    ] == ["学生活动"]
    assert all(0 <= block.start <= block.end <= len(draft.text) for block in draft.blocks)
    assert all(draft.quote(sentence.start, sentence.end).strip() for sentence in draft.sentences)
    assert draft.title.value == "圆的面积"


def test_all_lessons_at_once_are_the_same_drafts(tmp_path, settings):
    path = write_term(tmp_path / "六上.docx")
    drafts = read_parts(path, settings=settings, kind="lesson")
    assert drafts == [read_draft(path, settings=settings, kind="lesson", part=number) for number in (1, 2, 3)]
    assert len({draft.sha256 for draft in drafts}) == 1


def test_a_part_that_is_not_there(tmp_path, settings):
    path = write_term(tmp_path / "六上.docx")
    with pytest.raises(DraftError, match=r"六上\.docx：文件里有 3 份教案，没有第 4 份.*圆的认识.*圆的面积"):
        read_draft(path, settings=settings, part=4)
    with pytest.raises(DraftError, match="没有第 0 份"):
        read_draft(path, settings=settings, part=0)
    single = write_term(tmp_path / "一课.docx", TITLES[:1])
    with pytest.raises(DraftError, match="只有 1 份"):
        read_draft(single, settings=settings, part=2)


def test_a_single_lesson_has_no_parts(tmp_path, settings):
    path = write_term(tmp_path / "一课.docx", TITLES[:1])
    draft = read_draft(path, settings=settings, part=1)
    assert (draft.part, draft.parts, draft.warnings) == (1, (), ())
    assert read_parts(path, settings=settings) == [draft]


def test_a_pasted_text_stays_whole(tmp_path, settings):
    text = "\n".join(draft.text for draft in read_parts(write_term(tmp_path / "六上.docx"), settings=settings))
    assert draft_from_text(text, name="粘贴").text == text
