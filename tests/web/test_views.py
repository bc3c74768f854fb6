import dataclasses

import pytest

from reviewer.datamodels import Guess, Step
from reviewer.web import views
from reviewer.web.tabs import readings

NASTY = '<script>alert(1)</script>"${value}{{x}}'


def test_results_hold_every_part_in_order(reviewed):
    draft, review = reviewed
    html = views.results_html(review, draft)
    marks = [
        "lr-verdict",
        "lr-changes",
        "lr-levels",
        "lr-criteria",
        "lr-measures",
        "lr-draft",
        "lr-provenance",
    ]
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_every_quote_has_its_passage_on_the_page(reviewed):
    draft, review = reviewed
    html = views.results_html(review, draft)
    spans = [(e.start, e.end) for c in review.criteria for i in c.indicators for e in i.evidence]
    assert spans
    for start, end in spans:
        assert f'id="ev-{start}-{end}"' in html


@pytest.mark.parametrize(("pending", "said"), [(True, False), (False, True)])
def test_no_model_is_said_only_once_the_review_is_final(reviewed, pending, said):
    draft, review = reviewed
    assert ("这次没有用语言模型" in views.results_html(review, draft, pending=pending)) is said


@pytest.mark.parametrize(
    ("step", "use_model", "words"),
    [
        (Step("measure", "正在数"), True, ['lr-now">数一数', 'lr-next">模型细读']),
        (
            Step("judge", "细读", 3, 12),
            True,
            ['lr-done">数一数', 'lr-now">模型细读', "细读，3/12", "width:25%"],
        ),
        (Step("retrieve", "找"), False, ['lr-now">找范例']),
        (None, True, ["开始了"]),
    ],
)
def test_progress(step, use_model, words):
    html = views.progress_html(step, 3.2, use_model=use_model)
    assert all(word in html for word in words)
    assert ("模型细读" in html) is use_model


@pytest.mark.parametrize(("confidence", "asks"), [(0.3, True), (0.9, False)])
def test_an_unsure_kind_is_asked_about(reviewed, confidence, asks):
    draft = dataclasses.replace(reviewed[0], kind=Guess("lesson", confidence))
    assert ("拿不准" in views.draft_html(draft)) is asks


def test_whatever_is_shown_is_escaped(reviewed):
    draft = dataclasses.replace(reviewed[0], subject=Guess(NASTY, 0.9), warnings=(NASTY,))
    shown = [
        views.draft_html(draft),
        views.error_html(NASTY),
        views.notices_html([NASTY]),
        views.progress_html(Step("judge", NASTY), 1, use_model=True),
    ]
    assert all("<script" not in html and "&lt;script&gt;" in html for html in shown)


def test_only_a_kept_review_can_be_downloaded(reviewed):
    draft, review = reviewed
    assert "lr-downloads" not in views.results_html(review, draft)
    kept = views.results_html(review, draft, review_id=7)
    assert 'data-review="7"' in kept and 'href="/parts/downloads/7.docx"' in kept


def test_the_names_in_a_scoring_form_are_escaped():
    """A school's own rubric may call its indicators anything."""
    assert 'name="v:a&quot;b"' in readings._indicator_field('a"b', "看得见", None)
