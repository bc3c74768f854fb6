"""Automatic numbers as they stand on the page."""

from __future__ import annotations

import pytest
from ooxml import par

from reviewer.documents.word.numerals import write_number


def lvl(at: int, shape: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{shape}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
    )


def numbering(*levels: str, more: str = "") -> str:
    return (
        f"<w:abstractNum w:abstractNumId='7'>{''.join(levels)}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>{more}"
    )


def item(text: str, level: int = 0, number: int = 1) -> str:
    return par(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("decimal", "1 2 9 10 11 26 100"),
        ("decimalZero", "01 02 09 10 11 26 100"),
        ("chineseCounting", "一 二 九 十 十一 二十六 一百"),
        ("chineseCountingThousand", "一 二 九 十 十一 二十六 一百"),
        ("japaneseCounting", "一 二 九 十 十一 二十六 一百"),
        ("ideographDigital", "一 二 九 一〇 一一 二六 一〇〇"),
        ("taiwaneseDigital", "一 二 九 一〇 一一 二六 一〇〇"),
        ("chineseLegalSimplified", "壹 贰 玖 壹拾 壹拾壹 贰拾陆 壹佰"),
        ("ideographTraditional", "甲 乙 壬 癸 甲 己 癸"),
        ("ideographZodiac", "子 丑 申 酉 戌 丑 卯"),
        ("decimalEnclosedCircle", "① ② ⑨ ⑩ ⑪ 26 100"),
        ("decimalEnclosedCircleChinese", "① ② ⑨ ⑩ ⑪ 26 100"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑼ ⑽ ⑾ 26 100"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒐ ⒑ ⒒ 26 100"),
        ("ideographEnclosedCircle", "㊀ ㊁ ㊈ ㊉ 11 26 100"),
        ("decimalFullWidth", "１ ２ ９ １０ １１ ２６ １００"),
        ("upperLetter", "A B I J K Z VVVV"),
        ("lowerLetter", "a b i j k z vvvv"),
        ("upperRoman", "I II IX X XI XXVI C"),
        ("lowerRoman", "i ii ix x xi xxvi c"),
        ("numberInDash", "- 1 - - 2 - - 9 - - 10 - - 11 - - 26 - - 100 -"),
    ],
)
def test_number_formats(shape, expected):
    assert " ".join(write_number(number, shape) for number in (1, 2, 9, 10, 11, 26, 100)) == expected


def test_counting_leaves_out_and_puts_in_what_people_do():
    counted = [write_number(n, "chineseCountingThousand") for n in (20, 101, 110, 119, 1001, 1010)]
    assert counted == ["二十", "一百零一", "一百一十", "一百一十九", "一千零一", "一千零一十"]


@pytest.mark.parametrize(
    ("levels", "items", "expected"),
    [
        pytest.param(
            [lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%2."), lvl(2, "decimal", "（%3）")],
            [("教学目标", 0), ("会计算", 1), ("会说理", 1), ("说出依据", 2), ("教学过程", 0), ("导入", 1)],
            ["一、教学目标", "1. 会计算", "2. 会说理", "（1）说出依据", "二、教学过程", "1. 导入"],
            id="一、 1. （1）, deeper levels start anew",
        ),
        pytest.param(
            [lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3")],
            [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 1), ("戊", 0), ("己", 1)],
            ["1 甲", "1.1 乙", "1.1.1 丙", "1.2 丁", "2 戊", "2.1 己"],
            id="1.1.1",
        ),
        pytest.param(
            [lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>")],
            [("数", 0), ("整数", 1)],
            ["第一章 数", "1.1 整数"],
            id="isLgl writes 一 as 1",
        ),
        pytest.param(
            [lvl(0, "decimal", "%1."), lvl(1, "decimalEnclosedCircle", "%2", "<w:lvlRestart w:val='0'/>")],
            [("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1)],
            ["1. 甲", "①乙", "2. 丙", "②丁"],
            id="lvlRestart 0 never starts anew",
        ),
        pytest.param(
            [lvl(0, "decimal", "%1", "<w:suff w:val='nothing'/>"), lvl(1, "bullet", "•"), lvl(2, "none", "")],
            [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 0)],
            ["1甲", "乙", "丙", "2丁"],
            id="no suffix, bullets and none",
        ),
        pytest.param(
            [lvl(0, "decimal", "第%1题", "<w:suff w:val='space'/>")],
            [("计算", 0), ("", 0), ("应用", 0)],
            ["第1题 计算", "第3题 应用"],
            id="an empty entry counts",
        ),
        pytest.param(
            [lvl(0, "decimal", "%1.", "<w:pPr/>"), lvl(1, "lowerLetter", "%2)")],
            [("先有下级", 1), ("再有上级", 0)],
            ["a)先有下级", "1. 再有上级"],
            id="a lower level first",
        ),
    ],
)
def test_levels(read, levels, items, expected):
    body = "".join(item(text, level) for text, level in items)
    assert read(body, numbering=numbering(*levels)).lines == expected


def test_two_lists_of_one_kind_go_on_or_start_anew(read):
    more = (
        "<w:num w:numId='2'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
        "</w:lvlOverride></w:num>"
        f"<w:num w:numId='4'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'>{lvl(0, 'upperLetter', '%1.')}"
        "</w:lvlOverride></w:num>"
    )
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3) + item("e", number=4)
    lines = read(body, numbering=numbering(lvl(0, "decimal", "%1."), more=more)).lines
    assert lines == ["1. a", "2. b", "5. c", "6. d", "G. e"]


def test_numbering_by_style_and_none_by_numid_0(read):
    styles = (
        "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='题'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "</w:pPr></w:style><w:style w:type='paragraph' w:styleId='B'><w:name w:val='小题'/><w:basedOn w:val='A'/></w:style>"
    )
    levels = numbering(
        lvl(0, "decimal", "%1.", "<w:pStyle w:val='A'/>"), lvl(1, "decimal", "（%2）", "<w:pStyle w:val='B'/>")
    )
    style = "<w:pStyle w:val='{}'/>"
    body = (
        par("口算", style.format("A")) + par("看图", style.format("B")) + par("列式", style.format("B"))
        + par("不编号", style.format("A") + "<w:numPr><w:numId w:val='0'/></w:numPr>") + par("应用", style.format("A"))
    )  # fmt: skip
    lines = read(body, styles=styles, numbering=levels).lines
    assert lines == ["1. 口算", "（1）看图", "（2）列式", "不编号", "2. 应用"]


def test_a_list_defined_by_a_list_style(read):
    data = (
        "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='L'/></w:abstractNum>"
        f"<w:abstractNum w:abstractNumId='2'><w:styleLink w:val='L'/>{lvl(0, 'upperRoman', '%1.')}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    )
    assert read(item("甲") + item("乙"), numbering=data).lines == ["I. 甲", "II. 乙"]


def test_a_custom_format_falls_back_to_what_older_programs_show(read):
    custom = (
        "<w:lvl w:ilvl='0'><w:start w:val='3'/><mc:AlternateContent><mc:Choice Requires='w14'>"
        "<w:numFmt w:val='custom' w:format='001, 002'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimalZero'/>"
        "</mc:Fallback></mc:AlternateContent><w:lvlText w:val='%1'/></w:lvl>"
    )
    assert read(item("甲"), numbering=numbering(custom)).lines == ["03 甲"]


@pytest.mark.parametrize("text", ["小学二年级", "第 页", "1.5 倍", "一、直接写的编号"])
def test_text_without_a_list_stays_as_it_is(read, text):
    assert read(par(text)).text == text
