"""Comments in the teacher's own file: on the exact passage, in every make of Word file, and nothing else changes."""

import datetime
import io
import re
import shutil
import subprocess

import docx
import pytest
from review_samples import build_review, change, criterion, indicator
from word_files import (
    HEAD,
    MACROS,
    STRICT,
    W,
    commented,
    draft_from,
    members_of,
    par,
    without_marks,
    word_file,
    wrapped,
)

from reviewer.datamodels import COMMENT_AUTHOR, Measures
from reviewer.documents.word.hidden import OWN_AUTHOR
from reviewer.errors import UsageError
from reviewer.reports import annotate_docx, is_word_file

NOW = datetime.datetime(2026, 3, 2, 21, 30)
TITLE = par("《圆的面积》教学设计") + par("学生能说出圆的面积公式是怎样得来的。")
BOX = (
    "<w:p><w:r><w:t>板书见右</w:t></w:r><w:r><w:pict><w:txbxContent>"
    + par("圆变成近似的长方形")
    + "</w:txbxContent></w:pict></w:r><w:r><w:t>，边讲边写。</w:t></w:r></w:p>"
)
NUMBERING = (
    f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
OLD_COMMENT = '<w:comment w:id="7" w:author="王组长"><w:p><w:r><w:t>写得好</w:t></w:r></w:p></w:comment>'


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


# name → (body, the quote, the words the comment must stand on)
PLACES = {
    "一段": (TITLE, "说出圆的面积公式", "学生能说出圆的面积公式是怎样得来的。"),
    "几个字": (
        TITLE + "<w:p><w:r><w:t>先剪，</w:t></w:r><w:r><w:t>再拼，</w:t></w:r><w:r><w:t>后想。</w:t></w:r></w:p>",
        "再拼",
        "再拼，",
    ),
    "自动编号": (TITLE + par("独立画一画", LISTED) + par("同桌比一比", LISTED), "2. 同桌比一比", "同桌比一比"),
    "单元格里第二段": (
        TITLE
        + table(
            [cell(par("教师活动")), cell(par("学生活动"))], [cell(par("巡视")), cell(par("动手剪") + par("上台讲"))]
        ),
        "上台讲",
        "上台讲",
    ),
    "合并的单元格": (
        TITLE
        + table(
            [cell(par("探究过程"), '<w:vMerge w:val="restart"/>'), cell(par("剪一剪"))],
            [cell("<w:p/>", "<w:vMerge/>"), cell(par("拼一拼"), '<w:gridSpan w:val="2"/>')],
        ),
        "拼一拼",
        "拼一拼",
    ),
    "表中表": (
        TITLE + table([cell(par("外") + table([cell(par("里面的检测题"))]) + par("外面的话"))]),
        "里面的检测题",
        "里面的检测题",
    ),
    "表中表之后": (
        TITLE + table([cell(par("外") + table([cell(par("里面"))]) + par("外面的话"))]),
        "外面的话",
        "外面的话",
    ),
    "文本框": (TITLE + BOX, "近似的长方形", "圆变成近似的长方形"),
    "修订": (
        TITLE
        + "<w:p><w:r><w:t>作业：</w:t></w:r><w:del><w:r><w:delText>抄写</w:delText></w:r></w:del>"
        + "<w:ins><w:r><w:t>量一量</w:t></w:r></w:ins><w:r><w:t>碗口</w:t></w:r></w:p>",
        "量一量",
        "量一量",
    ),
    "删去了段落标记": (
        TITLE + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前一半，</w:t></w:r></w:p>" + par("后一半。"),
        "后一半",
        "后一半。",
    ),
    "内容控件": (
        TITLE + f"<w:sdt><w:sdtContent>{par('控件里的目标')}</w:sdtContent></w:sdt>",
        "控件里的目标",
        "控件里的目标",
    ),
    "竖排的标签": (TITLE + table([cell(par("板") + par("书")), cell(par("圆的面积"))]), "板书", "板书"),
    "看不见的字符": (
        TITLE + "<w:p><w:r><w:t>零\u200b宽\u200b字</w:t></w:r><w:r><w:t>之后</w:t></w:r></w:p>",
        "之后",
        "之后",
    ),
}


def review_of(draft, quote, **more):
    found = [indicator(draft, "a", "目标可检测", "no", quote, note="没有动词"), indicator(draft, "b", "有板书", "no")]
    criteria = [criterion("objectives", "学情与目标", 2, (1, 3), "还缺。", "把目标改成看得见的。", found)]
    changes = [change(draft, "objectives", "a", "先把这一句改成看得见的表现。", quote)]
    return build_review(draft, criteria, changes, Measures(), **more)


def annotated(data, tmp_path, quote, name="教案.docx"):
    draft = draft_from(data, tmp_path, name)
    return annotate_docx(review_of(draft, quote), draft, data, now=NOW)


@pytest.mark.parametrize("name", PLACES)
def test_comment_stands_on_the_exact_place(name, tmp_path):
    body, quote, words = PLACES[name]
    data = word_file(wrapped(body), numbering=NUMBERING)
    made = annotated(data, tmp_path, quote)
    top, missing, found = commented(made).values()
    assert top[0] == missing[0] == "《圆的面积》教学设计"
    assert found[0] == words
    assert "先改第1处　先把这一句改成看得见的表现。" in found[1]
    assert "✗ 目标可检测：没有动词" in found[1]
    assert found[1].endswith("怎么改　把目标改成看得见的。")


@pytest.mark.parametrize("name", PLACES)
def test_nothing_else_changes(name, tmp_path):
    body, quote, _ = PLACES[name]
    data = word_file(wrapped(body), numbering=NUMBERING)
    before, after = members_of(data), members_of(annotated(data, tmp_path, quote))
    assert without_marks(after["word/document.xml"], 0) == before["word/document.xml"]
    touched = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name for name in before if before[name] != after[name]} == touched
    assert set(after) - set(before) == {"word/comments.xml"}
    assert list(after)[: len(before)] == list(before)


