"""From findings and replies to results, with the shipped scripted model."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reviewer.datamodels import Draft, Finding, IndicatorResult
from reviewer.documents import draft_from_text
from reviewer.judging.calibration import UNCALIBRATED, Calibration, find_calibration, hash_wording
from reviewer.judging.evidence import CONTEXT_CHARS, choose_sentences, make_evidence, number_sentences
from reviewer.judging.indicators import Judge, without_model
from reviewer.models.scripted import load_script
from reviewer.rubrics import get_rubric

TEXT = """《认识面积》教学设计
教学目标
1. 学生能说出面积的含义。
教学过程
一、导入（5分钟）
出示教室里的两块黑板，学生说说哪一块大。
二、探究（20分钟）
小组用小方块铺一铺，比较两个长方形的大小，并汇报方法。
三、检测（10分钟）
人人完成三道题，同桌互查，做错的当堂订正。
"""


@pytest.fixture
def draft() -> Draft:
    return draft_from_text(TEXT, name="认识面积.txt", kind="lesson")


def judged(draft: Draft, tmp_path: Path, findings: dict[str, Finding], **script: object) -> dict[str, IndicatorResult]:
    path = tmp_path / "script.yaml"
    path.write_text(yaml.safe_dump(script), encoding="utf-8")
    judge = Judge(load_script(path), None, draft, draft.text, get_rubric("lesson"))
    return judge.answer(findings, UNCALIBRATED, lambda *_: None)


def sentence(draft: Draft, part: str) -> tuple[int, int, int]:
    found = next(s for s in draft.sentences if part in draft.text[s.start : s.end])
    return found.number, found.start, found.end


def test_model_decides_a_judged_indicator_and_its_numbers_become_a_verbatim_quote(draft, tmp_path) -> None:
    number, start, end = sentence(draft, "小组用小方块")
    results = judged(draft, tmp_path, {}, answers={"lc.inquiry": 0.92}, evidence={"lc.inquiry": [number]}, default=0.1)
    inquiry = results["lc.inquiry"]
    assert (inquiry.answer, inquiry.basis, inquiry.probability) == ("yes", "judged", 0.92)
    assert [(e.quote, e.start, e.end) for e in inquiry.evidence] == [(draft.text[start:end], start, end)]
    assert results["fb.use"].answer == "no"


def test_a_yes_that_nothing_shows_becomes_unclear(draft, tmp_path) -> None:
    results = judged(draft, tmp_path, {}, answers={"fb.use": 0.95}, evidence={"fb.use": [999]}, default=0.1)
    assert results["fb.use"].answer == "unclear"
    assert "引用" in results["fb.use"].note


def test_measured_indicators_are_never_asked(draft, tmp_path) -> None:
    assert "nm.timing" not in judged(draft, tmp_path, {}, default=0.9)


def test_code_that_is_sure_of_a_both_indicator_is_not_asked_about(draft, tmp_path) -> None:
    sure = Finding("fb.check", "yes", 0.95, ((0, 6),))
    assert "fb.check" not in judged(draft, tmp_path, {"fb.check": sure}, default=0.9)


@pytest.mark.parametrize(
    ("found", "model", "answer"),
    [(0.75, 0.8, "yes"), (0.75, 0.3, "yes"), (0.75, 0.1, "no"), (0.3, 0.6, "no"), (0.3, 0.7, "unclear")],
)
def test_code_and_model_are_two_witnesses(draft, tmp_path, found: float, model: float, answer: str) -> None:
    number, start, end = sentence(draft, "同桌互查")
    finding = Finding("fb.criteria", "yes" if found > 0.5 else "no", found, ((start, end),), "写了同桌互查")
    script = {"answers": {"fb.criteria": model}, "evidence": {"fb.criteria": [number]}, "default": 0.1}
    result = judged(draft, tmp_path, {"fb.criteria": finding}, **script)["fb.criteria"]
    assert (result.answer, result.basis) == (answer, "both")


def test_a_failed_call_leaves_a_both_indicator_to_code_and_a_judged_one_unclear(draft, tmp_path) -> None:
    finding = Finding("fb.criteria", "no", 0.3, (), "没有评价标准")
    results = judged(draft, tmp_path, {"fb.criteria": finding}, default=None)
    assert (results["fb.criteria"].answer, results["fb.criteria"].basis) == ("no", "measured")
    assert results["lc.inquiry"].answer == "unclear"
    assert "模型没有给出" in results["lc.inquiry"].note


def test_without_a_model_judged_stays_unclear_and_the_rest_is_measured(draft) -> None:
    findings = {"fb.check": Finding("fb.check", "yes", 0.8, ((0, 6),)), "fb.use": Finding("fb.use", "yes", 0.7, ())}
    results = without_model(draft, get_rubric("lesson"), findings)
    assert set(results) == {indicator.id for indicator in get_rubric("lesson").indicators()}
    assert (results["fb.check"].answer, results["fb.check"].basis) == ("yes", "measured")
    assert results["fb.use"].answer == "unclear"


@pytest.mark.parametrize("spans", [[(-1, 5)], [(5, 5)], [(0, 10**6)], [(8, 3)]])
def test_a_span_outside_the_text_is_never_quoted(draft, spans: list[tuple[int, int]]) -> None:
    assert make_evidence(draft, spans) == []


def test_evidence_is_verbatim_without_overlap_and_at_most_three(draft) -> None:
    spans = [(0, 6), (2, 8), (10, 14), (20, 25), (30, 35)]
    evidence = make_evidence(draft, spans)
    assert [(e.start, e.end) for e in evidence] == [(0, 6), (10, 14), (20, 25)]
    assert all(draft.text[e.start : e.end] == e.quote for e in evidence)


def test_numbered_context_keeps_the_numbers_of_the_draft(draft) -> None:
    lines = number_sentences(draft.text, draft.sentences).splitlines()
    number, start, end = sentence(draft, "人人完成")
    assert f"[{number}] {draft.text[start:end]}" in lines


def test_a_long_draft_is_cut_to_the_sentences_nearest_the_questions() -> None:
    import numpy as np

    long = draft_from_text(
        "\n".join(f"第{i}步，学生把第{i}题做完并说明理由，教师巡视。" * 3 for i in range(300)), name="x.txt"
    )
    relevance = np.linspace(0, 1, len(long.sentences))
    chosen = choose_sentences(long, relevance)
    assert sum(s.end - s.start for s in chosen) <= CONTEXT_CHARS
    assert chosen[-1] == long.sentences[-1]
    assert chosen[0] != long.sentences[0]
    assert [s.number for s in chosen] == sorted(s.number for s in chosen)


CALIBRATION = Calibration(
    name="x", wording="abc", slope=1.0, default_offset=1.0, finding_weight=0.5, nearness_weight=0.4,
    offsets={"lc.inquiry": 2.944},
)  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "model", "finding", "nearness", "expected"),
    [
        ("lc.inquiry", 0.95, 0.5, 0.0, 0.5),  # exactly the measured bias: no news
        ("fb.use", 0.7311, 0.5, 0.0, 0.5),  # log-odds 1 is the default offset
        ("lc.inquiry", 0.95, 0.8808, 0.0, 0.7311),  # code's log-odds 2 at weight .5
        ("lc.inquiry", 0.95, 0.5, -2.5, 0.2689),  # nothing in the draft sounds like it
    ],
)
def test_calibration_weighs_model_code_and_nearness(indicator, model, finding, nearness, expected) -> None:
    assert CALIBRATION.decide(indicator, model, finding, nearness) == pytest.approx(expected, abs=0.002)


def test_a_calibration_is_refused_for_another_wording_model_or_embedding() -> None:
    for arguments in (
        ("local:x", "lesson-design", "abc", None),
        ("local:qwen2.5-coder-1.5b", "lesson-design", "?", None),
    ):
        assert find_calibration(*arguments) is UNCALIBRATED
    assert hash_wording({"a": "1"}) != hash_wording({"a": "2"})
