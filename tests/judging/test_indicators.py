"""From witnesses to results: the rule, the evidence, and what happens where a witness is silent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reviewer.datamodels import Draft, Finding, IndicatorResult, Kind
from reviewer.documents import draft_from_text
from reviewer.judging.calibration import (
    UNCALIBRATED,
    UNCLEAR_HIGH,
    Calibration,
    Hearing,
    Leaning,
    Weights,
    calibration_path,
    find_calibration,
    find_hearing,
    hearing_path,
    log_odds,
    sigmoid,
)
from reviewer.judging.evidence import make_evidence
from reviewer.judging.finders import SENTENCES, sentences_hash
from reviewer.judging.focus import Focus
from reviewer.judging.indicators import Scales, undecided, weigh
from reviewer.judging.opinions import Opinion, Unusable
from reviewer.judging.scan import Scan
from reviewer.judging.wording import hash_prompts, hash_questions
from reviewer.judging.yes_no import YesNo
from reviewer.models.scripted import Script, ScriptedChat
from reviewer.rubrics import get_rubric
from reviewer.safety import PersonalMask

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
RUBRIC = get_rubric("lesson")
ASKED = {indicator.id: f"hash of {indicator.id}" for indicator in RUBRIC.indicators()}
AT_ITS_WORD = Hearing(name="x", prompts="", slope=1.0)
SCALES = Scales(UNCALIBRATED, UNCALIBRATED.hearing(AT_ITS_WORD, ASKED))


@pytest.fixture
def draft() -> Draft:
    return draft_from_text(TEXT, name="认识面积.txt", kind="lesson")


def scan_of(draft: Draft, indicator: str, shown_by: str, score: float = 2.0) -> Scan:
    """A scan in which one sentence shows the indicator."""
    row = np.full(len(draft.sentences), -6.0)
    row[[shown_by in draft.text[s.start : s.end] for s in draft.sentences].index(True)] = score
    return Scan(draft, {indicator: row})


def judged(
    draft: Draft, scan: Scan, findings: dict[str, Finding], opinions: dict[str, Opinion] | None
) -> dict[str, IndicatorResult]:
    return weigh(RUBRIC, scan, findings, SCALES, opinions)


def quotes(result: IndicatorResult) -> list[str]:
    return [one.quote for one in result.evidence]


def test_the_head_of_a_column_is_no_evidence() -> None:
    draft = draft_from_text("选项\n\n小组用小方块铺一铺，比较两个长方形的大小。", name="表.txt", kind="lesson")
    assert next(draft.text[one.start : one.end] for one in draft.sentences) == "选项"
    scan = Scan(draft, {"lc.inquiry": np.array([2.0, 1.0])})
    assert [draft.text[start:end] for start, end in scan.rank("lc.inquiry")] == [
        "小组用小方块铺一铺，比较两个长方形的大小。"
    ]


def test_a_yes_is_shown_by_the_sentence_that_sounds_like_it(draft: Draft) -> None:
    scan = scan_of(draft, "lc.inquiry", "小组用小方块")
    result = judged(draft, scan, {}, {"lc.inquiry": Opinion(0.92)})["lc.inquiry"]
    assert (result.answer, result.basis) == ("yes", "judged")
    assert quotes(result) == ["小组用小方块铺一铺，比较两个长方形的大小，并汇报方法。"]


def test_a_sentence_the_model_names_comes_first_if_it_sounds_like_the_indicator(draft: Draft) -> None:
    scan = scan_of(draft, "lc.inquiry", "小组用小方块")
    scan.relevance["lc.inquiry"][
        next(s.number for s in draft.sentences if "两块黑板" in draft.text[s.start : s.end]) - 1
    ] = 0.5
    named = next(s.number for s in draft.sentences if "两块黑板" in draft.text[s.start : s.end])
    far = next(s.number for s in draft.sentences if "检测" in draft.text[s.start : s.end])
    result = judged(draft, scan, {}, {"lc.inquiry": Opinion(0.92, (far, named, 999))})["lc.inquiry"]
    assert quotes(result)[0] == "出示教室里的两块黑板，学生说说哪一块大。"
    assert not [quote for quote in quotes(result) if "检测" in quote]


def test_a_yes_that_nothing_shows_becomes_unclear(draft: Draft) -> None:
    result = judged(draft, Scan(draft, {}), {}, {"fb.use": Opinion(0.95)})["fb.use"]
    assert (result.answer, result.probability) == ("unclear", 0.5)
    assert "引用" in result.note


@pytest.mark.parametrize(
    ("found", "model", "answer"),
    [(0.75, 0.8, "yes"), (0.75, 0.3, "yes"), (0.75, 0.05, "no"), (0.3, 0.6, "no"), (0.3, 0.7, "unclear")],
)
def test_code_and_model_are_two_witnesses(draft: Draft, found: float, model: float, answer: str) -> None:
    start = TEXT.index("同桌互查")
    finding = Finding("fb.criteria", "yes" if found > 0.5 else "no", found, ((start, start + 4),), "写了同桌互查")
    result = judged(draft, Scan(draft, {}), {"fb.criteria": finding}, {"fb.criteria": Opinion(model)})["fb.criteria"]
    assert (result.answer, result.basis) == (answer, "both")


def test_a_failed_call_leaves_a_both_indicator_to_code_and_a_judged_one_unclear(draft: Draft) -> None:
    finding = Finding("fb.criteria", "no", 0.3, (), "没有评价标准")
    failed = Opinion(None, error="连不上")
    results = judged(draft, Scan(draft, {}), {"fb.criteria": finding}, {"fb.criteria": failed, "lc.inquiry": failed})
    assert (results["fb.criteria"].answer, results["fb.criteria"].basis) == ("no", "measured")
    assert results["lc.inquiry"].answer == "unclear"
    assert "模型没有给出" in results["lc.inquiry"].note


def test_a_model_that_was_not_asked_has_not_failed(draft: Draft) -> None:
    """A batch stops after five drafts that a model failed at; one that nobody can ask fails at none."""
    opinions = Unusable("答得读不懂。").ask(["lc.inquiry"], lambda *_: None)
    result = judged(draft, Scan(draft, {}), {}, opinions)["lc.inquiry"]
    assert (result.answer, result.note) == ("unclear", "答得读不懂")


def test_without_a_model_judged_stays_unclear_with_the_passage_worth_a_look(draft: Draft) -> None:
    findings = {"fb.check": Finding("fb.check", "yes", 0.8, ((0, 6),))}
    results = judged(draft, scan_of(draft, "fb.use", "当堂订正", 3.0), findings, None)
    assert set(results) == {indicator.id for indicator in RUBRIC.indicators()}
    assert (results["fb.check"].answer, results["fb.check"].basis) == ("yes", "measured")
    use = results["fb.use"]
    assert (use.answer, use.probability, quotes(use)) == (
        "unclear",
        0.75,
        ["人人完成三道题，同桌互查，做错的当堂订正。"],
    )


def test_a_no_points_at_the_place_where_it_should_stand(draft: Draft) -> None:
    start = TEXT.index("1. 学生能说出")
    span = (start, TEXT.index("教学过程") - 1)
    found = {
        "obj.observable": Finding("obj.observable", "no", 0.2, (), "动词查不出来"),
        "nm.board": Finding("nm.board", "no", 0.1),
    }
    results = weigh(RUBRIC, Scan(draft, {}), found, SCALES, None, lambda indicator: span)
    observable, board = results["obj.observable"], results["nm.board"]
    assert (observable.answer, quotes(observable), observable.note) == (
        "no",
        ["1. 学生能说出面积的含义。"],
        "动词查不出来",
    )
    assert (quotes(board), board.note) == (["1. 学生能说出面积的含义。"], "没有找到，可以写在这一处")


def test_a_no_with_its_own_passage_keeps_it(draft: Draft) -> None:
    drill = TEXT.index("人人完成三道题")
    finding = Finding("hw.no_drill", "no", 0.1, ((drill, drill + 7),), "")
    results = weigh(RUBRIC, Scan(draft, {}), {"hw.no_drill": finding}, SCALES, None, lambda indicator: (0, 6))
    assert quotes(results["hw.no_drill"]) == ["人人完成三道题"]


def test_what_a_model_says_is_no_reason_for_the_opposite_answer(draft: Draft) -> None:
    finding = Finding("fb.criteria", "no", 0.02, (), "")
    said = Opinion(0.6, (), "写了评价标准")
    result = judged(draft, Scan(draft, {}), {"fb.criteria": finding}, {"fb.criteria": said})["fb.criteria"]
    assert (result.answer, result.note) == ("no", "")


def test_quotes_are_cut_where_the_scan_found_them_whatever_was_blanked_before(draft: Draft) -> None:
    """The scan counts the sentences that were left; the draft that is quoted has them all."""
    blank = TEXT.index("1. 学生能说出")
    quiet = draft.without([(blank, TEXT.index("教学过程"))])
    assert len(quiet.sentences) == len(draft.sentences) - 1
    scan = scan_of(quiet, "lc.inquiry", "小组用小方块").over(draft)
    named = draft.sentences[-1].number
    assert quotes(judged(draft, scan, {}, {"lc.inquiry": Opinion(0.92, (named,))})["lc.inquiry"]) == [
        "小组用小方块铺一铺，比较两个长方形的大小，并汇报方法。"
    ]


@pytest.mark.parametrize(
    ("best", "named", "shown"), [(-5.0, -7.0, 0), (4.0, -3.2, 1), (1.0, -2.5, 2), (1.0, -3.5, 1), (-1.5, -2.0, 1)]
)
def test_a_passage_that_does_not_sound_like_the_indicator_is_not_shown(draft, best, named, shown) -> None:
    """However little the rest of the draft sounds like it: `named` is what the model pointed at."""
    scan = scan_of(draft, "lc.inquiry", "小组用小方块", best)
    scan.relevance["lc.inquiry"][0] = named
    spans = scan.rank("lc.inquiry", (draft.sentences[0].number,))
    assert len(spans) == shown


def test_a_model_is_asked_only_what_is_not_measured_and_still_open(draft: Draft) -> None:
    findings = {
        "nm.timing": Finding("nm.timing", "no", 0.6, ()),
        "fb.check": Finding("fb.check", "yes", 0.95, ((0, 6),)),
        "fb.criteria": Finding("fb.criteria", "yes", 0.8, ((0, 6),)),
    }
    names = undecided(RUBRIC, Scan(draft, {}), findings, UNCALIBRATED, 0.92)
    assert "nm.timing" not in names
    assert "fb.check" not in names
    assert {"fb.criteria", "lc.inquiry"} <= set(names)


@pytest.mark.parametrize("spans", [[(-1, 5)], [(5, 5)], [(0, 10**6)], [(8, 3)]])
def test_a_span_outside_the_text_is_never_quoted(draft: Draft, spans: list[tuple[int, int]]) -> None:
    assert make_evidence(draft, spans) == []


def test_evidence_is_verbatim_without_overlap_and_at_most_three(draft: Draft) -> None:
    evidence = make_evidence(draft, [(0, 6), (2, 8), (10, 14), (20, 25), (30, 35)])
    assert [(e.start, e.end) for e in evidence] == [(0, 6), (10, 14), (20, 25)]
    assert all(draft.text[e.start : e.end] == e.quote for e in evidence)


CALIBRATION = Calibration(
    name="x",
    wording="abc",
    embedding="e",
    others=Weights(offset=-1.0, code=1.0, finder=0.5, model=0.2),
    indicators={"lc.inquiry": Weights(offset=-0.4, code=0.5, finder=1.0, model=0.0)},
)
HEARING = Hearing(name="y", prompts="p", slope=0.5, leanings={"a": Leaning(asked="1", log_odds=2.0)})


@pytest.mark.parametrize(
    ("indicator", "code", "finder", "model", "expected"),
    [
        ("lc.inquiry", 0.5, 0.4, 0.99, 0.5),  # a model that was measured to say nothing is not heard
        ("lc.inquiry", 0.8808, 0.4, 0.5, 0.7311),  # code's log-odds 2 at weight .5
        ("fb.use", 0.7311, 0.0, 0.5, 0.5),  # not measured: the others' offset, code's log-odds 1
        ("fb.use", 0.5, 2.0, 0.9933, 0.7311),  # finder 2 × .5 and model 5 × .2 against −1
    ],
)
def test_calibration_weighs_code_finder_and_model(indicator, code, finder, model, expected) -> None:
    odds = CALIBRATION.weights(indicator).weigh(log_odds(code), finder, log_odds(model))
    assert sigmoid(odds) == pytest.approx(expected, abs=0.002)


@pytest.mark.parametrize(
    ("both", "code", "expected"),
    [
        (True, 1.0, UNCLEAR_HIGH),  # a count that says yes keeps its yes, though the finder says no
        (True, -1.0, sigmoid(-4.0)),  # where they agree nothing is held
        (True, 0.1, sigmoid(-2.9)),  # a count without an answer leaves it to the finder
        (False, 1.0, sigmoid(-2.0)),  # of what must be judged the count is a hint only
    ],
)
def test_a_count_that_has_an_answer_is_not_turned_by_sentences_that_sound_otherwise(both, code, expected) -> None:
    weights = Weights(offset=0.0, code=1.0, finder=1.0)
    assert sigmoid(weights.settle(code, -3.0, both=both)) == pytest.approx(expected)


def test_a_model_may_still_turn_a_count_by_what_it_is_worth() -> None:
    both = next(one for one in RUBRIC.indicators() if one.basis == "both")
    scan = Scan(draft_from_text(TEXT, name="认识面积.txt", kind="lesson"), {both.id: np.array([-3.0])})
    finding = Finding(both.id, "yes", sigmoid(1.0))
    quiet = Scales(UNCALIBRATED, UNCALIBRATED)
    assert quiet.probability(both, scan, finding, None) == pytest.approx(UNCLEAR_HIGH)
    assert SCALES.probability(both, scan, finding, Opinion(0.99)) > 0.9
    assert SCALES.probability(both, scan, finding, Opinion(0.01)) < 0.1


def test_a_calibration_is_refused_for_other_sentences_vectors_or_prompts(tmp_path: Path) -> None:
    calibration_path("lesson", tmp_path).write_text(CALIBRATION.model_dump_json(), encoding="utf-8")
    hearing_path("local:m", "lesson", tmp_path).write_text(HEARING.model_dump_json(), encoding="utf-8")
    assert find_calibration("lesson", "abc", "e", tmp_path) == CALIBRATION
    for others in (("homework", "abc", "e"), ("lesson", "ab", "e"), ("lesson", "abc", None)):
        assert find_calibration(*others, tmp_path) is UNCALIBRATED
    assert find_hearing("local:m", "lesson", "p", tmp_path) == HEARING
    for others in (("local:n", "lesson", "p"), ("local:m", "homework", "p"), ("local:m", "lesson", "q")):
        assert find_hearing(*others, tmp_path) is None


def test_a_reworded_question_takes_the_mean_leaning_and_keeps_the_weights_of_code_and_finder() -> None:
    more = {"a": Leaning(asked="1", log_odds=2.0), "lc.inquiry": Leaning(asked="2", log_odds=4.0)}
    hearing = HEARING.model_copy(update={"leanings": more})
    same = CALIBRATION.hearing(hearing, {"lc.inquiry": "2"}).indicators["lc.inquiry"]
    reworded = CALIBRATION.hearing(hearing, {"lc.inquiry": "3"}).indicators["lc.inquiry"]
    assert same == Weights(offset=-0.4 - 2.0, code=0.5, finder=1.0, model=0.5)
    assert reworded == Weights(offset=-0.4 - 1.5, code=0.5, finder=1.0, model=0.5)


@pytest.mark.parametrize("kind", ["lesson", "homework"])
def test_what_is_shipped_was_measured_with_the_prompts_questions_and_vectors_in_use(kind: Kind) -> None:
    """A prompt or sentence that was changed without calibrating anew would silently drop the weights."""
    rubric = get_rubric(kind)
    vectors = next(SENTENCES.glob(f"{kind}-*-{sentences_hash(kind)}.npz")).name.split("-")[1]
    prompts = hash_prompts(
        YesNo(
            ScriptedChat("x", Script()), Focus(draft_from_text("。", name="", kind=kind), "。", {}, PersonalMask()), {}
        )
    )
    assert find_calibration(kind, sentences_hash(kind), vectors) is not UNCALIBRATED
    hearing = find_hearing("local:qwen2.5-coder-1.5b", kind, prompts)
    assert hearing is not None
    assert {name: one.asked for name, one in hearing.leanings.items()} == {
        name: asked for name, asked in hash_questions(rubric).items() if name in hearing.leanings
    }
    assert set(hearing.leanings) == {one.id for one in rubric.indicators() if one.basis != "measured"}