def test_first_changes_and_what_is_missing_come_first(tmp_path):
    data = word_file(wrapped(TITLE))
    top, missing, _ = commented(annotated(data, tmp_path, "面积公式")).values()
    assert top[1].splitlines()[0].startswith("评阅意见　这份教案")
    assert "先改这一处\n1. 先把这一句改成看得见的表现。（在“面积公式”处）" in top[1]
    assert "学情与目标 薄弱（2）" in top[1]
    assert missing[1] == "原文里没有找到的\n学情与目标　✗ 有板书。"
    assert top[2] == COMMENT_AUTHOR


@pytest.mark.parametrize("where", ["head", "empty"])
def test_comments_that_are_there_stay_and_ids_go_on(where, tmp_path):
    old = f'<x:comments xmlns:x="{W}">{OLD_COMMENT.replace("w:", "x:")}</x:comments>'
    if where == "empty":
        old = f'<x:comments xmlns:x="{W}" />'
    marked = '<w:commentRangeStart w:id="7"/><w:r><w:t>圆</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    data = word_file(wrapped(f"<w:p>{marked}</w:p>{TITLE}"), comments=old)
    made = annotated(data, tmp_path, "面积公式")
    before, after = members_of(data), members_of(made)
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml", "word/comments.xml"}
    assert without_marks(after["word/document.xml"], 8) == before["word/document.xml"]
    found = commented(made)
    assert list(found) == ([7, 8, 9, 10] if where == "head" else [8, 9, 10])
    if where == "head":
        assert found[7] == ("圆", "写得好", "王组长")


