"""What stands on the page beside plain paragraphs: boxes, notes, revisions, fields, symbols, page edges, headings."""

from __future__ import annotations

import pytest
from ooxml import cell, par, row, run, table


def box(words: str, *, vml: bool = True) -> str:
    """A text box as Word writes it: a shape, and the same for old programs."""
    content = f"<w:txbxContent>{par(words)}</w:txbxContent>"
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:extent cx='900000' cy='900000'/>"
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:inline></w:drawing></mc:Choice>{old if vml else ''}</mc:AlternateContent></w:r>"
    )


def change(kind: str, content: str) -> str:
    return f"<w:{kind} w:id='1' w:author='x'>{content}</w:{kind}>"


def gone(words: str) -> str:
    return change("del", f"<w:r><w:delText>{words}</w:delText></w:r>")


def field(code: str, result: str) -> str:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    return (
        mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark.format("separate")
        + run(result) + mark.format("end")
    )  # fmt: skip


MARK_DELETED = "<w:rPr><w:del w:id='1' w:author='x'/></w:rPr>"
SYMBOL = "<w:r><w:sym w:font='{}' w:char='{}'/></w:r>"
NOTE = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
TEXTPATH = "<w:r><w:pict><v:shape><v:textpath string='圆的面积'/></v:shape></w:pict></w:r>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (par(run("正文") + box("提示")), "正文\n提示"),
        (par(run("正文") + "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>旧框</w:t></w:r></w:p>"
             "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"), "正文\n旧框"),
        (par(TEXTPATH), "圆的面积"),
        (par(run("原") + gone("旧") + change("ins", run("新"))), "原新"),
        (par(change("moveFrom", run("搬走")) + run("留下")) + par(change("moveTo", run("搬来"))), "留下\n搬来"),
        (par("前半句", MARK_DELETED) + par("后半句"), "前半句后半句"),
        (par(gone("整段"), MARK_DELETED) + par("下一段"), "下一段"),
        (par("最后一段", MARK_DELETED), "最后一段"),
        (change("ins", par("插入的段")), "插入的段"),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + par("控件里") + "</w:sdtContent></w:sdt>", "控件里"),
        (par("<w:sdt><w:sdtContent>" + run("行内控件") + "</w:sdtContent></w:sdt>"), "行内控件"),
        (par("<w:ruby><w:rt>" + run("pīn") + "</w:rt><w:rubyBase>" + run("拼") + "</w:rubyBase></w:ruby>"), "拼"),
        (par("<w:ruby><w:rt>" + run("pīn yīn") + "</w:rt><w:rubyBase>" + run("　") + "</w:rubyBase></w:ruby>"), "pīn yīn"),
        (par("<w:hyperlink r:id='x'>" + run("链接文字") + "</w:hyperlink>"), "链接文字"),
        (par(run("共") + field("NUMPAGES", "3") + run("页")), "共3页"),
        (par(field("HYPERLINK x", "点这里") + "<w:fldSimple w:instr='DATE'>" + run("今天") + "</w:fldSimple>"), "点这里今天"),
        (par("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("条件里的字") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("外")), "外"),
        (par("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"
             "</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("会")), "☑会"),
        (par(SYMBOL.format("Wingdings", "F0FE") + run("会") + SYMBOL.format("Wingdings", "F0A8") + run("不会")), "☑会□不会"),
        (par(SYMBOL.format("Wingdings 2", "F052") + SYMBOL.format("Wingdings 2", "F0A3")), "☑□"),
        (par(SYMBOL.format("Symbol", "F070") + SYMBOL.format("Symbol", "F0B4") + SYMBOL.format("Wingdings", "F081")), "π×①"),
        (par(run("a", "<w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/>") + run("角b", "<w:rFonts w:ascii='Symbol'/>")), "α角β"),
        (par(run("甲") + "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"), "甲\t乙\n丙-"),
        (par("<w:smartTag>" + run("标签") + "</w:smartTag><w:bdo w:val='ltr'>" + run("顺") + "</w:bdo>"), "标签顺"),
    ],
)  # fmt: skip
def test_text(read, body, expected):
    assert read(body).text == expected


def test_deleted_text_is_reported_joined_and_capped(read):
    body = par(run("原") + gone("旧一")) + par(gone("旧二" * 2000))
    assert read(body).hidden == [(("旧一\n" + "旧二" * 2000)[:2000], "已删除的修订")]


def test_footnotes_stand_after_the_paragraph_or_in_the_cell_that_refers_to_them(read):
    notes = "".join(
        f"<w:footnote w:id='{key}'{kind}>{par(words)}</w:footnote>"
        for key, kind, words in [(-1, " w:type='separator'", "分隔"), (1, "", "见课标"), (2, "", "约三分钟"), (3, "", "没人提到")]
    )  # fmt: skip
    end = f"<w:endnote w:id='1'>{par('出处')}</w:endnote>"
    body = (
        par(run("先") + NOTE.format(2) + run("讲。")) + par("下一段")
        + table(row("导入", cell(par(run("看图") + NOTE.format(1)) + par("讨论"))))
        + par(run("末") + "<w:r><w:endnoteReference w:id='1'/></w:r>" + NOTE.format(2))
    )  # fmt: skip
    reading = read(body, footnotes=notes, endnotes=end)
    assert reading.text == "先讲。\n[注1] 约三分钟\n下一段\n导入 | 看图\n[注2] 见课标\n讨论\n末\n[尾注1] 出处"


def test_page_edges_that_are_shown_each_once(read):
    def refer(key: str, kind: str) -> str:
        return f"<w:{key.rstrip('0123456789')}Reference w:type='{kind}' r:id='{key}'/>"

    section = "<w:sectPr>" + refer("header1", "default") + refer("header2", "even") + refer("header3", "first")
    section += refer("footer1", "default") + "{}</w:sectPr>"
    parts = {
        "header1": par("兰州市第一小学"),
        "header2": par("偶数页"),
        "header3": par("首页"),
        "header4": par("没有用上"),
    }
    parts["footer1"] = par("第 1 页 共 3 页") + par("备课组")
    assert read(par("正文") + section.format(""), **parts).text == "兰州市第一小学\n正文\n备课组"
    shown = read(par("正文") + section.format("<w:titlePg/>"), settings="<w:evenAndOddHeaders/>", **parts)
    assert shown.text == "首页\n兰州市第一小学\n偶数页\n正文\n备课组"
    assert [block.kind for block in shown.blocks] == ["header"] * 3 + ["paragraph", "header"]


def test_charts_and_smart_art(read):
    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>身高</a:t></a:r><a:r><a:t>统计</a:t></a:r></a:p></c:rich></c:tx>"
        "</c:title><c:ser><c:cat><c:strRef><c:strCache><c:pt><c:v>一班</c:v></c:pt><c:pt><c:v>二班</c:v></c:pt>"
        "</c:strCache></c:strRef></c:cat></c:ser></c:chart>"
    )
    art = (
        "<dgm:ptLst><dgm:pt type='doc'/><dgm:pt><dgm:t><a:p><a:r><a:t>观察</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "<dgm:pt type='pres'><dgm:t><a:p><a:r><a:t>样式</a:t></a:r></a:p></dgm:t></dgm:pt>"
        "<dgm:pt><dgm:t><a:p><a:r><a:t>猜想</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    )
    draw = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    body = par(run("看图") + draw.format("<c:chart r:id='chart1'/>")) + par(
        draw.format("<dgm:relIds r:dm='diagramData1'/>")
    )
    reading = read(body, chart1=chart, diagramData1=art)
    assert reading.text == "看图\n［图表］身高统计；一班；二班\n观察\n猜想"


BOLD = "<w:b/>"
PLAIN = "<w:b w:val='0'/>"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            [
                ("一、教学目标", BOLD),
                ("会算。", ""),
                ("二、教学过程", BOLD),
                ("（一）导入", BOLD),
                ("（二）探究", BOLD),
            ],
            [2, 0, 2, 3, 3],
            id="numbered and bold",
        ),
        pytest.param([("一、教学目标", BOLD), ("二、教学过程", PLAIN)], [0, 0], id="one of the series is not bold"),
        pytest.param([("一、教学目标", BOLD), ("会算。", BOLD)], [0, 0], id="a single one"),
        pytest.param([("一、学生会算圆的面积。", BOLD), ("二、会说理。", BOLD)], [0, 0], id="sentences"),
        pytest.param([("一、课题：圆的面积", BOLD), ("二、课型：新授", BOLD)], [0, 0], id="label and content"),
    ],
)
def test_bold_headings(read, paragraphs, expected):
    body = "".join(par(run(text, look)) for text, look in paragraphs)
    assert [block.level for block in read(body).blocks] == expected


