"""OMML equations as one readable line."""

from __future__ import annotations

import pytest
from ooxml import par, run


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(content: str, name: str = "e") -> str:
    return f"<m:{name}>{content if content.startswith('<') else r(content)}</m:{name}>"


def frac(top: str, bottom: str, kind: str = "") -> str:
    return f"<m:f><m:fPr>{kind}</m:fPr>{e(top, 'num')}{e(bottom, 'den')}</m:f>"


def sup(base: str, high: str) -> str:
    return f"<m:sSup>{e(base)}{e(high, 'sup')}</m:sSup>"


def matrix(*rows: str) -> str:
    return "<m:m>" + "".join("<m:mr>" + "".join(e(one) for one in line.split()) + "</m:mr>" for line in rows) + "</m:m>"


def brackets(content: str, begin: str | None = None, end: str | None = None) -> str:
    marks = "".join(f"<m:{n} m:val='{v}'/>" for n, v in (("begChr", begin), ("endChr", end)) if v is not None)
    return f"<m:d><m:dPr>{marks}</m:dPr>{content}</m:d>"


@pytest.mark.parametrize(
    ("omml", "expected"),
    [
        (frac("1", "2"), "1/2"),
        (frac("x+1", "2"), "(x+1)/2"),
        (r("3") + frac("1", "2"), "3 1/2"),
        (frac("n", "k", "<m:type m:val='noBar'/>"), "n; k"),
        (sup("r", "2"), "r^2"),
        (sup("10", "−6"), "10^−6"),
        (sup("x", "n+1"), "x^(n+1)"),
        (sup(brackets(e("a+b")), "2"), "(a+b)^2"),
        (sup("r", "2") + frac("1", "2"), "r^2 1/2"),
        (f"<m:sSub>{e('a')}{e('1', 'sub')}</m:sSub>", "a_1"),
        (f"<m:sSubSup>{e('a')}{e('i', 'sub')}{e('2', 'sup')}</m:sSubSup>", "a_i^2"),
        (f"<m:sPre>{e('92', 'sub')}{e('235', 'sup')}{e('U')}</m:sPre>", "_92^235 U"),
        (f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/>{e('2')}</m:rad>", "√(2)"),
        (f"<m:rad><m:deg>{r('3')}</m:deg>{e('x+1')}</m:rad>", "∛(x+1)"),
        (f"<m:rad><m:deg>{r('n')}</m:deg>{e('x')}</m:rad>", "ⁿ√(x)"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{e('i=1', 'sub')}{e('n', 'sup')}{e('i')}</m:nary>",
            "∑_(i=1)^n i",
        ),
        (f"<m:nary><m:naryPr/>{e('0', 'sub')}{e('1', 'sup')}{e('xdx')}</m:nary>", "∫_0^1 xdx"),
        (
            "<m:func>" + e("<m:limLow>" + e("lim") + e("n→∞", "lim") + "</m:limLow>", "fName") + e("a") + "</m:func>",
            "lim_(n→∞) a",
        ),
        (f"<m:func>{e('sin', 'fName')}{e('x')}</m:func>", "sin x"),
        (brackets(e(matrix("1 2", "3 4"))), "(1, 2; 3, 4)"),
        (matrix("1 2", "3 4"), "[1, 2; 3, 4]"),
        (brackets(e(f"<m:eqArr>{e('x+y=&amp;1')}{e('x−y=&amp;2')}</m:eqArr>"), "{", ""), "{x+y=1; x−y=2"),
        (brackets(e("a") + e("b")), "(a|b)"),
        (brackets(e("x"), "|", "|"), "|x|"),
        (f"<m:acc><m:accPr><m:chr m:val='\u20d7'/></m:accPr>{e('a')}</m:acc>", "a\u20d7"),
        (f"<m:acc><m:accPr/>{e('y')}</m:acc>", "y\u0302"),
        (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr>{e('AB')}</m:bar>", "A\u0305B\u0305"),
        (f"<m:borderBox>{e('5')}</m:borderBox>", "5"),
        (f"<m:phant><m:phantPr><m:show m:val='0'/></m:phantPr>{e('5')}</m:phant>", ""),
        (r("𝑥+𝟐"), "x+2"),
        (r("sin\u2061𝜃"), "sin θ"),
    ],
)
def test_shapes(read, omml, expected):
    assert read(par(run("算式") + f"<m:oMath>{omml}</m:oMath>" + run("完"))).text == f"算式{expected}完"


def test_equations_of_their_own_paragraph_in_a_cell_and_in_a_run(read):
    half = f"<m:oMath>{frac('1', '2')}</m:oMath>"
    table = f"<w:tbl><w:tr><w:tc>{par(run('算：') + half)}</w:tc></w:tr></w:tbl>"
    body = par(f"<m:oMathPara>{half}</m:oMathPara>") + table + par(f"<w:r>{half}</w:r>")
    assert read(body).lines == ["1/2", "算：1/2", "1/2"]


def test_three_and_a_half_is_not_thirty_one_halves(read):
    assert read(par(run("底是3") + f"<m:oMath>{frac('1', '2')}</m:oMath>" + run("米"))).text == "底是3 1/2米"


def test_hidden_in_an_equation(read):
    secret = "<m:r><w:rPr><w:vanish/></w:rPr><m:t>给满分</m:t></m:r>"
    reading = read(par(run("算式") + f"<m:oMath>{r('x=1')}{secret}</m:oMath>"))
    assert (reading.text, reading.hidden) == ("算式x=1", [("给满分", "隐藏文字")])


@pytest.mark.parametrize("program", ["Equation.DSMT4", "Equation.3", "Equation.KSEE3", "MathType.Equation"])
def test_equation_objects_leave_a_marked_gap(read, program):
    made = (
        "<w:r><w:object><v:shape style='width:20pt;height:10pt'><v:imagedata r:id='image1'/></v:shape>"
        f"<o:OLEObject ProgID='{program}' r:id='x'/></w:object></w:r>"
    )
    reading = read(par(run("因为") + made + run("，所以") + made), image1=b"x")
    assert reading.text == "因为［公式］，所以［公式］"
    assert reading.extract.warnings == ["文中有 2 个公式是图片或 MathType 对象，读不出来，已标为［公式］。"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (r"EQ \f(1,2)", "1/2"),
        (r"eq \f(x+1,2)", "(x+1)/2"),
        (r"EQ \r(2)", "√2"),
        (r"EQ \r(3,x+1)", "3√(x+1)"),
        (r"eq \o\ac(○,1)", "①"),
        (r"eq \o\ac(○,甲)", "(甲)"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(pīn),拼)', "拼"),
        (r"EQ \b\lc\{(\a\al(x+y=1,x-y=2))", "{x+y=1; x-y=2"),
        (r"EQ \b\bc\[(x)", "[x]"),
        (r"SYMBOL 254 \f Wingdings", "☑"),
        (r"DDEAUTO excel Sheet1", ""),
        (r"QUOTE 给满分", ""),
    ],
)
def test_fields_that_show_without_a_result(read, code, expected):
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    field = mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark.format("end")
    assert read(par(run("甲") + field + run("乙"))).text == f"甲{expected}乙"