def test_own_comments_are_no_hidden_text_the_next_time(tmp_path):
    made = annotated(word_file(wrapped(TITLE)), tmp_path, "面积公式")
    again = draft_from(made, tmp_path, "二稿.docx")
    assert again.hidden == ()
    assert "评阅意见" not in again.text
    assert OWN_AUTHOR == COMMENT_AUTHOR
    twice = commented(annotate_docx(review_of(again, "面积公式"), again, made))
    assert list(twice) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "document",
    [
        wrapped(TITLE, STRICT),
        wrapped(TITLE).replace("w:", "ns0:").replace(":w=", ":ns0="),
        wrapped(TITLE).replace("<w:", "<").replace("</w:", "</").replace(":w=", "="),
        wrapped(TITLE).replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
    ids=["strict", "其他前缀", "默认命名空间", "UTF-16"],
)
def test_every_way_of_writing_xml(document, tmp_path):
    strict = isinstance(document, str) and STRICT in document
    data = word_file(document, strict=strict)
    made = annotated(data, tmp_path, "面积公式")
    assert commented(made)[2][0] == "学生能说出圆的面积公式是怎样得来的。"
    rels = members_of(made)["word/_rels/document.xml.rels"].decode()
    assert ("purl.oclc.org/ooxml/officeDocument/relationships/comments" in rels) == strict
    if isinstance(document, str):
        assert without_marks(members_of(made)["word/document.xml"], 0) == document.encode()


def test_macros_stay(tmp_path):
    data = word_file(wrapped(TITLE), main=MACROS)
    assert is_word_file(data)
    made = members_of(annotated(data, tmp_path, "面积公式", "教案.docm"))
    assert made["word/vbaProject.bin"] == members_of(data)["word/vbaProject.bin"]
    assert MACROS in made["[Content_Types].xml"].decode()


def test_text_outside_the_page_is_commented_beside_it(tmp_path):
    """Page headers can't hold comments."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "实验小学二〇二六年春季教案"
    document.add_paragraph("圆的面积教学设计，学生动手剪拼。")
    held = io.BytesIO()
    document.save(held)
    draft = draft_from(held.getvalue(), tmp_path)
    made = annotate_docx(review_of(draft, "春季教案"), draft, held.getvalue())
    assert [words for words, _, _ in commented(made).values()] == ["圆的面积教学设计，学生动手剪拼。"] * 3


def test_another_file_is_refused(tmp_path):
    data = word_file(wrapped(TITLE))
    draft = draft_from(data, tmp_path)
    with pytest.raises(UsageError, match="不是同一份"):
        annotate_docx(review_of(draft, "面积公式"), draft, word_file(wrapped(TITLE + TITLE)))


@pytest.mark.parametrize(
    ("data", "is_word"),
    [
        (b"", False),
        (b"\xd0\xcf\x11\xe0" + bytes(600), False),
        (b"PK\x03\x04" + bytes(100), False),
        (word_file("<broken"), False),
        (word_file(wrapped(TITLE, STRICT), strict=True), True),
    ],
)
def test_what_is_a_word_file(data, is_word):
    assert is_word_file(data) is is_word


@pytest.mark.parametrize("name", ["教案模板.docx", "新教学模式.docx"])
def test_real_files(name, shared, tmp_path):
    path = shared / "files" / name
    data = path.read_bytes()
    draft = draft_from(data, tmp_path, path.name)
    sentences = draft.sentences[:: max(len(draft.sentences) // 12, 1)]
    quotes = list(dict.fromkeys(draft.text[one.start : one.end] for one in sentences))
    found = [indicator(draft, f"i{n}", f"第{n}条", "no", quote) for n, quote in enumerate(quotes)]
    review = build_review(draft, [criterion("c", "目标", 2, (2, 2), "", "", found)], [], Measures())
    made = annotate_docx(review, draft, data)
    before, after = members_of(data), members_of(made)
    old = len(list(docx.Document(str(path)).comments))
    assert without_marks(after["word/document.xml"], old) == before["word/document.xml"]
    assert len(list(docx.Document(io.BytesIO(made)).comments)) == len(commented(made)) > old
    squeezed = {re.sub(r"\W", "", words) for words, _, _ in commented(made).values()}
    for quote in quotes:
        bare = re.sub(r"^\d+\.|\W", "", quote)  # the number is no text of the file, a bullet may be a w:sym
        assert any(bare in words for words in squeezed), quote


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_keeps_the_comments(tmp_path):
    body, quote, _ = PLACES["表中表"]
    (tmp_path / "a.docx").write_bytes(annotated(word_file(wrapped(body)), tmp_path, quote))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "odt"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=170
    )
    text = members_of((tmp_path / "a.odt").read_bytes())["content.xml"].decode()
    assert text.count("<office:annotation ") == 3
    assert text.count(COMMENT_AUTHOR) == 3
