"""Findings and levels from version to version, and a rise that rests on nothing new."""

import json

import pytest

from reviewer.datamodels import (
    Comparison,
    CriterionResult,
    DraftInfo,
    Evidence,
    IndicatorResult,
    Measures,
    Overall,
    Provenance,
    Review,
    RubricInfo,
    Safety,
    Seconds,
)
from reviewer.documents import draft_from_text
from reviewer.errors import UsageError
from reviewer.reports import to_comparison_html, to_comparison_markdown
from reviewer.versions import compare_chain, compare_versions

AIM = "学生了解面积的含义，培养兴趣。"
BETTER_AIM = "学生能说出面积的含义，会用方块量出面积。"
COPY = "作业：抄写概念五遍，家长签字。"
TEST = "人人完成三道题，同桌互查，当堂订正。"


def draft(*lines):
    return draft_from_text("\n".join(["《认识面积》教学设计", *lines]), name="教案.txt", kind="lesson")


def indicator(of, key, answer, quote=""):
    start = of.text.index(quote)
    evidence = [Evidence(quote=quote, start=start, end=start + len(quote), where="")] if quote else []
    return IndicatorResult(
        id=key, name=f"看{key}", answer=answer, probability=0.5, basis="both", note="", evidence=evidence
    )


def review(of, level, *indicators, kind="lesson", rubric="a", llm=None):
    criterion = CriterionResult(
        id="c", name="当堂反馈", status="scored" if level else "unscored", level=level, interval=None, reason="",
        suggestion="", indicators=list(indicators), exemplars=[],
    )  # fmt: skip
    nothing = dict.fromkeys(("read", "measure", "retrieve", "judge", "total"), 0.0)
    return Review(
        draft=DraftInfo(
            name=of.name, sha256=of.sha256, kind=kind, kind_confidence=1, title="认识面积", subject=None, stage=None,
            grade=None, chars=len(of.text), warnings=[],
        ),
        rubric=RubricInfo(id="r", version="1", sha256=rubric),
        provenance=Provenance(reviewer="0", llm=llm, prompts={}, embedding=None, library=None, calibration=None),
        criteria=[criterion], overall=Overall(level=level, scored=bool(level), total=1), changes=[],
        measures=Measures(), exemplars=[], safety=Safety(red_lines=[], hidden_text=[], instructions=[]),
        seconds=Seconds(**nothing),
    )  # fmt: skip


def pair(old, new):
    return (old[0], review(old[0], *old[1:])), (new[0], review(new[0], *new[1:]))


@pytest.mark.parametrize(
    ("was", "now", "status"),
    [
        ("no", "yes", "solved"),
        ("yes", "no", "new"),
        ("unclear", "no", "new"),
        ("no", "no", "open"),
        ("no", "unclear", "unsure"),
        ("yes", "yes", None),
        ("unclear", "yes", None),
    ],
)
def test_findings(was, now, status):
    of = draft(AIM, TEST)
    compared = compare_versions(*pair((of, 2, indicator(of, "x", was)), (of, 2, indicator(of, "x", now))))
    assert [finding.status for finding in compared.findings] == ([status] if status else [])


OLD, NEW, SAME = draft(AIM, TEST, COPY), draft(BETTER_AIM, TEST), draft(AIM, TEST, COPY, "板书设计：面积。")
# name → (new draft, old answer and quote, new answer and quote, levels, whether the rise is supported)
RISES = {
    "改过的文字撑得住": (NEW, ("no", AIM), ("yes", "会用方块量出面积"), (2, 4), True),
    "出问题的话删掉了": (NEW, ("no", COPY), ("yes", ""), (2, 3), True),
    "指着没改过的话": (SAME, ("no", ""), ("yes", TEST), (2, 3), False),
    "说不出依据": (SAME, ("unclear", ""), ("yes", ""), (2, 3), False),
    "没有升": (NEW, ("no", ""), ("yes", TEST), (3, 3), None),
    "降了": (NEW, ("yes", TEST), ("no", ""), (3, 2), None),
    "原来没有等级": (SAME, ("no", ""), ("yes", TEST), (None, 3), None),
}


@pytest.mark.parametrize("name", RISES)
def test_a_rise_needs_new_text(name):
    new, was, now, (low, high), supported = RISES[name]
    first, second = (OLD, low, indicator(OLD, "x", *was)), (new, high, indicator(new, "x", *now))
    compared = compare_versions(*pair(first, second))
    assert compared.levels[0].supported is supported
    assert any("依据不足" in warning for warning in compared.warnings) == (supported is False)


def test_moving_a_paragraph_is_no_new_evidence():
    moved = draft(TEST, AIM, COPY)
    first, second = (OLD, 2, indicator(OLD, "x", "no")), (moved, 3, indicator(moved, "x", "yes", TEST))
    compared = compare_versions(*pair(first, second))
    assert (compared.text.moved, compared.text.changed) == (1, 0)
    assert compared.levels[0].supported is False


def test_warnings_name_what_makes_levels_incomparable():
    other = draft_from_text(
        "《背影》教学设计\n朗读课文，圈出父亲买橘子时的动作，体会父爱。\n写一写自己的父亲，不少于三百字。",
        name="背影.txt",
        kind="lesson",
    )
    compared = compare_versions(
        (OLD, review(OLD, 2, rubric="a")), (other, review(other, 3, rubric="b", llm="openai:x"))
    )
    said = "".join(compared.warnings)
    assert all(words in said for words in ("不是同一节课", "评价标准不一样", "语言模型"))


def test_a_lesson_and_a_homework_are_not_compared():
    with pytest.raises(UsageError, match="一份是作业"):
        compare_versions((OLD, review(OLD, 2)), (NEW, review(NEW, 2, kind="homework")))


def test_three_versions_are_a_chain():
    last = draft(BETTER_AIM, TEST, "学生说出自己错在哪里。")
    answers = ((OLD, 2, "no"), (NEW, 3, "yes"), (last, 2, "no"))
    chain = compare_chain([(of, review(of, level, indicator(of, "x", said))) for of, level, said in answers])
    assert [one.label for one in chain.versions] == ["初备", "研备", "精备"]
    assert [(step.old.label, step.new.label) for step in chain.steps] == [("初备", "研备"), ("研备", "精备")]
    assert [[one.status for one in step.findings] for step in chain.steps] == [["solved"], ["new"]]
    assert [one.status for one in chain.overall.findings] == ["open"]
    assert json.loads(chain.to_json())["schema"] == "history/1"
    html, markdown = to_comparison_html(chain), to_comparison_markdown(chain)
    assert html.count("<details>") == 2 and html.index("初备 → 精备") < html.index("初备 → 研备")
    assert markdown.index("# 初备 → 精备") < markdown.index("# 研备 → 精备")


def test_reports_say_it_without_colour_and_let_no_markup_through():
    evil = draft(AIM.replace("兴趣", "<script>x</script>"), TEST)
    compared = compare_versions(
        *pair((OLD, 2, indicator(OLD, "x", "no", COPY)), (evil, 3, indicator(evil, "x", "yes")))
    )
    again = Comparison.model_validate_json(compared.to_json())
    assert again == compared
    html, markdown = to_comparison_html(compared), to_comparison_markdown(compared)
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "<del>作业：抄写概念五遍，家长签字。</del>" in html
    assert "<ins>" in html and "↑ 升" in html and "✓ 已解决" in html
    assert "| 当堂反馈 | 薄弱（2） | 基本达到（3） | ↑ 升 |" in markdown
    assert "［－作业：抄写概念五遍，家长签字。］" in markdown and "<script" not in markdown