def test_styled_and_outlined_headings_and_no_guessing_beside_them(read):
    styles = "<w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style>"
    body = (
        par("圆的面积", "<w:outlineLvl w:val='0'/>") + par("教学目标", "<w:pStyle w:val='2'/>")
        + par(run("一、导入", BOLD)) + par(run("二、探究", BOLD))
    )  # fmt: skip
    assert [(b.kind, b.level) for b in read(body, styles=styles).blocks] == [
        ("heading", 1), ("heading", 2), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_pages_are_known_only_where_word_has_laid_them_out(read):
    by_hand = "<w:r><w:br w:type='page'/></w:r>"
    laid_out = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = par("甲") + par(by_hand) + par(laid_out + run("乙")) + par(run("丙") + laid_out + run("丁")) + par("戊")
    assert [(block.page) for block in read(body).blocks] == [1, 2, 2, 3]
    assert [block.page for block in read(par("甲") + par(by_hand) + par("乙")).blocks] == [None, None]


def test_a_table_of_contents_and_other_files_inside_are_left_out(read):
    styles = "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='toc 1'/></w:style>"
    body = par("教学目标 1", "<w:pStyle w:val='T'/>") + par("正文") + "<w:altChunk r:id='x'/>"
    reading = read(body, styles=styles)
    assert reading.text == "正文"
    assert reading.extract.warnings == ["文中嵌入了 1 个其他文件的内容，没有读取。请在 Word/WPS 里打开后另存再上传。"]


def test_broken_side_parts_do_not_stop_the_reading(read):
    assert read(par("正文"), styles=b"<oops", numbering=b"", comments=b"<a><b></a>").text == "正文"


@pytest.mark.parametrize("odd", ["²", "٣", "-1", "99999999999999999", "", "x"])
def test_odd_numbers_in_attributes_do_no_harm(read, odd):
    properties = f"<w:outlineLvl w:val='{odd}'/><w:numPr><w:ilvl w:val='{odd}'/><w:numId w:val='1'/></w:numPr>"
    look = f"<w:sz w:val='{odd}'/><w:w w:val='{odd}'/>"
    grid = f"<w:gridSpan w:val='{odd}'/>"
    levels = (
        f"<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='{odd}'/><w:lvlText w:val='%1.'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    )
    body = par(run("正文", look), properties) + table(
        row(cell("甲", grid), "乙", properties=f"<w:gridBefore w:val='{odd}'/>")
    )
    reading = read(body, numbering=levels)
    assert reading.text.endswith("正文\n甲 | 乙") and reading.hidden == []


def test_macros_and_links_outside_are_ignored(make_docx):
    import zipfile

    from reviewer.documents.word.document import read_word

    path = make_docx(par("正文") + "<w:altChunk r:id='z'/>", name="教案.docm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        archive.writestr("word/vbaData.xml", "<oops")
    assert [piece.text for piece in read_word(path).pieces] == ["正文"]


@pytest.mark.parametrize("name", ["word\\document.xml", "/word/document.xml", "Word/Document.XML"])
def test_members_named_in_other_ways(make_docx, name):
    import zipfile

    from reviewer.documents.word.document import read_word

    path = make_docx(par("正文"))
    with zipfile.ZipFile(path) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in parts.items():
            archive.writestr(name if member == "word/document.xml" else member, data)
    assert [piece.text for piece in read_word(path).pieces] == ["正文"]
