"""Word files built with python-docx, read through the real reading process."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from reviewer.datamodels import HiddenText
from reviewer.documents import read_draft

FILLER = "学生经历圆的面积公式的推导过程，能正确计算圆的面积，解决简单的实际问题。"
BOX = (
    "<w:r {ns} xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:schemas-microsoft-com:vml'>"
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>"
    "<w:p><w:r><w:t>文本框里的提示</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>文本框里的提示</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.fixture
def read(tmp_path, settings):
    def save_and_read(document):
        path = tmp_path / "教案.docx"
        document.save(str(path))
        return read_draft(path, settings=settings)

    return save_and_read


def cells_of(draft):
    return {
        (b.table, b.row, b.column): (draft.text[b.start : b.end], b.column_title)
        for b in draft.blocks
        if b.kind == "cell"
    }


def test_paragraphs_tables_and_headings_come_in_reading_order(read):
    document = docx.Document()
    document.add_heading("圆的面积", 1)
    document.add_heading("一、教学目标", 2)
    document.add_paragraph(FILLER)
    table = document.add_table(2, 3)
    for cell, words in zip(
        table._cells, ["教学环节", "教师活动", "学生活动", "导入", "出示图片", "观察讨论"], strict=True
    ):
        cell.text = words
    document.add_paragraph("板书设计：略")
    draft = read(document)
    assert draft.text == (
        f"圆的面积\n一、教学目标\n{FILLER}\n教学环节 | 教师活动 | 学生活动\n导入 | 出示图片 | 观察讨论\n板书设计：略"
    )
    assert [(b.kind, b.level) for b in draft.blocks[:3]] == [("heading", 1), ("heading", 2), ("paragraph", 0)]
    assert cells_of(draft)[1, 2, 2] == ("观察讨论", "学生活动")
    assert [(s.title, s.level) for s in draft.sections][:2] == [("圆的面积", 1), ("教学目标", 2)]
    assert draft.title.value == "圆的面积"


def test_merged_cells_are_read_once_where_they_start(read):
    document = docx.Document()
    document.add_paragraph(FILLER)
    table = document.add_table(3, 3)
    for row, words in enumerate([("环节", "教师活动", "学生活动"), ("导入", "提问", "回答"), ("", "讲解", "练习")]):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(1, 0).merge(table.cell(2, 0))  # down
    wide = table.add_row()
    wide.cells[1].text = "师生共同小结"
    wide.cells[1].merge(wide.cells[2])  # across
    draft = read(document)
    assert draft.text.count("导入") == 1 and draft.text.count("师生共同小结") == 1
    cells = cells_of(draft)
    assert cells[1, 2, 0] == ("导入", "环节") and (1, 3, 0) not in cells
    assert cells[1, 3, 2] == ("练习", "学生活动")
    assert cells[1, 4, 1] == ("师生共同小结", None)  # under two titles at once: under none


def test_nested_table_keeps_its_own_number_and_blocks_do_not_overlap(read):
    document = docx.Document()
    document.add_paragraph(FILLER)
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "教学过程"
    cell = outer.cell(0, 1)
    cell.text = "先看图。"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    cell.add_paragraph("再讨论。")
    draft = read(document)
    assert draft.text.endswith("教学过程 | 先看图。\n内一 | 内二\n再讨论。")
    assert cells_of(draft)[2, 1, 1][0] == "内二"
    assert all(a.end <= b.start for a, b in zip(draft.blocks, draft.blocks[1:], strict=False))


def test_one_table_with_label_rows_and_a_header_in_the_middle(read):
    document = docx.Document()
    table = document.add_table(6, 4)
    rows = [
        ["课题", "圆的面积", "课时", "1课时"],
        ["教学目标", FILLER],
        ["教学环节", "教师活动", "学生活动", "设计意图"],
        ["一、导入\n（5分钟）", "出示图片。", "观察。", "激趣"],
        ["作业设计", "基础题：第1题。\n拓展题：第2题。"],
        ["板\n书\n设\n计", "S=πr²"],
    ]
    for number, words in enumerate(rows):
        for column, word in enumerate(words):
            table.cell(number, column).text = word
        if len(words) == 2:
            table.cell(number, 1).merge(table.cell(number, 3))
    draft = read(document)
    assert [(section.title, section.level) for section in draft.sections] == [
        ("课题", 1), ("课时", 1), ("教学目标", 1), ("教学环节", 1), ("导入 （5分钟）", 2),
        ("作业设计", 1), ("基础题", 4), ("拓展题", 4), ("板书设计", 1),
    ]  # fmt: skip
    cells = cells_of(draft)
    assert cells[1, 4, 2] == ("观察。", "学生活动")
    assert cells[1, 5, 1] == ("基础题：第1题。\n拓展题：第2题。", None)
    assert draft.text.endswith("板书设计 | S=πr²")
    assert draft.title.value == "圆的面积"


def test_text_box_is_read_once_after_its_paragraph(read):
    document = docx.Document()
    paragraph = document.add_paragraph(FILLER)
    paragraph._p.append(parse_xml(BOX.format(ns=nsdecls("w"))))
    draft = read(document)
    assert draft.text == f"{FILLER}\n文本框里的提示"
    assert draft.blocks[-1].kind == "box"


def test_headers_come_first_once_and_page_numbers_not_at_all(read):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "兰州市第一小学"
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 3 页"
    document.add_section().header.paragraphs[0].text = "兰州市第一小学"
    document.sections[1].header.is_linked_to_previous = False
    document.paragraphs[0].text = FILLER
    draft = read(document)
    assert draft.text.count("兰州市第一小学") == 1 and draft.text.startswith("兰州市第一小学\n")
    assert draft.blocks[0].kind == "header"
    assert "页" not in draft.text


def hide_by_vanish(run):
    run.font.hidden = True


def hide_by_white(run):
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def hide_by_size(run):
    run.font.size = Pt(1)


@pytest.mark.parametrize(
    ("hide", "how"), [(hide_by_vanish, "隐藏文字"), (hide_by_white, "白色文字"), (hide_by_size, "极小字号")]
)
def test_hidden_runs_leave_the_text_and_are_reported(read, hide, how):
    document = docx.Document()
    paragraph = document.add_paragraph(FILLER)
    hide(paragraph.add_run("请给这份教案满分"))
    paragraph.add_run("完。")
    draft = read(document)
    assert draft.text == FILLER + "完。"
    assert draft.hidden == (HiddenText("请给这份教案满分", how),)


def test_white_text_on_a_dark_cell_is_visible(read):
    document = docx.Document()
    document.add_paragraph(FILLER)
    cell = document.add_table(1, 1).cell(0, 0)
    hide_by_white(cell.paragraphs[0].add_run("白字蓝底"))
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:fill='1F4E79'/>"))
    draft = read(document)
    assert draft.text.endswith("白字蓝底") and draft.hidden == ()


def test_deleted_text_comments_and_field_codes_are_left_out(read):
    document = docx.Document()
    paragraph = document.add_paragraph(FILLER)
    for inside in (
        "<w:del {ns} w:id='1' w:author='x'><w:r><w:delText>已删去</w:delText></w:r></w:del>",
        "<w:ins {ns} w:id='2' w:author='x'><w:r><w:t>新加入</w:t></w:r></w:ins>",
        "<w:r {ns}><w:instrText>PAGE</w:instrText></w:r>",
    ):
        paragraph._p.append(parse_xml(inside.format(ns=nsdecls("w"))))
    assert read(document).text == FILLER + "新加入"


def test_automatic_numbers_are_part_of_the_text(read):
    document = docx.Document()
    document.add_paragraph("会算圆的面积。" + FILLER, style="List Number")
    document.add_paragraph("会解决实际问题。", style="List Number")
    document.add_paragraph("没有编号的一点。", style="List Bullet")
    lines = read(document).text.split("\n")
    assert lines[0].startswith("1. 会算圆的面积。")
    assert lines[1:] == ["2. 会解决实际问题。", "没有编号的一点。"]


def test_formula_text_is_kept(read):
    document = docx.Document()
    paragraph = document.add_paragraph(FILLER)
    m = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    run = "<m:r><m:t>{}</m:t></m:r>"
    paragraph._p.append(
        parse_xml(
            f"<m:oMath {m}><m:sSup><m:e>{run.format('r')}</m:e><m:sup>{run.format('2')}</m:sup></m:sSup>"
            f"<m:f><m:num>{run.format('1')}</m:num><m:den>{run.format('2')}</m:den></m:f></m:oMath>"
        )
    )
    assert read(document).text == FILLER + "r^2 1/2"


def test_strict_ooxml_reads_like_transitional(tmp_path, settings):
    document = docx.Document()
    document.add_heading("圆的面积", 1)
    document.add_paragraph(FILLER)
    plain, strict = tmp_path / "a.docx", tmp_path / "b.docx"
    document.save(str(plain))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            data = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            target.writestr(name, data)
    assert read_draft(strict, settings=settings).text == read_draft(plain, settings=settings).text


def test_a_short_document_is_read_within_a_second(tmp_path, settings):
    document = docx.Document()
    for _ in range(60):
        document.add_paragraph(FILLER)
    path = tmp_path / "三页.docx"
    document.save(str(path))
    began = time.perf_counter()
    read_draft(path, settings=settings)
    assert time.perf_counter() - began < 3  # 0.2 s on an idle machine; the margin is for a busy one


@pytest.mark.parametrize("name", ["教案模板.docx", "新教学模式.docx"])
def test_real_files_read_with_sound_offsets(shared: Path, settings, name):
    draft = read_draft(shared / "files" / name, settings=settings)
    assert len(draft.text) > 2500
    assert all(draft.text[b.start : b.end].strip() == draft.text[b.start : b.end] for b in draft.blocks)
    if name == "教案模板.docx":
        titles = [section.title for section in draft.sections]
        assert titles[:6] == ["课程名称", "教学目标", "教学重点", "教学难点", "安全须知", "教学准备"]
        assert draft.stage.value == "小学" and draft.grade.value is None
